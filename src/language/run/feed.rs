//! The feed: the last events, newest first, with their sentences.

use super::history::TextHistory;
use super::telling;
use super::world::{Part, TextWorld};
use crate::engine::model::{Rows, feed_key};
use crate::engine::position::ContextPosition;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use std::ops::Range;

/// So many events are in it.
const LATEST: usize = 100;

/// Some of its rows.
pub(super) fn rows(history: &TextHistory, world: &TextWorld, window: Range<usize>) -> Rows {
    let latest = latest(history, world);
    let total = latest.len();
    let places = latest.into_iter().enumerate();
    let rows = places.filter(|(place, _)| window.contains(place));
    let rows = rows.filter_map(|(_, part)| row(history, part));
    Rows {
        total,
        rows: rows.collect(),
    }
}

/// The keys of the rows that came or went between two worlds.
pub(super) fn changed_rows(
    history: &TextHistory,
    before: &TextWorld,
    after: &TextWorld,
) -> Vec<String> {
    let (before, after) = (latest(history, before), latest(history, after));
    let came = after.iter().filter(|part| !before.contains(part));
    let went = before.iter().filter(|part| !after.contains(part));
    let changed = came.chain(went).filter_map(|part| row(history, *part));
    changed.map(|(key, _)| key).collect()
}

/// The places of the last events among all that is decoded, newest first.
fn latest(history: &TextHistory, world: &TextWorld) -> Vec<usize> {
    let end = match world.folded.checked_sub(1) {
        Some(last) => history.end_of(last),
        None => 0,
    };
    let parts = history.parts.iter().enumerate().take(end).rev();
    let events = parts.filter(|(_, part)| matches!(part, Part::Event(_)));
    events.map(|(place, _)| place).take(LATEST).collect()
}

fn row(history: &TextHistory, part: usize) -> Option<(String, Value)> {
    let Some(Part::Event(event)) = history.parts.get(part) else {
        return None;
    };
    let context = history.prepared.context_of(event.event);
    let position = ContextPosition::new(event.position);
    let key = feed_key(context, position, event.part);
    let position = i64::try_from(event.position).unwrap_or(i64::MAX);
    let at = Timestamp::from_millis(event.recorded_at).iso();
    let sentence = telling::sentence_of(history, event, None);
    let columns = Value::map([
        ("context", Value::from(context)),
        ("position", Value::from(position)),
        ("at", at.into()),
        ("sentence", sentence.into()),
    ]);
    Some((key, columns))
}
