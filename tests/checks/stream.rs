//! What must hold however input is divided.
#![allow(clippy::unwrap_used, reason = "a check fails by panicking")]

use std::io::{self, Read, Write};

use mingwen::{Block, Repairer};

/// The least look-ahead that can be had, so that short input is long.
pub(crate) const SHORT: usize = 1 << 12;

/// Everything that streams promise of `bytes`, given in pieces of these lengths, around and around.
pub(crate) fn divided(repairer: &Repairer, bytes: &[u8], lens: &[usize], look_ahead: usize) {
    let (expected, blocks) = pulled(repairer, bytes, &[usize::MAX], look_ahead);
    let divided = pulled(repairer, bytes, lens, look_ahead);
    assert!(divided == (expected.clone(), blocks.clone()), "{lens:?}");
    let pushed = pushed(repairer, bytes, lens, look_ahead);
    assert!(pushed == (expected.clone(), blocks.clone()), "{lens:?}");
    unaccounted(repairer, bytes, lens, look_ahead, &blocks);
    if bytes.len() < look_ahead {
        let whole = repairer.repair_bytes(bytes);
        assert_eq!(expected, whole.text.as_bytes());
        assert!(
            blocks
                .iter()
                .all(|block| block.repaired.report == whole.report)
        );
        assert_eq!(blocks.len(), usize::from(!bytes.is_empty()));
    }
    add_up(&blocks, bytes, &expected);
}

/// Blocks follow each other without a gap, and each gives its own bytes back.
fn add_up(blocks: &[Block], bytes: &[u8], text: &[u8]) {
    let (mut input, mut source, mut target) = (Vec::new(), 0, Vec::<u8>::new());
    for block in blocks {
        let places = (input.len(), source, target.len());
        let expected = (block.bytes, block.source, block.target);
        assert_eq!(
            places,
            (
                expected.0 as usize,
                expected.1 as usize,
                expected.2 as usize
            )
        );
        let decoding = block.repaired.report.decoding().unwrap();
        source += decoding.segments.last().unwrap().text.end;
        input.extend(block.repaired.undo_bytes().unwrap());
        target.extend(block.repaired.text.as_bytes());
    }
    assert!(input == bytes, "not the original");
    assert!(target == text, "not the result");
}

/// Without an account, everything but the account is the same.
fn unaccounted(
    repairer: &Repairer,
    bytes: &[u8],
    lens: &[usize],
    look_ahead: usize,
    blocks: &[Block],
) {
    let reader = || {
        let pieces = Pieces::new(bytes, lens);
        repairer.reader(pieces).look_ahead(look_ahead)
    };
    let mut passages = reader();
    for block in blocks {
        let passage = passages.next_passage().unwrap().unwrap();
        let Block { repaired, .. } = block;
        assert!(passage.text() == repaired.text, "{lens:?}");
        assert_eq!(Some(&passage.decoding), repaired.report.decoding());
        assert!(passage.source == repaired.report.undo(&repaired.text).unwrap());
        assert_eq!(passage.bytes, block.bytes);
        assert_eq!(passage.is_changed(), passage.source != passage.text());
    }
    assert!(passages.next_passage().unwrap().is_none());
    let text: String = blocks.iter().map(|b| &*b.repaired.text).collect();
    let mut read = String::new();
    reader().read_to_string(&mut read).unwrap();
    assert!(read == text, "{lens:?}");
}

/// The text and the blocks of a reader that is read in pieces too.
pub(crate) fn pulled(
    repairer: &Repairer,
    bytes: &[u8],
    lens: &[usize],
    look_ahead: usize,
) -> (Vec<u8>, Vec<Block>) {
    let (mut text, mut blocks) = (Vec::new(), Vec::new());
    let reader = repairer
        .reader(Pieces::new(bytes, lens))
        .look_ahead(look_ahead);
    let mut reader = reader.on_block(|block| blocks.push(block.clone()));
    let mut lens = lens.iter().cycle();
    loop {
        let len = lens.next().map_or(1, |&len| len.clamp(1, 1 << 16));
        let start = text.len();
        text.resize(start + len, 0);
        let read = reader.read(&mut text[start..]).unwrap();
        text.truncate(start + read);
        if read == 0 {
            break;
        }
    }
    drop(reader);
    (text, blocks)
}

fn pushed(
    repairer: &Repairer,
    bytes: &[u8],
    lens: &[usize],
    look_ahead: usize,
) -> (Vec<u8>, Vec<Block>) {
    let mut blocks = Vec::new();
    let writer = repairer.writer(Vec::new()).look_ahead(look_ahead);
    let mut writer = writer.on_block(|block| blocks.push(block.clone()));
    let mut rest = bytes;
    for &len in lens.iter().cycle() {
        let (piece, after) = rest.split_at(len.min(rest.len()));
        writer.write_all(piece).unwrap();
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    let text = writer.finish().unwrap();
    (text, blocks)
}

/// A source that gives pieces of these lengths, around and around; for 0 it says that it was
/// interrupted.
struct Pieces<'b> {
    rest: &'b [u8],
    lens: &'b [usize],
    next: usize,
}

impl<'b> Pieces<'b> {
    fn new(rest: &'b [u8], lens: &'b [usize]) -> Self {
        Self {
            rest,
            lens,
            next: 0,
        }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let len = self.lens[self.next % self.lens.len()];
        self.next += 1;
        if len == 0 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let len = len.min(to.len());
        (&mut self.rest).take(len as u64).read(to)
    }
}
