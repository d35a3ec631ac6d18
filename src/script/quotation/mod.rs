//! Quotation marks by region.
//!
//! **What happened.** The mainland writes “ ” and within them ‘ ’ (GB/T 15834-2011, 4.8), Taiwan and
//! Hong Kong 「 」 and within them 『 』. Converting the script leaves them as they are.
//!
//! **How we know.** All these marks say on which side they stand, so that they pair like parentheses
//! ([`pair`]).
//!
//! **What we do.** A pair takes the marks of the style asked for: the outer ones, or within another
//! pair those that this one has not, to any depth. A pair that has the style already keeps its marks.
//! A quotation that opens every paragraph anew and closes in the last is one.
//!
//! **When we refrain.** What does not pair stays and is reported; where pairs cross, all of them to the
//! end of the line. Apostrophes (don’t, ’90s), feet and inches are no quotation marks. Quotations
//! without a Chinese character in them stay if they have letters (“hello”), and if they have none
//! (“985”) unless Chinese stands beside them. Straight marks (") have no sides and stay, and so does
//! everything in markup and code ([`structure`](super::structure)).
//!
//! Of other punctuation nothing changes with the region: 《》, 、, …… and —— are the same characters
//! everywhere. The dot in foreign names has several code points in Taiwan alone (·, ‧, ．), none of them
//! for all, and units differ as words do (公里, 千米), with the writer more than with the region. What is
//! sure of those is in OpenCC's words, which `s2twp` and its kin convert.

mod mark;
mod pair;

use std::borrow::Cow;
use std::ops::Range;

use super::config::recipe;
use super::recipe::Family;
use super::structure;
use crate::edit::{Cause, Certainty, Change, Left, Reason, Record, Rewriter};
use crate::name::{Config, Quotes};
use mark::{Shape, marks};
use pair::{Fate, pair};

pub(super) use mark::Style;

/// The style that is meant, if marks are to change.
pub(crate) fn style(quotes: Quotes, config: Option<Config>) -> Option<Style> {
    match quotes {
        Quotes::Keep => None,
        Quotes::Curved => Some(Style::Curved),
        Quotes::Corner => Some(Style::Corner),
        Quotes::ByRegion => config.map(|config| match recipe(config).family {
            Family::ToSimplified => Style::Curved,
            Family::FromSimplified | Family::Other => Style::Corner,
        }),
    }
}

/// Describes the change of quotation marks to a style. O(bytes).
pub(crate) fn convert_quotes<R: Record>(text: &str, style: Style, out: &mut Rewriter<'_, R>) {
    let protected = structure::spans(text);
    changes(text, style, &protected, |source, becomes| match becomes {
        Some(with) => {
            let mut utf8 = [0; 4];
            out.replace(&Change::new(
                source,
                with.encode_utf8(&mut utf8),
                &[Reason::QuotationMark],
                Certainty::Proved,
            ));
        }
        None => out.leave(Left {
            source,
            reason: Some(Reason::QuotationMark),
            cause: Cause::Unpaired,
        }),
    });
}

/// A text with its quotation marks in a style, those in `protected` spans aside. It has as many bytes
/// as before, and its characters stand where they stood. O(bytes).
pub(super) fn with_style<'t>(
    text: &'t str,
    style: Style,
    protected: &[Range<usize>],
) -> Cow<'t, str> {
    let mut out = String::new();
    let mut copied = 0;
    changes(text, style, protected, |source, becomes| {
        if let Some(mark) = becomes {
            out.push_str(&text[copied..source.start]);
            out.push(mark);
            copied = source.end;
        }
    });
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Tells, in order, of every mark that is not in the style: what it becomes, or that nothing pairs with
/// it.
fn changes(
    text: &str,
    style: Style,
    protected: &[Range<usize>],
    mut tell: impl FnMut(Range<usize>, Option<char>),
) {
    let marks = marks(text, protected);
    let mut pairs = pair(&marks);
    for place in 0..marks.len() {
        let mark = &marks[place];
        match pairs.fates[place] {
            Fate::Opens { closer, parent } => {
                let shape = if mark.shape.style == style || !mark.is_chinese(&marks[closer]) {
                    mark.shape
                } else {
                    Shape {
                        style,
                        // Unclosed quotations count as well: the next reading finds them unclosed again.
                        inner: parent.is_some_and(|parent| !pairs.inner[parent]),
                    }
                };
                pairs.inner[place] = shape.inner;
                pairs.fates[closer] = Fate::Closes(shape);
                if shape != mark.shape {
                    tell(mark.source(), Some(shape.opener()));
                }
            }
            Fate::Continues { next } => {
                // What follows it is not reached yet; its place is outside of all others.
                let shape = Shape {
                    style,
                    inner: false,
                };
                if mark.shape.style != style && mark.is_continued(&marks[next]) {
                    tell(mark.source(), Some(shape.opener()));
                }
            }
            Fate::Closes(shape) => {
                if shape != mark.shape {
                    tell(mark.source(), Some(shape.closer()));
                }
            }
            Fate::Unpaired => {
                if mark.shape.style != style {
                    tell(mark.source(), None);
                }
            }
            Fate::Text => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::jumbles::jumbles;

    fn corner(text: &str) -> String {
        with_style(text, Style::Corner, &structure::spans(text)).into_owned()
    }

    fn curved(text: &str) -> String {
        with_style(text, Style::Curved, &structure::spans(text)).into_owned()
    }

    /// The marks that are told of as unpaired.
    fn left(text: &str) -> String {
        let mut left = String::new();
        changes(text, Style::Corner, &[], |source, becomes| {
            if becomes.is_none() {
                left.push_str(&text[source]);
            }
        });
        left
    }

    #[test]
    fn depth_says_which_marks() {
        let text = "“外‘内“深‘更深’”’”‘单’";
        let other = "「外『内「深『更深』」』」「单」";
        assert_eq!(corner(text), other);
        assert_eq!(curved(other), "“外‘内“深‘更深’”’”“单”");
        assert_eq!(corner("“外“内”外”"), "「外『内』外」");
        // What is in the style already keeps its marks, and what it holds follows them.
        assert_eq!(corner("『外“内”』"), "『外「内」』");
        assert_eq!(corner("「外“内‘深’”」"), "「外『内「深」』」");
    }

    #[test]
    fn apostrophes_and_other_languages_stay() {
        for text in [
            "don’t、’90s、rock ’n’ roll、students’ 书、西安 Xi’an、5’10”高",
            "O‘Neil 在‘90年代，ch’ing，T‘ai",
            "He said “hello” and ‘bye’ to us.",
            "用“iPhone”拍",
            "한국어 “인용” 부호",
            "直引号\"不变\"，'也不变'",
        ] {
            assert_eq!(corner(text), text);
            assert_eq!(left(text), "", "{text}");
        }
        assert_eq!(
            corner("“I’m 是‘我’，don’t 是‘别’，在‘90年代”"),
            "「I’m 是『我』，don’t 是『别』，在‘90年代」"
        );
        assert_eq!(
            corner("“985”高校，“”为空，“1” 2"),
            "「985」高校，「」为空，「1」 2"
        );
    }

    #[test]
    fn what_does_not_pair_stays_and_is_told() {
        for (text, made, told) in [
            ("他说“走。\n“来”吧", "他说“走。\n「来」吧", "“"),
            ("走”。“来”", "走”。「来」", "”"),
            ("“甲‘乙”丙", "“甲‘乙”丙", "“‘”"),
            ("“甲‘乙”丙\n“丁”", "“甲‘乙”丙\n「丁」", "“‘”"),
            ("“甲", "“甲", "“"),
            ("好了’", "好了’", "’"),
        ] {
            assert_eq!(corner(text), made);
            assert_eq!(left(text), told, "{text}");
        }
    }

    #[test]
    fn a_quotation_may_open_every_paragraph() {
        assert_eq!(
            corner("“一段。\n\n　　“二段。\n“三‘段’。”\n四段。"),
            "「一段。\n\n　　「二段。\n「三『段』。」\n四段。"
        );
        assert_eq!(corner("“一段。\n又一段。”"), "「一段。\n又一段。」");
    }

    #[test]
    fn code_and_markup_keep_their_marks() {
        let text = "`print(“好”)`和<a title=\"“好”\">“好”</a>";
        assert_eq!(corner(text), "`print(“好”)`和<a title=\"“好”\">「好」</a>");
    }

    #[test]
    fn doing_it_twice_is_doing_it_once() {
        for text in jumbles("“”‘’「」『』“”‘’中中\n\na1，", 12, 100_000) {
            for convert in [corner, curved] {
                let once = convert(&text);
                assert_eq!(convert(&once), once, "{text:?}");
                assert_eq!(once.len(), text.len());
            }
        }
    }
}
