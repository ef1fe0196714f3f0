//! Things to go to: events, commands, steps of processes.

use super::Tone;
use crate::app::words::task_title;
use crate::app::workbench::Workbench;
use crate::engine::commit::{Commit, Visibility};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::names::ProcessName;
use crate::engine::position::Moment;
use crate::engine::process::{Input, InputKind, ProcessEvent};
use std::rc::Rc;

/// Causes and effects stand near each other: so many entries are looked through for them.
const NEAR: usize = 2_000;

/// Something to go to.
#[derive(Clone, PartialEq, Debug)]
pub struct LinkView {
    /// What kind of thing.
    pub tag: String,
    /// Its colour.
    pub tone: Tone,
    /// Its name.
    pub text: String,
    /// Where it is; none where it can't be gone to.
    pub moment: Option<Moment>,
}

/// The event with this id.
pub(super) fn event_link(bench: &Workbench, id: &str) -> LinkView {
    let item = bench.log.find_event(id);
    let event = item.and_then(|item| bench.log.event(item));
    LinkView {
        tag: event
            .as_ref()
            .map_or_else(|| "event".to_owned(), |e| e.global_position().to_string()),
        tone: Tone::Event,
        text: event.map_or_else(|| id.to_owned(), |e| e.data().event_type.to_string()),
        moment: item.map(|item| bench.log.moment(item)),
    }
}

/// The command that a commit accepted.
pub(super) fn command_link(bench: &Workbench, commit: &Commit) -> LinkView {
    let command = &commit.data.command;
    LinkView {
        tag: "command".to_owned(),
        tone: Tone::Command,
        text: format!(
            "{} by {}",
            task_title(bench.model.schema(), command),
            command.actor.person
        ),
        moment: Some(commit.moment),
    }
}

/// What a process reacted to.
pub(super) fn input_link(bench: &Workbench, input: &Input) -> LinkView {
    match &input.kind {
        InputKind::Event(event) => LinkView {
            text: event.event_type.to_string(),
            ..event_link(bench, &input.cause)
        },
        InputKind::Deadline(deadline) => LinkView {
            tag: "deadline".to_owned(),
            tone: Tone::Process,
            text: format!("{}, due {}", deadline.name, deadline.due),
            moment: None,
        },
        InputKind::Refused(command, refusal) => {
            let note = bench.log.notes_about(&command.id).last();
            LinkView {
                tag: "refused".to_owned(),
                tone: Tone::Bad,
                text: format!("{}: {}", command.command_type, refusal.reason),
                moment: note.map(|item| bench.log.moment(*item)),
            }
        }
    }
}

/// What a process recorded in a commit on a private stream. `None` where it is not one, or can't be read.
pub(super) fn recorded_by_process(commit: &Rc<Commit>) -> Option<ProcessEvent> {
    if commit.data.visibility == Visibility::Public {
        return None;
    }
    let event = RecordedEvent::all_of(commit).next()?;
    ProcessEvent::from_data(event.data()).ok()
}

/// The step of a process that sent a command. `None` where a person did.
pub(super) fn step_link(bench: &Workbench, commit: &Commit) -> Option<LinkView> {
    let data = &commit.data;
    let process = ProcessName::new(data.command.actor.role.as_str());
    let process = bench.model.schema().process(&process)?;
    let until = bench.log.entries_until(commit.moment).saturating_sub(1);
    let before = bench.log.entries().get(..until)?.iter().rev();
    let mut before = before.take(NEAR).filter_map(HistoryEntry::commit);
    let step = before.find(|earlier| {
        let known = &earlier.data;
        *known.stream.category == *process.name.as_str()
            && known.causation == data.causation
            && matches!(
                recorded_by_process(earlier),
                Some(ProcessEvent::StepRecorded(_))
            )
    })?;
    Some(process_link(step))
}

/// What followed from an event: steps of processes, and commands that it caused.
pub(super) fn consequences(bench: &Workbench, event: &RecordedEvent) -> Vec<LinkView> {
    let id = event.id();
    let from = bench.log.entries_until(event.commit().moment);
    let after = bench.log.entries().get(from..).unwrap_or_default();
    let near = after
        .iter()
        .take(NEAR)
        .take_while(|entry| entry.moment() <= bench.moment());
    near.filter_map(HistoryEntry::commit)
        .filter(|commit| commit.data.causation.as_deref() == Some(&*id))
        .filter_map(|commit| match recorded_by_process(commit) {
            Some(ProcessEvent::StepRecorded(_) | ProcessEvent::InputParked { .. }) => {
                Some(process_link(commit))
            }
            Some(_) => None,
            None => Some(command_link(bench, commit)),
        })
        .collect()
}

fn process_link(commit: &Rc<Commit>) -> LinkView {
    let what = match recorded_by_process(commit) {
        Some(ProcessEvent::StepRecorded(step)) => format!(" · {}", step.rule),
        Some(ProcessEvent::InputParked { .. }) => " · parked".to_owned(),
        _ => String::new(),
    };
    let stream = &commit.data.stream;
    LinkView {
        tag: "process".to_owned(),
        tone: Tone::Process,
        text: format!("{} {}{what}", stream.category, stream.id),
        moment: Some(commit.moment),
    }
}
