//! Expressions: what they are worth where something runs.
//!
//! A part of something known is looked at where it stands; only what is new is made.

use super::super::program::{Expr, Known};
use super::super::value::{Datum, Items, SortedMap, Symbol, Texts};
use super::around::Around;
use super::budget::{Budget, CHARACTERS, ELEMENTS, Limit, Stop, TEXT_BYTES, Why};
use super::effects::Effects;
use super::locals::{Locals, NOTHING};
use super::prepared::Prepared;
use super::show;
use super::table::Table;
use crate::engine::environment::derived_id;
use std::borrow::Cow;
use std::cell::RefCell;

/// A value that stands somewhere, or a new one.
pub(super) type Seen<'a> = Cow<'a, Datum>;

/// Something that runs: where, on what, and what comes of it.
pub(super) struct Run<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) texts: &'a RefCell<Texts>,
    pub(super) budget: &'a Budget,
    pub(super) around: &'a Around<'a>,
    /// The state at hand: of the aggregate, the process, or what a read model keeps beside its rows.
    pub(super) state: &'a mut Items,
    /// The read model at hand.
    pub(super) table: Option<Table<'a>>,
    /// The command at hand.
    pub(super) command: usize,
    /// Nothing where nothing can come of it.
    pub(super) effects: Option<&'a mut Effects>,
}

impl<'a> Run<'a> {
    /// Something that runs on a state, with no read model at hand.
    pub(super) fn new(
        prepared: &'a Prepared,
        texts: &'a RefCell<Texts>,
        budget: &'a Budget,
        around: &'a Around<'a>,
        state: &'a mut Items,
    ) -> Self {
        Self {
            prepared,
            texts,
            budget,
            around,
            state,
            table: None,
            command: 0,
            effects: None,
        }
    }
}

impl Run<'_> {
    /// The value of an expression.
    #[inline]
    pub(super) fn value(&self, locals: &mut Locals, expr: &Expr) -> Result<Datum, Stop> {
        match self.standing(locals, expr) {
            Some(standing) => Ok(standing.clone()),
            None => self.made(locals, expr),
        }
    }

    /// The value of an expression that has to be worked out.
    fn made(&self, locals: &mut Locals, expr: &Expr) -> Result<Datum, Stop> {
        match expr {
            Expr::Key => Ok(Datum::Text(self.around.key)),
            Expr::Ahead(_, otherwise) => self.value(locals, otherwise),
            Expr::LookedUp(..)
            | Expr::Member(..)
            | Expr::OfMap(..)
            | Expr::OfList(..)
            | Expr::Column(..) => Ok(self.see(locals, expr)?.into_owned()),
            _ => {
                self.budget.enter()?;
                let value = self.compound(locals, expr)?;
                self.budget.leave();
                Ok(value)
            }
        }
    }

    /// What an expression stands for that has not to be worked out. Most have not.
    #[inline]
    pub(super) fn standing<'b>(&'b self, locals: &'b Locals, expr: &'b Expr) -> Option<&'b Datum> {
        Some(match expr {
            Expr::Constant(value) => value,
            Expr::Local(local) => locals.get(*local),
            Expr::Field(field) => self.around.fields.get(*field).unwrap_or(NOTHING),
            Expr::State(field) => self.state.get(*field).unwrap_or(NOTHING),
            Expr::OfRow(part) => self.around.row.get(*part).unwrap_or(NOTHING),
            Expr::Ahead(place, _) => return self.around.ahead.get(*place),
            _ => return None,
        })
    }

    /// The value of an expression, where it stands if it stands somewhere.
    pub(super) fn see<'b>(
        &'b self,
        locals: &'b mut Locals,
        expr: &'b Expr,
    ) -> Result<Seen<'b>, Stop> {
        Ok(Cow::Borrowed(match expr {
            Expr::LookedUp(read, part) => self.looked_up(*read, *part),
            Expr::Column(key, column) => self.column(locals, key, *column)?,
            Expr::Member(of, field) => {
                let of = self.enter(locals, of)?;
                return Ok(inside(of, NOTHING, |of| member(of, *field)));
            }
            Expr::OfMap(map, key, zero) => {
                let key = self.value(locals, key)?;
                let map = self.enter(locals, map)?;
                return Ok(inside(map, zero, |map| of_map(map, &key)));
            }
            Expr::OfList(list, place, zero) => {
                let place = self.number(locals, place)?;
                let list = self.enter(locals, list)?;
                return Ok(inside(list, zero, |list| of_list(list, place)));
            }
            Expr::Ahead(place, otherwise) => match self.around.ahead.get(*place) {
                Some(value) => value,
                None => return self.see(locals, otherwise),
            },
            Expr::Constant(_)
            | Expr::Local(_)
            | Expr::Field(_)
            | Expr::State(_)
            | Expr::OfRow(_) => self.standing(locals, expr).unwrap_or(NOTHING),
            _ => return Ok(Cow::Owned(self.value(locals, expr)?)),
        }))
    }

    /// The same, one step deeper.
    fn enter<'b>(&'b self, locals: &'b mut Locals, expr: &'b Expr) -> Result<Seen<'b>, Stop> {
        self.budget.enter()?;
        let seen = self.see(locals, expr)?;
        self.budget.leave();
        Ok(seen)
    }

    /// The value of an expression that is a number.
    pub(super) fn number(&self, locals: &mut Locals, expr: &Expr) -> Result<i64, Stop> {
        match self.standing(locals, expr) {
            Some(standing) => Ok(standing.number()),
            None => Ok(self.see(locals, expr)?.number()),
        }
    }

    /// Whether an expression that is a truth holds.
    pub(super) fn holds(&self, locals: &mut Locals, expr: &Expr) -> Result<bool, Stop> {
        Ok(self.see(locals, expr)?.is_true())
    }

    /// The symbol of an expression that is a text.
    pub(super) fn symbol(&self, locals: &mut Locals, expr: &Expr) -> Result<Symbol, Stop> {
        Ok(self.symbol_of(&*self.see(locals, expr)?))
    }

    pub(super) fn symbol_of(&self, value: &Datum) -> Symbol {
        match value {
            Datum::Text(symbol) => *symbol,
            _ => self.prepared.empty,
        }
    }

    /// The values of several expressions.
    pub(super) fn values(&self, locals: &mut Locals, of: &[Expr]) -> Result<Vec<Datum>, Stop> {
        self.budget.spend(of.len())?;
        let mut values = Vec::with_capacity(of.len());
        for expr in of {
            values.push(self.value(locals, expr)?);
        }
        Ok(values)
    }

    /// Does something with a key of one or more parts; mostly it needs no room of its own.
    pub(super) fn with_key<T>(
        &self,
        locals: &mut Locals,
        key: &[Expr],
        then: impl FnOnce(&[Datum]) -> T,
    ) -> Result<T, Stop> {
        match key {
            [one] => Ok(then(&[self.value(locals, one)?])),
            [one, two] => {
                let one = self.value(locals, one)?;
                Ok(then(&[one, self.value(locals, two)?]))
            }
            _ => Ok(then(&self.values(locals, key)?)),
        }
    }

    /// A new text.
    pub(super) fn text(&self, text: &str) -> Result<Datum, Stop> {
        self.budget.spend(text.len() / 16)?;
        if text.len() > CHARACTERS && text.chars().count() > CHARACTERS {
            return Err(Limit::Characters.into());
        }
        let mut texts = self.texts.borrow_mut();
        if texts.bytes() > TEXT_BYTES {
            return Err(Limit::TextBytes.into());
        }
        Ok(Datum::Text(texts.intern(text)))
    }

    fn compound(&self, locals: &mut Locals, expr: &Expr) -> Result<Datum, Stop> {
        match expr {
            Expr::Known(known) => self.known(*known),
            Expr::HasRow(key) => self.has_row(locals, key).map(Datum::truth),
            Expr::WasFound(read) => {
                let found = self.around.looked_up.get(*read);
                Ok(Datum::truth(matches!(found, Some(Some(_)))))
            }
            Expr::List(of) => Ok(Datum::list(self.values(locals, of)?)),
            Expr::Record(of) => Ok(Datum::record(self.values(locals, of)?)),
            Expr::Set(of) => {
                let members = self.values(locals, of)?.into_iter();
                Ok(Datum::set(members.map(|key| (key, Datum::None)).collect()))
            }
            Expr::Map(of) => self.map(locals, of),
            Expr::Join(of) => self.joined(locals, of),
            Expr::Show(of, of_type) => {
                let value = self.value(locals, of)?;
                self.budget.spend(value.cells() / 4)?;
                let text = show::text(
                    &self.texts.borrow(),
                    &self.prepared.program,
                    &value,
                    of_type,
                );
                self.text(&text?)
            }
            Expr::Apply(operator, of) => self.apply(locals, operator, of),
            Expr::And(one, two) => {
                let both = self.holds(locals, one)? && self.holds(locals, two)?;
                Ok(Datum::truth(both))
            }
            Expr::Or(one, two) => {
                let either = self.holds(locals, one)? || self.holds(locals, two)?;
                Ok(Datum::truth(either))
            }
            Expr::Else(one, two) => match self.value(locals, one)? {
                Datum::None => self.value(locals, two),
                value => Ok(value),
            },
            Expr::If(condition, one, two) => match self.holds(locals, condition)? {
                true => self.value(locals, one),
                false => self.value(locals, two),
            },
            Expr::Call(function, arguments) => self.call(locals, *function, arguments),
            Expr::EachOfList(each, list, local, body) => {
                let list = self.value(locals, list)?;
                self.each_of_list(locals, each, &list, (*local, body))
            }
            Expr::EachOfMap(each, map, names, body) => {
                let map = self.value(locals, map)?;
                self.each_of_map(locals, each, &map, (*names, body))
            }
            // The others stand somewhere, and are looked at there.
            _ => Ok(Datum::None),
        }
    }

    fn known(&self, known: Known) -> Result<Datum, Stop> {
        let around = &self.around;
        Ok(match known {
            Known::Now => Datum::Number(around.now.ok_or_else(|| Stop::new(Why::NoTime))?),
            Known::Me | Known::RecordedBy => Datum::Text(around.person),
            Known::Role | Known::RecordedAs => Datum::Text(around.role),
            Known::AnswerTo => self.text(around.answers)?,
            Known::NewId(k) => self.text(&derived_id(around.seed, &k.to_string()))?,
            Known::NewCode(k, letters) => {
                let id = derived_id(around.seed, &k.to_string());
                let code = id.get(..letters).unwrap_or(&id);
                self.text(&code.to_ascii_uppercase())?
            }
            Known::IsNew => Datum::truth(around.is_new),
            Known::RecordedAt => Datum::Number(around.recorded_at),
            Known::Version => Datum::Number(around.version),
            Known::Code => Datum::Text(around.code),
            Known::Reason => Datum::Text(around.reason),
            Known::Instance => Datum::Text(around.instance),
        })
    }

    fn looked_up(&self, read: usize, part: usize) -> &Datum {
        let found = self.around.looked_up.get(read).and_then(Option::as_ref);
        match found {
            Some(row) => row.get(part).unwrap_or(NOTHING),
            None => self.prepared.zero_of_read(self.command, read, part),
        }
    }

    fn map(&self, locals: &mut Locals, of: &[(Expr, Expr)]) -> Result<Datum, Stop> {
        self.budget.spend(of.len())?;
        let mut map = SortedMap::default();
        for (key, value) in of {
            let key = self.value(locals, key)?;
            map.insert(key, self.value(locals, value)?);
        }
        Ok(Datum::map(map))
    }

    fn joined(&self, locals: &mut Locals, of: &[Expr]) -> Result<Datum, Stop> {
        if let [text] = of {
            return self.value(locals, text);
        }
        let mut joined = String::new();
        for part in of {
            let part = self.symbol(locals, part)?;
            self.append(&mut joined, part)?;
        }
        self.text(&joined)
    }

    /// Puts a text behind what is there, which may not become too long.
    pub(super) fn append(&self, joined: &mut String, part: Symbol) -> Result<(), Stop> {
        self.budget.spend(1 + part.characters() / 16)?;
        if joined.len() > 4 * CHARACTERS {
            return Err(Limit::Characters.into());
        }
        joined.push_str(self.texts.borrow().get(part));
        Ok(())
    }

    fn call(&self, locals: &mut Locals, function: usize, of: &[Expr]) -> Result<Datum, Stop> {
        let Some(function) = self.prepared.program.functions.get(function) else {
            return Ok(Datum::None);
        };
        self.budget.spend(of.len())?;
        let held = locals.holding();
        for argument in of {
            let argument = self.value(locals, argument)?;
            locals.hold(argument);
        }
        let caller = locals.begin(held);
        let value = self.value(locals, &function.body);
        locals.end(caller);
        value
    }
}

/// Whether a collection may have so many elements.
pub(super) fn fits(elements: usize) -> Result<(), Limit> {
    if elements > ELEMENTS {
        return Err(Limit::Elements);
    }
    Ok(())
}

/// A part of a value, or the zero where it has no such part.
fn inside<'a>(
    of: Seen<'a>,
    zero: &'a Datum,
    part: impl for<'b> FnOnce(&'b Datum) -> Option<&'b Datum>,
) -> Seen<'a> {
    match of {
        Cow::Borrowed(of) => Cow::Borrowed(part(of).unwrap_or(zero)),
        Cow::Owned(of) => match part(&of) {
            Some(part) => Cow::Owned(part.clone()),
            None => Cow::Borrowed(zero),
        },
    }
}

fn member(of: &Datum, field: usize) -> Option<&Datum> {
    match of {
        Datum::Record(fields) => fields.get(field),
        _ => None,
    }
}

fn of_map<'b>(map: &'b Datum, key: &Datum) -> Option<&'b Datum> {
    match map {
        Datum::Map(map) => map.get(key),
        _ => None,
    }
}

fn of_list(list: &Datum, place: i64) -> Option<&Datum> {
    match list {
        Datum::List(items) => items.get(usize::try_from(place).ok()?),
        _ => None,
    }
}
