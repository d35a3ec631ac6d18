//! One call's work: every input goes through a repairer, and what it did is told as asked for.

use std::process::ExitCode;

use mingwen::Repairer;

use crate::appended::{self, Append, Place};
use crate::arguments::Work;
use crate::error::Failure;
use crate::explain;
use crate::input::Input;
use crate::jsonl;
use crate::messages::Messages;
use crate::output::Output;
use crate::plain;
use crate::record::Record;
use crate::report::ReportWriter;

/// Sends all inputs through the repairer.
pub(crate) fn run(repairer: Result<Repairer, mingwen::Error>, work: &Work) -> ExitCode {
    let inputs = Input::from_arguments(&work.files);
    let job = repairer
        .map_err(Failure::from)
        .and_then(|repairer| Job::new(repairer, work, &inputs));
    match job {
        Ok(job) => job.run(work, &inputs),
        Err(failure) => {
            let mut messages = Messages::default();
            messages.fail(&failure);
            messages.status()
        }
    }
}

/// What all inputs of one call share.
pub(crate) struct Job {
    pub(crate) repairer: Repairer,
    pub(crate) output: Output,
    pub(crate) messages: Messages,
    report: ReportWriter,
    explain: bool,
    check: bool,
}

impl Job {
    fn new(repairer: Repairer, work: &Work, inputs: &[Input]) -> Result<Self, Failure> {
        Ok(Self {
            repairer,
            output: if work.explain {
                Output::colored(work.color)
            } else {
                Output::raw()
            },
            messages: Messages::default(),
            report: ReportWriter::open(work.report, work.report_file.as_deref(), inputs)?,
            explain: work.explain,
            check: work.check,
        })
    }

    fn run(mut self, work: &Work, inputs: &[Input]) -> ExitCode {
        for input in inputs {
            let done = match (&work.field, &work.base64) {
                (Some(field), _) => jsonl::run(&mut self, input, field),
                (None, Some(field)) => appended::run(&mut self, input, field),
                (None, None) => plain::run(&mut self, input),
            };
            // What one input has to say appears before the next is read, and before its failure is
            // told.
            let done = self.output.flush().and(done);
            if let Err(failure) = done {
                self.messages.fail(&failure);
                if failure.is_final() {
                    break;
                }
            }
        }
        self.report.finish(&mut self.messages);
        self.messages.status()
    }

    /// Whether the result itself is wanted on standard output.
    pub(crate) fn prints_result(&self) -> bool {
        !self.explain && !self.check
    }

    /// Tells of a repaired text whatever was asked for. `changes` says whether the output would be
    /// other bytes than the input.
    pub(crate) fn account(&mut self, record: &Record<'_>, changes: bool) -> Result<(), Failure> {
        self.report.record(record, &mut self.messages);
        if self.check && changes {
            self.messages.finding();
        }
        if self.explain {
            explain::write(&mut self.output, record)
        } else if self.check && changes {
            let line = format!("{}: {}\n", record.label(), record.summary());
            self.output.write(line.as_bytes())
        } else {
            Ok(())
        }
    }

    /// Tells of an input of many records as a whole.
    pub(crate) fn account_lines(&mut self, total: &jsonl::Total<'_>) -> Result<(), Failure> {
        self.report.total(total, &mut self.messages);
        if self.explain {
            self.output.write(format!("{total}\n").as_bytes())?;
        }
        Ok(())
    }
}

impl Append for Job {
    fn output(&mut self) -> &mut Output {
        &mut self.output
    }

    fn messages(&mut self) -> &mut Messages {
        &mut self.messages
    }

    fn prints_result(&self) -> bool {
        Self::prints_result(self)
    }

    fn members(&mut self, bytes: &[u8], place: Place<'_>) -> Result<String, Failure> {
        let repaired = self.repairer.repair_bytes(bytes);
        let record = Record {
            name: place.name,
            line: Some((place.number, place.field)),
            repaired: &repaired,
        };
        let changes = repaired.text.as_bytes() != bytes;
        if !repaired.report.is_empty() || changes {
            self.account(&record, changes)?;
        }
        Ok(format!("\"text\":{}", json(&repaired.text)))
    }
}

/// A text as a JSON string.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
