//! The encodings that text was misread in: which bytes stood behind a character, and which bytes the
//! reader could make nothing of.

use std::sync::OnceLock;
use std::sync::atomic::AtomicI8;

use crate::encoding::gbk;
use crate::name::Encoding;
use crate::tables::code_page;
use crate::tables::pairs::{self, Set};

/// The bytes that a reader made a character of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bytes {
    bytes: [u8; 4],
    len: u8,
}

impl Bytes {
    fn new(from: &[u8]) -> Self {
        let mut bytes = [0; 4];
        for (to, from) in bytes.iter_mut().zip(from) {
            *to = *from;
        }
        Self {
            bytes,
            len: from.len().min(4) as u8,
        }
    }

    #[inline]
    pub(super) const fn one(byte: u8) -> Self {
        Self {
            bytes: [byte, 0, 0, 0],
            len: 1,
        }
    }

    #[inline]
    const fn two([first, second]: [u8; 2]) -> Self {
        Self {
            bytes: [first, second, 0, 0],
            len: 2,
        }
    }

    /// Those of a character in UTF-8.
    pub(super) fn of_utf8(character: char) -> Self {
        let mut utf8 = [0; 4];
        Self::new(character.encode_utf8(&mut utf8).as_bytes())
    }

    #[inline]
    pub(super) fn get(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// One misreader. All are built at most once, when text first looks like their work.
pub(super) enum Reader {
    Single(Single),
    Double(Box<Double>),
}

/// A reader of one byte a character; the first 128 are ASCII.
pub(super) struct Single {
    /// The byte of each character below `SINGLE_SPAN`, 0 for none.
    bytes: Vec<u8>,
    /// The few characters above.
    rest: Vec<(char, u8)>,
}

/// All code pages have their letters, symbols and line drawings below this.
const SINGLE_SPAN: usize = 0x2700;

/// A reader of one or two bytes a character.
pub(super) struct Double {
    encoding: Encoding,
    /// The character of each pair, 0 for none.
    characters: Vec<u32>,
    /// The pair of each character of the basic plane, 0 for none.
    pairs: Vec<u16>,
    /// The pairs of characters beyond it, sorted.
    beyond: Vec<(u32, u16)>,
    /// Other pairs of characters that have two, sorted.
    others: Vec<(u32, u16)>,
    /// The pairs for private use: first bytes with their second ones, sorted.
    private: Vec<(u8, Vec<u8>)>,
    /// The runs of characters that have four bytes.
    fours: Vec<(u16, u16)>,
    /// Bytes that are not read before each other one, without private use and with it, once that was asked.
    unread: [[OnceLock<u128>; 256]; 2],
    /// Room for what a glance knows of each pair.
    notes: Vec<AtomicI8>,
}

impl Reader {
    pub(super) fn of(encoding: Encoding) -> &'static Self {
        static READERS: [OnceLock<Reader>; Encoding::COUNT] =
            [const { OnceLock::new() }; Encoding::COUNT];
        // The discriminant is below COUNT.
        READERS[encoding as usize].get_or_init(|| match encoding {
            Encoding::Gb18030
            | Encoding::Utf8
            | Encoding::Big5
            | Encoding::ShiftJis
            | Encoding::EucJp
            | Encoding::EucKr => Self::Double(Box::new(Double::new(encoding))),
            _ => Self::Single(Single::new(encoding)),
        })
    }

    /// The bytes behind a character; `None` if the reader never gives it.
    #[inline]
    pub(super) fn bytes(&self, character: char) -> Option<Bytes> {
        if character.is_ascii() {
            return Some(Bytes::one(character as u8));
        }
        match self {
            Self::Single(single) => single.byte(character).map(Bytes::one),
            Self::Double(double) => double.bytes(character),
        }
    }

    /// Other bytes that the reader gives the same character for.
    #[inline]
    pub(super) fn other_bytes(&self, character: char) -> Option<Bytes> {
        match self {
            Self::Single(_) => None,
            Self::Double(double) => double.other_bytes(character),
        }
    }

    /// Whether the reader makes something of `first` where `second` follows. Private use, and what
    /// vendors added to the standard, counts as something if `private` says so.
    #[inline]
    pub(super) fn reads(&self, first: u8, second: u8, private: bool) -> bool {
        match self {
            Self::Single(_) => true,
            Self::Double(double) => double.reads(first, second, private),
        }
    }

    /// The bytes from 80 on of which the reader makes nothing where `second` follows, one bit for each.
    pub(super) fn unread(&self, second: u8, private: bool) -> u128 {
        let Self::Double(double) = self else {
            return 0;
        };
        let known = double.unread.get(usize::from(private));
        let known = known.and_then(|known| known.get(usize::from(second)));
        let is_unread = |at: u8| u128::from(!double.reads(0x80 + at, second, private));
        let find = || (0..128).fold(0, |all, at| all | is_unread(at) << at);
        known.map_or(0, |known| *known.get_or_init(find))
    }

    /// The character of two bytes, private use included.
    #[inline]
    pub(super) fn pair(&self, first: u8, second: u8) -> Option<char> {
        match self {
            Self::Single(_) => None,
            Self::Double(double) => double.character(first, second),
        }
    }

    /// What is remembered of a pair, once something was; 0 before that.
    #[inline]
    pub(super) fn note(&self, first: u8, second: u8) -> Option<&AtomicI8> {
        match self {
            Self::Single(_) => None,
            Self::Double(double) => double
                .notes
                .get(usize::from(u16::from_be_bytes([first, second]))),
        }
    }

    /// The pairs that the reader takes for private use: first bytes with their second ones, sorted.
    #[inline]
    pub(super) fn private_pairs(&self) -> &[(u8, Vec<u8>)] {
        match self {
            Self::Single(_) => &[],
            Self::Double(double) => &double.private,
        }
    }
}

impl Single {
    fn new(encoding: Encoding) -> Self {
        let mut single = Self {
            bytes: vec![0; SINGLE_SPAN],
            rest: Vec::new(),
        };
        for (byte, character) in (0x80..=0xFF_u8).zip(upper_half(encoding)) {
            single.put(character, byte);
        }
        // What a page leaves undefined, lenient readers take from Latin-1: its C1 controls.
        let is_windows = encoding.name().starts_with("windows");
        for byte in (0x80..=0x9F_u8).filter(|_| is_windows) {
            if single.byte(char::from(byte)).is_none() {
                single.put(char::from(byte), byte);
            }
        }
        single
    }

    fn put(&mut self, character: char, byte: u8) {
        if character == char::REPLACEMENT_CHARACTER {
            return;
        }
        match self.bytes.get_mut(character as usize) {
            Some(cell) => *cell = byte,
            None => self.rest.push((character, byte)),
        }
    }

    /// The byte of a character.
    #[inline]
    pub(super) fn byte(&self, character: char) -> Option<u8> {
        if character.is_ascii() {
            return Some(character as u8);
        }
        match self.bytes.get(character as usize) {
            Some(0) => None,
            Some(&byte) => Some(byte),
            None => {
                let found = self.rest.iter().find(|&&(c, _)| c == character);
                found.map(|&(_, byte)| byte)
            }
        }
    }
}

/// The characters of bytes 80 to FF.
fn upper_half(encoding: Encoding) -> Vec<char> {
    match encoding {
        Encoding::Ibm437 => code_page::IBM437.chars().collect(),
        Encoding::Ibm850 => code_page::IBM850.chars().collect(),
        _ => (0x80..=0xFF_u8)
            .map(|byte| decode(encoding, &[byte]).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    }
}

/// The one character that bytes are.
fn decode(encoding: Encoding, bytes: &[u8]) -> Option<char> {
    let codec = encoding_rs::Encoding::for_label(encoding.name().as_bytes())?;
    let text = codec.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Some(character),
        _ => None,
    }
}

impl Double {
    fn new(encoding: Encoding) -> Self {
        let mut double = Self {
            encoding,
            characters: vec![0; 1 << 16],
            pairs: vec![0; 1 << 16],
            beyond: Vec::new(),
            others: Vec::new(),
            private: Vec::new(),
            fours: Vec::new(),
            unread: [const { [const { OnceLock::new() }; 256] }; 2],
            notes: std::iter::repeat_with(AtomicI8::default)
                .take(1 << 16)
                .collect(),
        };
        match encoding {
            Encoding::Big5 => {
                // Hong Kong's rows have some of the standard's characters again, which no one writes so.
                for comes_back in [true, false] {
                    pairs::each(Set::Big5, |pair| {
                        if pair.comes_back == comes_back {
                            double.put(pair.lead, pair.trail, pair.character);
                        }
                    });
                }
                double.others.clear();
                double.others.extend(unicode_big5());
            }
            Encoding::ShiftJis => double.fill(Set::ShiftJis),
            Encoding::EucJp => double.fill(Set::EucJp),
            Encoding::EucKr => double.fill(Set::EucKr),
            _ => {
                for first in 0x81..=0xFE {
                    for second in 0x40..=0xFE {
                        if let Some(character) = gbk::character(first, second) {
                            double.put(first, second, character);
                        }
                    }
                }
            }
        }
        if encoding == Encoding::Gb18030 {
            double.fours = runs_of_four(&double.pairs);
        }
        double.beyond.sort_unstable();
        double.others.sort_unstable();
        double.private.sort_unstable();
        for (_, seconds) in &mut double.private {
            seconds.sort_unstable();
        }
        double
    }

    fn fill(&mut self, set: Set) {
        pairs::each(set, |pair| self.put(pair.lead, pair.trail, pair.character));
    }

    fn put(&mut self, first: u8, second: u8, character: char) {
        let pair = u16::from_be_bytes([first, second]);
        if let Some(cell) = self.characters.get_mut(usize::from(pair)) {
            *cell = character as u32;
        }
        if is_private(character) {
            match self.private.iter_mut().find(|row| row.0 == first) {
                Some((_, seconds)) => seconds.push(second),
                None => self.private.push((first, vec![second])),
            }
        }
        match self.pairs.get_mut(character as usize) {
            Some(cell @ 0) => *cell = pair,
            Some(_) => self.others.push((character as u32, pair)),
            None => self.beyond.push((character as u32, pair)),
        }
    }

    #[inline]
    fn bytes(&self, character: char) -> Option<Bytes> {
        match self.pairs.get(character as usize) {
            Some(&pair) if pair != 0 && character != '€' => Some(Bytes::two(pair.to_be_bytes())),
            _ => self.rare_bytes(character),
        }
    }

    /// The same of a character that may have no pair, or another one.
    fn rare_bytes(&self, character: char) -> Option<Bytes> {
        let code = character as u32;
        let pair = match self.pairs.get(code as usize) {
            Some(&pair) => pair,
            None => {
                let found = self.beyond.binary_search_by_key(&code, |&(code, _)| code);
                found
                    .ok()
                    .and_then(|at| self.beyond.get(at))
                    .map_or(0, |&(_, pair)| pair)
            }
        };
        if self.encoding == Encoding::Gb18030 && character == '€' {
            return Some(Bytes::one(0x80));
        }
        if pair != 0 {
            return Some(Bytes::two(pair.to_be_bytes()));
        }
        match (self.encoding, character) {
            (Encoding::Gb18030, _) => of_gb18030(character, &self.fours),
            (Encoding::ShiftJis, '｡'..='ﾟ') => Some(Bytes::one((code - 0xFF61 + 0xA1) as u8)),
            // Windows' code page 932 gives these for its undefined bytes.
            (Encoding::ShiftJis, '\u{80}') => Some(Bytes::one(0x80)),
            (Encoding::ShiftJis, '\u{A0}' | '\u{F8F0}') => Some(Bytes::one(0xA0)),
            (Encoding::ShiftJis, '\u{F8F1}'..='\u{F8F3}') => {
                Some(Bytes::one((code - 0xF8F1 + 0xFD) as u8))
            }
            _ => None,
        }
    }

    fn other_bytes(&self, character: char) -> Option<Bytes> {
        if self.encoding == Encoding::Gb18030 && character == '€' {
            return Some(Bytes::two([0xA2, 0xE3]));
        }
        let code = character as u32;
        let found = self.others.binary_search_by_key(&code, |&(code, _)| code);
        let other = found.ok().and_then(|at| self.others.get(at));
        other.map(|&(_, pair)| Bytes::two(pair.to_be_bytes()))
    }

    fn character(&self, first: u8, second: u8) -> Option<char> {
        let pair = u16::from_be_bytes([first, second]);
        let code = self.characters.get(usize::from(pair)).copied()?;
        char::from_u32(code).filter(|&c| c != '\0')
    }

    /// Whether a pair is none of the standard's: the euro sign and what GB18030 brought to GBK, Hong
    /// Kong's of Big5, Microsoft's of EUC-KR and of Shift_JIS. Decoders that go by the standard's name
    /// have none of them.
    fn is_added(&self, first: u8, second: u8) -> bool {
        let pair = u16::from_be_bytes([first, second]);
        match self.encoding {
            Encoding::Gb18030 => matches!(
                pair,
                0xA2E3
                    | 0xA6D9..=0xA6DF
                    | 0xA6EC..=0xA6ED
                    | 0xA6F3
                    | 0xA8BC
                    | 0xA8BF
                    | 0xA989..=0xA995
                    | 0xFE50..=0xFEA0
            ),
            Encoding::Big5 => !matches!(pair, 0xA140..=0xA3BF | 0xA440..=0xC67E | 0xC940..=0xF9D5),
            Encoding::EucKr => first < 0xA1 || second < 0xA1,
            Encoding::ShiftJis => matches!(first, 0x85..=0x87 | 0xEB..=0xFC),
            _ => false,
        }
    }

    fn reads(&self, first: u8, second: u8, private: bool) -> bool {
        if first < 0x80 {
            return true;
        }
        match (self.encoding, first) {
            (Encoding::ShiftJis, 0xA1..=0xDF) => return true,
            // The euro sign, which vendors added too.
            (Encoding::Gb18030, 0x80) => return private,
            _ => {}
        }
        let character = self.character(first, second);
        character.is_some_and(|c| private || !is_private(c) && !self.is_added(first, second))
    }
}

/// The pairs from C6A1 on by the Unicode Consortium's table of Big5, which Python and iconv go by: kana,
/// Cyrillic and numbers, of which all others have other ones first. (BIG5.TXT of 1994, now obsolete.)
fn unicode_big5() -> impl Iterator<Item = (u32, u16)> {
    let characters = "ヾゝゞ々".chars().chain('ぁ'..='ん').chain('ァ'..='ヶ');
    let characters = characters.chain('Д'..='Е').chain(['Ё']).chain('Ж'..='М');
    let characters = characters.chain('У'..='е').chain(['ё']).chain('ж'..='я');
    let characters = characters.chain('①'..='⑩').chain('⑴'..='⑽');
    let rows = (0xC6..=0xC7_u8).flat_map(|lead| (0x40..=0xFE_u8).map(move |trail| [lead, trail]));
    let pairs = rows.filter(|pair| !(0x7F..=0xA0).contains(&pair[1]));
    let pairs = pairs.skip_while(|pair| *pair != [0xC6, 0xA1]);
    characters
        .zip(pairs)
        .map(|(character, pair)| (character as u32, u16::from_be_bytes(pair)))
}

pub(super) fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}')
}

/// The runs of characters that are no pair, each with its first one and the number of that by GB18030's four bytes.
fn runs_of_four(pairs: &[u16]) -> Vec<(u16, u16)> {
    let mut runs = Vec::new();
    let mut is_run = false;
    for (code, &pair) in (0..=u16::MAX).zip(pairs).skip(0x80) {
        let character = char::from_u32(u32::from(code)).filter(|&c| pair == 0 && !is_private(c));
        if let Some(first) = character.filter(|_| !is_run)
            && let Some(bytes) = encoded(first)
            && let [first, second, third, fourth] = bytes.bytes.map(u16::from)
        {
            let tens = ((first - 0x81) * 10 + second - 0x30) * 126 + third - 0x81;
            runs.push((code, tens * 10 + fourth - 0x30));
        }
        is_run = character.is_some();
    }
    runs
}

/// A character of GB18030's that is no pair, or one for private use that stood for a pair in its first edition
/// and in most software since: vertical marks and parts of characters, which have places of their own now.
fn of_gb18030(character: char, runs: &[(u16, u16)]) -> Option<Bytes> {
    const M_WITH_ACUTE: char = '\u{E7C7}';
    match character {
        M_WITH_ACUTE => return Some(Bytes::two([0xA8, 0xBC])),
        '\0'..='\u{FFFF}' if !is_private(character) => {}
        _ => return encoded(character),
    }
    let code = character as u16;
    let behind = runs.partition_point(|&(first, _)| first <= code);
    let &(first, number) = runs.get(behind.checked_sub(1)?)?;
    let number = number + (code - first);
    let digit = |number: u16| 0x30 + (number % 10) as u8;
    let bytes = [
        0x81 + (number / 12_600) as u8,
        digit(number / 1_260),
        0x81 + (number / 10 % 126) as u8,
        digit(number),
    ];
    Some(Bytes { bytes, len: 4 })
}

/// A character as an encoder writes it.
fn encoded(character: char) -> Option<Bytes> {
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(character.encode_utf8(&mut utf8));
    (!unmappable && bytes.len() > 1).then(|| Bytes::new(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_give_the_bytes_they_read() {
        for (encoding, text, bytes) in [
            (
                Encoding::Windows1252,
                "ä¸\u{AD}\u{81}",
                &b"\xE4\xB8\xAD\x81"[..],
            ),
            (Encoding::Ibm437, "Σ╕¡", b"\xE4\xB8\xAD"),
            (Encoding::Ibm850, "õ©¡", b"\xE4\xB8\xAD"),
            (Encoding::Koi8R, "Д╦╜", b"\xE4\xB8\xAD"),
            (Encoding::Gb18030, "涓€", b"\xE4\xB8\x80"),
            (Encoding::Big5, "銝", b"\xE4\xB8"),
            (Encoding::ShiftJis, "荳ｭ", b"\xE4\xB8\xAD"),
            (Encoding::EucKr, "訝", b"\xE4\xB8"),
        ] {
            let reader = Reader::of(encoding);
            let found: Vec<u8> = text
                .chars()
                .flat_map(|c| reader.bytes(c).unwrap().get().to_vec())
                .collect();
            assert_eq!(found, bytes, "{encoding}");
        }
    }

    #[test]
    fn characters_without_a_pair_have_four_bytes() {
        let reader = Reader::of(Encoding::Gb18030);
        let Reader::Double(double) = reader else {
            panic!("a reader of pairs");
        };
        let is_one = |c: &char| double.pairs.get(*c as usize) == Some(&0);
        let mut utf8 = [0; 4];
        for character in ('\u{80}'..='\u{FFFF}')
            .filter(is_one)
            .filter(|&c| !is_private(c))
        {
            let (bytes, ..) = encoding_rs::GB18030.encode(character.encode_utf8(&mut utf8));
            let found = reader.bytes(character);
            assert_eq!(found.unwrap().get(), &*bytes, "{character:?}");
        }
    }

    #[test]
    fn some_characters_have_two_pairs() {
        for (encoding, character, pairs) in [
            (Encoding::Big5, 'ヾ', [b"\xC6\xDB", b"\xC6\xA1"]),
            (Encoding::Big5, 'Д', [b"\xC7\xF7", b"\xC7\xB1"]),
            (Encoding::Big5, '⑽', [b"\xC6\xB4", b"\xC7\xFC"]),
            (Encoding::ShiftJis, '嵂', [b"\xED\x96", b"\xFA\xB2"]),
        ] {
            let reader = Reader::of(encoding);
            let found = [reader.bytes(character), reader.other_bytes(character)];
            let found = found.map(|bytes| bytes.map(|bytes| bytes.get().to_vec()));
            assert_eq!(found, pairs.map(|pair| Some(pair.to_vec())), "{character}");
        }
        let big5 = Reader::of(Encoding::Big5);
        assert_eq!(big5.other_bytes('中'), None);
        assert_eq!(big5.bytes('都').unwrap().get(), b"\xB3\xA3");
    }

    #[test]
    fn first_edition_had_private_use() {
        let reader = Reader::of(Encoding::Gb18030);
        for (character, pair) in [
            ('\u{E78F}', b"\xA6\xDB"),
            ('\u{E7C7}', b"\xA8\xBC"),
            ('\u{E864}', b"\xFE\xA0"),
        ] {
            let found = reader.bytes(character).unwrap();
            assert_eq!(found.get(), pair, "{character:?}");
        }
        assert_eq!(reader.bytes('ḿ').unwrap().get(), b"\xA8\xBC");
    }

    #[test]
    fn what_a_reader_cannot_read() {
        let gbk = Reader::of(Encoding::Gb18030);
        assert!(!gbk.reads(0x80, 0xE6, false) && gbk.reads(0x80, 0xE6, true));
        assert!(!gbk.reads(0x82, b'\n', true));
        assert!(!gbk.reads(0xA2, 0xE3, false) && gbk.reads(0xA2, 0xE3, true));
        assert!(gbk.reads(0xAD, 0xE6, true) && !gbk.reads(0xAD, 0xE6, false));
    }
}
