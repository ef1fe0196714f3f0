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

/// The rows of a window, in the order of their keys. Only the window is sorted: there may be many rows outside.
fn window_by_key<T>(
    mut rows: Vec<(String, T)>,
    window: Range<usize>,
    columns: impl Fn(T) -> Value,
) -> Rows {
    let by_key = |one: &(String, T), two: &(String, T)| one.0.cmp(&two.0);
    let total = rows.len();
    if window.end < total {
        rows.select_nth_unstable_by(window.end, by_key);
        rows.truncate(window.end);
    }
    if window.start < rows.len() {
        rows.select_nth_unstable_by(window.start, by_key);
    }
    rows.drain(..window.start.min(rows.len()));
    rows.sort_unstable_by(by_key);
    let rows = rows.into_iter().map(|(key, row)| (key, columns(row)));
    Rows {
        total,
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_window_shows_its_part_of_all_rows_in_order() {
        let rows = || (0..10).map(|n| (format!("{}", n * 7 % 10), n)).collect();
        let keys = |window: Range<usize>| -> Vec<String> {
            let found = window_by_key(rows(), window, |n: i64| Value::Int(n));
            assert_eq!(found.total, 10);
            found.rows.into_iter().map(|(key, _)| key).collect()
        };
        let all = keys(0..usize::MAX);
        assert!(all.is_sorted() && all.len() == 10);
        for start in 0..12 {
            for end in start..12 {
                assert_eq!(keys(start..end), all[start.min(10)..end.min(10)]);
            }
        }
    }
}
