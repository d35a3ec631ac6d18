//! Folded punctuation: ASCII marks that stay, full-width ones that come back, documents that were
//! never folded.

use mingwen::{Damage, Operation, Repairer, Treatment};

const LINES: &str = include_str!("../data/ascii-marks.txt");

fn restorer() -> Repairer {
    let builder = Repairer::builder().damage(Damage::Leave);
    builder
        .operation(Operation::Punctuation, Treatment::Apply)
        .build()
        .unwrap()
}

fn lines() -> Vec<&'static str> {
    LINES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
}

/// As NFKC folds marks; the rest of a line stays.
fn fold(text: &str) -> String {
    let folded = text.chars().map(|c| match c {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        _ => c,
    });
    folded.collect()
}

/// ASCII marks of `written`, how many of them changed in `restored`, folded marks, and how many of
/// those came back.
fn count(written: &str, restored: &str) -> [usize; 4] {
    assert_eq!(
        written.chars().count(),
        restored.chars().count(),
        "{restored}"
    );
    let mut counts = [0; 4];
    for (before, after) in written.chars().zip(restored.chars()) {
        match before {
            ',' | ':' | ';' | '!' | '?' | '(' | ')' => {
                counts[0] += 1;
                counts[1] += usize::from(before != after);
            }
            '，' | '：' | '；' | '！' | '？' | '（' | '）' => {
                counts[2] += 1;
                counts[3] += usize::from(before == after);
            }
            _ => assert_eq!(before, after),
        }
    }
    counts
}

#[test]
fn ascii_marks_stay_and_folded_ones_come_back() {
    let restorer = restorer();
    let whole = lines().join("\n");
    let all = restorer.repair_text(&fold(&whole)).into_owned();
    let by_line: Vec<_> = lines()
        .iter()
        .map(|line| restorer.repair_text(&fold(line)).into_owned())
        .collect();
    for (name, restored) in [("the page", all), ("each line", by_line.join("\n"))] {
        for (written, restored) in whole.lines().zip(restored.lines()) {
            if count(written, restored)[1] > 0 {
                eprintln!("{name}: {restored}");
            }
        }
        let [marks, changed, folded, restored] = count(&whole, &restored);
        eprintln!("{name}: {changed} of {marks} changed, {restored} of {folded} restored");
        assert!(marks >= 1000, "{marks}");
        assert!(
            changed * 1000 <= marks * 3,
            "{name}: {changed} of {marks} changed"
        );
        // Most stand behind Latin on purpose, where a full-width mark is hard to tell.
        assert!(
            restored * 4 >= folded * 3,
            "{name}: {restored} of {folded} came back"
        );
    }
}
