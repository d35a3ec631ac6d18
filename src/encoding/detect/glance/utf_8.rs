//! Whether UTF-8 is out of the question, which it is for most text of other encodings, byte by byte and
//! without a branch.

use super::{ASCII, MALFORMED};

/// Whether UTF-8 is sure to cost more than so many steps, or to have no whole character and some malformed
/// bytes. O(bytes).
pub(super) fn costs_more(bytes: &[u8], most: u32) -> bool {
    let (mut state, mut cost, mut seen) = (0, 0_u32, 0);
    for &byte in bytes {
        let step = TURNS[state][usize::from(CLASSES[usize::from(byte)])];
        state = usize::from(step.state);
        cost = cost.saturating_add(step.cost.into());
        seen |= step.seen;
    }
    cost > most || seen & (WHOLE | BROKEN) == BROKEN
}

/// What a byte brings about.
#[derive(Clone, Copy)]
struct Step {
    state: u8,
    /// A character is whole, or bytes are malformed.
    seen: u8,
    /// At least.
    cost: u16,
}

const WHOLE: u8 = 1;
const BROKEN: u8 = 2;

/// Bytes that were read of a character, and those that it still needs.
const STATES: [[u8; 2]; 7] = [[0, 0], [1, 1], [1, 2], [2, 1], [1, 3], [2, 2], [3, 1]];

const fn state(read: u8, needed: u8) -> u8 {
    let mut number = 0;
    while STATES[number][0] != read || STATES[number][1] != needed {
        number += 1;
    }
    number as u8
}

/// How many bytes a character has that begins with this one; or what else the byte is.
static CLASSES: [u8; 256] = {
    let mut classes = [NOTHING; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0..=0x7F => 1,
            0x80..=0xBF => TRAIL,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => NOTHING,
        };
        byte += 1;
    }
    classes
};

const TRAIL: u8 = 0;
const NOTHING: u8 = 5;
const KINDS: usize = 6;

static TURNS: [[Step; KINDS]; STATES.len()] = {
    let mut turns = [[const {
        Step {
            state: 0,
            seen: 0,
            cost: 0,
        }
    }; KINDS]; STATES.len()];
    let mut number = 0;
    while number < STATES.len() * KINDS {
        let (from, kind) = (number / KINDS, (number % KINDS) as u8);
        let [read, needed] = STATES[from];
        // How many bytes turn out to be malformed.
        let malformed = match kind {
            TRAIL => (needed == 0) as u8,
            NOTHING => read + 1,
            _ => read,
        };
        let step = &mut turns[from][kind as usize];
        step.state = match kind {
            TRAIL if needed > 1 => state(read + 1, needed - 1),
            2..=4 => state(1, kind - 1),
            _ => 0,
        };
        step.cost = malformed as u16 * MALFORMED as u16;
        if malformed > 0 {
            step.seen = BROKEN;
        }
        match kind {
            TRAIL if needed == 1 => step.seen |= WHOLE,
            // No other is cheaper.
            1 => step.cost += ASCII[b' ' as usize] as u16,
            _ => {}
        }
        number += 1;
    }
    turns
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::detect::suppose::{Visit, visit};
    use crate::encoding::unit::{Reader, Unit};
    use crate::name::Encoding;

    /// Whole characters beyond ASCII, and what the others cost.
    struct Exact<'b>(&'b [u8]);

    impl Visit for Exact<'_> {
        type Output = (usize, u32);

        fn visit(self, reader: impl Reader) -> (usize, u32) {
            let (mut whole, mut cost) = (0, 0);
            let mut rest = self.0;
            while !rest.is_empty() {
                let (unit, len) = reader.read(rest);
                match unit {
                    Unit::Character(character) if character.is_ascii() => {
                        cost += u32::from(ASCII[character as usize]);
                    }
                    Unit::Malformed => cost += MALFORMED * len as u32,
                    Unit::Character(_) | Unit::Rare => whole += 1,
                    Unit::Cut => {}
                }
                rest = &rest[len..];
            }
            (whole, cost)
        }
    }

    #[test]
    fn it_never_says_so_of_less() {
        let mixed = (0..6_000_u32).map(|n| ((n * n % 8_191 * 37) >> 3) as u8);
        let text = "明文é𠮷ascii 的\u{7FF}\u{10FFFF}".repeat(60).into_bytes();
        // Text with bytes of it overwritten, from none to most.
        let some = text.iter().zip(mixed.clone()).enumerate();
        let broken = some.map(|(at, (&byte, other))| if at % 97 > at / 16 { byte } else { other });
        let bytes: Vec<u8> = broken.chain(mixed).collect();
        let (mut told, mut not) = (0, 0);
        for part in bytes.chunks(13) {
            let (whole, cost) = visit(Encoding::Utf8, Exact(part)).unwrap();
            if costs_more(part, cost) {
                assert_eq!(whole, 0, "{part:X?}");
                told += 1;
            } else {
                not += 1;
            }
        }
        assert!(told > 50 && not > 50, "{told} {not}");
        for byte in 0x80..=u8::MAX {
            let is_cut = matches!(byte, 0xC2..=0xF4);
            assert_eq!(costs_more(&[byte], u32::MAX), !is_cut, "{byte:X}");
        }
        assert!(costs_more(b"\xE4\xB8-\xE4\xB8\xAD", 2 * MALFORMED));
        assert!(!costs_more(
            "中-".as_bytes(),
            7 * u32::from(ASCII[0x20]) / 4
        ));
    }
}
