//! Fewer rows than characters: what says much the same, says the same.

use std::collections::HashMap;

use crate::tables::suspicion::{LANES, ROWS, Row};

/// Rounds of moving each row to the middle of its characters. Later ones change little.
const ROUNDS: usize = 12;

/// The row that a group of characters is to share, and their numbers in the list of distinct rows.
struct Group {
    members: Vec<usize>,
    middle: [f64; LANES],
    /// The lane in which the members differ most, and by how much.
    widest: (usize, f64),
}

impl Group {
    fn new(members: Vec<usize>, rows: &[(Row, f64)]) -> Self {
        let total: f64 = members.iter().map(|&at| rows[at].1).sum();
        let mut middle = [0.0; LANES];
        for &at in &members {
            let (row, weight) = &rows[at];
            for (middle, &value) in middle.iter_mut().zip(row) {
                *middle += weight / total * f64::from(value);
            }
        }
        let mut spread = [0.0; LANES];
        for &at in &members {
            let (row, weight) = &rows[at];
            for ((spread, &value), middle) in spread.iter_mut().zip(row).zip(middle) {
                *spread += weight * (f64::from(value) - middle).powi(2);
            }
        }
        let widest = (0..LANES).map(|lane| (lane, spread[lane]));
        Self {
            members,
            middle,
            widest: widest
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .unwrap_or_default(),
        }
    }

    fn row(&self) -> Row {
        self.middle.map(|middle| middle.round() as u8)
    }
}

/// Divides the group that differs most at the middle of the lane in which it does, until there are
/// enough; then Lloyd's algorithm. The rows, and the number of each character's.
pub fn cluster(rows: &[Row], weights: &[f64]) -> (Vec<u8>, Vec<u8>) {
    let mut merged: HashMap<Row, f64> = HashMap::new();
    for (row, weight) in rows.iter().zip(weights) {
        // Rows that nothing has are of some account as well.
        *merged.entry(*row).or_default() += weight + 1e-7;
    }
    let mut merged: Vec<(Row, f64)> = merged.into_iter().collect();
    merged.sort_by_key(|&(row, _)| row);
    let mut groups = vec![Group::new((0..merged.len()).collect(), &merged)];
    while groups.len() < ROWS {
        let widest = (0..groups.len())
            .max_by(|&a, &b| groups[a].widest.1.total_cmp(&groups[b].widest.1))
            .unwrap_or(0);
        let Group {
            members,
            middle,
            widest: (lane, _),
        } = groups.swap_remove(widest);
        let (low, high): (Vec<usize>, Vec<usize>) = members
            .into_iter()
            .partition(|&at| f64::from(merged[at].0[lane]) <= middle[lane]);
        groups.extend([low, high].map(|members| Group::new(members, &merged)));
    }
    for _ in 0..ROUNDS {
        let centers: Vec<Row> = groups.iter().map(Group::row).collect();
        let mut members = vec![Vec::new(); ROWS];
        for (at, (row, _)) in merged.iter().enumerate() {
            members[nearest(row, &centers)].push(at);
        }
        for (group, members) in groups.iter_mut().zip(members) {
            if !members.is_empty() {
                *group = Group::new(members, &merged);
            }
        }
    }
    let centers: Vec<Row> = groups.iter().map(Group::row).collect();
    let numbers: HashMap<Row, u8> = merged
        .iter()
        .map(|(row, _)| (*row, nearest(row, &centers) as u8))
        .collect();
    (
        centers.concat(),
        rows.iter().map(|row| numbers[row]).collect(),
    )
}

fn nearest(row: &Row, centers: &[Row]) -> usize {
    let distance = |center: &Row| -> u32 {
        let lanes = row.iter().zip(center);
        lanes.map(|(&a, &b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    (0..centers.len())
        .min_by_key(|&at| distance(&centers[at]))
        .unwrap_or(0)
}
