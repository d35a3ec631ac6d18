//! A plain file: decoded and repaired block by block; a file shorter than a block is one document.

use mingwen::{Block, Patch};

use crate::error::Failure;
use crate::input::Input;
use crate::job::Job;
use crate::messages::note;
use crate::record::{Before, Record, Summary, malformed};

/// Bytes of a file that are repaired as one document. More would be held than is worth it: everything
/// that is made of a block is up to some thirty times as long.
const BLOCK: usize = 1 << 20;

const MARK: &str = "\u{FEFF}";

pub(crate) fn run(job: &mut Job, input: &Input) -> Result<(), Failure> {
    let name = input.name();
    let failed = |error| Failure::input(&name, error);
    let from = job.progress.wrap(input.open()?);
    let repairer = job.repairer.clone();
    let mut blocks = repairer.reader(from).look_ahead(BLOCK);
    let mut file = File {
        name: &name,
        summary: Summary::default(),
        lines: 0,
        malformed: None,
    };
    while let Some(block) = blocks.next_block().map_err(failed)? {
        file.take(job, &block)?;
    }
    if file.summary.is_empty() {
        // Empty files have reports and patches too.
        let nothing = job.repairer.repair_bytes(b"").into_owned();
        if let Some(patch) = &mut job.patch {
            patch.write(&Patch::of(&nothing)?)?;
        }
        job.account_block(&Record::of(&name, &nothing))?;
    }
    if let Some((line, at)) = file.malformed {
        note(format_args!(
            "{name}:{line}: bytes without a meaning became U+FFFD ({} in all, the first at byte {at})",
            file.summary.malformed
        ));
    }
    job.account_file(&name, &file.summary)
}

/// A file, as far as it is done.
struct File<'a> {
    name: &'a str,
    summary: Summary,
    lines: usize,
    /// Line and byte of the first bytes without a meaning.
    malformed: Option<(usize, u64)>,
}

impl File<'_> {
    fn take(&mut self, job: &mut Job, block: &Block) -> Result<(), Failure> {
        let record = Record {
            before: Before {
                lines: self.lines,
                bytes: block.bytes,
                source: block.source,
                target: block.target,
            },
            ..Record::of(self.name, &block.repaired)
        };
        if job.prints_result() {
            if job.keeps_mark && self.summary.is_empty() && record.has_mark() {
                job.output.write(MARK.as_bytes())?;
            }
            job.output.write(block.repaired.text.as_bytes())?;
            job.output.flush()?;
        }
        let source = record.source()?;
        if self.malformed.is_none()
            && let Some(first) = malformed(record.report()).next()
        {
            let before = source.get(..first.text.start).unwrap_or_default();
            let line = self.lines + before.matches('\n').count() + 1;
            self.malformed = Some((line, block.bytes + first.bytes.start as u64));
        }
        self.lines += source.bytes().filter(|&byte| byte == b'\n').count();
        self.summary.add(&block.repaired, job.keeps_mark);
        if let Some(patch) = &mut job.patch {
            patch.write(&Patch::of(&block.repaired)?)?;
        }
        job.account_block(&record)
    }
}
