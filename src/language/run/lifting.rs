//! Upcasts: old shapes of events are lifted to today's when they are read.

use super::super::program::{Event, Lifted, Upcast};
use super::super::value::{Datum, Items, Texts};
use super::around::Around;
use super::budget::{Budget, Stop, Why};
use super::evaluate::Run;
use super::locals::Locals;
use super::plain;
use super::prepared::Prepared;
use crate::engine::event::EventData;
use crate::engine::names::EventType;
use crate::engine::upcasting::EventShape;
use crate::engine::value::Value;
use std::cell::RefCell;

/// So many events can one become. No model needs as many; upcasts that run in a circle would make more.
const PARTS: usize = 64;

/// A stored event step by step in today's shape: one event, several, or none. `None` where no upcast is for it.
///
/// # Errors
/// It does not fit the upcast that is for it: why.
pub(super) fn lifted(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    data: &EventData,
) -> Result<Option<Vec<EventShape>>, String> {
    if upcast_of(prepared, &data.event_type, data.schema_version).is_none() {
        return Ok(None);
    }
    lifted_shape(prepared, texts, stored(data)).map(Some)
}

/// A stored event as it is read today, each part of it by today's model: one event, several, or none.
///
/// # Errors
/// The model does not know it, or can't read it: why.
pub(super) fn today(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    data: &EventData,
) -> Result<Vec<EventShape>, String> {
    let shapes = lifted_shape(prepared, texts, stored(data))?;
    let mark = texts.borrow().len();
    let unreadable = shapes.iter().find_map(|shape| {
        let name = (&shape.event_type, shape.schema_version);
        read(prepared, &mut texts.borrow_mut(), name, &shape.payload).err()
    });
    texts.borrow_mut().truncate(mark);
    unreadable.map_or(Ok(shapes), Err)
}

fn stored(data: &EventData) -> EventShape {
    EventShape {
        event_type: data.event_type.clone(),
        schema_version: data.schema_version,
        payload: data.payload.value().unwrap_or_default(),
    }
}

/// The same of a shape that was read; the shape itself where no upcast is for it.
///
/// # Errors
/// It does not fit the upcast that is for it: why.
pub(super) fn lifted_shape(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    shape: EventShape,
) -> Result<Vec<EventShape>, String> {
    let mark = texts.borrow().len();
    let mut into = Vec::new();
    let budget = Budget::new();
    let result = lift(prepared, texts, &budget, shape, 0, &mut into);
    texts.borrow_mut().truncate(mark);
    result.map(|()| into)
}

/// Which event of today a shape is, and its fields.
///
/// # Errors
/// The model does not know it, or can't read it: why.
pub(super) fn read(
    prepared: &Prepared,
    texts: &mut Texts,
    (event_type, version): (&EventType, u32),
    payload: &Value,
) -> Result<(usize, Vec<Datum>), String> {
    let program = &prepared.program;
    let known = prepared.events.get(event_type);
    let found = known.and_then(|index| Some((*index, program.events.get(*index)?)));
    let (index, event) = found.ok_or_else(|| format!("This model has no event “{event_type}”."))?;
    check_version(event, version)?;
    let fields = plain::read_fields(texts, program, payload, &event.fields);
    let fields = fields.map_err(|field| unreadable(event_type, field))?;
    Ok((index, fields))
}

fn check_version(event: &Event, version: u32) -> Result<(), String> {
    let (event_type, today) = (&event.event_type, event.version);
    if version > today {
        return Err(format!(
            "“{event_type}” was recorded in version {version} of its shape, which is newer than this model."
        ));
    }
    if version < today {
        return Err(format!(
            "“{event_type}” was recorded in version {version} of its shape, and no upcast lifts it to version {today}."
        ));
    }
    Ok(())
}

fn unreadable(event_type: &EventType, field: &str) -> String {
    format!("“{event_type}” has no readable “{field}”.")
}

fn upcast_of<'p>(
    prepared: &'p Prepared,
    event_type: &EventType,
    version: u32,
) -> Option<&'p Upcast> {
    let mut upcasts = prepared.program.upcasts.iter();
    upcasts.find(|upcast| upcast.version == version && upcast.event_type == *event_type)
}

fn lift(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    budget: &Budget,
    shape: EventShape,
    steps: usize,
    into: &mut Vec<EventShape>,
) -> Result<(), String> {
    let event_type = &shape.event_type;
    // No way is longer than the list, unless the list runs in a circle.
    let upcast = upcast_of(prepared, event_type, shape.schema_version);
    let Some(upcast) = upcast.filter(|_| steps < prepared.program.upcasts.len()) else {
        into.push(shape);
        return match into.len() > PARTS {
            true => Err("Its upcasts make too many events of it.".to_owned()),
            false => Ok(()),
        };
    };
    let (program, payload) = (&prepared.program, &shape.payload);
    let fields = plain::read_fields(&mut texts.borrow_mut(), program, payload, &upcast.fields);
    let fields = fields.map_err(|field| unreadable(event_type, field))?;
    let around = Around {
        fields: &fields,
        ..Around::nothing(prepared.empty)
    };
    let mut state = Items::default();
    let run = Run::new(prepared, texts, budget, &around, &mut state);
    for lifted in &upcast.into {
        let next = lifted_to(&run, lifted).map_err(|stop| stopped(texts, &stop))?;
        lift(prepared, texts, budget, next, steps + 1, into)?;
    }
    Ok(())
}

fn lifted_to(run: &Run<'_>, lifted: &Lifted) -> Result<EventShape, Stop> {
    let mut locals = Locals::default();
    let mut pairs = Vec::new();
    for (field, expr) in &lifted.fields {
        let value = run.value(&mut locals, expr)?;
        run.budget.spend(value.cells())?;
        let program = &run.prepared.program;
        let value = plain::write(&run.texts.borrow(), program, &value, &field.field_type);
        pairs.push((field.name.as_str(), value));
    }
    Ok(EventShape {
        event_type: lifted.event_type.clone(),
        schema_version: lifted.version,
        payload: Value::map(pairs),
    })
}

/// Why something stopped, as a sentence.
pub(super) fn stopped(texts: &RefCell<Texts>, why: &Why) -> String {
    match why {
        Why::Beyond(limit) => limit.problem(),
        Why::Refused(refusal) => refusal.reason.clone(),
        Why::Failed(reason) => texts.borrow().get(*reason).to_owned(),
        Why::NoTime => "The time is not known here.".to_owned(),
    }
}
