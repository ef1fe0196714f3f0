//! What people can do: intentions in the words of the domain, and where each field of the command comes from.

mod attendee;
mod operator;
mod organizer;
mod payment_provider;
mod picks;

use crate::engine::names::{CommandType, Role};
use crate::engine::schema::{Input, InputSource, TaskSchema};

/// Every task: those of attendees first.
pub fn tasks() -> Vec<TaskSchema> {
    let all = [
        attendee::tasks(),
        organizer::tasks(),
        payment_provider::tasks(),
        operator::tasks(),
    ];
    all.into_iter().flatten().map(|Task(task)| task).collect()
}

/// A task that is being put together.
#[derive(Clone)]
struct Task(TaskSchema);

/// A task of a role, in its words, and the command that it sends.
fn task(role: &str, title: &str, command_type: &str) -> Task {
    Task(TaskSchema {
        title: title.to_owned(),
        summary: String::new(),
        role: Role::new(role),
        command_type: CommandType::new(command_type),
        inputs: Vec::new(),
    })
}

impl Task {
    /// What it does.
    fn summary(mut self, summary: &str) -> Self {
        self.0.summary = summary.to_owned();
        self
    }

    /// A further field of the command, and where it comes from.
    fn input(self, field: &str, source: InputSource) -> Self {
        self.inputs([(field, source)])
    }

    /// Further fields that are typed.
    fn typed(self, fields: &[&str]) -> Self {
        self.inputs(fields.iter().map(|field| (*field, InputSource::Typed)))
    }

    /// Further fields, and where they come from.
    fn inputs<'f>(mut self, inputs: impl IntoIterator<Item = (&'f str, InputSource)>) -> Self {
        let inputs = inputs.into_iter().map(|(field, source)| Input {
            field: field.to_owned(),
            source,
        });
        self.0.inputs.extend(inputs);
        self
    }
}
