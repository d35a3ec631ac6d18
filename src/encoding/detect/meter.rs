//! How many bits a supposition needs to tell the bytes: the fewer, the likelier it is.
//!
//! All suppositions explain the same bytes, so their costs can be compared. ASCII costs the same
//! under each of them, so that only what is not ASCII, and what stands beside it, decides.

use std::ops::AddAssign;

use crate::encoding::unit::{Reader, Unit};
use crate::model::{Model, Script, State, UNITS};

/// What one bit costs.
pub(super) const BIT: u32 = UNITS;

/// What it costs that a language has a character, beside the rest of the text.
pub(super) trait Score {
    /// Something that is not ASCII, after what was seen so far.
    fn take(&mut self, character: char) -> u32;
    /// ASCII directly behind something that is not.
    fn leave(&mut self, ascii: u8) -> u32;
    /// ASCII stands before what comes next; its cost is told elsewhere.
    fn enter(&mut self, last: u8);
}

/// The cost of bytes under a supposition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) cost: u64,
    /// Characters beyond ASCII.
    pub(super) characters: u32,
    pub(super) malformed: u32,
}

impl AddAssign for Account {
    fn add_assign(&mut self, more: Self) {
        self.cost += more.cost;
        self.characters += more.characters;
        self.malformed += more.malformed;
    }
}

/// A byte without a meaning: eight bits to tell it and about one in 60,000 such.
pub(super) const MALFORMED: u32 = 24 * BIT;

/// A character that no table of ours has.
const RARE: u32 = 24 * BIT;

/// A character that the end of the bytes cuts costs about half of what a whole one does for each
/// byte that is there.
const CUT: u32 = 6 * BIT;

/// What each ASCII character costs after another, whatever the language.
pub(super) const fn ascii(byte: u8) -> u32 {
    match byte {
        b'a'..=b'z' => 5 * BIT,
        b' ' => 4 * BIT,
        b'0'..=b'9' | b'\n' => 11 * BIT / 2,
        b'A'..=b'Z' | b'\r' => 13 * BIT / 2,
        b'!'..=b'~' => 7 * BIT,
        b'\t' => 8 * BIT,
        _ => 20 * BIT,
    }
}

/// The same, to be looked up.
static ASCII: [u16; 128] = {
    let mut costs = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        costs[byte as usize] = ascii(byte) as u16;
        byte += 1;
    }
    costs
};

/// Adds up what `bytes` cost in one encoding and language. A character that the end cuts is
/// malformed if `whole`. What is more than `most` is not added up to the end. O(bytes).
pub(super) fn weigh<R: Reader>(
    bytes: &[u8],
    reader: R,
    mut score: impl Score,
    whole: bool,
    most: u64,
) -> Account {
    let mut account = Account::default();
    // The character before, if it was ASCII; a text begins as a line does.
    let mut before = Some(b'\n');
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        if R::HAS_ASCII
            && before.is_some()
            && let Some(&cost) = ASCII.get(usize::from(*first))
        {
            before = Some(*first);
            account.cost += u64::from(cost);
            rest = tail;
            continue;
        }
        let (unit, len) = reader.read(rest);
        rest = rest.get(len..).unwrap_or_default();
        let cost = match unit {
            Unit::Character(character) if character.is_ascii() => {
                let byte = character as u8;
                let cost = match before {
                    Some(_) => ascii(byte),
                    None => score.leave(byte),
                };
                before = Some(byte);
                cost
            }
            Unit::Character(character) => {
                if let Some(last) = before.take() {
                    score.enter(last);
                }
                account.characters += 1;
                score.take(character)
            }
            Unit::Rare => {
                before = Some(b'\n');
                account.characters += 1;
                RARE
            }
            Unit::Cut if !whole => len as u32 * CUT,
            Unit::Cut | Unit::Malformed => {
                account.malformed += 1;
                before = Some(b'\n');
                MALFORMED * len as u32
            }
        };
        account.cost += u64::from(cost);
        if account.cost > most {
            break;
        }
    }
    account
}

/// Chinese in one of its scripts.
#[derive(Clone, Copy)]
pub(super) struct Chinese {
    model: Model,
    state: State,
}

impl Chinese {
    pub(super) fn of(script: Script) -> Self {
        Self {
            model: Model::of(script),
            state: State::START,
        }
    }
}

impl Score for Chinese {
    #[inline]
    fn take(&mut self, character: char) -> u32 {
        let (cost, state) = self.model.step(self.state, character);
        self.state = state;
        cost
    }

    #[inline]
    fn leave(&mut self, ascii: u8) -> u32 {
        self.take(char::from(ascii))
    }

    #[inline]
    fn enter(&mut self, last: u8) {
        self.state = self.model.step(State::START, char::from(last)).1;
    }
}
