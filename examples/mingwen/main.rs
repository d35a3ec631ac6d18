//! `mingwen`: repairs broken Chinese text from the command line.
//!
//! One file per concept. A subcommand is one file with a `run` function; what several of them need
//! (inputs, outputs, messages, the walk over JSON Lines) stands in files of its own.
#![forbid(unsafe_code)]

mod ahead;
mod ambiguous;
mod appended;
mod arguments;
mod base64;
mod convert;
mod declared;
mod detect;
mod diagnose;
mod error;
mod explain;
mod folder;
mod hunk;
mod input;
mod job;
mod json_line;
mod json_string;
mod jsonl;
mod lines;
mod messages;
mod normalize;
mod output;
mod paint;
mod part;
mod patch_file;
mod plain;
mod progress;
mod record;
mod repair;
mod replacement;
mod report;
mod undo;
mod visible;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Repair(repair) => repair::run(&repair),
        Command::Normalize(normalize) => normalize::run(&normalize),
        Command::Convert(convert) => convert::run(&convert),
        Command::Detect(detect) => detect::run(&detect),
        Command::Diagnose(diagnose) => diagnose::run(&diagnose),
        Command::Undo(undo) => undo::run(&undo),
        Command::Completions(completions) => completions.write(),
    }
}
