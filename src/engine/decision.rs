//! What a decision is made from, beside the state of its stream.

use super::commit::{Command, LookedUpFact};
use super::environment::DecisionEnvironment;
use super::names::{ReadModelName, ReferenceBug};
use super::value::Value;

/// Everything that a decision may look at beside the state of its stream. All of it is stored with the commit, so
/// that deciding again gives the same.
#[derive(Clone, Copy, Debug)]
pub struct DecisionInput<'a> {
    /// What is wanted.
    pub command: &'a Command,
    /// The rows that the command declares to read. They may be stale.
    pub facts: &'a [LookedUpFact],
    /// Time and ids.
    pub environment: &'a DecisionEnvironment,
}

impl<'a> DecisionInput<'a> {
    /// A decision that looks nothing up.
    pub const fn without_facts(command: &'a Command, environment: &'a DecisionEnvironment) -> Self {
        Self {
            command,
            facts: &[],
            environment,
        }
    }

    /// The row that was looked up in a read model. `None` where there was none.
    pub fn fact(&self, read_model: &ReadModelName) -> Option<Value> {
        let found = self
            .facts
            .iter()
            .find(|fact| fact.read_model == *read_model);
        found?.row.as_ref()?.value().ok()
    }

    /// Whether a reference bug is switched on.
    pub fn has_bug(&self, bug: &str) -> bool {
        self.environment
            .reference_bugs
            .contains(&ReferenceBug::new(bug))
    }
}
