//! Values by chance, made from what a schema says of them.

use super::dice::Dice;
use foldline::engine::decimal;
use foldline::engine::schema::{Field, FieldType};
use foldline::engine::value::Value;

fn text(dice: &Dice, min: usize, max: usize) -> String {
    let words = ["o1", "o2", "a b", "ada@example.org", "äöü𝄞", "x", "Open"];
    let word = words[dice.below(words.len())];
    let mut text = if dice.chance(900) {
        word.to_owned()
    } else {
        word.repeat(10)
    };
    while text.chars().count() < min.max(1) {
        text.push('z');
    }
    text.chars().take(max).collect()
}

fn number(dice: &Dice, min: i64, max: i64) -> i64 {
    match dice.below(8) {
        0 => min,
        1 => max,
        _ => (i64::try_from(dice.below(20)).unwrap_or(0) - 4).clamp(min, max),
    }
}

/// A value of this type.
pub(crate) fn value(dice: &Dice, of: &FieldType) -> Value {
    let several = |least: usize| 0..least + dice.below(4 - least);
    match of {
        FieldType::Bool => Value::Bool(dice.chance(500)),
        FieldType::Int { min, max } => Value::Int(number(dice, *min, *max)),
        FieldType::Instant => Value::Int(number(dice, -5, 4_102_444_800_000)),
        FieldType::Duration => Value::Int(number(dice, 0, 90_000_000)),
        FieldType::Decimal { min, max } => Value::from(decimal::text(number(dice, *min, *max))),
        FieldType::Date => Value::from(["2026-03-02", "1970-01-01", "2000-02-29"][dice.below(3)]),
        FieldType::Enum(words) => Value::from(words[dice.below(words.len())].as_str()),
        FieldType::Text { max_length } => Value::from(text(dice, 1, *max_length)),
        FieldType::OptionalText { max_length } if dice.chance(900) => {
            Value::from(text(dice, 0, *max_length))
        }
        FieldType::OptionalText { .. } => Value::from(""),
        FieldType::TextWithin {
            min_length,
            max_length,
        } => Value::from(text(dice, *min_length, *max_length)),
        FieldType::Optional(_) if dice.chance(400) => Value::Null,
        FieldType::Optional(inner) => value(dice, inner),
        FieldType::List(inner) => Value::List(several(0).map(|_| value(dice, inner)).collect()),
        FieldType::Set(inner) => {
            let values = several(0).map(|_| value(dice, inner));
            let values: std::collections::BTreeSet<Value> = values.collect();
            Value::List(values.into_iter().collect())
        }
        FieldType::Map(inner) => {
            Value::map(several(0).map(|_| (text(dice, 1, 9), value(dice, inner))))
        }
        FieldType::MapBy(key, inner) => Value::map(several(0).map(|_| {
            let key = match value(dice, key) {
                Value::Text(text) => text,
                key => key.to_json(),
            };
            (key, value(dice, inner))
        })),
        FieldType::Record(fields) => fields_of(dice, fields),
    }
}

/// A value for each field.
pub(crate) fn fields_of(dice: &Dice, fields: &[Field]) -> Value {
    let field = |field: &Field| (field.name.clone(), value(dice, &field.field_type));
    Value::map(fields.iter().map(field))
}

/// The same payload with something wrong in it, perhaps.
pub(crate) fn spoiled(dice: &Dice, payload: Value) -> Value {
    let Value::Map(mut fields) = payload else {
        return payload;
    };
    let names: Vec<String> = fields.keys().cloned().collect();
    let wrong = [
        Value::Null,
        Value::Int(i64::MIN),
        Value::from(""),
        Value::from("x".repeat(70_000)),
        Value::List(vec![Value::Bool(true), Value::Null]),
        Value::map([("a", Value::Int(1))]),
    ];
    match (dice.pick(&names), dice.below(4)) {
        (Some(name), 0) => drop(fields.remove(name)),
        (Some(name), _) => {
            drop(fields.insert(name.clone(), wrong[dice.below(wrong.len())].clone()))
        }
        (None, _) => drop(fields.insert("nothing".to_owned(), Value::Null)),
    }
    Value::Map(fields)
}
