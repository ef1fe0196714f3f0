//! The tree that a text is read into: what was written, and where. Nothing of it is known to make sense.

pub mod expression;
pub(super) mod lexer;
pub mod limits;
pub mod lines;
pub mod model;
mod parser;
pub mod process;
pub mod scenario;
pub mod statement;

use super::diagnostic::{Code, Diagnostic};
use model::ModelText;
use serde::{Deserialize, Serialize};

/// Reads a text.
///
/// There is always a tree: what could not be read is left out of it, or stands in it as broken, and is told. Whatever
/// the text, this ends soon, and the tree is no deeper than [`limits::NESTING`] allows.
pub fn read(text: &str) -> (ModelText, Vec<Diagnostic>) {
    if text.len() > limits::TEXT {
        let kilobytes = limits::TEXT / 1024;
        let message = format!("The text is longer than {kilobytes} KB: it is not read.");
        let told = Diagnostic::new(Code::BeyondLimit, Span::default(), message);
        return (ModelText::default(), vec![told]);
    }
    let mut parser = parser::Parser::new(text, lexer::cut(text));
    let model = parser::model(&mut parser);
    let mut told = parser.into_told();
    told.sort_by_key(|diagnostic| diagnostic.span);
    if told.len() > limits::ERRORS {
        told.truncate(limits::ERRORS - 1);
        let message = "There are more mistakes: the others are told when these are mended.";
        let span = told.last().map_or(Span::default(), |last| last.span);
        told.push(Diagnostic::new(Code::BeyondLimit, span, message));
    }
    (model, told)
}

/// A stretch of a text, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends: the first byte that is not in it.
    pub end: u32,
}

impl Span {
    /// From the beginning of this one to the end of another.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A name where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A text without values in it, where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// Where, quotation marks included.
    pub span: Span,
}

#[cfg(test)]
mod tests;
