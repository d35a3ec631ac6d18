//! Finds the lines that can be damaged, at the speed of clean text.

/// The lines of `text` that deserve a closer look, without their line ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        (!line.is_ascii()).then_some((at, line))
    })
}
