//! Budgets: how much a decision, an event, a reaction or a row of an invariant may do.
//!
//! Whatever takes time or room is paid in steps, so one number bounds both. Beside it stand bounds for single values,
//! and for what all of them take together.

use super::super::value::Symbol;
use crate::engine::journal::Refusal;
use std::cell::Cell;

/// Steps of one decision, event, reaction or row of an invariant.
const STEPS: usize = 250_000;
/// How deep expressions may stand in each other, across calculations.
const DEPTH: u32 = 256;
/// Elements of one collection.
pub(super) const ELEMENTS: usize = 100_000;
/// Elements of one value, all the way down.
pub(super) const CELLS: usize = 1_000_000;
/// Characters of a text.
pub(super) const CHARACTERS: usize = 65_536;
/// Rows that a read model ever had.
pub(super) const ROWS: usize = 4_000_000;
/// Bytes of all texts of a history.
pub(super) const TEXT_BYTES: usize = 512 << 20;
/// Bytes of all worlds.
pub(super) const WORLD_BYTES: usize = 1 << 30;

/// What was gone beyond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Limit {
    Steps,
    Depth,
    Elements,
    Cells,
    Characters,
    Rows,
    TextBytes,
    WorldBytes,
}

impl Limit {
    /// The refusal of a decision that goes beyond.
    pub(super) const CODE: &'static str = "BUDGET";

    /// What went wrong, as a sentence.
    pub(super) fn problem(self) -> String {
        match self {
            Self::Steps => format!("The model takes more than {STEPS} steps here."),
            Self::Depth => format!("The model nests more than {DEPTH} calculations here."),
            Self::Elements => {
                format!("The model makes a collection of more than {ELEMENTS} elements here.")
            }
            Self::Cells => {
                format!("The model makes a value with more than {CELLS} elements in all here.")
            }
            Self::Characters => {
                format!("The model makes a text of more than {CHARACTERS} characters here.")
            }
            Self::Rows => format!("The model makes more than {ROWS} rows of one read model."),
            Self::TextBytes => format!(
                "The model makes more than {} MB of texts.",
                TEXT_BYTES >> 20
            ),
            Self::WorldBytes => format!(
                "What the model keeps takes more than {} MB.",
                WORLD_BYTES >> 20
            ),
        }
    }
}

/// Something came to its end before its end. It is rare, so it is kept small: results of all that runs carry it.
pub(super) type Stop = Box<Why>;

/// Why something came to its end before its end.
#[derive(Clone, Debug)]
pub(super) enum Why {
    /// The budget is used up.
    Beyond(Limit),
    /// The command is refused.
    Refused(Refusal),
    /// The process can't handle this: why.
    Failed(Symbol),
    /// The time is not known here.
    NoTime,
}

impl From<Limit> for Stop {
    fn from(limit: Limit) -> Self {
        Self::new(Why::Beyond(limit))
    }
}

/// What is left to spend.
#[derive(Debug)]
pub(super) struct Budget {
    steps: Cell<usize>,
    depth: Cell<u32>,
}

impl Budget {
    pub(super) const fn new() -> Self {
        Self {
            steps: Cell::new(STEPS),
            depth: Cell::new(0),
        }
    }

    /// Takes one step.
    pub(super) fn step(&self) -> Result<(), Limit> {
        self.spend(1)
    }

    /// Takes so many steps.
    #[inline]
    pub(super) fn spend(&self, steps: usize) -> Result<(), Limit> {
        match self.steps.get().checked_sub(steps) {
            Some(left) => {
                self.steps.set(left);
                Ok(())
            }
            None => Err(Limit::Steps),
        }
    }

    /// Takes one step into an expression.
    pub(super) fn enter(&self) -> Result<(), Limit> {
        let depth = self.depth.get() + 1;
        if depth > DEPTH {
            return Err(Limit::Depth);
        }
        self.depth.set(depth);
        self.step()
    }

    /// And out of it again.
    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// How many steps were taken.
    pub(super) fn spent(&self) -> usize {
        STEPS - self.steps.get()
    }
}
