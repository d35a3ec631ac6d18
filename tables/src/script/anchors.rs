//! The table of anchors: which pairs of characters are one, and what two such characters become.

use super::Sources;
use super::opencc::{Map, Recipe};
use super::pairs::{Pair, mix};
use std::collections::{BTreeMap, BTreeSet};

/// Bits of a value that hold one of two characters: how far it is behind [`FIRST`].
const BITS: u32 = 15;
/// The first character that a value can hold, of three bytes like all the others.
const FIRST: u32 = 0x2E80;

/// What is known of a pair, in the highest bits of its value; 0 is for pairs that are no anchor.
enum Known {
    /// The converter must look around.
    Nothing = 1,
    /// What the pair becomes by itself.
    Alone = 2,
    /// The same, and the characters behind it have no part in it.
    Closed = 3,
}

/// A table of 2 to the power of `bits` slots for the pairs of a family's configurations, and then for each
/// of these the values of the slots.
pub fn table(
    bits: u32,
    sources: &Sources,
    family: &[(&Recipe, &BTreeSet<Pair>)],
) -> Result<Vec<u8>, String> {
    let all: BTreeSet<Pair> = family
        .iter()
        .flat_map(|(_, pairs)| *pairs)
        .copied()
        .collect();
    if all.len() * 3 > 2 << bits {
        // A pair that is none should soon be found to be none.
        return Err("the table of anchors is more than two thirds full".to_owned());
    }
    let mut slots = vec![0_u32; 1 << bits];
    let mut places = BTreeMap::new();
    for &(a, b) in &all {
        let (Ok(first), Ok(second)) = (u16::try_from(u32::from(a)), u16::try_from(u32::from(b)))
        else {
            return Err(format!("{a}{b}: an anchor beyond the basic plane"));
        };
        let mut slot = (mix(a.into(), b.into()) >> (32 - bits)) as usize;
        while slots[slot] != 0 {
            slot = (slot + 1) & (slots.len() - 1);
        }
        slots[slot] = u32::from(first) << 16 | u32::from(second);
        places.insert((a, b), slot);
    }
    let mut words = slots.clone();
    for &(recipe, pairs) in family {
        let mut values = vec![0; slots.len()];
        for pair in pairs {
            values[places[pair]] = value(sources, recipe, *pair);
        }
        words.extend(values);
    }
    Ok(words.iter().flat_map(|word| word.to_le_bytes()).collect())
}

fn value(sources: &Sources, recipe: &Recipe, (a, b): Pair) -> u32 {
    let narrow = |c: char| {
        let offset = u32::from(c).checked_sub(FIRST)?;
        (offset < 1 << BITS).then_some(offset)
    };
    let key = format!("{a}{b}");
    let chars = || -> Option<u32> {
        narrow(a)?;
        narrow(b)?;
        let becomes = alone(sources, recipe, &key)?;
        let mut becomes = becomes.chars();
        let (first, second) = (becomes.next()?, becomes.next()?);
        becomes.next().is_none().then_some(())?;
        Some(narrow(first)? << BITS | narrow(second)?)
    };
    let Some(chars) = chars() else {
        return (Known::Nothing as u32) << (2 * BITS);
    };
    let first = &sources.maps[recipe.steps[0]];
    let cuts = recipe.segmentation.is_none_or(|cut| cut == recipe.steps[0]);
    let longest = || {
        let mut with_prefix = first.phrases.range(key.clone()..);
        with_prefix.next().is_some_and(|(found, _)| *found == key)
            && with_prefix
                .next()
                .is_none_or(|(next, _)| !next.starts_with(&key))
    };
    let known = if cuts && longest() {
        Known::Closed
    } else {
        Known::Alone
    };
    (known as u32) << (2 * BITS) | chars
}

/// What a text of two characters becomes, neither of them special, unless that depends on options.
fn alone(sources: &Sources, recipe: &Recipe, text: &str) -> Option<String> {
    // Whether a key cuts it or not, two characters are in one segment: there is no shorter phrase.
    let mut current = text.to_owned();
    for &step in recipe.steps {
        current = convert(&sources.maps[step], &current)?;
    }
    Some(current)
}

/// One step: the longest key at each place, or else the character.
fn convert(map: &Map, text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let longest = ends
            .filter_map(|end| map.phrases.get_key_value(&rest[..end]))
            .next_back();
        let taken = if let Some((key, phrase)) = longest {
            out.push_str(&phrase.value);
            key.len()
        } else {
            if let Some(found) = map.characters.get(&character)
                && found.without_tofu.is_some()
            {
                return None;
            }
            out.push_str(&map.character(character));
            character.len_utf8()
        };
        rest = &rest[taken..];
    }
    Some(out)
}
