//! Text that is gone: `锟斤拷`, `嚙踝蕭`, `????`, `烫烫烫烫`, `���`.
//!
//! **What happened.** A decoder put U+FFFD or `?` where it understood nothing, and the bytes were
//! thrown away; in `锟斤拷` the U+FFFD were then misread themselves. `烫烫烫` was never text: it is memory
//! that a debugger had filled with CC.
//!
//! **How we know.** These traces have a form of their own ([`runs`]), which [`suspect`] finds at the
//! speed of clean text.
//!
//! **What we do.** Nothing is left to repair from, so nothing is made up. The span stands in
//! [`Report::left`](crate::Report::left) as [`Reason::Destroyed`](crate::Reason::Destroyed), so that who
//! cleans a corpus can drop it. The text does not change.
//!
//! Irrecoverable are: every character of `????`; of `锟斤拷`, all that U+FFFD stood for; a character
//! that was cut by a chunk of a stream, `中��编码`, of which no byte survives and which the words around
//! give away in one case of four; GB2312 without its high bits, which nobody can tell from ASCII where it
//! ends, and which only [`diagnose`](crate::diagnose) points at.
//!
//! **When we refrain.** Where a line talks about destroyed text; where people call out or ask: `???`,
//! `烫烫烫`. Without an account of the repair nobody looks.
//!
//! ```
//! use mingwen::{Reason, Repairer};
//!
//! let repaired = Repairer::default().repair("收件人：锟斤拷锟斤拷，已读");
//! assert_eq!(repaired.text, "收件人：锟斤拷锟斤拷，已读");
//! let left = &repaired.report.left()[0];
//! assert!(matches!(left.reason, Some(Reason::Destroyed { .. })));
//! assert_eq!(left.source, 12..30);
//! ```

mod runs;
mod seven_bits;
mod suspect;

pub(crate) use seven_bits::seven_bits;

use crate::edit::{Cause, Left, Reason, Record, Rewriter};

/// Marks what is destroyed in `text`. O(bytes).
pub(crate) fn mark<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    for (start, line) in suspect::lines(text) {
        for (span, trace) in runs::traces(line) {
            out.leave(Left {
                source: start + span.start..start + span.end,
                reason: Some(Reason::Destroyed { trace }),
                cause: Cause::Destroyed,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Certainty, Report};
    use crate::name::Trace;

    fn marked(text: &str) -> Vec<(&str, Trace)> {
        let mut out = Rewriter::<Report>::new(text, Certainty::Guessed, usize::MAX);
        mark(text, &mut out);
        let (_, report) = out.finish();
        let left = report.left().iter().filter_map(|left| match left.reason {
            Some(Reason::Destroyed { trace }) => Some((&text[left.source.clone()], trace)),
            _ => None,
        });
        left.collect()
    }

    #[test]
    fn traces_are_marked() {
        for (text, span, trace) in [
            (
                "姓名：锟斤拷锟斤拷锟\n",
                "锟斤拷锟斤拷锟",
                Trace::MisreadReplacement,
            ),
            (
                "姓名：嚙踝蕭嚙踝蕭",
                "嚙踝蕭嚙踝蕭",
                Trace::MisreadReplacement,
            ),
            ("name: ï¿½ï¿½ï¿½", "ï¿½ï¿½ï¿½", Trace::MisreadReplacement),
            ("地址���ı�����", "���ı�����", Trace::Replacement),
            ("备注 ???????? 2024", "", Trace::QuestionMarks),
            ("note: ???????? 2024", "????????", Trace::QuestionMarks),
            (
                "缓冲区：烫烫烫烫烫烫烫烫烫烫",
                "烫烫烫烫烫烫烫烫烫烫",
                Trace::Fill,
            ),
            ("缓冲区：屯屯屯屯屯", "屯屯屯屯屯", Trace::Fill),
        ] {
            let expected = if span.is_empty() {
                vec![]
            } else {
                vec![(span, trace)]
            };
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn talk_and_outcry_are_not() {
        for text in [
            "满屏“锟斤拷”是乱码",
            "替换字符 � 的码点是 U+FFFD",
            "烫烫烫！小心点",
            "你说什么???",
            "what????",
            "屯里的老屯长",
            "修葺一新",
            "占了一半",
            "",
        ] {
            assert_eq!(marked(text), [], "{text}");
        }
    }

    #[test]
    fn a_trace_has_its_least_length() {
        for (text, least) in [("?", 4), ("烫", 8), ("屯", 4), ("葺", 4), ("\u{FFFD}", 1)] {
            let [below, at] = [least - 1, least].map(|count| text.repeat(count));
            assert_eq!(marked(&below), [], "{below}");
            let spans: Vec<_> = marked(&at).into_iter().map(|(span, _)| span).collect();
            assert_eq!(spans, [at.as_str()]);
        }
        assert_eq!(marked("锟的拷"), []);
        assert_eq!(
            marked("啊拷锟斤。"),
            [("拷锟斤", Trace::MisreadReplacement)]
        );
    }

    #[test]
    fn what_stands_between_two_traces_belongs_to_them_if_it_is_little() {
        let spans = |text| -> Vec<_> { marked(text).into_iter().map(|(span, _)| span).collect() };
        assert_eq!(spans("甲�中天人个�乙"), ["�中天人个�"]);
        assert_eq!(spans("甲�中天人个大�乙"), ["�", "�"]);
        assert_eq!(spans("甲�中 天�乙"), ["�", "�"]);
        assert_eq!(spans("甲� �乙"), ["� �"]);
        assert_eq!(spans("名：锟斤拷幕锟斤拷"), ["锟斤拷幕锟斤拷"]);
        assert_eq!(spans("to ???? ???? a"), ["???? ????"]);
        assert_eq!(spans("to ????,????? a"), ["????", "?????"]);
        assert_eq!(spans("锟斤拷�"), ["锟斤拷", "�"], "of two kinds");
    }

    #[test]
    fn each_line_is_its_own() {
        let text = "好的一行\n甲�乙\n乱码�\n\n锟斤拷锟斤拷\nnote ?????\n";
        let spans: Vec<_> = marked(text).into_iter().map(|(span, _)| span).collect();
        assert_eq!(spans, ["�", "锟斤拷锟斤拷", "?????"]);
    }
}
