//! Changes of places: the way to a place is walked once, and only what lies on it is copied where it is shared.

use super::super::program::{Change, Operator, Place, PlaceStep, Root};
use super::super::value::{Datum, Items, SortedMap};
use super::budget::{Budget, CELLS, Limit, Stop};
use super::evaluate::{Run, fits};
use super::locals::Locals;
use super::numbers;
use super::operators::add;
use std::rc::Rc;

/// What a write into a map costs: it may copy a page.
const PAGE: usize = 8;

impl Run<'_> {
    /// Changes a place.
    pub(super) fn change(
        &mut self,
        locals: &mut Locals,
        place: &Place,
        change: &Change,
    ) -> Result<(), Stop> {
        if let (Change::Increase(by) | Change::Decrease(by), []) = (change, &place.steps[..])
            && let Some(Datum::Number(by)) = self.standing(locals, by)
        {
            let (by, adds) = (*by, matches!(change, Change::Increase(_)));
            return self.count(locals, &place.root, by, adds);
        }
        let value = self.value(locals, change.operand())?;
        let held = locals.holding();
        for step in &place.steps {
            let key = match step {
                PlaceStep::Member(_) => Datum::None,
                PlaceStep::Key(key, _) | PlaceStep::Index(key) => self.value(locals, key)?,
            };
            locals.hold(key);
        }
        let changing = Changing {
            budget: self.budget,
            change,
        };
        let takes = matches!(change, Change::RemoveKey(_));
        let done = match self.root(locals, &place.root, takes)? {
            Some((items, root)) => {
                let way = (&place.steps[..], locals.held(held));
                items.edit(root, |begin| changing.whole(begin, way, value))
            }
            None => None,
        };
        locals.let_go(held);
        done.unwrap_or(Ok(()))
    }

    /// Adds to a number that stands in a state or in a row itself, or takes from it: it stays as large as it is.
    fn count(&mut self, locals: &mut Locals, root: &Root, by: i64, adds: bool) -> Result<(), Stop> {
        if let Some((items, place)) = self.root(locals, root, false)?
            && let Some(number) = items.number_mut(place)
        {
            *number = match adds {
                true => number.saturating_add(by),
                false => number.saturating_sub(by),
            };
        }
        Ok(())
    }

    /// The values that a place is among, and which of them it begins with.
    fn root(
        &mut self,
        locals: &mut Locals,
        root: &Root,
        takes: bool,
    ) -> Result<Option<(&mut Items, usize)>, Stop> {
        match root {
            Root::State(field) => Ok(Some((&mut *self.state, *field))),
            Root::Column(key, _) if takes && !self.has_row(locals, key)? => Ok(None),
            Root::Column(key, column) => {
                let slot = self.slot_to_change(locals, key)?;
                let row = slot.and_then(|slot| self.row_to_change(slot));
                Ok(row.map(|row| (row, *column)))
            }
        }
    }
}

/// The steps to a place, and their keys.
type Way<'a> = (&'a [PlaceStep], &'a [Datum]);

/// How a place is changed, and who pays.
struct Changing<'a> {
    budget: &'a Budget,
    change: &'a Change,
}

impl Changing<'_> {
    /// Changes a place within a value, which may not become too large.
    fn whole(&self, begin: &mut Datum, way: Way<'_>, value: Datum) -> Result<(), Stop> {
        self.walk(begin, way, value)?;
        match begin.cells() > CELLS {
            true => Err(Limit::Cells.into()),
            false => Ok(()),
        }
    }

    fn walk(&self, at: &mut Datum, (steps, keys): Way<'_>, value: Datum) -> Result<(), Stop> {
        let ([step, steps @ ..], [key, keys @ ..]) = (steps, keys) else {
            return changed(self.budget, at, self.change, value);
        };
        let further = |next: &mut Datum| self.walk(next, (steps, keys), value);
        match (step, at) {
            (PlaceStep::Member(place), Datum::Record(items)) => {
                let done = own_items(self.budget, items)?.edit(*place, further);
                done.unwrap_or(Ok(()))
            }
            (PlaceStep::Index(_), Datum::List(items)) => {
                let place = usize::try_from(key.number()).unwrap_or(usize::MAX);
                let done = own_items(self.budget, items)?.edit(place, further);
                done.unwrap_or(Ok(()))
            }
            (PlaceStep::Key(_, zero), Datum::Map(map)) => {
                let map = own_map(self.budget, map)?;
                if takes(self.change) {
                    return map.edit_known(key, further).unwrap_or(Ok(()));
                }
                map.edit(key.clone(), zero, further)?;
                Ok(fits(map.len())?)
            }
            _ => Ok(()),
        }
    }
}

/// Whether it only takes something away: that makes nothing on its way.
fn takes(change: &Change) -> bool {
    matches!(
        change,
        Change::RemoveFromList(_) | Change::RemoveFromSet(_) | Change::RemoveKey(_)
    )
}

fn changed(budget: &Budget, at: &mut Datum, change: &Change, value: Datum) -> Result<(), Stop> {
    match (change, at) {
        (Change::Set(_), at) => *at = value,
        (Change::Increase(_), Datum::Number(number)) => {
            *number = numbers::of_two(&Operator::Add, *number, value.number()).unwrap_or(0);
        }
        (Change::Decrease(_), Datum::Number(number)) => {
            *number = numbers::of_two(&Operator::Subtract, *number, value.number()).unwrap_or(0);
        }
        (Change::Increase(_) | Change::Decrease(_), Datum::Map(map)) => {
            if let Datum::Map(other) = &value {
                budget.spend(other.len())?;
                let adds = matches!(change, Change::Increase(_));
                add(own_map(budget, map)?, other, adds);
                fits(map.len())?;
            }
        }
        (Change::AddToList(_), Datum::List(items)) => {
            own_items(budget, items)?.push(value);
            fits(items.len())?;
        }
        (Change::AddToSet(_), Datum::Set(members)) if !members.has(&value) => {
            own_map(budget, members)?.insert(value, Datum::None);
            fits(members.len())?;
        }
        (Change::RemoveFromList(_), Datum::List(items)) => {
            budget.spend(items.cells() / 8)?;
            if let Some(place) = items.iter().position(|item| *item == value) {
                own_items(budget, items)?.remove(place);
            }
        }
        (Change::RemoveFromSet(_), Datum::Set(map)) | (Change::RemoveKey(_), Datum::Map(map)) => {
            own_map(budget, map)?.remove(&value);
        }
        _ => {}
    }
    Ok(())
}

/// The items to change; those that are shared are copied, and that is paid.
fn own_items<'a>(budget: &Budget, items: &'a mut Rc<Items>) -> Result<&'a mut Items, Limit> {
    if Rc::strong_count(items) > 1 {
        budget.spend(items.len() / 4)?;
    }
    Ok(Rc::make_mut(items))
}

#[inline]
fn own_map<'a>(budget: &Budget, map: &'a mut Rc<SortedMap>) -> Result<&'a mut SortedMap, Limit> {
    budget.spend(PAGE)?;
    if Rc::strong_count(map) > 1 {
        budget.spend(map.len() / 128)?;
    }
    Ok(Rc::make_mut(map))
}
