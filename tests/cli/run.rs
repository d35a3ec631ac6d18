//! Starts the program.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs, thread};

/// A line with the damage, and what it was.
pub(crate) const DAMAGED: &str = "開(kāi)發(fā)區(qū)的規(guī)劃已經(jīng)變?yōu)閷?shí)景。";
pub(crate) const REPAIRED: &str = "開發區的規劃已經變為實景。";

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// `cargo test` builds the examples, next to the folder of the tests.
pub(crate) fn program() -> Command {
    let mut path = env::current_exe().unwrap();
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    path.push("examples");
    path.push(format!("mingwen{}", env::consts::EXE_SUFFIX));
    assert!(
        path.exists(),
        "{} is missing: `cargo build --example mingwen`",
        path.display()
    );
    let mut command = Command::new(path);
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs `mingwen repair` to its end.
pub(crate) fn repair<A: AsRef<OsStr>>(
    arguments: impl IntoIterator<Item = A>,
    stdin: impl AsRef<[u8]>,
) -> Outcome {
    run(program().arg("repair").args(arguments), stdin)
}

pub(crate) fn run(command: &mut Command, stdin: impl AsRef<[u8]>) -> Outcome {
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let bytes = stdin.as_ref().to_vec();
    // On a thread of its own, or both sides wait for each other once the pipes are full.
    let writer = thread::spawn(move || {
        let _ = pipe.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Outcome {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// An empty folder for one test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file of the repository.
pub(crate) fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("examples/data")
        .join(name)
}
