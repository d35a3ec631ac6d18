//! Finds the few characters that an operation looks at among those that it does not.
//!
//! The first byte of a UTF-8 sequence says which block a character is of, closely enough: most text
//! is passed over without being decoded.

/// Which first bytes an operation looks at.
pub(super) struct Leads([bool; 256]);

impl Leads {
    /// Those of the characters in these ranges, ASCII or not.
    pub(super) const fn of(ranges: &[(char, char)]) -> Self {
        let mut leads = [false; 256];
        let mut at = 0;
        while at < ranges.len() {
            let mut lead = first_byte(ranges[at].0);
            while lead <= first_byte(ranges[at].1) {
                leads[lead as usize] = true;
                lead += 1;
            }
            at += 1;
        }
        Self(leads)
    }

    /// The characters that begin with one of these bytes, with their places, in order.
    pub(super) fn in_text<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, char)> + use<'t, '_> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes().get(at..)?;
            let found = at + bytes.iter().position(|byte| self.0[*byte as usize])?;
            let one = text[found..].chars().next()?;
            at = found + one.len_utf8();
            Some((found, one))
        })
    }
}

const fn first_byte(character: char) -> u8 {
    let mut utf8 = [0; 4];
    character.encode_utf8(&mut utf8);
    utf8[0]
}
