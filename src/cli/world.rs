//! The world at a position as plain data.

use super::CliError;
use super::story::Story;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::{History, Model, World, world_hash};
use crate::engine::names::ReadModelName;
use crate::engine::position::GlobalPosition;
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use crate::engine::value::Value;

/// States by stream, rows by read model, and the hash of all of it.
pub(super) fn at(story: &Story, position: Option<u64>) -> Result<Value, CliError> {
    let model = story.model();
    let timeline = timeline(story);
    let last = timeline.end().number();
    let position = position.unwrap_or(last);
    if position > last {
        return Err(CliError::BeyondTheEnd {
            asked: position,
            last,
        });
    }
    let (history, world) = (
        timeline.history(),
        timeline.world_at(GlobalPosition::new(position)),
    );
    let hash = world_hash(model.schema(), history, &world);
    Ok(Value::map([
        ("position", number(position)),
        ("hash", hash.into()),
        ("states", states(history, &world)),
        ("readModels", read_models(model, history, &world)),
    ]))
}

fn timeline(story: &Story) -> Timeline {
    let mut timeline = Timeline::new(story.model(), KeyframeSpacing::default());
    let commits = story.entries().iter().filter_map(HistoryEntry::commit);
    let events: Vec<RecordedEvent> = commits.flat_map(RecordedEvent::all_of).collect();
    timeline.extend(&events);
    timeline
}

fn states(history: &dyn History, world: &World) -> Value {
    let states = history.streams(world).into_iter().map(|stream| {
        let state = history.state(world, &stream).unwrap_or_default();
        (stream.to_string(), state)
    });
    Value::map(states)
}

fn read_models(model: &dyn Model, history: &dyn History, world: &World) -> Value {
    let read_models = model.schema().read_models.iter();
    Value::map(read_models.map(|read_model| {
        let rows = rows(history, world, &read_model.name);
        (read_model.name.as_str(), rows)
    }))
}

fn rows(history: &dyn History, world: &World, read_model: &ReadModelName) -> Value {
    let rows = history.rows(world, read_model, 0..usize::MAX).rows;
    let row = |(key, row)| Value::map([("key", Value::Text(key)), ("row", row)]);
    Value::List(rows.into_iter().map(row).collect())
}

fn number(position: u64) -> Value {
    Value::Int(i64::try_from(position).unwrap_or(i64::MAX))
}
