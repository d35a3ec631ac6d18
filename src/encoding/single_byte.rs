//! Decodes encodings of one byte a character. Each byte that has a meaning comes back as it was.

use std::ops::Range;

use super::account::Account;
use super::block::{Block, STEP};
use crate::name::Encoding;

/// What the bytes from 80 on mean in an encoding.
pub(super) struct SingleByte([Letter; 128]);

/// A character in UTF-8 and how long that is; 0 for what is malformed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Letter {
    utf8: [u8; 4],
    len: usize,
}

const HIGH: u64 = 0x8080_8080_8080_8080;

impl SingleByte {
    pub(super) fn of(encoding: Encoding) -> Option<Self> {
        Some(Self::read_out(match encoding {
            Encoding::Windows1250 => encoding_rs::WINDOWS_1250,
            Encoding::Windows1251 => encoding_rs::WINDOWS_1251,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
            Encoding::Windows1253 => encoding_rs::WINDOWS_1253,
            Encoding::Windows1254 => encoding_rs::WINDOWS_1254,
            Encoding::Windows1255 => encoding_rs::WINDOWS_1255,
            Encoding::Windows1256 => encoding_rs::WINDOWS_1256,
            Encoding::Windows1257 => encoding_rs::WINDOWS_1257,
            Encoding::Windows1258 => encoding_rs::WINDOWS_1258,
            Encoding::Windows874 => encoding_rs::WINDOWS_874,
            Encoding::Koi8R => encoding_rs::KOI8_R,
            Encoding::Iso8859_15 => encoding_rs::ISO_8859_15,
            Encoding::Macintosh => encoding_rs::MACINTOSH,
            Encoding::Ibm866 => encoding_rs::IBM866,
            _ => return None,
        }))
    }

    fn read_out(standard: &'static encoding_rs::Encoding) -> Self {
        let bytes: [u8; 128] = std::array::from_fn(|low| 0x80 | low as u8);
        let (text, _) = standard.decode_without_bom_handling(&bytes);
        let mut letters = [Letter::default(); 128];
        for (letter, character) in letters.iter_mut().zip(text.chars()) {
            if character != char::REPLACEMENT_CHARACTER {
                letter.len = character.encode_utf8(&mut letter.utf8).len();
            }
        }
        Self(letters)
    }

    /// Appends what the bytes of `body` mean. O(bytes).
    pub(super) fn decode(&self, account: &mut Account<'_>, body: Range<usize>) {
        let mut block = Block::new();
        let mut at = body.start;
        while at < body.end {
            let bytes = &account.bytes[..body.end];
            at = self.letters(bytes, at, &mut block);
            block.flush(account.text);
            if let Some(0) = bytes.get(at).map(|&byte| self.letter(byte).len) {
                account.replace(at..at + 1);
                at += 1;
            }
        }
        account.settle(body.end);
    }

    /// Decodes from `at` on up to a malformed byte or until the block is full, and says how far that
    /// went.
    fn letters(&self, bytes: &[u8], mut at: usize, block: &mut Block) -> usize {
        let mut filled = block.filled();
        while let Some(rest) = bytes.get(at..)
            && let Some(output) = block.room(filled)
        {
            let Some(&byte) = rest.first() else { break };
            if byte.is_ascii()
                && let Some(input) = rest.first_chunk::<8>()
            {
                let word = u64::from_le_bytes(*input);
                let ascii = ((word & HIGH).trailing_zeros() / 8) as usize;
                output[..STEP / 2].copy_from_slice(input);
                at += ascii;
                filled += ascii;
                continue;
            }
            let letter = self.letter(byte);
            if letter.len == 0 {
                break;
            }
            output[..4].copy_from_slice(&letter.utf8);
            at += 1;
            filled += letter.len;
        }
        block.fill(filled);
        at
    }

    #[inline]
    fn letter(&self, byte: u8) -> Letter {
        if byte.is_ascii() {
            return Letter {
                utf8: [byte, 0, 0, 0],
                len: 1,
            };
        }
        self.0[usize::from(byte & 0x7F)]
    }
}
