//! Decodes UTF-16, four units a step. What has a meaning comes back as it was; a unit that is half of a
//! pair alone, or cut, is malformed.

use std::ops::Range;

use super::account::Account;
use super::block::{Block, STEP};
use super::unit::{self, Reader, Unit};

/// Bytes of four units.
const FOUR: usize = 8;

/// Appends what the bytes of `body` mean. O(bytes).
pub(super) fn decode<const BIG: bool>(account: &mut Account<'_>, body: Range<usize>) {
    let bytes = &account.bytes[..body.end];
    let mut block = Block::new();
    let mut at = body.start;
    while at < bytes.len() {
        at = ready::<BIG>(bytes, at, &mut block);
        if block.room(block.filled()).is_none() {
            block.flush(account.text);
        } else if let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let (unit, len) = unit::Utf16::<BIG>.read(rest);
            match unit {
                Unit::Character(character) => block.push(character, account.text),
                Unit::Rare | Unit::Malformed | Unit::Cut => {
                    block.flush(account.text);
                    account.replace(at..at + len);
                }
            }
            at += len;
        }
    }
    block.flush(account.text);
    account.settle(body.end);
}

/// Decodes from `at` on as long as characters are of ASCII, or are of three bytes of UTF-8 and no
/// halves of pairs. Says how far that went.
#[inline(always)]
fn ready<const BIG: bool>(bytes: &[u8], mut at: usize, block: &mut Block) -> usize {
    let mut filled = block.filled();
    while let Some(input) = bytes.get(at..).and_then(<[u8]>::first_chunk::<FOUR>)
        && let Some(output) = block.room(filled)
    {
        let [a, b, c, d, e, f, g, h] = *input;
        let units = [[a, b], [c, d], [e, f], [g, h]].map(|pair| match BIG {
            true => u16::from_be_bytes(pair),
            false => u16::from_le_bytes(pair),
        });
        let of_three = units.map(|unit| matches!(unit, 0x800..0xD800 | 0xE000..));
        let three = prefix(of_three);
        if three > 0 {
            let [a, b, c, d] = units.map(utf8);
            *output = (a | b << 24 | c << 48 | d << 72).to_le_bytes();
            at += 2 * three;
            filled += 3 * three;
            continue;
        }
        let ascii = prefix(units.map(|unit| unit < 0x80));
        if ascii == 0 {
            break;
        }
        for (slot, unit) in output.iter_mut().zip(units) {
            *slot = unit as u8;
        }
        at += 2 * ascii;
        filled += ascii;
    }
    block.fill(filled);
    at
}

/// How many there are before the first that is not.
#[inline(always)]
fn prefix(are: [bool; 4]) -> usize {
    let [a, b, c, d] = are.map(usize::from);
    a + (a & b) + (a & b & c) + (a & b & c & d)
}

/// A unit as three bytes of UTF-8, the first one lowest.
#[inline(always)]
fn utf8(unit: u16) -> u128 {
    let code = u64::from(unit);
    u128::from(0x80_80E0 | code >> 12 | (code >> 6 & 0x3F) << 8 | (code & 0x3F) << 16)
}

const _: () = assert!(STEP >= 12, "four characters of three bytes");
