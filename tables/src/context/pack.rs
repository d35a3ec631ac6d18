//! The layout of `context.bin`; `src/tables/FORMAT.md` specifies it under `CTXT`.

use std::collections::BTreeMap;

use super::kept::Kept;
use crate::tables::context::{CANDIDATES, SUBJECT, key, place};

/// Rows of 64 cells in the Basic Multilingual Plane.
const ROWS: usize = 1024;
/// At most so much of the slots is taken, in percent.
const LOAD: usize = 75;

/// A character's cell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cell {
    pub folded: Option<char>,
    /// 0 for both scripts, 1 for simplified, 2 for traditional.
    pub side: u32,
    /// A bit for each step to a region's standard that it concerns.
    pub steps: u32,
}

pub fn payload(kept: &Kept, cells: &BTreeMap<char, Cell>) -> Result<Vec<u8>, String> {
    let mut words: BTreeMap<u32, u32> = BTreeMap::new();
    for (character, cell) in cells {
        let folded = cell.folded.map_or(0, u32::from);
        *words.entry(u32::from(*character)).or_default() |=
            folded | cell.side << 30 | cell.steps << 26;
    }
    for (subject, number) in kept.subjects.iter().zip(1..).filter(|(s, _)| !s.merged) {
        *words.entry(u32::from(subject.character)).or_default() |= number << 16;
    }
    let mut index = vec![0u16; ROWS];
    let mut rows = vec![[0u32; 64]];
    for (code, word) in words {
        let row = (code >> 6) as usize;
        let slot = index
            .get_mut(row)
            .ok_or_else(|| format!("U+{code:X} lies beyond the Basic Multilingual Plane"))?;
        if *slot == 0 {
            *slot = rows.len() as u16;
            rows.push([0; 64]);
        }
        rows[usize::from(*slot)][(code & 0x3F) as usize] = word;
    }
    let subjects_at = 12 + 2 * ROWS + 4 * 64 * rows.len();
    let priors_at = subjects_at + 4 + SUBJECT * kept.subjects.len();
    let (subjects, priors) = subjects(kept, priors_at);
    let slots_at = (priors_at + priors.len()).next_multiple_of(4);
    let (bits, slots) = slots(kept);

    let mut payload = Vec::new();
    for word in [subjects_at as u32, slots_at as u32, bits] {
        payload.extend_from_slice(&word.to_le_bytes());
    }
    payload.extend(index.iter().flat_map(|row| row.to_le_bytes()));
    payload.extend(rows.iter().flatten().flat_map(|cell| cell.to_le_bytes()));
    payload.extend(subjects);
    payload.extend(priors);
    payload.resize(slots_at, 0);
    payload.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
    Ok(payload)
}

/// The subjects and their priors, which begin at `priors_at`.
fn subjects(kept: &Kept, priors_at: usize) -> (Vec<u8>, Vec<u8>) {
    let mut subjects = (kept.subjects.len() as u32).to_le_bytes().to_vec();
    let mut priors: Vec<u8> = Vec::new();
    for (subject, number) in kept.subjects.iter().zip(0..) {
        let count = subject.candidates.len();
        subjects.extend_from_slice(&(count as u16).to_le_bytes());
        subjects.extend_from_slice(&u16::from(subject.merged).to_le_bytes());
        subjects.extend_from_slice(&u32::from(subject.character).to_le_bytes());
        subjects.extend_from_slice(&((priors_at + priors.len()) as u32).to_le_bytes());
        for place in 0..CANDIDATES {
            let candidate = subject.candidates.get(place).map_or(0, |&c| u32::from(c));
            subjects.extend_from_slice(&candidate.to_le_bytes());
        }
        let mut own = vec![0i16; 2 * (count + 1) * count];
        for prior in kept.priors.iter().filter(|prior| prior.subject == number) {
            let row = usize::from(prior.region) * (count + 1) + usize::from(prior.choice);
            own[row * count + usize::from(prior.candidate)] = prior.value;
        }
        priors.extend(own.iter().flat_map(|value| value.to_le_bytes()));
    }
    (subjects, priors)
}

fn slots(kept: &Kept) -> (u32, Vec<u32>) {
    let mut bits = 8;
    while kept.weights.len() * 100 > LOAD << bits {
        bits += 1;
    }
    let mut slots = vec![0u32; 1 << bits];
    for weight in &kept.weights {
        let key = key(
            weight.subject,
            weight.candidate.into(),
            weight.kind.into(),
            weight.first,
            weight.second,
        );
        let (mut slot, mark) = place(key, bits);
        while slots[slot] != 0 {
            slot = (slot + 1) & ((1 << bits) - 1);
        }
        let [taiwan, hong_kong] = weight.values.map(|value| value as u8);
        let [low, high] = mark.to_le_bytes();
        slots[slot] = u32::from_le_bytes([low, high, taiwan, hong_kong]);
    }
    (bits, slots)
}
