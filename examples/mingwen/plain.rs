//! A plain file: decoded and repaired block by block; a file shorter than a block is one document.

use mingwen::Patch;

use crate::ahead::Ready;
use crate::declared;
use crate::error::Failure;
use crate::input::Input;
use crate::job::Job;
use crate::messages::note;
use crate::part::{Content, Part, Parts};
use crate::record::{Before, Record, Summary};

const MARK: &str = "\u{FEFF}";

/// Does a file of which all is `ready`, if it was made before its turn.
pub(crate) fn run(job: &mut Job, input: &Input, ready: Option<Ready>) -> Result<(), Failure> {
    let name = input.name();
    let mut file = File {
        name: &name,
        summary: Summary::default(),
        lines: 0,
        malformed: None,
        declared: None,
    };
    match ready {
        Some(ready) => {
            for part in &ready.parts {
                file.take(job, part)?;
            }
            ready.failure.map_or(Ok(()), Err)?;
        }
        None => {
            let mut parts = Parts::open(job.task(), input)?;
            while let Some(part) = parts.next()? {
                file.take(job, &part)?;
            }
        }
    }
    if file.summary.is_empty() {
        // Empty files have reports and patches too.
        let nothing = job.repairer.repair_bytes(b"").into_owned();
        if let Some(patch) = &mut job.patch {
            patch.write(&Patch::of(&nothing)?)?;
        }
        job.account_block(&Record::of(&name, &nothing))?;
    }
    if file.summary.is_recoded()
        && job.prints_result()
        && let Some(label) = &file.declared
    {
        note(format_args!(
            "{name}: says that it is in {label}, and is UTF-8 now"
        ));
    }
    if file.summary.is_binary {
        note(format_args!("{name}: binary, left as it is"));
    }
    if job.is_all_there_is
        && let Some((line, at)) = file.malformed
    {
        return Err(Failure::Loss {
            name: name.clone(),
            line,
            at,
            count: file.summary.malformed,
        });
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
    /// The encoding that it says it is in.
    declared: Option<String>,
}

impl File<'_> {
    fn take(&mut self, job: &mut Job, part: &Part) -> Result<(), Failure> {
        if let (Content::Binary(_), Some(_)) = (&part.content, &job.patch) {
            let name = self.name.to_owned();
            return Err(Failure::PatchOfBinary { name });
        }
        if job.prints_result() {
            if job.keeps_mark && self.summary.is_empty() && part.has_mark {
                job.output.write(MARK.as_bytes())?;
            }
            job.output.write(part.bytes())?;
            job.output.flush()?;
        }
        if self.summary.is_empty()
            && let Ok(text) = std::str::from_utf8(part.bytes())
        {
            self.declared = declared::label(text).map(str::to_owned);
        }
        if let (None, Some((line, at))) = (self.malformed, part.malformed) {
            self.malformed = Some((self.lines + line + 1, at));
        }
        if let Content::Block(block) = &part.content {
            if let Some(patch) = &mut job.patch {
                patch.write(&Patch::of(&block.repaired)?)?;
            }
            job.account_block(&Record {
                before: Before {
                    lines: self.lines,
                    bytes: block.bytes,
                    source: block.source,
                    target: block.target,
                },
                ..Record::of(self.name, &block.repaired)
            })?;
        }
        self.lines += part.lines;
        self.summary.add_part(&part.summary);
        Ok(())
    }
}
