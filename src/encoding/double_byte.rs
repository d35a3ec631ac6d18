//! Decodes encodings of single bytes and pairs, four pairs a step.
//!
//! What a table tells ready for use goes the fast way: ASCII, and pairs that mean one character of
//! three bytes of UTF-8 and would be written as they were read. Every other pair takes a few more
//! steps, and what is no pair at all is encoding_rs's to tell, byte by byte.

use std::ops::Range;

use encoding_rs::DecoderResult;

use super::account::Account;
use super::block::{Block, STEP};
use super::index::{self, Cell, Index};
use crate::name::Encoding;

/// An encoding of single bytes and pairs.
#[derive(Clone, Copy)]
pub(super) struct DoubleByte {
    index: &'static Index,
    standard: &'static encoding_rs::Encoding,
}

/// The highest bit of each pair, and of each byte.
const LEADS: u64 = 0x8000_8000_8000_8000;
const SPECIAL: u64 = Cell::SPECIAL as u64;
const HIGH: u64 = 0x8080_8080_8080_8080;

impl DoubleByte {
    pub(super) fn of(encoding: Encoding) -> Option<Self> {
        let standard = match encoding {
            Encoding::Gb18030 => encoding_rs::GB18030,
            Encoding::Big5 => encoding_rs::BIG5,
            Encoding::ShiftJis => encoding_rs::SHIFT_JIS,
            Encoding::EucJp => encoding_rs::EUC_JP,
            Encoding::EucKr => encoding_rs::EUC_KR,
            _ => return None,
        };
        let index = index::of(encoding)?;
        Some(Self { index, standard })
    }

    /// Appends what the bytes of `body` mean. O(bytes).
    pub(super) fn decode(self, account: &mut Account<'_>, body: Range<usize>) {
        let bytes = &account.bytes[..body.end];
        let mut block = Block::new();
        let mut at = body.start;
        while at < bytes.len() {
            at = self.ready(bytes, at, &mut block);
            if block.room(block.filled()).is_none() {
                block.flush(account.text);
            } else if let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
                at += self.one(account, at, rest, &mut block);
            }
        }
        block.flush(account.text);
        account.settle(body.end);
    }

    /// Decodes from `at` on as long as the table has it ready, and says how far that went.
    #[inline(always)]
    fn ready(self, bytes: &[u8], mut at: usize, block: &mut Block) -> usize {
        let mut filled = block.filled();
        while let Some(input) = bytes.get(at..).and_then(<[u8]>::first_chunk)
            && let Some(output) = block.room(filled)
        {
            let word = u64::from_be_bytes(*input);
            if word >> 63 == 0 {
                let ascii = ((word & HIGH).leading_zeros() / 8) as usize;
                *output = both(u64::from_le_bytes(*input), 0);
                at += ascii;
                filled += ascii;
                continue;
            }
            let [a, b, c, d] = [48, 32, 16, 0].map(|shift| {
                let cell = self.index.cell((word >> shift) as u16);
                u64::from(cell.utf8())
            });
            *output = both(a | b << 24 | c << 48, c >> 16 | d << 8);
            // Where the next step begins depends on the bytes alone, so that it need not wait for
            // the table.
            let mut count = (!word & LEADS).leading_zeros() / 16;
            let [e, f, g, h] = [a, b, c, d].map(|cell| cell & SPECIAL);
            let plain = (e << 32 | f << 16 | g | h >> 16).leading_zeros() / 16;
            if plain < count {
                count = plain;
                if count == 0 {
                    break;
                }
            }
            let count = count as usize;
            at += 2 * count;
            filled += 3 * count;
        }
        block.fill(filled);
        at
    }

    /// Decodes one character or malformed sequence, and says of how many bytes it was.
    fn one(self, account: &mut Account<'_>, at: usize, rest: &[u8], block: &mut Block) -> usize {
        let cell = match *rest {
            [ascii @ 0..0x80, ..] => {
                block.push(char::from(ascii), account.text);
                return 1;
            }
            [lead, trail, ..] => Some(self.index.cell(u16::from_be_bytes([lead, trail]))),
            _ => None,
        };
        if let Some(cell) = cell
            && let Some(character) = cell.only()
        {
            if !cell.comes_back() {
                block.flush(account.text);
                account.comes_back_otherwise(at);
            }
            block.push(character, account.text);
            return 2;
        }
        self.ask(account, at, rest, block)
    }

    /// As [`one`](Self::one), told by encoding_rs.
    fn ask(self, account: &mut Account<'_>, at: usize, rest: &[u8], block: &mut Block) -> usize {
        let mut decoder = self.standard.new_decoder_without_bom_handling();
        let mut utf8 = [0; STEP];
        for (last, byte) in rest.iter().enumerate() {
            let read = last + 1;
            let (result, _, written) = decoder.decode_to_utf8_without_replacement(
                std::slice::from_ref(byte),
                &mut utf8,
                read == rest.len(),
            );
            if let DecoderResult::Malformed(len, _) = result {
                block.flush(account.text);
                account.settle(at);
                let len = usize::from(len).clamp(1, rest.len());
                account.replace(at..at + len);
                return len;
            }
            let text = utf8.get(..written).unwrap_or_default();
            if let Ok(text) = std::str::from_utf8(text)
                && !text.is_empty()
            {
                if !self.writes(text, &rest[..read]) {
                    block.flush(account.text);
                    account.comes_back_otherwise(at);
                }
                for character in text.chars() {
                    block.push(character, account.text);
                }
                return read;
            }
        }
        rest.len()
    }

    /// Whether encoding_rs writes a text as these bytes.
    fn writes(self, text: &str, bytes: &[u8]) -> bool {
        let mut written = [0; STEP];
        let (result, _, len) = self
            .standard
            .new_encoder()
            .encode_from_utf8_without_replacement(text, &mut written, true);
        result == encoding_rs::EncoderResult::InputEmpty && written.get(..len) == Some(bytes)
    }
}

#[inline(always)]
fn both(low: u64, high: u64) -> [u8; STEP] {
    (u128::from(high) << 64 | u128::from(low)).to_le_bytes()
}
