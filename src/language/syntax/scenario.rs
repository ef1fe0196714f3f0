//! Specs and stories.

use super::expression::{Call, Expr};
use super::{Quoted, Span, Word};

/// `spec "…" { given … when … then … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// What it shows.
    pub title: Quoted,
    /// What had happened.
    pub given: Vec<Given>,
    /// What is done then.
    pub when: Option<When>,
    /// What must follow.
    pub then: Vec<Then>,
    /// All of it.
    pub span: Span,
}

/// Something given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// An event, with its key first; by whom and when where that is told.
    Event(Call, Option<Word>, Option<Expr>),
    /// `given now 2026-03-02T09:00`.
    Now(Expr),
}

/// What is done in a spec.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    /// `when Ada as Organizer: AddSeats(…)`.
    Command(Acted),
    /// `when OrderPlaced(…)`: a command without anybody, or an event that a process hears of.
    Named(Call),
    /// `when Expiry passes for "o1"`.
    Passes(Word, Expr),
}

/// `Ada as Organizer: AddSeats(…)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acted {
    /// Who.
    pub person: Word,
    /// As what.
    pub role: Word,
    /// The command.
    pub call: Call,
}

/// What must follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Then {
    /// What.
    pub kind: ThenKind,
    /// Where.
    pub span: Span,
}

/// What must follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThenKind {
    /// This event is recorded, after those before it.
    Event(Call),
    /// `nothing`.
    Nothing,
    /// `refused CODE "reason"`.
    Refused(Option<Word>, Option<Quoted>),
    /// `Shelf["b1"] is { loans: 1 }`.
    Row(Word, Vec<Expr>, Vec<(Word, Expr)>),
    /// `no Shelf["b2"]`.
    NoRow(Word, Vec<Expr>),
    /// `sends AddSeats(…)`.
    Sends(Call),
    /// `sets Expiry at …`.
    Sets(Word, Expr),
    /// `cancels Expiry`.
    Cancels(Word),
    /// `ends`.
    Ends,
    /// `fails "…"`.
    Fails(Option<Quoted>),
}

/// `story from … { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// When it begins.
    pub from: Expr,
    /// What is done.
    pub steps: Vec<Step>,
}

/// A step of a story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Somebody sends a command.
    Acted(Acted),
    /// `after 5 min`.
    After(Expr),
    /// `at 2026-03-02T10:00`.
    At(Expr),
}
