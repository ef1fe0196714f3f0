//! Specs and stories. Their expressions stand alone: constants, records, calculations.

use super::Expr;
use crate::engine::names::Actor;
use crate::engine::version::ExpectedVersion;
use crate::language::syntax::Span;

/// A spec.
#[derive(Clone, PartialEq, Debug)]
pub struct Spec {
    /// What it shows.
    pub title: String,
    /// The process that hears of what is given and tried. Nothing for a spec of a command or a read model.
    pub process: Option<usize>,
    /// What had happened, in order.
    pub given: Vec<Given>,
    /// What is done then. Nothing for a spec of a read model.
    pub trial: Option<Trial>,
    /// What must follow.
    pub then: Vec<(Expectation, Span)>,
    /// How many locals its expressions need.
    pub locals: usize,
    /// All of it.
    pub span: Span,
}

/// Something that is given.
#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// From here on the clock shows this: an instant.
    Now(Expr),
    /// This happened.
    Heard(Heard),
}

/// What is done in a spec.
#[derive(Clone, PartialEq, Debug)]
pub enum Trial {
    /// Somebody sends the command with this index.
    Command(Actor, usize, Vec<Expr>),
    /// The process hears of something.
    Heard(Heard),
}

/// What a process can hear of. Only the first of them may be given where there is no process.
#[derive(Clone, PartialEq, Debug)]
pub enum Heard {
    /// An event.
    Event(HeardEvent),
    /// The process's deadline with this index passes for this instance.
    Passes(usize, Expr),
    /// The latest command with this index that this instance has sent is refused.
    Refusal(usize, Why, Expr),
}

/// Why a command is refused, as far as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    /// The rule, for machines.
    pub code: Option<String>,
    /// The reason, for people.
    pub reason: Option<String>,
}

/// An event of a spec.
#[derive(Clone, PartialEq, Debug)]
pub struct HeardEvent {
    /// Its index.
    pub event: usize,
    /// The key of its stream, a text.
    pub key: Expr,
    /// Its fields.
    pub fields: Vec<Expr>,
    /// Who brought it about.
    pub by: Actor,
    /// When it was recorded; at the latest time that was told where none is.
    pub at: Option<Expr>,
    /// It answers the latest command with this index that the process has sent.
    pub answering: Option<usize>,
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
    /// What the sender believes of the stream.
    pub expected: ExpectedVersion,
    /// The command's index.
    pub command: usize,
    /// Its fields.
    pub fields: Vec<Expr>,
}
