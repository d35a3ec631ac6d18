//! One batch of a column of text.

use std::sync::Arc;

use anyhow::{Result, bail};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use mingwen::Repairer;

/// A column of the same type, and how many changes each row had.
pub(crate) struct Repaired {
    pub(crate) texts: ArrayRef,
    pub(crate) edits: Vec<u32>,
}

/// Repairs every text, on all cores; what is null stays so.
pub(crate) fn repair(column: &ArrayRef, repairer: &Repairer) -> Result<Repaired> {
    Ok(match column.data_type() {
        DataType::Utf8 => {
            let (texts, edits) = repair_all(column.as_string::<i32>().iter(), repairer);
            let texts: StringArray = texts.into_iter().collect();
            with(texts, edits)
        }
        DataType::LargeUtf8 => {
            let (texts, edits) = repair_all(column.as_string::<i64>().iter(), repairer);
            let texts: LargeStringArray = texts.into_iter().collect();
            with(texts, edits)
        }
        DataType::Utf8View => {
            let (texts, edits) = repair_all(column.as_string_view().iter(), repairer);
            let texts: StringViewArray = texts.into_iter().collect();
            with(texts, edits)
        }
        other => bail!("is {other}, not text"),
    })
}

fn with(texts: impl Array + 'static, edits: Vec<u32>) -> Repaired {
    Repaired {
        texts: Arc::new(texts),
        edits,
    }
}

fn repair_all<'t>(
    texts: impl Iterator<Item = Option<&'t str>>,
    repairer: &Repairer,
) -> (Vec<Option<String>>, Vec<u32>) {
    let texts: Vec<Option<&str>> = texts.collect();
    let given: Vec<&str> = texts.iter().map(|text| text.unwrap_or_default()).collect();
    let repaired = repairer.repair_batch(&given, None);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let edits = repaired
        .iter()
        .map(|r| count(r.report.edits().len()))
        .collect();
    let repaired = repaired.into_iter().map(|r| r.text.into_owned());
    let kept = texts
        .iter()
        .zip(repaired)
        .map(|(text, new)| text.map(|_| new));
    (kept.collect(), edits)
}
