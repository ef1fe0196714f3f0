//! The event-sourcing engine: pure Rust, no clock, no randomness, no I/O.
