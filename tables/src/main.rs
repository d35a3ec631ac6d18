//! `cargo run --manifest-path tables/Cargo.toml -- write` makes the blobs in `src/tables`;
//! `-- check` says whether making them again gives the same bytes.
//!
//! What is not kept in `tables/sources` is fetched first: `python3 tables/fetch.py`.

mod blob;
mod script;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let blobs = match script::blobs(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        Ok(blobs) => blobs,
        Err(message) => {
            eprintln!("mingwen-tables: {message}");
            return ExitCode::FAILURE;
        }
    };
    let mut files: Vec<(String, Vec<u8>)> = vec![(
        "MANIFEST.tsv".to_owned(),
        blob::manifest(&blobs).into_bytes(),
    )];
    files.extend(blobs.iter().map(|blob| (blob.file_name(), blob.bytes())));

    let outcome = match std::env::args().nth(1).as_deref() {
        Some("write") => write(&root, &files),
        Some("check") => check(&root, &files),
        _ => Err("usage: mingwen-tables write|check".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("mingwen-tables: {message}");
            ExitCode::FAILURE
        }
    }
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
