//! The parts of a model.

pub use super::process::{Cause, Clause, Process};

use super::expression::{Call, Expr, Template};
use super::scenario::{Spec, Story};
use super::statement::Block;
use super::{Quoted, Span, Word};

/// A whole file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ModelText {
    /// The model's name for people; a file without one is told.
    pub title: Option<Quoted>,
    /// What the model is about: the lines of `///` before `model`.
    pub summary: String,
    /// Everything else, in order.
    pub parts: Vec<Part>,
    /// Whether a declaration could not be read, so that what is not found may be among what is missing.
    pub is_partial: bool,
}

/// One part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What it says.
    pub kind: PartKind,
    /// The lines of `///` before it.
    pub doc: String,
    /// All of it.
    pub span: Span,
}

/// What a part says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PartKind {
    /// Who acts.
    Actor(Actor),
    /// A heading: what follows is in this context.
    Context(Heading),
    /// Another name for a type.
    Type(TypeAlias),
    /// A type with cases.
    Enum(EnumType),
    /// A type with fields.
    Record(RecordType),
    /// A calculation with a name.
    Define(Define),
    /// A kind of aggregate.
    Aggregate(Aggregate),
    /// A table that events fill.
    ReadModel(ReadModel),
    /// A process manager or a translation.
    Process(Process),
    /// How an old shape of an event is lifted.
    Upcast(Upcast),
    /// A further way to send a command.
    Task(Task),
    /// What must follow.
    Spec(Spec),
    /// A first history.
    Story(Story),
}

/// `actor Organizer (Ada)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The role.
    pub name: Word,
    /// Its name for people.
    pub title: Option<Quoted>,
    /// People to act as.
    pub people: Vec<Word>,
}

/// `context Registration`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// The context.
    pub name: Word,
    /// Its name for people.
    pub title: Option<Quoted>,
}

/// `type SeatType = Text(1..70)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeAlias {
    /// The new name.
    pub name: Word,
    /// What it stands for.
    pub target: TypeText,
}

/// `enum Stage { Placed, Confirmed }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumType {
    /// The type.
    pub name: Word,
    /// Its cases; the first is its zero.
    pub cases: Vec<Word>,
}

/// `record Line { seatType: SeatType, quantity: Int }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordType {
    /// The type.
    pub name: Word,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field with a type: of a record, a state, a read model. `..Details` is named like the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name.
    pub name: Word,
    /// What it holds.
    pub field_type: TypeText,
    /// What it is at first, instead of zero.
    pub initial: Option<Expr>,
    /// Its name for people.
    pub title: Option<Quoted>,
    /// The lines of `///` before it.
    pub doc: String,
}

/// A name with a type: of an event, a calculation, a key. `..Details` is named like the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Word,
    /// What it holds.
    pub field_type: TypeText,
}

/// A type as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeText {
    /// What it says.
    pub kind: TypeTextKind,
    /// Where.
    pub span: Span,
}

/// What a type says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypeTextKind {
    /// `Int`, `SeatType`; bounds as in `Int(1..20)`.
    Named(Word, Option<Bounds>),
    /// `List<Line>`, `Map<SeatType, Int>`.
    Of(Word, Vec<TypeText>),
    /// `Text?`.
    Optional(Box<TypeText>),
    /// `..Details` in a list of fields: all fields of this record stand here.
    FieldsOf(Word),
    /// What could not be read; the reader has told why.
    Broken,
}

/// `(1..20)`: the least and the most, each of which may be left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The least.
    pub min: Option<Expr>,
    /// The most.
    pub max: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// `define total(lines: List<Line>): Int = …`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Define {
    /// Its name.
    pub name: Word,
    /// What it is given.
    pub parameters: Vec<Parameter>,
    /// The type of the result.
    pub result: TypeText,
    /// The result.
    pub body: Expr,
}

/// `aggregate Order(order: Id) { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aggregate {
    /// The category of its streams.
    pub name: Word,
    /// Its key.
    pub key: Parameter,
    /// Its name for people.
    pub title: Option<Quoted>,
    /// Its state.
    pub state: Vec<Field>,
    /// Its commands.
    pub commands: Vec<Command>,
    /// Its events.
    pub events: Vec<Event>,
    /// What always holds for its state.
    pub invariants: Vec<Invariant>,
}

/// `command MakeSeatReservation "Reserve seats" by Attendee (…) { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Command {
    /// Its type.
    pub name: Word,
    /// What people call it. A command without a title is no task.
    pub title: Option<Quoted>,
    /// The roles that may send it; none where only processes do.
    pub actors: Vec<Word>,
    /// Its fields. The key may be among them, to say where it comes from.
    pub inputs: Vec<Input>,
    /// The rows that its decision looks up.
    pub reads: Vec<Read>,
    /// What it decides.
    pub body: Block,
    /// The lines of `///` before it.
    pub doc: String,
    /// All of it.
    pub span: Span,
}

/// A field of a command. `..Details` is named like the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// Its name.
    pub name: Word,
    /// What it may hold.
    pub field_type: TypeText,
    /// How a person fills it in.
    pub source: Option<Source>,
    /// Its name for people.
    pub title: Option<Quoted>,
}

/// Where a field's value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// From where.
    pub kind: SourceKind,
    /// Where this is written.
    pub span: Span,
}

/// From where a field's value comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SourceKind {
    /// `new`: it is a new id.
    New,
    /// `always 3`: nobody is asked.
    Always(Expr),
    /// `from Shelf.book where …`: it is picked. The keys of a map are picked alike.
    From(Pick),
}

/// `from Shelf.book where onLoan == false showing title else "No book is there."`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pick {
    /// The read model.
    pub read_model: Word,
    /// The column that holds the value.
    pub column: Word,
    /// Only rows whose column equals another field of the command, or a literal.
    pub matching: Vec<(Word, Expr)>,
    /// Further columns that tell which row it is.
    pub showing: Vec<Word>,
    /// A column that says how many there are.
    pub most: Option<Word>,
    /// Whether other values may be typed.
    pub or_typed: bool,
    /// What to say when there is nothing to pick.
    pub when_empty: Option<Quoted>,
}

/// `reads Shelf[book]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The read model.
    pub read_model: Word,
    /// The key of the row.
    pub key: Vec<Expr>,
    /// Where.
    pub span: Span,
}

/// `event SeatsReserved v2 (…) "{recordedBy} reserved {taken}" { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Its type.
    pub name: Word,
    /// The version of its shape today; 1 where none is written.
    pub version: Option<(u32, Span)>,
    /// Its fields.
    pub fields: Vec<Parameter>,
    /// Its sentence.
    pub sentence: Option<Template>,
    /// How the state evolves.
    pub body: Block,
    /// The lines of `///` before it.
    pub doc: String,
    /// All of it.
    pub span: Span,
}

/// `invariant "Never below zero": left >= 0`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invariant {
    /// Whether it holds only when no process has anything left to do.
    pub at_rest: bool,
    /// What holds, as a sentence.
    pub title: Quoted,
    /// What holds.
    pub condition: Expr,
    /// All of it.
    pub span: Span,
}

/// `read model Shelf "The shelf" (book: Id) { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadModel {
    /// Its name.
    pub name: Word,
    /// Its name for people.
    pub title: Option<Quoted>,
    /// `as table`, `as search` or `as feed`. A feed has neither key nor columns.
    pub kept_as: Option<Word>,
    /// What a row is found by.
    pub key: Vec<Parameter>,
    /// Which rows are shown; all where nothing is said.
    pub shown: Option<Expr>,
    /// The other columns.
    pub columns: Vec<Field>,
    /// What it keeps beside its rows.
    pub state: Vec<Field>,
    /// What it does at each event.
    pub clauses: Vec<On>,
    /// What always holds for a row.
    pub invariants: Vec<Invariant>,
}

/// `on BookAdded, BookBought { … }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct On {
    /// The events.
    pub events: Vec<Word>,
    /// What changes.
    pub body: Block,
    /// All of it.
    pub span: Span,
}

/// `upcast RegistrantAssigned v1 (name: Text) { into RegistrantAssigned(…) }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upcast {
    /// The type that is lifted.
    pub event: Word,
    /// The version that is lifted.
    pub version: (u32, Span),
    /// The fields of that shape.
    pub fields: Vec<Parameter>,
    /// What becomes of it, in order. Each is of the newest shape, or of one that is lifted in turn.
    pub into: Vec<Lifted>,
}

/// `into RegistrantAssigned v2 (…)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lifted {
    /// The event.
    pub call: Call,
    /// The version of the shape; today's where none is written.
    pub version: Option<(u32, Span)>,
}

/// `task "Change the order" by Attendee PlaceOrder (order from …)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Task {
    /// What people call it.
    pub title: Quoted,
    /// Who does it.
    pub actors: Vec<Word>,
    /// The command it sends.
    pub command: Word,
    /// How its fields are filled in; the others are as the command says.
    pub inputs: Vec<(Word, Option<Source>)>,
}
