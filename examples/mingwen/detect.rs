//! `mingwen detect`.

use std::fmt::Write as _;
use std::process::ExitCode;

use mingwen::{Candidate, Detection, Detector};
use serde::Serialize;

use crate::appended::{self, Append, Place};
use crate::arguments::Detect;
use crate::error::Failure;
use crate::input::Input;
use crate::messages::Messages;
use crate::output::Output;

pub(crate) fn run(arguments: &Detect) -> ExitCode {
    let inputs = Input::from_arguments(&arguments.files);
    let mut task = Task {
        detector: Detector::new()
            .whole(arguments.whole)
            .declared(arguments.declared),
        output: Output::raw(),
        messages: Messages::default(),
    };
    for input in &inputs {
        let done = match &arguments.base64 {
            Some(field) => appended::run(&mut task, input, field),
            None => task.file(arguments, input, inputs.len() > 1),
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
    output: Output,
    messages: Messages,
}

impl Task {
    fn file(&mut self, arguments: &Detect, input: &Input, several: bool) -> Result<(), Failure> {
        let detection = self.detector.detect(&input.read()?);
        let name = input.name();
        let prefix = if several {
            format!("{name}: ")
        } else {
            String::new()
        };
        let mut text = String::new();
        // Writing to a `String` cannot fail.
        if arguments.json {
            let found = Found {
                file: &name,
                answer: Answer::of(&detection),
            };
            let _ = writeln!(text, "{}", json(&found));
        } else if arguments.all {
            for candidate in detection.candidates() {
                let _ = writeln!(text, "{prefix}{}", Told(candidate));
            }
        } else {
            let _ = writeln!(text, "{prefix}{}", encoding(&detection));
        }
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
        let detection = self.detector.detect(bytes);
        let object = json(&Answer::of(&detection));
        let members = object
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        Ok(members.unwrap_or_default().to_owned())
    }
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
    #[serde(flatten)]
    answer: Answer<'d>,
}

impl<'d> Answer<'d> {
    fn of(detection: &'d Detection) -> Self {
        let candidates = detection.candidates();
        Self {
            encoding: encoding(detection),
            confidence: candidates.first().map_or(0.0, |first| first.probability),
            candidates,
        }
    }
}

/// There is nothing in our answers that JSON has not.
fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

fn encoding(detection: &Detection) -> &'static str {
    detection.encoding().map_or("binary", |found| found.name())
}

/// `gb18030 0.998 simplified model`
struct Told<'d>(&'d Candidate);

impl std::fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let candidate = self.0;
        let name = candidate.encoding.map_or("binary", |found| found.name());
        write!(f, "{name} {:.4}", candidate.probability)?;
        if let Some(language) = candidate.language {
            write!(f, " {language}")?;
        }
        write!(f, " {}", candidate.evidence)?;
        match candidate.malformed {
            0 => Ok(()),
            count => write!(f, "; {count} malformed"),
        }
    }
}
