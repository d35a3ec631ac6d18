//! Finds everything that looks like a spliced-in reading, legitimate or not.

use super::mark::gbk_bytes;
use crate::encoding::gbk;
use crate::tables::reading::{Han, Syllable};

/// A reading in parentheses, or with its opening parenthesis swallowed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Splice {
    /// Byte offset of the opening parenthesis, or of the `?` that swallowed it.
    pub(super) start: usize,
    /// Byte offset behind the closing parenthesis.
    pub(super) end: usize,
    pub(super) reading: Syllable,
    pub(super) site: Site,
    /// Whether the parentheses are ASCII, as the corruption writes them.
    pub(super) ascii: bool,
    /// Whether the glossed character goes on a phrase, as a headword or a name does not: a Han
    /// character stands before it, and none that says what it is called.
    pub(super) inside: bool,
}

/// What a reading stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// A character that is read so.
    Behind(char),
    /// A lone byte, which may be the second of a character whose first went to the one before, and
    /// that character where it is read so.
    Byte(u8, Option<char>),
    /// A lost byte that, with the byte before it, can make a character that is read so. That byte,
    /// or nothing right behind another swallowed splice, where it was lost too.
    Swallowed(Option<u8>),
    /// Anything else: an annotation that a person wrote, or a cut.
    Other,
}

/// Surname, reading, sound, call, character: what stands before a character that is spoken of.
const SPEAKS_OF: &str = "姓讀读念唸音叫字";

/// All splices in order. O(bytes).
pub(super) fn find(text: &str) -> Vec<Splice> {
    let bytes = text.as_bytes();
    let mut splices = Vec::new();
    let mut from = 0;
    while let Some(at) = next_opened(bytes, from) {
        from = match parse(text, at, from, splices.last()) {
            Some(splice) => {
                splices.push(splice);
                splice.end
            }
            None => at + TONED,
        };
    }
    splices
}

/// How many toned words stand in parentheses without being one of these splices. O(bytes).
pub(super) fn count_annotations(text: &str, splices: &[Splice]) -> u32 {
    let starts = splices.iter().map(|splice| splice.start);
    let ends = splices.iter().map(|splice| splice.end);
    let between = std::iter::once(0)
        .chain(ends)
        .zip(starts.chain([text.len()]));
    let mut annotations = 0;
    for (mut from, end) in between {
        while let Some(at) = next_tone(&text.as_bytes()[..end], from) {
            annotations += u32::from(is_annotation(text, at));
            from = (at + letters_len(&text[at..]).max(TONED)).min(end);
        }
    }
    annotations
}

/// Bytes of every character from U+00C0 to U+01FF.
const TONED: usize = 2;

/// Most letters of a reading before the one that bears the tone mark.
const MAX_INITIAL: usize = 6;

/// The offset of the next first byte of U+00C0 to U+01FF, where all toned pinyin letters are.
/// Reads blocks so that the compiler can use wide vectors.
fn next_tone(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 64;
    let rest = bytes.get(from..)?;
    let is_free =
        |block: &&[u8; BLOCK]| !block.iter().fold(false, |any, &byte| any | is_tone(byte));
    let free = BLOCK * rest.as_chunks().0.iter().take_while(is_free).count();
    let ahead = rest.get(free..)?.iter().position(|&byte| is_tone(byte))?;
    Some(from + free + ahead)
}

/// The same, but where nothing opens before it, it may be passed over: Han text hardly has such first bytes, other
/// languages have them in every word.
fn next_opened(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 64;
    /// Enough for [`MAX_INITIAL`] letters and what they open with, and one vector.
    const BEFORE: usize = 16;
    let near = bytes.get(from..)?.iter().take(BEFORE);
    if let Some(ahead) = near.clone().position(|&byte| is_tone(byte)) {
        return Some(from + ahead);
    }
    let mut at = from;
    while let Some(window) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let window: &[u8; BEFORE + BLOCK] = window;
        let block: &[u8; BLOCK] = window.last_chunk()?;
        let has_tone = block.iter().fold(false, |any, &byte| any | is_tone(byte));
        if has_tone && window.iter().fold(0, |any, &byte| any | opens(byte)) != 0 {
            break;
        }
        at += BLOCK;
    }
    next_tone(bytes, at + BEFORE)
}

#[inline(always)]
fn is_tone(byte: u8) -> bool {
    byte.wrapping_sub(0xC3) < 5
}

/// Whether a byte is the last of `(` or `?`, of `（` or of U+FFFD: 1 or 0.
#[inline(always)]
fn opens(byte: u8) -> u8 {
    let is = |last: u8| u8::from(byte == last);
    is(b'(') | is(b'?') | is(0x88) | is(0xBD)
}

/// The splice around the toned letter at `tone`, if there is one and it begins at `from`, where
/// `last` ended, or later.
fn parse(text: &str, tone: usize, from: usize, last: Option<&Splice>) -> Option<Splice> {
    let before = text.as_bytes()[from..tone].iter().rev().take(MAX_INITIAL);
    let head = tone - before.take_while(|byte| byte.is_ascii_lowercase()).count();
    // Words in other languages end here.
    if opens(*text.as_bytes().get(head.checked_sub(1)?)?) == 0 {
        return None;
    }
    let opener = text[from..head].chars().next_back()?;
    let start = head - opener.len_utf8();
    let body = letters_len(&text[head..]);
    let reading = Syllable::new(&text[head..head + body])?;
    let mut tail = text[head + body..].chars();
    let mut closer = tail.next()?;
    // One family of pages has a no-break space before the closing parenthesis.
    if matches!(closer, ' ' | '\u{A0}') {
        closer = tail.next()?;
    }
    let before = text[..start].chars().rev().nth(1);
    let inside = before.is_some_and(|c| Han::of(c).reading().is_some() && !SPEAKS_OF.contains(c));
    let splice = |start, site| Splice {
        start,
        end: text.len() - tail.as_str().len(),
        reading,
        site,
        ascii: opener != '（' && closer == ')',
        inside,
    };
    let swallowed_at = |lost: usize| {
        let lead = lead_before(text, lost, last.filter(|last| last.end == lost))?;
        can_swallow(lead, reading).then(|| splice(lost, Site::Swallowed(lead.byte())))
    };
    match (opener, closer) {
        ('(' | '（', ')' | '）') => {
            let base = text[..start].chars().next_back()?;
            let base_at = start - base.len_utf8();
            let site = site_in_parentheses(text, base_at, base, reading, last);
            // Some readers leave the parenthesis behind the lost byte.
            if site == Site::Other && opener == '(' && matches!(base, '?' | '\u{FFFD}') {
                return swallowed_at(base_at).or(Some(splice(start, site)));
            }
            Some(splice(start, site))
        }
        ('?' | '\u{FFFD}', ')') => swallowed_at(start).or(Some(splice(start, Site::Other))),
        _ => None,
    }
}

/// What the byte before a lost one was.
#[derive(Clone, Copy)]
enum Lead {
    /// The second byte of this character.
    Of(char, u8),
    /// Lost as well.
    Unknown,
}

impl Lead {
    fn byte(self) -> Option<u8> {
        match self {
            Self::Of(_, byte) => Some(byte),
            Self::Unknown => None,
        }
    }
}

/// The byte before `lost`, through the splice `last` if that ends there.
fn lead_before(text: &str, lost: usize, last: Option<&Splice>) -> Option<Lead> {
    let character = match last.map(|splice| splice.site) {
        None => text[..lost].chars().next_back()?,
        Some(Site::Behind(character)) => character,
        Some(Site::Swallowed(_)) => return Some(Lead::Unknown),
        Some(Site::Byte(..) | Site::Other) => return None,
    };
    match gbk_bytes(character)? {
        [_, byte @ 0x81..=0xFE] => Some(Lead::Of(character, byte)),
        _ => None,
    }
}

fn site_in_parentheses(
    text: &str,
    base_at: usize,
    base: char,
    reading: Syllable,
    last: Option<&Splice>,
) -> Site {
    if reads(base, reading) {
        return Site::Behind(base);
    }
    let Some(byte) = lone_byte(base) else {
        return Site::Other;
    };
    let lead = lead_before(text, base_at, last.filter(|last| last.end == base_at));
    let character = lead
        .and_then(Lead::byte)
        .and_then(|lead| gbk::character(lead, byte));
    Site::Byte(
        byte,
        character.filter(|&character| reads(character, reading)),
    )
}

/// The byte of a character that GBK reads from one byte, where that can be the second of two: ASCII
/// from 40 on, and 80, which Windows and the WHATWG decoder read as €.
pub(super) fn lone_byte(character: char) -> Option<u8> {
    match character {
        '@'..='~' => Some(character as u8),
        '€' => Some(0x80),
        _ => None,
    }
}

/// Whether a gloss of this reading may stand behind the character.
pub(super) fn reads(character: char, reading: Syllable) -> bool {
    let han = Han::of(character);
    han.reading() == Some(reading) || han.second_reading() == Some(reading)
}

/// Whether a byte lost behind `lead` can have ended a character that is read so. Where the character
/// before is itself read so, it is an annotation whose parenthesis was lost.
fn can_swallow(lead: Lead, reading: Syllable) -> bool {
    match lead {
        Lead::Of(character, byte) => {
            !reads(character, reading) && gbk::row(byte).any(|(_, c)| reads(c, reading))
        }
        Lead::Unknown => true,
    }
}

/// Bytes of the lower-case letters, toned or not, that `text` begins with.
pub(super) fn letters_len(text: &str) -> usize {
    let is_letter =
        |c: char| c.is_ascii_lowercase() || matches!(c, '\u{DF}'..='\u{1FF}' | 'ɡ' | 'ɑ');
    text.find(|c| !is_letter(c)).unwrap_or(text.len())
}

/// Whether the toned letter at `at` is in a parenthesis that opened within a few words.
fn is_annotation(text: &str, at: usize) -> bool {
    const REACH: usize = 24;
    let behind = text.as_bytes()[..at].iter().rev().take(REACH);
    // The last byte of （ and of ASCII's own.
    behind.clone().any(|&byte| byte == b'(')
        || text[..at].chars().rev().take(REACH / 2).any(|c| c == '（')
}
