//! `forms.bin`: code points that stand for other characters, with what kind of form they are.
//!
//! Radicals are Unicode's `EquivalentUnifiedIdeograph`, kept in `tables/sources/radicals.tsv`;
//! compatibility ideographs are canonical decompositions. Private-use code points are what GBK and
//! Big5 give to the bytes of characters that Unicode did not have yet: GB 18030-2000, table of its
//! private-use characters, and the linear assignment of Big5's extension areas, each read as the
//! WHATWG Encoding Standard reads those bytes today.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030};
use unicode_normalization::UnicodeNormalization;

use crate::blob::Blob;

const RADICAL: u32 = 0;
const COMPATIBILITY: u32 = 1;
const VERTICAL: u32 = 2;
const PRIVATE_GB: u32 = 3;
const PRIVATE_HKSCS: u32 = 4;

/// Presentation forms for vertical lines, Unicode 15.0 blocks FE10 and FE30, with the marks of
/// horizontal Chinese. (Their compatibility mappings lead to ASCII.)
const VERTICAL_FORMS: &str = "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰：︱—︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］";

/// GB 18030-2000's private-use code points outside row FE, in the order of their code.
const GB_SINGLES: &[(u32, char)] = &[
    (0xE78D, '，'),
    (0xE78E, '。'),
    (0xE78F, '、'),
    (0xE790, '：'),
    (0xE791, '；'),
    (0xE792, '！'),
    (0xE793, '？'),
    (0xE794, '〖'),
    (0xE795, '〗'),
    (0xE796, '…'),
    (0xE7C7, 'ḿ'),
    (0xE7C8, 'ǹ'),
    (0xE7E7, '〾'),
    // Of row FE, those that the WHATWG index leaves in the private-use area.
    (0xE816, '𠂇'),
    (0xE817, '𠂉'),
    (0xE818, '𠃌'),
    (0xE831, '𡗗'),
    (0xE83B, '𢦏'),
    (0xE855, '𤇾'),
];

/// Big5's extension areas: first lead, last lead, first trail, the private-use code point where each
/// begins. (Microsoft code page 950; also the areas of HKSCS's private-use assignment.)
const BIG5_AREAS: [(u8, u8, u8, u32); 4] = [
    (0xFA, 0xFE, 0x40, 0xE000),
    (0x8E, 0xA0, 0x40, 0xE311),
    (0x81, 0x8D, 0x40, 0xEEB8),
    (0xC6, 0xC8, 0xA1, 0xF6B1),
];

pub fn blob(root: &Path) -> Result<Blob, String> {
    let mut forms: BTreeMap<(u32, u32), char> = BTreeMap::new();
    for (radical, han) in radicals(root)? {
        forms.insert((radical, RADICAL), han);
    }
    for code in (0xF900..=0xFAFF).chain(0x2F800..=0x2FA1F) {
        let Some(form) = char::from_u32(code) else {
            continue;
        };
        let mut composed = std::iter::once(form).nfc();
        match (composed.next(), composed.next()) {
            (Some(han), None) if han != form => {
                forms.insert((code, COMPATIBILITY), han);
            }
            _ => {}
        }
    }
    let vertical: Vec<char> = VERTICAL_FORMS.chars().collect();
    for pair in vertical.chunks_exact(2) {
        forms.insert((pair[0] as u32, VERTICAL), pair[1]);
    }
    // Row FE from cell 50 to A0, without 7F.
    let row = (0x50..=0xA0).filter(|trail| *trail != 0x7F);
    for (code, trail) in (0xE815..=0xE864).zip(row) {
        if let Some(character) = decode(GB18030, &[0xFE, trail]) {
            forms.insert((code, PRIVATE_GB), plain(root, character)?);
        }
    }
    for (code, character) in GB_SINGLES {
        forms.insert((*code, PRIVATE_GB), *character);
    }
    // Ideographic description characters.
    for code in 0xE7E8..=0xE7F3 {
        if let Some(character) = char::from_u32(0x2FF0 + code - 0xE7E8) {
            forms.insert((code, PRIVATE_GB), character);
        }
    }
    for (first, last, first_trail, mut code) in BIG5_AREAS {
        for lead in first..=last {
            let from = if lead == first { first_trail } else { 0x40 };
            for trail in (from..=0x7E)
                .chain(0xA1..=0xFE)
                .filter(|trail| *trail >= from)
            {
                if let Some(character) = decode(BIG5, &[lead, trail]) {
                    forms.insert((code, PRIVATE_HKSCS), character);
                }
                code += 1;
            }
        }
    }
    let mut payload = Vec::new();
    payload.extend_from_slice(&(forms.len() as u32).to_le_bytes());
    for ((code, kind), character) in forms {
        payload.extend_from_slice(&(code | kind << 24).to_le_bytes());
        payload.extend_from_slice(&(character as u32).to_le_bytes());
    }
    Ok(Blob {
        name: "forms",
        kind: *b"FORM",
        version: 1,
        sources: "Unicode 15.0.0 EquivalentUnifiedIdeograph.txt (Unicode-3.0); unicode-normalization 0.1.25, Unicode 17.0.0; encoding_rs 0.8.44, indexes gb18030 and Big5 of the WHATWG Encoding Standard (BSD-3-Clause)",
        payload,
    })
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) if !('\u{E000}'..='\u{F8FF}').contains(&one) => Some(one),
        _ => None,
    }
}

/// The ideograph where the standard has the radical.
fn plain(root: &Path, character: char) -> Result<char, String> {
    let radicals = radicals(root)?;
    Ok(*radicals.get(&(character as u32)).unwrap_or(&character))
}

fn radicals(root: &Path) -> Result<BTreeMap<u32, char>, String> {
    let path = root.join("tables/sources/radicals.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (radical, han) = line.split_once('\t').ok_or("no tab")?;
            Ok((code_point(radical)? as u32, code_point(han)?))
        })
        .collect()
}

/// The character of `U+4E00`.
pub fn code_point(name: &str) -> Result<char, String> {
    let code = name
        .strip_prefix("U+")
        .and_then(|hex| u32::from_str_radix(hex, 16).ok());
    code.and_then(char::from_u32)
        .ok_or_else(|| format!("{name} is no code point"))
}
