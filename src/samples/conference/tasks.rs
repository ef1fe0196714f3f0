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
    [
        attendee::tasks(),
        organizer::tasks(),
        payment_provider::tasks(),
        operator::tasks(),
    ]
    .concat()
}

/// A task: its title, what it does, and the command it sends.
fn task(
    role: &str,
    [title, summary, command_type]: [&str; 3],
    inputs: Vec<(&str, InputSource)>,
) -> TaskSchema {
    let inputs = inputs.into_iter().map(|(field, source)| Input {
        field: field.to_owned(),
        source,
    });
    TaskSchema {
        title: title.to_owned(),
        summary: summary.to_owned(),
        role: Role::new(role),
        command_type: CommandType::new(command_type),
        inputs: inputs.collect(),
    }
}
