//! Reading what a process is told: the fields of events, as texts and numbers.

use crate::engine::process::{HappenedEvent, RecordedStep, SentCommand};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::seats::SeatsByName;

/// A text of an event.
///
/// # Errors
/// The event has no such text: which.
pub(super) fn text<'e>(event: &'e HappenedEvent, field: &str) -> Result<&'e str, String> {
    let found = event.payload.get(field).and_then(Value::as_text);
    found.ok_or_else(|| missing(event, field))
}

/// A whole number of an event.
///
/// # Errors
/// The event has no such number: which.
pub(super) fn number(event: &HappenedEvent, field: &str) -> Result<i64, String> {
    let found = event.payload.get(field).and_then(Value::as_int);
    found.ok_or_else(|| missing(event, field))
}

/// A time of an event.
///
/// # Errors
/// The event has no such time: which.
pub(super) fn time(event: &HappenedEvent, field: &str) -> Result<Timestamp, String> {
    number(event, field).map(Timestamp::from_millis)
}

/// Quantities of an event; types of which there are none are left out, and old shapes that tell of none have none.
pub(super) fn seats(event: &HappenedEvent, field: &str) -> SeatsByName {
    let found = event.payload.get(field).and_then(Value::as_map);
    let pairs = found.into_iter().flatten();
    pairs
        .filter_map(|(name, quantity)| Some((name.clone(), quantity.as_int()?)))
        .filter(|(_, quantity)| *quantity != 0)
        .collect()
}

/// Quantities as a command has them.
pub(super) fn seats_value(seats: &SeatsByName) -> Value {
    Value::map(
        seats
            .iter()
            .map(|(name, q)| (name.as_str(), Value::Int(*q))),
    )
}

/// The command of this type that a step sends.
pub(super) fn sent<'s>(step: &'s RecordedStep, command_type: &str) -> Option<&'s SentCommand> {
    let mut commands = step.commands.iter();
    commands.find(|command| command.command_type.as_str() == command_type)
}

fn missing(event: &HappenedEvent, field: &str) -> String {
    format!("“{}” has no readable “{field}”.", event.event_type)
}
