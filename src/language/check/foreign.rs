//! What people write who come from other languages, and what it is here.

use super::Checker;
use super::types::BUILT_IN;
use crate::language::program::{Expr, Type};
use crate::language::value::Datum;

/// How a type of other languages is called here: a hint.
fn foreign_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "String" | "Str" | "string" => "Write `Text`.",
        "Boolean" | "boolean" => "Write `Bool`.",
        "Integer" | "Long" | "integer" => "Write `Int`.",
        "Number" | "number" => "Write `Int` or `Decimal`.",
        "Float" | "Double" | "Money" => "Write `Decimal`.",
        "DateTime" | "Timestamp" | "Time" => "Write `Instant`, or `Date` for a day.",
        "UUID" | "Uuid" | "Guid" => "Write `Id`.",
        "Array" => "Write `List<T>`.",
        "Dict" | "Object" => "Write `Map<K, V>`.",
        _ => return None,
    })
}

/// How a value of other languages is called here: a hint.
pub(super) fn name_hint(name: &str) -> Option<&'static str> {
    match name {
        "null" | "nil" | "undefined" | "None" | "Null" | "NULL" => Some("Write `none`."),
        _ => None,
    }
}

/// What stands here for a method of collections elsewhere: a hint.
pub(super) fn method_hint(ty: &Type, name: &str) -> Option<&'static str> {
    Some(match (ty, name) {
        (Type::Map(..), "contains" | "containsKey" | "includes") => "Ask with `in`: `key in map`.",
        (Type::Map(..), "put" | "set" | "add") => "A statement changes it: `map[key] = value`.",
        (_, "contains" | "includes") => "Ask with `in`: `x in set`.",
        (Type::List(_), "add" | "push" | "append") => "A statement adds to it: `add x to list`.",
        (_, "add" | "push" | "append") => "A statement adds to it: `add x to set`.",
        (Type::Map(..), "remove" | "delete") => "A statement removes it: `remove map[key]`.",
        (_, "remove" | "delete") => "A statement removes it: `remove x from list`.",
        (_, "length" | "len") => "Write `size`.",
        (Type::List(_) | Type::Set(_), "max") => {
            "`max(a, b)` is of two values; of a list it is `list.sortBy(x => x).last`."
        }
        (Type::List(_) | Type::Set(_), "min") => {
            "`min(a, b)` is of two values; of a list it is `list.sortBy(x => x).first`."
        }
        _ => return None,
    })
}

/// What to do about operands that don't go together: a hint, or nothing.
pub(super) fn operands_hint(one: &Type, other: &Type) -> &'static str {
    match (one, other) {
        (Type::Instant | Type::Date | Type::Duration, Type::Int)
        | (Type::Int, Type::Instant | Type::Date | Type::Duration) => {
            "A length of time has a unit: `15 min`, `2 days`."
        }
        (Type::Set(_), _) => "Values are added by a statement each: `add x to set`.",
        (Type::List(_), _) => "One value is added by a statement: `add x to list`.",
        (Type::Text | Type::Id, _) | (_, Type::Text | Type::Id) => {
            "A value is put into a text in braces: `\"a{n}\"`."
        }
        (Type::Date, Type::Instant) | (Type::Instant, Type::Date) => {
            "The day of a moment is `.date`, as in `now.date`."
        }
        _ => "",
    }
}

impl Checker<'_> {
    /// What was meant by a type that is not there: a hint, or nothing.
    pub(super) fn type_hint(&self, name: &str) -> String {
        let known = || BUILT_IN.into_iter().chain(self.types.names());
        let foreign = foreign_type(name).map(str::to_owned);
        foreign.unwrap_or_else(|| self.did_you_mean(name, known()))
    }

    /// What to do about a value that is of another type than is wanted: a hint, or nothing.
    pub(super) fn conversion_hint(&self, expr: &Expr, found: &Type, wanted: &Type) -> String {
        let hint = match (found, wanted) {
            (Type::Decimal, Type::Int) => "`.toInt` leaves out what stands after the point.",
            (Type::Instant, Type::Date) => "Its day is `.date`, as in `now.date`.",
            (Type::Date, Type::Instant) => {
                "Its beginning is `.instant`; written out it is `2026-01-01T00:00`."
            }
            (Type::Int, Type::Duration) => "A length of time has a unit: `15 min`, `2 days`.",
            (Type::Text, Type::Enum(index)) => return self.case_hint(expr, *index),
            (ty, Type::Text) if !matches!(ty, Type::List(_) | Type::Set(_) | Type::Map(..)) => {
                "A value is put into a text in braces: `\"{n}\"`."
            }
            _ => "",
        };
        hint.to_owned()
    }

    /// A text that is the name of a case.
    fn case_hint(&self, expr: &Expr, index: usize) -> String {
        let Expr::Constant(Datum::Text(symbol)) = expr else {
            return String::new();
        };
        let (text, known) = (self.texts.get(*symbol), self.types.enums.get(index));
        match known.is_some_and(|known| known.cases.iter().any(|case| case == text)) {
            true => format!("The case is `{text}`, without quotation marks."),
            false => String::new(),
        }
    }

    /// A value of a type, as it could be written after `else`.
    pub(super) fn example(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "false".to_owned(),
            Type::Int | Type::Decimal => "0".to_owned(),
            Type::Text | Type::Id => "\"\"".to_owned(),
            Type::Duration => "0 min".to_owned(),
            Type::List(_) | Type::Set(_) => "[]".to_owned(),
            Type::Map(..) => "{}".to_owned(),
            Type::Optional(_) => "none".to_owned(),
            Type::Date | Type::Instant => "…".to_owned(),
            Type::Enum(index) => {
                let known = self.types.enums.get(*index);
                let case = known.and_then(|known| known.cases.first());
                case.cloned().unwrap_or_default()
            }
            Type::Record(index) => self
                .types
                .records
                .get(*index)
                .map_or_else(String::new, |it| {
                    let plain = |ty: &Type| !matches!(ty, Type::Record(_));
                    let parts = it.fields.iter().map(|field| match &field.ty {
                        Some(ty) if plain(ty) => self.example(ty),
                        _ => "…".to_owned(),
                    });
                    format!("{}({})", it.name, parts.collect::<Vec<_>>().join(", "))
                }),
        }
    }
}
