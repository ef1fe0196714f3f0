//! Values as the language writes them.

use super::layout::Piece;
use crate::engine::calendar::{day_of, day_text};
use crate::engine::decimal;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::language::program::{FieldDef, Program, Type};

const DAY: i64 = 86_400_000;

/// The units of a duration that are written, the longest first: how many milliseconds one has, and its name for one and
/// for several.
const UNITS: [(i64, &str, &str); 5] = [
    (7 * DAY, "week", "weeks"),
    (DAY, "day", "days"),
    (3_600_000, "h", "h"),
    (60_000, "min", "min"),
    (1_000, "s", "s"),
];

const MILLISECOND: (i64, &str, &str) = (1, "ms", "ms");

/// From here on the digits of a number stand in groups of three.
const GROUPED: u64 = 10_000;

/// A stored value of a type. `None` where it is none of that type, or nothing can be written that means it.
pub(super) fn literal(program: &Program, value: &Value, of: &Type) -> Option<Piece> {
    let each = |values: &[Value], of: &Type| {
        let parts = values.iter().map(|value| literal(program, value, of));
        let parts = parts.collect::<Option<Vec<Piece>>>()?;
        Some(Piece::Brackets("[".to_owned(), parts, ']'))
    };
    let plain = match (of, value) {
        (Type::Optional(_), Value::Null) => "none".to_owned(),
        (Type::Optional(of), value) => return literal(program, value, of),
        (Type::Bool, Value::Bool(yes)) => yes.to_string(),
        (Type::Int, Value::Int(number)) => whole(*number),
        (Type::Instant, Value::Int(millis)) => instant(Timestamp::from_millis(*millis)),
        (Type::Duration, Value::Int(millis)) => duration(*millis),
        (Type::Decimal, Value::Text(text)) => of_parts(decimal::parse(text)?),
        (Type::Date, Value::Text(text)) => date(text)?,
        (Type::Text | Type::Id, Value::Text(text)) => quoted(text)?,
        (Type::Enum(index), Value::Text(text)) => {
            let cases = &program.enums.get(*index)?.cases;
            cases.iter().find(|case| *case == text)?.clone()
        }
        (Type::Record(index), Value::Map(_)) => {
            let record = program.records.get(*index)?;
            let parts = record
                .fields
                .iter()
                .map(|field| named(program, value, field));
            let parts = parts.collect::<Option<Vec<Piece>>>()?;
            return Some(Piece::Brackets(format!("{}(", record.name), parts, ')'));
        }
        (Type::List(of) | Type::Set(of), Value::List(values)) => return each(values, of),
        (Type::Map(key, of), Value::Map(values)) => {
            // A colon right behind a day or a moment would belong to it.
            let colon = match **key {
                Type::Date | Type::Instant => " : ",
                _ => ": ",
            };
            let parts = values.iter().map(|(name, value)| {
                let name = literal(program, &key_value(key, name)?, key)?.flat();
                Some(literal(program, value, of)?.after(&format!("{name}{colon}")))
            });
            let parts = parts.collect::<Option<Vec<Piece>>>()?;
            return Some(Piece::Brackets("{".to_owned(), parts, '}'));
        }
        _ => return None,
    };
    Some(Piece::Plain(plain))
}

/// A field of a payload with its name. What may be none may be missing.
pub(super) fn named(program: &Program, payload: &Value, field: &FieldDef) -> Option<Piece> {
    let value = payload.get(&field.name).unwrap_or(&Value::Null);
    let value = literal(program, value, &field.field_type)?;
    Some(value.after(&format!("{}: ", field.name)))
}

/// The zero of a type as it is stored.
pub(super) fn zero(program: &Program, of: &Type) -> Value {
    match of {
        Type::Bool => Value::Bool(false),
        Type::Int | Type::Instant | Type::Duration => Value::Int(0),
        Type::Decimal => Value::from("0"),
        Type::Date => Value::from(day_text(0)),
        Type::Text | Type::Id => Value::from(""),
        Type::Enum(index) => {
            let cases = program.enums.get(*index).map(|of| of.cases.as_slice());
            let first = cases.and_then(|cases| cases.first());
            Value::from(first.cloned().unwrap_or_default())
        }
        Type::Record(index) => {
            let fields = program.records.get(*index).map(|of| of.fields.as_slice());
            let fields = fields.unwrap_or_default().iter();
            Value::map(fields.map(|f| (f.name.as_str(), zero(program, &f.field_type))))
        }
        Type::List(_) | Type::Set(_) => Value::List(Vec::new()),
        Type::Map(..) => Value::map([] as [(&str, Value); 0]),
        Type::Optional(_) => Value::Null,
    }
}

/// A text in quotation marks. `None` of one with a carriage return: there is no sign for it, and editors take it for
/// the end of a line.
pub(super) fn quoted(text: &str) -> Option<String> {
    let mut written = String::from("\"");
    for letter in text.chars() {
        match letter {
            '\r' => return None,
            '\n' => written.push_str("\\n"),
            '"' | '\\' | '{' | '}' => written.extend(['\\', letter]),
            letter => written.push(letter),
        }
    }
    written.push('"');
    Some(written)
}

/// Whether a text can be a name.
pub(super) fn is_name(text: &str) -> bool {
    let reserved = [
        "and", "or", "not", "in", "if", "else", "true", "false", "none",
    ];
    let belongs = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.starts_with(char::is_alphabetic) && text.chars().all(belongs) && !reserved.contains(&text)
}

/// A moment. Milliseconds are added to it, for a moment is written to the second.
pub(super) fn instant(time: Timestamp) -> String {
    let millis = time.millis();
    let day = day_text(millis.div_euclid(DAY));
    if day_of(&day).is_none() {
        return from_1970("1970-01-01T00:00", millis);
    }
    let rest = millis.rem_euclid(DAY);
    let (seconds, millis) = (rest / 1_000, rest % 1_000);
    let (minutes, second) = (seconds / 60, seconds % 60);
    let mut written = format!("{day}T{:02}:{:02}", minutes / 60, minutes % 60);
    if second != 0 {
        written.push_str(&format!(":{second:02}"));
    }
    if millis != 0 {
        written.push_str(&format!(" + {millis} ms"));
    }
    written
}

/// A moment or a day so far from another that it has no four digits for its year.
fn from_1970(begin: &str, millis: i64) -> String {
    let distance = duration(millis);
    match distance.strip_prefix('-') {
        Some(distance) => format!("{begin} - {distance}"),
        None => format!("{begin} + {distance}"),
    }
}

/// A day as it is stored. `None` of one that no duration leads to.
fn date(text: &str) -> Option<String> {
    if day_of(text).is_some() {
        return Some(text.to_owned());
    }
    let millis = text.parse::<i64>().ok()?.checked_mul(DAY)?;
    Some(from_1970("1970-01-01", millis))
}

fn duration(millis: i64) -> String {
    let Some(size) = millis.checked_abs() else {
        // The number itself can't be written: it is the only one without a counterpart.
        return format!("-{} ms - 1 ms", i64::MAX);
    };
    let fitting = UNITS
        .iter()
        .find(|(unit, ..)| size != 0 && size % unit == 0);
    let (unit, one, several) = fitting.unwrap_or(&MILLISECOND);
    let count = size / unit;
    let name = if count == 1 { one } else { several };
    let sign = if millis < 0 { "-" } else { "" };
    format!("{sign}{} {name}", grouped(count.unsigned_abs()))
}

fn whole(number: i64) -> String {
    match number {
        i64::MIN => format!("-{} - 1", i64::MAX),
        _ if number < 0 => format!("-{}", grouped(number.unsigned_abs())),
        _ => grouped(number.unsigned_abs()),
    }
}

/// A decimal of so many parts.
fn of_parts(parts: i64) -> String {
    match parts {
        i64::MIN => format!("{} - 0.0001", decimal::text(-i64::MAX)),
        _ => decimal::text(parts),
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if number < GROUPED {
        return digits;
    }
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push('_');
        }
        written.push(digit);
    }
    written
}

/// The key of a map as the value that its text stands for.
fn key_value(of: &Type, key: &str) -> Option<Value> {
    Some(match of {
        Type::Bool => Value::Bool(key.parse().ok()?),
        Type::Int | Type::Instant | Type::Duration => Value::Int(key.parse().ok()?),
        _ => Value::from(key),
    })
}
