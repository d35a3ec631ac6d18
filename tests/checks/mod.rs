//! What must hold for any input. Property tests, fuzz targets and replayed regressions all come
//! here; each function panics where a promise is broken.
#![allow(clippy::unwrap_used, reason = "a check fails by panicking")]

pub(crate) mod stream;

use std::borrow::Cow;

use mingwen::{
    Candidate, Cause, Certainty, Config, Damage, Detection, Detector, Encoding, Escapes, Finding,
    Language, Limits, Operation, Profile, Repaired, Repairer, Treatment,
};

/// Everything that repair promises of a text, whatever the settings.
pub(crate) fn repair(text: &str) {
    let mut limits = Limits::default();
    for certainty in [Certainty::Guessed, Certainty::Inferred, Certainty::Proved] {
        repair_with(text, certainty, &limits);
    }
    limits.edits = 2;
    repair_with(text, Certainty::Inferred, &limits);
    limits.input_bytes = 32;
    repair_with(text, Certainty::Inferred, &limits);
    unescape(text);
    diagnose(text);
}

/// The same of a text that was misread: the first two bytes choose how, the others are the text.
pub(crate) fn mojibake(bytes: &[u8]) {
    use encoding_rs::{
        BIG5, EUC_KR, GB18030, GBK, IBM866, KOI8_R, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252,
    };
    let Some((&[written, read], text)) = bytes.split_first_chunk() else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    let writers = [UTF_8, GBK, BIG5, GB18030];
    let readers = [
        WINDOWS_1252,
        GBK,
        WINDOWS_1251,
        KOI8_R,
        IBM866,
        BIG5,
        SHIFT_JIS,
        EUC_KR,
    ];
    let (written, read) = (usize::from(written), usize::from(read));
    let (bytes, _, _) = writers[written % writers.len()].encode(&text);
    let reader = readers[read % readers.len()];
    let (damaged, _) = reader.decode_without_bom_handling(&bytes);
    let damaged = match read / readers.len() % 3 {
        0 => damaged.into_owned(),
        1 => damaged.replace('\u{FFFD}', "?"),
        _ => damaged.replace('\u{FFFD}', ""),
    };
    repair(&damaged);
    // Lines that came the same way go another way than the first.
    repair(&[damaged.as_str(); 8].join("\n"));
}

fn repair_with(text: &str, certainty: Certainty, limits: &Limits) {
    let builder = Repairer::builder().certainty(certainty);
    let repairer = builder.limits(limits.clone()).build().unwrap();
    let repaired = repairer.repair(text);
    report_is_true(text, &repaired);
    let edits = repaired.report.edits();
    assert!(edits.clone().all(|edit| edit.certainty >= certainty));
    let untouched = edits.len() == 0;
    assert_eq!(untouched, matches!(repaired.text, Cow::Borrowed(_)));

    assert_eq!(
        repairer.repair_text(text),
        repaired.text,
        "without a report"
    );
    let again = repairer.repair(&repaired.text);
    assert_eq!(
        again.text, repaired.text,
        "repairing twice, {certainty:?}, {text:?}"
    );
    assert_eq!(again.report.edits().len(), 0);

    // Line ends that a reader had swallowed may come back.
    let is_control = |c: &char| c.is_control() && *c != '\n';
    let controls = |text: &str| text.chars().filter(is_control).count();
    assert!(
        controls(&repaired.text) <= controls(text),
        "new control characters"
    );
}

/// Everything that normalization promises of a text, for every profile and each operation by itself.
pub(crate) fn normalize(text: &str) {
    for profile in Profile::ALL {
        settles(text, Repairer::builder().profile(profile), profile.name());
    }
    for operation in Operation::ALL {
        let builder = Repairer::builder().damage(Damage::Leave);
        let builder = builder.operation(operation, Treatment::Apply);
        settles(text, builder, &format!("{operation:?}"));
    }
    let builder = Repairer::builder().profile(Profile::Prompt);
    let prompt = builder.damage(Damage::Leave).build().unwrap().repair(text);
    let layout = |text: &str| text.matches(['\n', '\t']).count();
    assert!(layout(&prompt.text) == layout(text) || text.contains('\u{FFFA}'));
}

fn settles(text: &str, builder: mingwen::RepairerBuilder, name: &str) {
    let repairer = builder.build().unwrap();
    let repaired = repairer.repair(text);
    report_is_true(text, &repaired);
    assert_eq!(
        repairer.repair_text(text),
        repaired.text,
        "{name}: without a report"
    );
    let twice = repairer.repair_text(&repaired.text);
    assert_eq!(twice, repaired.text, "{name}: twice, {text:?}");
    let mut left = repaired.report.left().iter();
    let unsettled = left.find(|left| left.cause == Cause::Unsettled);
    assert_eq!(unsettled, None, "{name}: {text:?}");
}

/// What repair promises where every escape is read, which is not the same when done again.
fn unescape(text: &str) {
    let builder = Repairer::builder().escapes(Escapes::All);
    let repairer = builder.build().unwrap();
    let repaired = repairer.repair(text);
    report_is_true(text, &repaired);
    assert_eq!(
        repairer.repair_text(text),
        repaired.text,
        "without a report"
    );
    let is_control = |c: &char| c.is_control() && *c != '\n';
    let controls = |text: &str| text.chars().filter(is_control).count();
    assert!(
        controls(&repaired.text) <= controls(text),
        "new control characters"
    );
}

/// What a diagnosis promises of any text.
fn diagnose(text: &str) {
    let diagnosis = Repairer::default().diagnose(text);
    assert!((0.0..=1.0).contains(&diagnosis.score()));
    let findings = diagnosis.findings();
    let starts = findings.iter().map(|finding| finding.source.start);
    assert!(starts.is_sorted());
    let is_span = |finding: &Finding| text.get(finding.source.clone()).is_some();
    assert!(findings.iter().all(is_span));
    assert!(diagnosis.score() == 0.0 || !findings.is_empty());
}

/// Everything that the account of a repair promises.
fn report_is_true(text: &str, repaired: &Repaired<'_>) {
    let (report, result) = (&repaired.report, &*repaired.text);
    let (mut source_at, mut target_at) = (0, 0);
    for edit in report.edits() {
        assert!(edit.source.start >= source_at && edit.target.start >= target_at);
        let gap = text.get(source_at..edit.source.start);
        assert!(gap.is_some(), "{edit:?} is not on boundaries");
        assert_eq!(gap, result.get(target_at..edit.target.start));
        assert_eq!(text.get(edit.source.clone()), Some(edit.removed));
        assert!(result.get(edit.target.clone()).is_some());
        assert!(!edit.reasons.is_empty());
        assert!(edit.probability.is_none_or(|p| 0.0 < p && p <= 1.0));
        assert_eq!(report.to_target(edit.source.clone()), edit.target);
        let mut inferred_at = edit.target.start;
        for stretch in edit.inferred {
            assert!(inferred_at <= stretch.target.start && edit.certainty < Certainty::Proved);
            assert!(!result[stretch.target.clone()].is_empty());
            assert!(stretch.probability.is_none_or(|p| 0.0 < p && p <= 1.0));
            inferred_at = stretch.target.end;
        }
        assert!(inferred_at <= edit.target.end);
        (source_at, target_at) = (edit.source.end, edit.target.end);
    }
    assert_eq!(&text[source_at..], &result[target_at..]);
    assert_eq!(report.undo(result).as_deref(), Ok(text));
    for left in report.left() {
        assert!(text.get(left.source.clone()).is_some());
    }
}

/// Everything that detection promises of bytes.
pub(crate) fn detect(bytes: &[u8]) {
    let hinted = Detector::new()
        .declared(Encoding::Big5)
        .languages([Language::Japanese])
        .domain("cn")
        .prior(Encoding::EucKr, 100.0);
    for detector in [Detector::new(), Detector::new().whole(true), hinted] {
        let detection = detector.detect(bytes);
        is_sound(&detection);
        assert_eq!(detector.detect(bytes), detection, "the same twice");
        if bytes.len() <= 6144 {
            let mut stream = detector.stream();
            for piece in bytes.chunks(3) {
                stream.feed(piece);
                is_sound(&stream.guess());
            }
            assert_eq!(stream.finish(), detection, "in pieces");
        }
        let strings = || bytes.split(|&byte| byte == b'\n');
        let group = detector.detect_group(strings());
        is_sound(group.shared());
        assert_eq!(group.strings().len(), strings().count());
        group.strings().iter().for_each(is_sound);
    }
}

fn is_sound(detection: &Detection) {
    let candidates = detection.candidates();
    assert!(!candidates.is_empty());
    assert_eq!(detection.encoding(), candidates[0].encoding);
    let sum: f32 = candidates.iter().map(|one| one.probability).sum();
    assert!((0.999..1.001).contains(&sum), "{sum}: {detection:?}");
    let falls = |pair: &[Candidate]| pair[0].probability >= pair[1].probability;
    assert!(candidates.windows(2).all(falls));
    for (number, one) in candidates.iter().enumerate() {
        let mut before = candidates[..number].iter();
        assert!(before.all(|other| other.encoding != one.encoding));
    }
}

/// Everything that decoding promises of bytes in an encoding that they need not be in.
pub(crate) fn decode(bytes: &[u8]) {
    let [label, bytes @ ..] = bytes else {
        return;
    };
    let named = [
        "gbk",
        "big5",
        "euc-tw",
        "hz",
        "iso-2022-cn",
        "utf-7",
        "utf-16le",
        "utf-16be",
        "utf-32le",
        "utf-32be",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "euc-kr",
        "windows-1252",
        "windows-874",
        "windows-1255",
        "windows-1258",
        "koi8-u",
        "macintosh",
        "ibm437",
    ];
    let label = named[usize::from(*label) % named.len()];
    let encoding = Encoding::for_label(label).unwrap();
    let repairer = Repairer::builder().encoding(encoding).build().unwrap();
    let repaired = repairer.repair_bytes(bytes);
    assert_eq!(repaired.undo_bytes().as_deref(), Ok(bytes), "{label}");
}

/// Everything that decoding and repair promise of bytes.
pub(crate) fn repair_bytes(bytes: &[u8]) {
    let repaired = mingwen::repair_bytes(bytes);
    assert_eq!(repaired.undo_bytes().as_deref(), Ok(bytes));

    let decoded = repaired.report.undo(&repaired.text).unwrap();
    report_is_true(&decoded, &repaired);
    assert_eq!(mingwen::repair(&decoded), repaired.text);
    // With zeros it can be UTF-16.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        assert_eq!(decoded, text.strip_prefix('\u{FEFF}').unwrap_or(text));
    }
    let decoding = repaired.report.decoding().unwrap();
    for exception in &decoding.exceptions {
        assert_eq!(bytes.get(exception.bytes.clone()), Some(&*exception.raw));
        assert!(decoded.get(exception.text.clone()).is_some());
    }
}

/// Everything that script conversion promises of a text, in every configuration.
pub(crate) fn convert(text: &str) {
    for config in Config::ALL {
        let converted = mingwen::convert(text, config);
        assert_eq!(
            converted == text,
            matches!(converted, Cow::Borrowed(_)),
            "{config}: borrowed where nothing changed, and only there"
        );
        let mut appended = String::from("前");
        mingwen::convert_into(text, config, &mut appended);
        assert_eq!(appended.strip_prefix('前'), Some(&*converted), "{config}");

        let builder = Repairer::builder().damage(Damage::Leave).script(config);
        let repairer = builder.build().unwrap();
        let repaired = repairer.repair(text);
        assert_eq!(repaired.text, converted, "{config}: with a report");
        report_is_true(text, &repaired);
    }
}

/// Streams: the first bytes say how the others are divided, which come again until they are too many to
/// be held.
pub(crate) fn stream(input: &[u8]) {
    let (lens, bytes) = input.split_at(input.len().min(3));
    let lens: Vec<usize> = lens.iter().map(|&len| usize::from(len)).collect();
    let lens = if lens.iter().all(|&len| len == 0) {
        vec![1]
    } else {
        lens
    };
    let repairer = Repairer::default();
    stream::divided(&repairer, bytes, &lens, stream::SHORT);
    if !bytes.is_empty() {
        let long = bytes.repeat(3 * stream::SHORT / bytes.len() + 1);
        stream::divided(&repairer, &long, &lens, stream::SHORT);
    }
}
