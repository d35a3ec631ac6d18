//! Encodings of single bytes that say the same of the bytes at hand: windows-1250 and ISO-8859-2 differ in
//! some letters only, and text that has none of them is the same in both.
//!
//! To ask which of them it is has no answer, and none is needed. They are one candidate, by the name
//! of the more probable one.

use super::answer::Reading;
use super::sample::Sample;
use super::suppose::{Half, single};
use crate::name::Encoding;

/// Seldom are there more texts.
const SEVERAL: usize = 16;

/// Gives readings that make the same characters of the bytes the encoding of the cheapest of them.
pub(super) fn unite(sample: &Sample<'_>, readings: &mut [Reading]) {
    let half = |reading: &Reading| reading.encoding.and_then(single);
    if readings.iter().filter_map(half).count() < 2 {
        return;
    }
    let mut is_there = [false; 128];
    let (mut cells, mut count) = ([0_u8; 128], 0);
    for &byte in sample.pieces().flat_map(|piece| piece.bytes) {
        if let Some(cell) = byte.checked_sub(0x80)
            && let Some(is_there) = is_there.get_mut(usize::from(cell))
            && !std::mem::replace(is_there, true)
            && let Some(slot) = cells.get_mut(count)
        {
            *slot = cell;
            count += 1;
        }
    }
    let cells = cells.get(..count).unwrap_or_default();
    // For each text that they make: who makes it, the cheapest reading's encoding, and its cost.
    let mut texts: Vec<(&'static Half, Encoding, f32)> =
        Vec::with_capacity(readings.len().min(SEVERAL));
    // Which of them each encoding makes, by number.
    let mut numbers: [Option<u8>; Encoding::COUNT] = [None; Encoding::COUNT];
    for reading in readings.iter() {
        let (Some(encoding), Some(own)) = (reading.encoding, half(reading)) else {
            continue;
        };
        let is_same = |(theirs, _, _): &(&'static Half, Encoding, f32)| {
            cells
                .iter()
                .map(|&cell| usize::from(cell))
                .all(|cell| theirs[cell] == own[cell])
        };
        let number = match numbers[encoding as usize] {
            Some(number) => number.into(),
            None => texts.iter().position(is_same).unwrap_or(texts.len()),
        };
        numbers[encoding as usize] = Some(number as u8);
        match texts.get_mut(number) {
            Some((_, _, cost)) if *cost <= reading.cost => {}
            Some((_, cheapest, cost)) => (*cheapest, *cost) = (encoding, reading.cost),
            None => texts.push((own, encoding, reading.cost)),
        }
    }
    for reading in readings.iter_mut() {
        let number = reading.encoding.and_then(|one| numbers[one as usize]);
        if let Some((_, cheapest, _)) = number.and_then(|number| texts.get(usize::from(number))) {
            reading.encoding = Some(*cheapest);
        }
    }
}
