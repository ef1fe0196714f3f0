//! Values that are known beforehand: bounds, beginnings, what is always filled in, times of a story.

use super::Checker;
use super::scope::{Body, Scope};
use super::types::Member;
use crate::engine::calendar::day_text;
use crate::engine::decimal;
use crate::engine::value::Value;
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Operator, Type};
use crate::language::syntax::expression::{self as tree, ExprKind, Literal, UnaryOperator};
use crate::language::syntax::model;
use crate::language::value::{Datum, SortedMap};

impl<'t> Checker<'t> {
    /// A bound of a type: a number that is written out.
    pub(super) fn bound(&mut self, tree: &'t tree::Expr, is_decimal: bool) -> Option<i64> {
        let (negative, inner) = match &tree.kind {
            ExprKind::Unary(UnaryOperator::Negate, inner) => (true, &**inner),
            _ => (false, tree),
        };
        let number = match &inner.kind {
            ExprKind::Literal(Literal::Int(number)) if is_decimal => {
                Some(number.saturating_mul(decimal::ONE))
            }
            ExprKind::Literal(Literal::Int(number)) => Some(*number),
            ExprKind::Literal(Literal::Decimal(parts)) if is_decimal => Some(*parts),
            ExprKind::Broken => return None,
            _ => None,
        };
        if number.is_none() {
            self.error(
                Code::WrongBounds,
                tree.span,
                "A bound is a number that is written out.",
            )
            .tell();
        }
        number.map(|number| {
            if negative {
                number.saturating_neg()
            } else {
                number
            }
        })
    }

    /// A value of a type that is known beforehand.
    pub(super) fn constant(&mut self, tree: &'t tree::Expr, wanted: &Type) -> Option<Datum> {
        let mut scope = Scope::new(Body::Constant);
        let expr = self.expr_of(&mut scope, tree, wanted)?;
        let found = fold(&expr);
        if found.is_none() {
            let message = "This is not known beforehand.";
            self.error(Code::NotConstant, tree.span, message)
                .hint("Write the value out.")
                .tell();
        }
        found
    }

    /// What the fields of a state or a row are at first.
    pub(super) fn initial(&mut self, fields: &'t [model::Field], members: &[Member]) -> Vec<Datum> {
        let mut values = Vec::new();
        for member in members {
            let Some(ty) = &member.ty else {
                values.push(Datum::None);
                continue;
            };
            let field = member.written.and_then(|written| fields.get(written));
            let told = field.and_then(|field| field.initial.as_ref());
            let told = told.and_then(|initial| self.constant(initial, ty));
            let value = told.unwrap_or_else(|| self.zero(ty));
            values.push(value);
        }
        values
    }

    /// The zero of a type.
    pub(super) fn zero(&mut self, ty: &Type) -> Datum {
        match ty {
            Type::Bool
            | Type::Int
            | Type::Decimal
            | Type::Date
            | Type::Instant
            | Type::Duration
            | Type::Enum(_) => Datum::Number(0),
            Type::Text | Type::Id => Datum::Text(self.texts.intern("")),
            Type::Record(index) => {
                let record = self.types.records.get(*index);
                record.map_or(Datum::None, |record| record.zero.clone())
            }
            Type::List(_) => Datum::list(Vec::new()),
            Type::Set(_) => Datum::set(SortedMap::default()),
            Type::Map(..) => Datum::map(SortedMap::default()),
            Type::Optional(_) => Datum::None,
        }
    }

    /// A value as it is stored.
    pub(super) fn plain(&self, datum: &Datum, ty: &Type) -> Value {
        match (datum, ty) {
            (datum, Type::Optional(inner)) => match datum {
                Datum::None => Value::Null,
                datum => self.plain(datum, inner),
            },
            (Datum::Number(number), Type::Bool) => Value::Bool(*number != 0),
            (Datum::Number(number), Type::Decimal) => Value::from(decimal::text(*number)),
            (Datum::Number(number), Type::Date) => Value::from(day_text(*number)),
            (Datum::Number(number), Type::Enum(index)) => {
                let cases = self.types.enums.get(*index).map(|it| it.cases.as_slice());
                let place = usize::try_from(*number).unwrap_or(usize::MAX);
                let case = cases.and_then(|cases| cases.get(place));
                Value::Text(case.cloned().unwrap_or_default())
            }
            (Datum::Number(number), _) => Value::Int(*number),
            (Datum::Text(symbol), _) => Value::from(self.texts.get(*symbol)),
            (Datum::List(items), Type::List(inner)) => {
                Value::List(items.iter().map(|item| self.plain(item, inner)).collect())
            }
            (Datum::Set(members), Type::Set(inner)) => Value::List(
                members
                    .iter()
                    .map(|(key, _)| self.plain(key, inner))
                    .collect(),
            ),
            (Datum::Map(entries), Type::Map(key_type, inner)) => {
                let entry = |(key, value)| (self.key_text(key, key_type), self.plain(value, inner));
                Value::map(entries.iter().map(entry))
            }
            (Datum::Record(values), Type::Record(index)) => {
                let fields = self
                    .types
                    .records
                    .get(*index)
                    .map(|it| it.fields.as_slice());
                let fields = fields.unwrap_or_default().iter().zip(values.iter());
                let field = |(member, value): (&Member, &Datum)| {
                    let value = member.ty.as_ref().map(|ty| self.plain(value, ty));
                    (member.name.clone(), value.unwrap_or_default())
                };
                Value::map(fields.map(field))
            }
            _ => Value::Null,
        }
    }

    fn key_text(&self, key: &Datum, ty: &Type) -> String {
        match self.plain(key, ty) {
            Value::Text(text) => text,
            value => value.to_json(),
        }
    }
}

/// The value of an expression that needs nothing but itself.
pub(super) fn fold(expr: &Expr) -> Option<Datum> {
    let all = |parts: &[Expr]| parts.iter().map(fold).collect::<Option<Vec<Datum>>>();
    Some(match expr {
        Expr::Constant(datum) => datum.clone(),
        Expr::List(parts) => Datum::list(all(parts)?),
        Expr::Record(parts) => Datum::record(all(parts)?),
        Expr::Set(parts) => {
            let mut members = SortedMap::default();
            for part in parts {
                members.insert(fold(part)?, Datum::None);
            }
            Datum::set(members)
        }
        Expr::Map(parts) => {
            let mut entries = SortedMap::default();
            for (key, value) in parts {
                entries.insert(fold(key)?, fold(value)?);
            }
            Datum::map(entries)
        }
        Expr::Apply(operator, operands) => Datum::Number(number(operator, &all(operands)?)?),
        _ => return None,
    })
}

fn number(operator: &Operator, operands: &[Datum]) -> Option<i64> {
    match (operator, operands) {
        (Operator::Negate, [Datum::Number(one)]) => Some(one.saturating_neg()),
        (Operator::ToDecimal, [Datum::Number(one)]) => Some(one.saturating_mul(decimal::ONE)),
        (Operator::Add, [Datum::Number(one), Datum::Number(other)]) => {
            Some(one.saturating_add(*other))
        }
        (Operator::Subtract, [Datum::Number(one), Datum::Number(other)]) => {
            Some(one.saturating_sub(*other))
        }
        (Operator::Multiply, [Datum::Number(one), Datum::Number(other)]) => {
            Some(one.saturating_mul(*other))
        }
        _ => None,
    }
}
