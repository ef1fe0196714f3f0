//! Rows of read models as plain data.

use super::super::program::{Expr, ReadModel};
use super::super::value::Datum;
use super::around::Around;
use super::budget::Budget;
use super::evaluate::Run;
use super::history::TextHistory;
use super::locals::Locals;
use super::prepared::PreparedTable;
use super::table::{RowKeys, Told};
use super::world::{TableState, TextWorld};
use super::{feed, plain};
use crate::engine::model::Rows;
use crate::engine::names::ReadModelName;
use crate::engine::slots::Slot;
use crate::engine::value::Value;
use std::cell::{Ref, RefCell};
use std::ops::Range;

/// A read model, as one world has it.
pub(super) struct Shown<'a> {
    history: &'a TextHistory,
    read_model: &'a ReadModel,
    ready: &'a PreparedTable,
    keys: &'a RefCell<RowKeys>,
    table: &'a TableState,
}

impl<'a> Shown<'a> {
    /// The read model with this number.
    pub(super) fn of(
        history: &'a TextHistory,
        world: &'a TextWorld,
        number: usize,
    ) -> Option<Self> {
        Some(Self {
            history,
            read_model: history.prepared.program.read_models.get(number)?,
            ready: history.prepared.tables.get(number)?,
            keys: history.keys.get(number)?,
            table: world.tables.get(number)?,
        })
    }

    fn named(history: &'a TextHistory, world: &'a TextWorld, name: &ReadModelName) -> Option<Self> {
        let number = history.prepared.read_models.get(name)?;
        Self::of(history, world, *number)
    }

    /// All of a row, its key in front. None where there is none.
    fn whole(&self, slot: Slot) -> Option<Vec<Datum>> {
        let row = self.table.rows.get(slot)?;
        Some([self.keys.borrow().key(slot), row].concat())
    }

    /// Whether there is a row and it is not hidden. Without a condition it need not be looked at.
    fn is_shown(&self, slot: Slot) -> bool {
        match &self.read_model.shown {
            None => self.table.rows.get(slot).is_some(),
            Some(shown) => {
                let row = self.whole(slot);
                row.is_some_and(|row| self.holds(shown, &row).unwrap_or(false))
            }
        }
    }

    /// The same, where it is shown.
    fn row(&self, slot: Slot) -> Option<Vec<Datum>> {
        self.whole(slot).filter(|_| self.is_shown(slot))
    }

    /// Whether something holds for a row. None where that takes too much.
    pub(super) fn holds(&self, condition: &Expr, row: &[Datum]) -> Option<bool> {
        let prepared = &*self.history.prepared;
        let budget = Budget::new();
        let around = Around {
            row,
            ..Around::nothing(prepared.empty)
        };
        let mut state = self.table.state.clone();
        let run = Run::new(prepared, &self.history.texts, &budget, &around, &mut state);
        run.holds(&mut Locals::default(), condition).ok()
    }

    /// All rows in the order of their keys, each with the text of its key.
    pub(super) fn all(&self) -> Vec<(String, Vec<Datum>)> {
        let mut all = Vec::new();
        self.each(|key, slot| {
            let row = self.whole(slot);
            all.extend(row.map(|row| (key.to_owned(), row)));
        });
        all
    }

    /// Every row that is shown, in the order of the keys.
    fn each(&self, mut then: impl FnMut(&str, Slot)) {
        let keys = self.keys.borrow();
        let told = self.told(&keys);
        for slot in told.order() {
            if self.is_shown(*slot) {
                then(told.text(*slot), *slot);
            }
        }
    }

    /// The keys as texts.
    fn told<'k>(&self, keys: &'k RowKeys) -> Ref<'k, Told> {
        let (texts, program) = (self.history.texts.borrow(), &self.history.prepared.program);
        keys.told(&texts, program, &self.ready.key_types)
    }

    fn plain(&self, row: &[Datum]) -> Value {
        let texts = self.history.texts.borrow();
        let program = &self.history.prepared.program;
        plain::write_fields(&texts, program, row, &self.ready.fields)
    }
}

/// Some rows of a read model.
pub(super) fn rows(
    history: &TextHistory,
    world: &TextWorld,
    name: &ReadModelName,
    window: Range<usize>,
) -> Rows {
    let Some(shown) = Shown::named(history, world, name) else {
        return Rows::default();
    };
    if shown.read_model.is_feed {
        return feed::rows(history, world, window);
    }
    let mut found = Rows::default();
    shown.each(|key, slot| {
        if window.contains(&found.total) {
            let row = shown.whole(slot).unwrap_or_default();
            found.rows.push((key.to_owned(), shown.plain(&row)));
        }
        found.total += 1;
    });
    found
}

/// The row of a read model with this key.
pub(super) fn row(
    history: &TextHistory,
    world: &TextWorld,
    name: &ReadModelName,
    key: &str,
) -> Option<Value> {
    let shown = Shown::named(history, world, name)?;
    if shown.read_model.is_feed {
        let rows = feed::rows(history, world, 0..usize::MAX).rows;
        let found = rows.into_iter().find(|(known, _)| known == key);
        return found.map(|(_, row)| row);
    }
    let keys = shown.keys.borrow();
    let told = shown.told(&keys);
    let row = told.with_text(key).iter().find_map(|slot| shown.row(*slot));
    row.map(|row| shown.plain(&row))
}

/// The keys of the rows that differ between two worlds.
pub(super) fn changed_rows(
    history: &TextHistory,
    (before, after): (&TextWorld, &TextWorld),
    name: &ReadModelName,
) -> Vec<String> {
    if is_feed(history, name) {
        return feed::changed_rows(history, before, after);
    }
    let shown = |world| Shown::named(history, world, name);
    let (Some(before), Some(after)) = (shown(before), shown(after)) else {
        return Vec::new();
    };
    let keys = before.keys.borrow();
    let told = before.told(&keys);
    let (then, now) = (before.table, after.table);
    // What is shown of a row may depend on what is kept beside the rows.
    let state_counts = before.read_model.shown.is_some() && then.state != now.state;
    let differs = |slot: &Slot| before.row(*slot) != after.row(*slot);
    let mut changed: Vec<&str> = match state_counts {
        true => {
            let slots = told.order().iter().copied().filter(differs);
            slots.map(|slot| told.text(slot)).collect()
        }
        false => {
            let slots = now.rows.changed(&then.rows).filter(differs);
            slots.map(|slot| told.text(slot)).collect()
        }
    };
    changed.sort_unstable();
    changed.into_iter().map(str::to_owned).collect()
}

fn is_feed(history: &TextHistory, name: &ReadModelName) -> bool {
    let prepared = &history.prepared;
    let number = prepared.read_models.get(name);
    let read_model = number.and_then(|number| prepared.program.read_models.get(*number));
    read_model.is_some_and(|read_model| read_model.is_feed)
}
