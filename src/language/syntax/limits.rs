//! How large a text may be. What goes beyond is told.

/// Bytes of a text. A longer one is not read at all.
pub const TEXT: usize = 256 * 1024;

/// How deep brackets, blocks and types may stand in each other, and how many operators may follow each other in one
/// expression: neither reading a text nor walking its tree needs more stack than this allows.
pub const NESTING: u32 = 64;

/// Errors that are told of one text.
pub const ERRORS: usize = 20;

/// Letters of a text that a message repeats.
pub const QUOTED: usize = 40;
