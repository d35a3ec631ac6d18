//! `mingwen diagnose`: what is wrong with texts, and which of them to keep.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::process::ExitCode;

use mingwen::{Diagnosis, Finding, Outlook, Repairer, is_binary};
use serde::Serialize;

use crate::arguments::Diagnose;
use crate::error::{Failure, Fault, FaultKind};
use crate::input::Input;
use crate::json_line;
use crate::json_string;
use crate::jsonl::{BOM, split_end};
use crate::messages::{Messages, note};
use crate::output::Output;

pub(crate) fn run(arguments: &Diagnose) -> ExitCode {
    let mut messages = Messages::default();
    let repairer = Repairer::builder().encoding(arguments.from).build();
    match repairer {
        Err(error) => messages.fail(&Failure::from(error)),
        Ok(repairer) => {
            let mut task = Task {
                arguments,
                repairer,
                output: Output::raw(),
                messages,
            };
            task.all();
            messages = task.messages;
        }
    }
    messages.status()
}

struct Task<'a> {
    arguments: &'a Diagnose,
    repairer: Repairer,
    output: Output,
    messages: Messages,
}

/// A line of JSON.
#[derive(Serialize)]
struct Told<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(flatten)]
    diagnosis: &'a Diagnosis,
}

impl Task<'_> {
    fn all(&mut self) {
        for input in &Input::from_arguments(&self.arguments.files) {
            let done = match &self.arguments.field {
                Some(field) => self.lines(input, field),
                None => self.file(input),
            };
            if let Err(failure) = self.output.flush().and(done) {
                self.messages.fail(&failure);
                if failure.is_final() {
                    break;
                }
            }
        }
    }

    fn file(&mut self, input: &Input) -> Result<(), Failure> {
        let (name, bytes) = (input.name(), input.read()?);
        if self.arguments.from.is_none() && is_binary(&bytes) {
            note(format_args!("{name}: binary, not diagnosed"));
            return Ok(());
        }
        let diagnosis = self.repairer.diagnose_bytes(&bytes);
        self.tell(&name, None, &diagnosis)
    }

    fn lines(&mut self, input: &Input, field: &str) -> Result<(), Failure> {
        let name = input.name();
        let mut reader = BufReader::with_capacity(1 << 16, input.open()?);
        let mut line = Vec::new();
        for number in 1.. {
            if !reader.buffer().contains(&b'\n') {
                self.output.flush()?;
            }
            line.clear();
            let read = reader.read_until(b'\n', &mut line);
            if read.map_err(|error| Failure::input(&name, error))? == 0 {
                break;
            }
            let body = line.strip_prefix(BOM).filter(|_| number == 1);
            let (body, _) = split_end(body.unwrap_or(&line));
            match self.diagnose(body, field) {
                Err(fault) => self.messages.bad_line(&name, number, body, &fault),
                Ok(None) => {}
                Ok(Some(diagnosis)) => {
                    if !self.arguments.keep {
                        self.tell(&name, Some(number), &diagnosis)?;
                    } else if self.is_asked_for(&diagnosis) {
                        self.output.write(body)?;
                        self.output.write(b"\n")?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What is wrong with the worst of the strings that a line has under a key; nothing for a blank line.
    fn diagnose(&self, body: &[u8], field: &str) -> Result<Option<Diagnosis>, Fault> {
        let line = std::str::from_utf8(body).map_err(|error| Fault {
            at: Some(error.valid_up_to()),
            kind: FaultKind::NotUtf8,
        })?;
        if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return Ok(None);
        }
        let mut worst: Option<Diagnosis> = None;
        for span in json_line::find(line, field)? {
            let text = json_string::decode(&line[span.clone()]).map_err(|at| Fault {
                at: Some(span.start + at),
                kind: FaultKind::LoneSurrogate(field.to_owned()),
            })?;
            let found = self.repairer.diagnose(&text);
            if worst
                .as_ref()
                .is_none_or(|worst| found.score() > worst.score())
            {
                worst = Some(found);
            }
        }
        Ok(worst)
    }

    fn is_asked_for(&self, diagnosis: &Diagnosis) -> bool {
        let score = diagnosis.score();
        self.arguments.above.is_none_or(|above| score > above)
            && self.arguments.below.is_none_or(|below| score < below)
    }

    fn tell(
        &mut self,
        file: &str,
        line: Option<u64>,
        diagnosis: &Diagnosis,
    ) -> Result<(), Failure> {
        if !self.is_asked_for(diagnosis) {
            return Ok(());
        }
        let mut text = String::new();
        if self.arguments.json {
            let told = Told {
                file,
                line,
                diagnosis,
            };
            // There is nothing in our answers that JSON has not.
            text = serde_json::to_string(&told).unwrap_or_default();
        } else {
            let number = line.map_or(String::new(), |number| format!(":{number}"));
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{file}{number}: {}", summary(diagnosis));
        }
        text.push('\n');
        self.output.write(text.as_bytes())
    }
}

/// `simplified, 0.42 damaged, repairable (misread 3)`
fn summary(diagnosis: &Diagnosis) -> String {
    let variant = diagnosis.classification().variant;
    let hidden = match counts(diagnosis.hidden()) {
        none if none.is_empty() => none,
        some => format!(", hidden ({some})"),
    };
    if diagnosis.findings().is_empty() {
        return match hidden.is_empty() {
            true => format!("{variant}, nothing found"),
            false => format!("{variant}, no damage{hidden}"),
        };
    }
    let outlook = if diagnosis.is_repairable() {
        "repairable"
    } else {
        "not all repairable"
    };
    let score = diagnosis.score();
    let counts = counts(diagnosis.findings());
    format!("{variant}, {score:.2} damaged, {outlook} ({counts}){hidden}")
}

/// `misread 3, unexplained 1`
fn counts(findings: &[Finding]) -> String {
    let mut counts = BTreeMap::new();
    for finding in findings {
        for reason in &finding.reasons {
            *counts.entry(reason.name()).or_insert(0) += 1;
        }
        if finding.outlook == Outlook::Unexplained {
            *counts.entry("unexplained").or_insert(0) += 1;
        }
    }
    let counts = counts.iter().map(|(name, count)| format!("{name} {count}"));
    counts.collect::<Vec<_>>().join(", ")
}
