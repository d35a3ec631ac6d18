//! Repair of input that comes in pieces: bytes of unknown encoding in, clean UTF-8 out.
//!
//! **What happens.** Up to [`LOOK_AHEAD`] bytes are held. Input that ends before is repaired in one go,
//! exactly as [`Repairer::repair_bytes`] does. Of longer input all that is held is repaired, the repair
//! is kept up to a place where it can be cut ([`cut`]), and what lies behind that is repaired again
//! together with what follows; the last block has a quarter of the look-ahead at least.
//!
//! **What is decided when.** The encoding is decided on the first look-ahead that has more than ASCII,
//! and kept; lines in other encodings are found in every block. Everything else that is decided for a
//! document, such as whether readings were spliced in or punctuation was folded, is decided for each
//! block, which has tens of thousands of bytes to decide on. [`RepairerBuilder`](crate::RepairerBuilder)
//! pins decisions: [`encoding`](crate::RepairerBuilder::encoding) for the bytes,
//! [`readings`](crate::RepairerBuilder::readings) for splices, and
//! [`operation`](crate::RepairerBuilder::operation) for what is not to be looked for.
//!
//! **Why a cut changes nothing.** Blocks end with a line, at best a blank one, beside which nothing was
//! changed and whose break no sentence goes across. Where there is no line end for half a look-ahead,
//! they end with a sentence, far from any change, and where the script conversion has an exact cut.
//!
//! **How much is held.** The look-ahead, its text, the repair in the making, and the account of it, some
//! 100 bytes for each change and each byte without a meaning: less than 1 MiB as a rule, 2 MiB where
//! every character changes, 5 MiB where no byte has a meaning (`tests/stream_memory.rs`).

mod block;
mod cut;
mod engine;
mod reader;
mod writer;

pub use block::{Block, Passage};
pub use reader::RepairReader;
pub use writer::RepairWriter;

use std::io::{Read, Write};

use crate::repairer::Repairer;

/// Bytes of input that are held before the first is given away: more than most documents have, and no
/// more than its account fits into a mebibyte with.
const LOOK_AHEAD: usize = 1 << 15;

impl Repairer {
    /// Input in fewer bytes than this is repaired as one document by [`reader`](Self::reader) and
    /// [`writer`](Self::writer).
    pub const LOOK_AHEAD: usize = LOOK_AHEAD;

    /// Reads bytes of unknown encoding from `from`, and gives their repaired text in UTF-8.
    ///
    /// However `from` divides its bytes, the text is the same; of input of fewer than
    /// [`LOOK_AHEAD`](Self::LOOK_AHEAD) bytes it is that of [`repair_bytes`](Self::repair_bytes). Longer
    /// input is repaired block by block: the encoding is decided once, everything else for each block.
    /// [`Limits`](crate::Limits) hold for a block. O(bytes). Less than 1 MiB is held as
    /// a rule; changes and bytes without a meaning take some 100 bytes each, so that it is up to 2 MiB where
    /// every character is changed, and up to 5 MiB where no byte has a meaning.
    ///
    /// ```
    /// use std::io::Read;
    ///
    /// let file: &[u8] = b"\xe9\x5f(k\xa8\xa1i)\xb0\x6c(f\xa8\xa1)\x85\x5e(q\xa8\xb1)"; // GBK
    /// let mut text = String::new();
    /// mingwen::Repairer::default().reader(file).read_to_string(&mut text)?;
    /// assert_eq!(text, "開發區");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn reader<'o, R: Read>(&self, from: R) -> RepairReader<'o, R> {
        RepairReader::new(self.clone(), from)
    }

    /// Takes bytes of unknown encoding, and writes their repaired text to `to` in UTF-8. The same as
    /// [`reader`](Self::reader), pushed instead of pulled; call [`RepairWriter::finish`] at the end.
    ///
    /// ```
    /// use std::io::Write;
    ///
    /// let mut writer = mingwen::Repairer::default().writer(Vec::new());
    /// writer.write_all("開(kāi)發(fā)區(q".as_bytes())?;
    /// writer.write_all("ū)建設(shè)".as_bytes())?;
    /// assert_eq!(writer.finish()?, "開發區建設".as_bytes());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn writer<'o, W: Write>(&self, to: W) -> RepairWriter<'o, W> {
        RepairWriter::new(self.clone(), to)
    }
}
