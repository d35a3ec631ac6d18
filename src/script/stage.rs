//! Script conversion as the last stage of a repair, accounting for each replacement.

use super::engine::Engine;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::Config;

/// Describes the conversion of `text` to `out`: one change for each character or phrase that
/// becomes another. O(bytes).
pub(crate) fn convert_edits<R: Record>(text: &str, config: Config, out: &mut Rewriter<'_, R>) {
    Engine::shared(config).trace(text, |source, with, replaced| {
        if text.get(source.clone()) != Some(with) {
            out.replace(&Change {
                source,
                with,
                reasons: &[Reason::Script { config, replaced }],
                // OpenCC's own rules, to the letter.
                certainty: Certainty::Proved,
                probability: None,
                inferred: &[],
            });
        }
    });
}
