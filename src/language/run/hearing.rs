//! What a process hears of, read from an input.

use super::super::program::Cause;
use super::super::value::{Datum, Symbol, Texts};
use super::lifting;
use super::plain;
use super::prepared::Prepared;
use crate::engine::process::{HappenedEvent, Input, InputKind, SentCommand};
use crate::engine::upcasting::EventShape;
use std::cell::RefCell;

/// What was heard: mostly one thing; an old event may have been lifted to several.
pub(super) type Heard = Vec<HeardPart>;

/// One thing that was heard.
#[derive(Debug)]
pub(super) struct HeardPart {
    pub(super) cause: Cause,
    /// Fields of the event or of the refused command.
    pub(super) fields: Vec<Datum>,
    /// The key of the event's stream.
    pub(super) key: Symbol,
    pub(super) person: Symbol,
    pub(super) role: Symbol,
    /// The command that the event answers.
    pub(super) answers: String,
    pub(super) recorded_at: i64,
    pub(super) code: Symbol,
    pub(super) reason: Symbol,
}

/// Reads an input of a process.
///
/// # Errors
/// The model can't read it: why.
pub(super) fn hear(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    process: usize,
    input: &Input,
) -> Result<Heard, String> {
    match &input.kind {
        InputKind::Event(event) => hear_event(prepared, texts, event),
        InputKind::Deadline(deadline) => {
            let process = prepared.program.processes.get(process);
            let mut deadlines = process.map_or(&[][..], |p| &p.deadlines).iter();
            let place = deadlines.position(|name| *name == deadline.name);
            let cause = place.map(Cause::Deadline);
            Ok(cause
                .map(|cause| part(prepared, cause))
                .into_iter()
                .collect())
        }
        InputKind::Refused(command, refusal) => {
            let mut heard = hear_refused(prepared, texts, command)?;
            let mut texts = texts.borrow_mut();
            heard.code = texts.intern(&refusal.code);
            heard.reason = texts.intern(&refusal.reason);
            Ok(vec![heard])
        }
    }
}

fn hear_event(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    event: &HappenedEvent,
) -> Result<Heard, String> {
    let shape = EventShape {
        event_type: event.event_type.clone(),
        schema_version: event.schema_version,
        payload: event.payload.clone(),
    };
    let shapes = lifting::lifted_shape(prepared, texts, shape)?;
    let mut texts = texts.borrow_mut();
    let mut heard = Vec::new();
    for shape in shapes {
        let shape_name = (&shape.event_type, shape.schema_version);
        let (index, fields) = lifting::read(prepared, &mut texts, shape_name, &shape.payload)?;
        heard.push(HeardPart {
            fields,
            key: texts.intern(&event.stream.id),
            person: texts.intern(event.actor.person.as_str()),
            role: texts.intern(event.actor.role.as_str()),
            answers: event.command.to_string(),
            recorded_at: event.recorded_at.millis(),
            ..part(prepared, Cause::Event(index))
        });
    }
    Ok(heard)
}

fn hear_refused(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    command: &SentCommand,
) -> Result<HeardPart, String> {
    let name = &command.command_type;
    let known = prepared.commands.get(name).copied();
    let index = known.ok_or_else(|| format!("This model has no command “{name}”."))?;
    let fields = prepared.program.commands.get(index);
    let fields = fields.map_or(&[][..], |command| &command.fields);
    let mut texts = texts.borrow_mut();
    let read = plain::read_fields(&mut texts, &prepared.program, &command.payload, fields);
    let fields = read.map_err(|field| format!("“{name}” has no readable “{field}”."))?;
    Ok(HeardPart {
        fields,
        ..part(prepared, Cause::RefusalOf(index))
    })
}

fn part(prepared: &Prepared, cause: Cause) -> HeardPart {
    let empty = prepared.empty;
    HeardPart {
        cause,
        fields: Vec::new(),
        key: empty,
        person: empty,
        role: empty,
        answers: String::new(),
        recorded_at: 0,
        code: empty,
        reason: empty,
    }
}
