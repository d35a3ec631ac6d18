//! `mingwen repair`.

use std::process::ExitCode;

use mingwen::{Damage, Glossed, Repairer};

use crate::arguments::Repair;
use crate::job;

pub(crate) fn run(arguments: &Repair) -> ExitCode {
    let mut builder = Repairer::builder()
        .encoding(arguments.work.from)
        .certainty(arguments.certainty.into())
        .escapes(arguments.escapes.into());
    if let Some(config) = arguments.to {
        builder = builder.script(config);
    }
    if arguments.thorough {
        builder = builder.damage(Damage::Thorough);
    }
    if arguments.original {
        builder = builder.glossed(Glossed::Original);
    }
    job::run(builder.build(), &arguments.work)
}
