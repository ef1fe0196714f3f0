//! Texts by number.

/// A number that stands for a text within one history.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Symbol(u32);

/// Gives every text a number, in the order of first sight.
#[derive(Debug, Default)]
pub struct Texts {}
