//! What only a table of replacements folds: `。` to `. `, quotation marks to `"`, the dash to `--`.

use std::ops::Range;

use super::super::class::Class;
use super::find::{Found, Standing};
use super::mark::Mark;

/// Appends the stops, quotation marks and dashes of a document that a table had folded.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let mut push = |span: Range<usize>, mark, with| {
            found.push(Found {
                span: start + span.start..start + span.end,
                mark,
                with,
                standing: Standing::Firm,
            });
        };
        find_in_line(body, &mut push);
        start += line.len();
    }
}

fn find_in_line(body: &str, push: &mut impl FnMut(Range<usize>, Mark, &'static str)) {
    // An odd number says nothing of which are pairs.
    let has_pairs = body.matches('"').count().is_multiple_of(2);
    let mut is_open = false;
    for (at, one) in body.match_indices(['.', '"', '-']) {
        let end = at + 1;
        match one {
            "." if Class::before(body, at) == Class::Han || body[..at].ends_with('"') => {
                match Class::behind(body, end) {
                    Class::Space if body[end..].starts_with(' ') => {
                        push(at..end + 1, Mark::Stop, "。");
                    }
                    Class::Edge => push(at..end, Mark::Stop, "。"),
                    _ => {}
                }
            }
            "\"" if has_pairs => {
                is_open = !is_open;
                push(at..end, Mark::Quote, if is_open { "“" } else { "”" });
            }
            "-" if body[end..].starts_with('-')
                && Class::before(body, at) == Class::Han
                && Class::behind(body, end + 1) == Class::Han =>
            {
                push(at..end + 1, Mark::Dash, "——");
            }
            _ => {}
        }
    }
}
