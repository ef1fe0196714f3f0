//! Operators: which values they take, and what comes of them.

use super::Checker;
use super::arithmetic::combination;
use super::expression::{Typed, Wanted, apply, number, to_decimal};
use super::foreign::operands_hint;
use super::scope::Scope;
use super::types::without_none;
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Operator, Type};
use crate::language::syntax::Span;
use crate::language::syntax::expression::{
    self as tree, BinaryOperator, ExprKind, Literal, UnaryOperator,
};
use crate::language::value::Datum;

/// Whether values of a type have an order.
pub(super) fn is_ordered(ty: &Type) -> bool {
    is_number(ty) || matches!(ty, Type::Text | Type::Id | Type::Enum(_))
}

/// Whether values of a type are numbers, times and durations among them.
pub(super) fn is_number(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Int | Type::Decimal | Type::Date | Type::Instant | Type::Duration
    )
}

/// Whether values of a type can be added up.
pub(super) fn is_amount(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Decimal | Type::Duration)
}

impl<'t> Checker<'t> {
    /// `not a`, `-a`.
    pub(super) fn unary(
        &mut self,
        scope: &mut Scope,
        operator: UnaryOperator,
        operand: &'t tree::Expr,
        wanted: Wanted<'_>,
    ) -> Typed {
        if operator == UnaryOperator::Not {
            let operand = self.expr_of(scope, operand, &Type::Bool);
            return operand.map_or_else(Typed::wrong, |operand| {
                Typed::new(apply(Operator::Not, vec![operand]), Type::Bool)
            });
        }
        let typed = self.expr(scope, operand, wanted);
        match (typed.expr, typed.ty) {
            (_, None) => Typed::wrong(),
            (Expr::Constant(Datum::Number(value)), Some(ty)) if is_amount(&ty) => {
                Typed::new(number(value.saturating_neg()), ty)
            }
            (expr, Some(ty)) if is_amount(&ty) => {
                Typed::new(apply(Operator::Negate, vec![expr]), ty)
            }
            (_, Some(ty)) => {
                let ty = self.types.describe(&ty);
                let message = format!("There is no `-` of a value of the type `{ty}`.");
                self.error(Code::WrongOperands, operand.span, message)
                    .tell();
                Typed::wrong()
            }
        }
    }

    /// An operator between two operands.
    pub(super) fn binary(
        &mut self,
        scope: &mut Scope,
        operator: BinaryOperator,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
        span: Span,
    ) -> Typed {
        match operator {
            BinaryOperator::And | BinaryOperator::Or => {
                let one = self.expr_of(scope, one, &Type::Bool);
                let other = self.expr_of(scope, other, &Type::Bool);
                match (one, other) {
                    (Some(one), Some(other)) => {
                        let (one, other) = (Box::new(one), Box::new(other));
                        let expr = match operator {
                            BinaryOperator::And => Expr::And(one, other),
                            _ => Expr::Or(one, other),
                        };
                        Typed::new(expr, Type::Bool)
                    }
                    _ => Typed::wrong(),
                }
            }
            BinaryOperator::In => self.is_in(scope, one, other),
            BinaryOperator::NotIn => {
                let found = self.is_in(scope, one, other);
                match found.ty {
                    Some(ty) => Typed::new(apply(Operator::Not, vec![found.expr]), ty),
                    None => Typed::wrong(),
                }
            }
            BinaryOperator::Equal | BinaryOperator::Unequal => {
                self.equal(scope, operator, one, other)
            }
            BinaryOperator::Less
            | BinaryOperator::AtMost
            | BinaryOperator::Greater
            | BinaryOperator::AtLeast => self.compared(scope, operator, one, other, span),
            BinaryOperator::Divide => {
                let (expr, ty) = match self.divided(scope, one, other, span) {
                    Some(quotient) => quotient,
                    None => return Typed::wrong(),
                };
                if is_not_zero(other) {
                    return Typed::new(expr, ty);
                }
                self.error(
                    Code::DivisionWithoutElse,
                    span,
                    "What if this divides by zero?",
                )
                .hint("Say what it is then: `(a / b else c)`.")
                .tell();
                Typed::wrong()
            }
            BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply => {
                self.calculated(scope, operator, one, other, span)
            }
        }
    }

    fn equal(
        &mut self,
        scope: &mut Scope,
        operator: BinaryOperator,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
    ) -> Typed {
        for (none, beside) in [(one, other), (other, one)] {
            if !matches!(none.kind, ExprKind::Literal(Literal::None)) {
                continue;
            }
            let typed = self.expr(scope, beside, Wanted::Any);
            let Some(ty) = typed.ty else {
                return Typed::wrong();
            };
            if !matches!(ty, Type::Optional(_)) {
                let ty = self.types.describe(&ty);
                let message = format!("This is of the type `{ty}`, which is never none.");
                self.error(Code::NeverNone, beside.span, message)
                    .hint(format!("Where it may be none, its type is `{ty}?`."))
                    .tell();
                return Typed::wrong();
            }
            let operands = vec![typed.expr, super::expression::nothing()];
            return Typed::new(apply(equality(operator), operands), Type::Bool);
        }
        let (operands, ty) = self.alike(scope, &[one, other], Wanted::Any);
        match ty {
            Some(_) => Typed::new(apply(equality(operator), operands), Type::Bool),
            None => Typed::wrong(),
        }
    }

    fn compared(
        &mut self,
        scope: &mut Scope,
        operator: BinaryOperator,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
        span: Span,
    ) -> Typed {
        let (mut operands, ty) = self.alike(scope, &[one, other], Wanted::Any);
        let Some(ty) = ty else {
            return Typed::wrong();
        };
        if !is_ordered(&ty) {
            if is_ordered(without_none(&ty)) {
                self.may_be_none(&ty, span);
            } else {
                let ty = self.types.describe(&ty);
                let message = format!("Values of the type `{ty}` have no order.");
                self.error(Code::WrongOperands, span, message).tell();
            }
            return Typed::wrong();
        }
        if matches!(operator, BinaryOperator::Greater | BinaryOperator::AtLeast) {
            operands.reverse();
        }
        let operator = match operator {
            BinaryOperator::Less | BinaryOperator::Greater => Operator::Less,
            _ => Operator::AtMost,
        };
        Typed::new(apply(operator, operands), Type::Bool)
    }

    /// Both operands of a calculation. A literal alone on one side is of the type of the other.
    fn both(
        &mut self,
        scope: &mut Scope,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
    ) -> Option<((Expr, Type), (Expr, Type))> {
        let is_empty = |tree: &tree::Expr| match &tree.kind {
            ExprKind::List(parts) => parts.is_empty(),
            ExprKind::Map(parts) => parts.is_empty(),
            _ => false,
        };
        let (one, other) = if is_empty(one) {
            let other = self.expr(scope, other, Wanted::Any);
            (self.expr(scope, one, Wanted::of(&other.ty)), other)
        } else {
            let one = self.expr(scope, one, Wanted::Any);
            let wanted = match &one.ty {
                None => Wanted::Unclear,
                Some(_) if is_empty(other) => Wanted::of(&one.ty),
                Some(_) => Wanted::Any,
            };
            let other = self.expr(scope, other, wanted);
            (one, other)
        };
        Some(((one.expr, one.ty?), (other.expr, other.ty?)))
    }

    fn calculated(
        &mut self,
        scope: &mut Scope,
        operator: BinaryOperator,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
        span: Span,
    ) -> Typed {
        let Some((one, other)) = self.both(scope, one, other) else {
            return Typed::wrong();
        };
        let types = (one.1.clone(), other.1.clone());
        combination(operator, one, other).unwrap_or_else(|| {
            let (word, sign) = match operator {
                BinaryOperator::Multiply => ("multiplied", "*"),
                BinaryOperator::Subtract => ("subtracted", "-"),
                _ => ("added", "+"),
            };
            self.wrong_operands(&types, (word, sign), span)
        })
    }

    /// Values of these types don't go together.
    pub(super) fn wrong_operands(
        &mut self,
        types: &(Type, Type),
        (word, sign): (&str, &str),
        span: Span,
    ) -> Typed {
        let (one, other) = types;
        if [one, other]
            .into_iter()
            .any(|ty| matches!(ty, Type::Optional(_)))
        {
            let ty = if matches!(one, Type::Optional(_)) {
                one
            } else {
                other
            };
            self.may_be_none(ty, span);
            return Typed::wrong();
        }
        let hint = match word {
            "added" => operands_hint(one, other),
            _ => "",
        };
        let (one, other) = (self.types.describe(one), self.types.describe(other));
        let message = format!("`{one}` {sign} `{other}`: such values can't be {word}.");
        self.error(Code::WrongOperands, span, message)
            .hint(hint)
            .tell();
        Typed::wrong()
    }

    /// A quotient that may be none.
    fn divided(
        &mut self,
        scope: &mut Scope,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
        span: Span,
    ) -> Option<(Expr, Type)> {
        let ((one, one_type), (other, other_type)) = self.both(scope, one, other)?;
        let quotient = match (&one_type, &other_type) {
            (Type::Int, Type::Int) => (Operator::Divide, one, other, Type::Int),
            (Type::Decimal, Type::Decimal) => (Operator::DivideDecimals, one, other, Type::Decimal),
            (Type::Int, Type::Decimal) => (
                Operator::DivideDecimals,
                to_decimal(one),
                other,
                Type::Decimal,
            ),
            (Type::Decimal, Type::Int) => (
                Operator::DivideDecimals,
                one,
                to_decimal(other),
                Type::Decimal,
            ),
            (Type::Duration, Type::Int) => (Operator::Divide, one, other, Type::Duration),
            (Type::Duration, Type::Decimal) => {
                (Operator::DivideDecimals, one, other, Type::Duration)
            }
            _ => {
                self.wrong_operands(&(one_type, other_type), ("divided", "/"), span);
                return None;
            }
        };
        let (operator, one, other, ty) = quotient;
        Some((apply(operator, vec![one, other]), ty))
    }

    /// `a else b`: also after a division.
    pub(super) fn otherwise(
        &mut self,
        scope: &mut Scope,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
        wanted: Wanted<'_>,
    ) -> Typed {
        if let ExprKind::Binary(BinaryOperator::Divide, dividend, divisor) = &one.kind {
            let quotient = self.divided(scope, dividend, divisor, one.span);
            let Some((expr, ty)) = quotient else {
                self.expr(scope, other, Wanted::Unclear);
                return Typed::wrong();
            };
            return self.or_else(scope, Typed::new(expr, ty), other);
        }
        let hint = wanted.plain().cloned().map(super::types::optional);
        let wanted = match (&hint, wanted) {
            (Some(hint), _) => Wanted::Is(hint),
            (None, wanted) => wanted,
        };
        let typed = self.expr(scope, one, wanted);
        match typed.ty {
            Some(Type::Optional(inner)) => {
                self.or_else(scope, Typed::new(typed.expr, *inner), other)
            }
            None => {
                self.expr(scope, other, Wanted::Unclear);
                Typed::wrong()
            }
            Some(ty) => {
                let ty = self.types.describe(&ty);
                let message = format!("This is of the type `{ty}`, which is never none.");
                self.error(Code::NeverNone, one.span, message)
                    .hint("Leave the `else` out. A key that a map lacks gives the zero of its type; `get(key, otherwise)` gives something else.")
                    .tell();
                Typed::wrong()
            }
        }
    }

    /// What stands after `else`, where what stands before it holds a value of its type or none.
    fn or_else(&mut self, scope: &mut Scope, one: Typed, other: &'t tree::Expr) -> Typed {
        let Some(ty) = one.ty else {
            return Typed::wrong();
        };
        let wide = super::types::optional(ty.clone());
        let typed = self.expr(scope, other, Wanted::Is(&wide));
        let Some(found) = typed.ty.clone() else {
            return Typed::wrong();
        };
        let result = match super::types::join(&ty, &found) {
            // Where the first is a whole number and the second a decimal, the first would have to be lifted.
            Some(joined) if joined == Type::Decimal && ty == Type::Int => ty,
            Some(joined) => joined,
            None => ty,
        };
        let Some(expr) = self.coerced(typed, &result, other.span) else {
            return Typed::wrong();
        };
        Typed::new(Expr::Else(Box::new(one.expr), Box::new(expr)), result)
    }
}

fn equality(operator: BinaryOperator) -> Operator {
    match operator {
        BinaryOperator::Unequal => Operator::Unequal,
        _ => Operator::Equal,
    }
}

/// Whether a divisor is a number other than zero.
fn is_not_zero(tree: &tree::Expr) -> bool {
    match &tree.kind {
        ExprKind::Literal(Literal::Int(value) | Literal::Decimal(value)) => *value != 0,
        ExprKind::Unary(UnaryOperator::Negate, inner) => is_not_zero(inner),
        _ => false,
    }
}
