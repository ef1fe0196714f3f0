//! Statements. Which of them may stand where is for the checker to say.

use super::expression::{Call, Expr, Template};
use super::{Span, Word};

/// Statements in braces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Block {
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// Where, braces included.
    pub span: Span,
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// Where.
    pub span: Span,
}

/// What a statement does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StatementKind {
    /// `let name = value`.
    Let(Word, Expr),
    /// `if … { } else { }`; `else if` is an `if` alone in the other block.
    If(Expr, Block, Option<Block>),
    /// `for x in list { }`, `for key, value in map { }`.
    For(Vec<Word>, Expr, Block),
    /// `place = value`, `place += value`, `place -= value`.
    Assign(Expr, Assignment, Expr),
    /// `add x to place`.
    Add(Expr, Expr),
    /// `remove x from place`.
    RemoveFrom(Expr, Expr),
    /// `remove place`: a key of a map, a row.
    Remove(Expr),
    /// `require condition else CODE "reason"`.
    Require(Expr, Refused),
    /// `refuse CODE "reason"`.
    Refuse(Refused),
    /// `record Event(…)`.
    Record(Call),
    /// `send Command(…) not after time as field`.
    Send(Sending),
    /// `set Deadline at time`.
    Set(Word, Expr),
    /// `cancel Deadline`.
    Cancel(Word),
    /// `end`.
    End,
    /// `fail "reason"`.
    Fail(Template),
}

/// How a place is assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Assignment {
    /// `=`.
    Set,
    /// `+=`.
    Increase,
    /// `-=`.
    Decrease,
}

/// `Command(…) not after time as field`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sending {
    /// The command.
    pub call: Call,
    /// When it is too late for it.
    pub not_after: Option<Expr>,
    /// The field of the state that gets its id.
    pub known_as: Option<Word>,
}

/// `CODE "reason"`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The rule, for machines.
    pub code: Option<Word>,
    /// The reason, for people.
    pub reason: Template,
}
