//! Changes of places: the way to a place is walked once, and only what lies on it is copied where it is shared.

use super::super::program::{Change, Expr, Operator, Place, PlaceStep, Root};
use super::super::value::{Datum, Items, SortedMap};
use super::budget::{Budget, CELLS, Limit, Stop};
use super::evaluate::{Run, fits};
use super::locals::Locals;
use super::numbers;
use std::rc::Rc;

/// What a write into a map costs: it may copy a page.
const PAGE: usize = 8;

/// A step on the way to a place, its key known.
enum Step<'a> {
    Member(usize),
    Key(Datum, &'a Datum),
    Index(usize),
}

impl Run<'_> {
    /// Changes a place.
    pub(super) fn change(
        &mut self,
        locals: &mut Locals,
        place: &Place,
        change: &Change,
    ) -> Result<(), Stop> {
        let value = self.value(locals, operand(change))?;
        let mut way = Vec::new();
        for step in &place.steps {
            way.push(match step {
                PlaceStep::Member(field) => Step::Member(*field),
                PlaceStep::Key(key, zero) => Step::Key(self.value(locals, key)?, zero),
                PlaceStep::Index(place) => {
                    let place = self.number(locals, place)?;
                    Step::Index(usize::try_from(place).unwrap_or(usize::MAX))
                }
            });
        }
        let budget = self.budget;
        let walk = |begin: &mut Datum| -> Result<(), Stop> {
            walk(budget, begin, &way, change, value)?;
            match begin.cells() > CELLS {
                true => Err(Limit::Cells.into()),
                false => Ok(()),
            }
        };
        let done = match &place.root {
            Root::State(field) => self.state.edit(*field, walk),
            Root::Column(key, column) => {
                let removes = matches!(change, Change::RemoveKey(_));
                if removes && !self.has_row(locals, key)? {
                    return Ok(());
                }
                let row = self.row_to_change(locals, key)?;
                row.and_then(|row| row.edit(*column, walk))
            }
        };
        done.unwrap_or(Ok(()))
    }
}

fn operand(change: &Change) -> &Expr {
    match change {
        Change::Set(expr)
        | Change::Increase(expr)
        | Change::Decrease(expr)
        | Change::AddToList(expr)
        | Change::AddToSet(expr)
        | Change::RemoveFromList(expr)
        | Change::RemoveFromSet(expr)
        | Change::RemoveKey(expr) => expr,
    }
}

fn walk(
    budget: &Budget,
    at: &mut Datum,
    way: &[Step<'_>],
    change: &Change,
    value: Datum,
) -> Result<(), Stop> {
    let Some((step, rest)) = way.split_first() else {
        return changed(budget, at, change, value);
    };
    let further = |next: &mut Datum| walk(budget, next, rest, change, value);
    match (step, at) {
        (Step::Member(place), Datum::Record(items)) | (Step::Index(place), Datum::List(items)) => {
            let done = own_items(budget, items)?.edit(*place, further);
            done.unwrap_or(Ok(()))
        }
        (Step::Key(key, zero), Datum::Map(map)) => {
            if takes(change) && !map.has(key) {
                return Ok(());
            }
            own_map(budget, map)?.edit(key.clone(), zero, further)?;
            Ok(fits(map.len())?)
        }
        _ => Ok(()),
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
        (Change::RemoveFromSet(_), Datum::Set(map)) | (Change::RemoveKey(_), Datum::Map(map))
            if map.has(&value) =>
        {
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

fn own_map<'a>(budget: &Budget, map: &'a mut Rc<SortedMap>) -> Result<&'a mut SortedMap, Limit> {
    budget.spend(PAGE)?;
    if Rc::strong_count(map) > 1 {
        budget.spend(map.len() / 128)?;
    }
    Ok(Rc::make_mut(map))
}
