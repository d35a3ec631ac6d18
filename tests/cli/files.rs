//! Files that are rewritten, folders, patches.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{DAMAGED, Outcome, REPAIRED, folder, program, repair, run};

/// A folder with a file in it.
fn with_file(name: &str, content: impl AsRef<[u8]>) -> (PathBuf, PathBuf) {
    let folder = folder(name);
    let path = folder.join("page.txt");
    fs::write(&path, content).unwrap();
    (folder, path)
}

/// Names of the files in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn is_quiet(outcome: &Outcome) {
    let all = (
        outcome.stdout.as_str(),
        outcome.stderr.as_str(),
        outcome.code,
    );
    assert_eq!(all, ("", "", 0));
}

#[test]
fn in_place_rewrites_what_changes_and_keeps_what_is_the_files_own() {
    let content = format!("\u{FEFF}{DAMAGED}\r\n第二行\r\n");
    let (folder, path) = with_file("in-place", &content);
    let clean = folder.join("clean.txt");
    fs::write(&clean, "河邊\n").unwrap();
    let before = fs::metadata(&clean).unwrap().modified().unwrap();
    is_quiet(&repair(
        ["--in-place".as_ref(), path.as_os_str(), clean.as_os_str()],
        "",
    ));
    let expected = format!("\u{FEFF}{REPAIRED}\r\n第二行\r\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(fs::metadata(&clean).unwrap().modified().unwrap(), before);
    assert_eq!(names(&folder), ["clean.txt", "page.txt"]);
}

#[test]
fn a_backup_stays_and_is_never_overwritten() {
    let (folder, path) = with_file("backup", DAMAGED);
    is_quiet(&repair(["--in-place=.bak".as_ref(), path.as_os_str()], ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), REPAIRED);
    let backup = folder.join("page.txt.bak");
    assert_eq!(fs::read_to_string(&backup).unwrap(), DAMAGED);

    fs::write(&path, format!("{DAMAGED}2")).unwrap();
    let outcome = repair(["--in-place=.bak".as_ref(), path.as_os_str()], "");
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(
        outcome.stderr.contains("page.txt.bak exists already"),
        "{}",
        outcome.stderr
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{DAMAGED}2"));
    assert_eq!(fs::read_to_string(&backup).unwrap(), DAMAGED);
    assert_eq!(names(&folder), ["page.txt", "page.txt.bak"]);
}

#[cfg(unix)]
#[test]
fn mode_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let (folder, path) = with_file("mode", DAMAGED);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.join("link.txt");
    symlink(&path, &link).unwrap();
    is_quiet(&repair(["-i".as_ref(), link.as_os_str()], ""));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), REPAIRED);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn what_is_not_text_stays_as_it_is() {
    let folder = folder("binary");
    let picture = folder.join("picture.png");
    // Longer than what is looked at to tell, and than what is repaired at once.
    let mut content = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\xfe\xff".repeat(60_000);
    content.extend(DAMAGED.as_bytes());
    fs::write(&picture, &content).unwrap();
    let note = format!("mingwen: {}: binary, left as it is\n", picture.display());
    let copy = folder.join("copy.png");
    for arguments in [
        vec!["--in-place".as_ref()],
        vec!["--check".as_ref()],
        vec!["--output".as_ref(), copy.as_os_str()],
    ] {
        let arguments = arguments.into_iter().chain([picture.as_os_str()]);
        let outcome = repair(arguments, "");
        assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 0));
        assert_eq!(outcome.stderr, note);
        assert_eq!(fs::read(&picture).unwrap(), content);
    }
    assert_eq!(fs::read(&copy).unwrap(), content);
    let patch = folder.join("picture.patch");
    let outcome = repair(
        ["--patch".as_ref(), patch.as_os_str(), picture.as_os_str()],
        "",
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(!patch.exists());
    let outcome = repair(
        ["--from".as_ref(), "utf-8".as_ref(), picture.as_os_str()],
        "",
    );
    assert!(outcome.stderr.contains("without a meaning"));
    assert!(outcome.stdout.ends_with(REPAIRED));
}

#[test]
fn what_would_be_lost_in_place_stays_unless_it_is_kept_elsewhere() {
    let content = [DAMAGED.as_bytes(), b"\n\xff\n"].concat();
    let (folder, path) = with_file("loss", &content);
    let outcome = repair(["--in-place".as_ref(), path.as_os_str()], "");
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(
        outcome.stderr.contains(":2: 1 bytes without a meaning"),
        "{}",
        outcome.stderr
    );
    assert_eq!(fs::read(&path).unwrap(), content);
    let outcome = repair(["--in-place=.bak".as_ref(), path.as_os_str()], "");
    assert_eq!(outcome.code, 0);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("{REPAIRED}\n\u{FFFD}\n")
    );
    assert_eq!(fs::read(folder.join("page.txt.bak")).unwrap(), content);
}

#[test]
fn lines_of_json_are_rewritten_in_place_too() {
    let (folder, path) = with_file(
        "in-place-jsonl",
        format!("{{\"text\":\"{DAMAGED}\"}}\nbad\n"),
    );
    let outcome = repair(
        ["-i", "--jsonl", "--field", "text", path.to_str().unwrap()],
        "",
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 1));
    let expected = format!("{{\"text\":\"{REPAIRED}\"}}\nbad\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(names(&folder), ["page.txt"]);
}

#[test]
fn output_goes_to_a_file_when_it_is_whole() {
    let (folder, path) = with_file("output", DAMAGED);
    let out = folder.join("out.txt");
    is_quiet(&repair(
        ["-o".as_ref(), out.as_os_str(), path.as_os_str()],
        "",
    ));
    assert_eq!(fs::read_to_string(&out).unwrap(), REPAIRED);

    fs::remove_file(&out).unwrap();
    let missing = folder.join("missing.txt");
    let outcome = repair(["-o".as_ref(), out.as_os_str(), missing.as_os_str()], "");
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("no such file"),
        "{}",
        outcome.stderr
    );
    let outcome = repair(["-o".as_ref(), path.as_os_str(), path.as_os_str()], "");
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("is also an input"),
        "{}",
        outcome.stderr
    );
    assert_eq!(names(&folder), ["page.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    let outcome = repair(["-o", "/dev/stdout"], DAMAGED);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (REPAIRED, 0));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_file_as_it_was() {
    use std::io::Write;

    let (folder, path) = with_file("killed", "before\n");
    let mut child = program()
        .args(["repair", "-o", path.to_str().unwrap()])
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than is held, so that some of it is written.
    let text = "河邊的老槐樹開花了。\n".repeat(100_000);
    stdin.write_all(text.as_bytes()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "before\n");
    assert!(
        names(&folder)
            .iter()
            .all(|name| name == "page.txt" || name.starts_with('.'))
    );
}

#[test]
fn folders_are_walked_but_for_what_is_ignored() {
    let folder = folder("walk");
    fs::create_dir_all(folder.join("deep/er")).unwrap();
    for (name, content) in [
        ("deep/er/one.txt", DAMAGED.as_bytes()),
        ("two.txt", "河邊\n".as_bytes()),
        ("ignored.txt", DAMAGED.as_bytes()),
        (".hidden.txt", DAMAGED.as_bytes()),
        ("picture.bin", b"\x89PNG\r\n\0\0\0\xff\xfe\0\0\x80\x81\0"),
        (".gitignore", b"ignored.txt\n"),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
    let outcome = repair(
        ["-r".as_ref(), "--dry-run".as_ref(), folder.as_os_str()],
        "",
    );
    let one = folder.join("deep/er/one.txt");
    let expected = format!(
        "{}: 6 changes (gloss 6, gloss-shift 1)\n2 inputs, 1 would change: 6 changes (gloss 6, gloss-shift 1)\n",
        one.display()
    );
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    is_quiet(&repair(
        ["-r".as_ref(), "-i".as_ref(), folder.as_os_str()],
        "",
    ));
    assert_eq!(fs::read_to_string(&one).unwrap(), REPAIRED);
    assert_eq!(
        fs::read_to_string(folder.join("ignored.txt")).unwrap(),
        DAMAGED
    );
    assert_eq!(
        fs::read_to_string(folder.join(".hidden.txt")).unwrap(),
        DAMAGED
    );
}

#[test]
fn a_dry_run_counts_lines_too() {
    let lines = format!("{{\"text\":\"{DAMAGED}\"}}\n{{\"text\":\"河邊\"}}\n");
    let outcome = repair(["--dry-run", "--jsonl", "--field", "text"], lines);
    let expected = "<stdin>: 2 lines, 1 changed, 0 bad\n\
         1 input, 1 would change: 6 changes (gloss 6, gloss-shift 1)\n";
    assert_eq!((outcome.stdout.as_str(), outcome.code), (expected, 0));
}

#[test]
fn a_patch_brings_any_file_back() {
    let gbk = b"\xe9\x5f(k\xa8\xa1i)\xb0\x6c(f\xa8\xa1)\x85\x5e(q\xa8\xb1)\xff\n".to_vec();
    let long = format!("{DAMAGED}\n河邊的老槐樹開花了。\n").repeat(12_000);
    let contents = [
        DAMAGED.as_bytes().to_vec(),
        format!("\u{FEFF}{DAMAGED}").into_bytes(),
        gbk,
        b"no text\x80\x81\nand more that means nothing \xff\n".to_vec(),
        Vec::new(),
        long.into_bytes(),
    ];
    for content in contents {
        let (folder, path) = with_file("patch", &content);
        let patch = folder.join("page.patch");
        let arguments = [
            "-i".as_ref(),
            "--patch".as_ref(),
            patch.as_os_str(),
            path.as_os_str(),
        ];
        assert_eq!(repair(arguments, "").code, 0);
        assert!(content.is_empty() || fs::read(&patch).unwrap().starts_with(b"mingwen-patch 1\n"));
        let out = folder.join("original.txt");
        let mut undo = program();
        undo.arg("undo").arg(&path).arg(&patch).arg("-o").arg(&out);
        is_quiet(&run(&mut undo, ""));
        assert!(fs::read(&out).unwrap() == content);

        let mut other = fs::read(&path).unwrap();
        other.push(b' ');
        fs::write(&path, &other).unwrap();
        let mut undo = program();
        undo.args(["undo", "-i"]).arg(&path).arg(&patch);
        let outcome = run(&mut undo, "");
        assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
        assert!(
            outcome.stderr.contains("this patch is for a file of"),
            "{}",
            outcome.stderr
        );
        assert_eq!(fs::read(&path).unwrap(), other);
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn a_long_file_is_told_of_as_one() {
    let line = format!("{DAMAGED}\n");
    let clean = "河邊的老槐樹開花了，滿院子都是香氣。\n".repeat(30_000);
    let text = format!("{line}{clean}{line}");
    let outcome = repair(["--report", "text"], &text);
    assert!(outcome.stdout == text.replace(DAMAGED, REPAIRED));
    let last: Vec<_> = outcome.stderr.lines().rev().take(2).collect();
    assert_eq!(
        last.first(),
        Some(&"<stdin>: 12 changes (gloss 12, gloss-shift 2)")
    );
    assert!(last[1].starts_with("<stdin>:30002:"), "{}", last[1]);

    let outcome = repair(["--report", "json"], &text);
    let parts = outcome.stderr.lines().map(|line| {
        let part: serde_json::Value = serde_json::from_str(line).unwrap();
        part["before"]["source"].as_u64()
    });
    let parts: Vec<_> = parts.collect();
    assert!(parts.len() > 1);
    assert_eq!(parts[0], None);
    assert!(parts[1] > Some(500_000));
}

#[test]
fn threads_change_nothing() {
    let clean = "{\"text\":\"河邊\"}\n";
    let lines = format!("{{\"text\":\"{DAMAGED}\"}}\n{clean}bad\r\n\n").repeat(300);
    let outcomes = ["1", "2", "7"].map(|jobs| {
        repair(
            ["--jsonl", "--field", "text", "--report", "text", "-j", jobs],
            &lines,
        )
    });
    for outcome in &outcomes {
        assert_eq!(outcome.stdout, lines.replace(DAMAGED, REPAIRED));
        assert_eq!(outcome.stderr, outcomes[0].stderr);
        assert_eq!(outcome.code, 1);
    }
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = run(program().args(["completions", shell]), "");
        assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
        assert!(outcome.stdout.contains("in-place"), "{shell}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    for (arguments, expected) in [
        (&["-i"][..], "--in-place takes files"),
        (&["-i", "--check", "x"], "cannot be used with"),
        (&["--patch", "p", "x", "y"], "--patch takes one file"),
        (
            &["--patch", "p", "--jsonl", "--field", "a"],
            "cannot be used with",
        ),
    ] {
        let outcome = repair(arguments, DAMAGED);
        assert_eq!(
            (outcome.stdout.as_str(), outcome.code),
            ("", 2),
            "{arguments:?}"
        );
        assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
    }
}

#[test]
fn many_files_come_out_in_order_on_any_number_of_threads() {
    let folder = folder("many");
    let mut expected = String::new();
    for number in 0..40 {
        // One has several parts, and is not made ready before its turn.
        let clean = "河邊的老槐樹\n".repeat(if number == 17 { 60_000 } else { number });
        let text = format!("{number}\n{DAMAGED}\n{clean}");
        fs::write(folder.join(format!("{number:02}.txt")), &text).unwrap();
        expected += &text.replace(DAMAGED, REPAIRED);
    }
    for jobs in ["1", "2", "7"] {
        let outcome = repair(
            [
                "-r".as_ref(),
                "-j".as_ref(),
                jobs.as_ref(),
                folder.as_os_str(),
            ],
            "",
        );
        assert!(outcome.stdout == expected, "-j {jobs}");
        assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    }
    let list = |jobs: &str| {
        let missing = folder.join("missing.txt");
        let files = ["01.txt", "02.txt"].map(|name| folder.join(name));
        let [one, two] = &files;
        let arguments = [
            "-j".as_ref(),
            jobs.as_ref(),
            "--report".as_ref(),
            "text".as_ref(),
        ];
        let files = [one, two, &missing, one, two].map(|path| path.as_os_str());
        repair(arguments.into_iter().chain(files), "")
    };
    let (one, many) = (list("1"), list("4"));
    assert_eq!(one.stdout, many.stdout);
    assert_eq!(one.stderr, many.stderr);
    assert_eq!((one.code, many.code), (2, 2));
}

#[test]
fn backups_of_earlier_runs_are_not_rewritten() {
    let (folder, path) = with_file("earlier", DAMAGED);
    let alone = folder.join("alone.bak");
    fs::write(&alone, DAMAGED).unwrap();
    is_quiet(&repair(["--in-place=.bak".as_ref(), path.as_os_str()], ""));
    let all = ["-r".as_ref(), "--in-place".as_ref(), folder.as_os_str()];
    is_quiet(&repair(all, ""));
    let backup = folder.join("page.txt.bak");
    assert_eq!(fs::read_to_string(backup).unwrap(), DAMAGED);
    assert_eq!(fs::read_to_string(alone).unwrap(), REPAIRED);
}

#[test]
fn what_was_kept_of_a_folder_is_not_rewritten() {
    let (folder, path) = with_file("kept", DAMAGED);
    for _ in 0..2 {
        let arguments = ["-r".as_ref(), "-i=.bak".as_ref(), folder.as_os_str()];
        is_quiet(&repair(arguments, ""));
    }
    assert_eq!(names(&folder), ["page.txt", "page.txt.bak"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), REPAIRED);
}

#[test]
fn a_suffix_that_stands_apart_is_no_file() {
    let (_, path) = with_file("suffix-apart", DAMAGED);
    let outcome = repair(
        ["--in-place".as_ref(), ".bak".as_ref(), path.as_os_str()],
        "",
    );
    let expected = "mingwen: .bak: no such file; for a suffix, write --in-place=.bak\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, 2));
    assert_eq!(fs::read_to_string(&path).unwrap(), DAMAGED);
}
