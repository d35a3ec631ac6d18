//! One call's work: every input goes through a repairer, and what it did is told as asked for.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mingwen::Repairer;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::ahead::{self, Ready};
use crate::appended::{self, Append, Place};
use crate::arguments::Work;
use crate::error::Failure;
use crate::explain;
use crate::input::Input;
use crate::jsonl;
use crate::messages::Messages;
use crate::output::Output;
use crate::part::Task;
use crate::patch_file::PatchFile;
use crate::plain;
use crate::progress::Progress;
use crate::record::{Record, Summary};
use crate::replacement::Replacement;
use crate::report::ReportWriter;

/// Sends all inputs through the repairer.
pub(crate) fn run(repairer: Result<Repairer, mingwen::Error>, work: &Work) -> ExitCode {
    let inputs = match work.recursive {
        true => Input::from_folders(&work.files, work.suffix()),
        false => Ok(Input::from_arguments(&work.files)),
    };
    let job = repairer.map_err(Failure::from).and_then(|repairer| {
        let inputs = inputs?;
        Ok((Job::new(repairer, work, &inputs)?, inputs))
    });
    match job {
        Ok((job, inputs)) => job.run(work, &inputs),
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
    pub(crate) progress: Progress,
    pub(crate) patch: Option<PatchFile>,
    pub(crate) threads: ThreadPool,
    /// Whether the byte order mark of a file stays.
    pub(crate) keeps_mark: bool,
    may_be_binary: bool,
    /// Whether inputs are rewritten, and nothing else is left of them.
    pub(crate) is_all_there_is: bool,
    report: ReportWriter,
    explain: bool,
    check: bool,
    /// Where nothing but a count is wanted.
    census: Option<Census>,
    /// Whether the input at hand comes out as other bytes.
    changes: bool,
}

/// What would change in all inputs together.
#[derive(Default)]
struct Census {
    summary: Summary,
    inputs: usize,
    changed: usize,
}

impl Job {
    fn new(repairer: Repairer, work: &Work, inputs: &[Input]) -> Result<Self, Failure> {
        if work.in_place.is_some() && inputs.contains(&Input::Stdin) {
            return Err(Failure::NoPlace);
        }
        if let (Some(_), None) = (&work.in_place, work.suffix())
            && let Some(Input::File(path)) = inputs.iter().find(|input| input.is_suffix())
        {
            return Err(Failure::SuffixApart(path.clone()));
        }
        let over = |path: &&PathBuf| inputs.iter().any(|input| input.is_file(path));
        if let Some(path) = work.output.as_ref().filter(over) {
            return Err(Failure::OverInput(path.clone()));
        }
        let patch = work.patch.as_deref();
        Ok(Self {
            repairer,
            output: if work.explain {
                Output::colored(work.color)
            } else {
                Output::raw()
            },
            messages: Messages::default(),
            progress: Progress::of(inputs, work.in_place.is_none() && work.output.is_none()),
            report: ReportWriter::open(work.report, work.report_file.as_deref(), inputs)?,
            patch: patch
                .map(|path| PatchFile::open(path, inputs))
                .transpose()?,
            // None or zero: one for each core.
            threads: ThreadPoolBuilder::new()
                .num_threads(work.jobs.map_or(0, NonZeroUsize::get))
                .build()?,
            // Where nothing is written, what would change in place is told.
            keeps_mark: work.in_place.is_some() || work.check || work.dry_run,
            may_be_binary: work.from.is_none(),
            is_all_there_is: work.in_place.is_some() && work.suffix().is_none() && patch.is_none(),
            explain: work.explain,
            check: work.check,
            census: work.dry_run.then(Census::default),
            changes: false,
        })
    }

    fn run(mut self, work: &Work, inputs: &[Input]) -> ExitCode {
        let done = match &work.output {
            None => self.all(work, inputs),
            Some(path) => self.replace(path, None, |job| {
                job.changes = true;
                let done = job.all(work, inputs);
                job.changes = !job.messages.has_failed();
                done
            }),
        };
        self.progress.finish();
        if let Err(failure) = done {
            self.messages.fail(&failure);
        }
        self.report.finish(&mut self.messages);
        self.messages.status()
    }

    /// Works through all inputs; an error is one after which it makes no sense to go on.
    fn all(&mut self, work: &Work, inputs: &[Input]) -> Result<(), Failure> {
        let mut ready = VecDeque::new();
        for (number, input) in inputs.iter().enumerate() {
            if ready.is_empty() && !work.jsonl {
                let inputs = inputs.get(number..).unwrap_or_default();
                ready = ahead::make(self.task(), inputs, &self.threads);
            }
            let ready = ready.pop_front();
            self.changes = false;
            let done = match (&work.in_place, input) {
                (Some(_), Input::File(path)) => {
                    self.replace(path, work.suffix(), |job| job.one(work, input, ready))
                }
                _ => self.one(work, input, ready),
            };
            match done {
                Err(failure) if failure.is_final() => return Err(failure),
                Err(failure) => self.messages.fail(&failure),
                Ok(()) => {}
            }
        }
        let Some(Census {
            summary,
            inputs,
            changed,
        }) = &self.census
        else {
            return Ok(());
        };
        let s = if *inputs == 1 { "" } else { "s" };
        let line = format!("{inputs} input{s}, {changed} would change: {summary}\n");
        self.output.write(line.as_bytes())?;
        self.output.flush()
    }

    /// Repairs an input. What it has to say appears before the next is read, and before its failure is
    /// told.
    fn one(&mut self, work: &Work, input: &Input, ready: Option<Ready>) -> Result<(), Failure> {
        let done = match (&work.field, &work.base64) {
            (Some(field), _) => jsonl::run(self, input, field),
            (None, Some(field)) => appended::run(self, input, field),
            (None, None) => plain::run(self, input, ready),
        };
        self.output.flush().and(done)?;
        // Before the original is replaced.
        self.patch.take().map_or(Ok(()), PatchFile::commit)
    }

    /// Has the output of `work` take the place of a file, if there is something new.
    fn replace(
        &mut self,
        path: &Path,
        suffix: Option<&OsStr>,
        work: impl FnOnce(&mut Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let failed = |error| Failure::file(path, error);
        let (replacement, file) = Replacement::create(path).map_err(failed)?;
        let to = file.try_clone().map_err(failed)?;
        let stdout = std::mem::replace(&mut self.output, Output::file(to));
        let done = work(self);
        self.output = stdout;
        done?;
        match self.changes {
            true => replacement.commit(&file, suffix).map_err(failed),
            false => Ok(()),
        }
    }

    /// Whether the result itself is wanted.
    pub(crate) fn prints_result(&self) -> bool {
        !self.explain && !self.check && self.census.is_none()
    }

    /// Whether anybody wants to know what was done.
    pub(crate) fn is_told(&self) -> bool {
        self.explain || self.check || self.census.is_some() || self.report.is_open()
    }

    /// What is wanted of plain files.
    pub(crate) fn task(&self) -> Task<'_> {
        Task {
            repairer: &self.repairer,
            progress: &self.progress,
            is_told: self.is_told() || self.patch.is_some(),
            keeps_mark: self.keeps_mark,
            may_be_binary: self.may_be_binary,
        }
    }

    /// Tells of a repaired string whatever was asked for.
    pub(crate) fn account(&mut self, record: &Record<'_>) -> Result<(), Failure> {
        self.account_block(record)?;
        let summary = record.summary();
        if let Some(census) = &mut self.census {
            census.summary.add_file(&summary);
        }
        self.list(&record.label(), &summary)
    }

    /// Tells of a part of a plain file.
    pub(crate) fn account_block(&mut self, record: &Record<'_>) -> Result<(), Failure> {
        self.report.record(record, &mut self.messages);
        match self.explain {
            true => explain::write(&mut self.output, record),
            false => Ok(()),
        }
    }

    /// Tells of a plain file as a whole.
    pub(crate) fn account_file(&mut self, name: &str, summary: &Summary) -> Result<(), Failure> {
        self.report.file(name, summary, &mut self.messages);
        self.changes = summary.changes;
        if let Some(census) = &mut self.census {
            census.inputs += 1;
            census.changed += usize::from(summary.changes);
            census.summary.add_file(summary);
            if summary.changes {
                self.output
                    .write(format!("{name}: {summary}\n").as_bytes())?;
            }
        }
        if self.explain {
            self.output
                .write(format!("{name}: {summary}\n").as_bytes())?;
        }
        self.list(name, summary)
    }

    /// What --check has to say.
    fn list(&mut self, label: &str, summary: &Summary) -> Result<(), Failure> {
        if !self.check || !summary.changes {
            return Ok(());
        }
        self.messages.finding();
        self.output
            .write(format!("{label}: {summary}\n").as_bytes())
    }

    /// Tells of an input of many records as a whole.
    pub(crate) fn account_lines(&mut self, total: &jsonl::Total<'_>) -> Result<(), Failure> {
        self.report.total(total, &mut self.messages);
        self.changes = total.changed > 0;
        if let Some(census) = &mut self.census {
            census.inputs += 1;
            census.changed += usize::from(self.changes);
        }
        if self.explain || self.census.is_some() {
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
            line: Some((place.number, place.field)),
            ..Record::of(place.name, &repaired)
        };
        if !repaired.report.is_empty() || repaired.text.as_bytes() != bytes {
            self.account(&record)?;
        }
        Ok(format!("\"text\":{}", json(&repaired.text)))
    }
}

/// A text as a JSON string.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
