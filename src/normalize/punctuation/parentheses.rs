//! Parentheses: both halves of a pair are decided together.

use std::ops::Range;

use super::super::class::{Class, is_han};
use super::find::Standing;

/// Two halves of either width that belong together.
pub(super) struct Pair {
    pub(super) open: Range<usize>,
    pub(super) close: Range<usize>,
}

impl Pair {
    /// How the pair stands, if it is eligible.
    pub(super) fn standing(&self, line: &str) -> Option<Standing> {
        let inner = &line[self.open.end..self.close.start];
        let (before, behind) = (&line[..self.open.start], &line[self.close.end..]);
        let has_han = inner.chars().any(is_han);
        if inner.is_empty()
            || is_face(inner, has_han)
            || is_tuple(inner)
            || is_part_of_name(before, behind)
        {
            return None;
        }
        let right = Class::behind(line, self.close.end);
        let opens_before_han = has_han || right == Class::Han;
        match (Class::before(line, self.open.start), core_before(before)) {
            (Class::Space, Class::Edge | Class::Mark) => opens_before_han.then_some(Standing::Firm),
            (Class::Space, _) => opens_before_han.then_some(Standing::Spaced),
            (_, Class::Han) => Some(Standing::Firm),
            (Class::Edge, _) => {
                let is_number = inner.len() <= MAX_ITEM_DIGITS
                    && inner.bytes().all(|byte| byte.is_ascii_digit());
                let is_item = is_number && right != Class::Space;
                (opens_before_han || is_item || right == Class::Mark).then_some(Standing::Firm)
            }
            (Class::Mark, _) => opens_before_han.then_some(Standing::Firm),
            (Class::Letter | Class::Digit, _) if is_call(before, inner, has_han) => None,
            (Class::Letter | Class::Digit, _) if has_han => Some(Standing::Firm),
            // Chemistry and formulas go on behind the pair.
            (Class::Letter | Class::Digit, _)
                if matches!(right, Class::Letter | Class::Digit | Class::Code) =>
            {
                None
            }
            (Class::Letter | Class::Digit, _) => {
                let explains = inner.contains(' ')
                    || (inner.starts_with(char::is_uppercase) && inner.len() > 1);
                let is_of_number = before.ends_with(|c: char| !c.is_alphabetic());
                (explains || right == Class::Han || (right == Class::Mark && is_of_number))
                    .then_some(Standing::Loose)
            }
            _ => has_han.then_some(Standing::Firm),
        }
    }
}

/// What stands before a pair, behind spaces or behind marks.
fn core_before(before: &str) -> Class {
    /// As far as anyone sets marks in a row.
    const DEPTH: usize = 8;
    let trimmed = before.trim_end_matches(' ');
    if trimmed.len() < before.len() {
        return Class::before(trimmed, trimmed.len());
    }
    let mut rest = before.chars().rev().take(DEPTH).map(|c| Class::of(Some(c)));
    rest.find(|class| *class != Class::Mark)
        .unwrap_or(Class::Edge)
}

/// Whether a parenthesis without a partner opens a Chinese passage.
pub(super) fn stands_alone_open(line: &str, at: usize) -> bool {
    let left = Class::before(line, at);
    let is_beside_text = matches!(left, Class::Han | Class::Edge | Class::Mark)
        || matches!(left, Class::Letter | Class::Digit) && !is_call(&line[..at], "", true);
    is_beside_text
        && Class::behind(line, at + 1) == Class::Han
        && !line[..at].ends_with([':', ';', '='])
}

/// Whether a parenthesis without a partner closes a Chinese passage, or the number of an item.
pub(super) fn stands_alone_close(line: &str, at: usize) -> bool {
    let right = Class::behind(line, at + 1);
    match Class::before(line, at) {
        Class::Han => matches!(right, Class::Han | Class::Edge | Class::Mark),
        Class::Digit => {
            let before = line[..at].trim_end_matches(|c: char| c.is_ascii_digit());
            let is_item = match Class::before(line, before.len()) {
                Class::Edge => matches!(right, Class::Han | Class::Letter),
                Class::Space | Class::Mark | Class::Han => right == Class::Han,
                _ => false,
            };
            is_item && at - before.len() <= MAX_ITEM_DIGITS
        }
        _ => false,
    }
}

/// Digits that the number of an item can have.
const MAX_ITEM_DIGITS: usize = 2;

/// Whether the inside is a face and no text: `(^_^)`, `(≧▽≦)`.
fn is_face(inner: &str, has_han: bool) -> bool {
    const FEATURES: &[char] = &['^', '￣', '・', '´', '`', '▽', 'ω', 'Д', '≧', '▔'];
    /// Characters of half a face: `T`, `>`, `o`.
    const HALF: usize = 3;
    let is_symmetric = || {
        let halves = inner.trim_matches(['*', ' ']).split_once('_');
        halves.is_some_and(|(left, right)| {
            left.chars().count() <= HALF && right.trim_start_matches('_').chars().count() <= HALF
        })
    };
    !has_han && (inner.contains(FEATURES) || is_symmetric())
}

/// Whether the pair is part of a file name, or the target of a link: `报告(终稿).docx`, `[甲](乙)`.
fn is_part_of_name(before: &str, behind: &str) -> bool {
    if before.ends_with(']') {
        return true;
    }
    let Some(suffix) = behind.strip_prefix('.') else {
        return false;
    };
    let letters = suffix.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (1..=4).contains(&letters)
}

/// Whether what stands before the pair is the name of a function or of a point: `f(甲)`, `get_name(甲)`,
/// `A(1, 2)`, but not `B(东北)`.
fn is_call(before: &str, inner: &str, has_han: bool) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let name = before.rsplit(|c| !is_word(c)).next().unwrap_or("");
    // An option of a command, `-v`, and a version, `v3.5`, are called by nobody.
    let is_option = before[..before.len() - name.len()].ends_with('-');
    let last = name.rsplit('.').next().unwrap_or("");
    if has_han && (is_option || last.starts_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let is_method = name.contains(['_', '.']) && name.starts_with(|c: char| c.is_alphabetic());
    let is_single = |c: char| c.is_ascii_lowercase() || (!has_han && c.is_ascii_uppercase());
    let is_variable = name.len() == 1 && name.starts_with(is_single);
    let is_lower = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_method || is_variable || (is_lower && !has_han && inner.contains(','))
}

/// Whether the inside is several numbers, not one with its thousands: `(1,2)`.
fn is_tuple(inner: &str) -> bool {
    /// Digits of a group of thousands.
    const GROUP: usize = 3;
    let mut parts = inner.split(',');
    let first = parts.next().unwrap_or("");
    let is_number = |part: &str| {
        let digits = part.trim().trim_start_matches(['-', '+']);
        !digits.is_empty()
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    is_number(first)
        && inner.split(',').all(is_number)
        && parts.any(|part| part.split('.').next().map_or(0, str::len) != GROUP)
}
