//! A checked model: every name found, every type known, every field a number. Running it looks nothing up by name.
//!
//! The checker makes it, and what runs it relies on it: an index is always in range, an operand always of the type that
//! its operator takes.

mod expression;
mod parts;
mod scenario;
mod statement;
mod types;

pub use expression::{Each, Expr, Known, Operator};
pub use parts::{each_expr, each_key};
pub use scenario::{Expectation, Given, Heard, HeardEvent, Spec, StoryStep, Trial, Why};
pub use statement::{Block, Change, Place, PlaceStep, Refusing, Root, Sending, Statement};
pub use types::{EnumType, FieldDef, RecordType, Type};

use super::syntax::Span;
use super::value::Datum;
use crate::engine::names::{CommandType, ContextName, EventType, ProcessName, ReadModelName, Role};
use crate::engine::schema::Schema;

/// A whole model.
#[derive(Clone, PartialEq, Debug)]
pub struct Program {
    /// What the model says of itself.
    pub schema: Schema,
    /// The texts that stand in it. A symbol below their number is one of them, in every history.
    pub texts: Vec<String>,
    /// Who acts: the name in the text, and the role that people read.
    pub actors: Vec<(String, Role)>,
    /// Types with cases.
    pub enums: Vec<EnumType>,
    /// Types with fields.
    pub records: Vec<RecordType>,
    /// Calculations. Each calls only those before it.
    pub functions: Vec<Function>,
    /// Kinds of aggregates.
    pub aggregates: Vec<Aggregate>,
    /// All commands.
    pub commands: Vec<Command>,
    /// All events.
    pub events: Vec<Event>,
    /// All read models.
    pub read_models: Vec<ReadModel>,
    /// All processes and translations.
    pub processes: Vec<Process>,
    /// All steps from an old shape of an event to the next.
    pub upcasts: Vec<Upcast>,
    /// Invariants of aggregates and read models, in the order of the schema.
    pub invariants: Vec<Invariant>,
    /// All specs.
    pub specs: Vec<Spec>,
    /// A first history.
    pub story: Vec<StoryStep>,
}

/// A calculation: an expression over its arguments, which are the first locals.
#[derive(Clone, PartialEq, Debug)]
pub struct Function {
    /// How many locals it needs, its arguments among them.
    pub locals: usize,
    /// The result.
    pub body: Expr,
}

/// A kind of aggregate.
#[derive(Clone, PartialEq, Debug)]
pub struct Aggregate {
    /// The category of its streams.
    pub category: String,
    /// Its context.
    pub context: ContextName,
    /// The name of its key.
    pub key: String,
    /// Its state.
    pub state: Vec<FieldDef>,
    /// The state before the first event.
    pub initial: Vec<Datum>,
}

/// A command.
#[derive(Clone, PartialEq, Debug)]
pub struct Command {
    /// Its type.
    pub command_type: CommandType,
    /// The index of its aggregate.
    pub aggregate: usize,
    /// All its fields, the key first.
    pub fields: Vec<FieldDef>,
    /// The rows that it looks up, in the order of the schema: the read model's index.
    pub reads: Vec<usize>,
    /// How many locals its body needs.
    pub locals: usize,
    /// What it decides.
    pub body: Block,
}

/// An event.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Its type.
    pub event_type: EventType,
    /// The version of its shape today.
    pub version: u32,
    /// The index of its aggregate.
    pub aggregate: usize,
    /// Its fields; the key is not among them.
    pub fields: Vec<FieldDef>,
    /// How many locals its body needs.
    pub locals: usize,
    /// How the state evolves.
    pub body: Block,
    /// Its sentence: a text. Without one the page makes one of its name.
    pub sentence: Option<Expr>,
}

/// A read model.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadModel {
    /// Its name.
    pub name: ReadModelName,
    /// What a row is found by.
    pub key: Vec<FieldDef>,
    /// All columns of a row; the key is not among them.
    pub columns: Vec<FieldDef>,
    /// A new row.
    pub initial_row: Vec<Datum>,
    /// What it keeps beside its rows.
    pub state: Vec<FieldDef>,
    /// That state before the first event.
    pub initial_state: Vec<Datum>,
    /// What it does at an event, in the order of the events.
    pub clauses: Vec<On>,
    /// Only rows for which it holds are shown; the others are remembered. Parts of the row and the state are known.
    pub shown: Option<Expr>,
    /// Whether it is the feed: the last events with their sentences, and nothing of the above.
    pub is_feed: bool,
}

/// What a read model does at an event.
#[derive(Clone, PartialEq, Debug)]
pub struct On {
    /// The index of the event.
    pub event: usize,
    /// The key of the row that the event is about; nothing where the body does not say `row`.
    pub own_key: Vec<Expr>,
    /// How many locals its body needs.
    pub locals: usize,
    /// What changes.
    pub body: Block,
}

/// A process manager or a translation.
#[derive(Clone, PartialEq, Debug)]
pub struct Process {
    /// Its name.
    pub name: ProcessName,
    /// Its state.
    pub state: Vec<FieldDef>,
    /// The state before the first step.
    pub initial: Vec<Datum>,
    /// Its deadlines.
    pub deadlines: Vec<String>,
    /// What it does. Of those with one cause the first that fits is taken.
    pub clauses: Vec<Clause>,
}

/// What a process does about a cause.
#[derive(Clone, PartialEq, Debug)]
pub struct Clause {
    /// What it reacts to.
    pub cause: Cause,
    /// Whether it begins an instance.
    pub starts: bool,
    /// Which instance an event is for: a text. Nothing for deadlines and refusals, which know their instance.
    pub instance: Option<Expr>,
    /// When it is taken.
    pub when: Option<Expr>,
    /// What the row is called.
    pub rule: String,
    /// How many locals it needs.
    pub locals: usize,
    /// What it does.
    pub body: Block,
}

/// What a process reacts to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The event with this index.
    Event(usize),
    /// The process's deadline with this index.
    Deadline(usize),
    /// A refusal of the command with this index.
    RefusalOf(usize),
}

/// A step from an old shape of an event to the next.
#[derive(Clone, PartialEq, Debug)]
pub struct Upcast {
    /// The type that is lifted.
    pub event_type: EventType,
    /// The version that is lifted.
    pub version: u32,
    /// The fields of that shape.
    pub fields: Vec<FieldDef>,
    /// How many locals its expressions need.
    pub locals: usize,
    /// What becomes of it.
    pub into: Vec<Lifted>,
}

/// What an old event becomes.
#[derive(Clone, PartialEq, Debug)]
pub struct Lifted {
    /// Its type.
    pub event_type: EventType,
    /// The version of its shape.
    pub version: u32,
    /// Its fields with their values.
    pub fields: Vec<(FieldDef, Expr)>,
}

/// What always holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Invariant {
    /// Its name in the schema.
    pub name: String,
    /// Where it holds.
    pub holds_for: HoldsFor,
    /// How many locals its condition needs.
    pub locals: usize,
    /// What holds.
    pub condition: Expr,
    /// Where it is written.
    pub span: Span,
}

/// Where an invariant holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoldsFor {
    /// For the state of each aggregate of this kind.
    Aggregate(usize),
    /// For each row of this read model.
    ReadModel(usize),
}
