//! Nothing but benches live in this package: see `benches/`.
