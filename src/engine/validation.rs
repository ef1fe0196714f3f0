//! Validation: what can be said of a command without any state, from the schema alone.

use super::commit::Command;
use super::journal::{FieldProblem, Refusal, RefusalStage};
use super::names::{ContextName, ProcessName, StreamName};
use super::schema::{CommandSchema, Field, FieldType, Schema};
use super::value::Value;
use std::collections::BTreeMap;

/// Where a valid command goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The context.
    pub context: ContextName,
    /// The stream.
    pub stream: StreamName,
    /// How many fields were checked.
    pub fields: usize,
}

/// Checks a command against the schema and says which stream it is for.
///
/// # Errors
/// The command is unknown, its role may not send it, or its fields are not as the schema has them.
pub fn validate(schema: &Schema, command: &Command) -> Result<Target, Refusal> {
    let Some((context, aggregate, known)) = schema.command(&command.command_type) else {
        let reason = format!("This model has no command “{}”.", command.command_type);
        return Err(invalid("UNKNOWN_COMMAND", reason));
    };
    let sender = ProcessName::new(command.actor.role.as_str());
    let process = schema.process(&sender);
    let sends = process.is_some_and(|p| p.commands.contains(&command.command_type));
    if !sends && !known.roles.contains(&command.actor.role) {
        return Err(invalid("WRONG_ROLE", wrong_role(command, known)));
    }
    let fields = payload_fields(command)?;
    let problems = check_fields("", &known.fields, &fields);
    if !problems.is_empty() {
        return Err(Refusal {
            fields: problems,
            ..invalid(
                "INVALID_FIELDS",
                "Some fields are not filled in as they should be.",
            )
        });
    }
    let key = fields.get(&known.key).and_then(Value::as_text);
    Ok(Target {
        context: context.name.clone(),
        stream: StreamName::new(&aggregate.category, key.unwrap_or_default()),
        fields: known.fields.len(),
    })
}

/// What is wrong with a value, in words; nothing where it fits.
pub fn check_value(field_type: &FieldType, value: &Value) -> Option<String> {
    match (field_type, value) {
        (FieldType::Bool, Value::Bool(_)) => None,
        (FieldType::Int { min, max }, Value::Int(number)) => check_int(*number, *min, *max),
        (FieldType::Instant, Value::Int(_)) => None,
        (FieldType::Duration, Value::Int(millis)) => check_int(*millis, 0, i64::MAX),
        (FieldType::Text { .. }, Value::Text(text)) if text.trim().is_empty() => {
            Some("It may not be empty.".to_owned())
        }
        (
            FieldType::Text { max_length } | FieldType::OptionalText { max_length },
            Value::Text(text),
        ) => check_length(text, *max_length),
        (FieldType::List(inner), Value::List(values)) => {
            values.iter().find_map(|value| check_value(inner, value))
        }
        (FieldType::Map(inner), Value::Map(values)) => values
            .iter()
            .find_map(|(key, value)| Some(format!("{key}: {}", check_value(inner, value)?))),
        (FieldType::Record(fields), Value::Map(values)) => check_fields("", fields, values)
            .first()
            .map(|problem| format!("{}: {}", problem.field, problem.problem)),
        _ => Some(format!("It must be {}.", expected(field_type))),
    }
}

fn invalid(code: &str, reason: impl Into<String>) -> Refusal {
    Refusal {
        stage: RefusalStage::Validation,
        code: code.to_owned(),
        reason: reason.into(),
        fields: Vec::new(),
    }
}

fn wrong_role(command: &Command, known: &CommandSchema) -> String {
    let roles: Vec<&str> = known.roles.iter().map(|role| role.as_str()).collect();
    format!(
        "{} is acting as {}, and only {} may do this.",
        command.actor.person,
        command.actor.role,
        roles.join(" or ")
    )
}

fn payload_fields(command: &Command) -> Result<BTreeMap<String, Value>, Refusal> {
    match command.payload.value() {
        Ok(Value::Map(fields)) => Ok(fields),
        Ok(_) => Err(invalid(
            "INVALID_FIELDS",
            "A command's payload is a map of its fields.",
        )),
        Err(error) => {
            let reason = format!("The command's payload can't be read: {error}.");
            Err(invalid("INVALID_FIELDS", reason))
        }
    }
}

fn check_fields(
    path: &str,
    fields: &[Field],
    values: &BTreeMap<String, Value>,
) -> Vec<FieldProblem> {
    let mut problems: Vec<FieldProblem> = fields
        .iter()
        .filter_map(|field| {
            let problem = match values.get(&field.name) {
                None => Some("It is missing.".to_owned()),
                Some(value) => check_value(&field.field_type, value),
            };
            Some(FieldProblem {
                field: format!("{path}{}", field.name),
                problem: problem?,
            })
        })
        .collect();
    let unknown = values
        .keys()
        .filter(|name| fields.iter().all(|field| field.name != **name));
    problems.extend(unknown.map(|name| FieldProblem {
        field: format!("{path}{name}"),
        problem: "This command has no such field.".to_owned(),
    }));
    problems
}

fn check_int(number: i64, min: i64, max: i64) -> Option<String> {
    if number < min {
        return Some(format!("It must be at least {min}."));
    }
    (number > max).then(|| format!("It must be at most {max}."))
}

fn check_length(text: &str, max_length: usize) -> Option<String> {
    let length = text.chars().count();
    (length > max_length).then(|| format!("It has {length} characters; {max_length} is the most."))
}

fn expected(field_type: &FieldType) -> &'static str {
    match field_type {
        FieldType::Bool => "yes or no",
        FieldType::Int { .. } => "a whole number",
        FieldType::Instant => "a date and time, for example 2026-03-14T10:30:00Z",
        FieldType::Duration => "a span of time in milliseconds",
        FieldType::Text { .. } | FieldType::OptionalText { .. } => "a text",
        FieldType::List(_) => "a list",
        FieldType::Map(_) => "a map",
        FieldType::Record(_) => "a record",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_says_what_is_wrong() {
        let seats = FieldType::Int { min: 1, max: 20 };
        assert_eq!(check_value(&seats, &Value::Int(20)), None);
        assert_eq!(
            check_value(&seats, &Value::Int(0)).as_deref(),
            Some("It must be at least 1.")
        );
        assert_eq!(
            check_value(&seats, &Value::from("2")).as_deref(),
            Some("It must be a whole number.")
        );
        let name = FieldType::Text { max_length: 3 };
        assert!(check_value(&name, &Value::from("äöü")).is_none());
        assert!(check_value(&name, &Value::from("abcd")).is_some());
        assert!(check_value(&name, &Value::from("  ")).is_some());
        assert_eq!(check_value(&FieldType::Instant, &Value::Int(-1)), None);
        assert!(check_value(&FieldType::Instant, &Value::from("soon")).is_some());
        assert!(check_value(&FieldType::Duration, &Value::Int(-1)).is_some());
        let map = FieldType::Map(Box::new(seats));
        let value = Value::map([("Workshop", Value::Int(99))]);
        assert_eq!(
            check_value(&map, &value).as_deref(),
            Some("Workshop: It must be at most 20.")
        );
    }
}
