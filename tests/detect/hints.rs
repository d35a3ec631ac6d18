//! What is known beforehand counts where the bytes do not say.

use encoding_rs::{BIG5, EUC_JP, GB18030, KOI8_R, SHIFT_JIS, WINDOWS_1251};
use mingwen::{Candidate, Detector, Encoding, Evidence, Language, detect};

use crate::{JAPANESE, RUSSIAN, SIMPLIFIED, TRADITIONAL, encode};

/// Two characters in Big5, EUC-JP or GBK.
const DOUBTFUL: &[u8] = b"\xA4\xA4\xA4\xE5";

fn candidate(detector: Detector, bytes: &[u8], encoding: Encoding) -> Option<Candidate> {
    let detection = detector.detect(bytes);
    let mut candidates = detection.candidates().iter();
    let found = candidates.find(|candidate| candidate.encoding == Some(encoding));
    found.cloned()
}

#[test]
fn each_hint_moves_the_odds() {
    let plain = candidate(Detector::new(), DOUBTFUL, Encoding::EucJp).unwrap();
    assert_eq!(plain.hinted, 0.0);
    for detector in [
        Detector::new().declared(Encoding::EucJp),
        Detector::new().languages([Language::Japanese]),
        Detector::new().domain("www.example.jp"),
        Detector::new().prior(Encoding::EucJp, 2.0),
    ] {
        let hinted = candidate(detector, DOUBTFUL, Encoding::EucJp).unwrap();
        assert!(hinted.probability > plain.probability);
        assert!(hinted.hinted > 0.5);
    }
    for detector in [
        Detector::new().domain("com"),
        Detector::new().declared(None),
        Detector::new().languages([]),
        Detector::new().prior(Encoding::EucJp, 0.0),
        Detector::new().prior(Encoding::EucJp, f32::NAN),
    ] {
        assert_eq!(detector.detect(DOUBTFUL), detect(DOUBTFUL));
    }
    let never = Detector::new().prior(Encoding::EucJp, f32::INFINITY);
    assert_eq!(never.detect(DOUBTFUL).encoding(), Some(Encoding::EucJp));
}

#[test]
fn an_answer_that_hints_made_says_so() {
    let first = |detector: Detector| detector.detect(DOUBTFUL).candidates()[0].clone();
    let alone = first(Detector::new());
    assert_eq!(alone.evidence, Evidence::Model);
    let other = match alone.encoding {
        Some(Encoding::Big5) => Encoding::EucJp,
        _ => Encoding::Big5,
    };
    let hinted = first(Detector::new().prior(other, 1e6));
    assert_eq!(hinted.encoding, Some(other));
    assert_eq!(hinted.evidence, Evidence::Hint);
    // What would be first anyway owes nothing to the hint.
    let same = first(Detector::new().prior(alone.encoding.unwrap(), 1e6));
    assert_eq!(same.evidence, Evidence::Model);
}

#[test]
fn clear_evidence_stands_against_all_hints() {
    let hints = Detector::new()
        .declared(Encoding::EucKr)
        .languages([Language::Korean])
        .domain("kr")
        .prior(Encoding::EucKr, 1e9);
    for (codec, text, expected) in [
        (GB18030, SIMPLIFIED, Encoding::Gb18030),
        (BIG5, TRADITIONAL, Encoding::Big5),
        (SHIFT_JIS, JAPANESE, Encoding::ShiftJis),
        (EUC_JP, JAPANESE, Encoding::EucJp),
        (WINDOWS_1251, RUSSIAN, Encoding::Windows1251),
        (KOI8_R, RUSSIAN, Encoding::Koi8R),
    ] {
        let bytes = encode(codec, text);
        for end in 16..bytes.len() {
            let detection = hints.detect(&bytes[..end]);
            assert_eq!(
                detection.encoding(),
                Some(expected),
                "{end} bytes of {text}"
            );
        }
    }
    let utf8 = &SIMPLIFIED.as_bytes()[..18];
    assert_eq!(hints.detect(utf8).encoding(), Some(Encoding::Utf8));
    assert_eq!(hints.detect(b"plain").encoding(), Some(Encoding::Ascii));
    assert_eq!(
        hints.detect(b"\xFF\xFE\x2D\x4E").encoding(),
        Some(Encoding::Utf16Le)
    );
}
