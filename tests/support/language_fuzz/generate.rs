//! Models by chance: mostly well typed, with every construct of the reference somewhere.
//!
//! What is generated has no errors: where the checker finds one, one of both is wrong.

mod behaviour;
mod collections;
mod expressions;
mod literals;
mod parts;
mod plan;
mod scenarios;
mod sources;

use super::dice::Dice;
use plan::Plan;
use std::cell::{Cell, RefCell};

/// A type, as the writer knows it: bounds and other names are added where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Ty {
    Bool,
    Int,
    Decimal,
    Text,
    Id,
    Date,
    Instant,
    Duration,
    Enum(usize),
    Record(usize),
    List(Box<Ty>),
    Set(Box<Ty>),
    Map(Box<Ty>, Box<Ty>),
    Opt(Box<Ty>),
}

/// A name with a type.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    name: String,
    ty: Ty,
}

/// What is known in a place of the model: what is written, and its type.
#[derive(Clone, Default)]
struct Scope {
    vars: Vec<Field>,
    /// Whole conditions that only this place knows, such as `book in Shelf`.
    conditions: Vec<String>,
    /// Whether it is a command, which knows `newId` and `newCode`.
    is_command: bool,
    /// How many of the calculations are known here.
    calculations: usize,
}

impl Scope {
    fn with(mut self, fields: &[Field]) -> Self {
        self.vars.extend(fields.iter().cloned());
        self
    }

    fn knows(mut self, name: &str, ty: Ty) -> Self {
        let name = name.to_owned();
        self.vars.push(Field { name, ty });
        self
    }

    /// The fields of a state, which have two names.
    fn state(mut self, fields: &[Field]) -> Self {
        for field in fields {
            if !self.vars.iter().any(|known| known.name == field.name) {
                self.vars.push(field.clone());
            }
            let name = format!("state.{}", field.name);
            self = self.knows(&name, field.ty.clone());
        }
        self
    }
}

/// Writes one model.
struct Writer<'d> {
    dice: &'d Dice,
    plan: Plan,
    names: Cell<usize>,
    /// Which processes send which commands, as far as it is written.
    sent: RefCell<Vec<(String, String)>>,
}

impl Writer<'_> {
    fn below(&self, end: usize) -> usize {
        self.dice.below(end)
    }

    fn half(&self) -> bool {
        self.dice.chance(500)
    }

    fn rarely(&self) -> bool {
        self.dice.chance(150)
    }

    fn one<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A name that nothing else has.
    fn fresh(&self, letter: &str) -> String {
        self.names.set(self.names.get() + 1);
        format!("{letter}{}", self.names.get())
    }

    /// Some text, or none.
    fn sometimes(&self, write: impl FnOnce(&Self) -> String) -> String {
        match self.half() {
            true => write(self),
            false => String::new(),
        }
    }

    /// So many things, one after another.
    fn several(&self, fewest: usize, most: usize, write: impl Fn(&Self) -> String) -> Vec<String> {
        let count = fewest + self.below(most - fewest + 1);
        (0..count).map(|_| write(self)).collect()
    }

    /// A type that can be a key.
    fn key_type(&self) -> Ty {
        match self.below(9) {
            0 => Ty::Bool,
            1 | 2 => Ty::Int,
            3 => Ty::Text,
            4 => Ty::Id,
            5 => Ty::Date,
            6 => Ty::Instant,
            7 => Ty::Duration,
            _ => Ty::Enum(self.below(self.plan.enums.len())),
        }
    }

    fn plain_type(&self) -> Ty {
        match self.below(6) {
            0 => Ty::Decimal,
            1 => Ty::Int,
            _ => self.key_type(),
        }
    }

    /// Any type that goes no deeper than this.
    fn any_type(&self, depth: usize) -> Ty {
        let inner = |this: &Self| Box::new(this.any_type(depth.saturating_sub(1)));
        match self.below(if depth == 0 { 6 } else { 12 }) {
            6 => Ty::List(inner(self)),
            7 => Ty::Set(Box::new(self.key_type())),
            8 => Ty::Map(Box::new(self.key_type()), inner(self)),
            9 => match self.any_type(depth - 1) {
                ty @ Ty::Opt(_) => ty,
                ty => Ty::Opt(Box::new(ty)),
            },
            10 if !self.plan.records.is_empty() => Ty::Record(self.below(self.plan.records.len())),
            _ => self.plain_type(),
        }
    }

    /// A type as it is written.
    fn written(&self, ty: &Ty) -> String {
        let named = self.plan.aliases.iter().find(|alias| alias.1 == *ty);
        if let (Some((name, _)), true) = (named, self.half()) {
            return name.clone();
        }
        match ty {
            Ty::Bool => "Bool".to_owned(),
            Ty::Int => match self.below(6) {
                0 => "Int(-1_000..1_000)".to_owned(),
                1 => "Int(0..)".to_owned(),
                2 => "Int(..100)".to_owned(),
                _ => "Int".to_owned(),
            },
            Ty::Decimal => match self.below(4) {
                0 => "Decimal(-0.5..50000)".to_owned(),
                _ => "Decimal".to_owned(),
            },
            Ty::Text => match self.below(4) {
                0 => "Text(1..70)".to_owned(),
                1 => "Text(2..9)".to_owned(),
                _ => "Text".to_owned(),
            },
            Ty::Id => "Id".to_owned(),
            Ty::Date => "Date".to_owned(),
            Ty::Instant => "Instant".to_owned(),
            Ty::Duration => "Duration".to_owned(),
            Ty::Enum(index) => self.plan.enums[*index].0.clone(),
            Ty::Record(index) => self.plan.records[*index].name.clone(),
            Ty::List(inner) => format!("List<{}>", self.written(inner)),
            Ty::Set(inner) => format!("Set<{}>", self.written(inner)),
            Ty::Map(key, value) => format!("Map<{}, {}>", self.written(key), self.written(value)),
            Ty::Opt(inner) => format!("{}?", self.written(inner)),
        }
    }
}

/// The text of a model.
pub(crate) fn model(dice: &Dice) -> String {
    let mut writer = Writer {
        dice,
        plan: Plan::default(),
        names: Cell::new(0),
        sent: RefCell::default(),
    };
    writer.make_plan();
    writer.file()
}
