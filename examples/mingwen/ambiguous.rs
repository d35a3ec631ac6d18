//! `mingwen convert --ambiguous`: what a proofreader should look at.

use std::fmt::Write as _;
use std::process::ExitCode;

use mingwen::{Choice, Converter, Damage, Decision, Repairer};

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
    let converter = Converter::builder(arguments.to)
        .choice(Choice::Context)
        .build();
    let bytes = input.read()?;
    let text = reader.repair_bytes(&bytes).text;
    let (mut line, mut start, mut seen) = (1, 0, 0);
    for decision in converter.decisions(&text) {
        let best = decision.alternatives.first();
        if best.is_none_or(|best| best.probability >= DOUBT) {
            continue;
        }
        for (at, _) in text[seen..decision.source.start].match_indices('\n') {
            line += 1;
            start = seen + at + 1;
        }
        seen = decision.source.start;
        let column = text[start..seen].chars().count() + 1;
        let place = format!("{}:{line}:{column}", input.name());
        output.write(row(&place, &text, &decision).as_bytes())?;
    }
    output.flush()
}

/// One line of the list.
fn row(place: &str, text: &str, decision: &Decision) -> String {
    let source = decision.source.clone();
    let before = text[..source.start].chars().rev();
    let mut before: Vec<char> = before.take_while(|c| *c != '\n').take(CONTEXT).collect();
    before.reverse();
    let before: String = before.into_iter().collect();
    let after = text[source.end..].chars();
    let after: String = after.take_while(|c| *c != '\n').take(CONTEXT).collect();
    let mut row = format!("{place}: {before}[{}]{after}", &text[source]);
    for alternative in &decision.alternatives {
        // Writing to a `String` cannot fail.
        let _ = write!(
            row,
            "  {} {:.2}",
            alternative.character, alternative.probability
        );
    }
    row.push('\n');
    row
}
