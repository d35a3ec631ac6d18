//! Brackets and quotation marks come in pairs, which lie too far apart for the model to see.

/// Bits that speak for a closing mark whose opening one stands there unclosed, and against one without.
/// Of development rows and damaged text of other sources, read as GBK, two in a hundred more come back
/// whole with them; half and double as many bits are as good within one row.
pub(super) const CLOSING_BITS: u32 = 6;
pub(super) const UNOPENED_BITS: u32 = 5;

/// Characters between the two at most.
const FAR: usize = 64;

/// The mark that one closes.
pub(super) fn opening(closing: char) -> Option<char> {
    const PAIRS: [(char, char); 9] = [
        ('(', ')'),
        ('「', '」'),
        ('『', '』'),
        ('《', '》'),
        ('〈', '〉'),
        ('【', '】'),
        ('（', '）'),
        ('“', '”'),
        ('‘', '’'),
    ];
    // Nearly all characters are none of them.
    if !matches!(
        closing,
        ')' | '\u{2019}' | '\u{201D}' | '\u{3009}'..='\u{3011}' | '）'
    ) {
        return None;
    }
    let pair = PAIRS.iter().find(|pair| pair.1 == closing);
    pair.map(|pair| pair.0)
}

/// Whether a pair is open behind these characters, the last one first.
pub(super) fn is_open(before: impl Iterator<Item = char>, opening: char, closing: char) -> bool {
    let mut marks = before.take(FAR).filter(|&c| c == opening || c == closing);
    marks.next() == Some(opening)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_open_until_it_is_closed() {
        let is_open = |text: &str, closing: char| {
            let opening = opening(closing).unwrap_or_default();
            is_open(text.chars().rev(), opening, closing)
        };
        assert!(is_open("他说：“今天", '”'));
        assert!(is_open("（见《史记", '》') && is_open("（见《史记》", '）'));
        assert!(!is_open("他说：“今天”，", '”'));
        assert!(!is_open("他说", '”'));
        assert_eq!(opening('。'), None);
    }

    #[test]
    fn every_pair_is_known_and_none_is_open_for_ever() {
        for pair in [
            "()", "「」", "『』", "《》", "〈〉", "【】", "（）", "“”", "‘’",
        ] {
            let mut marks = pair.chars();
            let (first, last) = (marks.next().unwrap(), marks.next().unwrap());
            assert_eq!((opening(last), opening(first)), (Some(first), None));
            let behind = |characters| {
                let text = format!("{first}{}", "天".repeat(characters));
                is_open(text.chars().rev(), first, last)
            };
            assert!(behind(FAR - 1) && !behind(FAR));
        }
    }
}
