//! `mingwen normalize`.

use std::process::ExitCode;

use mingwen::{Damage, Repairer};

use crate::arguments::Normalize;
use crate::job;

pub(crate) fn run(arguments: &Normalize) -> ExitCode {
    let builder = Repairer::builder()
        .profile(arguments.profile.into())
        .encoding(arguments.work.from)
        .damage(Damage::Leave);
    job::run(builder.build(), &arguments.work)
}
