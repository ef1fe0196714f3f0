//! Specs and stories. Their expressions stand alone: constants, records, calculations.

use super::Expr;
use crate::engine::names::Actor;
use crate::language::syntax::Span;

/// A spec.
#[derive(Clone, PartialEq, Debug)]
pub struct Spec {
    /// What it shows.
    pub title: String,
    /// What had happened, in order.
    pub given: Vec<GivenEvent>,
    /// What the clock shows: an instant. A default of the checker where none is told.
    pub now: Expr,
    /// What is done then. Nothing for a spec of a read model.
    pub trial: Option<Trial>,
    /// What must follow.
    pub then: Vec<(Expectation, Span)>,
    /// All of it.
    pub span: Span,
}

/// An event that had happened.
#[derive(Clone, PartialEq, Debug)]
pub struct GivenEvent {
    /// Its index.
    pub event: usize,
    /// The key of its stream, a text.
    pub key: Expr,
    /// Its fields.
    pub fields: Vec<Expr>,
    /// Who brought it about.
    pub by: String,
    /// When it was recorded; at the time of the spec where none is told.
    pub at: Option<Expr>,
}

/// What is done in a spec.
#[derive(Clone, PartialEq, Debug)]
pub enum Trial {
    /// Somebody sends the command with this index.
    Command(Actor, usize, Vec<Expr>),
    /// The process with this index hears of an event.
    Event(usize, GivenEvent),
    /// A deadline of a process passes for an instance: process, deadline, instance.
    Deadline(usize, usize, Expr),
}

/// What must follow.
#[derive(Clone, PartialEq, Debug)]
pub enum Expectation {
    /// The event with this index is recorded, after those before it. A field without an expression may be anything.
    Event(usize, Vec<Option<Expr>>),
    /// Nothing follows.
    Nothing,
    /// The command is refused: by this rule, for this reason.
    Refused(Option<String>, Option<String>),
    /// A read model has a row with this key, and these columns of it.
    Row(usize, Vec<Expr>, Vec<(usize, Expr)>),
    /// It has none.
    NoRow(usize, Vec<Expr>),
    /// The process sends the command with this index, after those before it.
    Sends(usize, Vec<Option<Expr>>),
    /// It sets the deadline with this index.
    Sets(usize, Expr),
    /// It cancels it.
    Cancels(usize),
    /// The instance comes to its end.
    Ends,
    /// It can't handle this.
    Fails(Option<String>),
}

/// A command of a story.
#[derive(Clone, PartialEq, Debug)]
pub struct StoryStep {
    /// When it is sent: milliseconds since 1970-01-01.
    pub at: i64,
    /// Who sends it.
    pub actor: Actor,
    /// The command's index.
    pub command: usize,
    /// Its fields.
    pub fields: Vec<Expr>,
}
