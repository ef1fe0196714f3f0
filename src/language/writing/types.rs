//! Types as the language writes them, and what a stored value may have been.

use crate::engine::value::Value;
use crate::language::program::{Program, Type};

/// A type as it is written.
pub(super) fn type_text(program: &Program, of: &Type) -> String {
    let inner = |of: &Type| type_text(program, of);
    match of {
        Type::Bool => "Bool".to_owned(),
        Type::Int => "Int".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::Text => "Text".to_owned(),
        Type::Id => "Id".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Instant => "Instant".to_owned(),
        Type::Duration => "Duration".to_owned(),
        Type::Enum(index) => {
            let name = program.enums.get(*index).map(|of| of.name.clone());
            name.unwrap_or_default()
        }
        Type::Record(index) => {
            let name = program.records.get(*index).map(|of| of.name.clone());
            name.unwrap_or_default()
        }
        Type::List(of) => format!("List<{}>", inner(of)),
        Type::Set(of) => format!("Set<{}>", inner(of)),
        Type::Map(key, of) => format!("Map<{}, {}>", inner(key), inner(of)),
        Type::Optional(of) => format!("{}?", inner(of)),
    }
}

/// The type that a stored value may be of, from the value alone. `None` where no type takes it, such as a map whose
/// values are of several types: that was a record.
pub(super) fn guessed(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Null => Type::Optional(Box::new(Type::Text)),
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Text(_) => Type::Text,
        Value::List(values) => Type::List(Box::new(of_all(values.iter())?)),
        Value::Map(values) => Type::Map(Box::new(Type::Text), Box::new(of_all(values.values())?)),
    })
}

/// The type of all these values; texts where there is none.
fn of_all<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Type> {
    let mut types = values.map(guessed);
    let Some(first) = types.next() else {
        return Some(Type::Text);
    };
    types.all(|of| of == first).then_some(first).flatten()
}
