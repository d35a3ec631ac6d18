//! `mingwen-parquet`: repairs a text column of a Parquet file.
//!
//! ```text
//! cargo run --release --manifest-path examples/parquet/Cargo.toml -- --column text in.parquet out.parquet
//! ```
#![forbid(unsafe_code)]

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use mingwen::Repairer;

/// Repairs a text column of a Parquet file. A new last column, NAME_edits, counts the changes in each row.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The file to read.
    input: PathBuf,
    /// The file to write, in one step when it is whole.
    output: PathBuf,
    /// The column to repair.
    #[arg(long, default_value = "text", value_name = "NAME")]
    column: String,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let repairer = Repairer::default();
    let total = mingwen_parquet::repair(
        &arguments.input,
        &arguments.output,
        &arguments.column,
        &repairer,
    )?;
    println!(
        "{} rows, {} changed, {} changes",
        total.rows, total.changed, total.edits
    );
    Ok(())
}
