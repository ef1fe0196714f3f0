//! Chains of steps that follow from each other while nobody acts and no time passes: none goes on without end.

use crate::engine::process::{Input, InputKind, RecordedStep};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// So many steps follow from each other at once; the next one waits for a person.
pub(super) const LONGEST_CHAIN: u32 = 200;

/// How many steps led to each command and deadline of the steps that were recorded since the processors began to run.
#[derive(Default)]
pub(super) struct Chains(RefCell<BTreeMap<String, u32>>);

impl Chains {
    /// What comes now follows from nothing before.
    pub(super) fn begin(&self) {
        self.0.borrow_mut().clear();
    }

    /// Why a step about this input would be one too many; nothing where it is not.
    pub(super) fn too_long(&self, input: &Input) -> Option<String> {
        (self.before(input) >= LONGEST_CHAIN).then(|| {
            format!(
                "This goes on without end: {LONGEST_CHAIN} steps have followed from each other, and nobody has done \
                 anything meanwhile."
            )
        })
    }

    /// A step was recorded.
    pub(super) fn follow(&self, step: &RecordedStep) {
        let length = self.before(&step.input) + 1;
        let mut known = self.0.borrow_mut();
        for command in &step.commands {
            known.insert(command.id.to_string(), length);
        }
        for deadline in &step.deadlines_set {
            known.insert(deadline.id.clone(), length);
        }
    }

    /// How many steps led to an input.
    fn before(&self, input: &Input) -> u32 {
        let cause = match &input.kind {
            InputKind::Event(event) => event.command.as_str(),
            InputKind::Deadline(deadline) => &deadline.id,
            InputKind::Refused(command, _) => command.id.as_str(),
        };
        self.0.borrow().get(cause).copied().unwrap_or(0)
    }
}
