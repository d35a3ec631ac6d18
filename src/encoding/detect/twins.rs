//! Encodings of single bytes that say the same of the bytes at hand: windows-1250 and ISO-8859-2 differ in
//! some letters only, and text that has none of them is the same in both.
//!
//! To ask which of them it is has no answer, and none is needed. They are one candidate, by the name
//! of the more probable one.

use super::answer::Reading;
use super::sample::Sample;
use super::suppose::{Half, single};
use crate::name::Encoding;

/// Gives readings that make the same characters of the bytes the encoding of the cheapest of them.
pub(super) fn unite(sample: &Sample<'_>, readings: &mut [Reading]) {
    let half = |reading: &Reading| reading.encoding.and_then(single);
    if readings.iter().filter_map(half).count() < 2 {
        return;
    }
    let mut is_there = [false; 128];
    let mut cells: Vec<usize> = Vec::with_capacity(16);
    for &byte in sample.pieces().flat_map(|piece| piece.bytes) {
        if let Some(cell) = byte.checked_sub(0x80).map(usize::from)
            && !std::mem::replace(&mut is_there[cell], true)
        {
            cells.push(cell);
        }
    }
    // What each text begins with, the cheapest reading that makes it, and its cost.
    let mut texts: Vec<(&'static Half, Encoding, f32)> = Vec::with_capacity(readings.len());
    let find = |texts: &[(&'static Half, Encoding, f32)], own: &'static Half| {
        let is_same = |(theirs, _, _): &(&'static Half, Encoding, f32)| {
            std::ptr::eq(*theirs, own) || cells.iter().all(|&cell| theirs[cell] == own[cell])
        };
        texts.iter().position(is_same)
    };
    for reading in readings.iter() {
        let (Some(encoding), Some(own)) = (reading.encoding, half(reading)) else {
            continue;
        };
        match find(&texts, own).and_then(|number| texts.get_mut(number)) {
            Some((_, _, cost)) if *cost <= reading.cost => {}
            Some(text) => *text = (own, encoding, reading.cost),
            None => texts.push((own, encoding, reading.cost)),
        }
    }
    for reading in readings.iter_mut() {
        if let Some(own) = half(reading)
            && let Some(number) = find(&texts, own)
        {
            reading.encoding = texts.get(number).map(|(_, encoding, _)| *encoding);
        }
    }
}
