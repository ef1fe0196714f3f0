//! Validation: what can be said of a command without any state, from the schema alone.

use super::calendar::day_of;
use super::commit::Command;
use super::decimal;
use super::journal::{FieldProblem, Refusal, RefusalStage};
use super::names::{ContextName, ProcessName, StreamName};
use super::schema::{CommandSchema, Field, FieldType, Schema};
use super::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most words of an enum that a message names.
const MOST_WORDS: usize = 20;

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
        return Err(invalid("WRONG_ROLE", wrong_role(schema, command, known)));
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
        (FieldType::Optional(_), Value::Null) => None,
        (FieldType::Optional(inner), value) => check_value(inner, value),
        (field_type, Value::Text(text)) => check_text(field_type, text),
        (FieldType::List(inner), Value::List(values)) => check_each(inner, values),
        (FieldType::Set(inner), Value::List(values)) => {
            let mut seen = BTreeSet::new();
            let twice = values.iter().any(|value| !seen.insert(value));
            let problem = twice.then(|| "It holds a value twice.".to_owned());
            problem.or_else(|| check_each(inner, values))
        }
        (FieldType::Map(inner), Value::Map(values)) => check_entries(None, inner, values),
        (FieldType::MapBy(key, inner), Value::Map(values)) => {
            check_entries(Some(key), inner, values)
        }
        (FieldType::Record(fields), Value::Map(values)) => check_fields("", fields, values)
            .first()
            .map(|problem| format!("{}: {}", problem.field, problem.problem)),
        _ => Some(format!("It must be {}.", expected(field_type))),
    }
}

fn check_text(field_type: &FieldType, text: &str) -> Option<String> {
    let must = || Some(format!("It must be {}.", expected(field_type)));
    match field_type {
        FieldType::Text { .. } if text.trim().is_empty() => Some("It may not be empty.".to_owned()),
        FieldType::Text { max_length } | FieldType::OptionalText { max_length } => {
            check_length(text, *max_length)
        }
        FieldType::TextWithin {
            min_length,
            max_length,
        } => {
            let length = text.chars().count();
            let short = length < *min_length;
            let problem = format!("It has {length} characters; {min_length} is the fewest.");
            short
                .then_some(problem)
                .or_else(|| check_length(text, *max_length))
        }
        FieldType::Decimal { min, max } => match decimal::parse(text) {
            None => must(),
            Some(parts) if parts < *min => {
                Some(format!("It must be at least {}.", decimal::text(*min)))
            }
            Some(parts) if parts > *max => {
                Some(format!("It must be at most {}.", decimal::text(*max)))
            }
            Some(_) => None,
        },
        FieldType::Date if day_of(text).is_some() => None,
        FieldType::Enum(words) if words.iter().any(|word| word == text) => None,
        FieldType::Enum(words) => {
            let words: Vec<&str> = words.iter().take(MOST_WORDS).map(String::as_str).collect();
            Some(format!("It must be one of {}.", words.join(", ")))
        }
        _ => must(),
    }
}

fn check_each(inner: &FieldType, values: &[Value]) -> Option<String> {
    values.iter().find_map(|value| check_value(inner, value))
}

fn check_entries(
    keys: Option<&FieldType>,
    inner: &FieldType,
    values: &BTreeMap<String, Value>,
) -> Option<String> {
    values.iter().find_map(|(key, value)| {
        let problem = keys.and_then(|keys| check_value(keys, &key_value(keys, key)));
        let problem = problem.or_else(|| check_value(inner, value));
        problem.map(|problem| format!("{key}: {problem}"))
    })
}

/// The key of a map as the value that its text stands for. What stands for none stays a text.
fn key_value(field_type: &FieldType, key: &str) -> Value {
    let text = || Value::from(key);
    match field_type {
        FieldType::Bool if key == "true" => Value::Bool(true),
        FieldType::Bool if key == "false" => Value::Bool(false),
        FieldType::Int { .. } | FieldType::Instant | FieldType::Duration => {
            let number = key.parse::<i64>().ok();
            // One number has one text: `+1` and `01` are not among them.
            let number = number.filter(|number| number.to_string() == key);
            number.map_or_else(text, Value::Int)
        }
        _ => text(),
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

fn wrong_role(schema: &Schema, command: &Command, known: &CommandSchema) -> String {
    let role = &command.actor.role;
    if known.roles.is_empty() {
        return "Only processes send this.".to_owned();
    }
    let is_process = schema.process(&ProcessName::new(role.as_str())).is_some();
    if !is_process && schema.actors.iter().all(|actor| actor.role != *role) {
        let roles: Vec<&str> = schema.actors.iter().map(|it| it.role.as_str()).collect();
        return format!(
            "There is no role “{role}”. The roles are {}.",
            roles.join(", ")
        );
    }
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
        FieldType::Decimal { .. } => "a number with up to four digits after the point",
        FieldType::Date => "a date, for example 2026-03-14",
        FieldType::Enum(_) => "one of its words",
        FieldType::Text { .. } | FieldType::OptionalText { .. } | FieldType::TextWithin { .. } => {
            "a text"
        }
        FieldType::Optional(inner) => expected(inner),
        FieldType::List(_) => "a list",
        FieldType::Set(_) => "a list of different values",
        FieldType::Map(_) | FieldType::MapBy(..) => "a map",
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

    #[test]
    fn the_types_of_text_models_say_what_is_wrong() {
        let price = FieldType::Decimal {
            min: 0,
            max: 20_000,
        };
        let code = FieldType::TextWithin {
            min_length: 2,
            max_length: 3,
        };
        let stage = FieldType::Enum(vec!["Open".to_owned(), "Closed".to_owned()]);
        let seats = FieldType::Int { min: 0, max: 9 };
        let set = FieldType::Set(Box::new(seats.clone()));
        let by_stage = FieldType::MapBy(Box::new(stage.clone()), Box::new(seats.clone()));
        let by_number = FieldType::MapBy(Box::new(seats), Box::new(FieldType::Bool));
        let list = |numbers: &[i64]| Value::List(numbers.iter().copied().map(Value::Int).collect());
        let right = [
            (&price, Value::from("1.5")),
            (&code, Value::from("äb")),
            (&FieldType::Date, Value::from("2026-03-02")),
            (&stage, Value::from("Closed")),
            (&set, list(&[2, 1])),
            (&by_stage, Value::map([("Open", Value::Int(1))])),
            (&by_number, Value::map([("3", Value::Bool(true))])),
            (&FieldType::Optional(Box::new(stage.clone())), Value::Null),
        ];
        for (field_type, value) in right {
            assert_eq!(check_value(field_type, &value), None, "{value:?}");
        }
        let wrong = [
            (&price, Value::from("2.5"), "It must be at most 2."),
            (
                &price,
                Value::from("2,5"),
                "It must be a number with up to four digits after the point.",
            ),
            (
                &code,
                Value::from("ä"),
                "It has 1 characters; 2 is the fewest.",
            ),
            (
                &FieldType::Date,
                Value::from("2026-02-30"),
                "It must be a date, for example 2026-03-14.",
            ),
            (
                &stage,
                Value::from("open"),
                "It must be one of Open, Closed.",
            ),
            (&stage, Value::Null, "It must be one of its words."),
            (&set, list(&[1, 1]), "It holds a value twice."),
            (
                &by_stage,
                Value::map([("Ajar", Value::Int(1))]),
                "Ajar: It must be one of Open, Closed.",
            ),
            (
                &by_number,
                Value::map([("03", Value::Bool(true))]),
                "03: It must be a whole number.",
            ),
        ];
        for (field_type, value, problem) in wrong {
            assert_eq!(check_value(field_type, &value).as_deref(), Some(problem));
        }
    }
}
