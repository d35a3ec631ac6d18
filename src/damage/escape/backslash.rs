//! Backslashes put behind characters whose second byte is one: `許\功\蓋\`.
//!
//! **What happened.** In Big5 and GBK a character's second byte may be 5C, the backslash: 功 is A5 5C. A
//! program that took the text for bytes, such as PHP's `addslashes`, put a backslash before each
//! "backslash", and none was taken away: A5 5C 5C, read as 功 and a backslash.
//!
//! **How we know.** A backslash stands where no escape and no path has one, behind such a character, more than
//! once, and on its line no such character is without. Two characters in a thousand are of that kind.
//!
//! **What we do.** The backslashes go.
//!
//! **When we refrain.** On lines where a backslash stands behind anything else, where there is only one in
//! all, in blocks of code, and where people write about escapes.
//!
//! ```
//! assert_eq!(mingwen::repair("成功\\的關鍵在於許\\多人的努力"), "成功的關鍵在於許多人的努力");
//! assert_eq!(mingwen::repair("見 D:\\成功\\許\\資料"), "見 D:\\成功\\許\\資料");
//! ```

use std::ops::Range;

use super::context::Context;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::{Encoding, Notation};

/// Backslashes fewer than this are no damage to a text: one may be a slip of the finger.
const LEAST: usize = 2;

/// Backslashes that one, two or three programs, each beside the last one's, put behind a character.
const DEPTHS: [usize; 3] = [1, 3, 7];

/// Who writes a backslash as a character's second byte, and the characters, in order.
///
/// Source: the WHATWG's indexes; a test compares them.
const WRITERS: [(Encoding, &str); 2] = [
    (
        Encoding::Big5,
        "Ěαжふ㘘㙡䓀䨵䪤么佢俞偅傜兝功吒吭园坼垥塿墦声娉娖娫嫹嬞孀尐岤崤幋廄惝愧揊擺暝枯柦槙檝歿汻沔涂淚滜潿瀙瀵焮燡牾狖獦珢珮琵璞疱癧礒稞穀笋箤糭綅縷罡胐胬脪苒茻莍蓋蔌蕚螏螰許豹贕赨跚踊蹾躡鄃酀酅醆鈾鎪閱鞸餐餤駹騱髏髢髿鱋鱭黠﹏𠗫𠰺𣘀𦖭𦰡𧃸𨜏𩄼𪀔",
    ),
    (
        Encoding::Gb18030,
        "‐╘㘎乗俓僜刓匼哱嘰圽塡奬媆孿峔嶾廫怽慭抃揬擻昞朶梊榎橽歕沑淺漒瀄焅燶猏玕琝璡甛痋癨盶瞈砛碶礬禱穃竆筡篭籠糪絓綷縗繺羂耚肻腬臷芢荺萛蒤蔦薥蘚蚛蝄蟎衆裓襖覾診誠謀譢豛賊赲踈躙輁轡運郳醆鈂鉢鋅錦鎈鏫鑌閈闬隲靄韁頫颸餦馶騖骪鬨鮘鯸鱘鳿鵟鶿鸤黒齖",
    ),
];

/// Describes the repair of all such backslashes. O(bytes); text without a backslash costs a scan.
pub(super) fn repair<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let Some(first) = next(text, 0) else { return };
    let found = find(text, first);
    let most = found.iter().zip(WRITERS).max_by_key(|(runs, _)| runs.len());
    let Some((runs, (encoding, _))) = most.filter(|(runs, _)| runs.len() >= LEAST) else {
        return;
    };
    for source in runs {
        out.replace(&Change {
            source: source.clone(),
            with: "",
            reasons: &[Reason::Escaped {
                notation: Notation::Backslash,
                encoding: Some(encoding),
            }],
            certainty: Certainty::Inferred,
            probability: None,
            inferred: &[],
        });
    }
}

/// The backslashes from `first` on to be taken away, for each of [`WRITERS`] if the text is its.
fn find(text: &str, first: usize) -> [Vec<Range<usize>>; 2] {
    let mut found = WRITERS.map(|_| (Context::new(text), Vec::new()));
    let mut at = first;
    while let Some(start) = next(text, at) {
        let end = text.get(start..).and_then(|rest| rest.find('\n'));
        let end = end.map_or(text.len(), |len| start + len);
        at = end;
        for ((context, found), (_, characters)) in found.iter_mut().zip(WRITERS) {
            let Some(runs) = of_line(text, start, end, characters).filter(|runs| !runs.is_empty())
            else {
                continue;
            };
            let line = text.get(..end).unwrap_or_default().rsplit('\n').next();
            if !line.is_some_and(|line| lacks(line, characters)) {
                let told = runs.into_iter();
                found.extend(told.filter(|run| !context.bars(run, "", Notation::Backslash)));
            }
        }
    }
    found.map(|(_, runs)| runs)
}

fn next(text: &str, at: usize) -> Option<usize> {
    super::next(text.as_bytes(), at, |byte| byte == b'\\')
}

/// Those from `at` to the end of a line, or nothing where one speaks against them.
fn of_line(text: &str, mut at: usize, end: usize, characters: &str) -> Option<Vec<Range<usize>>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let line = text.get(..end)?;
    while let Some(start) = next(line, at) {
        let (before, rest) = text.split_at_checked(start)?;
        let behind = rest.trim_start_matches('\\');
        let len = rest.len() - behind.len();
        at = start + len;
        // It belongs to what follows.
        if behind.starts_with(|c: char| c.is_ascii_alphanumeric() || "\"'".contains(c)) {
            continue;
        }
        let is_second_byte = before.ends_with(|c: char| !c.is_ascii() && characters.contains(c));
        let is_alike = runs.last().is_none_or(|run| run.len() == len);
        if !(is_second_byte && is_alike && DEPTHS.contains(&len)) {
            return None;
        }
        runs.push(start..at);
    }
    Some(runs)
}

/// Whether one of the characters stands in `line` without a backslash.
fn lacks(line: &str, characters: &str) -> bool {
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        let is_one = !character.is_ascii() && characters.contains(character);
        if is_one && !rest.as_str().starts_with('\\') {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Repairer, repair};

    #[test]
    fn tables_are_those_of_the_encodings() {
        for (encoding, characters) in WRITERS {
            let decode = |lead: u8| {
                let bytes = [lead, b'\\'];
                let text = crate::encoding::text(&bytes, encoding)?;
                let mut characters = text.chars();
                let first = characters.next()?;
                let is_one =
                    characters.next().is_none() && !('\u{E000}'..'\u{F900}').contains(&first);
                is_one.then_some(first)
            };
            let mut all: Vec<_> = (0x81..0xFF).filter_map(decode).collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(characters, all.iter().collect::<String>(), "{encoding}");
        }
    }

    #[test]
    fn backslashes_of_one_and_more_layers_go() {
        assert_eq!(repair("請參閱\\本\n報告許\\多次"), "請參閱本\n報告許多次");
        assert_eq!(repair("功\\\\\\能與許\\\\\\可"), "功能與許可");
        assert_eq!(repair("運\\動會誠\\徵志工"), "運動會誠徵志工");
        // Line ends of a program stand beside.
        assert_eq!(repair("成功\\，許\\多\\n下一行"), "成功，許多\\n下一行");
    }

    #[test]
    fn what_may_be_meant_stays() {
        for text in [
            // One alone.
            "成功\\的關鍵",
            // A path, a character without, a backslash behind another, escapes of programs.
            "共用\\成功\\許\\資料",
            "成功\\的關鍵在於功夫，許\\多人",
            "成功\\許\\好\\",
            "成功\\n許\\t多",
            "功\\許\\\\\\多",
            // Talk about it.
            "addslashes 會替成功\\許\\多做轉義",
            "```\n成功\\許\\多\n```\n",
        ] {
            assert_eq!(repair(text), text);
        }
    }

    #[test]
    fn the_account_names_encoding_and_notation() {
        let repaired = Repairer::default().repair("成功\\與許\\可");
        let edit = repaired.report.edits().next().expect("an edit");
        assert_eq!(edit.removed, "\\");
        let reason = Reason::Escaped {
            notation: Notation::Backslash,
            encoding: Some(Encoding::Big5),
        };
        assert_eq!(edit.reasons, [reason]);
    }
}
