//! Help while a model is written: what a word means, and what can be written at a place.
//!
//! [`Meanings::at`] explains what stands at a place of the text that was checked. [`complete`] is asked about the text
//! as it is now, which is broken most of the time, and about the meanings of the text as it was checked last. What is
//! promised of it:
//!
//! - It ends soon and never panics, whatever the text, the meanings and the place.
//! - Where the place is, it finds out from the text as it is now, by the tokens before the place alone.
//! - What is declared, it knows from the meanings: what was declared since the last check, it does not know.
//! - What it offers fits the kind of place; whether it fits the types as well, the check says.

mod built_in;
mod chain;
mod complete;
mod explain;
mod keywords;
pub(in crate::language) mod meanings;
mod methods;
mod place;
mod scope;

pub use complete::{Entry, KINDS, complete};
pub use explain::Explanation;
pub use meanings::Meanings;
