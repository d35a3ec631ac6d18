//! `mingwen detect`.

use std::fmt::Write as _;
use std::process::ExitCode;

use mingwen::{Candidate, Detection, Detector, is_binary};
use serde::Serialize;

use crate::appended::{self, Append, Place};
use crate::arguments::Detect;
use crate::error::Failure;
use crate::input::Input;
use crate::jsonl::split_end;
use crate::messages::Messages;
use crate::output::Output;

pub(crate) fn run(arguments: &Detect) -> ExitCode {
    let inputs = Input::from_arguments(&arguments.files);
    let languages = arguments.language.iter().copied().flatten().copied();
    let mut task = Task {
        detector: Detector::new()
            .whole(arguments.whole)
            .declared(arguments.label)
            .domain(arguments.tld.as_deref().unwrap_or_default())
            .languages(languages),
        form: match (arguments.json, arguments.all) {
            (true, _) => Form::Json,
            (false, true) => Form::All,
            (false, false) => Form::First,
        },
        output: Output::raw(),
        messages: Messages::default(),
    };
    let several = inputs.len() > 1;
    for input in &inputs {
        let done = match (&arguments.base64, arguments.group) {
            (Some(field), false) => appended::run(&mut task, input, field),
            (Some(field), true) => {
                let detector = task.detector;
                appended::run_together(&mut task, input, field, |strings| {
                    let group = detector.whole(true).detect_group(strings);
                    let found = group.strings().iter().zip(strings);
                    found
                        .map(|(found, string)| members(found, nothing(string)))
                        .collect()
                })
            }
            (None, false) => task.file(input, several),
            (None, true) => task.group(input, several),
        };
        let done = task.output.flush().and(done);
        if let Err(failure) = done {
            task.messages.fail(&failure);
            if failure.is_final() {
                break;
            }
        }
    }
    task.messages.status()
}

struct Task {
    detector: Detector,
    form: Form,
    output: Output,
    messages: Messages,
}

/// How answers are written.
#[derive(Clone, Copy)]
enum Form {
    First,
    All,
    Json,
}

/// Bytes between answers of a stream.
const PIECE: usize = 1 << 16;

impl Task {
    fn file(&mut self, input: &Input, several: bool) -> Result<(), Failure> {
        let name = input.name();
        let mut reader = input.open()?;
        let mut stream = self.detector.stream();
        let mut piece = vec![0; PIECE];
        let mut head = Vec::new();
        loop {
            let read = reader
                .read(&mut piece)
                .map_err(|error| Failure::input(&name, error))?;
            if read == 0 {
                break;
            }
            stream.feed(&piece[..read]);
            let room = PIECE - head.len();
            head.extend_from_slice(&piece[..read.min(room)]);
        }
        let found = stream.finish();
        self.tell(&found, nothing(&head), &name, several, None)
    }

    /// Every line of a file, all of one origin.
    fn group(&mut self, input: &Input, several: bool) -> Result<(), Failure> {
        let name = input.name();
        let bytes = input.read()?;
        let lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let lines: Vec<&[u8]> = lines.map(|line| split_end(line).0).collect();
        let group = self.detector.whole(true).detect_group(&lines);
        for ((number, line), found) in (1..).zip(lines).zip(group.strings()) {
            self.tell(found, nothing(line), &name, several, Some(number))?;
        }
        Ok(())
    }

    /// Writes the answer for a file, or for a line of it.
    fn tell(
        &mut self,
        detection: &Detection,
        nothing: &str,
        name: &str,
        several: bool,
        line: Option<u64>,
    ) -> Result<(), Failure> {
        let prefix = match (several, line) {
            (false, _) => String::new(),
            (true, None) => format!("{name}: "),
            (true, Some(number)) => format!("{name}:{number}: "),
        };
        let mut text = String::new();
        // Writing to a `String` cannot fail.
        let _ = match self.form {
            Form::First => writeln!(text, "{prefix}{}", encoding(detection, nothing)),
            Form::All => detection
                .candidates()
                .iter()
                .try_for_each(|candidate| writeln!(text, "{prefix}{}", Told(candidate, nothing))),
            Form::Json => {
                let found = Found {
                    file: name,
                    line,
                    answer: Answer::of(detection, nothing),
                };
                writeln!(text, "{}", json(&found))
            }
        };
        self.output.write(text.as_bytes())
    }
}

impl Append for Task {
    fn output(&mut self) -> &mut Output {
        &mut self.output
    }

    fn messages(&mut self) -> &mut Messages {
        &mut self.messages
    }

    fn prints_result(&self) -> bool {
        true
    }

    fn members(&mut self, bytes: &[u8], _place: Place<'_>) -> Result<String, Failure> {
        Ok(members(&self.detector.detect(bytes), nothing(bytes)))
    }
}

/// The answer as members of a JSON object.
fn members(detection: &Detection, nothing: &str) -> String {
    let object = json(&Answer::of(detection, nothing));
    let members = object
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    members.unwrap_or_default().to_owned()
}

/// What the answer is in JSON.
#[derive(Serialize)]
struct Answer<'d> {
    encoding: &'d str,
    confidence: f32,
    candidates: &'d [Candidate],
}

#[derive(Serialize)]
struct Found<'d> {
    file: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(flatten)]
    answer: Answer<'d>,
}

impl<'d> Answer<'d> {
    fn of(detection: &'d Detection, nothing: &'d str) -> Self {
        let candidates = detection.candidates();
        Self {
            encoding: encoding(detection, nothing),
            confidence: candidates.first().map_or(0.0, |first| first.probability),
            candidates,
        }
    }
}

/// There is nothing in our answers that JSON has not.
fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

fn encoding<'n>(detection: &Detection, nothing: &'n str) -> &'n str {
    detection.encoding().map_or(nothing, |found| found.name())
}

/// What bytes are called that are in no encoding.
fn nothing(bytes: &[u8]) -> &'static str {
    match is_binary(bytes) {
        true => "binary",
        false => "unknown",
    }
}

/// `gb18030 0.998 simplified model`
struct Told<'d>(&'d Candidate, &'d str);

impl std::fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(candidate, nothing) = *self;
        let name = candidate.encoding.map_or(nothing, |found| found.name());
        write!(f, "{name} {:.4}", candidate.probability)?;
        if let Some(language) = candidate.language {
            write!(f, " {language}")?;
        }
        write!(f, " {}", candidate.evidence)?;
        if candidate.hinted != 0.0 {
            write!(f, "; hints {:+.1} bits", candidate.hinted)?;
        }
        match candidate.malformed {
            0 => Ok(()),
            count => write!(f, "; {count} malformed"),
        }
    }
}
