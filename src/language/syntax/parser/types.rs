//! Types, fields and parameters.

use super::{Failed, Kind, Parsed, Parser};
use crate::language::syntax::Word;
use crate::language::syntax::expression::Expr;
use crate::language::syntax::model::{Bounds, Field, Parameter, TypeText, TypeTextKind};

impl Parser<'_> {
    /// `name: Type = initial "title"`.
    pub(super) fn field(&mut self) -> Parsed<Field> {
        let doc = self.doc();
        if let Some(Parameter { name, field_type }) = self.fields_of_record()? {
            return Ok(Field {
                name,
                field_type,
                initial: None,
                title: None,
                doc,
            });
        }
        let name = self.name("the name of a field")?;
        let field_type = self.typed()?;
        let initial = if self.assigns() {
            self.go_on();
            Some(self.element_value())
        } else {
            None
        };
        let title = self.title_on_line();
        Ok(Field {
            name,
            field_type,
            initial,
            title,
            doc,
        })
    }

    /// Whether `=` stands here, on the same line.
    fn assigns(&mut self) -> bool {
        !self.starts_line() && self.take(Kind::Assign)
    }

    /// `name: Type`.
    pub(super) fn parameter(&mut self) -> Parsed<Parameter> {
        if let Some(fields) = self.fields_of_record()? {
            return Ok(fields);
        }
        let name = self.name("a name")?;
        let field_type = self.typed()?;
        Ok(Parameter { name, field_type })
    }

    /// `..Details`, if it stands here.
    fn fields_of_record(&mut self) -> Parsed<Option<Parameter>> {
        if self.starts_line() || self.kind() != Kind::Dots {
            return Ok(None);
        }
        let first = self.bump();
        let name = self.name("a record")?;
        let kind = TypeTextKind::FieldsOf(name.clone());
        let span = self.since(first);
        let field_type = TypeText { kind, span };
        Ok(Some(Parameter { name, field_type }))
    }

    /// The key in brackets behind the name of an aggregate. A broken one where it can't be read.
    pub(super) fn key_in_brackets(&mut self) -> Parameter {
        let span = self.behind();
        let opened = self.open(Kind::OpenRound, "the key in brackets, as in `(book: Id)`,");
        let key = opened.and_then(|bracket| {
            let key = self.parameter();
            if key.is_err() {
                self.skip_element();
            }
            self.close(bracket);
            key
        });
        key.unwrap_or_else(|Failed| {
            self.skip_to_block();
            Parameter {
                name: Word {
                    text: String::new(),
                    span,
                },
                field_type: TypeText {
                    kind: TypeTextKind::Broken,
                    span,
                },
            }
        })
    }

    /// `: Type` behind a name. A type that can't be read is passed over.
    fn typed(&mut self) -> Parsed<TypeText> {
        if self.starts_line() || self.kind() != Kind::Colon {
            let hint = "A field is written `name: Type`.";
            return Err(self.unexpected_but("`:` and a type", hint));
        }
        self.bump();
        self.go_on();
        Ok(self.type_or_broken())
    }

    /// A type. What can't be read is passed over.
    pub(super) fn type_or_broken(&mut self) -> TypeText {
        let first = self.token();
        self.type_text().unwrap_or_else(|Failed| {
            self.skip_element();
            TypeText {
                kind: TypeTextKind::Broken,
                span: self.since(first),
            }
        })
    }

    fn type_text(&mut self) -> Parsed<TypeText> {
        self.enter()?;
        let read = self.type_inside();
        self.leave();
        read
    }

    fn type_inside(&mut self) -> Parsed<TypeText> {
        let first = self.token();
        let name = self.name("a type")?;
        let kind = if !self.starts_line() && self.kind() == Kind::Less {
            self.bump();
            self.go_on();
            let of = self.types_of()?;
            TypeTextKind::Of(name, of)
        } else {
            let bounds = self.bounds()?;
            TypeTextKind::Named(name, bounds)
        };
        let span = self.since(first);
        let found = TypeText { kind, span };
        if self.starts_line() || !self.take(Kind::Question) {
            return Ok(found);
        }
        if self.kind() == Kind::Question && !self.starts_line() {
            let hint = "One `?` says that there may be none.";
            return Err(self.unexpected_but("no second `?`", hint));
        }
        Ok(TypeText {
            kind: TypeTextKind::Optional(Box::new(found)),
            span: self.since(first),
        })
    }

    /// What stands between `<` and `>`.
    fn types_of(&mut self) -> Parsed<Vec<TypeText>> {
        let mut of = vec![self.type_text()?];
        while self.take(Kind::Comma) {
            self.go_on();
            of.push(self.type_text()?);
        }
        if self.kind() == Kind::AtLeast {
            // `List<Int>= []`: what was cut as one sign is two.
            if let Some(token) = self.tokens.get_mut(self.at) {
                token.kind = Kind::Assign;
                token.span.start += 1;
            }
            return Ok(of);
        }
        self.wanted(Kind::Greater, "`,` or `>`")?;
        Ok(of)
    }

    /// `(1..20)`, if it stands here.
    fn bounds(&mut self) -> Parsed<Option<Bounds>> {
        if self.starts_line() || self.kind() != Kind::OpenRound {
            return Ok(None);
        }
        let first = self.token();
        let bracket = self.open(Kind::OpenRound, "`(`")?;
        let read = self.least_and_most();
        if read.is_err() {
            self.skip_element();
        }
        self.close(bracket);
        let span = self.since(first);
        let bounds = read.ok().map(|(min, max)| Bounds { min, max, span });
        Ok(bounds)
    }

    fn least_and_most(&mut self) -> Parsed<(Option<Expr>, Option<Expr>)> {
        let min = match self.kind() {
            Kind::Dots => None,
            _ => Some(self.sum()?),
        };
        if !self.take(Kind::Dots) {
            let hint = "Bounds are written `(1..20)`, `(0..)` or `(..20)`.";
            return Err(self.unexpected_but("`..`", hint));
        }
        let max = match self.kind() {
            Kind::CloseRound => None,
            _ => Some(self.sum()?),
        };
        Ok((min, max))
    }
}
