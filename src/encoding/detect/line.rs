//! Single lines of a document, priced against each other.

use super::suppose::{self, LEGACY};
use super::{answer, glance};
use crate::name::{Encoding, Language};

/// One line, line end included.
#[derive(Clone, Copy)]
pub(in crate::encoding) struct Line<'b>(pub(in crate::encoding) &'b [u8]);

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
        let paired = [Language::Simplified, Language::Traditional]
            .iter()
            .filter_map(|&language| glance::paired_mean(rest, self.main, language))
            .reduce(f32::min);
        // In encodings of other languages every line is looked at: Chinese among it is rare.
        paired.is_none_or(|mean| mean > ODD)
    }

    /// Bits that a line costs in an encoding.
    pub(in crate::encoding) fn price(&self, line: Line<'_>, encoding: Encoding) -> f32 {
        let languages: &[Language] = match encoding {
            Encoding::Utf8 => suppose::languages(line.0, encoding),
            _ => LEGACY
                .iter()
                .find(|supposition| supposition.encoding == encoding)
                .map_or(&[], |supposition| supposition.languages),
        };
        let prices = languages.iter().filter_map(|&language| {
            suppose::account(line.0, encoding, language, true).map(|account| account.cost)
        });
        prices.min().map_or(f32::INFINITY, answer::bits)
    }
}
