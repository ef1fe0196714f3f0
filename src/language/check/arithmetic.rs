//! Arithmetic: what comes of adding, subtracting and multiplying values of two types.

use super::expression::{Typed, apply, to_decimal};
use super::operator::is_amount;
use super::types::join;
use crate::language::program::{Expr, Operator, Type};
use crate::language::syntax::expression::BinaryOperator;

/// What comes of adding, subtracting or multiplying two values. None where they don't go together.
pub(super) fn combined(operator: BinaryOperator, one: Typed, other: Typed) -> Option<Typed> {
    combination(operator, (one.expr, one.ty?), (other.expr, other.ty?))
}

pub(super) fn combination(
    operator: BinaryOperator,
    one: (Expr, Type),
    other: (Expr, Type),
) -> Option<Typed> {
    match operator {
        BinaryOperator::Multiply => product(one, other),
        BinaryOperator::Subtract => difference(one, other),
        _ => sum(one, other),
    }
}

fn typed(operator: Operator, one: Expr, other: Expr, ty: Type) -> Option<Typed> {
    Some(Typed::new(apply(operator, vec![one, other]), ty))
}

fn sum((one, one_type): (Expr, Type), (other, other_type): (Expr, Type)) -> Option<Typed> {
    match (one_type, other_type) {
        (Type::Int, Type::Decimal) => typed(Operator::Add, to_decimal(one), other, Type::Decimal),
        (Type::Decimal, Type::Int) => typed(Operator::Add, one, to_decimal(other), Type::Decimal),
        (Type::Date, Type::Duration) => typed(Operator::AddToDate, one, other, Type::Date),
        (Type::Duration, Type::Date) => typed(Operator::AddToDate, other, one, Type::Date),
        (Type::Instant, Type::Duration) | (Type::Duration, Type::Instant) => {
            typed(Operator::Add, one, other, Type::Instant)
        }
        (Type::Text | Type::Id, Type::Text | Type::Id) => {
            typed(Operator::JoinTexts, one, other, Type::Text)
        }
        (one_type @ Type::List(_), other_type) => {
            let ty = join(&one_type, &other_type)?;
            typed(Operator::JoinLists, one, other, ty)
        }
        (one_type @ Type::Map(..), other_type) => {
            let ty = amounts(&one_type, &other_type)?;
            typed(Operator::AddMaps, one, other, ty)
        }
        (ty, other_type) if ty == other_type && is_amount(&ty) => {
            typed(Operator::Add, one, other, ty)
        }
        _ => None,
    }
}

fn difference((one, one_type): (Expr, Type), (other, other_type): (Expr, Type)) -> Option<Typed> {
    let subtract = Operator::Subtract;
    match (one_type, other_type) {
        (Type::Int, Type::Decimal) => typed(subtract, to_decimal(one), other, Type::Decimal),
        (Type::Decimal, Type::Int) => typed(subtract, one, to_decimal(other), Type::Decimal),
        (Type::Date, Type::Date) => typed(Operator::BetweenDates, one, other, Type::Duration),
        (Type::Date, Type::Duration) => {
            let other = apply(Operator::Negate, vec![other]);
            typed(Operator::AddToDate, one, other, Type::Date)
        }
        (Type::Instant, Type::Instant) => typed(subtract, one, other, Type::Duration),
        (Type::Instant, Type::Duration) => typed(subtract, one, other, Type::Instant),
        (one_type @ Type::Map(..), other_type) => {
            let ty = amounts(&one_type, &other_type)?;
            typed(Operator::SubtractMaps, one, other, ty)
        }
        (ty, other_type) if ty == other_type && is_amount(&ty) => typed(subtract, one, other, ty),
        _ => None,
    }
}

fn product((one, one_type): (Expr, Type), (other, other_type): (Expr, Type)) -> Option<Typed> {
    let decimals = Operator::MultiplyDecimals;
    match (one_type, other_type) {
        (Type::Int, ty @ (Type::Int | Type::Decimal | Type::Duration)) => {
            typed(Operator::Multiply, other, one, ty)
        }
        (ty @ (Type::Decimal | Type::Duration), Type::Int) => {
            typed(Operator::Multiply, one, other, ty)
        }
        (Type::Decimal, ty @ (Type::Decimal | Type::Duration))
        | (ty @ Type::Duration, Type::Decimal) => typed(decimals, one, other, ty),
        _ => None,
    }
}

/// The type of two maps of amounts together.
fn amounts(one: &Type, other: &Type) -> Option<Type> {
    let ty = join(one, other)?;
    match &ty {
        Type::Map(_, value) if is_amount(value) => Some(ty),
        _ => None,
    }
}
