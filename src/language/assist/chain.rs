//! Of which type a value is, as far as a light look at its tokens tells.
//!
//! This says nothing rather than something wrong, and it is content with values that are not written to their end.

use super::built_in::built_in;
use super::meanings::{Kind as Thing, Meanings};
use super::methods::{method_of, parts};
use super::place::Place;
use super::scope::{Scope, lambda_names};
use crate::language::program::Type;
use crate::language::syntax::lexer::Kind;

/// How deep values are looked into.
const DEEPEST: usize = 24;

/// What stands before a point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    Value(Type),
    /// A row of this read model.
    Row(usize),
    /// The rows of this read model, of which brackets choose one.
    Rows(usize),
    /// The state of this thing.
    State(usize),
    /// This enum itself, not a value of it.
    Cases(usize),
}

/// A look at the values before a place.
pub(super) struct Chain<'a> {
    place: &'a Place<'a>,
    meanings: &'a Meanings,
    scope: &'a Scope,
    /// What `=>` names within the value that is looked at, the innermost last.
    named: Vec<(&'a str, Option<Type>)>,
    depth: usize,
}

impl<'a> Chain<'a> {
    /// A look at values before a place, where this is known.
    pub(super) fn new(place: &'a Place<'a>, meanings: &'a Meanings, scope: &'a Scope) -> Self {
        Self {
            place,
            meanings,
            scope,
            named: Vec::new(),
            depth: 0,
        }
    }

    /// The type of a value that stands between two tokens.
    pub(super) fn value(&mut self, from: usize, to: usize) -> Option<Type> {
        if self.depth > DEEPEST || from >= to {
            return None;
        }
        self.depth += 1;
        let found = self.operation(from, to);
        self.depth -= 1;
        found
    }

    /// What ends right before a token: the names, points and brackets that belong together.
    pub(super) fn subject_before(&mut self, end: usize) -> Option<Subject> {
        let start = self.start_of(end)?;
        self.subject(start, end)
    }

    /// The value before the point of the method whose arguments a bracket opens.
    pub(super) fn subject_of_call(&mut self, open: usize) -> Option<Type> {
        let point = open.checked_sub(2)?;
        if self.place.kind_at(point) != Kind::Dot {
            return None;
        }
        match self.subject_before(point)? {
            Subject::Value(ty) => Some(ty),
            _ => None,
        }
    }

    /// Where the chain begins that ends right before a token.
    fn start_of(&self, end: usize) -> Option<usize> {
        let place = self.place;
        let mut at = end.checked_sub(1)?;
        loop {
            let kind = place.kind_at(at);
            let closes = kind.closes() || kind == Kind::TextClose;
            if closes {
                at = place.opening(at)?;
            } else if kind == Kind::Word && super::built_in::unit(place.word_at(at)).is_some() {
                let number = at.checked_sub(1);
                at = number
                    .filter(|it| is_number(place.kind_at(*it)))
                    .unwrap_or(at);
            }
            let before = at.checked_sub(1);
            let kind_before = before.map_or(Kind::End, |it| place.kind_at(it));
            let is_suffix = matches!(place.kind_at(at), Kind::OpenRound | Kind::OpenSquare)
                && (kind_before == Kind::Word || kind_before.closes())
                && !place.tokens.get(at).is_some_and(|it| it.starts_line)
                && !is_grammar(before.map_or("", |it| place.word_at(it)));
            at = match (is_suffix, kind_before, before) {
                (true, _, Some(before)) => before,
                (false, Kind::Dot, Some(point)) => point.checked_sub(1)?,
                _ => return Some(at),
            };
        }
    }

    /// A value with the operators in it.
    fn operation(&mut self, from: usize, to: usize) -> Option<Type> {
        let place = self.place;
        match place.kind_at(from) {
            Kind::Not => return Some(Type::Bool),
            Kind::Minus => return self.value(from + 1, to),
            Kind::If => {
                let then = self.next(from, to, |it| place.word_at(it) == "then")?;
                let end = self.next(then, to, |it| place.kind_at(it) == Kind::Else);
                return self.value(then + 1, end.unwrap_or(to));
            }
            _ => {}
        }
        let end = self.end_of(from, to);
        let is_truth = |it| {
            let kind = place.kind_at(it);
            let compares = kind.joins() && !is_arithmetic(kind);
            compares || matches!(kind, Kind::And | Kind::Or)
        };
        if self.next(end, to, is_truth).is_some() {
            return Some(Type::Bool);
        }
        let Subject::Value(first) = self.subject(from, end)? else {
            return None;
        };
        match place.kind_at(end) {
            Kind::Else if end < to => match first {
                Type::Optional(inner) => Some(*inner),
                first => Some(first),
            },
            // Of moments and decimals the other side has a say.
            kind if end < to && is_arithmetic(kind) => {
                (!matches!(first, Type::Instant | Type::Date | Type::Int)).then_some(first)
            }
            _ => Some(first),
        }
    }

    /// The next token outside of brackets for which something holds.
    fn next(&self, from: usize, to: usize, holds: impl Fn(usize) -> bool) -> Option<usize> {
        let mut index = from;
        while index < to {
            if holds(index) {
                return Some(index);
            }
            index = match opens(self.place.kind_at(index)) {
                true => self.place.behind_bracket(index, to),
                false => index + 1,
            };
        }
        None
    }

    /// Where the chain ends that begins with a token.
    fn end_of(&self, from: usize, to: usize) -> usize {
        let place = self.place;
        let mut index = match opens(place.kind_at(from)) {
            true => place.behind_bracket(from, to),
            false => from + 1,
        };
        while index < to {
            index = match place.kind_at(index) {
                Kind::Dot => index + 2,
                Kind::OpenRound | Kind::OpenSquare => place.behind_bracket(index, to),
                Kind::Word if super::built_in::unit(place.word_at(index)).is_some() => index + 1,
                _ => return index,
            };
        }
        to
    }

    /// What a chain stands for.
    fn subject(&mut self, from: usize, to: usize) -> Option<Subject> {
        let (mut subject, mut index) = self.first(from, to)?;
        while index < to {
            match self.place.kind_at(index) {
                Kind::Dot => {
                    let name = self.place.word_at(index + 1);
                    let open = index + 2;
                    let called = open < to && self.place.kind_at(open) == Kind::OpenRound;
                    let end = match called {
                        true => self.place.behind_bracket(open, to),
                        false => open,
                    };
                    subject = self.member(subject, name, (open, end))?;
                    index = end;
                }
                Kind::OpenSquare => {
                    subject = indexed(subject)?;
                    index = self.place.behind_bracket(index, to);
                }
                _ => return None,
            }
        }
        Some(subject)
    }

    /// What a chain begins with, and the token behind it.
    fn first(&mut self, from: usize, to: usize) -> Option<(Subject, usize)> {
        let place = self.place;
        let plain = |ty| Some((Subject::Value(ty), from + 1));
        let unit = super::built_in::unit(place.word_at(from + 1)).is_some() && from + 1 < to;
        match place.kind_at(from) {
            Kind::Int(_) if unit => Some((Subject::Value(Type::Duration), from + 2)),
            Kind::Int(_) => plain(Type::Int),
            Kind::Decimal(_) => plain(Type::Decimal),
            Kind::Date(_) => plain(Type::Date),
            Kind::Instant(_) => plain(Type::Instant),
            Kind::True | Kind::False => plain(Type::Bool),
            Kind::TextOpen => Some((Subject::Value(Type::Text), place.behind_bracket(from, to))),
            Kind::OpenRound => {
                let behind = place.behind_bracket(from, to);
                let inner = self.value(from + 1, behind.saturating_sub(1))?;
                Some((Subject::Value(inner), behind))
            }
            Kind::OpenSquare => {
                let behind = place.behind_bracket(from, to);
                let is_comma = |it| place.kind_at(it) == Kind::Comma;
                let end = self.next(from + 1, behind.saturating_sub(1), is_comma);
                let end = end.unwrap_or(behind.saturating_sub(1));
                let inner = self.value(from + 1, end)?;
                Some((Subject::Value(Type::List(Box::new(inner))), behind))
            }
            Kind::Word if from + 1 < to && place.kind_at(from + 1) == Kind::OpenRound => {
                let behind = place.behind_bracket(from + 1, to);
                let ty = self.called(place.word_at(from), (from + 2, behind.saturating_sub(1)))?;
                Some((Subject::Value(ty), behind))
            }
            Kind::Word => Some((self.word(place.word_at(from))?, from + 1)),
            _ => None,
        }
    }

    /// What a word stands for.
    fn word(&self, name: &str) -> Option<Subject> {
        let named = self.named.iter().rev().find(|(known, _)| *known == name);
        if let Some((_, ty)) = named {
            return ty.clone().map(Subject::Value);
        }
        if let Some(known) = self.scope.find(name) {
            return known.ty.clone().map(Subject::Value);
        }
        match name {
            "row" => return self.scope.rows.map(Subject::Row),
            "rows" => return self.scope.rows.map(Subject::Rows),
            "state" => return self.scope.state.map(Subject::State),
            _ => {}
        }
        if self.scope.built_in.contains(&name) {
            return type_of_built_in(name).map(Subject::Value);
        }
        if let Some(read_model) = self.meanings.named(&[Thing::ReadModel], name) {
            return Some(Subject::Rows(read_model));
        }
        let index = self.meanings.named(&[Thing::Enum, Thing::Alias], name)?;
        match self.meanings.thing(index)?.ty.clone()? {
            ty @ Type::Enum(_) => self.meanings.of_type(&ty).map(Subject::Cases),
            _ => None,
        }
    }

    /// What a calculation or a record gives.
    fn called(&mut self, name: &str, (from, to): (usize, usize)) -> Option<Type> {
        match name {
            "min" | "max" => {
                let is_comma = |it| self.place.kind_at(it) == Kind::Comma;
                let end = self.next(from, to, is_comma);
                self.value(from, end.unwrap_or(to))
            }
            "range" => Some(Type::List(Box::new(Type::Int))),
            "newCode" => Some(Type::Text),
            _ => {
                let kinds = [Thing::Calculation, Thing::Record];
                let index = self.meanings.named(&kinds, name)?;
                self.meanings.thing(index)?.ty.clone()
            }
        }
    }

    /// What stands behind a point; the bracket of a method is between two tokens.
    fn member(&mut self, of: Subject, name: &str, bracket: (usize, usize)) -> Option<Subject> {
        let kinds: &[Thing] = match &of {
            Subject::Value(Type::Record(_)) => &[Thing::Field],
            Subject::Row(_) => &[Thing::KeyPart, Thing::Column],
            Subject::State(_) => &[Thing::State],
            Subject::Cases(_) => &[Thing::Case],
            Subject::Rows(_) => return None,
            Subject::Value(ty) => {
                let ty = ty.clone();
                let method = method_of(&ty, name)?;
                let worked_out = self.worked_out(&ty, bracket);
                return method.result(&ty, worked_out).map(Subject::Value);
            }
        };
        let owner = match &of {
            Subject::Value(ty) => self.meanings.of_type(ty)?,
            Subject::Row(owner) | Subject::State(owner) | Subject::Cases(owner) => *owner,
            Subject::Rows(_) => return None,
        };
        let mut things = self.meanings.things.iter();
        let found = things.find(|thing| {
            thing.owner == Some(owner) && kinds.contains(&thing.kind) && thing.name == name
        });
        found?.ty.clone().map(Subject::Value)
    }

    /// The type of what stands behind `=>` in the bracket of a method.
    fn worked_out(&mut self, of: &Type, (open, end): (usize, usize)) -> Option<Type> {
        let (from, to) = (open + 1, end.saturating_sub(1));
        let names = lambda_names(self.place, (from, to));
        let arrow = self.next(from, to, |it| self.place.kind_at(it) == Kind::Arrow)?;
        let types = match parts(of) {
            (None, part) => vec![part],
            (key, part) => vec![key, part],
        };
        let before = self.named.len();
        for (name, ty) in names.into_iter().zip(types) {
            self.named.push((self.place.word_at(name), ty));
        }
        let found = self.value(arrow + 1, to);
        self.named.truncate(before);
        found
    }
}

fn indexed(subject: Subject) -> Option<Subject> {
    match subject {
        Subject::Rows(read_model) => Some(Subject::Row(read_model)),
        Subject::Value(Type::Map(_, part) | Type::List(part)) => Some(Subject::Value(*part)),
        _ => None,
    }
}

fn opens(kind: Kind) -> bool {
    kind.opens() || kind == Kind::TextOpen
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Int(_))
}

fn is_arithmetic(kind: Kind) -> bool {
    matches!(kind, Kind::Plus | Kind::Minus | Kind::Star | Kind::Slash)
}

/// Words before a bracket that do not belong to what stands in it.
fn is_grammar(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        "require", "add", "remove", "to", "from", "at", "then", "for", "when", "after", "where",
    ];
    WORDS.contains(&word)
}

/// The type in the title of a built-in value.
pub(super) fn type_of_built_in(name: &str) -> Option<Type> {
    let (_, ty) = built_in(name)?.title.split_once(": ")?;
    Some(match ty {
        "Text" => Type::Text,
        "Instant" => Type::Instant,
        "Id" => Type::Id,
        "Bool" => Type::Bool,
        "Int" => Type::Int,
        _ => return None,
    })
}
