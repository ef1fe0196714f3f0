//! Read models while they run: rows in slots, found by their keys.

use super::super::program::{Expr, Program, Type};
use super::super::value::{Datum, Index, Items, Texts};
use super::budget::{Limit, ROWS, Stop};
use super::evaluate::Run;
use super::locals::{Locals, NOTHING};
use super::plain;
use super::world::begun;
use crate::engine::slots::{Slot, Slots};
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// The rows of a read model that something runs on.
pub(super) struct Table<'a> {
    pub(super) rows: &'a mut Slots<Items>,
    pub(super) keys: &'a RefCell<RowKeys>,
    /// What stands in a row that is not there.
    pub(super) zeros: &'a [Datum],
    /// What stands in a new row.
    pub(super) initial: &'a Items,
    /// The key of the row that the event is about, and its slot if that was found when the event was read. An empty key
    /// stands for it.
    pub(super) own: (&'a [Expr], Option<Slot>),
}

/// Gives every key of a read model a slot, in the order of first sight.
#[derive(Debug, Default)]
pub(super) struct RowKeys {
    slots: Index<Rc<[Datum]>, Slot>,
    keys: Vec<Rc<[Datum]>>,
    /// The one that was found last: it is mostly asked for again.
    last: Option<Slot>,
    told: RefCell<Told>,
}

/// The keys as texts, and in the order of these.
#[derive(Debug, Default)]
pub(super) struct Told {
    texts: Vec<Rc<str>>,
    order: Vec<Slot>,
}

impl RowKeys {
    /// The slot of a key that has been seen.
    pub(super) fn find(&mut self, key: &[Datum]) -> Option<Slot> {
        let last = self.last.filter(|slot| self.key(*slot) == key);
        let found = last.or_else(|| self.slots.get(key).copied());
        self.last = found.or(self.last);
        found
    }

    /// The slot of a key; a new one for a new key.
    pub(super) fn intern(&mut self, key: &[Datum]) -> Result<Slot, Limit> {
        if let Some(slot) = self.find(key) {
            return Ok(slot);
        }
        let slot = Slot::at(self.keys.len()).filter(|slot| slot.index() < ROWS);
        let slot = slot.ok_or(Limit::Rows)?;
        let key: Rc<[Datum]> = key.into();
        self.keys.push(Rc::clone(&key));
        self.slots.insert(key, slot);
        Ok(slot)
    }

    /// The key in a slot.
    pub(super) fn key(&self, slot: Slot) -> &[Datum] {
        self.keys.get(slot.index()).map_or(&[], |key| key)
    }

    /// The keys as texts. Those that came since are told first.
    pub(super) fn told(&self, texts: &Texts, program: &Program, types: &[Type]) -> Ref<'_, Told> {
        let known = self.told.borrow().texts.len();
        if known < self.keys.len() {
            let mut told = self.told.borrow_mut();
            let Told { texts: all, order } = &mut *told;
            for key in &self.keys[known..] {
                all.push(plain::key_of_row(texts, program, key, types).into());
            }
            order.extend((known..self.keys.len()).filter_map(Slot::at));
            order.sort_by(|one, two| all.get(one.index()).cmp(&all.get(two.index())));
        }
        self.told.borrow()
    }
}

impl Told {
    /// The slots in the order of their keys' texts.
    pub(super) fn order(&self) -> &[Slot] {
        &self.order
    }

    /// The text of the key in a slot.
    pub(super) fn text(&self, slot: Slot) -> &str {
        self.texts.get(slot.index()).map_or("", |text| text)
    }

    /// The slots whose key has this text: mostly one.
    pub(super) fn with_text(&self, text: &str) -> &[Slot] {
        let begin = self.order.partition_point(|slot| self.text(*slot) < text);
        let end = self.order.partition_point(|slot| self.text(*slot) <= text);
        self.order.get(begin..end).unwrap_or_default()
    }
}

impl Run<'_> {
    /// The slot of the row with this key, where the key has been seen.
    fn slot_of(
        &self,
        locals: &mut Locals,
        table: &Table<'_>,
        key: &[Expr],
    ) -> Result<Option<Slot>, Stop> {
        let key = match (key, table.own) {
            ([], (_, Some(own))) => return Ok(Some(own)),
            ([], (own_key, None)) => own_key,
            _ => key,
        };
        self.with_key(locals, key, |key| table.keys.borrow_mut().find(key))
    }

    /// A column of a row; zero where there is none.
    pub(super) fn column(
        &self,
        locals: &mut Locals,
        key: &[Expr],
        column: usize,
    ) -> Result<&Datum, Stop> {
        self.budget.step()?;
        let Some(table) = &self.table else {
            return Ok(NOTHING);
        };
        let slot = self.slot_of(locals, table, key)?;
        let row = slot.and_then(|slot| table.rows.get(slot));
        let value = match row {
            Some(row) => row.get(column),
            None => table.zeros.get(column),
        };
        Ok(value.unwrap_or(NOTHING))
    }

    /// Whether there is a row with this key.
    pub(super) fn has_row(&self, locals: &mut Locals, key: &[Expr]) -> Result<bool, Stop> {
        let Some(table) = &self.table else {
            return Ok(false);
        };
        let slot = self.slot_of(locals, table, key)?;
        Ok(slot.is_some_and(|slot| table.rows.get(slot).is_some()))
    }

    /// The slot of the row with this key; a new one for a new key.
    pub(super) fn slot_to_change(
        &self,
        locals: &mut Locals,
        key: &[Expr],
    ) -> Result<Option<Slot>, Stop> {
        let Some(table) = &self.table else {
            return Ok(None);
        };
        let key = match (key, table.own) {
            ([], (_, Some(own))) => return Ok(Some(own)),
            ([], (own_key, None)) => own_key,
            _ => key,
        };
        let slot = self.with_key(locals, key, |key| table.keys.borrow_mut().intern(key))??;
        Ok(Some(slot))
    }

    /// The row in a slot, to change it; a new one where there is none.
    pub(super) fn row_to_change(&mut self, slot: Slot) -> Option<&mut Items> {
        let table = self.table.as_mut()?;
        Some(begun(table.rows.get_mut(slot), table.initial))
    }

    /// Takes a row away.
    pub(super) fn remove_row(&mut self, locals: &mut Locals, key: &[Expr]) -> Result<(), Stop> {
        let Some(table) = &self.table else {
            return Ok(());
        };
        let slot = self.slot_of(locals, table, key)?;
        if let (Some(slot), Some(table)) = (slot, &mut self.table) {
            table.rows.remove(slot);
        }
        Ok(())
    }
}
