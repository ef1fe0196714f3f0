//! Values as plain data, and back: what payloads, states and rows look like outside.

use super::super::program::{FieldDef, Program, Type};
use super::super::value::{Datum, SortedMap, Symbol, Texts};
use crate::engine::calendar::{day_of, day_text};
use crate::engine::decimal;
use crate::engine::value::Value;

/// A value as plain data.
pub(super) fn write(texts: &Texts, program: &Program, value: &Datum, of: &Type) -> Value {
    let inner = |value: &Datum, of: &Type| write(texts, program, value, of);
    match (of, value) {
        (_, Datum::None) => Value::Null,
        (Type::Optional(of), value) => inner(value, of),
        (Type::Bool, value) => Value::Bool(value.is_true()),
        (Type::List(of), Datum::List(items)) => {
            Value::List(items.iter().map(|item| inner(item, of)).collect())
        }
        (Type::Set(of), Datum::Set(members)) => {
            let mut members: Vec<&Datum> = members.iter().map(|(member, _)| member).collect();
            if let Some(Datum::Text(_)) = members.first() {
                members.sort_by_key(|member| text(texts, member));
            }
            Value::List(
                members
                    .into_iter()
                    .map(|member| inner(member, of))
                    .collect(),
            )
        }
        (Type::Map(key, of), Datum::Map(map)) => Value::map(
            map.iter()
                .map(|(known, value)| (self::key(texts, program, known, key), inner(value, of))),
        ),
        (Type::Record(record), Datum::Record(values)) => {
            let fields = program.records.get(*record);
            write_fields(texts, program, values, fields.map_or(&[], |of| &of.fields))
        }
        (Type::Decimal | Type::Date | Type::Enum(_) | Type::Text | Type::Id, value) => {
            Value::Text(key(texts, program, value, of))
        }
        (_, value) => Value::Int(value.number()),
    }
}

/// Named values as plain data.
pub(super) fn write_fields(
    texts: &Texts,
    program: &Program,
    values: &[Datum],
    fields: &[FieldDef],
) -> Value {
    let pairs = fields.iter().zip(values);
    Value::map(pairs.map(|(field, value)| {
        let value = write(texts, program, value, &field.field_type);
        (field.name.as_str(), value)
    }))
}

/// The key of a map as a text.
pub(super) fn key(texts: &Texts, program: &Program, key: &Datum, of: &Type) -> String {
    match of {
        Type::Optional(of) => self::key(texts, program, key, of),
        Type::Text | Type::Id => text(texts, key).to_owned(),
        Type::Bool => key.is_true().to_string(),
        Type::Decimal => decimal::text(key.number()),
        Type::Date => day_text(key.number()),
        Type::Enum(of) => {
            let of = program.enums.get(*of);
            let place = usize::try_from(key.number()).ok();
            let case = of.zip(place).and_then(|(of, place)| of.cases.get(place));
            case.cloned().unwrap_or_default()
        }
        _ => key.number().to_string(),
    }
}

/// The key of a row as a text: its parts in order, numbers with at least three digits.
pub(super) fn key_of_row(
    texts: &Texts,
    program: &Program,
    parts: &[Datum],
    types: &[Type],
) -> String {
    let parts = parts.iter().zip(types).map(|(part, of)| match of {
        Type::Int => format!("{:03}", part.number()),
        _ => key(texts, program, part, of),
    });
    parts.collect::<Vec<_>>().join(" / ")
}

/// Reads plain data of a type. `None` where it does not fit.
pub(super) fn read(
    texts: &mut Texts,
    program: &Program,
    value: &Value,
    of: &Type,
) -> Option<Datum> {
    Some(match (of, value) {
        (Type::Optional(_), Value::Null) => Datum::None,
        (Type::Optional(of), value) => read(texts, program, value, of)?,
        (Type::Bool, Value::Bool(yes)) => Datum::truth(*yes),
        (Type::Int | Type::Instant | Type::Duration, Value::Int(number)) => Datum::Number(*number),
        (Type::List(of), Value::List(values)) => {
            let values = values.iter().map(|value| read(texts, program, value, of));
            Datum::list(values.collect::<Option<Vec<Datum>>>()?)
        }
        (Type::Set(of), Value::List(values)) => {
            let members = values
                .iter()
                .map(|value| Some((read(texts, program, value, of)?, Datum::None)));
            Datum::set(members.collect::<Option<SortedMap>>()?)
        }
        (Type::Map(key, of), Value::Map(values)) => {
            let mut map = SortedMap::default();
            for (name, value) in values {
                let name = read_key(texts, program, name, key)?;
                map.insert(name, read(texts, program, value, of)?);
            }
            Datum::map(map)
        }
        (Type::Record(record), Value::Map(_)) => {
            let fields = &program.records.get(*record)?.fields;
            Datum::record(read_fields(texts, program, value, fields).ok()?)
        }
        (Type::Decimal | Type::Date | Type::Enum(_) | Type::Text | Type::Id, Value::Text(text)) => {
            read_key(texts, program, text, of)?
        }
        _ => return None,
    })
}

/// Reads named values. What may be none may be missing.
///
/// # Errors
/// One that is missing or does not fit: its name.
pub(super) fn read_fields<'f>(
    texts: &mut Texts,
    program: &Program,
    payload: &Value,
    fields: &'f [FieldDef],
) -> Result<Vec<Datum>, &'f str> {
    let mut values = Vec::with_capacity(fields.len());
    for field in fields {
        let value = payload.get(&field.name).unwrap_or(&Value::Null);
        let value = read(texts, program, value, &field.field_type);
        values.push(value.ok_or(field.name.as_str())?);
    }
    Ok(values)
}

/// Reads the key of a map.
fn read_key(texts: &mut Texts, program: &Program, key: &str, of: &Type) -> Option<Datum> {
    Some(match of {
        Type::Text | Type::Id => Datum::Text(texts.intern(key)),
        Type::Bool => Datum::truth(key.parse().ok()?),
        Type::Decimal => Datum::Number(decimal::parse(key)?),
        Type::Date => Datum::Number(day_of(key).or_else(|| key.parse().ok())?),
        Type::Enum(of) => {
            let cases = &program.enums.get(*of)?.cases;
            let place = cases.iter().position(|case| case == key)?;
            Datum::Number(i64::try_from(place).ok()?)
        }
        Type::Int | Type::Instant | Type::Duration => Datum::Number(key.parse().ok()?),
        Type::Optional(of) => read_key(texts, program, key, of)?,
        _ => return None,
    })
}

/// The zero of a type.
pub(super) fn zero(program: &Program, of: &Type, empty: Symbol) -> Datum {
    match of {
        Type::Optional(_) => Datum::None,
        Type::Text | Type::Id => Datum::Text(empty),
        Type::List(_) => Datum::list(Vec::new()),
        Type::Set(_) => Datum::set(SortedMap::default()),
        Type::Map(..) => Datum::map(SortedMap::default()),
        Type::Record(record) => {
            let fields = program.records.get(*record);
            let fields = fields.map_or(&[][..], |of| &of.fields).iter();
            let zeros = fields.map(|field| zero(program, &field.field_type, empty));
            Datum::record(zeros.collect())
        }
        _ => Datum::Number(0),
    }
}

fn text<'t>(texts: &'t Texts, value: &Datum) -> &'t str {
    match value {
        Datum::Text(symbol) => texts.get(*symbol),
        _ => "",
    }
}
