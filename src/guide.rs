//! The guide: how the crate is built, and how to choose, extend and trust it. Nothing here but prose.

#[doc = include_str!("../guide/architecture.md")]
pub mod architecture {}

#[doc = include_str!("../guide/profiles.md")]
pub mod profiles {}

#[doc = include_str!("../guide/streaming.md")]
pub mod streaming {}

#[doc = include_str!("../guide/channels.md")]
pub mod channels {}

#[doc = include_str!("../guide/tables.md")]
pub mod tables {}

#[doc = include_str!("../guide/script.md")]
pub mod script {}

#[doc = include_str!("damage/CLASSES.md")]
pub mod damage {}

#[doc = include_str!("../guide/assurance.md")]
pub mod assurance {}
