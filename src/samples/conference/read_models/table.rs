//! Tables that have one row for each thing of a kind.

use super::{differing, window_by_key};
use crate::engine::model::Rows;
use crate::engine::slots::{Names, Slot, Slots};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use std::ops::Range;

/// A row.
pub(super) trait Row: Clone + Default + PartialEq {
    /// Whether it is shown. A row that is not is only remembered.
    fn is_shown(&self) -> bool;

    /// Its columns.
    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value;
}

/// A row for each of some things. Its key is the name of the thing.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Table<R>(Slots<R>);

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self(Slots::default())
    }
}

impl<R: Row> Table<R> {
    /// The row of a thing, to change it; a new one where there is none.
    pub(super) fn get_mut(&mut self, slot: Slot) -> &mut R {
        self.0.get_mut(slot)
    }

    /// Some of the rows that are shown.
    pub(super) fn rows(&self, names: &ConferenceNames, ids: &Names, window: Range<usize>) -> Rows {
        let shown = self.0.filled().filter(|(_, row)| row.is_shown());
        let keyed = shown.map(|(slot, row)| (ids.name(slot).to_owned(), (slot, row)));
        window_by_key(keyed.collect(), window, |(slot, row)| {
            row.columns(names, slot)
        })
    }

    /// The row of the thing with this name, if it is shown.
    pub(super) fn row(&self, names: &ConferenceNames, ids: &Names, key: &str) -> Option<Value> {
        let slot = ids.find(key)?;
        self.shown(names, slot)
    }

    /// The keys of the rows that are shown otherwise than before.
    pub(super) fn changed(
        &self,
        names: &ConferenceNames,
        ids: &Names,
        before: &Self,
    ) -> Vec<String> {
        let changed: Vec<Slot> = self.0.changed(&before.0).collect();
        let rows = |table: &Self| {
            let rows = changed.iter().filter_map(|slot| {
                let key = ids.name(*slot).to_owned();
                Some((key, table.shown(names, *slot)?))
            });
            rows.collect()
        };
        differing(rows(self), rows(before))
    }

    fn shown(&self, names: &ConferenceNames, slot: Slot) -> Option<Value> {
        let row = self.0.get(slot).filter(|row| row.is_shown())?;
        Some(row.columns(names, slot))
    }
}
