//! Script conversion as the last stage of a repair, accounting for each replacement.

use super::engine::Engine;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::Config;

/// Describes the conversion of `text` to `out`: one change for each character or phrase that
/// becomes another. O(bytes).
pub(crate) fn convert_edits<R: Record>(text: &str, config: Config, out: &mut Rewriter<'_, R>) {
    let engine = Engine::of(config, true);
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = engine.first_suspect(bytes, from) {
        let window = engine.window(bytes, from, at);
        let trace = engine.sequential.trace(&bytes[window.clone()]);
        // The plain engine turns UTF-8 into UTF-8.
        let converted = String::from_utf8_lossy(&trace.text);
        let (mut taken, mut given) = (window.start, 0);
        for piece in &trace.pieces {
            let source = taken..taken + piece.taken;
            let with = converted
                .get(given..given + piece.given)
                .unwrap_or_default();
            taken = source.end;
            given += piece.given;
            if text.get(source.clone()) != Some(with) {
                out.replace(&Change {
                    source,
                    with,
                    reasons: &[Reason::Script {
                        config,
                        replaced: piece.kind,
                    }],
                    // OpenCC's own rules, to the letter.
                    certainty: Certainty::Proved,
                    probability: None,
                });
            }
        }
        from = window.end;
    }
}
