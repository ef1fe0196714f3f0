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
    /// Whether a line of it could not be read.
    pub is_partial: bool,
    /// All of it.
    pub span: Span,
}

/// Something given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// Something happened.
    Heard(Heard),
    /// `given now 2026-03-02T09:00`.
    Now(Expr),
}

/// What is done in a spec.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    /// `when Ada as Organizer: AddSeats(…)`.
    Command(Acted),
    /// `when Registration hears OrderPlaced(…)`: what a process hears of. Which one is told where several do. Also a
    /// command without anybody.
    Heard(Option<Word>, Heard),
}

/// What a process hears of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// An event.
    Event(HeardEvent),
    /// `Expiry passes for "o1"`: a deadline of this instance.
    Passes(Word, Expr),
    /// `refusal of MakeSeatReservation SOLD_OUT "…" for "o1"`: of the latest such command that this instance has sent.
    Refusal(Word, Why, Expr),
}

/// `SOLD_OUT "There are no seats left."`: why a command is refused, as far as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    /// The code.
    pub code: Option<Word>,
    /// The reason.
    pub reason: Option<Quoted>,
}

/// `OrderPlaced("o1") by Ada as Attendee at 2026-03-02T09:00 answering PlaceOrder`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeardEvent {
    /// The event, with its key first.
    pub call: Call,
    /// Who brought it about.
    pub by: Option<Word>,
    /// As what.
    pub role: Option<Word>,
    /// When it was recorded.
    pub at: Option<Expr>,
    /// The command of the process that it answers.
    pub answering: Option<Word>,
}

/// `Ada as Organizer at version 8: AddSeats(…)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acted {
    /// Who.
    pub person: Word,
    /// As what.
    pub role: Word,
    /// `at version 8`: the version of the stream that was seen before.
    pub at_version: Option<(u32, Span)>,
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
