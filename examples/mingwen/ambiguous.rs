//! `mingwen convert --ambiguous`: what a proofreader should look at.

use std::ops::Range;
use std::process::ExitCode;

use mingwen::{Cause, Choice, Converter, ConverterBuilder, Damage, Decision, Repairer};

use crate::arguments::Convert;
use crate::error::Failure;
use crate::input::Input;
use crate::messages::Messages;
use crate::output::Output;

/// What is less probable is in doubt.
const DOUBT: f32 = 0.9;

/// Characters of context on either side.
const CONTEXT: usize = 8;

pub(crate) fn run(arguments: &Convert) -> ExitCode {
    let mut messages = Messages::default();
    let mut output = Output::raw();
    for input in Input::from_arguments(&arguments.work.files) {
        if let Err(failure) = list(arguments, &input, &mut output) {
            messages.fail(&failure);
            if failure.is_final() {
                break;
            }
        }
    }
    messages.status()
}

fn list(arguments: &Convert, input: &Input, output: &mut Output) -> Result<(), Failure> {
    let reader = Repairer::builder()
        .encoding(arguments.work.from)
        .damage(Damage::Leave)
        .build()?;
    let bytes = input.read()?;
    let text = reader.repair_bytes(&bytes).text;
    let mut doubts = unpaired(arguments, &text)?;
    doubts.extend(undecided(arguments, &text));
    doubts.sort_by_key(|(source, _)| source.start);
    let (mut line, mut start, mut seen) = (1, 0, 0);
    for (source, what) in doubts {
        for (at, _) in text[seen..source.start].match_indices('\n') {
            line += 1;
            start = seen + at + 1;
        }
        seen = source.start;
        let column = text[start..seen].chars().count() + 1;
        let place = format!("{}:{line}:{column}", input.name());
        output.write(row(&place, &text, source, &what).as_bytes())?;
    }
    output.flush()
}

/// A place in doubt, and what to say of it.
type Doubt = (Range<usize>, String);

/// Characters that the text around does not decide.
fn undecided(arguments: &Convert, text: &str) -> Vec<Doubt> {
    let builder = Converter::builder(arguments.to).choice(Choice::Context);
    let preferred = arguments
        .prefer
        .iter()
        .flat_map(|spellings| spellings.chars());
    let converter = preferred.fold(builder, ConverterBuilder::prefer).build();
    let is_doubtful = |decision: &Decision| {
        let best = decision.alternatives.first();
        best.is_some_and(|best| best.probability < DOUBT)
    };
    let doubtful = converter.decisions(text).into_iter().filter(is_doubtful);
    let said = doubtful.map(
        |Decision {
             source,
             alternatives,
             ..
         }| {
            let alternatives = alternatives
                .iter()
                .map(|of| format!("  {} {:.2}", of.character, of.probability));
            (source, alternatives.collect())
        },
    );
    said.collect()
}

/// Quotation marks that pair with no other, where marks are to change.
fn unpaired(arguments: &Convert, text: &str) -> Result<Vec<Doubt>, Failure> {
    let pairer = Repairer::builder()
        .damage(Damage::Leave)
        .script(arguments.to)
        .quotes(arguments.quotes.into())
        .build()?;
    let report = pairer.repair(text).report;
    let unpaired = report
        .left()
        .iter()
        .filter(|left| left.cause == Cause::Unpaired);
    let said = unpaired.map(|left| (left.source.clone(), "  no other mark pairs with it".into()));
    Ok(said.collect())
}

/// One line of the list.
fn row(place: &str, text: &str, source: Range<usize>, what: &str) -> String {
    let before = text[..source.start].chars().rev();
    let mut before: Vec<char> = before.take_while(|c| *c != '\n').take(CONTEXT).collect();
    before.reverse();
    let before: String = before.into_iter().collect();
    let after = text[source.end..].chars();
    let after: String = after.take_while(|c| *c != '\n').take(CONTEXT).collect();
    format!("{place}: {before}[{}]{after}{what}\n", &text[source])
}
