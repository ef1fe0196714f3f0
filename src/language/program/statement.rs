//! Statements.

use super::Expr;
use crate::language::value::Datum;

/// Statements in order.
pub type Block = Vec<Statement>;

/// A statement.
#[derive(Clone, PartialEq, Debug)]
pub enum Statement {
    /// A local gets a value.
    Let(usize, Expr),
    /// The first where the condition is true, else the second.
    If(Expr, Block, Block),
    /// The block for each element of a list or set, which is this local.
    ForList(usize, Expr, Block),
    /// The block for each entry of a map: the locals of its key and its value.
    ForMap((usize, usize), Expr, Block),
    /// A place is changed.
    Change(Place, Change),
    /// A row of the read model at hand goes: its key.
    RemoveRow(Vec<Expr>),
    /// The command is refused where the condition does not hold.
    Require(Expr, Refusing),
    /// The command is refused.
    Refuse(Refusing),
    /// The event with this index is recorded with these fields.
    Record(usize, Vec<Expr>),
    /// A command is sent.
    Send(Sending),
    /// The process's deadline with this index passes at this time.
    SetDeadline(usize, Expr),
    /// It is off.
    CancelDeadline(usize),
    /// The instance has come to its end.
    End,
    /// The process can't handle this: why, a text.
    Fail(Expr),
}

/// A command that a process sends.
#[derive(Clone, PartialEq, Debug)]
pub struct Sending {
    /// Its index.
    pub command: usize,
    /// All its fields.
    pub fields: Vec<Expr>,
    /// After this time it is not sent any more.
    pub not_after: Option<Expr>,
    /// The field of the state that gets the id of the command.
    pub known_as: Option<usize>,
}

/// A refusal: the code, and the reason, a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusing {
    /// The rule, for machines.
    pub code: String,
    /// The reason, for people.
    pub reason: Expr,
}

/// A place in a state or in a row.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Where it begins.
    pub root: Root,
    /// The way from there.
    pub steps: Vec<PlaceStep>,
}

/// Where a place begins.
#[derive(Clone, PartialEq, Debug)]
pub enum Root {
    /// A field of the state: of the aggregate, the process, or what a read model keeps beside its rows.
    State(usize),
    /// A column of a row of the read model at hand: the key and the column. The row is made where it is not there.
    Column(Vec<Expr>, usize),
}

/// A step on the way to a place.
#[derive(Clone, PartialEq, Debug)]
pub enum PlaceStep {
    /// A field of a record.
    Member(usize),
    /// A key of a map; the constant stands there first where there is none.
    Key(Expr, Datum),
    /// A place of a list; where there is none, the change is passed over.
    Index(Expr),
}

/// How a place is changed.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// It becomes this.
    Set(Expr),
    /// A number grows by this; a map of numbers by another, key by key.
    Increase(Expr),
    /// A number shrinks by this, and a map likewise.
    Decrease(Expr),
    /// This is put at the end of a list.
    AddToList(Expr),
    /// This is put into a set.
    AddToSet(Expr),
    /// The first such element goes from a list.
    RemoveFromList(Expr),
    /// This goes from a set.
    RemoveFromSet(Expr),
    /// This key goes from a map.
    RemoveKey(Expr),
}
