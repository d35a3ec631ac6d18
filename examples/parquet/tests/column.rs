//! A file goes through, and comes out with one column repaired.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
};
use mingwen::Repairer;
use mingwen_parquet::{Total, repair};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const TEXTS: [Option<&str>; 4] = [
    Some("開(kāi)發(fā)區(qū)的規(guī)劃"),
    None,
    Some("河邊的老槐樹開花了"),
    Some(""),
];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(path: &Path, texts: ArrayRef) {
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3, 4]));
    let batch = RecordBatch::try_from_iter([("text", texts), ("id", ids)]).unwrap();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

fn read(path: &Path) -> RecordBatch {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    builder.build().unwrap().next().unwrap().unwrap()
}

#[test]
fn text_of_every_type_is_repaired_and_all_else_stays() {
    let columns: [ArrayRef; 3] = [
        Arc::new(StringArray::from_iter(TEXTS)),
        Arc::new(LargeStringArray::from_iter(TEXTS)),
        Arc::new(StringViewArray::from_iter(TEXTS)),
    ];
    for column in columns {
        let folder = folder("types");
        let (input, output) = (folder.join("in.parquet"), folder.join("out.parquet"));
        write(&input, Arc::clone(&column));
        let total = repair(&input, &output, "text", &Repairer::default()).unwrap();
        let expected = Total {
            rows: 4,
            changed: 1,
            edits: 4,
        };
        assert_eq!(total, expected);
        let batch = read(&output);
        assert_eq!(batch.column(0).data_type(), column.data_type());
        let repaired = Some("開發區的規劃");
        let expected: ArrayRef = Arc::new(StringArray::from_iter([
            repaired, TEXTS[1], TEXTS[2], TEXTS[3],
        ]));
        let texts: Vec<Option<String>> = match column.data_type() {
            arrow_schema::DataType::Utf8 => owned(batch.column(0).as_string::<i32>().iter()),
            arrow_schema::DataType::LargeUtf8 => owned(batch.column(0).as_string::<i64>().iter()),
            _ => owned(batch.column(0).as_string_view().iter()),
        };
        assert_eq!(texts, owned(expected.as_string::<i32>().iter()));
        assert_eq!(
            batch.column(1).as_primitive::<Int64Type>().values(),
            &[1, 2, 3, 4]
        );
        assert_eq!(batch.schema().field(2).name(), "text_edits");
        assert_eq!(
            batch.column(2).as_primitive::<UInt32Type>().values(),
            &[4, 0, 0, 0]
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    }
}

fn owned<'t>(texts: impl Iterator<Item = Option<&'t str>>) -> Vec<Option<String>> {
    texts.map(|text| text.map(str::to_owned)).collect()
}

#[test]
fn what_is_no_text_is_refused_and_nothing_is_written() {
    let folder = folder("refused");
    let (input, output) = (folder.join("in.parquet"), folder.join("out.parquet"));
    write(&input, Arc::new(StringArray::from_iter(TEXTS)));
    for (column, expected) in [("id", "is Int64, not text"), ("body", "there is no column")] {
        let error = repair(&input, &output, column, &Repairer::default()).unwrap_err();
        assert!(format!("{error:#}").contains(expected), "{error:#}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
