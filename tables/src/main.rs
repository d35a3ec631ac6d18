//! `cargo run --manifest-path tables/Cargo.toml -- write` makes the blobs in `src/tables`;
//! `-- check` says whether making them again gives the same bytes.
//!
//! `-- train FOLDER` counts a corpus for the model, `-- sizes FOLDER` measures models of several
//! sizes, `-- evaluate FOLDER` the one that is built in; add `--release` for these.
//!
//! `-- context FOLDER` learns which traditional character stands where.
//!
//! `-- classify FOLDER` counts which characters tell the kinds of Chinese apart.
//!
//! `-- languages FILE` counts the text of other languages.
//!
//! What is not kept in `tables/sources` is fetched first: `python3 tables/fetch.py`; the two
//! `count_*.py` made the lists of frequencies there, `list_entities.py` that of HTML's references.
//!
//! The library's own tables are compiled in, so that what is measured is what runs: where a layout
//! changes, `write` comes before the constants in `src/tables`.

mod blob;
mod build_model;
mod classify;
mod cns;
mod context;
mod entity;
mod forms;
mod gbk;
mod key;
mod languages;
#[path = "../../src/model.rs"]
#[allow(
    dead_code,
    reason = "the library's own scorer, so that what is measured is what runs"
)]
mod model;
mod pairs;
mod reading;
mod script;
mod suspicion;
#[path = "../../src/tables/mod.rs"]
#[allow(dead_code, reason = "the library's own tables")]
mod tables;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("mingwen-tables: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let act = match *arguments {
        ["write"] => write,
        ["check"] => check,
        ["classify", folder] => return classify::train(&root, Path::new(folder)),
        ["context", folder] => return context::train(&root, Path::new(folder)),
        ["languages", file] => return languages::train(&root, Path::new(file)),
        ["train", folder] => return build_model::train(&root, Path::new(folder)),
        ["sizes", folder] => return build_model::sizes(&root, Path::new(folder)),
        ["speed", folder] => return build_model::speed(Path::new(folder)),
        ["evaluate", folder] => return build_model::evaluate(Path::new(folder)),
        _ => {
            return Err(
                "usage: mingwen-tables write|check|languages FILE|{train|context|classify|sizes|evaluate|speed} FOLDER"
                    .to_owned(),
            );
        }
    };
    let mut blobs = vec![
        cns::blob(&root)?,
        forms::blob(&root)?,
        entity::blob(&root)?,
        gbk::blob(),
        classify::blob(&root)?,
        context::blob(&root)?,
        key::blob(&root)?,
        languages::blob(&root)?,
        pairs::blob(),
        reading::blob(&root)?,
    ];
    blobs.extend(build_model::blobs(&root)?);
    blobs.push(suspicion::blob());
    blobs.extend(script::blobs(Path::new(env!("CARGO_MANIFEST_DIR")))?);
    let mut files = vec![(
        "MANIFEST.tsv".to_owned(),
        blob::manifest(&blobs).into_bytes(),
    )];
    files.extend(blobs.iter().map(|blob| (blob.file_name(), blob.bytes())));
    act(&root, &files)
}

fn write(root: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    for (name, bytes) in files {
        let path = root.join("src/tables").join(name);
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("wrote {} ({} bytes)", path.display(), bytes.len());
    }
    Ok(())
}

fn check(root: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    for (name, bytes) in files {
        let path = root.join("src/tables").join(name);
        let kept = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if kept != *bytes {
            return Err(format!(
                "{} differs from what its sources give; run `write` and review MANIFEST.tsv",
                path.display()
            ));
        }
        println!("same {}", path.display());
    }
    Ok(())
}
