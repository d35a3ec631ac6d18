//! `suspicion.bin`: what each character says about damage.
//!
//! For every lane, a family of ways to misread text, the logarithm of how much likelier a character
//! is in text that went this way than in clean text. Both sides come from the character models that
//! are built already: [`route`] sends text that has their frequencies through each channel, and
//! [`clean`] says how common a character is in any language. [`cluster`] lets characters that say
//! much the same share a row.

mod clean;
mod cluster;
mod route;

use std::collections::HashMap;

use crate::blob::Blob;
use crate::build_model::cost;
use crate::model::UNITS;
use crate::tables::suspicion::{BIAS, LANES, PARTS_OF_BIT, ROTATED, Row, lane};
use route::{Route, Sample};

/// Most that one character says for a lane, in bits. With more, two odd characters of a name would be
/// damage.
const MOST_FOR: i32 = 5;

/// Most that one says against it, and what one says that does not come out of the lane's channels.
const MOST_AGAINST: i32 = -4;

/// Share of U+FFFD in damaged text, roughly.
const MARK: f64 = 0.1;

pub fn blob() -> Blob {
    let sample = Sample::new();
    let lanes: Vec<Lane> = (0..LANES).map(|lane| Lane::new(lane, &sample)).collect();
    let characters = || (0..0x1_0000).map(|code| char::from_u32(code).unwrap_or('\u{FFFD}'));
    let says = |character| std::array::from_fn(|lane| lanes[lane].says(character));
    let rows: Vec<Row> = characters().map(says).collect();
    let weight = |character| {
        let seen = lanes.iter().map(|lane| lane.share(character));
        // No sample has marks, which must say what they say.
        let mark = if character == '\u{FFFD}' { MARK } else { 0.0 };
        clean::share(character) + seen.sum::<f64>() + mark
    };
    let weights: Vec<f64> = characters().map(weight).collect();
    let (mut payload, mut numbers) = cluster::cluster(&rows, &weights);
    numbers.rotate_right(usize::from(ROTATED));
    payload.extend(numbers);
    Blob {
        name: "suspicion",
        kind: *b"SUSP",
        version: 1,
        sources: "model.bin and model-other.bin, see there; encoding_rs 0.8.44 (BSD-3-Clause)",
        payload,
    }
}

/// How often each character comes out of one family of channels.
struct Lane {
    shares: HashMap<char, f64>,
    /// Whether it makes letters and digits of ASCII out of parts of Chinese characters.
    makes_ascii: bool,
    /// Whether it takes pairs of bytes for other pairs, of which it loses some here and there.
    is_of_pairs: bool,
}

impl Lane {
    fn new(lane: usize, sample: &Sample) -> Self {
        let mut shares: HashMap<char, f64> = HashMap::new();
        for route in Route::all().iter().filter(|route| route.lane == lane) {
            let counts = route.counts(sample);
            let total: usize = counts.values().sum();
            for (&character, &count) in &counts {
                let share = shares.entry(character).or_default();
                *share = share.max(count as f64 / total as f64);
            }
        }
        let ascii: f64 = shares
            .iter()
            .filter(|(c, _)| c.is_ascii_alphanumeric())
            .map(|(_, share)| share)
            .sum();
        Self {
            shares,
            makes_ascii: ascii > 0.02,
            is_of_pairs: (lane::GBK_BIG5..=lane::BIG5_EUC_KR).contains(&lane),
        }
    }

    fn share(&self, character: char) -> f64 {
        self.shares.get(&character).copied().unwrap_or(0.0)
    }

    /// What the character says, as it stands in a row.
    fn says(&self, character: char) -> u8 {
        let parts = match character {
            // Marks of lost bytes.
            '\u{FFFD}' if self.is_of_pairs => MOST_FOR * PARTS_OF_BIT,
            '?' | '\u{FFFD}' => PARTS_OF_BIT,
            // Text and markup around damage; half a character where the reader gives ASCII.
            _ if character.is_ascii() && self.makes_ascii => 0,
            _ if character.is_ascii_alphanumeric() => -2 * PARTS_OF_BIT,
            _ if character.is_ascii() => -PARTS_OF_BIT,
            _ => match self.shares.get(&character) {
                Some(&share) => {
                    let units = i32::from(clean::cost_of(character)) - i32::from(cost(share));
                    units * PARTS_OF_BIT / UNITS as i32
                }
                None => MOST_AGAINST * PARTS_OF_BIT,
            },
        };
        let most = MOST_AGAINST * PARTS_OF_BIT..=MOST_FOR * PARTS_OF_BIT;
        (parts.clamp(*most.start(), *most.end()) + i32::from(BIAS)) as u8
    }
}
