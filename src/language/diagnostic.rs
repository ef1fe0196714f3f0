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
            message: message.into(),
            hint: String::new(),
        }
    }

    /// The same, and what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}
