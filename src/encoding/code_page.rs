//! Code pages that encoding_rs has not: bytes 80 to FF, as IBM's character data tables
//! (CP00437, CP00850) and Unicode's mapping files `CP437.TXT` and `CP850.TXT` have them.

use super::codec::{Own, Sink};

/// Code page 437.
pub(crate) const IBM437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»\
    ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// Code page 850.
pub(crate) const IBM850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»\
    ░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// One of these pages as a codec: ASCII, then the page.
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
    #[test]
    fn pages_have_128_characters() {
        for page in [super::IBM437, super::IBM850] {
            assert_eq!(page.chars().count(), 128);
        }
    }
}
