//! What is done with each element of a collection.

use super::super::program::{Each, Expr};
use super::super::value::{Datum, SortedMap};
use super::budget::Stop;
use super::evaluate::{Run, fits};
use super::locals::{Locals, NOTHING};
use super::numbers::clamped;
use super::operators::items;

/// What comes of going through a collection.
enum Gathered {
    List(Vec<Datum>),
    Set(SortedMap),
    Map(SortedMap),
    Pairs(Vec<(Datum, Datum)>),
    /// A truth, and which one ends the search.
    Truth(bool),
    Count(i64),
    Sum(i128),
}

impl Gathered {
    fn begin(each: &Each, of: &Datum) -> Self {
        match (each, of) {
            (Each::Map, Datum::Map(_)) | (Each::Filter, Datum::Map(_)) => {
                Self::Map(SortedMap::default())
            }
            (Each::Filter, Datum::Set(_)) => Self::Set(SortedMap::default()),
            (Each::Map | Each::ToList | Each::Filter, _) => Self::List(Vec::new()),
            (Each::Any, _) => Self::Truth(false),
            (Each::All, _) => Self::Truth(true),
            (Each::Count, _) => Self::Count(0),
            (Each::Sum, _) => Self::Sum(0),
            (Each::SortBy(_), _) => Self::Pairs(Vec::new()),
        }
    }

    /// Takes the result for one element in. False where no other can change anything.
    fn take(&mut self, each: &Each, (element, value): (&Datum, &Datum), result: Datum) -> bool {
        match self {
            Self::List(list) if *each == Each::Filter => {
                if result.is_true() {
                    list.push(element.clone());
                }
            }
            Self::List(list) => list.push(result),
            Self::Map(map) if *each == Each::Map => map.insert(element.clone(), result),
            Self::Map(map) | Self::Set(map) => {
                if result.is_true() {
                    map.insert(element.clone(), value.clone());
                }
            }
            Self::Pairs(pairs) => pairs.push((result, element.clone())),
            Self::Truth(truth) => {
                *truth = result.is_true();
                return *truth == (*each == Each::All);
            }
            Self::Count(count) => *count += i64::from(result.is_true()),
            Self::Sum(sum) => *sum += i128::from(result.number()),
        }
        true
    }
}

impl Run<'_> {
    pub(super) fn each_of_list(
        &self,
        locals: &mut Locals,
        each: &Each,
        of: &Datum,
        (local, body): (usize, &Expr),
    ) -> Result<Datum, Stop> {
        let mut gathered = Gathered::begin(each, of);
        let members = match of {
            Datum::Set(_) => Some(self.ordered(of)?),
            _ => None,
        };
        let members = members.into_iter().flatten().map(|(member, _)| member);
        for element in items(of).iter().chain(members) {
            self.budget.step()?;
            locals.set(local, element.clone());
            let result = self.value(locals, body)?;
            if !gathered.take(each, (element, NOTHING), result) {
                break;
            }
        }
        self.gathered(gathered)
    }

    pub(super) fn each_of_map(
        &self,
        locals: &mut Locals,
        each: &Each,
        of: &Datum,
        ((key, value), body): ((usize, usize), &Expr),
    ) -> Result<Datum, Stop> {
        let mut gathered = Gathered::begin(each, of);
        for entry in self.ordered(of)? {
            self.budget.step()?;
            locals.set(key, entry.0.clone());
            locals.set(value, entry.1.clone());
            let result = self.value(locals, body)?;
            if !gathered.take(each, entry, result) {
                break;
            }
        }
        self.gathered(gathered)
    }

    fn gathered(&self, gathered: Gathered) -> Result<Datum, Stop> {
        Ok(match gathered {
            Gathered::List(list) => {
                fits(list.len())?;
                Datum::list(list)
            }
            Gathered::Set(members) => Datum::set(members),
            Gathered::Map(map) => Datum::map(map),
            Gathered::Pairs(mut pairs) => {
                self.budget.spend(pairs.len())?;
                pairs.sort_by(|(one, _), (two, _)| self.order(one, two));
                Datum::list(pairs.into_iter().map(|(_, element)| element).collect())
            }
            Gathered::Truth(truth) => Datum::truth(truth),
            Gathered::Count(count) => Datum::Number(count),
            Gathered::Sum(sum) => Datum::Number(clamped(sum)),
        })
    }
}
