//! Commands drawn from tasks: what a person picks is there, and what they type is of the right kind.

use super::dice::Dice;
use super::town::Town;
use foldline::engine::command_handler::CommandRequest;
use foldline::engine::commit::Command;
use foldline::engine::names::{Actor, CommandId};
use foldline::engine::schema::{Field, FieldType, InputSource, Pick, Schema};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::ExpectedVersion;
use std::collections::BTreeMap;

const PEOPLE: [&str; 3] = ["Ada", "Ben", "Chen"];
const EMAILS: [&str; 4] = [
    "ada@example.org",
    "ADA@example.org",
    "ben@example.org",
    "ben",
];
const TEXTS: [&str; 4] = ["Ada", "Ben  Lee", "Cocktail party", "Workshop"];
const NUMBERS: [i64; 6] = [0, 1, 2, 5, 20, 19_900];

type Fields = BTreeMap<String, Value>;

/// A command that a task of this schema offers. None where there is nothing to pick for it.
pub(crate) fn next(town: &Town, schema: &Schema, number: usize) -> Option<CommandRequest> {
    let dice = &town.dice;
    let task = dice.pick(&schema.tasks)?;
    let known = schema.command_fields(&task.command_type);
    let mut fields = Fields::new();
    for input in &task.inputs {
        let field = known.iter().find(|field| field.name == input.field);
        let value = match &input.source {
            InputSource::Typed | InputSource::TypedOver(_) => typed(dice, field),
            InputSource::NewId => Value::from(format!("n-{number}")),
            InputSource::Always(value) => value.clone(),
            InputSource::Suggested(_) if dice.chance(200) => typed(dice, field),
            InputSource::Suggested(pick) | InputSource::Picked(pick) => {
                picked(town, pick, field, &fields)?
            }
        };
        fields.insert(input.field.clone(), value);
    }
    let command = Command {
        id: CommandId::new(format!("command {number}")),
        command_type: task.command_type.clone(),
        payload: Payload::of(&Value::Map(fields)),
        actor: Actor::new(task.role.as_str(), dice.pick(&PEOPLE)?),
        not_after: None,
    };
    Some(CommandRequest::by_person(command, ExpectedVersion::Any))
}

fn picked(town: &Town, pick: &Pick, field: Option<&Field>, fields: &Fields) -> Option<Value> {
    let rows = town.look(0, |bench| {
        let timeline = &bench.timeline;
        let history = timeline.history();
        history.rows(timeline.live(), &pick.read_model, 0..usize::MAX)
    });
    let fits = |row: &Value| {
        let mut matching = pick.matching.iter();
        let mut only = pick.only.iter();
        matching.all(|(column, field)| row.get(column) == fields.get(field))
            && only.all(|(column, value)| row.get(column) == Some(value))
    };
    let rows = rows.rows.into_iter().map(|(_, row)| row);
    let rows: Vec<Value> = rows.filter(fits).collect();
    let one = || town.dice.pick(&rows)?.get(&pick.column).cloned();
    match field.map(|field| &field.field_type) {
        Some(FieldType::Map(_) | FieldType::MapBy(..)) => {
            let many = 1 + town.dice.below(2);
            let seats = (0..many).filter_map(|_| {
                let key = one()?.as_text()?.to_owned();
                Some((key, Value::Int(1 + town.dice.below(4) as i64)))
            });
            let seats: Fields = seats.collect();
            (!seats.is_empty()).then_some(Value::Map(seats))
        }
        _ => one(),
    }
}

fn typed(dice: &Dice, field: Option<&Field>) -> Value {
    let text = |from: &[&str]| Value::from(dice.pick(from).copied().unwrap_or_default());
    match field {
        Some(field) if field.name == "email" => text(&EMAILS),
        Some(field) if matches!(field.field_type, FieldType::Int { .. }) => {
            Value::Int(dice.pick(&NUMBERS).copied().unwrap_or(0))
        }
        _ => text(&TEXTS),
    }
}
