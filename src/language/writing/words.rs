//! What every spec is written with: events, commands, people and roles in the words of a model.

use super::layout::{Piece, statement};
use super::literal::{instant, is_name, literal, named, quoted, zero};
use super::matter::{Asked, category_of};
use crate::engine::event::EventData;
use crate::engine::names::{Actor, CommandType, ProcessName, StreamName};
use crate::engine::time::Timestamp;
use crate::engine::upcasting::EventShape;
use crate::engine::value::Value;
use crate::language::program::{Command, Event, FieldDef, Program};
use crate::language::run::TextModel;

/// How far in a line of a spec stands.
const INDENT: usize = 2;

/// A line of a spec, with what follows it where it had to be broken.
pub(super) fn line(piece: &Piece, following: &str) -> String {
    statement(INDENT, piece, following)
}

/// A line of a spec that is never broken.
pub(super) fn plain_line(text: impl Into<String>) -> String {
    line(&Piece::Plain(text.into()), "")
}

/// The words of a model.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) model: &'a TextModel,
    pub(super) program: &'a Program,
}

impl<'a> Words<'a> {
    pub(super) fn of(model: &'a TextModel) -> Self {
        let program = model.program();
        Self { model, program }
    }

    /// An event that happened to a stream, as the events that it is today: each with its number, behind these letters.
    /// Fields that are zero are left out.
    pub(super) fn heard(
        &self,
        begin: &str,
        stream: &StreamName,
        event: &EventData,
    ) -> Result<Vec<(usize, Piece)>, String> {
        let shapes = self.model.today(event)?;
        let calls = shapes.iter().map(|shape| {
            let (index, event) = self.event(shape)?;
            if category_of(self.program, index) != Some(&stream.category) {
                let name = &shape.event_type;
                return Err(format!("“{name}” is no event of “{}”.", stream.category));
            }
            let mut parts = vec![Piece::Plain(self.quoted(&stream.id)?)];
            for field in &event.fields {
                let written = self.field(shape, field)?;
                if self.zero(field).as_ref() != Some(&written) {
                    parts.push(written);
                }
            }
            let open = format!("{begin}{}(", shape.event_type);
            Ok((index, Piece::Brackets(open, parts, ')')))
        });
        calls.collect()
    }

    fn zero(&self, field: &FieldDef) -> Option<Piece> {
        let payload = Value::map([(field.name.as_str(), zero(self.program, &field.field_type))]);
        named(self.program, &payload, field)
    }

    /// An event that follows, behind these letters. Some of its fields may be anything: these are left out.
    pub(super) fn follows(
        &self,
        begin: &str,
        shape: &EventShape,
        is_left_out: &dyn Fn(usize, usize) -> bool,
    ) -> Result<Piece, String> {
        let (index, event) = self.event(shape)?;
        let fields = event.fields.iter().enumerate();
        let told = fields.filter(|(place, _)| !is_left_out(index, *place));
        let parts = told.map(|(_, field)| self.field(shape, field));
        let parts = parts.collect::<Result<Vec<Piece>, String>>()?;
        let open = format!("{begin}{}(", shape.event_type);
        Ok(Piece::Brackets(open, parts, ')'))
    }

    /// A command behind these letters. Some of its fields may be anything: these are left out.
    pub(super) fn command(
        &self,
        begin: &str,
        (name, command): (&CommandType, &Command),
        payload: &Value,
        is_left_out: &dyn Fn(usize) -> bool,
    ) -> Result<Piece, String> {
        for (field, _) in payload.as_map().into_iter().flatten() {
            if command.fields.iter().all(|known| known.name != *field) {
                return Err(format!("“{name}” has no field “{field}”."));
            }
        }
        let mut parts = Vec::new();
        let fields = command.fields.iter().enumerate();
        for (place, field) in fields.filter(|(place, _)| !is_left_out(*place)) {
            let value = payload.get(&field.name);
            let unreadable = || format!("“{name}” has no readable “{}”.", field.name);
            let value = value.ok_or_else(unreadable)?;
            let written = literal(self.program, value, &field.field_type);
            let written = written.ok_or_else(|| unsayable(name.as_str(), field, value))?;
            parts.push(match place {
                0 => written,
                _ => written.after(&format!("{}: ", field.name)),
            });
        }
        Ok(Piece::Brackets(format!("{begin}{name}("), parts, ')'))
    }

    /// As far as that is asked for: who recorded an event, and when.
    pub(super) fn came_about(
        &self,
        by: &Actor,
        at: Timestamp,
        asked: Asked,
    ) -> Result<String, String> {
        let mut text = String::new();
        if asked.person || asked.role {
            text += &format!(" by {}", self.person(by)?);
        }
        if asked.role {
            text += &format!(" as {}", self.role(by)?);
        }
        if asked.time {
            text += &format!(" at {}", instant(at));
        }
        Ok(text)
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

    pub(super) fn person(&self, actor: &Actor) -> Result<String, String> {
        let person = actor.person.as_str();
        match is_name(person) {
            true => Ok(person.to_owned()),
            false => self.quoted(person),
        }
    }

    /// The name in the text of a role, or of a process that sends.
    pub(super) fn role(&self, actor: &Actor) -> Result<String, String> {
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

    pub(super) fn quoted(&self, text: &str) -> Result<String, String> {
        let written = quoted(text);
        written.ok_or_else(|| "A spec can't say a text with a carriage return in it.".to_owned())
    }
}

fn unsayable(of: &str, field: &FieldDef, value: &Value) -> String {
    let (name, value) = (&field.name, value.to_json());
    format!("A spec can't say “{name}” of “{of}”, which is {value}.")
}
