//! Operators.

use super::super::program::{Expr, Operator};
use super::super::value::{Datum, SortedMap};
use super::budget::Stop;
use super::evaluate::{Run, fits};
use super::locals::Locals;
use super::{letters, numbers};
use std::cmp::Ordering;
use std::rc::Rc;

impl Run<'_> {
    /// An operator with its operands. What the checker would not have let through is none.
    pub(super) fn apply(
        &self,
        locals: &mut Locals,
        operator: &Operator,
        of: &[Expr],
    ) -> Result<Datum, Stop> {
        use Operator::*;
        match (operator, of) {
            (Equal | Unequal, [one, two]) => {
                let one = self.value(locals, one)?;
                let two = self.see(locals, two)?;
                self.budget.spend(one.cells().min(two.cells()) / 8)?;
                Ok(Datum::truth((one == *two) == (*operator == Equal)))
            }
            (Less | AtMost, [one, two]) => {
                let one = self.value(locals, one)?;
                let two = self.see(locals, two)?;
                let order = self.order(&one, &two);
                Ok(Datum::truth(
                    order == Ordering::Less || *operator == AtMost && order == Ordering::Equal,
                ))
            }
            (
                Add | Subtract | Multiply | MultiplyDecimals | Divide | DivideDecimals | Round
                | Min | Max | AddToDate | BetweenDates,
                [one, two],
            ) => {
                let one = self.number(locals, one)?;
                let two = self.number(locals, two)?;
                let result = numbers::of_two(operator, one, two);
                Ok(result.map_or(Datum::None, Datum::Number))
            }
            (
                Not | Negate | Abs | ToDecimal | ToInt | DateOf | InstantOf | InMinutes | InDays,
                [one],
            ) => {
                let one = self.number(locals, one)?;
                Ok(Datum::Number(numbers::of_one(operator, one)))
            }
            (
                JoinTexts | SizeOfText | Before | After | Trim | Lower | Upper | StartsWith
                | EndsWith | Contains | IsEmail | IsWord,
                _,
            ) => self.of_texts(locals, operator, of),
            _ => self.of_collections(locals, operator, of),
        }
    }

    /// Which of two values comes first: texts by their letters.
    pub(super) fn order(&self, one: &Datum, two: &Datum) -> Ordering {
        match (one, two) {
            (Datum::Text(one), Datum::Text(two)) => {
                let texts = self.texts.borrow();
                texts.get(*one).cmp(texts.get(*two))
            }
            (Datum::List(one), Datum::List(two)) | (Datum::Record(one), Datum::Record(two)) => {
                let pairs = one.iter().zip(two.iter());
                let mut orders = pairs.map(|(one, two)| self.order(one, two));
                let differing = orders.find(|order| *order != Ordering::Equal);
                differing.unwrap_or(one.len().cmp(&two.len()))
            }
            _ => one.cmp(two),
        }
    }

    fn of_texts(
        &self,
        locals: &mut Locals,
        operator: &Operator,
        of: &[Expr],
    ) -> Result<Datum, Stop> {
        use Operator::*;
        let [one, others @ ..] = of else {
            return Ok(Datum::None);
        };
        let one = self.symbol(locals, one)?;
        self.budget.spend(one.characters() / 16)?;
        let other = match others {
            [other, ..] => self.symbol(locals, other)?,
            [] => self.prepared.empty,
        };
        match operator {
            SizeOfText => Ok(number_of(one.characters())),
            JoinTexts => {
                let mut joined = String::new();
                self.append(&mut joined, one)?;
                self.append(&mut joined, other)?;
                self.text(&joined)
            }
            Before | After => {
                let text = self.texts.borrow().shared(one);
                let other = self.texts.borrow().shared(other);
                self.text(letters::part(operator, &text, &other))
            }
            Trim | Lower | Upper => {
                let made = letters::made(operator, self.texts.borrow().get(one));
                self.text(&made.unwrap_or_default())
            }
            IsEmail => Ok(Datum::truth(letters::is_email(
                self.texts.borrow().get(one),
            ))),
            IsWord => Ok(Datum::truth(letters::is_word(self.texts.borrow().get(one)))),
            _ => {
                let texts = self.texts.borrow();
                let holds = letters::holds(operator, texts.get(one), texts.get(other));
                Ok(Datum::truth(holds))
            }
        }
    }

    fn of_collections(
        &self,
        locals: &mut Locals,
        operator: &Operator,
        of: &[Expr],
    ) -> Result<Datum, Stop> {
        use Operator::*;
        match (operator, of) {
            (InList, [element, list]) => {
                let element = self.value(locals, element)?;
                let list = self.see(locals, list)?;
                self.budget.spend(list.cells() / 8)?;
                Ok(Datum::truth(items(&list).contains(&element)))
            }
            (InSet | InMap, [key, map]) => {
                let key = self.value(locals, key)?;
                let map = self.see(locals, map)?;
                Ok(Datum::truth(entries(&map).is_some_and(|map| map.has(&key))))
            }
            (Get, [map, key, otherwise]) => {
                let key = self.value(locals, key)?;
                let found =
                    entries(&*self.see(locals, map)?).and_then(|map| map.get(&key).cloned());
                match found {
                    Some(value) => Ok(value),
                    None => self.value(locals, otherwise),
                }
            }
            (SizeOfList, [list]) => Ok(number_of(items(&*self.see(locals, list)?).len())),
            (SizeOfSet | SizeOfMap, [map]) => {
                let map = self.see(locals, map)?;
                Ok(number_of(entries(&map).map_or(0, SortedMap::len)))
            }
            (AddMaps | SubtractMaps, [one, two]) => {
                let one = self.value(locals, one)?;
                let two = self.value(locals, two)?;
                self.added(&one, &two, *operator == AddMaps)
            }
            (JoinLists, [one, two]) => {
                let one = self.value(locals, one)?;
                let two = self.value(locals, two)?;
                let (one, two) = (items(&one), items(&two));
                fits(one.len() + two.len())?;
                self.budget.spend((one.len() + two.len()) / 4)?;
                Ok(Datum::list([one, two].concat()))
            }
            (_, [of, others @ ..]) => {
                let of = self.value(locals, of)?;
                let other = match others {
                    [other, ..] => self.value(locals, other)?,
                    [] => Datum::None,
                };
                self.budget.spend(of_size(&of) / 4)?;
                self.of_whole(operator, &of, &other)
            }
            _ => Ok(Datum::None),
        }
    }

    /// Operators that look at all of a collection.
    fn of_whole(&self, operator: &Operator, of: &Datum, other: &Datum) -> Result<Datum, Stop> {
        use Operator::*;
        let list = items(of);
        Ok(match operator {
            First => list.first().cloned().unwrap_or_default(),
            Last => list.last().cloned().unwrap_or_default(),
            Take => {
                let most = usize::try_from(other.number()).unwrap_or(0);
                Datum::list(list.iter().take(most).cloned().collect())
            }
            Indexed => {
                let places = (0..).map(Datum::Number);
                Datum::map(places.zip(list.iter().cloned()).collect())
            }
            Range => {
                let end = of.number().max(0);
                let size = usize::try_from(end).unwrap_or(usize::MAX);
                fits(size)?;
                self.budget.spend(size)?;
                Datum::list((0..end).map(Datum::Number).collect())
            }
            Flat => {
                let size = list.iter().map(|inner| items(inner).len()).sum();
                fits(size)?;
                self.budget.spend(size / 4)?;
                let inner = list.iter().flat_map(|inner| items(inner).iter().cloned());
                Datum::list(inner.collect())
            }
            ToSet => {
                self.budget.spend(list.len())?;
                let members = list.iter().map(|member| (member.clone(), Datum::None));
                Datum::set(members.collect())
            }
            Keys | ToList => {
                let keys = self.ordered(of)?.map(|(key, _)| key.clone());
                Datum::list(keys.collect())
            }
            Values => {
                let values = self.ordered(of)?.map(|(_, value)| value.clone());
                Datum::list(values.collect())
            }
            JoinAll => {
                let (mut joined, between) = (String::new(), self.symbol_of(other));
                for (place, part) in list.iter().enumerate() {
                    if place > 0 {
                        self.append(&mut joined, between)?;
                    }
                    self.append(&mut joined, self.symbol_of(part))?;
                }
                self.text(&joined)?
            }
            _ => Datum::None,
        })
    }

    fn added(&self, one: &Datum, two: &Datum, adds: bool) -> Result<Datum, Stop> {
        let (Datum::Map(one), Datum::Map(two)) = (one, two) else {
            return Ok(Datum::None);
        };
        self.budget.spend(one.len() / 16 + two.len())?;
        let mut sum = SortedMap::clone(one);
        add(&mut sum, two, adds);
        fits(sum.len())?;
        Ok(Datum::Map(Rc::new(sum)))
    }

    /// The entries of a map or the members of a set in their order: texts by their letters.
    pub(super) fn ordered<'m>(
        &self,
        of: &'m Datum,
    ) -> Result<impl Iterator<Item = (&'m Datum, &'m Datum)> + use<'m>, Stop> {
        let map = entries(of);
        let size = map.map_or(0, SortedMap::len);
        let mut entries = map.into_iter().flat_map(SortedMap::iter).peekable();
        self.budget.spend(size / 4)?;
        let mut sorted = Vec::new();
        if size > 1 && matches!(entries.peek(), Some((Datum::Text(_), _))) {
            self.budget.spend(size)?;
            sorted.extend(entries.by_ref());
            sorted.sort_by(|(one, _), (two, _)| self.order(one, two));
        }
        Ok(sorted.into_iter().chain(entries))
    }
}

/// Adds the numbers of another map to those of a map, key by key, or takes them away.
pub(super) fn add(map: &mut SortedMap, other: &SortedMap, adds: bool) {
    let operator = match adds {
        true => Operator::Add,
        false => Operator::Subtract,
    };
    for (key, value) in other.iter() {
        map.edit(key.clone(), &Datum::Number(0), |known| {
            let number = numbers::of_two(&operator, known.number(), value.number());
            *known = Datum::Number(number.unwrap_or(0));
        });
    }
}

/// The elements of a list; none of what is no list.
pub(super) fn items(of: &Datum) -> &[Datum] {
    match of {
        Datum::List(items) => items,
        _ => &[],
    }
}

/// The entries of a map or set.
pub(super) fn entries(of: &Datum) -> Option<&SortedMap> {
    match of {
        Datum::Map(map) | Datum::Set(map) => Some(map),
        _ => None,
    }
}

fn of_size(of: &Datum) -> usize {
    entries(of).map_or(items(of).len(), SortedMap::len)
}

fn number_of(count: usize) -> Datum {
    Datum::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
