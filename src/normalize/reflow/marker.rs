//! Lines that stand by themselves: headings, items, bylines, dates, tables, code, page numbers.

use super::line::{Start, WINDOW, is_han, is_opening};

/// What `第三` numbers where it begins a heading, and of these what begins a provision.
const DIVISIONS: &str = "章节節编編部篇卷回讲講课課集幕场場届";
const PROVISIONS: &str = "条條款项項";

/// Most characters of a heading or byline.
const HEADING: usize = 30;
const BYLINE: usize = 24;

/// What a byline or a note on the source begins with.
const CREDITS: [&str; 14] = [
    "记者", "記者", "本报", "本報", "作者", "来源", "來源", "编辑", "編輯", "责编", "責編", "文/",
    "图/", "圖/",
];

/// Whether a line begins as the second half of a sentence hardly ever does.
pub(super) fn begins_apart(content: &str) -> bool {
    let mut characters = content.chars();
    let Some(first) = characters.next() else {
        return true;
    };
    let rest = characters.as_str();
    match first {
        _ if is_sign(first) => true,
        '①'..='⓿' | '㈠'..='㈩' | '❶'..='➓' => true,
        '第' => is_division(rest, DIVISIONS) || is_division(rest, PROVISIONS),
        '(' | '（' | '[' | '［' | '【' | '〔' => is_numbered(rest, ")）]］】〕"),
        'A'..='Z' | 'a'..='z' => {
            let mut behind = characters;
            matches!(behind.next(), Some('.' | '、' | ')' | '）' | '．'))
                && behind.next().is_none_or(|c| c == ' ' || is_han(c))
        }
        _ => is_numbered(content, ".、．)）") || is_date(content),
    }
}

/// Whether a sign begins a heading, an item, a quotation or a drawing.
#[rustfmt::skip]
fn is_sign(c: char) -> bool {
    matches!(c,
        '□' | '■' | '◆' | '◇' | '●' | '○' | '•' | '▲' | '△' | '▼' | '▽' | '★' | '☆' | '※'
        | '►' | '▶' | '→' | '⇒' | '✓' | '√' | '§' | '¶' | '#' | '>' | '|' | '*' | '+' | '='
        | '~' | '`' | '─' | '━' | '│' | '┃' | '┌' | '┐' | '└' | '┘' | '├' | '┤' | '╔' | '╗'
        | '╚' | '╝' | '║' | '-' | '–' | '—' | '－' | '·' | '.' | '/' | '\\' | '<' | '{' | '}'
        | '$' | '@' | '&')
}

/// Whether the next line does not go on this one, whatever it ends with: headings and bylines.
pub(super) fn ends_apart(content: &str) -> bool {
    let is_heading = || {
        content
            .strip_prefix('第')
            .is_some_and(|rest| is_division(rest, DIVISIONS))
            && content.chars().nth(HEADING).is_none()
            && !content.contains(['，', ',', '。'])
    };
    content.starts_with(['#', '|', '>', '□'])
        || is_heading()
        || is_byline(content)
        || is_date(content)
}

/// Whether a line has a comment of a program in it, which ends where the line does.
pub(super) fn has_comment(content: &str) -> bool {
    let bytes = content.as_bytes();
    let behind = |at: usize| at.checked_sub(1).and_then(|before| bytes.get(before));
    bytes.windows(2).enumerate().any(|(at, pair)| match pair {
        // No address, which has a colon before them.
        b"//" => behind(at) != Some(&b':'),
        b"/*" | b"*/" => true,
        b"# " => behind(at).is_none_or(u8::is_ascii_whitespace),
        _ => false,
    })
}

/// Whether a line is a byline; what begins like one and is longer, or has a comma or a stop in it, is a
/// sentence.
pub(super) fn is_byline(content: &str) -> bool {
    let named =
        content.trim_start_matches(|c| is_opening(c) || matches!(c, '□' | '■' | ' ' | '\u{3000}'));
    CREDITS.iter().any(|word| named.starts_with(word))
        && content.chars().nth(BYLINE).is_none()
        && !content.contains(['，', '。', '；'])
}

/// `三章 …`, behind 第.
fn is_division(rest: &str, divisions: &str) -> bool {
    let unnumbered = rest.trim_start_matches(is_numeral);
    let mut behind = unnumbered.chars();
    unnumbered.len() < rest.len()
        && behind.next().is_some_and(|c| divisions.contains(c))
        && behind
            .next()
            .is_none_or(|c| matches!(c, ' ' | '\u{3000}' | ':' | '：' | '、'))
}

/// A number of one to three places and one of these marks, and not a decimal.
fn is_numbered(text: &str, marks: &str) -> bool {
    const PLACES: usize = 3;
    let mut characters = text.chars();
    for place in 0..=PLACES {
        match characters.next() {
            Some(c) if is_numeral(c) => {}
            Some(c) if place > 0 && marks.contains(c) => {
                return !characters.next().is_some_and(|next| next.is_ascii_digit());
            }
            _ => break,
        }
    }
    false
}

/// `2026年3月5日`, `二〇二六年三月五日`.
fn is_date(content: &str) -> bool {
    content.ends_with('日')
        && content.contains('月')
        && content
            .chars()
            .all(|c| is_numeral(c) || matches!(c, '年' | '月' | '日' | ' '))
}

fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八'
        | '九' | '十' | '百' | '〇' | '○' | '零' | '两' | '兩')
}

/// Whether a line begins or ends fenced code.
pub(super) fn is_fence(content: &str) -> bool {
    content.strip_prefix("```").is_some_and(|language| {
        language
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'`')
    })
}

/// What of a line's beginning no program parts: a character or a Latin word, with the brackets
/// that open before it and the marks behind it.
pub(super) fn unit(content: &str) -> &str {
    let opened = content.trim_start_matches(is_opening);
    let word = opened
        .bytes()
        .take(WINDOW)
        .take_while(u8::is_ascii_graphic)
        .count();
    let first = opened.chars().next().map_or(0, char::len_utf8);
    let behind = &opened[word.max(first)..];
    let next = behind
        .trim_start_matches(|c: char| Start::of(c.encode_utf8(&mut [0; 4])) == Start::Continued);
    &content[..content.len() - next.len()]
}

/// How a line that may be a page number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageNumber {
    /// `12`
    Bare,
    /// `- 12 -`, `第 12 页`
    Marked,
}

/// The page number that a line is.
pub(super) fn page_number(content: &str) -> Option<PageNumber> {
    /// Bytes of `第 1234 页，共 1234 页`, and some more.
    const MOST: usize = 48;
    let begins = |c: char| c == '第' || is_rule(c) || is_digit(c);
    if content.len() > MOST || !content.starts_with(begins) {
        return None;
    }
    let bare = content.trim_matches(|c| is_rule(c) || c == ' ');
    if is_page(bare) {
        let is_ruled = content.starts_with(is_rule) && content.ends_with(is_rule);
        let alone = bare.len() == content.len();
        return match (is_ruled, alone) {
            (true, false) => Some(PageNumber::Marked),
            (false, true) => Some(PageNumber::Bare),
            _ => None,
        };
    }
    let (number, total) = content.strip_prefix('第')?.split_once(['页', '頁'])?;
    let number = number.trim_matches(' ');
    let spelled = !number.is_empty() && number.chars().all(is_numeral);
    let total = total.trim_matches(' ');
    let counted = || {
        is_page(
            total
                .trim_start_matches([' ', '/', '／', ',', '，'])
                .strip_prefix('共')?
                .strip_suffix(['页', '頁'])?
                .trim_matches(' '),
        )
        .then_some(())
    };
    ((is_page(number) || spelled) && (total.is_empty() || counted().is_some()))
        .then_some(PageNumber::Marked)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn is_rule(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '─' | '－' | '·' | '•' | '~' | '～')
}

/// One to four digits.
fn is_page(text: &str) -> bool {
    (1..=4).contains(&text.chars().count()) && text.chars().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for marked in [
            "- 12 -",
            "—3—",
            "－ １２ －",
            "第 12 页",
            "第十二页",
            "第3頁 共20頁",
            "第 3 页/共 20 页",
        ] {
            assert_eq!(page_number(marked), Some(PageNumber::Marked), "{marked}");
        }
        assert_eq!(page_number("12"), Some(PageNumber::Bare));
        for other in [
            "12345",
            "- 12",
            "--",
            "第页",
            "第12页的内容",
            "第 3 页，",
            "第 3 页/",
            "12 人",
            "3.5",
            "",
        ] {
            assert_eq!(page_number(other), None, "{other}");
        }
    }

    #[test]
    fn items_and_headings_begin_apart() {
        for apart in [
            "一、总则",
            "（二）范围",
            "3. 安装",
            "12）",
            "①",
            "第三章 责任",
            "第五条　本法",
            "□ 记者 王芳",
            "- 项",
            "A. 甲",
            "2026年3月5日",
            "## 题",
        ] {
            assert!(begins_apart(apart), "{apart}");
        }
        for within in [
            "第三章的规定",
            "3.5 公里",
            "2026年的夏天",
            "一起去",
            "（见下）",
            "Rust 语言",
            "的",
        ] {
            assert!(!begins_apart(within), "{within}");
        }
    }

    #[test]
    fn bylines_are_short() {
        assert!(is_byline("□ 记者 王芳 通讯员 李明"));
        assert!(is_byline("（记者 王芳）"));
        assert!(!is_byline(
            "记者从会上了解到，今年全市新增公园绿地面积超过三百公顷。"
        ));
        assert!(!is_byline("作者住在山里，写了一"));
    }

    #[test]
    fn a_unit_is_what_stays_together() {
        for (content, whole) in [
            ("的，好", "的，"),
            ("“好”吗", "“好”"),
            ("mingwen 库", "mingwen"),
            ("", ""),
        ] {
            assert_eq!(unit(content), whole);
        }
    }
}
