//! What of a text is not prose: markup, code, addresses.
//!
//! **What is there.** HTML tags with their attributes, comments, and elements of code; Markdown's code
//! spans, fenced code and destinations of links; front matter; addresses with a scheme. A Han character
//! there is a name that something else refers to.
//!
//! **What we do.** Those spans are found for conversions that keep them. Entities, mail addresses and
//! the names of tags are ASCII, which no conversion of a character changes.
//!
//! **When we refrain.** What opens and is not closed is prose, fenced code included.

mod address;
mod html;
mod markdown;

use std::ops::Range;

/// Bytes in which a sign without which a text has no structure is looked for at once.
const BLOCK: usize = 64;

/// The spans of a text that are not prose, sorted and disjoint. O(bytes).
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut searches = Searches::default();
    let mut at = 0;
    if let Some(end) = markdown::front_matter(text) {
        spans.push(0..end);
        at = end;
    }
    while let Some(sign) = next_sign(text.as_bytes(), at) {
        let found = match text.as_bytes()[sign] {
            b'<' => html::markup(text, sign, &mut searches),
            b'`' | b'~' => markdown::code(text, sign, &mut searches),
            b']' => markdown::destination(text, sign),
            _ => address::address(text, at, sign),
        };
        match found {
            Found::Span(span) => {
                at = span.end;
                spans.push(span);
            }
            Found::Nothing { end } => at = end,
        }
    }
    spans
}

/// What a sign turned out to be.
enum Found {
    /// It is part of this span, which begins no earlier than the search.
    Span(Range<usize>),
    /// Prose up to here.
    Nothing { end: usize },
}

/// The first `<`, `` ` ``, `~` or `]`, or `:` of `://`, from `at`.
fn next_sign(text: &[u8], mut at: usize) -> Option<usize> {
    let is_sign = |byte: &u8| matches!(byte, b'<' | b'`' | b'~' | b']' | b':');
    // Without a branch inside, which the compiler turns into wide comparisons.
    let is_empty = |block: &[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is_sign(byte));
    loop {
        let rest = text.get(at..)?;
        let blocks = rest.as_chunks().0.iter();
        at += blocks.take_while(|block| is_empty(block)).count() * BLOCK;
        let rest = text.get(at..)?;
        // Nearly all texts end here.
        if rest.len() < BLOCK && text.last_chunk().is_some_and(is_empty) {
            return None;
        }
        let Some(found) = rest.iter().take(BLOCK).position(is_sign) else {
            if rest.len() < BLOCK {
                return None;
            }
            at += BLOCK;
            continue;
        };
        at += found;
        if text[at] != b':' || text[at..].starts_with(b"://") {
            return Some(at);
        }
        at += 1;
    }
}

/// Searches to the end of the text that found nothing, so that nobody repeats them and time stays linear.
#[derive(Debug, Default)]
struct Searches {
    failed: Vec<&'static str>,
    /// For each of the two marks of fences, the least length that nothing closes.
    fences: [Option<usize>; 2],
}

impl Searches {
    /// Where `needle` stands next, in ASCII of any case.
    fn find(&mut self, text: &str, from: usize, needle: &'static str) -> Option<usize> {
        if self.failed.contains(&needle) {
            return None;
        }
        let bytes = text.as_bytes().get(from..)?;
        let first = needle.as_bytes()[0];
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| *byte == first) {
            at += found;
            let here = bytes[at..].get(..needle.len());
            if here.is_some_and(|here| here.eq_ignore_ascii_case(needle.as_bytes())) {
                return Some(from + at);
            }
            at += 1;
        }
        self.failed.push(needle);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::jumbles::jumbles;

    fn found(text: &str) -> Vec<&str> {
        spans(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn html_is_found() {
        assert_eq!(
            found("<p class=\"里>面\">后面<br/>的<CODE>头发</Code>。<!-- 干 -->了"),
            [
                "<p class=\"里>面\">",
                "<br/>",
                "<CODE>头发</Code>",
                "<!-- 干 -->"
            ]
        );
        assert_eq!(found("<style>里</style >面"), ["<style>里</style >"]);
        assert_eq!(found("a<b且c>d，1<2，<小标题>，<b 且\n\n"), [""; 0]);
        assert_eq!(found("<code>没有完"), ["<code>"]);
        assert_eq!(found("<!-- 没有完"), [""; 0]);
    }

    #[test]
    fn markdown_is_found() {
        assert_eq!(
            found("用`里面`和``a`后``，见[后面](里面.md \"题\")和`"),
            ["`里面`", "``a`后``", "里面.md"]
        );
        assert_eq!(
            found("前\n```rust\n// 后面\n```\n后\n~~~\n里\n~~~~"),
            ["```rust\n// 后面\n```\n", "~~~\n里\n~~~~"]
        );
        assert_eq!(found("> ```\n> 里\n> ```\n面"), ["```\n> 里\n> ```\n"]);
        assert_eq!(found("```\n没有完\n~~~~~~~~\n里\n~~~~~~~~\n"), [""; 0]);
        assert_eq!(found("[后]: ./里面 (题)\n"), ["./里面"]);
        assert_eq!(found("正文[1](见后，另见里面)"), [""; 0]);
        assert_eq!(
            found("---\ntitle: 后面\ntags:\n- 里\n---\n正文---"),
            ["---\ntitle: 后面\ntags:\n- 里\n---\n"]
        );
        assert_eq!(found("---\n后面没有标题\n---\n"), [""; 0]);
    }

    #[test]
    fn addresses_are_found() {
        assert_eq!(
            found("见https://a.cn/里/b?c=后#d，（http://例子.中国）和ftp://b.com查看：//"),
            [
                "https://a.cn/里/b?c=后#d",
                "http://例子.中国",
                "ftp://b.com"
            ]
        );
    }

    #[test]
    fn spans_are_sorted_and_disjoint_whatever_stands_there() {
        for text in jumbles("<>`~]([)：:/ \n后a\"-!codes=", 24, 20_000) {
            let mut end = 0;
            for span in spans(&text) {
                assert!(end <= span.start && span.start < span.end, "{text:?}");
                assert!(text.get(span.clone()).is_some(), "{text:?}");
                end = span.end;
            }
        }
    }
}
