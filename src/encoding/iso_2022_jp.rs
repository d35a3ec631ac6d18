//! Decodes ISO-2022-JP line by line as long as it is as an encoder writes it.
//!
//! Encoders switch to JIS X 0208 right before a character that needs it, back to ASCII right behind the
//! last one, and end every line in ASCII; nearly all mail and news was written so. Such a line comes back
//! as it was, and its characters are those of EUC-JP without the highest bits. Any other line, and all
//! behind it, is left to encoding_rs and to a comparison with what would be written.

use std::ops::Range;

use super::account::Account;
use super::block::Block;
use super::index::{self, Index};

const TO_JIS: &[u8] = b"\x1B$B";
const TO_ASCII: &[u8] = b"\x1B(B";

/// Appends what the lines at the start of `body` mean that an encoder would have written so, and says
/// where the first other line begins. O(bytes).
pub(super) fn decode(account: &mut Account<'_>, body: Range<usize>) -> usize {
    let bytes = &account.bytes[..body.end];
    let mut lines = Lines {
        index: &index::EUC_JP,
        block: Block::new(),
        text: account.text,
    };
    let mut at = body.start;
    while at < bytes.len() {
        let before = lines.len();
        match lines.line(&bytes[at..]) {
            Some(len) => at += len,
            None => {
                lines.truncate(before);
                break;
            }
        }
    }
    lines.block.flush(lines.text);
    account.settled = (at, account.text.len());
    at
}

struct Lines<'a> {
    index: &'static Index,
    block: Block,
    text: &'a mut String,
}

impl Lines<'_> {
    fn len(&self) -> usize {
        self.text.len() + self.block.filled()
    }

    fn truncate(&mut self, len: usize) {
        self.block.flush(self.text);
        self.text.truncate(len);
    }

    /// Decodes a line, of which it gives the length; `None` if an encoder would write it otherwise.
    fn line(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes;
        while let [byte, tail @ ..] = rest {
            match byte {
                b'\n' => {
                    self.block.push('\n', self.text);
                    return Some(bytes.len() - tail.len());
                }
                0x1B => {
                    let pairs = rest.strip_prefix(TO_JIS)?;
                    let behind = self.pairs(pairs);
                    if behind.len() == pairs.len() {
                        return None;
                    }
                    rest = behind.strip_prefix(TO_ASCII)?;
                    if rest.first() == Some(&0x1B) {
                        return None;
                    }
                }
                0x0E | 0x0F | 0x80.. => return None,
                ascii => {
                    self.block.push(char::from(*ascii), self.text);
                    rest = tail;
                }
            }
        }
        Some(bytes.len())
    }

    /// Decodes pairs as long as they come back, and gives what is behind them.
    fn pairs<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let mut rest = bytes;
        while let [lead @ 0x21..=0x7E, trail @ 0x21..=0x7E, tail @ ..] = rest {
            let cell = self.index.cell(u16::from_be_bytes([*lead, *trail | 0x80]));
            let filled = self.block.filled();
            if !cell.is_special()
                && let Some(room) = self.block.room(filled)
            {
                *room = u128::from(cell.utf8()).to_le_bytes();
                self.block.fill(filled + 3);
            } else if let Some(character) = cell.only().filter(|_| cell.comes_back()) {
                self.block.push(character, self.text);
            } else {
                break;
            }
            rest = tail;
        }
        rest
    }
}
