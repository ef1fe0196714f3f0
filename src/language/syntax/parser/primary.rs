//! Values, names, texts, and what hangs on them.

use super::{Failed, Kind, Parsed, Parser, Token};
use crate::language::diagnostic::Code;
use crate::language::syntax::expression::{Argument, Call, Expr, ExprKind, Literal};
use crate::language::syntax::lexer::{OTHER_UNITS, UNITS};

impl Parser<'_> {
    /// A value and what hangs on it: `a.b`, `a.method(…)`, `a[i]`.
    pub(super) fn postfix(&mut self) -> Parsed<Expr> {
        let first = self.token();
        let mut value = self.primary()?;
        loop {
            let kind = match self.kind() {
                _ if self.starts_line() => break,
                Kind::Dot => {
                    self.bump();
                    self.go_on();
                    let name = self.name("the name of a field or method")?;
                    if !self.starts_line() && self.kind() == Kind::OpenRound {
                        let arguments = self.arguments()?;
                        ExprKind::Method(Box::new(value), name, arguments)
                    } else {
                        ExprKind::Member(Box::new(value), name)
                    }
                }
                Kind::OpenSquare => {
                    let keys = self.list(Kind::OpenSquare, "`[`", Self::in_list)?;
                    ExprKind::Index(Box::new(value), keys)
                }
                Kind::OpenRound => match value.kind {
                    ExprKind::Name(name) => {
                        let arguments = self.arguments()?;
                        let span = self.since(first);
                        ExprKind::Call(Call {
                            name,
                            arguments,
                            span,
                        })
                    }
                    _ => return Err(self.unexpected("the end of the value")),
                },
                _ => break,
            };
            self.grow()?;
            let span = self.since(first);
            value = Expr { kind, span };
        }
        Ok(value)
    }

    /// A value without operators.
    fn primary(&mut self) -> Parsed<Expr> {
        if self.begins_anything() {
            // The line before is not finished: this one stands for itself.
            self.going_on = None;
        }
        if self.starts_line() {
            return Err(self.unexpected("a value"));
        }
        let first = self.token();
        let kind = match first.kind {
            Kind::Word if self.ahead(1).kind == Kind::Arrow => return self.misplaced_function(),
            Kind::Word => {
                self.bump();
                ExprKind::Name(self.word_of(first))
            }
            Kind::TextOpen | Kind::BrokenText => ExprKind::Text(self.template("a text")?),
            Kind::OpenRound if self.begins_function() => return self.misplaced_function(),
            Kind::OpenRound => self.group()?,
            Kind::OpenSquare => ExprKind::List(self.list(first.kind, "`[`", Self::in_list)?),
            Kind::OpenBrace => ExprKind::Map(self.list(first.kind, "`{`", Self::entry)?),
            Kind::If => return self.if_expression(),
            Kind::Broken => {
                self.bump();
                ExprKind::Broken
            }
            _ => ExprKind::Literal(self.literal()?),
        };
        if matches!(
            kind,
            ExprKind::List(_) | ExprKind::Map(_) | ExprKind::Text(_)
        ) {
            self.grow()?;
        }
        let span = self.since(first);
        Ok(Expr { kind, span })
    }

    fn literal(&mut self) -> Parsed<Literal> {
        let literal = match self.kind() {
            Kind::Int(number) => {
                self.bump();
                return Ok(self.duration(number));
            }
            Kind::Decimal(parts) => {
                self.bump();
                if self.unit().is_some() {
                    let message = "A duration is a whole number of its unit.";
                    let span = self.token().span;
                    let hint = "Use a smaller unit: instead of `1.5 h` write `90 min`.";
                    self.tell(Code::ImpossibleLiteral, span, message, hint);
                    self.bump();
                }
                Literal::Decimal(parts)
            }
            Kind::Date(days) => {
                self.bump();
                Literal::Date(days)
            }
            Kind::Instant(millis) => {
                self.bump();
                Literal::Instant(millis)
            }
            Kind::True | Kind::False => Literal::Bool(self.bump().kind == Kind::True),
            Kind::None => {
                self.bump();
                Literal::None
            }
            _ => return Err(self.unexpected("a value")),
        };
        Ok(literal)
    }

    /// The unit that stands here, in milliseconds.
    fn unit(&self) -> Option<i64> {
        let word = self.word_here();
        let unit = UNITS.iter().find(|(unit, _)| *unit == word);
        unit.filter(|_| !self.starts_line())
            .map(|(_, millis)| *millis)
    }

    /// The number that was taken, with its unit if one follows.
    fn duration(&mut self, number: i64) -> Literal {
        if let Some(millis) = self.unit() {
            let value = number.checked_mul(millis);
            if value.is_none() {
                let span = self.token().span;
                let message = "This duration is too long.";
                self.tell(Code::ImpossibleLiteral, span, message, "");
            }
            self.bump();
            return Literal::Duration(value.unwrap_or_default());
        }
        let word = self.word_here();
        let other = OTHER_UNITS.iter().find(|(unit, _)| *unit == word);
        if let Some((_, unit)) = other.filter(|_| !self.starts_line()) {
            self.unexpected_but("a unit", &format!("Write `{number} {unit}`."));
            self.bump();
            return Literal::Duration(0);
        }
        Literal::Int(number)
    }

    /// `(a)`.
    fn group(&mut self) -> Parsed<ExprKind> {
        let bracket = self.open(Kind::OpenRound, "`(`")?;
        let value = self.element_value();
        self.close(bracket);
        Ok(value.kind)
    }

    fn in_list(&mut self) -> Parsed<Expr> {
        Ok(self.element_value())
    }

    /// `key: value`.
    fn entry(&mut self) -> Parsed<(Expr, Expr)> {
        let key = self.expression()?;
        self.wanted(Kind::Colon, "`:` and a value")?;
        self.go_on();
        Ok((key, self.element_value()))
    }

    /// `name(…)`.
    pub(super) fn call(&mut self, what: &str) -> Parsed<Call> {
        let first = self.token();
        let name = self.name(what)?;
        self.call_of(first, name)
    }

    /// What is called, and its arguments.
    pub(super) fn call_of(&mut self, first: Token, name: super::Word) -> Parsed<Call> {
        if self.starts_line() || self.kind() != Kind::OpenRound {
            let hint = format!(
                "Without anything in them the brackets stand too: `{}()`.",
                name.text
            );
            return Err(self.unexpected_but("`(`", &hint));
        }
        let arguments = self.arguments()?;
        Ok(Call {
            name,
            arguments,
            span: self.since(first),
        })
    }

    fn arguments(&mut self) -> Parsed<Vec<Argument>> {
        self.list(Kind::OpenRound, "`(`", Self::argument)
    }

    /// An argument: by place or by name, a value or a function.
    fn argument(&mut self) -> Parsed<Argument> {
        let named =
            self.kind() == Kind::Word && matches!(self.ahead(1).kind, Kind::Colon | Kind::Assign);
        let name = if named {
            let name = self.bump();
            if self.kind() == Kind::Assign {
                self.unexpected_but("`:`", "An argument is named with `:`.");
            }
            self.bump();
            self.go_on();
            Some(self.word_of(name))
        } else {
            None
        };
        let first = self.token();
        if name.is_none() && self.take(Kind::Dots) {
            let kind = ExprKind::Rest;
            let span = first.span;
            let value = Expr { kind, span };
            return Ok(Argument { name, value });
        }
        let value = if self.begins_function() {
            self.function().unwrap_or_else(|Failed| {
                self.skip_element();
                self.broken(self.since(first))
            })
        } else {
            self.element_value()
        };
        Ok(Argument { name, value })
    }

    /// Whether `x =>` or `(k, v) =>` stands here.
    fn begins_function(&self) -> bool {
        let arrow = |places: usize| self.ahead(places).kind == Kind::Arrow;
        match self.kind() {
            Kind::Word => arrow(1),
            Kind::OpenRound => {
                let closed = |places: usize| self.ahead(places).kind == Kind::CloseRound;
                (closed(1) && arrow(2)) || (closed(2) && arrow(3)) || (closed(4) && arrow(5))
            }
            _ => false,
        }
    }

    /// `x => …`, `(k, v) => …`.
    fn function(&mut self) -> Parsed<Expr> {
        self.enter()?;
        let read = self.function_inside();
        self.leave();
        read
    }

    fn function_inside(&mut self) -> Parsed<Expr> {
        let first = self.token();
        let names = if self.kind() == Kind::OpenRound {
            self.list(Kind::OpenRound, "`(`", |parser| parser.name("a name"))?
        } else {
            vec![self.name("a name")?]
        };
        self.wanted(Kind::Arrow, "`=>`")?;
        self.go_on();
        let body = self.expression()?;
        self.grow()?;
        Ok(Expr {
            span: self.since(first),
            kind: ExprKind::Lambda(names, Box::new(body)),
        })
    }

    /// A function where no method takes one.
    fn misplaced_function(&mut self) -> Parsed<Expr> {
        let first = self.token();
        let message = "A function can stand only where a method takes one.";
        let hint = "For example `seats.filter(n => n > 0)`.";
        self.tell(Code::Unexpected, first.span, message, hint);
        self.function()?;
        Ok(self.broken(self.since(first)))
    }
}
