//! `mingwen convert`.

use std::process::ExitCode;

use mingwen::{Damage, Repairer};

use crate::ambiguous;
use crate::arguments::Convert;
use crate::job;

pub(crate) fn run(arguments: &Convert) -> ExitCode {
    if arguments.ambiguous {
        return ambiguous::run(arguments);
    }
    let builder = Repairer::builder()
        .encoding(arguments.work.from)
        .damage(Damage::Leave)
        .script(arguments.to)
        .choice(arguments.choice.into())
        .quotes(arguments.quotes.into());
    job::run(builder.build(), &arguments.work)
}
