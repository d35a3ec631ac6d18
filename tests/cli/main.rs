//! The command line as its users meet it: the built program, its two outputs and its exit status.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod convert;
mod detect;
mod diagnose;
mod files;
mod jsonl;
mod normalize;
mod plain;
mod report;
mod run;
mod snapshots;
mod usage;
