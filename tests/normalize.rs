//! Normalization: what comes back, what stays, and that all of it settles.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "normalize/folded.rs"]
mod folded;
#[path = "normalize/operations.rs"]
mod operations;
#[path = "normalize/tables.rs"]
mod tables;
