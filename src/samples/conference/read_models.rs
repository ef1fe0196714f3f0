//! What is shown of conference booking: one file for each read model, with its schema, its projection and its rows.

pub mod activity_feed;
pub mod availability;
pub mod open_reservations;

use super::Event;
use super::names::ConferenceNames;
use crate::engine::model::Rows;
use crate::engine::position::ContextPosition;
use crate::engine::schema::ReadModelSchema;
use crate::engine::value::Value;
use std::ops::Range;

/// A read model with the projection that builds it.
pub trait ReadModel {
    /// Its name.
    const NAME: &'static str;

    /// What it says of itself.
    fn schema() -> ReadModelSchema;

    /// Brings it up to date with one event. An event that it has seen changes nothing.
    fn project(&mut self, event: &Event, names: &ConferenceNames);

    /// Some of its rows.
    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows;

    /// The keys of the rows that were different before.
    fn changed_rows(&self, names: &ConferenceNames, before: &Self) -> Vec<String>;
}

/// The last position in the log of its context that a read model has seen.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Checkpoint(ContextPosition);

impl Checkpoint {
    /// Moves on to `event`. False where it had been passed: then the event is to be skipped.
    pub fn pass(&mut self, event: &Event) -> bool {
        let is_new = event.position > self.0;
        if is_new {
            self.0 = event.position;
        }
        is_new
    }
}

/// The rows of a window, in the order of their keys.
fn window_by_key<T>(
    mut rows: Vec<(String, T)>,
    window: Range<usize>,
    columns: impl Fn(T) -> Value,
) -> Rows {
    rows.sort_by(|(one, _), (two, _)| one.cmp(two));
    let total = rows.len();
    let rows = rows
        .into_iter()
        .skip(window.start)
        .take(window.len())
        .map(|(key, row)| (key, columns(row)))
        .collect();
    Rows { total, rows }
}
