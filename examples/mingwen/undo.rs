//! `mingwen undo`: a file as it was before a repair.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use mingwen::Patch;

use crate::arguments::Undo;
use crate::error::Failure;
use crate::jsonl::BOM;
use crate::messages::Messages;
use crate::replacement::Replacement;

pub(crate) fn run(arguments: &Undo) -> ExitCode {
    let mut messages = Messages::default();
    if let Err(failure) = undo(arguments) {
        messages.fail(&failure);
    }
    messages.status()
}

fn undo(arguments: &Undo) -> Result<(), Failure> {
    let read = |path: &Path| fs::read(path).map_err(|error| Failure::file(path, error));
    let foreign = |error| Failure::Foreign {
        path: arguments.patch.clone(),
        error,
    };
    let result = read(&arguments.file)?;
    let patch: Patch = String::from_utf8_lossy(&read(&arguments.patch)?)
        .parse()
        .map_err(foreign)?;
    let original = match (patch.undo(&result), result.strip_prefix(BOM)) {
        (Ok(original), _) => original,
        // In place, a byte order mark is kept that the repaired text does not have.
        (Err(error), Some(text)) => patch.undo(text).map_err(|_| foreign(error))?,
        (Err(error), None) => return Err(foreign(error)),
    };
    let target = match (&arguments.output, arguments.in_place) {
        (Some(path), _) => path,
        (None, true) => &arguments.file,
        (None, false) => {
            let mut stdout = io::stdout().lock();
            let written = stdout.write_all(&original).and_then(|()| stdout.flush());
            return written.map_err(Failure::output);
        }
    };
    let write = || {
        let (replacement, mut file) = Replacement::create(target)?;
        file.write_all(&original)?;
        replacement.commit(&file, None)
    };
    write().map_err(|error| Failure::file(target, error))
}
