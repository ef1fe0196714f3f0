//! The door for commands as JSON: a line becomes a step, and values that people write otherwise become what is stored.

use crate::engine::names::{Actor, CommandType};
use crate::engine::schema::{Field, FieldType, Schema};
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::engine::version::ExpectedVersion;
use std::collections::BTreeMap;

/// What a line may say.
const MEMBERS: [&str; 5] = ["command", "payload", "role", "person", "at"];

/// Reads a command that is sent at this time or later.
///
/// # Errors
/// It is none: why, as the end of a sentence.
pub(super) fn step(schema: &Schema, line: &str, now: Timestamp) -> Result<StoryStep, String> {
    let value = Value::from_json(line).map_err(|error| no_json(&error))?;
    let Some(members) = value.as_map() else {
        return Err("it is JSON, but no object in braces".to_owned());
    };
    if let Some(unknown) = members
        .keys()
        .find(|name| !MEMBERS.contains(&name.as_str()))
    {
        let known = MEMBERS.map(|name| format!("\"{name}\"")).join(", ");
        return Err(format!("it has \"{unknown}\", and there are only {known}"));
    }
    let text = |name: &str| match value.get(name) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(format!("its \"{name}\" is no text")),
    };
    let command = text("command")?.ok_or("it has no \"command\"")?;
    let role = text("role")?.ok_or("it has no \"role\"")?;
    let at = match text("at")? {
        Some(at) => instant(at).ok_or_else(|| format!("“{at}” is no time"))?,
        None => now,
    };
    if at < now {
        return Err(format!(
            "it is sent at {at}, and it is {now} already: commands stand in the order of their times"
        ));
    }
    let command_type = CommandType::new(command);
    let known = schema.command(&command_type);
    let payload = value.get("payload").cloned().unwrap_or_default();
    Ok(StoryStep {
        at,
        actor: Actor::new(role, text("person")?.unwrap_or(role)),
        payload: match (known, payload) {
            (Some((.., known)), Value::Map(values)) => stored_fields(&known.fields, values),
            (_, payload) => payload,
        },
        command_type,
        expected: ExpectedVersion::Any,
    })
}

fn no_json(error: &serde_json::Error) -> String {
    if error.is_data() {
        let told = error.to_string();
        let why = told.split(" at line ").next().unwrap_or_default();
        return format!("at its character {}: {why}", error.column());
    }
    format!(
        "it is no JSON: its character {} can't be read. A command is one object on one line",
        error.column()
    )
}

/// The fields as they are stored; what may be none may be left out.
fn stored_fields(fields: &[Field], mut values: BTreeMap<String, Value>) -> Value {
    for field in fields {
        let value = match values.remove(&field.name) {
            Some(value) => stored(&field.field_type, value),
            None if matches!(field.field_type, FieldType::Optional(_)) => Value::Null,
            None => continue,
        };
        values.insert(field.name.clone(), value);
    }
    Value::Map(values)
}

/// A value as it is stored. What is neither this nor that stays, for the validation to tell.
fn stored(field_type: &FieldType, value: Value) -> Value {
    match (field_type, value) {
        (FieldType::Decimal { .. }, Value::Int(number)) => Value::Text(number.to_string()),
        (FieldType::Instant, Value::Text(text)) => match instant(&text) {
            Some(time) => Value::Int(time.millis()),
            None => Value::Text(text),
        },
        (FieldType::Optional(_), Value::Null) => Value::Null,
        (FieldType::Optional(inner), value) => stored(inner, value),
        (FieldType::List(inner) | FieldType::Set(inner), Value::List(values)) => {
            Value::List(values.into_iter().map(|it| stored(inner, it)).collect())
        }
        (FieldType::Map(inner) | FieldType::MapBy(_, inner), Value::Map(values)) => {
            let values = values.into_iter();
            Value::Map(values.map(|(key, it)| (key, stored(inner, it))).collect())
        }
        (FieldType::Record(fields), Value::Map(values)) => stored_fields(fields, values),
        (_, value) => value,
    }
}

/// A moment as it is written in JSON or in a model, where seconds may be left out.
fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text).or_else(|| Timestamp::parse(&format!("{text}:00")))
}
