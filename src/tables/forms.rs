//! Code points that stand for other characters; `FORMAT.md` says what each number means.

use super::FORMS;

/// What kind of form a code point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// A Kangxi radical or one of the CJK Radicals Supplement.
    Radical,
    /// A CJK compatibility ideograph.
    Compatibility,
    /// A presentation form for vertical lines.
    Vertical,
    /// A private-use code point that GBK and GB 18030-2000 have.
    PrivateGb,
    /// A private-use code point of Big5's extension areas, as HKSCS fills them.
    PrivateHkscs,
}

const RECORDS: &[[u8; 8]] = FORMS.split_at(4).1.as_chunks::<8>().0;

/// The character that a code point stands for, as one kind of form. O(log forms).
pub(crate) fn plain(character: char, form: Form) -> Option<char> {
    let wanted = (character as u32, form as u32);
    let key = |record: &[u8; 8]| {
        let [a, b, c, kind, ..] = *record;
        (u32::from_le_bytes([a, b, c, 0]), u32::from(kind))
    };
    let at = RECORDS.binary_search_by_key(&wanted, key).ok()?;
    let [.., a, b, c, d] = *RECORDS.get(at)?;
    char::from_u32(u32::from_le_bytes([a, b, c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_the_sources_say() {
        for (form, character, expected) in [
            (Form::Radical, '⼀', Some('一')),
            (Form::Radical, '⺠', Some('民')),
            (Form::Radical, '一', None),
            (Form::Compatibility, '\u{F9D1}', Some('六')),
            (Form::Compatibility, '\u{FA0E}', None), // unified, in spite of its block
            (Form::Vertical, '︒', Some('。')),
            (Form::PrivateGb, '\u{E7C7}', Some('ḿ')),
            (Form::PrivateGb, '\u{E818}', Some('𠃌')),
            (Form::PrivateGb, '\u{E863}', Some('䶮')),
            (Form::PrivateHkscs, '\u{E000}', Some('𠕇')),
        ] {
            assert_eq!(plain(character, form), expected, "{character:?}");
        }
    }
}
