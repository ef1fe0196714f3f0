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
    let mut text = String::new();
    let mut comment = |line: String| text += &format!("// {line}\n");
    match today {
        None => comment(format!(
            "There is no event `{event_type}` any more. If it has another name today, write `into Name(…)` in the braces."
        )),
        Some(today) if today.version <= version => comment(format!(
            "Its shape has changed: make it `event {event_type} v{} (…)`.",
            version.saturating_add(1)
        )),
        Some(_) => {}
    }
    let mut upcasts = program.upcasts.iter();
    if upcasts.any(|it| it.event_type == *event_type && it.version == version) {
        comment(format!(
            "It stands in for the upcast of `{event_type} v{version}` that there is."
        ));
    }
    for name in passed_over {
        comment(format!(
            "What is stored as “{name}” is passed over: say of which type it is."
        ));
    }
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

/// The fields that are stored, and the names of those that no field can stand for.
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
        match fitting.or_else(|| guessed(value)) {
            Some(field_type) if is_name(name) => fields.push(FieldDef {
                name: name.clone(),
                field_type,
            }),
            _ => passed_over.push(name.clone()),
        }
    }
    (fields, passed_over)
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
