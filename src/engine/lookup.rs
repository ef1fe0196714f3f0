//! Looking rows up for a decision, as its command declares.

use super::commit::{Command, LookedUpFact};
use super::model::{History, Model, World};
use super::position::GlobalPosition;
use super::timeline::Timeline;
use super::value::{Payload, Value};

/// The rows that a command declares to read, as the read models have them at the live end. They may be stale by the
/// time of the decision; row and position are stored with the commit, so that stays visible.
pub fn looked_up(model: &dyn Model, timeline: &Timeline, command: &Command) -> Vec<LookedUpFact> {
    let live = (timeline.history(), timeline.live());
    looked_up_in(model, live, timeline.end(), command)
}

/// The rows that a command declares to read, as a world has them that has seen the log up to a position.
pub fn looked_up_in(
    model: &dyn Model,
    (history, world): (&dyn History, &World),
    as_of: GlobalPosition,
    command: &Command,
) -> Vec<LookedUpFact> {
    let known = model.schema().command(&command.command_type);
    let reads = known.map_or(&[][..], |(_, _, command)| &command.reads);
    let payload = command.payload.value().unwrap_or_default();
    let facts = reads.iter().map(|read| {
        let key = payload.get(&read.key_field).and_then(Value::as_text);
        let key = key.unwrap_or_default();
        let row = history.row(world, &read.read_model, key);
        LookedUpFact {
            read_model: read.read_model.clone(),
            key: key.to_owned(),
            row: row.map(|row| Payload::of(&row)),
            as_of,
        }
    });
    facts.collect()
}
