//! Texts, with values in them and without.

use super::{Kind, Parsed, Parser};
use crate::language::diagnostic::Code;
use crate::language::syntax::Quoted;
use crate::language::syntax::expression::{Expr, Piece, Template};

impl Parser<'_> {
    /// A text, perhaps with values in it.
    pub(super) fn template(&mut self, what: &str) -> Parsed<Template> {
        if !self.kind().is_text() || self.starts_line() {
            return Err(self.unexpected(what));
        }
        let first = self.bump();
        let mut pieces = Vec::new();
        if first.kind == Kind::TextOpen {
            loop {
                match self.kind() {
                    Kind::HoleOpen => pieces.push(Piece::Value(self.hole()?)),
                    Kind::Plain => pieces.push(Piece::Plain(self.plain())),
                    Kind::TextClose => {
                        self.bump();
                        break;
                    }
                    _ => break,
                }
            }
        }
        Ok(Template {
            pieces,
            span: self.since(first),
        })
    }

    /// A value in a text.
    fn hole(&mut self) -> Parsed<Expr> {
        let bracket = self.open(Kind::HoleOpen, "`{`");
        let Ok(bracket) = bracket else {
            self.skip_token();
            return Ok(self.broken(self.behind()));
        };
        let value = if self.kind() == Kind::HoleClose {
            let hint = "For the braces themselves write `\\{\\}`.";
            self.unexpected_but("a value", hint);
            self.broken(self.behind())
        } else {
            self.element_value()
        };
        self.close(bracket);
        Ok(value)
    }

    /// Letters of a text, as they are meant.
    fn plain(&mut self) -> String {
        let token = self.bump();
        let written = self.slice(token.span);
        let mut meant = String::with_capacity(written.len());
        let mut letters = written.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n') => meant.push('\n'),
                    Some(letter) => meant.push(letter),
                    None => {}
                },
                letter => meant.push(letter),
            }
        }
        meant
    }

    /// A text without values in it.
    pub(super) fn quoted(&mut self, what: &str) -> Parsed<Quoted> {
        let template = self.template(what)?;
        let mut text = String::new();
        for piece in template.pieces {
            match piece {
                Piece::Plain(plain) => text.push_str(&plain),
                Piece::Value(value) => {
                    let message = "No value can stand in this text.";
                    let hint = "For the braces themselves write `\\{` and `\\}`.";
                    self.tell(Code::Unexpected, value.span, message, hint);
                }
            }
        }
        Ok(Quoted {
            text,
            span: template.span,
        })
    }

    /// A text that may stand here, on the same line.
    pub(super) fn title_on_line(&mut self) -> Option<Quoted> {
        if self.starts_line() {
            return None;
        }
        self.heading_title()
    }

    /// A text that may stand here, on the same line or the next.
    pub(super) fn heading_title(&mut self) -> Option<Quoted> {
        if !self.kind().is_text() {
            return None;
        }
        self.go_on();
        self.quoted("a text").ok()
    }
}
