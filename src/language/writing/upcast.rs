//! A ready-made upcast for stored events that a model no longer reads.

use super::layout::{Piece, statement};
use super::literal::{is_name, literal, zero};
use super::types::{guessed, type_text};
use crate::engine::names::EventType;
use crate::engine::value::Value;
use crate::language::program::{Event, FieldDef, Program, Type};

/// An upcast to be put behind the model, for events that are stored in this version of their shape, such as this one.
///
/// Its fields are those that are stored: of today's type where that fits, else of one that is guessed. What the event
/// has today is taken from them where name and type are the same; the rest is zero, to be filled in. An event that the
/// model has no more is lifted to nothing. What else is to be done stands above it, as a comment.
pub fn upcast(program: &Program, event_type: &EventType, version: u32, payload: &Value) -> String {
    let mut events = program.events.iter();
    let today = events.find(|event| event.event_type == *event_type);
    let (stored, passed_over) = stored_fields(program, today, payload);
    let to_do = to_do(program, today, event_type, version);
    let lines = to_do.into_iter().chain(passed_over);
    let mut text: String = lines.map(|line| format!("// {line}\n")).collect();
    let fields = stored.iter().map(|field| {
        let of = type_text(program, &field.field_type);
        Piece::Plain(format!("{}: {of}", field.name))
    });
    let fields = fields.collect();
    let heading = Piece::Brackets(format!("upcast {event_type} v{version} ("), fields, ')');
    text += &match today {
        None => statement(0, &heading, " { }"),
        Some(today) => {
            let into = statement(2, &lifted(program, today, &stored), "");
            format!("{}{into}}}\n", statement(0, &heading, " {"))
        }
    };
    text
}

/// What has to be done beside putting the upcast into the model.
fn to_do(
    program: &Program,
    today: Option<&Event>,
    event_type: &EventType,
    version: u32,
) -> Vec<String> {
    let mut lines = Vec::new();
    match today {
        None => lines.push(format!(
            "There is no event `{event_type}` any more. Has it another name today? Write `into Name(…)`."
        )),
        Some(today) if today.version <= version => lines.push(format!(
            "Its shape has changed: make it `event {event_type} v{} (…)`.",
            version.saturating_add(1)
        )),
        Some(_) => {}
    }
    let mut upcasts = program.upcasts.iter();
    if upcasts.any(|it| it.event_type == *event_type && it.version == version) {
        let known = format!("`{event_type} v{version}`");
        lines.push(format!(
            "It stands in for the upcast of {known} that there is."
        ));
    }
    lines
}

/// The fields that are stored, and what no field can stand for, each as a sentence.
fn stored_fields(
    program: &Program,
    today: Option<&Event>,
    payload: &Value,
) -> (Vec<FieldDef>, Vec<String>) {
    let known = today.map_or(&[][..], |event| &event.fields);
    let (mut fields, mut passed_over) = (Vec::new(), Vec::new());
    // Those that the event still has come first, in today's order.
    let place = |name: &str| known.iter().position(|field| field.name == name);
    let mut stored: Vec<(&String, &Value)> = payload.as_map().into_iter().flatten().collect();
    stored.sort_by_key(|(name, _)| place(name).unwrap_or(known.len()));
    for (name, value) in stored {
        let today = place(name).and_then(|place| known.get(place));
        let today = today.map(|field| field.field_type.clone());
        let fitting = today.filter(|of| literal(program, value, of).is_some());
        let field_type = fitting
            .or_else(|| guessed(value))
            .ok_or("say of which type it is");
        match field_type {
            _ if !is_name(name) => passed_over.push(no_field(name, "it can't be a name")),
            Err(why) => passed_over.push(no_field(name, why)),
            Ok(field_type) => fields.push(FieldDef {
                name: name.clone(),
                field_type,
            }),
        }
    }
    (fields, passed_over)
}

fn no_field(name: &str, why: &str) -> String {
    // A line in it would end the comment.
    let name = name.escape_debug();
    format!("What is stored as “{name}” is passed over: {why}.")
}

/// The event of today, from what is stored as far as that goes.
fn lifted(program: &Program, today: &Event, stored: &[FieldDef]) -> Piece {
    let parts = today.fields.iter().map(|field| {
        let name = &field.name;
        let is_stored = stored.contains(field) || stored.iter().any(|it| becomes(it, field));
        let value = match is_stored {
            true => Piece::Plain(name.clone()),
            false => {
                let zero = zero(program, &field.field_type);
                let zero = literal(program, &zero, &field.field_type);
                zero.unwrap_or_else(|| Piece::Plain("none".to_owned()))
            }
        };
        value.after(&format!("{name}: "))
    });
    Piece::Brackets(format!("into {}(", today.event_type), parts.collect(), ')')
}

/// Whether a whole number is stored where a decimal is wanted, which takes it.
fn becomes(stored: &FieldDef, today: &FieldDef) -> bool {
    let wanted = match &today.field_type {
        Type::Optional(of) => of,
        of => of,
    };
    stored.name == today.name && stored.field_type == Type::Int && *wanted == Type::Decimal
}
