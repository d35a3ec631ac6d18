//! The order of the stages, and nothing else.

use std::borrow::Cow;

use crate::damage::{destroyed, escape, gloss, mojibake};
use crate::edit::{Cause, Certainty, Left, Record, Rewriter};
use crate::name::{Choice, Config};
use crate::normalize;
use crate::profile::{Operation, Profile, Treatment};
use crate::script::{self, Habits};
use crate::settings::{Damage, Escapes, Glossed, Readings, Settings};

/// How often a stage may find something more in its own result before it counts as unsettled. Each
/// round takes damage away, and one round suffices for nearly all text; lines that are damaged in many ways,
/// 862 in one text, took four, because each line is read by what those before it were. With eight, the worst
/// text takes twice as long.
const MAX_ROUNDS: usize = 5;

/// Runs every stage over `text`; the account is a [`Report`](crate::Report) or `()`.
pub(crate) fn run<'t, R: Record>(text: &'t str, settings: &Settings) -> (Cow<'t, str>, R) {
    run_with(text, settings, |_, _| {})
}

/// The same, with a look in between at the text before its script is converted, and the account so far:
/// what is cut off there has no part in the rest.
pub(crate) fn run_with<'t, R: Record>(
    text: &'t str,
    settings: &Settings,
    look: impl FnOnce(&mut Cow<'t, str>, &mut R),
) -> (Cow<'t, str>, R) {
    let mut flow = Flow {
        text: Cow::Borrowed(text),
        record: R::unchanged(text.len()),
        settings,
    };
    let is_left = text.len() > settings.limits.input_bytes;
    match is_left {
        true => flow.record = left_whole(text, Cause::InputBytes),
        false => flow.repair(),
    }
    look(&mut flow.text, &mut flow.record);
    if !is_left {
        flow.render();
    }
    (flow.text, flow.record)
}

/// A text on its way through the stages, with the account so far.
struct Flow<'t, 's, R> {
    text: Cow<'t, str>,
    record: R,
    settings: &'s Settings,
}

impl<R: Record> Flow<'_, '_, R> {
    /// Runs every stage that looks for something wrong.
    fn repair(&mut self) {
        let settings = self.settings;
        let mends = settings.damage != Damage::Leave;
        if mends && settings.escapes == Escapes::All {
            // One layer: what is behind another is somebody's text about escapes.
            self.pass(escape::others);
        }
        let is_known = mends && settings.readings == Readings::SplicedIn;
        let was_glossed = self.mend() || is_known;
        if was_glossed && settings.glossed == Glossed::Original {
            self.pass(script::restore_original);
        }
        if mends && R::IS_READ {
            self.pass(destroyed::mark);
        }
        if R::IS_READ {
            self.observe();
        }
        // A script that the caller asked for is no finding.
        self.record.weigh(settings.budget);
    }

    /// Gives the text the marks and the script that the caller asked for.
    fn render(&mut self) {
        let settings = self.settings;
        if let Some(style) = script::quotation_style(settings.quotes, settings.script) {
            self.pass(|text, out| script::convert_quotes(text, style, out));
        }
        if let Some(config) = settings.script {
            self.convert(config);
        }
    }

    /// Undoes all damage, normalizes, and says whether the text was glossed. What one stage mends may
    /// show another one something new, so they come to rest together or not at all.
    fn mend(&mut self) -> bool {
        let mut flow = Flow {
            text: Cow::Borrowed(&*self.text),
            record: R::unchanged(self.text.len()),
            settings: self.settings,
        };
        let mends = self.settings.damage != Damage::Leave;
        let misread = self.settings.misread;
        let mut was_glossed = false;
        let mut last = None;
        for rounds in 1.. {
            // What was left has to be found again.
            let settled = last.filter(|_| !flow.record.has_left());
            flow.record.forget_left();
            // What was misread may have been escaped then.
            let was_escaped = mends && flow.unescape();
            // Half a character beside a splice looks misread; the gloss repair knows better.
            let is_glossed = mends && flow.take_out_readings();
            // Text in which it came to rest has no more of it; only an account has to find again what is left.
            let is_new = rounds == 1 || was_escaped || is_glossed || last.is_some() || R::IS_READ;
            let was_misread =
                mends && is_new && flow.settle(|text, out| mojibake::repair(text, misread, out));
            was_glossed |= is_glossed;
            let was_mended = was_misread || is_glossed || was_escaped;
            last = flow.normalize(settled.filter(|_| !was_mended));
            if !was_mended && last.is_none() {
                break;
            }
            if rounds == MAX_ROUNDS {
                flow.text = Cow::Borrowed(&*self.text);
                flow.record = left_whole(&self.text, Cause::Unsettled);
                was_glossed = false;
                break;
            }
        }
        let Flow { text, record, .. } = flow;
        let changed = match text {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        };
        self.record = std::mem::take(&mut self.record).then(record);
        self.take(changed);
        was_glossed
    }

    /// Takes readings out that were spliced in, and says whether there were any.
    fn take_out_readings(&mut self) -> bool {
        match self.settings.readings {
            Readings::Judged => self.settle(gloss::repair),
            Readings::SplicedIn => self.settle(gloss::repair_known),
            Readings::Written => false,
        }
    }

    /// Runs every operation that is to be applied once and says which of them changed something last.
    ///
    /// `settled` is the one that did so the last time, if the text is still what it made of it: if all up to
    /// it find nothing more, those behind it need no second look, for they have seen this text.
    fn normalize(&mut self, settled: Option<Operation>) -> Option<Operation> {
        let mut last = None;
        for operation in self.operations(Treatment::Apply) {
            let is_last = settled == Some(operation);
            if last.is_none() && is_last && normalize::comes_to_rest(operation) {
                break;
            }
            let profile = self.settings.profile;
            if self.pass(|text, out| normalize::describe(operation, profile, text, out)) {
                last = Some(operation);
            }
            if last.is_none() && is_last {
                break;
            }
        }
        last
    }

    /// Writes down what the stages that are only to report would change.
    fn observe(&mut self) {
        if self.settings.profile == Profile::Archive
            && self.settings.damage != Damage::Leave
            && self.settings.escapes != Escapes::Leave
        {
            self.note(escape::references);
        }
        for operation in self.operations(Treatment::Report) {
            let profile = self.settings.profile;
            self.note(|text, out| normalize::describe(operation, profile, text, out));
        }
    }

    /// Writes down what a stage would change.
    fn note(&mut self, stage: impl Fn(&str, &mut Rewriter<'_, R>)) {
        let mut rewriter = Rewriter::observing(&self.text);
        stage(&self.text, &mut rewriter);
        let (_, record) = rewriter.finish();
        self.record = std::mem::take(&mut self.record).then(record);
    }

    fn operations(&self, treatment: Treatment) -> impl Iterator<Item = Operation> + use<R> {
        let treatments = self.settings.treatments;
        let all = Operation::ALL.into_iter();
        all.filter(move |operation| treatments.of(*operation) == treatment)
    }

    /// Undoes character references and says whether there were any.
    fn unescape(&mut self) -> bool {
        if self.settings.profile == Profile::Archive {
            return false;
        }
        let has_references = match self.settings.escapes {
            Escapes::References => self.settle(escape::references),
            Escapes::All => self.settle(escape::all_references),
            Escapes::Leave => return false,
        };
        self.pass(escape::backslashes) | has_references
    }

    /// Runs a stage once and says whether it changed anything.
    fn pass(&mut self, stage: impl Fn(&str, &mut Rewriter<'_, R>)) -> bool {
        let (changed, record) = round(&self.text, self.settings, stage);
        self.record = std::mem::take(&mut self.record).then(record);
        self.take(changed)
    }

    /// Runs a stage until it finds nothing more, so that repairing twice is repairing once, and says
    /// whether it changed anything. If it does not come to rest, its changes are left out.
    fn settle(&mut self, mut stage: impl FnMut(&str, &mut Rewriter<'_, R>)) -> bool {
        let (mut changed, mut record) = round(&self.text, self.settings, &mut stage);
        for rounds in 1.. {
            let Some(now) = &changed else { break };
            if rounds == MAX_ROUNDS {
                (changed, record) = (None, left_whole(&self.text, Cause::Unsettled));
                break;
            }
            let (next, more) = round(now, self.settings, &mut stage);
            // What is still left, this round found again.
            record.forget_left();
            record = record.then(more);
            match next {
                None => break,
                next => changed = next,
            }
        }
        self.record = std::mem::take(&mut self.record).then(record);
        self.take(changed)
    }

    /// Converts the script. Without edits that is several times faster; they are needed for an account,
    /// where a text can have more of them than allowed, and where how certain they are decides.
    fn convert(&mut self, config: Config) {
        let least = self.settings.certainty;
        let by_context = |only| Some(Habits::new(only, &self.settings.preferred));
        let (habits, all_count) = match self.settings.choice {
            Choice::Exact => (None, true),
            Choice::Context => (by_context(false), least <= Certainty::Inferred),
            Choice::ContextIfCertain => (by_context(true), least == Certainty::Inferred),
        };
        if R::IS_READ || self.settings.limits.edits < self.text.len() || !all_count {
            self.pass(|text, out| match &habits {
                None => script::convert_edits(text, config, out),
                Some(habits) => script::convert_edits_by_context(text, config, habits, out),
            });
            return;
        }
        let converted = match &habits {
            None => script::convert(&self.text, config),
            Some(habits) => script::convert_by_context(&self.text, config, habits),
        };
        if let Cow::Owned(converted) = converted {
            self.text = Cow::Owned(converted);
        }
    }

    fn take(&mut self, changed: Option<String>) -> bool {
        match changed {
            None => false,
            Some(changed) => {
                self.text = Cow::Owned(changed);
                true
            }
        }
    }
}

/// What a stage makes of a text, if it changes it, and the account.
fn round<R: Record>(
    text: &str,
    settings: &Settings,
    mut stage: impl FnMut(&str, &mut Rewriter<'_, R>),
) -> (Option<String>, R) {
    let mut rewriter = Rewriter::new(text, settings.certainty, settings.limits.edits)
        .filling_from(settings.least_probability);
    stage(text, &mut rewriter);
    let (text, record) = rewriter.finish();
    match text {
        Cow::Borrowed(_) => (None, record),
        Cow::Owned(text) => (Some(text), record),
    }
}

/// The account of a text that is left as it is.
pub(crate) fn left_whole<R: Record>(text: &str, cause: Cause) -> R {
    let mut record = R::unchanged(text.len());
    record.left(Left {
        source: 0..text.len(),
        reason: None,
        cause,
    });
    record
}
