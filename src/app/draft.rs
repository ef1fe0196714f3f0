//! Drafts: a task's form as it is being filled in, and the command that it makes.

use super::plain::{inline, readable};
use crate::engine::commit::Command;
use crate::engine::decimal;
use crate::engine::environment::derived_id;
use crate::engine::model::{History, World};
use crate::engine::names::{Actor, CommandId, ReadModelName};
use crate::engine::ordered;
use crate::engine::schema::{
    CommandSchema, Field, FieldType, InputSource, Pick, Present, Schema, TaskSchema,
};
use crate::engine::time::Timestamp;
use crate::engine::value::{Payload, Value};
use crate::engine::version::StreamVersion;
use std::collections::{BTreeMap, BTreeSet};

/// The most values offered for picking; more can't be looked through anyway.
const MOST_OPTIONS: usize = 500;

/// How many rows are read at a time until there are enough values.
const ROWS_AT_A_TIME: usize = 1000;

/// A form that is being filled in.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// The task's place in the schema.
    pub task: usize,
    /// The id that the command will have. Sent again after a failure it is still the same command.
    pub id: CommandId,
    /// The time when the form was opened: what a preview decides with.
    pub now: Timestamp,
    /// What is filled in, by field.
    pub fields: BTreeMap<String, Filled>,
    /// The fields in which the person has typed numbers; the numbers of others were only proposed.
    pub touched: BTreeSet<String>,
    /// What the fields that are typed over began with.
    pub begun: BTreeMap<String, Begun>,
    /// Whether a lost race is told instead of being decided again.
    pub tell_lost_race: bool,
    /// The version of the stream that the person has seen.
    pub seen: Option<StreamVersion>,
    /// Whether it was sent and nobody knows what came of it. Sent again as it is, it takes effect once; changed, it is
    /// another command and gets another id.
    pub unanswered: bool,
}

/// What is filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filled {
    /// A text, a number or a choice.
    Text(String),
    /// Numbers by key.
    Entries(BTreeMap<String, String>),
}

/// What a field began with that is typed over what is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Begun {
    /// What picks the row: the texts of other fields.
    pub row: Vec<String>,
    /// What stood there.
    pub filled: Filled,
}

impl Default for Filled {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// Something to pick, and what describes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PickOption {
    /// The value.
    pub value: String,
    /// What describes it, in a few words; perhaps empty.
    pub about: String,
    /// How many of it there are, where that limits what is offered.
    pub most: Option<i64>,
}

/// Where options come from: the live world.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// What the columns are called.
    pub schema: &'a Schema,
    /// The decoded events.
    pub history: &'a dyn History,
    /// The world.
    pub world: &'a World,
}

impl Options<'_> {
    /// What there is to pick, given what the other fields say.
    pub fn of(&self, pick: &Pick, fields: &BTreeMap<String, Filled>) -> Vec<PickOption> {
        // A value may stand in several rows; the first one describes it.
        let mut seen = BTreeSet::new();
        let has = |row: &Value| {
            let mut only = pick.only.iter();
            only.all(|(column, value)| row.get(column) == Some(value))
        };
        self.rows(&pick.read_model)
            .filter(|row| has(row) && fits(&pick.matching, row, fields))
            .filter_map(|row| self.option(pick, &row))
            .filter(|option| seen.insert(option.value.clone()))
            .take(MOST_OPTIONS)
            .collect()
    }

    /// What is there now, given what the other fields say. `None` where they pick no row.
    pub fn present(&self, present: &Present, fields: &BTreeMap<String, Filled>) -> Option<Value> {
        let mut rows = self.rows(&present.read_model);
        let row = rows.find(|row| fits(&present.matching, row, fields))?;
        row.get(&present.column).cloned()
    }

    /// The rows of a read model, read as they are needed.
    fn rows(self, read_model: &ReadModelName) -> impl Iterator<Item = Value> {
        let window = move |first| {
            let window = first..first + ROWS_AT_A_TIME;
            self.history.rows(self.world, read_model, window)
        };
        let begin = window(0);
        let rest = (ROWS_AT_A_TIME..begin.total).step_by(ROWS_AT_A_TIME);
        let rest = rest.flat_map(move |first| window(first).rows);
        begin.rows.into_iter().chain(rest).map(|(_, row)| row)
    }

    fn nothing(&self, pick: &Pick) -> bool {
        if pick.only.is_empty() {
            return self.history.rows(self.world, &pick.read_model, 0..0).total == 0;
        }
        self.of(pick, &BTreeMap::new()).is_empty()
    }

    fn option(&self, pick: &Pick, row: &Value) -> Option<PickOption> {
        let about: Vec<String> = pick
            .describe
            .iter()
            .filter_map(|column| self.describe(pick, column, row.get(column)?))
            .collect();
        Some(PickOption {
            value: inline(row.get(&pick.column)?),
            about: about.join(" · "),
            most: pick.most.as_ref().and_then(|most| row.get(most)?.as_int()),
        })
    }

    /// A number needs a word to say what it counts; a text speaks for itself.
    fn describe(&self, pick: &Pick, column: &str, value: &Value) -> Option<String> {
        let read_model = self.schema.read_model(&pick.read_model)?;
        let column = read_model.columns.iter().find(|c| c.name == column)?;
        let value = readable(&column.field_type, value);
        Some(match value {
            Value::Int(_) => format!("{} {}", inline(&value), column.title.to_lowercase()),
            _ => inline(&value),
        })
    }

    /// Why a task can't succeed now: something must be picked and there is nothing.
    pub fn blocked(&self, task: &TaskSchema) -> Option<String> {
        task.inputs.iter().find_map(|input| match &input.source {
            InputSource::Picked(pick) if pick.matching.is_empty() => {
                self.nothing(pick).then(|| pick.when_empty.clone())
            }
            _ => None,
        })
    }
}

impl Draft {
    /// A form with sensible values filled in.
    pub fn new(task: usize, id: &str, now: Timestamp) -> Self {
        Self {
            task,
            id: CommandId::new(id),
            now,
            fields: BTreeMap::new(),
            touched: BTreeSet::new(),
            begun: BTreeMap::new(),
            tell_lost_race: false,
            seen: None,
            unanswered: false,
        }
    }

    /// The form is being changed: what nobody answered stays a command of its own.
    pub fn change(&mut self) {
        if self.unanswered {
            self.unanswered = false;
            self.id = CommandId::new(derived_id(self.id.as_str(), "changed"));
        }
    }

    /// Fills in what can be told: new ids, the first thing to pick, what is there now, the least number. What is filled
    /// in and still possible stays.
    pub fn settle(&mut self, task: &TaskSchema, command: &CommandSchema, options: Options<'_>) {
        for input in &task.inputs {
            let field = command.fields.iter().find(|f| f.name == input.field);
            let Some(field) = field else { continue };
            let proposed = |filled: &Filled| {
                matches!(filled, Filled::Entries(_)) && !self.touched.contains(&field.name)
            };
            let filled = self.fields.remove(&field.name);
            let filled = filled.filter(|filled| !proposed(filled));
            let settled = match &input.source {
                InputSource::NewId => Filled::Text(new_id(&self.id, field)),
                InputSource::Always(value) => typed(&field.field_type, value),
                InputSource::Picked(pick) => {
                    settle_pick(field, filled, &options.of(pick, &self.fields))
                }
                InputSource::TypedOver(present) => self.type_over(field, filled, present, options),
                InputSource::Typed | InputSource::Suggested(_) => {
                    filled.unwrap_or_else(|| first_value(&field.field_type))
                }
            };
            self.fields.insert(field.name.clone(), settled);
        }
    }

    /// What the person has typed over what is there; or else what is there now. Another row begins anew.
    fn type_over(
        &mut self,
        field: &Field,
        filled: Option<Filled>,
        present: &Present,
        options: Options<'_>,
    ) -> Filled {
        let row = present.matching.iter();
        let row = row.map(|(_, other)| self.text(other).to_owned());
        let there = options.present(present, &self.fields);
        let begun = Begun {
            row: row.collect(),
            filled: there.map_or_else(
                || first_value(&field.field_type),
                |value| typed(&field.field_type, &value),
            ),
        };
        let before = self.begun.insert(field.name.clone(), begun.clone());
        let before = before.filter(|before| before.row == begun.row);
        match (filled, before) {
            (Some(filled), Some(before)) if filled != before.filled => filled,
            _ => begun.filled,
        }
    }

    /// Makes new ids from the id that the command has now. One that names the stream stays: it is about the same thing.
    pub fn renew_ids(&mut self, task: &TaskSchema, command: &CommandSchema) {
        for input in &task.inputs {
            let field = command.fields.iter().find(|f| f.name == input.field);
            if let (InputSource::NewId, Some(field)) = (&input.source, field)
                && field.name != command.key
            {
                let id = new_id(&self.id, field);
                self.fields.insert(field.name.clone(), Filled::Text(id));
            }
        }
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> &str {
        match self.fields.get(field) {
            Some(Filled::Text(text)) => text,
            _ => "",
        }
    }

    /// The number typed for a key of a field.
    pub fn entry(&self, field: &str, key: &str) -> &str {
        match self.fields.get(field) {
            Some(Filled::Entries(entries)) => entries.get(key).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The command as it is filled in. What can't be read stays a text, and validation says what is wrong with it.
    pub fn command(&self, schema: &Schema, actor: &Actor) -> Option<Command> {
        let task = schema.tasks.get(self.task)?;
        let (_, _, command) = schema.command(&task.command_type)?;
        let fields = command.fields.iter().map(|field| {
            let filled = self.fields.get(&field.name).cloned().unwrap_or_default();
            (field.name.as_str(), read(&field.field_type, &filled))
        });
        Some(Command {
            id: self.id.clone(),
            command_type: task.command_type.clone(),
            payload: Payload::of(&Value::map(fields)),
            actor: actor.clone(),
            not_after: None,
        })
    }
}

/// Whether columns of a row equal what fields say: (column, field).
fn fits(matching: &[(String, String)], row: &Value, fields: &BTreeMap<String, Filled>) -> bool {
    matching.iter().all(|(column, field)| {
        let wanted = match fields.get(field) {
            Some(Filled::Text(text)) => text.as_str(),
            _ => return false,
        };
        row.get(column).and_then(Value::as_text) == Some(wanted)
    })
}

fn settle_pick(field: &Field, filled: Option<Filled>, options: &[PickOption]) -> Filled {
    if field.field_type.of_each_key().is_some() {
        let mut entries = match filled {
            Some(Filled::Entries(entries)) => entries,
            // The first key has a number to begin with, so that the form says something from the start.
            _ => {
                let first = options.first();
                ordered::map(first.map(|first| (first.value.clone(), "1".to_owned())))
            }
        };
        entries.retain(|key, _| options.iter().any(|option| option.value == *key));
        return Filled::Entries(entries);
    }
    match filled {
        Some(Filled::Text(text)) if options.iter().any(|o| o.value == text) => Filled::Text(text),
        _ => Filled::Text(options.first().map_or(String::new(), |o| o.value.clone())),
    }
}

fn first_value(field_type: &FieldType) -> Filled {
    match field_type {
        FieldType::Bool => Filled::Text("false".to_owned()),
        FieldType::Int { min, max } => Filled::Text(1.clamp(*min, *max).to_string()),
        FieldType::Duration => Filled::Text("0".to_owned()),
        FieldType::Decimal { min, max } => Filled::Text(decimal::text(0.clamp(*min, *max))),
        FieldType::Enum(words) => Filled::Text(words.first().cloned().unwrap_or_default()),
        FieldType::Map(_) | FieldType::MapBy(..) => Filled::Entries(BTreeMap::new()),
        _ => Filled::default(),
    }
}

/// A short readable id made from the command's: the same for the same command.
fn new_id(command: &CommandId, field: &Field) -> String {
    let hash = derived_id(command.as_str(), &field.name);
    let initial = field.name.chars().next().unwrap_or('i');
    format!("{initial}-{}", &hash[..8])
}

/// What a person would have typed to say this.
fn typed(field_type: &FieldType, value: &Value) -> Filled {
    Filled::Text(match (field_type, value) {
        (FieldType::Instant, Value::Int(millis)) => Timestamp::from_millis(*millis).iso(),
        (_, Value::Null) => String::new(),
        (_, Value::Text(text)) => text.clone(),
        (_, value) => value.to_json(),
    })
}

fn read(field_type: &FieldType, filled: &Filled) -> Value {
    match (field_type, filled) {
        (FieldType::Map(inner) | FieldType::MapBy(_, inner), Filled::Entries(entries)) => {
            Value::map(
                entries
                    .iter()
                    .filter(|(_, text)| !text.trim().is_empty())
                    .map(|(key, text)| (key.clone(), read_text(inner, text))),
            )
        }
        (_, Filled::Entries(_)) => Value::Null,
        (field_type, Filled::Text(text)) => read_text(field_type, text),
    }
}

fn read_text(field_type: &FieldType, text: &str) -> Value {
    let text = text.trim();
    match field_type {
        FieldType::Bool if text == "true" => Value::Bool(true),
        FieldType::Bool if text == "false" => Value::Bool(false),
        FieldType::Int { .. } | FieldType::Duration => text
            .parse::<i64>()
            .map_or_else(|_| Value::from(text), Value::Int),
        FieldType::Instant => Timestamp::parse(text)
            .map_or_else(|| Value::from(text), |time| Value::Int(time.millis())),
        FieldType::Optional(_) if text.is_empty() => Value::Null,
        FieldType::Optional(inner) => read_text(inner, text),
        FieldType::List(_)
        | FieldType::Set(_)
        | FieldType::Map(_)
        | FieldType::MapBy(..)
        | FieldType::Record(_) => Value::from_json(text).unwrap_or_else(|_| Value::from(text)),
        FieldType::Bool
        | FieldType::Decimal { .. }
        | FieldType::Date
        | FieldType::Enum(_)
        | FieldType::Text { .. }
        | FieldType::OptionalText { .. }
        | FieldType::TextWithin { .. } => Value::from(text),
    }
}
