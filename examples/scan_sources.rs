//! Finds the files of a source tree whose comments and strings are damaged, and proposes the repair.
//! No file is changed.
//!
//! ```text
//! cargo run --release --example scan_sources -- path/to/project
//! ```
//!
//! Editors on Chinese Windows read UTF-8 as GBK and save what they see. The code still compiles, being
//! ASCII, and nobody notices until the comments are needed.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use mingwen::{Certainty, Repairer};

/// What text in a source tree is called.
const EXTENSIONS: [&str; 18] = [
    "c", "cc", "cpp", "cs", "css", "go", "h", "hpp", "html", "java", "js", "md", "php", "py", "rs",
    "ts", "txt", "vue",
];

/// Nobody wrote a file by hand that is longer.
const MOST_BYTES: u64 = 4 << 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = env::args_os()
        .nth(1)
        .map_or(PathBuf::from("."), PathBuf::from);
    // A source file is nothing to guess in: what was lost for good is told of, and only repairs that
    // the evidence carries are proposed.
    let repairer = Repairer::builder().certainty(Certainty::Inferred).build()?;
    let mut damaged = 0;
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else if is_source(&path) {
                // A file that cannot be read is no reason to stop.
                match fs::read(&path) {
                    Ok(bytes) => damaged += usize::from(tell(&repairer, &path, &bytes)),
                    Err(error) => eprintln!("{}: {error}", path.display()),
                }
            }
        }
    }
    println!("{damaged} damaged files");
    Ok(())
}

/// What is in a folder, in the same order each time. Hidden folders and links stay out, and what builds
/// leave behind.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_skipped = name.starts_with('.') || matches!(&*name, "target" | "node_modules");
        if !is_skipped && !entry.file_type()?.is_symlink() {
            paths.push(entry.path());
        }
    }
    paths.sort_unstable_by(|a, b| b.cmp(a));
    Ok(paths)
}

fn is_source(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_short = path.metadata().is_ok_and(|data| data.len() <= MOST_BYTES);
    is_short && extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

/// Tells of a file's damage, line by line, and whether there is any.
fn tell(repairer: &Repairer, path: &Path, bytes: &[u8]) -> bool {
    // A file in GBK is not damaged; it is decoded, and the report starts from its text.
    let repaired = repairer.repair_bytes(bytes);
    let report = &repaired.report;
    if report.is_empty() {
        return false;
    }
    // Result and report give back the text that the repair began with, which offsets refer to.
    let Ok(source) = report.undo(&repaired.text) else {
        return false;
    };
    let line = |at: usize| 1 + source[..at].matches('\n').count();
    for edit in report.edits() {
        println!(
            "{}:{}: {:?} was {:?} ({}, {})",
            path.display(),
            line(edit.source.start),
            edit.removed,
            &repaired.text[edit.target.clone()],
            edit.reasons[0],
            edit.certainty,
        );
    }
    for left in report.left() {
        let what = left.reason.map_or("text", |reason| reason.name());
        let (path, line) = (path.display(), line(left.source.start));
        println!("{path}:{line}: {what} stays: {}", left.cause);
    }
    true
}
