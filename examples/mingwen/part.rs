//! What became of a part of a plain file: made on any thread, told of in order on one.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use mingwen::{Block, Decoding, Passage, RepairReader, Repairer, is_binary};

use crate::error::Failure;
use crate::input::Input;
use crate::progress::Progress;
use crate::record::{Record, Summary, has_mark, malformed};

/// Bytes of a file that are repaired as one document. More would be held than is worth it: everything
/// that is made of a block is up to some thirty times as long.
pub(crate) const BLOCK: usize = 1 << 20;

/// Bytes that tell text from what is left as it is.
const HEAD: u64 = 1 << 16;

/// A part of a file, which is the whole where that is no longer than a block.
pub(crate) struct Part {
    pub(crate) content: Content,
    pub(crate) summary: Summary,
    /// Lines that end in it.
    pub(crate) lines: usize,
    /// The first bytes without a meaning: lines of the part before them, and bytes of the file.
    pub(crate) malformed: Option<(usize, u64)>,
    /// Whether it began with a byte order mark of UTF-8.
    pub(crate) has_mark: bool,
}

/// The result, with an account where anybody wants one: keeping it takes several times as long as a
/// conversion.
pub(crate) enum Content {
    Text(String),
    Block(Box<Block>),
    /// No text, and as it was.
    Binary(Vec<u8>),
}

impl Part {
    fn of_passage(passage: Passage<'_>, keeps_mark: bool) -> Self {
        let mut summary = Summary::default();
        summary.add_passage(&passage, keeps_mark);
        Self {
            summary,
            lines: lines(&passage.source),
            malformed: first_malformed(&passage.source, &passage.decoding, passage.bytes),
            has_mark: has_mark(&passage.decoding),
            content: Content::Text(passage.into_text()),
        }
    }

    fn of_block(block: Block, keeps_mark: bool) -> Result<Self, Failure> {
        let mut summary = Summary::default();
        summary.add(&block.repaired, keeps_mark);
        let record = Record::of("", &block.repaired);
        let source = record.source()?;
        let decoding = block.repaired.report.decoding();
        Ok(Self {
            summary,
            lines: lines(&source),
            malformed: decoding.and_then(|d| first_malformed(&source, d, block.bytes)),
            has_mark: decoding.is_some_and(has_mark),
            content: Content::Block(Box::new(block)),
        })
    }

    fn of_binary(bytes: Vec<u8>) -> Self {
        Self {
            summary: Summary::of_binary(),
            lines: 0,
            malformed: None,
            has_mark: false,
            content: Content::Binary(bytes),
        }
    }

    /// The result.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Block(block) => block.repaired.text.as_bytes(),
            Content::Binary(bytes) => bytes,
        }
    }
}

fn lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

fn first_malformed(source: &str, decoding: &Decoding, bytes: u64) -> Option<(usize, u64)> {
    let first = malformed(decoding).next()?;
    let before = source.get(..first.text.start).unwrap_or_default();
    Some((lines(before), bytes + first.bytes.start as u64))
}

/// What is wanted of each part.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) repairer: &'a Repairer,
    pub(crate) progress: &'a Progress,
    /// Whether anybody wants to know what was done.
    pub(crate) is_told: bool,
    pub(crate) keeps_mark: bool,
    /// Whether nobody said that it is text, and in which encoding.
    pub(crate) may_be_binary: bool,
}

/// The parts of a file, made one after another.
pub(crate) struct Parts {
    name: String,
    from: Source,
    is_told: bool,
    keeps_mark: bool,
}

enum Source {
    Text(Box<RepairReader<'static, Box<dyn Read>>>),
    Binary(Box<dyn Read>),
}

impl Parts {
    pub(crate) fn open(task: Task<'_>, input: &Input) -> Result<Self, Failure> {
        let name = input.name();
        let mut from = task.progress.wrap(input.open()?);
        let mut head = Vec::new();
        let read = from.by_ref().take(HEAD).read_to_end(&mut head);
        read.map_err(|error| Failure::input(&name, error))?;
        let is_binary = task.may_be_binary && is_binary(&head);
        let from: Box<dyn Read> = Box::new(Cursor::new(head).chain(from));
        Ok(Self {
            name,
            from: match is_binary {
                true => Source::Binary(from),
                false => Source::Text(Box::new(
                    task.repairer.clone().reader(from).look_ahead(BLOCK),
                )),
            },
            is_told: task.is_told,
            keeps_mark: task.keeps_mark,
        })
    }

    /// The next part; nothing at the end. A defect costs its own file: what panics is a failure.
    pub(crate) fn next(&mut self) -> Result<Option<Part>, Failure> {
        let made = catch_unwind(AssertUnwindSafe(|| self.make()));
        made.unwrap_or_else(|_| {
            let name = self.name.clone();
            Err(Failure::Panic { name })
        })
    }

    fn make(&mut self) -> Result<Option<Part>, Failure> {
        let failed = |error| Failure::input(&self.name, error);
        match &mut self.from {
            Source::Binary(from) => {
                let mut bytes = Vec::new();
                let read = from.take(BLOCK as u64).read_to_end(&mut bytes);
                let is_over = read.map_err(failed)? == 0;
                Ok((!is_over).then(|| Part::of_binary(bytes)))
            }
            Source::Text(reader) if self.is_told => {
                let block = reader.next_block().map_err(failed)?;
                let part = block.map(|block| Part::of_block(block, self.keeps_mark));
                part.transpose()
            }
            Source::Text(reader) => {
                let passage = reader.next_passage().map_err(failed)?;
                Ok(passage.map(|passage| Part::of_passage(passage, self.keeps_mark)))
            }
        }
    }
}
