//! `mingwen repair`.

use std::process::ExitCode;

use mingwen::{Glossed, Repairer};

use crate::arguments::Repair;
use crate::job;

pub(crate) fn run(arguments: &Repair) -> ExitCode {
    let mut builder = Repairer::builder()
        .profile(arguments.profile.into())
        .encoding(arguments.work.from)
        .escapes(arguments.escapes.into())
        .readings(arguments.readings.into());
    if let Some(least) = arguments.certainty {
        builder = builder.certainty(least.into());
    }
    if let Some(least) = arguments.probability {
        builder = builder.probability(least);
    }
    if let Some(config) = arguments.to {
        builder = builder.script(config);
    }
    if let Some((written, read)) = arguments.misread {
        builder = builder.misread(written, read);
    }
    if arguments.original {
        builder = builder.glossed(Glossed::Original);
    }
    job::run(builder.build(), &arguments.work)
}
