//! How a person fills in the fields of a command.

use super::{Kind, Parsed, Parser};
use crate::language::syntax::Word;
use crate::language::syntax::expression::Expr;
use crate::language::syntax::model::{Input, Pick, Source, SourceKind};

impl Parser<'_> {
    /// A field of a command: `book: Id from Shelf.book "Which book"`.
    pub(super) fn input(&mut self) -> Parsed<Input> {
        let parameter = self.parameter()?;
        let source = self.source()?;
        let title = self.title_on_line();
        Ok(Input {
            name: parameter.name,
            field_type: parameter.field_type,
            source,
            title,
        })
    }

    /// A field of a task: `order from Orders.order`.
    pub(super) fn filled(&mut self) -> Parsed<(Word, Option<Source>)> {
        let name = self.name("a field of the command")?;
        let source = self.source()?;
        Ok((name, source))
    }

    /// Where a value comes from, if that stands here.
    fn source(&mut self) -> Parsed<Option<Source>> {
        let first = self.token();
        let kind = if self.take_word("new") {
            SourceKind::New
        } else if self.take_word("always") {
            SourceKind::Always(self.element_value())
        } else if self.takes_clause_word("from") {
            SourceKind::From(self.pick()?)
        } else {
            return Ok(None);
        };
        let span = self.since(first);
        Ok(Some(Source { kind, span }))
    }

    /// Takes a word that goes on with what stands before it, on the same line, or on the next with a word behind it.
    fn takes_clause_word(&mut self, word: &str) -> bool {
        let found = self.word_here() == word
            && (!self.starts_line() || self.follows(1) == Some(Kind::Word));
        if found {
            self.bump();
        }
        found
    }

    /// `Shelf.book where onLoan == false showing title else "No book is there."`.
    fn pick(&mut self) -> Parsed<Pick> {
        let read_model = self.name("a read model")?;
        self.wanted(Kind::Dot, "`.` and a column")?;
        let column = self.name("a column")?;
        let mut matching = Vec::new();
        if self.takes_clause_word("where") {
            matching.push(self.matching()?);
            while self.take(Kind::And) {
                self.go_on();
                matching.push(self.matching()?);
            }
        }
        let mut showing = Vec::new();
        if self.takes_clause_word("showing") {
            showing.push(self.name("a column")?);
            while self.take(Kind::And) {
                self.go_on();
                showing.push(self.name("a column")?);
            }
        }
        let most = match self.takes_clause_word("most") {
            true => Some(self.name("a column")?),
            false => None,
        };
        let or_typed = self.take(Kind::Or);
        if or_typed {
            self.wanted_word("typed")?;
        }
        let when_empty = match self.take(Kind::Else) {
            true => Some(self.quoted("what to say when there is nothing to pick, as a text,")?),
            false => None,
        };
        Ok(Pick {
            read_model,
            column,
            matching,
            showing,
            most,
            or_typed,
            when_empty,
        })
    }

    /// `column == value`.
    fn matching(&mut self) -> Parsed<(Word, Expr)> {
        let column = self.name("a column")?;
        self.wanted(Kind::Equal, "`==`")?;
        self.go_on();
        Ok((column, self.plain_value()?))
    }
}
