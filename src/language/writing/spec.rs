//! A spec from a decision that was recorded.

use super::layout::{Piece, statement};
use super::literal::{instant, is_name, literal, named, quoted, zero};
use super::matter::{Asked, asked, category_of, command_named};
use super::mentions::{made, mentions};
use super::{Case, Ended, Happened};
use crate::engine::event::EventData;
use crate::engine::journal::{Refusal, RefusalStage};
use crate::engine::names::{Actor, ProcessName, StreamName};
use crate::engine::upcasting::EventShape;
use crate::engine::value::Value;
use crate::language::program::{Command, Event, FieldDef, Known, Program};
use crate::language::run::TextModel;
use std::collections::BTreeSet;

/// How far in a line of a spec stands.
const INDENT: usize = 2;

/// The code of a rule that was given none: it says nothing, so the reason is written too.
const NO_CODE: &str = "REFUSED";

/// The one refusal of a malformed command that a spec can bring about.
const INVALID_FIELDS: &str = "INVALID_FIELDS";

/// The spec that a recorded decision makes: what had happened, what was sent, and what followed.
///
/// What makes no difference is left out: fields of given events that are zero; who recorded an event and when, unless
/// the state or a row that the command looks up depends on it; the time of the decision, unless the command asks for it.
/// A field that the command fills from `newId` or `newCode`, itself or by a `let`, is left out of `then`, for such a
/// field is another one at each decision.
///
/// The spec tells what was recorded. It passes if these rules decide the same from what is given: not where the rules
/// were others, where a row that was looked up was stale, or where the command that an event answers makes a difference.
///
/// # Errors
/// Something of it can't be said in the language, or is not known to this model: what, as a sentence.
pub fn spec(model: &TextModel, case: &Case) -> Result<String, String> {
    let writing = Writing::new(model, case)?;
    let mut text = format!("spec {} {{\n", writing.quoted(&case.title)?);
    for happened in &case.given {
        text += &writing.given(happened)?;
    }
    if mentions(&writing.command.body, &[Known::Now]) {
        let now = Piece::Plain(format!("given now {}", instant(case.now)));
        text += &statement(INDENT, &now, "");
    }
    text += &writing.when()?;
    match &case.ended {
        Ended::Refused(refusal) => text += &writing.refused(refusal)?,
        Ended::Recorded(events) => text += &writing.recorded(events)?,
    }
    text += "}\n";
    Ok(text)
}

/// What a spec is written from.
struct Writing<'a> {
    model: &'a TextModel,
    program: &'a Program,
    case: &'a Case,
    command: &'a Command,
    payload: Value,
    /// The stream of the command.
    stream: StreamName,
}

impl<'a> Writing<'a> {
    fn new(model: &'a TextModel, case: &'a Case) -> Result<Self, String> {
        let program = model.program();
        let name = &case.command.command_type;
        let command = command_named(program, name);
        let command = command.ok_or_else(|| format!("This model has no command “{name}”."))?;
        let payload = case.command.payload.value().unwrap_or_default();
        let category = program.aggregates.get(command.aggregate);
        let category = category.map_or("", |aggregate| &aggregate.category);
        let key = command
            .fields
            .first()
            .and_then(|key| payload.get(&key.name));
        let key = key.and_then(Value::as_text).unwrap_or_default();
        Ok(Self {
            stream: StreamName::new(category, key),
            model,
            program,
            case,
            command,
            payload,
        })
    }

    /// An event that had happened, as it is today.
    fn given(&self, happened: &Happened) -> Result<String, String> {
        let mut text = String::new();
        for shape in self.model.today(&happened.event)? {
            let (index, event) = self.event(&shape)?;
            let stream = &happened.stream;
            if category_of(self.program, index) != Some(&stream.category) {
                let name = &shape.event_type;
                return Err(format!("“{name}” is no event of “{}”.", stream.category));
            }
            let mut parts = vec![Piece::Plain(self.quoted(&stream.id)?)];
            for field in &event.fields {
                let zero = zero(self.program, &field.field_type);
                let zero = literal(self.program, &zero, &field.field_type);
                let zero = zero.map(|zero| zero.after(&format!("{}: ", field.name)));
                let written = self.field(&shape, field)?;
                parts.extend(Some(written).filter(|written| zero.as_ref() != Some(written)));
            }
            let call = Piece::Brackets(format!("given {}(", shape.event_type), parts, ')');
            let asked = asked(self.program, self.command, index, *stream == self.stream);
            text += &statement(INDENT, &call, &self.came_about(happened, asked)?);
        }
        Ok(text)
    }

    /// As far as that makes a difference: who recorded an event, and when.
    fn came_about(&self, happened: &Happened, asked: Asked) -> Result<String, String> {
        let mut text = String::new();
        if asked.person || asked.role {
            text += &format!(" by {}", self.person(&happened.by)?);
        }
        if asked.role {
            text += &format!(" as {}", self.role(&happened.by)?);
        }
        if asked.time {
            text += &format!(" at {}", instant(happened.at));
        }
        Ok(text)
    }

    fn when(&self) -> Result<String, String> {
        let command = &self.case.command;
        let (name, actor) = (&command.command_type, &command.actor);
        let known = self.program.schema.command(name);
        let roles = known.map_or(&[][..], |(_, _, command)| &command.roles);
        let mut senders = self.program.schema.processes.iter();
        let mut senders = senders
            .by_ref()
            .filter(|process| process.commands.contains(name));
        let first = senders.next().map(|process| &process.name);
        let sender = ProcessName::new(actor.role.as_str());
        let by_process = first == Some(&sender) || senders.any(|it| it.name == sender);
        if !by_process && !roles.contains(&actor.role) {
            let (person, role) = (&actor.person, &actor.role);
            return Err(format!(
                "A spec can't say that {person} sends “{name}” as “{role}”."
            ));
        }
        let unsaid = roles.is_empty() && first == Some(&sender);
        let who = match unsaid && actor.person.as_str() == sender.as_str() {
            true => String::new(),
            false => format!("{} as {}: ", self.person(actor)?, self.role(actor)?),
        };
        let payload = self.payload.as_map().into_iter().flatten();
        for (field, _) in payload {
            if self.command.fields.iter().all(|known| known.name != *field) {
                return Err(format!("“{name}” has no field “{field}”."));
            }
        }
        let mut parts = Vec::new();
        for (place, field) in self.command.fields.iter().enumerate() {
            let value = self.payload.get(&field.name);
            let value =
                value.ok_or_else(|| format!("“{name}” has no readable “{}”.", field.name))?;
            let written = literal(self.program, value, &field.field_type);
            let written = written.ok_or_else(|| unsayable(name.as_str(), field, value))?;
            parts.push(match place {
                0 => written,
                _ => written.after(&format!("{}: ", field.name)),
            });
        }
        let call = Piece::Brackets(format!("when {who}{name}("), parts, ')');
        Ok(statement(INDENT, &call, ""))
    }

    fn refused(&self, refusal: &Refusal) -> Result<String, String> {
        let (code, reason) = (&refusal.code, &refusal.reason);
        if refusal.stage == RefusalStage::Validation && code != INVALID_FIELDS {
            return Err(format!("A spec can't bring this refusal about: {reason}"));
        }
        let told = match is_name(code) && code != NO_CODE {
            true => code.clone(),
            false => self.quoted(reason)?,
        };
        Ok(statement(
            INDENT,
            &Piece::Plain(format!("then refused {told}")),
            "",
        ))
    }

    fn recorded(&self, events: &[EventData]) -> Result<String, String> {
        let made = made(&self.command.body);
        let mut text = String::new();
        for event in events {
            for shape in self.model.today(event)? {
                text += &self.then(&shape, &made)?;
            }
        }
        match text.is_empty() {
            true => Ok(statement(
                INDENT,
                &Piece::Plain("then nothing".to_owned()),
                "",
            )),
            false => Ok(text),
        }
    }

    fn then(&self, shape: &EventShape, made: &BTreeSet<(usize, usize)>) -> Result<String, String> {
        let (index, event) = self.event(shape)?;
        let fields = event.fields.iter().enumerate();
        let told = fields.filter(|(place, _)| !made.contains(&(index, *place)));
        let parts = told.map(|(_, field)| self.field(shape, field));
        let parts = parts.collect::<Result<Vec<Piece>, String>>()?;
        let call = Piece::Brackets(format!("then {}(", shape.event_type), parts, ')');
        Ok(statement(INDENT, &call, ""))
    }

    fn event(&self, shape: &EventShape) -> Result<(usize, &'a Event), String> {
        let name = &shape.event_type;
        let mut events = self.program.events.iter().enumerate();
        let known = events.find(|(_, event)| event.event_type == *name);
        known.ok_or_else(|| format!("This model has no event “{name}”."))
    }

    fn field(&self, shape: &EventShape, field: &FieldDef) -> Result<Piece, String> {
        named(self.program, &shape.payload, field).ok_or_else(|| {
            let value = shape.payload.get(&field.name).cloned().unwrap_or_default();
            unsayable(shape.event_type.as_str(), field, &value)
        })
    }

    fn person(&self, actor: &Actor) -> Result<String, String> {
        let person = actor.person.as_str();
        match is_name(person) {
            true => Ok(person.to_owned()),
            false => self.quoted(person),
        }
    }

    /// The name in the text of a role, or of a process that sends.
    fn role(&self, actor: &Actor) -> Result<String, String> {
        let role = &actor.role;
        let process = ProcessName::new(role.as_str());
        if self.program.schema.process(&process).is_some() {
            return Ok(role.to_string());
        }
        let mut actors = self.program.actors.iter();
        let known = actors.find(|(_, known)| known == role);
        let known = known.map(|(name, _)| name.clone());
        known.ok_or_else(|| format!("This model has no role “{role}”."))
    }

    fn quoted(&self, text: &str) -> Result<String, String> {
        quoted(text)
            .ok_or_else(|| "A spec can't say a text with a carriage return in it.".to_owned())
    }
}

fn unsayable(of: &str, field: &FieldDef, value: &Value) -> String {
    let (name, value) = (&field.name, value.to_json());
    format!("A spec can't say “{name}” of “{of}”, which is {value}.")
}
