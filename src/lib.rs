//! Repair of broken Chinese text.
mod tables;
