//! The public interface as users have it: every function with its types, every field, every variant. What
//! is taken away or changed fails to compile here, and then the next version is a major one; what is
//! added and not listed fails the test.
#![allow(
    clippy::borrowed_box,
    clippy::type_complexity,
    reason = "types stand as users meet them"
)]

use std::borrow::Cow;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::ops::Range;

use mingwen::*;

#[test]
fn every_public_name_is_listed() {
    let root = include_str!("../src/lib.rs");
    let uses = root.split("pub use ").skip(1);
    let uses = uses.filter_map(|rest| rest.split_once(';').map(|(names, _)| names));
    let mut names: Vec<&str> = uses
        .filter_map(|names| names.split_once("::"))
        .flat_map(|(_, names)| names.trim_matches(['{', '}']).split(','))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    names.extend(["repair", "repair_bytes", "normalize", "diagnose"]);
    assert!(names.len() > 50, "{names:?}");
    let listed = include_str!("api.rs");
    let is_listed = |name: &str| {
        let words = listed.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.filter(|word| *word == name).count() > 0
    };
    names.retain(|name| !is_listed(name));
    assert!(names.is_empty(), "not listed in tests/api.rs: {names:?}");
}

#[allow(dead_code, reason = "to be compiled is all that is asked of it")]
fn functions() {
    let _: fn(&Diagnosis) -> f32 = Diagnosis::score;
    let _: fn(&Diagnosis) -> bool = Diagnosis::is_repairable;
    let _: fn(&Diagnosis) -> &Classification = Diagnosis::classification;
    let _: fn(&Diagnosis) -> &[Finding] = Diagnosis::findings;
    let _: fn(&Diagnosis) -> &[Finding] = Diagnosis::hidden;
    let _: fn(Certainty) -> &'static str = Certainty::name;
    let _: fn(Reason) -> &'static str = Reason::name;
    let _: fn(&Report) -> Edits<'_> = Report::edits;
    let _: fn(&Report) -> &[Left] = Report::left;
    let _: fn(&Report) -> Option<&Decoding> = Report::decoding;
    let _: fn(&Report) -> bool = Report::is_empty;
    let _: fn(&Report) -> f32 = Report::changed;
    let _: fn(&Report) -> bool = Report::is_over_budget;
    let _: fn(&Report, Range<usize>) -> Range<usize> = Report::to_source;
    let _: fn(&Report, Range<usize>) -> Range<usize> = Report::to_target;
    let _: fn(&Report, &str) -> Result<String, Error> = Report::undo;
    let _: fn(&mut DetectStream, &[u8]) = DetectStream::feed;
    let _: fn(&DetectStream) -> Detection = DetectStream::guess;
    let _: fn(DetectStream) -> Detection = DetectStream::finish;
    let _: fn(&Detection) -> Option<Encoding> = Detection::encoding;
    let _: fn(&Detection) -> &[Candidate] = Detection::candidates;
    let _: fn(&Detection) -> f32 = Detection::probability;
    let _: fn() -> Detector = Detector::new;
    let _: fn(Detector, bool) -> Detector = Detector::whole;
    let _: fn(Detector, &str) -> Detector = Detector::domain;
    let _: fn(Detector, Encoding, f32) -> Detector = Detector::prior;
    let _: fn(&Detector, &[u8]) -> Detection = Detector::detect;
    let _: fn(Detector) -> DetectStream = Detector::stream;
    let _: fn(&GroupDetection) -> Option<Encoding> = GroupDetection::encoding;
    let _: fn(&GroupDetection) -> &Detection = GroupDetection::shared;
    let _: fn(&GroupDetection) -> &[Detection] = GroupDetection::strings;
    let _: fn(&[u8]) -> Detection = detect;
    let _: fn(&[u8]) -> bool = is_binary;
    let _: fn(&[u8], Option<Encoding>) -> Repaired<'_> = decode;
    let _: fn(&[u8], Encoding) -> Repaired<'_> = decode;
    let _: fn(&str, Config) -> Vec<Candidates> = candidates;
    let _: fn(&str) -> Classification = classify;
    let _: fn(&str, Config) -> Cow<'_, str> = convert;
    let _: fn(&str, Config, &mut String) = convert_into;
    let _: fn(&str) -> Cow<'_, str> = repair;
    let _: fn(&[u8]) -> Repaired<'_> = repair_bytes;
    let _: fn(&str) -> Cow<'_, str> = normalize;
    let _: fn(&str) -> Diagnosis = diagnose;
    let _: fn(Config) -> &'static str = Config::name;
    let _: fn(&str) -> Option<Encoding> = Encoding::for_label;
    let _: fn(Encoding) -> &'static str = Encoding::name;
    let _: fn(&str) -> &'static [Language] = Language::for_tag;
    let _: fn(&Repaired<'_>) -> Result<Patch, Error> = Patch::of;
    let _: fn(&Patch, &[u8]) -> Result<Vec<u8>, Error> = Patch::undo;
    let _: fn(&Patch, &[u8]) -> Result<String, Error> = Patch::apply;
    let _: fn(Profile, Operation) -> Treatment = Profile::treatment;
    let _: fn(Profile) -> f32 = Profile::budget;
    let _: fn(Profile) -> &'static str = Profile::name;
    let _: fn(&Repaired<'static>) -> Result<Vec<u8>, Error> = Repaired::undo_bytes;
    let _: fn(Repaired<'static>) -> Repaired<'static> = Repaired::into_owned;
    let _: fn() -> RepairerBuilder = Repairer::builder;
    let _: for<'t> fn(&Repairer, &'t str) -> Repaired<'t> = Repairer::repair;
    let _: for<'t> fn(&Repairer, &'t str) -> Cow<'t, str> = Repairer::repair_text;
    let _: fn(&Repairer, &str, &mut String) = Repairer::repair_into;
    let _: fn(&Repairer, &str) -> Diagnosis = Repairer::diagnose;
    let _: fn(&Repairer, &[u8]) -> Diagnosis = Repairer::diagnose_bytes;
    let _: for<'t> fn(&Repairer, &'t [u8]) -> Repaired<'t> = Repairer::repair_bytes;
    let _: fn(RepairerBuilder, Profile) -> RepairerBuilder = RepairerBuilder::profile;
    let _: fn(RepairerBuilder, f32) -> RepairerBuilder = RepairerBuilder::budget;
    let _: fn(RepairerBuilder, f32) -> RepairerBuilder = RepairerBuilder::probability;
    let _: fn(RepairerBuilder, Operation, Treatment) -> RepairerBuilder =
        RepairerBuilder::operation;
    let _: fn(RepairerBuilder, Certainty) -> RepairerBuilder = RepairerBuilder::certainty;
    let _: fn(RepairerBuilder, Damage) -> RepairerBuilder = RepairerBuilder::damage;
    let _: fn(RepairerBuilder, Escapes) -> RepairerBuilder = RepairerBuilder::escapes;
    let _: fn(RepairerBuilder, Glossed) -> RepairerBuilder = RepairerBuilder::glossed;
    let _: fn(RepairerBuilder, Readings) -> RepairerBuilder = RepairerBuilder::readings;
    let _: fn(RepairerBuilder, Encoding, Encoding) -> RepairerBuilder = RepairerBuilder::misread;
    let _: fn(RepairerBuilder, Config) -> RepairerBuilder = RepairerBuilder::script;
    let _: fn(RepairerBuilder, Choice) -> RepairerBuilder = RepairerBuilder::choice;
    let _: fn(RepairerBuilder, Quotes) -> RepairerBuilder = RepairerBuilder::quotes;
    let _: fn(RepairerBuilder, Limits) -> RepairerBuilder = RepairerBuilder::limits;
    let _: fn(RepairerBuilder) -> Result<Repairer, Error> = RepairerBuilder::build;
    let _: fn(&Classification) -> f32 = Classification::traditional;
    let _: fn(&mut ConvertStream<'static>, &str, &mut String) = ConvertStream::push;
    let _: fn(ConvertStream<'static>, &mut String) = ConvertStream::finish;
    let _: fn(Config) -> ConverterBuilder = Converter::builder;
    let _: for<'t> fn(&Converter, &'t str) -> Cow<'t, str> = Converter::convert;
    let _: fn(&Converter, &str, &mut String) = Converter::convert_into;
    let _: for<'t> fn(&Converter, &'t str, &[Range<usize>]) -> Result<Cow<'t, str>, Error> =
        Converter::convert_except;
    let _: fn(&Converter, &str) -> Vec<Decision> = Converter::decisions;
    let _: fn(&Converter) -> ConvertStream<'_> = Converter::stream;
    let _: fn(ConverterBuilder, Choice) -> ConverterBuilder = ConverterBuilder::choice;
    let _: fn(ConverterBuilder, char) -> ConverterBuilder = ConverterBuilder::prefer;
    let _: fn(RepairerBuilder, char) -> RepairerBuilder = RepairerBuilder::prefer;
    let _: fn(ConverterBuilder, Quotes) -> ConverterBuilder = ConverterBuilder::quotes;
    let _: fn(ConverterBuilder, bool) -> ConverterBuilder = ConverterBuilder::include_tofu_risk;
    let _: fn(ConverterBuilder, Dictionary) -> ConverterBuilder = ConverterBuilder::over;
    let _: fn(ConverterBuilder, Dictionary) -> ConverterBuilder = ConverterBuilder::under;
    let _: fn(ConverterBuilder, &str) -> ConverterBuilder = ConverterBuilder::protect;
    let _: fn(ConverterBuilder) -> Converter = ConverterBuilder::build;
    let _: fn() -> Dictionary = Dictionary::new;
    let _: fn(&str) -> Result<Dictionary, Error> = Dictionary::parse;
    let _: fn(&mut Dictionary, &str, &str) -> Result<(), Error> = Dictionary::insert;
    let _: fn(&Dictionary) -> bool = Dictionary::is_empty;

    let _ = |it: Detector| -> Detector { it.declared(Encoding::Big5).declared(None) };
    let _ = |it: Detector| -> Detector { it.languages([Language::Korean]) };
    let _ = |it: &Detector| -> GroupDetection { it.detect_group([b"".as_slice()]) };
    let _ = |it: RepairerBuilder| -> RepairerBuilder { it.encoding(Encoding::Big5).encoding(None) };
    let _: for<'t> fn(&Repairer, &'t [String], Option<NonZeroUsize>) -> Vec<Repaired<'t>> =
        Repairer::repair_batch;
    let _: for<'t> fn(&Repairer, &'t [Vec<u8>], Option<NonZeroUsize>) -> Vec<Repaired<'t>> =
        Repairer::repair_bytes_batch;
}

#[allow(dead_code, reason = "to be compiled is all that is asked of it")]
fn streams<R: Read, W: Write>(
    repairer: &Repairer,
    from: R,
    to: W,
) -> std::io::Result<(impl Read, W)> {
    let reader: RepairReader<'_, R> = repairer.reader(from).look_ahead(Repairer::LOOK_AHEAD);
    let mut writer: RepairWriter<'_, W> = repairer.writer(to).on_block(|_: &Block| {});
    let _: &mut W = writer.get_mut();
    let mut passages = repairer.reader(std::io::empty());
    if let Some(passage) = passages.next_passage()? {
        let _: (&str, bool) = (passage.text(), passage.is_changed());
        let _: String = passage.into_text();
    }
    let _: Option<Block> = passages.next_block()?;
    Ok((reader.on_block(|_: &Block| {}), writer.finish()?))
}

#[allow(dead_code, reason = "to be compiled is all that is asked of it")]
fn constants() {
    let _: [Config; 16] = Config::ALL;
    let _: [Operation; 11] = Operation::ALL;
    let _: [Profile; 5] = Profile::ALL;
    let _: usize = Repairer::LOOK_AHEAD;
}

#[allow(dead_code, reason = "to be compiled is all that is asked of it")]
fn variants() {
    let _ = |it: Outlook| match it {
        Outlook::Repairable { .. } | Outlook::Left { .. } | Outlook::Unexplained => {}
        _ => {}
    };
    let _ = |it: Cause| match it {
        Cause::Certainty
        | Cause::Profile
        | Cause::InputBytes
        | Cause::Edits
        | Cause::Unsettled
        | Cause::Work
        | Cause::Destroyed
        | Cause::Unpaired
        | Cause::Panic => {}
        _ => {}
    };
    let _ = |it: Certainty| match it {
        Certainty::Guessed | Certainty::Inferred | Certainty::Proved => {}
        _ => {}
    };
    let _ = |it: ExceptionKind| match it {
        ExceptionKind::Malformed | ExceptionKind::Alternate => {}
        _ => {}
    };
    let _ = |it: Reason| match it {
        Reason::Gloss
        | Reason::GlossShift
        | Reason::GlossPunctuation
        | Reason::GlossScript
        | Reason::Misread { .. }
        | Reason::Escaped { .. }
        | Reason::Destroyed { .. }
        | Reason::Lost
        | Reason::Invisible { .. }
        | Reason::Radical
        | Reason::CompatibilityIdeograph
        | Reason::PrivateUse
        | Reason::VerticalForm
        | Reason::Composition
        | Reason::FullWidth
        | Reason::HalfWidth
        | Reason::Symbol
        | Reason::Doubling
        | Reason::Space
        | Reason::FoldedPunctuation
        | Reason::BrokenLine
        | Reason::QuotationMark
        | Reason::Key
        | Reason::Script { .. } => {}
        _ => {}
    };
    let _ = |it: Evidence| match it {
        Evidence::Mark
        | Evidence::Structure
        | Evidence::Validity
        | Evidence::Model
        | Evidence::Hint
        | Evidence::Group => {}
        _ => {}
    };
    let _ = |it: EntryProblem| match it {
        EntryProblem::NoTab
        | EntryProblem::EmptyKey
        | EntryProblem::EmptyValue
        | EntryProblem::Repeated => {}
        _ => {}
    };
    let _ = |it: Error| match it {
        Error::ForeignText { .. }
        | Error::ForeignBoundary { .. }
        | Error::ZeroLimit { .. }
        | Error::UnknownConfig { .. }
        | Error::DictionaryLine { .. }
        | Error::DictionaryEntry { .. }
        | Error::ForeignFile { .. }
        | Error::PatchLine { .. }
        | Error::Unstreamable { .. }
        | Error::ForeignSpan { .. } => {}
        _ => {}
    };
    let _ = |it: Choice| match it {
        Choice::Exact | Choice::Context | Choice::ContextIfCertain => {}
        _ => {}
    };
    let _ = |it: Config| match it {
        Config::S2t
        | Config::T2s
        | Config::S2tw
        | Config::Tw2s
        | Config::S2twp
        | Config::Tw2sp
        | Config::S2hk
        | Config::Hk2s
        | Config::S2hkp
        | Config::Hk2sp
        | Config::T2tw
        | Config::Tw2t
        | Config::T2hk
        | Config::Hk2t
        | Config::T2jp
        | Config::Jp2t => {}
    };
    let _ = |it: Encoding| match it {
        Encoding::Utf8
        | Encoding::Ascii
        | Encoding::Gb18030
        | Encoding::Big5
        | Encoding::EucTw
        | Encoding::Hz
        | Encoding::Iso2022Cn
        | Encoding::Utf16Le
        | Encoding::Utf16Be
        | Encoding::Utf32Le
        | Encoding::Utf32Be
        | Encoding::Utf7
        | Encoding::ShiftJis
        | Encoding::EucJp
        | Encoding::Iso2022Jp
        | Encoding::EucKr
        | Encoding::Windows1252
        | Encoding::Windows1251
        | Encoding::Koi8R
        | Encoding::Windows1253
        | Encoding::Windows1256
        | Encoding::Windows874
        | Encoding::Windows1250
        | Encoding::Windows1254
        | Encoding::Windows1255
        | Encoding::Windows1257
        | Encoding::Windows1258
        | Encoding::Iso8859_15
        | Encoding::Macintosh
        | Encoding::Ibm437
        | Encoding::Ibm850
        | Encoding::Ibm866
        | Encoding::Iso8859_2
        | Encoding::Iso8859_5
        | Encoding::Iso8859_7
        | Encoding::Koi8U => {}
        _ => {}
    };
    let _ = |it: Invisible| match it {
        Invisible::ZeroWidth
        | Invisible::Joiner
        | Invisible::ByteOrderMark
        | Invisible::SoftHyphen
        | Invisible::Bidi
        | Invisible::Tag
        | Invisible::VariationSelector
        | Invisible::Control
        | Invisible::Annotation
        | Invisible::Filler => {}
        _ => {}
    };
    let _ = |it: Language| match it {
        Language::Simplified
        | Language::Traditional
        | Language::Japanese
        | Language::Korean
        | Language::Russian
        | Language::French
        | Language::German
        | Language::Spanish
        | Language::Greek
        | Language::Thai
        | Language::Arabic
        | Language::Polish
        | Language::Czech
        | Language::Hungarian
        | Language::Turkish
        | Language::Hebrew
        | Language::Lithuanian
        | Language::Latvian
        | Language::Vietnamese
        | Language::Ukrainian => {}
        _ => {}
    };
    let _ = |it: Notation| match it {
        Notation::Reference
        | Notation::Unicode
        | Notation::PercentUnicode
        | Notation::Percent
        | Notation::Byte
        | Notation::QuotedPrintable
        | Notation::EncodedWord
        | Notation::Hz
        | Notation::Utf7
        | Notation::StrippedIso2022
        | Notation::Punycode
        | Notation::Backslash => {}
        _ => {}
    };
    let _ = |it: Quotes| match it {
        Quotes::Keep | Quotes::Curved | Quotes::Corner | Quotes::ByRegion => {}
        _ => {}
    };
    let _ = |it: Replacement| match it {
        Replacement::Character | Replacement::Phrase | Replacement::RegionalPhrase => {}
        _ => {}
    };
    let _ = |it: Trace| match it {
        Trace::Replacement
        | Trace::MisreadReplacement
        | Trace::QuestionMarks
        | Trace::Fill
        | Trace::SevenBits => {}
        _ => {}
    };
    let _ = |it: Operation| match it {
        Operation::Invisible
        | Operation::Forms
        | Operation::Composition
        | Operation::Width
        | Operation::Katakana
        | Operation::Symbols
        | Operation::Doubling
        | Operation::Spaces
        | Operation::Punctuation
        | Operation::Reflow
        | Operation::Key => {}
        _ => {}
    };
    let _ = |it: Profile| match it {
        Profile::Repair
        | Profile::Corpus
        | Profile::SearchKey
        | Profile::Archive
        | Profile::Prompt => {}
        _ => {}
    };
    let _ = |it: Treatment| match it {
        Treatment::Ignore | Treatment::Report | Treatment::Apply => {}
        _ => {}
    };
    let _ = |it: Variant| match it {
        Variant::Simplified
        | Variant::Traditional
        | Variant::Taiwan
        | Variant::HongKong
        | Variant::Cantonese
        | Variant::Classical
        | Variant::Mixed
        | Variant::Japanese
        | Variant::NotChinese
        | Variant::Undecided => {}
        _ => {}
    };
    let _ = |it: Damage| match it {
        Damage::Repair | Damage::Leave => {}
        _ => {}
    };
    let _ = |it: Escapes| match it {
        Escapes::References | Escapes::All | Escapes::Leave => {}
        _ => {}
    };
    let _ = |it: Readings| match it {
        Readings::Judged | Readings::SplicedIn | Readings::Written => {}
        _ => {}
    };
    let _ = |it: Glossed| match it {
        Glossed::Traditional | Glossed::Original => {}
        _ => {}
    };
}

#[allow(dead_code, reason = "to be compiled is all that is asked of it")]
fn fields() {
    let _ = |it: &Finding| {
        let _: &Range<usize> = &it.source;
        let _: &Vec<Reason> = &it.reasons;
        let _: &Outlook = &it.outlook;
    };
    let _ = |it: &Decoding| {
        let _: &Vec<Segment> = &it.segments;
        let _: &Vec<Exception> = &it.exceptions;
    };
    let _ = |it: &Edit<'_>| {
        let _: &Range<usize> = &it.source;
        let _: &Range<usize> = &it.target;
        let _: &&str = &it.removed;
        let _: &&[Reason] = &it.reasons;
        let _: &Certainty = &it.certainty;
        let _: &Option<f32> = &it.probability;
        let _: &&[Inferred] = &it.inferred;
    };
    let _ = |it: &Inferred| {
        let _: &Range<usize> = &it.target;
        let _: &Option<f32> = &it.probability;
    };
    let _ = |it: &Exception| {
        let _: &Range<usize> = &it.bytes;
        let _: &Range<usize> = &it.text;
        let _: &Box<[u8]> = &it.raw;
        let _: &ExceptionKind = &it.kind;
    };
    let _ = |it: &Left| {
        let _: &Range<usize> = &it.source;
        let _: &Option<Reason> = &it.reason;
        let _: &Cause = &it.cause;
    };
    let _ = |it: &Segment| {
        let _: &Range<usize> = &it.bytes;
        let _: &Range<usize> = &it.text;
        let _: &Encoding = &it.encoding;
        let _: &bool = &it.bom;
    };
    let _ = |it: &Candidate| {
        let _: &Option<Encoding> = &it.encoding;
        let _: &f32 = &it.probability;
        let _: &Option<Language> = &it.language;
        let _: &Evidence = &it.evidence;
        let _: &f32 = &it.hinted;
        let _: &usize = &it.malformed;
    };
    let _ = |it: &Repaired<'_>| {
        let _: &Cow<'_, str> = &it.text;
        let _: &Report = &it.report;
    };
    let _ = |it: &Alternative| {
        let _: &char = &it.character;
        let _: &f32 = &it.probability;
    };
    let _ = |it: &Candidates| {
        let _: &Range<usize> = &it.source;
        let _: &Vec<&'static str> = &it.values;
    };
    let _ = |it: &Classification| {
        let _: &Variant = &it.variant;
        let _: &f32 = &it.simplified;
        let _: &f32 = &it.taiwan;
        let _: &f32 = &it.hong_kong;
        let _: &f32 = &it.cantonese;
        let _: &f32 = &it.classical;
        let _: &Vec<(Range<usize>, Variant)> = &it.spans;
    };
    let _ = |it: &Decision| {
        let _: &Range<usize> = &it.source;
        let _: &Vec<Alternative> = &it.alternatives;
    };
    let _ = |it: &Limits| {
        let _: &usize = &it.input_bytes;
        let _: &usize = &it.edits;
    };
    let _ = |it: &Passage<'static>| {
        let _: &u64 = &it.bytes;
        let _: &Cow<'static, str> = &it.source;
        let _: &Decoding = &it.decoding;
    };
    let _ = |it: &Block| {
        let _: &u64 = &it.bytes;
        let _: &u64 = &it.source;
        let _: &u64 = &it.target;
        let _: &Repaired<'static> = &it.repaired;
    };
}
