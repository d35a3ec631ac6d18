//! Strings that tests are tried on: characters that are hard for a rule, in any order.

/// So many strings of so many of the letters, the same each time.
pub(super) fn jumbles(letters: &str, len: usize, count: usize) -> impl Iterator<Item = String> {
    let letters: Vec<char> = letters.chars().collect();
    let mut state = 1_u64;
    let mut next = move || {
        // Knuth's MMIX: its high bits are even enough, and no dependency is needed.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        letters[(state >> 33) as usize % letters.len()]
    };
    (0..count).map(move |_| (0..len).map(|_| next()).collect())
}
