//! Short files, made ready side by side before their turn.

use std::collections::VecDeque;
use std::fs;

use rayon::ThreadPool;
use rayon::prelude::*;

use crate::error::Failure;
use crate::input::Input;
use crate::part::{BLOCK, Part, Parts, Task};

/// Files made ready at once for each thread, at most.
const FILES: usize = 256;

/// All parts of a file, up to a failure if there was one.
pub(crate) struct Ready {
    pub(crate) parts: Vec<Part>,
    pub(crate) failure: Option<Failure>,
}

/// What stands in front of the inputs that are still to be done: of so many in a row that they are short
/// files, and no more of them than a block for each thread.
pub(crate) fn make(task: Task<'_>, inputs: &[Input], threads: &ThreadPool) -> VecDeque<Ready> {
    let count = threads.current_num_threads();
    if count == 1 {
        return VecDeque::new();
    }
    let mut room = BLOCK * count;
    let fits = |input: &&Input| {
        let len = short_len(input).filter(|len| *len <= room);
        len.map(|len| room -= len).is_some()
    };
    let most = FILES * count;
    let files: Vec<&Input> = inputs.iter().take(most).take_while(fits).collect();
    if files.len() < 2 {
        return VecDeque::new();
    }
    let all: Vec<Ready> =
        threads.install(|| files.par_iter().map(|input| ready(task, input)).collect());
    all.into()
}

/// The bytes of a file that is one block.
fn short_len(input: &Input) -> Option<usize> {
    let Input::File(path) = input else {
        return None;
    };
    let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    usize::try_from(data.len()).ok().filter(|len| *len < BLOCK)
}

fn ready(task: Task<'_>, input: &Input) -> Ready {
    let mut ready = Ready {
        parts: Vec::new(),
        failure: None,
    };
    let done = Parts::open(task, input).and_then(|mut parts| {
        while let Some(part) = parts.next()? {
            ready.parts.push(part);
        }
        Ok(())
    });
    ready.failure = done.err();
    ready
}
