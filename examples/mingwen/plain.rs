//! A plain file: one document, decoded and repaired in one go.

use crate::error::Failure;
use crate::input::Input;
use crate::job::Job;
use crate::messages::note;
use crate::record::{Record, malformed};

pub(crate) fn run(job: &mut Job, input: &Input) -> Result<(), Failure> {
    let bytes = input.read()?;
    let name = input.name();
    let repaired = job.repairer.repair_bytes(&bytes);
    if job.prints_result() {
        job.output.write(repaired.text.as_bytes())?;
        job.output.flush()?;
    }
    let record = Record {
        name: &name,
        line: None,
        repaired: &repaired,
    };
    let lost = malformed(record.report()).count();
    if let Some(first) = malformed(record.report()).next() {
        let before = bytes.get(..first).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        note(format_args!(
            "{name}:{line}: bytes without a meaning became U+FFFD ({lost} in all, the first at \
             byte {first})"
        ));
    }
    let changes = repaired.text.as_bytes() != bytes;
    job.account(&record, changes)
}
