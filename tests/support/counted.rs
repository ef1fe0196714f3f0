//! What runs have reached: counts by what was counted, with everything that is to be reached from zero on.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts by what was counted.
#[derive(Debug, Default)]
pub(crate) struct Counted(BTreeMap<String, u64>);

#[allow(dead_code, reason = "each test uses a part of it")]
impl Counted {
    /// What is to be reached, at zero.
    pub(crate) fn to_reach(all: impl IntoIterator<Item = String>) -> Self {
        Self(all.into_iter().map(|what| (what, 0)).collect())
    }

    /// Counts what is to be reached, and nothing else.
    pub(crate) fn reach(&mut self, what: String) {
        if let Some(count) = self.0.get_mut(&what) {
            *count += 1;
        }
    }

    /// Counts what may be met, and what is to be reached.
    pub(crate) fn meet(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
    }

    /// Both together.
    pub(crate) fn plus(mut self, other: Self) -> Self {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
        self
    }

    /// What was never reached.
    pub(crate) fn missed(&self) -> Vec<&str> {
        let missed = self.0.iter().filter(|(_, count)| **count == 0);
        missed.map(|(what, _)| what.as_str()).collect()
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        self.0
            .iter()
            .fold(String::new(), |mut table, (what, count)| {
                // Writing to a String can't fail.
                let _ = writeln!(table, "{count:>9}  {what}");
                table
            })
    }
}
