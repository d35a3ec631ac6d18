//! Encodings of single bytes that say the same of the bytes at hand: windows-1250 and ISO-8859-2 differ in
//! some letters only, and text that has none of them is the same in both.
//!
//! To ask which of them it is has no answer, and none is needed. They are one candidate, by the name
//! of the more probable one.

use super::answer::Reading;
use super::sample::Sample;
use super::suppose::single;
use crate::name::Encoding;

/// Gives readings that make the same characters of the bytes the encoding of the cheapest of them.
pub(super) fn unite(sample: &Sample<'_>, readings: &mut [Reading]) {
    let half = |reading: &Reading| reading.encoding.and_then(single);
    if readings.iter().filter_map(half).count() < 2 {
        return;
    }
    readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut is_there = [false; 128];
    let mut cells: Vec<usize> = Vec::with_capacity(16);
    for &byte in sample.pieces().flat_map(|piece| piece.bytes) {
        if let Some(cell) = byte.checked_sub(0x80).map(usize::from)
            && !std::mem::replace(&mut is_there[cell], true)
        {
            cells.push(cell);
        }
    }
    // Each encoding that stands for itself.
    let mut kept: Vec<Encoding> = Vec::with_capacity(readings.len());
    for reading in readings.iter_mut() {
        let (Some(encoding), Some(own)) = (reading.encoding, half(reading)) else {
            continue;
        };
        let is_same = |&&other: &&Encoding| {
            single(other).is_some_and(|theirs| cells.iter().all(|&cell| theirs[cell] == own[cell]))
        };
        match kept.iter().find(is_same) {
            Some(&twin) => reading.encoding = Some(twin),
            None => kept.push(encoding),
        }
    }
}
