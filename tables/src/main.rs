//! `cargo run --manifest-path tables/Cargo.toml -- write` makes the blobs in `src/tables`;
//! `-- check` says whether making them again gives the same bytes.
//!
//! What is not kept in `tables/sources` is fetched first: `python3 tables/fetch.py`.

mod blob;
mod gbk;
mod reading;

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
    let act = match std::env::args().nth(1).as_deref() {
        Some("write") => write,
        Some("check") => check,
        _ => return Err("usage: mingwen-tables write|check".to_owned()),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let blobs = [gbk::blob(), reading::blob(&root)?];
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
