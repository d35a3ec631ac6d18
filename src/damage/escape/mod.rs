//! Characters written out in ASCII: `&#20013;&#25991;`, `\u4E2D`, `%E4%B8%AD`.
//!
//! **What happened.** A program wrote characters in a notation that another one should have read, and
//! nobody read it; or each of two programs escaped, and only one was undone.
//!
//! **How we know.** Each notation has a form, and what it says must be text: bytes are valid in an
//! encoding and Chinese by the character model ([`octets`]), numbers are of characters.
//!
//! **What we do.** Character references to characters beyond ASCII are undone by default, to the end
//! of their layers, and so are backslashes that stand in the way of characters ([`backslash`]). The other
//! notations belong into programs, addresses and mail, and are undone only
//! where the caller says that the input is escaped, one layer of them ([`Escapes`](crate::Escapes)).
//! Where bytes were taken for characters first and those were escaped, the bytes are read.
//!
//! **When we refrain.** In code, addresses and markup, and where people write about escapes
//! ([`context`]). References make no `&`, `<`, `>`, `"` or `'`; nothing makes control characters.
//!
//! ```
//! use mingwen::{Escapes, Repairer};
//!
//! assert_eq!(mingwen::repair("&#35831;&#36755;&#20837;密码"), "请输入密码");
//! assert_eq!(mingwen::repair("“中”在网页里写作 &#20013;"), "“中”在网页里写作 &#20013;");
//!
//! let all = Repairer::builder().escapes(Escapes::All).build()?;
//! assert_eq!(all.repair(r"\u8bf7\u8f93\u5165\u5bc6\u7801").text, "请输入密码");
//! assert_eq!(all.repair("%C7%EB%CA%E4%C8%EB%C3%DC%C2%EB").text, "请输入密码");
//! # Ok::<(), mingwen::Error>(())
//! ```

mod backslash;
mod byte_escape;
mod context;
mod encoded_word;
mod judge;
mod octets;
mod percent;
mod punycode;
mod quoted_printable;
mod reference;
mod references;
mod seven_bits;
mod unicode_escape;

use context::Context;
use octets::{Octet, Piece};

use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::{Encoding, Notation};

/// Describes the repair of character references. O(bytes); text without `&` costs a scan.
pub(crate) fn references<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    references::repair(text, false, out);
}

/// The same where the text is known to be escaped.
pub(crate) fn all_references<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    references::repair(text, true, out);
}

/// Describes the repair of backslashes that an escaping of bytes put into characters. O(bytes); text without
/// one costs a scan.
pub(crate) fn backslashes<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    backslash::repair(text, out);
}

/// Describes the repair of one layer of all other notations. O(bytes).
pub(crate) fn others<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let bytes = text.as_bytes();
    let mut context = Context::new(text);
    let mut at = 0;
    // Where the line ends that is known not to be HZ, and the one that is not UTF-7.
    let mut barren = [0; 2];
    while let Some(start) = next(bytes, at, begins) {
        at = start + 1;
        let of_lines = match bytes.get(start..) {
            Some([b'~', b'{', ..]) => barren.first_mut(),
            Some([b'+', ..]) => barren.last_mut(),
            _ => None,
        };
        if of_lines.as_ref().is_some_and(|end| start < **end) {
            continue;
        }
        let step = Step::at(text, start);
        if let Some(end) = of_lines.filter(|_| step.said.is_empty()) {
            *end = step.end;
            continue;
        }
        at = step.end.max(at);
        for (encoding, piece) in &step.said {
            if context.bars(&piece.source, &piece.text, step.notation) {
                continue;
            }
            out.replace(&Change {
                source: piece.source.clone(),
                with: &piece.text,
                reasons: &[Reason::Escaped {
                    notation: step.notation,
                    encoding: *encoding,
                }],
                certainty: Certainty::Proved,
                probability: None,
                inferred: &[],
            });
        }
    }
}

/// The next byte, from `at` on, that a notation may begin with.
fn next(bytes: &[u8], mut at: usize, begins: impl Fn(u8) -> bool) -> Option<usize> {
    /// Bytes looked at together, without a branch, so that the compiler makes vectors of it.
    const BLOCK: usize = 128;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>)
        && block
            .iter()
            .fold(0, |any, &byte| any | u8::from(begins(byte)))
            == 0
    {
        at += BLOCK;
    }
    let ahead = bytes.get(at..)?.iter().position(|&byte| begins(byte))?;
    Some(at + ahead)
}

/// What a notation begins with. Without a branch.
#[inline(always)]
fn begins(byte: u8) -> bool {
    (byte == b'\\')
        | (byte == b'%')
        | (byte == b'=')
        | (byte == b'~')
        | (byte == b'+')
        | (byte == b'$')
        | (byte == b'x')
}

/// What stands at a place.
struct Step {
    notation: Notation,
    /// How far was read.
    end: usize,
    said: Vec<(Option<Encoding>, Piece)>,
}

impl Step {
    fn at(text: &str, at: usize) -> Self {
        let bytes = text.as_bytes();
        match bytes.get(at..).unwrap_or_default() {
            [b'%', b'u', ..] => Self::units(Notation::PercentUnicode, bytes, at),
            [b'%', ..] => Self::run(Notation::Percent, bytes, at, percent::octet),
            [b'\\', ..] => {
                let depth = byte_escape::backslashes(bytes, at);
                if bytes.get(at + depth) == Some(&b'u') {
                    return Self::units(Notation::Unicode, bytes, at);
                }
                let octet = |bytes: &[u8], at| byte_escape::octet(bytes, at, depth);
                let step = Self::run(Notation::Byte, bytes, at, octet);
                let end = step.end.max(at + depth);
                Self { end, ..step }
            }
            [b'=', b'?', ..] => {
                let (end, said) = encoded_word::read(text, at);
                let said = said.map(|(encoding, piece)| (Some(encoding), piece));
                Self::one(Notation::EncodedWord, end, said)
            }
            [b'=', ..] => Self::run(
                Notation::QuotedPrintable,
                bytes,
                at,
                quoted_printable::octet,
            ),
            [b'~', b'{', ..] => {
                let (end, said) = seven_bits::read(text, at, Notation::Hz);
                Self::one(Notation::Hz, end, said.map(|piece| (None, piece)))
            }
            [b'+', ..] => {
                let (end, said) = seven_bits::read(text, at, Notation::Utf7);
                Self::one(Notation::Utf7, end, said.map(|piece| (None, piece)))
            }
            [b'$', b'A', ..] => {
                let (end, said) = seven_bits::read_stripped(text, at);
                Self::one(
                    Notation::StrippedIso2022,
                    end,
                    said.map(|piece| (None, piece)),
                )
            }
            [b'x', b'n', b'-', b'-', ..] => {
                let (end, said) = punycode::read(text, at);
                Self::one(Notation::Punycode, end, said.map(|piece| (None, piece)))
            }
            _ => Self::one(Notation::Percent, at + 1, None),
        }
    }

    fn one(notation: Notation, end: usize, said: Option<(Option<Encoding>, Piece)>) -> Self {
        Self {
            notation,
            end,
            said: said.into_iter().collect(),
        }
    }

    fn units(notation: Notation, bytes: &[u8], at: usize) -> Self {
        let (end, said) = unicode_escape::read(bytes, at);
        Self {
            notation,
            end,
            said: said.into_iter().map(|piece| (None, piece)).collect(),
        }
    }

    /// A run of octets, over the ASCII of the line between them.
    fn run(
        notation: Notation,
        bytes: &[u8],
        at: usize,
        octet: impl Fn(&[u8], usize) -> Option<Octet>,
    ) -> Self {
        let sign = bytes
            .get(at)
            .copied()
            .filter(|_| octet(bytes, at).is_some());
        let Some(sign) = sign else {
            return Self::one(notation, at + 1, None);
        };
        let mut octets = Vec::new();
        // What the run is without the ASCII behind its last escape.
        let (mut len, mut end) = (0, at);
        let mut next = at;
        while let Some(&byte) = bytes.get(next) {
            let escaped = octet(bytes, next).filter(|_| byte == sign);
            let is_control = |o: &Octet| o.value.is_some_and(|value| value.is_ascii_control());
            if escaped.as_ref().is_some_and(is_control)
                || escaped.is_none() && (byte.is_ascii_control() || !byte.is_ascii())
            {
                break;
            }
            let octet = escaped.unwrap_or_else(|| Octet::plain(byte, next));
            next = octet.end;
            octets.push(octet);
            if escaped.is_some() {
                (len, end) = (octets.len(), next);
            }
        }
        // The second byte of the last character may be a letter.
        octets.truncate(len + 1);
        let readings = octets::read(&octets);
        let said = readings.into_iter().flat_map(|(encoding, pieces)| {
            pieces.into_iter().map(move |piece| (Some(encoding), piece))
        });
        let said: Vec<_> = said.collect();
        let last = said.last().map_or(end, |(_, piece)| piece.source.end);
        Self {
            notation,
            end: end.max(last),
            said,
        }
    }
}
