//! Text that comes in pieces, converted exactly as the whole would be.

use super::boundary::Walk;
use super::converter::Converter;
use super::utf8::{decode, decode_before};

/// Bytes that a piece keeps back behind its last cut: what a description sequence can reach.
///
/// 64 code points of four bytes.
const LOOK_AHEAD: usize = 256;

/// Converts text that comes in pieces; made by [`Converter::stream`].
///
/// However the text is divided, the result is that of the whole text. What cannot be converted
/// before more is known is kept back: some dozens of characters as a rule, and as much as comes
/// where no two adjacent characters allow a cut, as in a text that repeats one word for ever.
///
/// ```
/// use mingwen::{Config, Converter};
///
/// let converter = Converter::builder(Config::S2t).build();
/// let mut stream = converter.stream();
/// let mut out = String::new();
/// for piece in ["一头", "头发"] {
///     stream.push(piece, &mut out);
/// }
/// stream.finish(&mut out);
/// assert_eq!(out, converter.convert("一头头发"));
/// ```
#[derive(Debug)]
pub struct ConvertStream<'c> {
    converter: &'c Converter,
    /// What is not converted yet; it begins at an exact cut.
    pending: String,
    /// How far the search for cuts has come in it.
    walk: Walk,
    /// The last cut found, in bytes of what is pending.
    cut: usize,
}

impl<'c> ConvertStream<'c> {
    pub(super) fn new(converter: &'c Converter) -> Self {
        Self {
            converter,
            pending: String::new(),
            walk: Walk::default(),
            cut: 0,
        }
    }

    /// Takes a piece of text and appends what can be converted now. O(bytes) of all pieces
    /// together.
    pub fn push(&mut self, piece: &str, out: &mut String) {
        self.pending.push_str(piece);
        if self.converter.looks_around() {
            // The whole text says which script it is in and which marks pair.
            return;
        }
        let text = self.pending.as_bytes();
        let bonds = &self.converter.engine().bonds;
        while self.walk.at + LOOK_AHEAD < text.len() {
            if self.walk.step(bonds, text) {
                let (before, _) = decode_before(text, self.walk.at);
                let (after, _) = decode(text, self.walk.at);
                if !self.converter.spans(before, after) {
                    self.cut = self.walk.at;
                }
            }
        }
        if self.cut > 0 {
            self.converter.convert_into(&self.pending[..self.cut], out);
            self.pending.drain(..self.cut);
            self.walk.at -= self.cut;
            self.cut = 0;
        }
    }

    /// Appends the conversion of what was kept back: the text is at its end.
    pub fn finish(self, out: &mut String) {
        self.converter.convert_into(&self.pending, out);
    }
}
