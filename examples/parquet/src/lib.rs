//! Repairs a text column of a Parquet file: batch by batch, every other column as it is, with a new
//! column that says how many changes were made in each row.
#![forbid(unsafe_code)]

mod column;

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use arrow_array::{RecordBatch, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use mingwen::Repairer;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;

/// Rows that are held at a time.
const ROWS: usize = 8_192;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Total {
    pub rows: u64,
    /// Rows with a change.
    pub changed: u64,
    pub edits: u64,
}

/// Writes to `output` what `input` is with `column` repaired, and a column `{column}_edits` behind all
/// others. `output` has its old content or, when all is done, its new one.
///
/// # Errors
/// If a file cannot be read or written, `column` is no text, or the new column's name is taken.
pub fn repair(input: &Path, output: &Path, column: &str, repairer: &Repairer) -> Result<Total> {
    let beside = output.with_extension(format!("mingwen-{}", std::process::id()));
    let done = write(input, &beside, column, repairer).and_then(|total| {
        fs::rename(&beside, output)
            .map(|()| total)
            .map_err(Into::into)
    });
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done.with_context(|| format!("{}: not repaired", input.display()))
}

fn write(input: &Path, output: &Path, column: &str, repairer: &Repairer) -> Result<Total> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(input)?)?;
    let schema = Arc::clone(builder.schema());
    let index = schema
        .index_of(column)
        .with_context(|| format!("there is no column {column:?}"))?;
    // As the column was, so is the rest of the new file.
    let chunks = builder.metadata().row_groups().first();
    let compression = chunks
        .and_then(|group| group.columns().first())
        .map(|c| c.compression());
    let mut properties = WriterProperties::builder();
    if let Some(compression) = compression {
        properties = properties.set_compression(compression);
    }
    let schema = with_edits(&schema, column)?;
    let file = File::create_new(output)?;
    let mut writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties.build()))?;
    let mut total = Total::default();
    for batch in builder.with_batch_size(ROWS).build()? {
        let batch = batch?;
        let repaired = column::repair(batch.column(index), repairer)
            .with_context(|| format!("the column {column:?}"))?;
        total.rows += batch.num_rows() as u64;
        for &edits in repaired.edits.iter().filter(|&&edits| edits > 0) {
            total.changed += 1;
            total.edits += u64::from(edits);
        }
        let mut columns = batch.columns().to_vec();
        if let Some(old) = columns.get_mut(index) {
            *old = repaired.texts;
        }
        columns.push(Arc::new(UInt32Array::from(repaired.edits)));
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
    writer.into_inner()?.sync_all()?;
    Ok(total)
}

/// The schema with a column for the counts.
fn with_edits(schema: &Schema, column: &str) -> Result<SchemaRef> {
    let name = format!("{column}_edits");
    if schema.index_of(&name).is_ok() {
        bail!("there is a column {name:?} already");
    }
    let mut fields = schema.fields().to_vec();
    fields.push(Arc::new(Field::new(name, DataType::UInt32, false)));
    Ok(Arc::new(Schema::new_with_metadata(
        fields,
        schema.metadata().clone(),
    )))
}
