//! Acting: forms, and sending them.

use crate::app::draft::{Draft, Filled};
use crate::app::effect::Effect;
use crate::app::message::PersonMessage;
use crate::app::workbench::{View, Workbench};
use crate::engine::command_handler::CommandRequest;
use crate::engine::lookup::looked_up;
use crate::engine::names::{Actor, StreamName};
use crate::engine::time::Timestamp;
use crate::engine::validation::validate;
use crate::engine::value::Value;
use crate::engine::version::ExpectedVersion;
use std::collections::BTreeMap;

pub(super) fn update(bench: &mut Workbench, message: PersonMessage) -> Vec<Effect> {
    match message {
        PersonMessage::ChoseActor { role, person } => bench.desk.actor = Actor::new(&role, &person),
        PersonMessage::ToggledTask(task) => return toggle(bench, task),
        PersonMessage::EditedField { field, text } => edit(bench, |draft| {
            draft.fields.insert(field, Filled::Text(text));
        }),
        PersonMessage::EditedEntry { field, key, text } => {
            edit(bench, |draft| set_entry(draft, field, key, text));
        }
        PersonMessage::ChoseTellLostRace(tell) => edit(bench, |draft| draft.tell_lost_race = tell),
        PersonMessage::AcceptedNewVersion => see_newest(bench),
        PersonMessage::ClickedSend => return send(bench),
        PersonMessage::DismissedAnswer => bench.desk.answer = None,
        _ => {}
    }
    Vec::new()
}

/// Opens the form that waited for an id.
pub(super) fn open(bench: &mut Workbench, id: &str, now: Timestamp) -> Vec<Effect> {
    if let Some(task) = bench.desk.opening.take() {
        bench.desk.draft = Some(Draft::new(task, id, now));
        settle(bench);
        see_newest(bench);
    }
    Vec::new()
}

/// The stream that the open form is for, as far as that can be told.
pub(in crate::app) fn stream_of_draft(bench: &Workbench, draft: &Draft) -> Option<StreamName> {
    let schema = bench.model.schema();
    let command = draft.command(schema, &bench.desk.actor)?;
    if let Ok(target) = validate(schema, &command) {
        return Some(target.stream);
    }
    let (_, aggregate, known) = schema.command(&command.command_type)?;
    let payload = command.payload.value().ok()?;
    let key = payload.get(&known.key).and_then(Value::as_text)?;
    (!key.is_empty()).then(|| StreamName::new(&aggregate.category, key))
}

fn toggle(bench: &mut Workbench, task: usize) -> Vec<Effect> {
    if bench.desk.sending || matches!(bench.view, View::Past { .. }) {
        return Vec::new();
    }
    let open = bench
        .desk
        .draft
        .take()
        .is_some_and(|draft| draft.task == task);
    bench.desk.answer = None;
    if open {
        return Vec::new();
    }
    if let Some(role) = bench.task(task).map(|task| task.role.clone()) {
        act_as(bench, &role);
    }
    bench.desk.opening = Some(task);
    vec![Effect::MakeId]
}

/// A task of another role is opened as the first person who plays it.
fn act_as(bench: &mut Workbench, role: &crate::engine::names::Role) {
    if bench.desk.actor.role == *role {
        return;
    }
    let actors = &bench.model.schema().actors;
    let person = actors
        .iter()
        .find(|actor| actor.role == *role)
        .and_then(|actor| actor.people.first());
    if let Some(person) = person {
        bench.desk.actor = Actor {
            role: role.clone(),
            person: person.clone(),
        };
    }
}

fn edit(bench: &mut Workbench, change: impl FnOnce(&mut Draft)) {
    if matches!(bench.view, View::Past { .. }) || bench.desk.sending {
        return;
    }
    let before = bench
        .desk
        .draft
        .as_ref()
        .and_then(|d| stream_of_draft(bench, d));
    if let Some(draft) = &mut bench.desk.draft {
        draft.change();
        change(draft);
    }
    settle(bench);
    let after = bench
        .desk
        .draft
        .as_ref()
        .and_then(|d| stream_of_draft(bench, d));
    if before != after {
        see_newest(bench);
    }
}

/// The first number that a person types takes the place of the one that was proposed.
fn set_entry(draft: &mut Draft, field: String, key: String, text: String) {
    let filled = draft.fields.entry(field.clone()).or_default();
    if draft.touched.insert(field) || !matches!(filled, Filled::Entries(_)) {
        *filled = Filled::Entries(BTreeMap::new());
    }
    if let Filled::Entries(entries) = filled {
        entries.insert(key, text);
    }
}

/// Fills in what can be told, and drops what can't be picked any more.
pub(super) fn settle(bench: &mut Workbench) {
    let Some(mut draft) = bench.desk.draft.take() else {
        return;
    };
    let schema = bench.model.schema();
    if let Some(task) = schema.tasks.get(draft.task)
        && let Some((_, _, command)) = schema.command(&task.command_type)
    {
        draft.settle(task, command, bench.options());
    }
    bench.desk.draft = Some(draft);
}

/// From here on the person has seen the newest version of the stream.
fn see_newest(bench: &mut Workbench) {
    let Some(draft) = &bench.desk.draft else {
        return;
    };
    let seen =
        stream_of_draft(bench, draft).map(|stream| bench.log.version(&stream, bench.log.last()));
    if let Some(draft) = &mut bench.desk.draft {
        draft.seen = seen;
    }
}

fn send(bench: &mut Workbench) -> Vec<Effect> {
    let (View::Live, false, Some(draft)) = (&bench.view, bench.desk.sending, &bench.desk.draft)
    else {
        return Vec::new();
    };
    let Some(command) = draft.command(bench.model.schema(), &bench.desk.actor) else {
        return Vec::new();
    };
    let expected = match draft.seen {
        Some(seen) if draft.tell_lost_race => ExpectedVersion::Exact(seen),
        _ => ExpectedVersion::Any,
    };
    bench.desk.sending = true;
    bench.desk.answer = None;
    let facts = looked_up(&*bench.model, &bench.timeline, &command);
    vec![Effect::Send(Box::new(CommandRequest {
        facts,
        ..CommandRequest::by_person(command, expected)
    }))]
}
