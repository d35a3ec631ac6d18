//! Code pages that encoding_rs has not.

use super::codec::{Own, Sink};

/// One of the pages of `tables` as a codec: ASCII, then the page.
pub(super) struct CodePage(pub(super) &'static str);

impl Own for CodePage {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        let page: Vec<char> = self.0.chars().collect();
        for (at, &byte) in bytes.iter().enumerate() {
            let above = byte.checked_sub(0x80).map(usize::from);
            match above.map(|cell| page.get(cell)) {
                None => sink.character(char::from(byte), at + 1),
                Some(Some(&character)) => sink.character(character, at + 1),
                Some(None) => sink.malformed(at + 1),
            }
        }
    }

    fn write(&self, text: &str, out: &mut Vec<u8>) {
        for character in text.chars() {
            if character.is_ascii() {
                out.push(character as u8);
            } else if let Some(cell) = self.0.chars().position(|c| c == character) {
                out.push(0x80 + cell as u8);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tables::code_page::{IBM437, IBM850};

    #[test]
    fn pages_have_128_characters() {
        for page in [IBM437, IBM850] {
            assert_eq!(page.chars().count(), 128);
        }
    }
}
