//! Expressions with operators, from the loosest to the tightest.

use super::{Failed, Kind, Parsed, Parser};
use crate::language::diagnostic::Code;
use crate::language::syntax::Span;
use crate::language::syntax::expression::{BinaryOperator, Expr, ExprKind, Literal, UnaryOperator};

/// How tightly the operators bind: those of one row are read from the left.
const ELSE: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const COMPARE: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const TIGHTEST: u8 = 7;

/// What stands between two values.
#[derive(Clone, Copy)]
enum Infix {
    Else,
    Operator(BinaryOperator),
}

impl Parser<'_> {
    /// Any expression.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.operand(ELSE)
    }

    /// An expression behind which an `else` belongs to something else.
    pub(super) fn without_else(&mut self) -> Parsed<Expr> {
        self.operand(OR)
    }

    /// Values with `+`, `-`, `*` and `/`, or tighter.
    pub(super) fn sum(&mut self) -> Parsed<Expr> {
        self.operand(SUM)
    }

    /// A value without operators: what is assigned.
    pub(super) fn place(&mut self) -> Parsed<Expr> {
        self.operand(TIGHTEST)
    }

    /// An expression in a list. What can't be read is passed over, to the next element.
    pub(super) fn element_value(&mut self) -> Expr {
        let first = self.token();
        self.expression().unwrap_or_else(|Failed| {
            self.skip_element();
            self.broken(self.since(first))
        })
    }

    /// An expression at the end of a statement. What can't be read is passed over.
    pub(super) fn last_value(&mut self) -> Expr {
        let first = self.token();
        self.expression().unwrap_or_else(|Failed| {
            self.skip();
            self.broken(self.since(first))
        })
    }

    /// An expression before a block. What can't be read is passed over, up to the block.
    pub(super) fn value_before_block(&mut self) -> Expr {
        let first = self.token();
        self.expression().unwrap_or_else(|Failed| {
            self.skip_to_block();
            self.broken(self.since(first))
        })
    }

    /// What could not be read.
    pub(super) fn broken(&self, span: Span) -> Expr {
        let kind = ExprKind::Broken;
        Expr { kind, span }
    }

    /// An expression with operators of this row or tighter ones.
    fn operand(&mut self, least: u8) -> Parsed<Expr> {
        let beside = std::mem::replace(&mut self.height, 0);
        let read = self.chain(least);
        self.height = self.height.max(beside);
        read
    }

    fn chain(&mut self, least: u8) -> Parsed<Expr> {
        let mut left = self.prefix()?;
        let mut compared = false;
        while let Some((infix, row)) = self.infix() {
            if row < least {
                break;
            }
            if row == COMPARE && compared {
                let span = self.token().span;
                let message = "Comparisons can't stand one after another.";
                let hint = "Join two of them with `and`: `a < b and b < c`.";
                self.tell(Code::Unexpected, span, message, hint);
            }
            compared = row == COMPARE;
            self.bump();
            if matches!(infix, Infix::Operator(BinaryOperator::NotIn)) {
                self.bump();
            }
            self.go_on();
            let right = self.operand(row + 1)?;
            self.grow()?;
            let span = left.span.to(right.span);
            let (left_side, right_side) = (Box::new(left), Box::new(right));
            let kind = match infix {
                Infix::Else => ExprKind::Else(left_side, right_side),
                Infix::Operator(operator) => ExprKind::Binary(operator, left_side, right_side),
            };
            left = Expr { kind, span };
        }
        Ok(left)
    }

    /// The operator that stands here, and its row.
    fn infix(&self) -> Option<(Infix, u8)> {
        use BinaryOperator::{
            Add, And, AtLeast, AtMost, Divide, Equal, Greater, In, Less, Multiply, NotIn, Or,
            Subtract, Unequal,
        };
        if self.starts_line() {
            return None;
        }
        let (operator, row) = match self.kind() {
            Kind::Else => return Some((Infix::Else, ELSE)),
            Kind::Or if self.word_ahead(1) == "typed" => return None,
            Kind::Or => (Or, OR),
            Kind::And => (And, AND),
            Kind::Equal => (Equal, COMPARE),
            Kind::Unequal => (Unequal, COMPARE),
            Kind::Less => (Less, COMPARE),
            Kind::AtMost => (AtMost, COMPARE),
            Kind::Greater => (Greater, COMPARE),
            Kind::AtLeast => (AtLeast, COMPARE),
            Kind::In => (In, COMPARE),
            Kind::Not if self.follows(1) == Some(Kind::In) => (NotIn, COMPARE),
            Kind::Plus => (Add, SUM),
            Kind::Minus => (Subtract, SUM),
            Kind::Star => (Multiply, PRODUCT),
            Kind::Slash => (Divide, PRODUCT),
            _ => return None,
        };
        Some((Infix::Operator(operator), row))
    }

    /// `not a`, `-a`, or what needs no sign.
    fn prefix(&mut self) -> Parsed<Expr> {
        let operator = match self.kind() {
            Kind::Not => UnaryOperator::Not,
            Kind::Minus => UnaryOperator::Negate,
            _ => return self.postfix(),
        };
        if self.starts_line() {
            return Err(self.unexpected("a value"));
        }
        self.enter()?;
        let first = self.bump();
        self.go_on();
        let value = match operator {
            UnaryOperator::Not => self.operand(COMPARE),
            UnaryOperator::Negate => self.prefix(),
        };
        self.leave();
        let value = value?;
        self.grow()?;
        Ok(Expr {
            span: self.since(first),
            kind: ExprKind::Unary(operator, Box::new(value)),
        })
    }

    /// `if a then b else c`.
    pub(super) fn if_expression(&mut self) -> Parsed<Expr> {
        self.enter()?;
        let read = self.if_inside();
        self.leave();
        read
    }

    fn if_inside(&mut self) -> Parsed<Expr> {
        let first = self.bump();
        let condition = self.without_else()?;
        self.go_on();
        self.wanted_word("then")?;
        self.go_on();
        let then = self.without_else()?;
        self.wanted(Kind::Else, "`else`")?;
        self.go_on();
        let otherwise = self.without_else()?;
        self.grow()?;
        let (condition, then) = (Box::new(condition), Box::new(then));
        Ok(Expr {
            span: self.since(first),
            kind: ExprKind::If(condition, then, Box::new(otherwise)),
        })
    }

    /// A name or a value that is written out: what a column is compared with.
    pub(super) fn plain_value(&mut self) -> Parsed<Expr> {
        let first = self.token();
        let value = self.sum()?;
        let plain = match &value.kind {
            ExprKind::Literal(_) | ExprKind::Text(_) | ExprKind::Name(_) | ExprKind::Broken => true,
            ExprKind::Unary(UnaryOperator::Negate, negated) => matches!(
                negated.kind,
                ExprKind::Literal(Literal::Int(_) | Literal::Decimal(_) | Literal::Duration(_))
            ),
            // A case of an enum by its full name.
            ExprKind::Member(of, _) => matches!(of.kind, ExprKind::Name(_)),
            _ => false,
        };
        if !plain {
            let message = "A column is compared with a field or a written value only.";
            let span = self.since(first);
            self.tell(Code::Unexpected, span, message, "");
        }
        Ok(value)
    }
}
