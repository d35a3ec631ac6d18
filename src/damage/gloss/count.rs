//! How often each glossed character of a document occurs, and how often it is glossed.

/// The Han characters that are counted: all that GBK has, and those of the later extension A.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// Counts by character: an index as wide as the block, so that the pass over a document costs one
/// look-up a character.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// One more than the place in `glossed`; empty before the first entry.
    places: Vec<u16>,
    pub(super) glossed: Vec<Count>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) character: char,
    pub(super) occurs: u32,
    pub(super) glossed: u32,
}

impl Count {
    pub(super) fn share(self) -> f32 {
        self.glossed as f32 / self.occurs.max(1) as f32
    }
}

impl Counts {
    pub(super) fn get(&self, character: char) -> Count {
        let place = index(character).and_then(|index| self.places.get(index));
        place
            .and_then(|&place| self.glossed.get(usize::from(place).checked_sub(1)?))
            .copied()
            .unwrap_or_default()
    }

    /// The count of a character of the blocks, made if there is none; others share one entry.
    pub(super) fn entry(&mut self, character: char) -> &mut Count {
        if self.places.is_empty() {
            self.places = vec![0; (LAST - FIRST + 2) as usize];
        }
        let index = index(character).unwrap_or(self.places.len() - 1);
        if self.places[index] == 0 {
            self.glossed.push(Count {
                character,
                ..Count::default()
            });
            self.places[index] = self.glossed.len() as u16;
        }
        let place = usize::from(self.places[index]) - 1;
        &mut self.glossed[place]
    }

    /// Counts the occurrences in `text` and returns how many Han characters it has.
    pub(super) fn count_occurrences(&mut self, text: &str) -> u32 {
        let mut han = 0;
        for character in text.chars() {
            let Some(index) = index(character) else {
                continue;
            };
            han += 1;
            let place = self.places.get(index).copied().unwrap_or(0);
            if let Some(count) = usize::from(place)
                .checked_sub(1)
                .and_then(|place| self.glossed.get_mut(place))
            {
                count.occurs += 1;
            }
        }
        han
    }
}

fn index(character: char) -> Option<usize> {
    let index = (character as u32).wrapping_sub(FIRST);
    (index <= LAST - FIRST).then_some(index as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_glossed_is_counted_and_nothing_else() {
        let mut counts = Counts::default();
        assert_eq!(counts.count_occurrences("業務abc，鿿㐀𠮷"), 4);
        for character in ['業', '㐀', '鿿', '業'] {
            counts.entry(character).glossed += 1;
        }
        assert_eq!(counts.count_occurrences("業務業主業。㐀"), 6);
        let of = |character| {
            let count = counts.get(character);
            (count.character, count.occurs, count.glossed)
        };
        assert_eq!(of('業'), ('業', 3, 2));
        assert_eq!((of('㐀'), of('鿿')), (('㐀', 1, 1), ('鿿', 0, 1)));
        assert_eq!((of('務'), of('a')), (('\0', 0, 0), ('\0', 0, 0)));
        assert_eq!(counts.glossed.len(), 3);
    }

    #[test]
    fn a_share_is_of_what_occurs() {
        let share = |glossed, occurs| {
            Count {
                character: '業',
                occurs,
                glossed,
            }
            .share()
        };
        assert_eq!((share(3, 12), share(0, 5), share(2, 0)), (0.25, 0.0, 2.0));
    }
}
