//! Plain text: files, standard input, failures of either, `--check`, `--certainty`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::run::{DAMAGED, REPAIRED, folder, program, repair, sample};

#[test]
fn the_sample_page_is_repaired() {
    let outcome = repair([sample("page.txt")], "");
    let expected = fs::read_to_string(sample("page.expected.txt")).unwrap();
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
}

#[test]
fn standard_input_is_read_without_a_file_and_for_a_dash() {
    for arguments in [&[][..], &["-"][..]] {
        let outcome = repair(arguments, DAMAGED);
        assert_eq!(outcome.stdout, REPAIRED);
        assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    }
}

#[test]
fn clean_and_empty_text_stays_as_it_is() {
    for text in [
        "",
        "\n",
        "河邊的老槐樹開花了。\r\n\r\n放學了",
        "no Chinese (here)",
    ] {
        let outcome = repair([] as [&str; 0], text);
        assert_eq!((outcome.stdout.as_str(), outcome.code), (text, 0));
    }
}

#[test]
fn files_come_out_in_order_and_one_failure_does_not_stop_the_others() {
    let folder = folder("order");
    let (one, two) = (folder.join("one.txt"), folder.join("two.txt"));
    fs::write(&one, format!("{DAMAGED}\n")).unwrap();
    fs::write(&two, "第二份文件\n").unwrap();
    let missing = folder.join("missing.txt");
    let outcome = repair([&one, &missing, &folder, &two], "");
    assert_eq!(outcome.stdout, format!("{REPAIRED}\n第二份文件\n"));
    assert_eq!(outcome.code, 2);
    let expected = format!(
        "mingwen: {}: no such file or directory\nmingwen: {}: is a directory; give the files in it, or --recursive\n",
        missing.display(),
        folder.display()
    );
    assert_eq!(outcome.stderr, expected);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let path = folder("permission").join("secret.txt");
    fs::write(&path, "機密").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // to the superuser nothing is forbidden
    }
    let outcome = repair([&path], "");
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(outcome.stderr.contains("secret.txt: permission denied"));
}

#[test]
fn other_encodings_become_utf8() {
    let gbk = b"\xe9\x5f\xb7\xc5\xca\xd0\x88\xf6\xa1\xa3"; // 開放市場。
    let outcome = repair([] as [&str; 0], gbk);
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("開放市場。", 0));
    let outcome = repair([] as [&str; 0], "\u{FEFF}市場");
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("市場", 0));
}

#[test]
fn bytes_without_a_meaning_are_told_of() {
    let outcome = repair([] as [&str; 0], b"\xe5\xb8\x82\n\xe5\xa0\xb4\xFF");
    assert_eq!(
        (outcome.stdout.as_str(), outcome.code),
        ("市\n場\u{FFFD}", 0)
    );
    assert!(
        outcome
            .stderr
            .starts_with("mingwen: <stdin>:2: bytes without a meaning")
    );
    assert!(outcome.stderr.contains("1 in all, the first at byte 7"));
}

#[test]
fn check_lists_what_would_change_and_changes_nothing() {
    let folder = folder("check");
    let cases: [(&str, &[u8], &str); 4] = [
        ("clean.txt", "市場".as_bytes(), ""),
        (
            "damaged.txt",
            DAMAGED.as_bytes(),
            "6 changes (gloss 6, gloss-shift 1)",
        ),
        // What is rewritten in place keeps its mark.
        ("mark.txt", "\u{FEFF}市場".as_bytes(), ""),
        (
            "gbk.txt",
            b"\xb7\xc5\xca\xd0",
            "nothing to repair; gb18030 to UTF-8",
        ),
    ];
    for (name, content, expected) in cases {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        let outcome = repair(["--check".as_ref(), path.as_os_str()], "");
        let line = match expected {
            "" => String::new(),
            expected => format!("{}: {expected}\n", path.display()),
        };
        assert_eq!(outcome.stdout, line, "{name}");
        assert_eq!(outcome.code, i32::from(!expected.is_empty()), "{name}");
        assert_eq!(fs::read(&path).unwrap(), content, "{name}");
    }
}

#[test]
fn what_is_less_certain_than_asked_for_is_left() {
    // The first byte of 。 went with the control character; the text behind it says that it did.
    let damaged = "開(kāi)發(fā)區(qū)的規(guī)劃完成了?\u{7}！敝袊\u{E251}W(wǎng)報道";
    let outcome = repair(["--certainty", "proved", "--report", "text"], damaged);
    assert!(outcome.stdout.starts_with("開發區的規劃完成了?"));
    assert!(outcome.stderr.contains("not certain enough"));
    assert_eq!(outcome.code, 0);
    for level in ["inferred", "guessed"] {
        assert_eq!(
            repair(["--certainty", level], damaged).stdout,
            "開發區的規劃完成了。”中國網報道"
        );
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = program().arg("repair").spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than any pipe holds.
    let text = "河邊的老槐樹開花了。\n".repeat(50_000);
    // On a thread of its own: what is repaired is written before all is read.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(text.as_bytes());
    });
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    assert_eq!(line, "河邊的老槐樹開花了。\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
    writer.join().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::File::create("/dev/full").unwrap();
    let mut command = program();
    command.arg("repair").stdout(Stdio::from(full));
    let outcome = crate::run::run(&mut command, DAMAGED);
    assert!(
        outcome
            .stderr
            .starts_with("mingwen: cannot write the result: ")
    );
    assert_eq!(outcome.code, 2);
}

#[test]
fn misreadings_are_undone() {
    assert_eq!(repair::<&str>([], "ä¸\u{AD}æ–‡\n").stdout, "中文\n");
}

#[test]
fn escapes_are_read_as_far_as_asked_for() {
    let text = "&#20250;&#35758; %E9%80%9A%E7%9F%A5";
    for (which, expected) in [
        ("none", text),
        ("references", "会议 %E9%80%9A%E7%9F%A5"),
        ("all", "会议 通知"),
    ] {
        assert_eq!(repair(["--escapes", which], text).stdout, expected);
    }
}

#[test]
fn who_knows_how_text_was_misread_may_say_so() {
    assert_eq!(repair([] as [&str; 0], "ÍõÎ°").stdout, "ÍõÎ°");
    let told = ["--misread", "gbk:latin1"];
    assert_eq!(repair(told, "ÍõÎ°\nZoë\n").stdout, "王伟\nZoë\n");
    for (told, error) in [("gbk", "a colon"), ("gbk:gbk", "no misreading")] {
        let outcome = repair(["--misread", told], "ÍõÎ°");
        assert!(outcome.stderr.contains(error), "{}", outcome.stderr);
        assert_eq!(outcome.stdout, "");
    }
}

#[test]
fn who_knows_where_readings_are_from_may_say_so() {
    for (origin, expected) in [
        ("judged", "長(cháng)"),
        ("spliced-in", "長"),
        ("written", "長(cháng)"),
    ] {
        assert_eq!(repair(["--readings", origin], "長(cháng)").stdout, expected);
    }
    let outcome = repair(["--readings", "written"], DAMAGED);
    assert_eq!(outcome.stdout, DAMAGED);
}
