//! What happens to text on its way, and the way back. One kind of damage, one file or folder.
//! `CLASSES.md` lists every class with how far it is repaired.

pub(crate) mod destroyed;
pub(crate) mod escape;
pub(crate) mod gloss;
pub(crate) mod mojibake;
