//! Reactions: what a process does about an input.

use crate::engine::names::{CommandType, ReferenceBug};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use std::collections::BTreeSet;

/// What an instance does about one input.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reaction {
    /// The row of the process's table that says so, for example `M7`.
    pub rule: String,
    /// The commands to send, in order.
    pub commands: Vec<NewCommand>,
    /// The deadlines to set. Setting one again replaces it.
    pub deadlines: Vec<NewDeadline>,
    /// The names of the deadlines that are off.
    pub cancelled: Vec<String>,
    /// Whether the instance has come to its end. It may still be asked about late inputs.
    pub ends: bool,
    /// Whether this input says something that the process has no answer to: a refused command is then tried again.
    pub unhandled: bool,
}

/// A command that a reaction wants sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewCommand {
    /// Its type.
    pub command_type: CommandType,
    /// Its fields.
    pub payload: Value,
    /// After this time it is not sent any more.
    pub not_after: Option<Timestamp>,
    /// Whether it gets a new id at every sending, as in the original. Repeats are then not absorbed: for reference
    /// bugs only.
    pub forgets_its_id: bool,
}

/// A deadline that a reaction wants set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDeadline {
    /// Its name.
    pub name: String,
    /// When it passes.
    pub due: Timestamp,
}

/// What can be known when an input is to be given to the right instance.
#[derive(Clone, Copy)]
pub struct Correlating<'a> {
    /// What became of an instance.
    pub status: &'a dyn Fn(&str) -> InstanceStatus,
    /// The reference bugs that are switched on.
    pub reference_bugs: &'a BTreeSet<ReferenceBug>,
}

/// What became of an instance of a process.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InstanceStatus {
    /// It has handled nothing yet.
    #[default]
    Unknown,
    /// It has begun.
    Running,
    /// It has come to its end.
    Ended,
}

impl Correlating<'_> {
    /// Whether a reference bug is switched on.
    pub fn has_bug(&self, bug: &str) -> bool {
        self.reference_bugs.contains(&ReferenceBug::new(bug))
    }
}

impl Reaction {
    /// A reaction of this rule that does nothing.
    pub fn nothing(rule: &str) -> Self {
        Self {
            rule: rule.to_owned(),
            ..Self::default()
        }
    }

    /// A refused command that the process has no answer to: it is tried again.
    pub fn unhandled() -> Self {
        Self {
            unhandled: true,
            ..Self::default()
        }
    }

    /// The same, and sends a command.
    #[must_use]
    pub fn send(mut self, command_type: &str, payload: Value) -> Self {
        self.commands.push(NewCommand {
            command_type: CommandType::new(command_type),
            payload,
            not_after: None,
            forgets_its_id: false,
        });
        self
    }

    /// The same, and the last command is not sent after this time.
    #[must_use]
    pub fn not_after(mut self, time: Timestamp) -> Self {
        if let Some(last) = self.commands.last_mut() {
            last.not_after = Some(time);
        }
        self
    }

    /// The same, and sets a deadline.
    #[must_use]
    pub fn set(mut self, name: &str, due: Timestamp) -> Self {
        self.deadlines.push(NewDeadline {
            name: name.to_owned(),
            due,
        });
        self
    }

    /// The same, and a deadline is off.
    #[must_use]
    pub fn cancel(mut self, name: &str) -> Self {
        self.cancelled.push(name.to_owned());
        self
    }

    /// The same, and it ends the instance.
    #[must_use]
    pub fn end(mut self) -> Self {
        self.ends = true;
        self
    }
}
