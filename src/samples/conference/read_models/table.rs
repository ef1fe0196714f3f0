//! Tables: what most read models are.
//!
//! A table keeps something of each thing of a kind, for example of each order, and shows rows of it. A read model of
//! this sort says what that is (a [`Row`], or a [`Group`] of rows) and how events change it (a [`Projection`]);
//! which events are new, and how rows are found, shown in part and compared, is the same for all and stands here.

use super::{Checkpoint, ReadModel, Seen};
use crate::engine::model::Rows;
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Names, Slot, Slots};
use crate::engine::value::Value;
use crate::samples::conference::Event;
use crate::samples::conference::names::ConferenceNames;
use std::any::Any;
use std::ops::Range;

/// What is kept of a thing that is shown as one row, or not at all. The key of the row is the name of the thing.
pub trait Row: Clone + Default + PartialEq + 'static {
    /// The names of the things.
    fn ids(names: &ConferenceNames) -> &Names;

    /// Whether it is shown. A row that is not is only remembered.
    fn is_shown(&self) -> bool;

    /// Its columns.
    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value;
}

/// What is kept of a thing that is shown as any number of rows.
pub trait Group: Clone + Default + PartialEq + 'static {
    /// Tells the rows of one thing apart.
    type Part: Copy;

    /// The rows that it is shown as.
    fn parts(&self) -> impl Iterator<Item = Self::Part>;

    /// The key of a row. No other row of the table has the same.
    fn key(names: &ConferenceNames, slot: Slot, part: Self::Part) -> String;

    /// The columns of a row. `None` where there is no such row.
    fn columns(&self, names: &ConferenceNames, slot: Slot, part: Self::Part) -> Option<Value>;

    /// The rows that may differ from those before: all of them, where it knows no better.
    fn changed<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = Self::Part> {
        self.parts().chain(before.parts())
    }

    /// Which row of a table has this key.
    fn find(
        mut table: impl Iterator<Item = (Slot, Self::Part)>,
        names: &ConferenceNames,
        key: &str,
    ) -> Option<(Slot, Self::Part)> {
        table.find(|(slot, part)| Self::key(names, *slot, *part) == key)
    }
}

impl<R: Row> Group for R {
    type Part = ();

    fn parts(&self) -> impl Iterator<Item = ()> {
        self.is_shown().then_some(()).into_iter()
    }

    fn key(names: &ConferenceNames, slot: Slot, (): ()) -> String {
        R::ids(names).name(slot).to_owned()
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot, (): ()) -> Option<Value> {
        self.is_shown().then(|| Row::columns(self, names, slot))
    }

    fn find(
        _table: impl Iterator<Item = (Slot, ())>,
        names: &ConferenceNames,
        key: &str,
    ) -> Option<(Slot, ())> {
        Some((R::ids(names).find(key)?, ()))
    }
}

/// A read model that is a table of these: what it says of itself, and how events change it.
pub trait Projection<Memory = ()>: Group {
    /// The name of the read model.
    const NAME: &'static str;

    /// What the read model says of itself.
    fn schema() -> ReadModelSchema;

    /// Brings the table up to date with one event.
    fn project(table: &mut Table<Self, Memory>, event: &Event, names: &ConferenceNames);
}

/// A table that keeps a `G` of each thing, and perhaps remembers something about them all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table<G, Memory = ()> {
    checkpoint: Checkpoint,
    things: Slots<Kept<G>>,
    pub(super) memory: Memory,
}

/// What is kept of one thing, and how far it has seen the stream of the thing.
#[derive(Clone, PartialEq, Debug, Default)]
struct Kept<G> {
    seen: Seen,
    group: G,
}

impl<G: Group, Memory> Table<G, Memory> {
    /// What is kept of the thing that the event happened to, to change it. `None` where it has seen the event.
    pub(super) fn news(&mut self, event: &Event) -> Option<&mut G> {
        if !self.pass(event) {
            return None;
        }
        let Kept { seen, group } = self.things.get_mut(event.stream);
        seen.pass(event).then_some(group)
    }

    /// Moves on to an event. False where the table had passed it: then the event is to be skipped.
    pub(super) fn pass(&mut self, event: &Event) -> bool {
        self.checkpoint.pass(event)
    }

    /// What is kept of a thing, to change it.
    pub(super) fn get_mut(&mut self, slot: Slot) -> &mut G {
        &mut self.things.get_mut(slot).group
    }

    /// What is kept, thing by thing.
    pub(super) fn filled(&self) -> impl Iterator<Item = (Slot, &G)> {
        let things = self.things.filled();
        things.map(|(slot, kept)| (slot, &kept.group))
    }

    fn parts(&self) -> impl Iterator<Item = (Slot, G::Part)> {
        self.filled()
            .flat_map(|(slot, group)| group.parts().map(move |part| (slot, part)))
    }
}

impl<G: Projection<Memory>, Memory> Table<G, Memory> {
    /// The name of the read model.
    pub const NAME: &'static str = G::NAME;
}

impl<G, Memory> ReadModel for Table<G, Memory>
where
    G: Projection<Memory>,
    Memory: 'static,
{
    fn name(&self) -> &'static str {
        G::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        G::schema()
    }

    fn project(&mut self, event: &Event, names: &ConferenceNames) {
        G::project(self, event, names);
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        let parts: Vec<(Slot, G::Part)> = self.parts().collect();
        let keys = parts.iter().map(|(slot, part)| G::key(names, *slot, *part));
        let columns = |row: usize| {
            let (slot, part) = parts[row];
            let group = self.things.get(slot).map(|kept| &kept.group);
            let columns = group.and_then(|group| group.columns(names, slot, part));
            columns.unwrap_or_default()
        };
        window_by_key(keys.collect(), window, &columns)
    }

    fn row(&self, names: &ConferenceNames, key: &str) -> Option<Value> {
        let (slot, part) = G::find(self.parts(), names, key)?;
        self.things.get(slot)?.group.columns(names, slot, part)
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &dyn ReadModel) -> Vec<String> {
        let before: &dyn Any = before;
        let Some(before) = before.downcast_ref::<Self>() else {
            return Vec::new();
        };
        let nothing = Kept::default();
        let mut keys = Vec::new();
        for slot in self.things.changed(&before.things) {
            let now = &self.things.get(slot).unwrap_or(&nothing).group;
            let then = &before.things.get(slot).unwrap_or(&nothing).group;
            let shown = |group: &G, part| group.columns(names, slot, part);
            let changed = now.changed(then);
            let changed = changed.filter(|part| shown(now, *part) != shown(then, *part));
            keys.extend(changed.map(|part| G::key(names, slot, part)));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The rows of a window, in the order of their keys; `columns` has those of the row with the key at a place.
///
/// Only the window is sorted: there may be many rows outside.
fn window_by_key(
    keys: Vec<String>,
    window: Range<usize>,
    columns: &dyn Fn(usize) -> Value,
) -> Rows {
    // No two keys are the same, so that their places decide nothing.
    let mut rows: Vec<(String, usize)> = keys.into_iter().zip(0..).collect();
    let total = rows.len();
    if window.end < total {
        rows.select_nth_unstable(window.end);
        rows.truncate(window.end);
    }
    if window.start < rows.len() {
        rows.select_nth_unstable(window.start);
    }
    rows.drain(..window.start.min(rows.len()));
    rows.sort_unstable();
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
        let rows = || (0..10).map(|n| (n * 7 % 10).to_string()).collect();
        let keys = |window: Range<usize>| -> Vec<String> {
            let found = window_by_key(rows(), window, &|_| Value::Null);
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
