//! What the language has to say about a text.

use super::syntax::Span;
use std::fmt;

/// Something that is wrong with a text, or looks wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule.
    pub code: Code,
    /// Where.
    pub span: Span,
    /// Another place that has to do with it, for example the first of two things of one name.
    pub also: Option<Span>,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence; empty where the message says it.
    pub hint: String,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The text can't be run.
    Error,
    /// The text can be run; something in it looks wrong.
    Warning,
}

/// A rule of the language. Its number is its name for ever.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u16)]
pub enum Code {
    /// A character that means nothing here.
    StrangeCharacter = 1,
    /// A text that never ends.
    UnclosedText = 2,
    /// A number that is too large, or a date that does not exist.
    ImpossibleLiteral = 3,
    /// Something else was expected here.
    Unexpected = 4,
    /// A bracket that is never closed.
    UnclosedBracket = 5,
    /// The text goes beyond a limit: of length, of depth, of number.
    BeyondLimit = 6,
    /// The file does not begin with `model`.
    NoModel = 7,

    /// Two things of one kind have one name.
    Duplicate = 100,
    /// A type that is not there.
    UnknownType = 101,
    /// A name that means nothing here.
    UnknownName = 102,
    /// A field, column or parameter that is not there.
    UnknownField = 103,
    /// A method that values of this type don't have.
    UnknownMethod = 104,
    /// An event that is not there.
    UnknownEvent = 105,
    /// A command that is not there.
    UnknownCommand = 106,
    /// A read model that is not there.
    UnknownReadModel = 107,
    /// A role that is not there.
    UnknownActor = 108,
    /// A deadline that the process does not have.
    UnknownDeadline = 109,
    /// A case that the enum does not have.
    UnknownCase = 110,
    /// A calculation or record that is not there.
    UnknownCalculation = 111,
    /// A value of another type is wanted.
    WrongType = 112,
    /// An operator does not take values of these types.
    WrongOperands = 113,
    /// Nothing says what type this is.
    UnclearType = 114,
    /// Too many arguments, too few, or one twice.
    WrongArguments = 115,
    /// A value that is always there is treated as if it could be none.
    NeverNone = 116,
    /// A value that may be none is treated as if it were always there.
    MayBeNone = 117,
    /// A division that does not say what holds for a zero.
    DivisionWithoutElse = 118,
    /// A statement that can't stand here.
    MisplacedStatement = 119,
    /// A name that is known elsewhere.
    MisplacedName = 120,
    /// Something is assigned to what can't be changed.
    NoPlace = 121,
    /// Bounds that say nothing sensible, or that stand after a type without bounds.
    WrongBounds = 122,
    /// A type whose values can't be keys.
    WrongKey = 123,
    /// A type that holds itself.
    EndlessType = 124,
    /// `x => …` where no method takes one, or with the wrong number of names.
    WrongLambda = 125,
    /// A row of a read model that the command does not declare to read.
    NotLookedUp = 126,
    /// A process's key that is not found in the event.
    NoInstance = 127,
    /// A read model's key that is not found in the event.
    NoRow = 128,
    /// A part of a clause that says nothing for this cause.
    MisplacedClause = 129,
    /// A version that is not before or not after another as it should be.
    WrongVersion = 130,
    /// An old shape of an event that nothing lifts.
    MissingUpcast = 131,
    /// Shapes that are lifted in a circle.
    EndlessUpcast = 132,
    /// A field of a command can't be filled in like this.
    WrongSource = 133,
    /// A value that must be known beforehand and is not.
    NotConstant = 134,
    /// Something is expected in a spec that can't follow from what is done there.
    MisplacedExpectation = 135,
    /// A role that may not send this command.
    WrongRole = 136,
    /// A command records an event of another aggregate.
    ForeignEvent = 137,
    /// A calculation is used before it is defined.
    UsedTooEarly = 138,
    /// A row can't be looked up like this.
    WrongRead = 139,
    /// A spec that does not say what must follow.
    NothingExpected = 140,

    /// A field of an event that nothing uses.
    UnusedField = 500,
    /// An event that changes nothing and that nothing listens to.
    UnheardEvent = 501,
    /// A command that nobody can send.
    UnsentCommand = 502,
    /// A case that a process's state never takes.
    UnreachedCase = 503,
    /// A deadline that is set, and nothing happens when it passes.
    UnhandledDeadline = 504,
    /// A deadline that is never set.
    UnsetDeadline = 505,
    /// A column that nothing fills.
    UnfilledColumn = 506,
    /// A clause that is never taken, for one before it always is.
    UntakenClause = 507,
}

/// The first number of a warning.
const WARNINGS: u16 = 500;

impl Code {
    /// How bad it is to break the rule.
    pub const fn severity(self) -> Severity {
        match self as u16 {
            ..WARNINGS => Severity::Error,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.severity() {
            Severity::Error => 'E',
            Severity::Warning => 'W',
        };
        write!(f, "{letter}{:03}", *self as u16)
    }
}

impl Diagnostic {
    /// What is wrong, and where.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            also: None,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// The same, and another place that has to do with it.
    #[must_use]
    pub fn also(mut self, span: Span) -> Self {
        self.also = Some(span);
        self
    }

    /// The same, and what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}
