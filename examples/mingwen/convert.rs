//! `mingwen convert`.

use std::process::ExitCode;

use mingwen::{Damage, Repairer, RepairerBuilder};

use crate::ambiguous;
use crate::arguments::{Choice, Convert};
use crate::error::Failure;
use crate::job;
use crate::messages::Messages;

pub(crate) fn run(arguments: &Convert) -> ExitCode {
    if arguments.ambiguous {
        return ambiguous::run(arguments);
    }
    if arguments.prefer.is_some() && arguments.choice == Choice::Exact {
        let mut messages = Messages::default();
        messages.fail(&Failure::PreferExact);
        return messages.status();
    }
    let builder = Repairer::builder()
        .encoding(arguments.work.from)
        .damage(Damage::Leave)
        .script(arguments.to)
        .choice(arguments.choice.into())
        .quotes(arguments.quotes.into());
    let preferred = arguments
        .prefer
        .iter()
        .flat_map(|spellings| spellings.chars());
    let builder = preferred.fold(builder, RepairerBuilder::prefer);
    job::run(builder.build(), &arguments.work)
}
