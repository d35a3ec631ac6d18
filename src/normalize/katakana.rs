//! Half-width katakana: `ｶﾞｲﾄﾞ` to `ガイド`.
//!
//! **What happened.** Eight-bit Japanese systems had katakana as narrow as ASCII, with their voicing
//! marks as characters of their own.
//!
//! **How we know.** A run of U+FF66 to U+FF9F (Unicode 15.0, Halfwidth and Fullwidth Forms) with two
//! letters in it is a word.
//!
//! **What we do.** The run becomes full-width katakana, each voicing mark joined to its letter; the
//! half-width `｡｢｣､･` beside it or beside Han too.
//!
//! **When we refrain.** A lone letter or mark is part of a face: `(ﾟДﾟ)`, `ヾ(･∀･)ﾉ`; only a search key has one
//! form for both widths.
//!
//! ```
//! assert_eq!(mingwen::normalize("日本的ﾃﾞｼﾞﾀﾙ相机"), "日本的デジタル相机");
//! assert_eq!(mingwen::normalize("怎么会这样(ﾟДﾟ)"), "怎么会这样(ﾟДﾟ)");
//! ```

use super::class::Class;
use super::scan::characters;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::profile::Profile;

/// The full-width forms of U+FF61 to U+FF9F, in order.
const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

/// Letters that make a run a word.
const WORD: usize = 2;

/// Describes each run of half-width katakana to `out`. O(bytes).
pub(super) fn widen<R: Record>(text: &str, profile: Profile, out: &mut Rewriter<'_, R>) {
    let mut behind = 0;
    for (at, one) in characters(text, begins_half) {
        if at < behind || !is_half(one) {
            continue;
        }
        let run = &text[at..];
        let len = run.find(|c| !is_half(c)).unwrap_or(run.len());
        let run = &run[..len];
        behind = at + len;
        let is_letter = |c: &char| matches!(c, 'ｦ'..='ｯ' | 'ｱ'..='ﾝ');
        let letters = run.chars().filter(is_letter).count();
        let is_beside_han =
            Class::before(text, at) == Class::Han || Class::behind(text, behind) == Class::Han;
        let is_mark = run.chars().all(|c| matches!(c, '｡'..='､'));
        let is_key = profile == Profile::SearchKey;
        if is_key || letters >= WORD || (is_mark && is_beside_han) {
            let full = full(run);
            let change = Change::new(at..behind, &full, &[Reason::HalfWidth], Certainty::Proved);
            out.replace(&change);
        }
    }
}

/// Whether a character beginning with these bytes may be half-width.
fn begins_half([a, b, c]: [u8; 3]) -> bool {
    (a == 0xEF) & (((b == 0xBD) & (c >= 0xA1)) | (b == 0xBE))
}

fn is_half(character: char) -> bool {
    matches!(character, '｡'..='ﾟ')
}

fn full(run: &str) -> String {
    let mut full = String::with_capacity(run.len());
    for half in run.chars() {
        let wide = FULL.chars().nth((half as usize).wrapping_sub('｡' as usize));
        let voiced = match half {
            'ﾞ' => full.chars().next_back().and_then(|last| voice(last, 1)),
            'ﾟ' => full.chars().next_back().and_then(|last| voice(last, 2)),
            _ => None,
        };
        match voiced {
            Some(voiced) => {
                full.pop();
                full.push(voiced);
            }
            None => full.push(wide.unwrap_or(half)),
        }
    }
    full
}

/// A letter with its voicing mark, which stands one or two behind it in the block.
fn voice(letter: char, mark: u32) -> Option<char> {
    let takes = match letter {
        'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => true,
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'チ'
        | 'ツ' | 'テ' | 'ト' => mark == 1,
        'ウ' => return (mark == 1).then_some('ヴ'),
        _ => false,
    };
    takes
        .then(|| char::from_u32(letter as u32 + mark))
        .flatten()
}
