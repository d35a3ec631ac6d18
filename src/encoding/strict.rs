//! Text of bytes that are wholly in one encoding.

use super::codec::{Codec, Sink};
use crate::name::Encoding;

/// The text of `bytes`, or nothing if the encoding gives some of them no meaning. A byte order mark is
/// a character here. O(bytes).
pub(crate) fn text(bytes: &[u8], encoding: Encoding) -> Option<String> {
    match Codec::of(encoding) {
        Codec::Standard(standard) => standard
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(String::from),
        Codec::Own(own) => {
            let mut whole = Whole {
                text: String::with_capacity(bytes.len()),
                is_sound: true,
            };
            own.read(bytes, &mut whole);
            whole.is_sound.then_some(whole.text)
        }
    }
}

struct Whole {
    text: String,
    is_sound: bool,
}

impl Sink for Whole {
    fn character(&mut self, character: char, _: usize) {
        self.text.push(character);
    }

    fn malformed(&mut self, _: usize) {
        self.is_sound = false;
    }
}
