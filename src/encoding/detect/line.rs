//! Single lines of a document, priced against each other.

use std::borrow::Cow;

use super::suppose;
use super::{answer, glance};
use crate::encoding::strict;
use crate::name::Encoding;

/// Prices lines of a document that is in one encoding for the most part.
pub(in crate::encoding) struct Lines {
    main: Encoding,
}

/// Bits a character beyond ASCII, above which a line is odd. Chinese has about 9 by single
/// characters, and what another encoding makes of it above 13.
const ODD: f32 = 11.5;

impl Lines {
    pub(in crate::encoding) fn new(main: Encoding) -> Self {
        Self { main }
    }

    /// Whether a line may be in another encoding than the whole. O(bytes), one look-up a character.
    pub(in crate::encoding) fn is_odd(&self, line: &[u8]) -> bool {
        let ascii = encoding_rs::Encoding::ascii_valid_up_to(line);
        if ascii == line.len() {
            return false;
        }
        let rest = &line[ascii..];
        if self.main == Encoding::Utf8 {
            return encoding_rs::Encoding::utf8_valid_up_to(rest) != rest.len();
        }
        if encoding_rs::Encoding::utf8_valid_up_to(rest) == rest.len() {
            return true;
        }
        // In encodings of other languages every line is looked at: Chinese among it is rare.
        glance::chinese_mean(rest, self.main) > ODD
    }

    /// Bits that a line costs in each encoding: by single characters where that decides, and else by
    /// the models.
    pub(in crate::encoding) fn price<const N: usize>(
        &self,
        line: &[u8],
        encodings: &[Encoding],
    ) -> [f32; N] {
        let line = &*without_repeats(line);
        let said = strict::text(line, self.main);
        let mut prices = [f32::INFINITY; N];
        for (price, &encoding) in prices.iter_mut().zip(encodings) {
            // Any bytes are letters: they are among those of ASCII, where they are nothing else.
            let may_be = || said.is_none() && is_latin(line);
            if encoding != Encoding::Windows1252 || encoding == self.main || may_be() {
                *price = glance::line(line, encoding);
            }
        }
        let least = prices.iter().copied().fold(f32::INFINITY, f32::min);
        let near = least + NEAR + NEAR_PART * least;
        if prices.iter().filter(|price| **price <= near).count() > 1 {
            for (price, &encoding) in prices.iter_mut().zip(encodings) {
                if *price <= near {
                    *price = judge(line, encoding);
                }
            }
            self.even(line, said, encodings, &mut prices);
        }
        prices
    }

    /// A line that says the same in another encoding as in that of the whole speaks for neither.
    fn even(&self, line: &[u8], said: Option<String>, encodings: &[Encoding], prices: &mut [f32]) {
        let Some(own) = encodings.iter().position(|&one| one == self.main) else {
            return;
        };
        for (at, &encoding) in encodings.iter().enumerate() {
            if prices[at] < prices[own] && said.is_some() && strict::text(line, encoding) == said {
                prices[at] = prices[own];
            }
        }
    }
}

/// Whether a line has more letters of ASCII than other bytes beside its signs.
fn is_latin(line: &[u8]) -> bool {
    let ascii = line
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    ascii > line.iter().filter(|byte| !byte.is_ascii()).count()
}

/// The line with no pair of bytes beyond ASCII more than twice in a row: rulers of dashes and waves say over
/// and over what two of them have said.
fn without_repeats(line: &[u8]) -> Cow<'_, [u8]> {
    let is_again = |at: usize| match line.get(at.saturating_sub(4)..at + 2) {
        Some(&[a, b, c, d, e, f]) => !a.is_ascii() && [a, b] == [c, d] && [a, b] == [e, f],
        _ => false,
    };
    if !(4..line.len()).any(is_again) {
        return Cow::Borrowed(line);
    }
    let mut kept = Vec::with_capacity(line.len());
    let mut at = 0;
    while at < line.len() {
        if at >= 4 && is_again(at) {
            at += 2;
        } else {
            kept.push(line[at]);
            at += 1;
        }
    }
    Cow::Owned(kept)
}

/// Bits within which the models are asked.
const NEAR: f32 = 24.0;
const NEAR_PART: f32 = 0.1;

fn judge(line: &[u8], encoding: Encoding) -> f32 {
    let passage = suppose::Passage::new(line);
    let price = |language| passage.account(encoding, language, true, u64::MAX).cost;
    let prices = match encoding {
        Encoding::Utf8 => {
            let languages = suppose::languages(line, encoding).iter();
            languages.map(|&language| price(language)).min()
        }
        _ => suppose::of_encoding(encoding).map(price).min(),
    };
    prices.map_or(f32::INFINITY, answer::bits)
}
