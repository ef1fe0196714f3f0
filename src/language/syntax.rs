//! The tree that a text is read into: what was written, and where. Nothing of it is known to make sense.

pub mod expression;
pub mod model;
pub mod scenario;
pub mod statement;

use serde::{Deserialize, Serialize};

/// A stretch of a text, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends: the first byte that is not in it.
    pub end: u32,
}

impl Span {
    /// From the beginning of this one to the end of another.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A name where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A text without values in it, where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// Where, quotation marks included.
    pub span: Span,
}
