//! What bytes can be: each encoding with the languages that it is used for, and how it is read.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::letters::{Letters, Sites};
use super::meter::{Account, Chinese, weigh};
use super::tongue::Other;
use crate::encoding::index::upper_half;
use crate::encoding::unit::{self, Reader, Single, Unit, Utf8, Utf16, Utf32};
use crate::model::Script;
use crate::name::{Encoding, Language};

use Encoding::{
    Big5, EucJp, EucKr, EucTw, Gb18030, Ibm866, Iso8859_2, Iso8859_5, Iso8859_7, Koi8R, Koi8U,
    Macintosh, ShiftJis, Utf16Be, Utf16Le, Utf32Be, Utf32Le, Windows874, Windows1250, Windows1251,
    Windows1252, Windows1253, Windows1254, Windows1255, Windows1256, Windows1257, Windows1258,
};
use Language::{
    Arabic, Czech, French, German, Greek, Hebrew, Hungarian, Japanese, Korean, Latvian, Lithuanian,
    Polish, Russian, Simplified, Spanish, Thai, Traditional, Turkish, Ukrainian, Vietnamese,
};

/// An encoding, the languages that it may bear, and what it costs in bits to suppose it before
/// anything of the text is seen.
pub(super) struct Supposition {
    pub(super) encoding: Encoding,
    pub(super) languages: &'static [Language],
    pub(super) prior: f32,
}

const fn suppose(encoding: Encoding, prior: f32, languages: &'static [Language]) -> Supposition {
    Supposition {
        encoding,
        languages,
        prior,
    }
}

/// Encodings of Chinese, Japanese and Korean in pairs of bytes, those below 80 being ASCII. The priors
/// here and below are set so that development cases of four to sixteen bytes come out best, Chinese
/// being what this crate is asked about. What EUC-JP would gain is less than what Chinese and Korean would lose
/// (right in %, both halves):
///
/// | bits for EUC-JP | EUC-JP of 4 bytes | GBK of 4 / 8 | EUC-KR of 4 / 8 |
/// |---|---|---|---|
/// | 4 | 81.5 | 96.5 / 100 | 87.5 / 99 |
/// | 3.5 | 83.5 | 96 / 99.5 | 87 / 98.5 |
/// | 3 | 85.5 | 96 / 99 | 86.5 / 98.5 |
pub(super) static PAIRED: [Supposition; 6] = [
    suppose(Gb18030, 2.5, &[Simplified, Traditional]),
    suppose(Big5, 3.0, &[Traditional]),
    suppose(EucTw, 7.0, &[Traditional]),
    suppose(ShiftJis, 4.0, &[Japanese]),
    suppose(EucJp, 4.0, &[Japanese]),
    suppose(EucKr, 4.0, &[Korean]),
];

/// Encodings of single bytes, those below 80 being ASCII.
pub(super) static SINGLE: [Supposition; 18] = [
    suppose(Windows1252, 4.0, &[French, German, Spanish]),
    suppose(Windows1251, 4.0, &[Russian]),
    suppose(Koi8R, 6.0, &[Russian]),
    suppose(Windows1253, 6.0, &[Greek]),
    suppose(Windows1256, 6.0, &[Arabic]),
    suppose(Windows874, 6.0, &[Thai]),
    suppose(Windows1250, 8.0, &[Polish, Czech, Hungarian]),
    suppose(Windows1254, 8.5, &[Turkish]),
    suppose(Windows1255, 7.0, &[Hebrew]),
    suppose(Windows1257, 9.0, &[Lithuanian, Latvian]),
    suppose(Windows1258, 9.5, &[Vietnamese]),
    suppose(Windows1251, 7.0, &[Ukrainian]),
    suppose(Koi8U, 9.0, &[Ukrainian]),
    suppose(Iso8859_2, 9.5, &[Polish, Czech, Hungarian]),
    suppose(Iso8859_5, 11.0, &[Russian]),
    suppose(Iso8859_7, 11.0, &[Greek]),
    suppose(Ibm866, 9.0, &[Russian]),
    suppose(Macintosh, 10.5, &[French, German, Spanish]),
];

/// A supposition in one of its languages.
pub(super) type Flat = (&'static Supposition, Language);

/// All of them in order, so that each has a number.
pub(super) static PAIRED_FLAT: [Flat; 7] = flat(&PAIRED);
pub(super) static SINGLE_FLAT: [Flat; 27] = flat(&SINGLE);

const fn flat<const N: usize>(suppositions: &'static [Supposition]) -> [Flat; N] {
    let mut flat = [(&suppositions[0], Simplified); N];
    let (mut one, mut language, mut number) = (0, 0, 0);
    while one < suppositions.len() {
        let supposition = &suppositions[one];
        flat[number] = (supposition, supposition.languages[language]);
        number += 1;
        language += 1;
        if language == supposition.languages.len() {
            (one, language) = (one + 1, 0);
        }
    }
    assert!(number == N, "the number of languages of all of them");
    flat
}

/// The encodings alone with their languages.
pub(super) const fn pairs<const N: usize>(flat: &[Flat; N]) -> [(Encoding, Language); N] {
    let mut pairs = [(Encoding::Utf8, Simplified); N];
    let mut number = 0;
    while number < N {
        pairs[number] = (flat[number].0.encoding, flat[number].1);
        number += 1;
    }
    pairs
}

/// The languages that an encoding of pairs or single bytes may bear.
pub(super) fn of_encoding(encoding: Encoding) -> impl Iterator<Item = Language> {
    let all = PAIRED_FLAT.iter().chain(&SINGLE_FLAT);
    all.filter(move |(one, _)| one.encoding == encoding)
        .map(|&(_, language)| language)
}

/// Encodings of two or four bytes a unit; they may bear any language.
pub(super) static WIDE: [Supposition; 4] = [
    suppose(Utf16Le, 8.0, &[]),
    suppose(Utf16Be, 8.5, &[]),
    suppose(Utf32Le, 8.0, &[]),
    suppose(Utf32Be, 8.0, &[]),
];

pub(super) static UTF8: Supposition = suppose(Encoding::Utf8, 0.0, &[]);

/// Whether a language is written in letters, and not Latin ones.
pub(super) fn is_alphabetic(language: Language) -> bool {
    matches!(
        language,
        Russian | Ukrainian | Greek | Thai | Arabic | Hebrew
    )
}

/// Bytes that are weighed in one encoding after the other.
pub(super) struct Passage<'b> {
    bytes: &'b [u8],
    sites: OnceCell<Sites>,
}

impl<'b> Passage<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            sites: OnceCell::new(),
        }
    }

    /// What the bytes cost in an encoding and language. What is more than `most` is not added up to the
    /// end. O(bytes).
    pub(super) fn account(
        &self,
        encoding: Encoding,
        language: Language,
        whole: bool,
        most: u64,
    ) -> Account {
        if let Some(letters) = Letters::of(encoding, language) {
            let sites = self.sites.get_or_init(|| Sites::of(self.bytes));
            return letters.weigh(sites, most);
        }
        let weigh = Weigh {
            bytes: self.bytes,
            language,
            whole,
            most,
        };
        visit(encoding, weigh).unwrap_or_default()
    }
}

/// Something that is done with the reader of an encoding that is known at run time only.
pub(super) trait Visit {
    type Output;
    fn visit(self, reader: impl Reader) -> Self::Output;
}

/// `None` for encodings that are told by their structure and not read here.
pub(super) fn visit<V: Visit>(encoding: Encoding, visit: V) -> Option<V::Output> {
    Some(match encoding {
        Encoding::Utf8 | Encoding::Ascii => visit.visit(Utf8),
        Gb18030 => visit.visit(unit::gb18030()),
        Big5 => visit.visit(unit::big5()),
        EucTw => visit.visit(unit::euc_tw()),
        ShiftJis => visit.visit(unit::shift_jis()),
        EucJp => visit.visit(unit::euc_jp()),
        EucKr => visit.visit(unit::euc_kr()),
        Utf16Le => visit.visit(Utf16::<false>),
        Utf16Be => visit.visit(Utf16::<true>),
        Utf32Le => visit.visit(Utf32::<false>),
        Utf32Be => visit.visit(Utf32::<true>),
        encoding => visit.visit(Single(single(encoding)?)),
    })
}

pub(super) type Half = [Option<char>; 128];

/// Who knows the upper half of each encoding of single bytes.
const HALVES: [(Encoding, &encoding_rs::Encoding); 17] = [
    (Windows1252, encoding_rs::WINDOWS_1252),
    (Windows1251, encoding_rs::WINDOWS_1251),
    (Koi8R, encoding_rs::KOI8_R),
    (Windows1253, encoding_rs::WINDOWS_1253),
    (Windows1256, encoding_rs::WINDOWS_1256),
    (Windows874, encoding_rs::WINDOWS_874),
    (Windows1250, encoding_rs::WINDOWS_1250),
    (Windows1254, encoding_rs::WINDOWS_1254),
    (Windows1255, encoding_rs::WINDOWS_1255),
    (Windows1257, encoding_rs::WINDOWS_1257),
    (Windows1258, encoding_rs::WINDOWS_1258),
    (Koi8U, encoding_rs::KOI8_U),
    (Iso8859_2, encoding_rs::ISO_8859_2),
    (Iso8859_5, encoding_rs::ISO_8859_5),
    (Iso8859_7, encoding_rs::ISO_8859_7),
    (Ibm866, encoding_rs::IBM866),
    (Macintosh, encoding_rs::MACINTOSH),
];

/// Which of them is each encoding's, by number.
static NUMBERS: [u8; Encoding::COUNT] = {
    let mut numbers = [u8::MAX; Encoding::COUNT];
    let mut number = 0;
    while number < HALVES.len() {
        numbers[HALVES[number].0 as usize] = number as u8;
        number += 1;
    }
    numbers
};

pub(super) fn single(encoding: Encoding) -> Option<&'static Half> {
    static READ: LazyLock<[Half; HALVES.len()]> =
        LazyLock::new(|| HALVES.map(|(_, codec)| upper_half(codec)));
    READ.get(usize::from(*NUMBERS.get(encoding as usize)?))
}

struct Weigh<'b> {
    bytes: &'b [u8],
    language: Language,
    whole: bool,
    most: u64,
}

impl Visit for Weigh<'_> {
    type Output = Account;

    fn visit(self, reader: impl Reader) -> Account {
        let Self {
            bytes,
            language,
            whole,
            most,
        } = self;
        let chinese = |script| weigh(bytes, reader, Chinese::of(script), whole, most);
        match language {
            Simplified => chinese(Script::Simplified),
            Traditional => chinese(Script::Traditional),
            other => match Other::of(other) {
                Some(score) => weigh(bytes, reader, score, whole, most),
                None => Account::default(),
            },
        }
    }
}

/// The languages that the characters of the bytes speak for, in an encoding that may bear any:
/// scripts say most of it.
pub(super) fn languages(bytes: &[u8], encoding: Encoding) -> &'static [Language] {
    visit(encoding, Census { bytes }).unwrap_or_default()
}

struct Census<'b> {
    bytes: &'b [u8],
}

/// Characters beyond ASCII to look at. What the first ones are, the others are.
const CENSUS: u32 = 64;

impl Visit for Census<'_> {
    type Output = &'static [Language];

    fn visit(self, reader: impl Reader) -> Self::Output {
        // How many characters speak for Chinese, and for each other group of languages.
        let (mut chinese, mut votes) = (0, [0_u32; GROUPS.len()]);
        let mut has_signs = false;
        let (mut seen, mut at) = (0, 0);
        while seen < CENSUS
            && let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty())
        {
            let (unit, len) = reader.read(rest);
            at += len;
            let Unit::Character(character) = unit else {
                continue;
            };
            seen += u32::from(!character.is_ascii());
            let group = match character {
                '\u{3041}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9F}' => 0,
                '\u{AC00}'..='\u{D7A3}' => 1,
                '\u{400}'..='\u{4FF}' => 2,
                '\u{370}'..='\u{3FF}' => 3,
                '\u{E00}'..='\u{E7F}' => 4,
                '\u{600}'..='\u{6FF}' => 5,
                '\u{C0}'..='\u{FF}' => 6,
                '\u{100}'..='\u{24F}' => 7,
                '\u{590}'..='\u{5FF}' => 8,
                '\u{2E80}'..='\u{9FFF}' => {
                    chinese += 1;
                    continue;
                }
                '\u{A0}'..='\u{BF}' => {
                    has_signs = true;
                    continue;
                }
                _ => continue,
            };
            if let Some(vote) = votes.get_mut(group) {
                *vote += 1;
            }
        }
        let most = GROUPS.iter().zip(votes).max_by_key(|(_, votes)| *votes);
        match most {
            // Kana and Hangul among Han make the text Japanese or Korean, or quote a word.
            Some((group, votes)) if votes > chinese || votes > 0 && group.contains(&Simplified) => {
                group
            }
            _ if has_signs && chinese == 0 => &ANY_SIGNS,
            _ => &[Simplified, Traditional],
        }
    }
}

/// Languages whose signs `©`, `°` and `§` are.
const ANY_SIGNS: [Language; 5] = [French, German, Spanish, Simplified, Traditional];

/// Languages that share a script, as the census counts them.
const GROUPS: [&[Language]; 9] = [
    &[Japanese, Simplified, Traditional],
    &[Korean, Simplified, Traditional],
    &[Russian, Ukrainian],
    &[Greek],
    &[Thai],
    &[Arabic],
    &[French, German, Spanish],
    &[Polish, Czech, Hungarian, Turkish, Lithuanian, Latvian],
    &[Hebrew],
];
