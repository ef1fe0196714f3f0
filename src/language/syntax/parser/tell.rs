//! What the parser says of what it can't read.

use super::{Failed, Kind, Parsed, Parser, Token};
use crate::language::diagnostic::{Code, Diagnostic};
use crate::language::nearest::nearest;
use crate::language::syntax::{Span, limits};

impl Parser<'_> {
    /// Something else should stand here.
    pub(super) fn unexpected(&mut self, wanted: &str) -> Failed {
        self.unexpected_but(wanted, "")
    }

    /// One of these words should stand here; perhaps one of them was meant.
    pub(super) fn unexpected_among(&mut self, wanted: &str, words: &[&str]) -> Failed {
        match self.meant(words) {
            Some(word) => self.unexpected_but(wanted, &format!("Did you mean `{word}`?")),
            None => self.unexpected_but(wanted, ""),
        }
    }

    /// Something else should stand here, and there is something to do about it.
    pub(super) fn unexpected_but(&mut self, wanted: &str, hint: &str) -> Failed {
        let token = self.token();
        if matches!(token.kind, Kind::Broken | Kind::BrokenText) || self.is_enough() {
            self.told_at = Some(self.at);
            return Failed;
        }
        let (found, span) = match token.kind {
            Kind::End => ("the text ends".to_owned(), self.behind()),
            _ if self.starts_line() => ("the line ends".to_owned(), self.behind()),
            _ => (
                format!("{} stands there", self.describe(token)),
                self.whole(token),
            ),
        };
        let hint = match token.kind {
            Kind::Assign if is_condition(wanted) && hint.is_empty() && !self.starts_line() => {
                "Two values are compared with `==`."
            }
            _ => hint,
        };
        let message = format!("Here {wanted} is expected, but {found}.");
        self.tell(Code::Unexpected, span, message, hint);
        Failed
    }

    /// The word of these that was probably meant by the one that stands here.
    pub(super) fn meant<'w>(&self, words: &[&'w str]) -> Option<&'w str> {
        nearest(self.word_here(), words)
    }

    /// All of a text of which this token is the beginning; else the token.
    fn whole(&self, token: Token) -> Span {
        if token.kind != Kind::TextOpen {
            return token.span;
        }
        let mut open = 0_usize;
        for next in self.tokens.iter().skip(self.at) {
            match next.kind {
                Kind::TextOpen => open += 1,
                Kind::TextClose => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                return token.span.to(next.span);
            }
        }
        token.span
    }

    /// A token as people call it.
    fn describe(&self, token: Token) -> String {
        let slice = self.slice(token.span);
        match token.kind {
            kind if kind.is_text() => "a text".to_owned(),
            Kind::HoleClose => "the `}` that ends the value".to_owned(),
            _ if slice.chars().count() > limits::QUOTED => {
                let begin: String = slice.chars().take(limits::QUOTED).collect();
                format!("`{begin}…`")
            }
            _ => format!("`{slice}`"),
        }
    }

    /// A bracket that nothing closes before here. Of several that end at one place, the innermost is told.
    pub(super) fn unclosed(&mut self, open: Token) {
        if self.unclosed_at == Some(self.at) {
            return;
        }
        self.unclosed_at = Some(self.at);
        let message = format!("This `{}` is never closed.", self.slice(open.span));
        let close = match open.kind {
            Kind::OpenRound => ")",
            Kind::OpenSquare => "]",
            _ => "}",
        };
        let hint = match self.kind() {
            Kind::End => format!("The text ends without its `{close}`."),
            _ => {
                let token = self.token();
                format!("A `{close}` is missing before {}.", self.describe(token))
            }
        };
        self.told_at = None;
        self.tell(Code::UnclosedBracket, open.span, message, &hint);
    }

    /// Tells what is wrong here; nothing where something was told of the same place before.
    pub(super) fn tell(&mut self, code: Code, span: Span, message: impl Into<String>, hint: &str) {
        if self.told_at == Some(self.at) {
            return;
        }
        self.told_at = Some(self.at);
        if !self.is_enough() {
            let told = Diagnostic::new(code, span, message).hint(hint);
            self.told.push(told);
        }
    }

    /// Whether more has been told than is shown. The lexer has told some before: what is told here may stand before that.
    fn is_enough(&self) -> bool {
        self.told.len() > 2 * limits::ERRORS
    }

    /// One level deeper. Each is left again with [`Self::leave`].
    pub(super) fn enter(&mut self) -> Parsed<()> {
        if self.depth < limits::NESTING {
            self.depth += 1;
            return Ok(());
        }
        let message = format!("This stands more than {} levels deep.", limits::NESTING);
        let span = self.token().span;
        let hint = "Name an inner part with `let` or `define`, and use the name.";
        self.tell(Code::BeyondLimit, span, message, hint);
        Err(Failed)
    }

    /// One level up.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// The tree of the current expression grows by a level.
    pub(super) fn grow(&mut self) -> Parsed<()> {
        if self.height < limits::NESTING {
            self.height += 1;
            return Ok(());
        }
        let limit = limits::NESTING;
        let message = format!("This expression is a chain of more than {limit} operations.");
        let hint = "Name a part of it with `let`, and use the name.";
        self.tell(Code::BeyondLimit, self.token().span, message, hint);
        Err(Failed)
    }
}

/// Whether a condition stands before what is wanted, and no name.
fn is_condition(wanted: &str) -> bool {
    !wanted.starts_with("`:`")
}
