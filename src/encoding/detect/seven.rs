//! Byte order marks, and the encodings of seven bits: ASCII and what is made of it by escapes.

use super::answer::{Evidence, Reading, bits};
use super::hints::Hints;
use super::meter::{BIT, Chinese, Score, ascii};
use super::sample::Sample;
use crate::encoding::unit::{Reader, Unit, Utf16};
use crate::encoding::utf_7::digit;
use crate::model::Script;
use crate::name::{Encoding, Language};
use crate::tables;

/// The byte order marks, longer ones before those that they begin with.
const MARKS: [(&[u8], Encoding); 6] = [
    (b"\xEF\xBB\xBF", Encoding::Utf8),
    (b"\xFF\xFE\0\0", Encoding::Utf32Le),
    (b"\0\0\xFE\xFF", Encoding::Utf32Be),
    (b"\xFF\xFE", Encoding::Utf16Le),
    (b"\xFE\xFF", Encoding::Utf16Be),
    (b"\x84\x31\x95\x33", Encoding::Gb18030),
];

/// What a byte order mark says.
pub(super) fn marked(bytes: &[u8]) -> Option<Reading> {
    // Hardly any other bytes begin as one of them does.
    if !matches!(bytes, [0 | 0x84 | 0xEF | 0xFE.., ..]) {
        return None;
    }
    let (_, encoding) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark))?;
    Some(Reading::certain(*encoding, Evidence::Mark))
}

/// Whether ASCII is nothing but ASCII: without what begins an escape, and without the control
/// characters and the many signs that the bytes of wide characters look like.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    if bytes.chunks(PLAIN_AT_ONCE).any(is_odd) {
        return false;
    }
    let signs = bytes.iter().take(SHORT + 1);
    let signs = signs.filter(|byte| !byte.is_ascii_alphanumeric() && **byte != b' ');
    bytes.len() > SHORT || signs.count() * 4 <= bytes.len()
}

/// In ASCII that is longer, signs need not be counted.
const SHORT: usize = 64;

/// Bytes between looks whether it is clear already.
const PLAIN_AT_ONCE: usize = 1 << 12;

/// Whether anything but text stands in it. Without a branch, so that it goes many bytes at a time.
pub(super) fn is_odd(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |odd, &byte| {
        odd | (byte < 0x09)
            | (byte == 0x0B)
            | (0x0E..0x20).contains(&byte)
            | (byte == b'+')
            | (byte == b'~')
            | (byte == 0x7F)
    })
}

/// Bits for supposing each encoding.
const PRIOR_ASCII: f32 = 0.0;
const PRIOR_HZ: f32 = 6.0;
const PRIOR_UTF7: f32 = 14.0;

/// Adds the readings of bytes below 80.
pub(super) fn weigh(sample: &Sample<'_>, hints: &Hints, readings: &mut Vec<Reading>) {
    let reading = |encoding, language, prior: f32, cost: u64, evidence| {
        let hinted = hints.bits(encoding, language);
        Reading {
            language,
            cost: prior - hinted + bits(cost),
            prior: prior - hinted,
            hinted,
            ..Reading::certain(encoding, evidence)
        }
    };
    let sum = |cost: fn(&[u8]) -> Option<u64>| -> Option<u64> {
        let mut total = 0;
        let mut any = false;
        for piece in sample.pieces() {
            match cost(piece.bytes) {
                Some(cost) => {
                    any = true;
                    total += cost;
                }
                None => total += plain(piece.bytes),
            }
        }
        any.then_some(total)
    };
    readings.retain(|reading| reading.encoding != Some(Encoding::Utf8));
    if let Some(cost) = sum(|bytes| Some(plain(bytes))) {
        readings.push(reading(
            Encoding::Ascii,
            None,
            PRIOR_ASCII,
            cost,
            Evidence::Structure,
        ));
    }
    if let Some(cost) = sum(hz) {
        readings.push(reading(
            Encoding::Hz,
            Some(Language::Simplified),
            PRIOR_HZ,
            cost,
            Evidence::Structure,
        ));
    }
    if let Some(cost) = sum(utf7) {
        readings.push(reading(
            Encoding::Utf7,
            None,
            PRIOR_UTF7,
            cost,
            Evidence::Model,
        ));
    }
    for (encoding, escapes) in ESCAPES {
        let found = sample.pieces().any(|piece| {
            let escaped = piece.bytes.split(|&byte| byte == 0x1B).skip(1);
            let mut rests = escaped.filter(|rest| !rest.is_empty());
            rests.any(|rest| {
                escapes
                    .iter()
                    .any(|escape| rest.starts_with(escape) || escape.starts_with(rest))
            })
        });
        if found {
            let base =
                sum(|bytes| Some(bytes.iter().map(|&byte| escaped(byte)).sum())).unwrap_or(0);
            readings.push(reading(encoding, None, -ESCAPED, base, Evidence::Structure));
        }
    }
}

/// Bits that an escape sequence of an encoding is worth.
const ESCAPED: f32 = 24.0;

/// What follows ESC where an encoding switches: RFC 1922 section 7.1, and the WHATWG Encoding
/// Standard, section 12.2.1.
const ESCAPES: [(Encoding, &[&[u8]]); 2] = [
    (Encoding::Iso2022Cn, &[b"$)A", b"$)G", b"$)E", b"$*H"]),
    (Encoding::Iso2022Jp, &[b"$B", b"$@", b"(J", b"(I", b"$(D"]),
];

fn plain(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(ascii(byte))).sum()
}

/// The same where control characters switch between sets.
fn escaped(byte: u8) -> u64 {
    u64::from(match byte {
        0x0E | 0x0F | 0x1B => 4 * BIT,
        0x21..=0x7E => 6 * BIT,
        byte => ascii(byte),
    })
}

/// HZ: GB2312 between `~{` and `~}`. `None` if there is no `~{`.
fn hz(bytes: &[u8]) -> Option<u64> {
    let mut score = Chinese::of(Script::Simplified);
    let (mut cost, mut any, mut inside) = (0, false, false);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (*first, tail) {
            (b'~', [b'{', after @ ..]) if !inside => {
                (inside, any, rest) = (true, true, after);
                cost += u64::from(6 * BIT);
                score.enter(b' ');
            }
            (b'~', [b'}', after @ ..]) if inside => {
                (inside, rest) = (false, after);
                cost += u64::from(6 * BIT);
            }
            (lead @ 0x21..=0x7E, [trail @ 0x21..=0x7E, after @ ..]) if inside => {
                let character = tables::gbk::character(lead | 0x80, trail | 0x80);
                cost += u64::from(character.map_or(30 * BIT, |c| score.take(c)));
                rest = after;
            }
            (b'\n', _) => {
                inside = false;
                cost += u64::from(ascii(b'\n'));
            }
            (byte, _) => cost += u64::from(ascii(byte)),
        }
    }
    any.then_some(cost)
}

/// UTF-7: UTF-16 in Base64 between `+` and whatever is not Base64. `None` if there is none.
fn utf7(bytes: &[u8]) -> Option<u64> {
    let (mut cost, mut any) = (0, false);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == b'+') {
        let (before, run) = rest.split_at(at);
        cost += plain(before);
        let run = &run[1..];
        let end = run
            .iter()
            .position(|&byte| digit(byte).is_none())
            .unwrap_or(run.len());
        let (run, after) = run.split_at(end);
        rest = after.strip_prefix(b"-").unwrap_or(after);
        if run.is_empty() {
            // `+-` is a plus.
            cost += u64::from(8 * BIT);
            continue;
        }
        any = true;
        let is_cut = after.is_empty();
        cost += u64::from(8 * BIT) + utf7_run(run, is_cut);
    }
    any.then_some(cost + plain(rest))
}

/// What a run of Base64 costs as UTF-16 in either script.
fn utf7_run(run: &[u8], is_cut: bool) -> u64 {
    let costs = [Script::Simplified, Script::Traditional].map(|script| {
        let mut score = Chinese::of(script);
        score.enter(b' ');
        let (mut held, mut have, mut cost) = (0_u32, 0, 0_u64);
        for digit in run.iter().filter_map(|&byte| digit(byte)) {
            held = held << 6 | u32::from(digit);
            have += 6;
            if have >= 16 {
                have -= 16;
                let unit = (held >> have) as u16;
                let (unit, _) = Utf16::<true>.read(&unit.to_be_bytes());
                cost += u64::from(match unit {
                    Unit::Character(c) if !c.is_ascii() => score.take(c),
                    Unit::Character(_) => 16 * BIT,
                    _ => 24 * BIT,
                });
                held &= (1 << have) - 1;
            }
        }
        // The bits behind the last character are zero, unless it is cut.
        if !is_cut && (have >= 6 || held != 0) {
            cost += u64::from(24 * BIT);
        } else if is_cut {
            cost += u64::from(BIT * have / 2);
        }
        cost
    });
    costs[0].min(costs[1])
}
