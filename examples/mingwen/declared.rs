//! What a text says of its own encoding, which is no longer true once it is UTF-8.

use mingwen::Encoding;

/// Bytes in which pages, programs and mails say it.
const HEAD: usize = 1 << 10;

/// The label of another encoding than UTF-8 that the head of a text declares: `charset=gb2312`,
/// `encoding="big5"`, `coding: gbk`.
pub(crate) fn label(text: &str) -> Option<&str> {
    let end = (0..=HEAD.min(text.len())).rfind(|&end| text.is_char_boundary(end));
    let head = text.get(..end?)?;
    let words = ["charset", "encoding", "coding"];
    let ends = words
        .iter()
        .filter_map(|word| Some(head.find(word)? + word.len()));
    ends.filter_map(|end| {
        let behind = head.get(end..)?.trim_start();
        let value = behind.strip_prefix(['=', ':', ' ']).unwrap_or(behind);
        let value = value.trim_start_matches(['"', '\'', ' ']);
        let is_end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let label = value.split(is_end).next()?;
        let is_other = |&encoding: &Encoding| encoding != Encoding::Utf8;
        Encoding::for_label(label).filter(is_other).map(|_| label)
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_programs_and_mails_declare() {
        for (text, expected) in [
            ("<meta charset=\"gb2312\">", Some("gb2312")),
            ("<?xml version=\"1.0\" encoding='big5'?>", Some("big5")),
            ("# -*- coding: gbk -*-", Some("gbk")),
            ("# vim: set fileencoding=cp936 :", Some("cp936")),
            ("@charset \"gbk\";", Some("gbk")),
            ("Content-Type: text/plain; charset=GB2312", Some("GB2312")),
            ("<meta charset=\"utf-8\">", None),
            ("encoding of characters", None),
            ("中文", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }
}
