//! Passing over text that stays as it is, by a bit for each character.
//!
//! A character is *marked* in a configuration if it becomes another or is special; and of the two
//! characters of each anchor (`super::anchors`) one is. Whoever looks at the marked characters and at what
//! stands beside them misses nothing, and the bits of all common characters fill a few lines of the cache.

use super::cells::{STEP, are_four, ascii_prefix, short_prefix, three_byte_characters};
use crate::tables::script::{self as tables, ConfigurationMarks};

/// The marked characters of a configuration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    rows: &'static ConfigurationMarks,
}

impl Marks {
    pub(super) fn of(configuration: usize) -> Self {
        Self {
            rows: tables::configuration_marks(configuration),
        }
    }

    /// A bit, the lowest, that is set if a character of three bytes is marked, and bits that say nothing.
    #[inline(always)]
    fn mark(&self, a: u8, b: u8, c: u8) -> u64 {
        let row = self.rows[usize::from(u16::from_le_bytes([a, b]) & 0x3F0F)];
        u64::from_le_bytes(row) >> (c & 0x3F)
    }

    /// Goes over characters of one to three bytes from `at` on as long as none is marked, several at a time; how
    /// far.
    #[inline]
    pub(super) fn skip(&self, text: &[u8], mut at: usize) -> usize {
        while let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk::<STEP>)
            && let Some(four) = bytes.first_chunk()
        {
            let [a, b, c, d, e, f, g, h, i, j, k, l] = *four;
            let marks = [
                self.mark(a, b, c),
                self.mark(d, e, f),
                self.mark(g, h, i),
                self.mark(j, k, l),
            ];
            // Two jumps, because where the characters of three bytes end and where one is marked are hard to
            // guess: one jump for both would be wrong more often, or followed by another that is.
            if are_four(four) {
                if (marks[0] | marks[1] | marks[2] | marks[3]) & 1 == 0 {
                    at += 12;
                    continue;
                }
                return at + 3 * first_set(marks, 4).unwrap_or(0);
            }
            let count = three_byte_characters(four);
            if let Some(place) = first_set(marks, count) {
                return at + 3 * place;
            }
            at += count * 3;
            let Some(short) = bytes.get(count * 3..).and_then(<[u8]>::first_chunk) else {
                return at;
            };
            let length = ascii_prefix(short);
            at += length;
            if matches!(length, 0 | 8) {
                let end = skip_short(text, at);
                if end == at && length == 0 {
                    return at;
                }
                at = end;
            }
        }
        at
    }
}

/// Which of the first `count` numbers is the first with its lowest bit set.
#[inline(always)]
fn first_set([a, b, c, d]: [u64; 4], count: usize) -> Option<usize> {
    let bits = (a & 1) | (b & 1) << 1 | (c & 1) << 2 | (d & 1) << 3;
    let bits = bits & ((1 << count) - 1);
    (bits != 0).then_some(bits.trailing_zeros() as usize)
}

/// The end of the characters of one or two bytes at `at`, as far as whole steps find no others.
#[inline(never)]
fn skip_short(text: &[u8], mut at: usize) -> usize {
    while let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let short = short_prefix(bytes);
        at += short;
        // One less than all may be half a character.
        if short < 15 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::cells::Cells;
    use super::super::config::recipe;
    use super::super::recipe::Step;
    use crate::name::Config;
    use crate::{convert, convert_into};
    use std::collections::HashMap;

    /// The keys of a step.
    fn keys(step: Step) -> Vec<String> {
        let phrases = crate::tables::script::phrases(step.0);
        let mut keys = Vec::new();
        for slot in phrases.slots.iter().map(|slot| u64::from_le_bytes(*slot)) {
            let [second, first] = [slot >> 22 & 0x1F_FFFF, slot >> 43].map(|code| code as u32);
            let pair = [first, second].map(char::from_u32);
            let [Some(first), Some(second)] = pair else {
                continue;
            };
            let mut at = (slot & 0x3F_FFFF) as usize;
            let count = phrases.records[at];
            at += 1;
            for _ in 0..count {
                let [suffix, value] = [phrases.records[at], phrases.records[at + 1] & 0x7F];
                let end = at + 2 + usize::from(suffix);
                let suffix = std::str::from_utf8(&phrases.records[at + 2..end]).unwrap();
                keys.push(format!("{first}{second}{suffix}"));
                at = end + usize::from(value);
            }
        }
        keys
    }

    #[test]
    fn no_key_of_characters_that_stay_is_passed_over() {
        let han = || '\u{2E80}'..='\u{FFFF}';
        let (mut tried, mut changed) = (0, 0);
        for config in Config::ALL {
            let cells = Cells::of(config as usize);
            let steps = recipe(config).steps;
            // How characters that stay may be spelled before the last step.
            let mut spelled: HashMap<char, char> = HashMap::new();
            if let [first, _] = steps {
                let dictionary =
                    super::super::dictionary::Dictionary::of(*first, recipe(config).family);
                for character in han().filter(|&c| cells.alone(c) == c) {
                    let mut out = Vec::new();
                    dictionary.spell(character.to_string().as_bytes(), true, &mut out);
                    let becomes = String::from_utf8(out).unwrap().chars().next();
                    spelled.extend(becomes.map(|becomes| (becomes, character)));
                }
            }
            for key in steps.iter().flat_map(|step| keys(*step)) {
                let before: String = key
                    .chars()
                    .map(|c| *spelled.get(&c).unwrap_or(&c))
                    .collect();
                for key in [key, before] {
                    if key.chars().any(|c| cells.alone(c) != c) {
                        continue;
                    }
                    // A text of more than a line is looked at before it is converted.
                    let text = format!("{}{key}，{}", "- ".repeat(240), "- ".repeat(20));
                    let mut converted = String::new();
                    convert_into(&text, config, &mut converted);
                    assert_eq!(convert(&text, config), converted, "{config}: {key}");
                    tried += 1;
                    changed += usize::from(text != converted);
                }
            }
        }
        assert!(changed > 2_000 && tried > changed, "{changed} of {tried}");
    }
}
