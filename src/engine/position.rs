//! Positions: places on an axis. They count from 1 and stay safe integers of JavaScript (below 2^53).

use serde::{Deserialize, Serialize};
use std::fmt;

/// Declares a position on one axis.
macro_rules! position_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// Before the first event.
            pub const START: Self = Self(0);

            /// The position with this number.
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// The number.
            pub const fn number(self) -> u64 {
                self.0
            }

            /// The position `by` places later.
            pub const fn plus(self, by: u64) -> Self {
                Self(self.0 + by)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

position_type! {
    /// Place in the one order of all events of a branch: dense, 1..n, in the order in which commits became durable.
    GlobalPosition
}
position_type! {
    /// Place in the log of one context: strictly increasing. Readers ask for "after", never for "plus one": gaps are legal.
    ContextPosition
}

/// A stop of the slider: the end of a commit, or a journal entry or a commit without events anchored at a position.
///
/// Log and journal have one total order, and this is it.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct Moment {
    /// How many events have happened.
    pub position: GlobalPosition,
    /// Zero for the end of a commit with events; what is anchored at that position counts on from 1.
    pub index: u32,
}

impl Moment {
    /// Before anything happened.
    pub const START: Self = Self {
        position: GlobalPosition::START,
        index: 0,
    };

    /// The end of the commit whose last event stands at `position`.
    pub const fn after(position: GlobalPosition) -> Self {
        Self { position, index: 0 }
    }

    /// The next place anchored at the same position.
    pub const fn next_anchor(self) -> Self {
        Self {
            position: self.position,
            index: self.index + 1,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            0 => write!(f, "{}", self.position),
            index => write!(f, "{}+{index}", self.position),
        }
    }
}
