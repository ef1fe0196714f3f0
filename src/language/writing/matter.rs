//! What matters to a decision.

use super::mentions::mentions;
use crate::engine::event::EventData;
use crate::engine::names::{CommandType, EventType, StreamName};
use crate::language::program::{Command, Known, Program};

/// Which of the events before a command matter to its decision: those of its stream, and those that the read models
/// listen to that it looks rows up in. An event that the model does not know today matters to nobody.
///
/// Answers their places among `earlier`.
pub fn matters<'e>(
    program: &Program,
    command_type: &CommandType,
    stream: &StreamName,
    earlier: impl IntoIterator<Item = (&'e StreamName, &'e EventData)>,
) -> Vec<usize> {
    let Ok(command) = command_named(program, command_type) else {
        return Vec::new();
    };
    let mattering = earlier.into_iter().enumerate().filter(|(_, (of, event))| {
        let today = today(program, &event.event_type, event.schema_version, 0);
        let mut known = today.into_iter().filter(|event| {
            let category = category_of(program, *event);
            category == Some(&of.category)
        });
        known.any(|event| *of == stream || is_heard(program, command, event))
    });
    mattering.map(|(place, _)| place).collect()
}

/// The command of this type.
///
/// # Errors
/// There is none: that, as a sentence.
pub(super) fn command_named<'p>(
    program: &'p Program,
    command_type: &CommandType,
) -> Result<&'p Command, String> {
    let mut commands = program.commands.iter();
    let known = commands.find(|command| command.command_type == *command_type);
    known.ok_or_else(|| format!("This model has no command “{command_type}”."))
}

/// The kind of aggregate that an event belongs to.
pub(super) fn category_of(program: &Program, event: usize) -> Option<&str> {
    let aggregate = program.events.get(event)?.aggregate;
    let aggregate = program.aggregates.get(aggregate)?;
    Some(&aggregate.category)
}

/// What makes a difference of how an event came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Asked {
    pub(super) person: bool,
    pub(super) role: bool,
    pub(super) time: bool,
}

impl Asked {
    /// What is asked where these are asked for.
    pub(super) fn of(is_asked: impl Fn(Known) -> bool) -> Self {
        Self {
            person: is_asked(Known::RecordedBy),
            role: is_asked(Known::RecordedAs),
            time: is_asked(Known::RecordedAt),
        }
    }
}

/// What is asked about an event on its way into a decision: by the state, if it is of the command's own stream, and by
/// the read models that the command looks rows up in.
pub(super) fn asked(program: &Program, command: &Command, event: usize, is_own: bool) -> Asked {
    let own = program.events.get(event).filter(|_| is_own);
    let own = own.map(|event| &event.body);
    let read_models = command
        .reads
        .iter()
        .filter_map(|r| program.read_models.get(*r));
    let clauses = read_models.flat_map(|read_model| &read_model.clauses);
    let clauses = clauses.filter(|clause| clause.event == event);
    let blocks: Vec<_> = own
        .into_iter()
        .chain(clauses.map(|clause| &clause.body))
        .collect();
    Asked::of(|known| blocks.iter().any(|block| mentions(block, &[known])))
}

fn is_heard(program: &Program, command: &Command, event: usize) -> bool {
    let mut read_models = command
        .reads
        .iter()
        .filter_map(|r| program.read_models.get(*r));
    read_models.any(|read_model| {
        read_model
            .clauses
            .iter()
            .any(|clause| clause.event == event)
    })
}

/// The events of today that a stored one is lifted to. It is never lifted further than there are upcasts.
fn today(program: &Program, event_type: &EventType, version: u32, steps: usize) -> Vec<usize> {
    let mut upcasts = program.upcasts.iter();
    let upcast = upcasts.find(|it| it.event_type == *event_type && it.version == version);
    if let Some(upcast) = upcast.filter(|_| steps < program.upcasts.len()) {
        let into = upcast.into.iter();
        return into
            .flat_map(|to| today(program, &to.event_type, to.version, steps + 1))
            .collect();
    }
    let mut events = program.events.iter();
    let known = events.position(|it| it.event_type == *event_type && it.version == version);
    known.into_iter().collect()
}
