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
            at += self.find(text.as_bytes().get(at..)?)?;
            let one = text[at..].chars().next()?;
            let found = at;
            at += one.len_utf8();
            Some((found, one))
        })
    }

    /// The first of these bytes.
    pub(super) fn find(&self, bytes: &[u8]) -> Option<usize> {
        /// Bytes looked at together, with one branch: most of them are none of these.
        const TOGETHER: usize = 8;
        let has = |byte: &u8| self.0[usize::from(*byte)];
        let (chunks, _) = bytes.as_chunks::<TOGETHER>();
        let free = chunks
            .iter()
            .position(|chunk| chunk.iter().fold(false, |any, byte| any | has(byte)));
        let start = TOGETHER * free.unwrap_or(chunks.len());
        Some(start + bytes[start..].iter().position(has)?)
    }
}

const fn first_byte(character: char) -> u8 {
    let mut utf8 = [0; 4];
    character.encode_utf8(&mut utf8);
    utf8[0]
}
