//! Processes and translations.

use super::expression::Expr;
use super::model::{Field, Parameter};
use super::statement::Block;
use super::{Quoted, Span, Word};

/// `process Registration by order: Id { … }`, or a translation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Process {
    /// Its name.
    pub name: Word,
    /// Its name for people.
    pub title: Option<Quoted>,
    /// What an instance is found by. A process has one; a translation may do without.
    pub key: Option<Parameter>,
    /// Whether it is a translation.
    pub is_translation: bool,
    /// Its state.
    pub state: Vec<Field>,
    /// Its deadlines.
    pub deadlines: Vec<Word>,
    /// What it does.
    pub clauses: Vec<Clause>,
}

/// `starts on OrderPlaced for order when … "M1" { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Whether it begins an instance.
    pub starts: bool,
    /// What it reacts to.
    pub cause: Cause,
    /// Which instance, where the key is not found by its name.
    pub instance: Option<Expr>,
    /// When it is taken.
    pub when: Option<Expr>,
    /// What the row is called.
    pub rule: Option<Quoted>,
    /// What it does.
    pub body: Block,
    /// All of it.
    pub span: Span,
}

/// What a process reacts to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// Events, or deadlines of the process.
    Named(Vec<Word>),
    /// `refusal of MakeSeatReservation`.
    RefusalOf(Word),
}
