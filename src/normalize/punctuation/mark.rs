//! The marks that folding makes ASCII of, and both their forms.

/// A kind of mark. Each is judged by itself: a page may have lost one and kept another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Comma,
    Colon,
    Semicolon,
    Exclamation,
    Question,
    /// Either half of a pair.
    Parenthesis,
    /// `...`, which compatibility folding makes of `…`.
    Ellipsis,
    /// `--`, which tables make of `——`.
    Dash,
    /// `.`, which tables make of `。`.
    Stop,
    /// `"`, which tables make of `“` and `”`.
    Quote,
}

impl Mark {
    pub(super) const COUNT: usize = 10;

    /// The kind of a single ASCII mark that Unicode's compatibility folding makes.
    pub(super) fn of(byte: u8) -> Option<Self> {
        Some(match byte {
            b',' => Self::Comma,
            b':' => Self::Colon,
            b';' => Self::Semicolon,
            b'!' => Self::Exclamation,
            b'?' => Self::Question,
            b'(' | b')' => Self::Parenthesis,
            _ => return None,
        })
    }

    /// The kind of a mark that was never folded, and of its kin.
    pub(super) fn of_full(character: char) -> Option<Self> {
        Some(match character {
            '，' => Self::Comma,
            '：' => Self::Colon,
            '；' => Self::Semicolon,
            '！' => Self::Exclamation,
            '？' => Self::Question,
            '（' | '）' => Self::Parenthesis,
            '…' => Self::Ellipsis,
            '—' => Self::Dash,
            '。' => Self::Stop,
            '“' | '”' | '「' | '」' | '『' | '』' | '《' | '》' => Self::Quote,
            _ => return None,
        })
    }
}

/// The full-width form of a single ASCII mark.
pub(super) fn full(byte: u8) -> &'static str {
    match byte {
        b',' => "，",
        b':' => "：",
        b';' => "；",
        b'!' => "！",
        b'?' => "？",
        b'(' => "（",
        _ => "）",
    }
}
