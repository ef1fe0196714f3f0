//! The workspace's clock, and what is due on it.

use crate::app::span::until_text;
use crate::app::workbench::{View, Workbench};
use crate::engine::names::StreamName;
use crate::engine::process::OpenWork;
use crate::engine::schema::ProcessSchema;
use crate::engine::slots::Slot;
use crate::engine::time::Timestamp;

/// The workspace's clock.
#[derive(Clone, PartialEq, Debug)]
pub struct ClockView {
    /// What it shows, ISO 8601 in UTC; empty where nobody can tell.
    pub time: String,
    /// Whether it is set by hand; else it follows the machine.
    pub by_hand: bool,
    /// Whether it can be moved: not in the past.
    pub live: bool,
    /// What is due next, by itself.
    pub next: Option<DueView>,
    /// Everything that is due, in order.
    pub due: Vec<DueView>,
    /// How much more is due after that.
    pub more: usize,
}

/// A deadline, or a retry.
#[derive(Clone, PartialEq, Debug)]
pub struct DueView {
    /// The process.
    pub process: String,
    /// The private stream of the instance: how messages name it.
    pub instance: StreamName,
    /// The name of the deadline, or what is tried again.
    pub name: String,
    /// When, ISO 8601.
    pub due: String,
    /// How long that is, for example "in 14 min".
    pub until: String,
    /// Why it does not come by itself; none where it does.
    pub waits: Option<&'static str>,
}

/// More than this can't be looked through in a panel.
const MOST_DUE: usize = 60;

/// Something due, before anybody reads it.
struct Due<'b> {
    at: Timestamp,
    process: &'b ProcessSchema,
    slot: Slot,
    /// Which of the instance's deadlines; none for a retry.
    deadline: Option<usize>,
    open: &'b OpenWork,
}

pub(super) fn clock_view(bench: &Workbench) -> ClockView {
    let mut due = all_due(bench);
    let more = due.len().saturating_sub(MOST_DUE);
    if more > 0 {
        due.select_nth_unstable_by_key(MOST_DUE - 1, |due| due.at);
        due.truncate(MOST_DUE);
    }
    due.sort_by_key(|due| due.at);
    let due: Vec<DueView> = due.iter().map(|due| due_view(bench, due)).collect();
    ClockView {
        time: bench.now().map_or_else(String::new, |time| time.iso()),
        by_hand: bench.settings().by_hand.is_some(),
        live: matches!(bench.view, View::Live),
        next: due.iter().find(|due| due.waits.is_none()).cloned(),
        due,
        more,
    }
}

fn all_due(bench: &Workbench) -> Vec<Due<'_>> {
    let processes = bench.timeline.history().processes(bench.world());
    let mut found = Vec::new();
    for process in &bench.model.schema().processes {
        let Some(processor) = processes.processor(&process.name) else {
            continue;
        };
        for (slot, open) in processor.open() {
            let due = |at, deadline| Due {
                at,
                process,
                slot,
                deadline,
                open,
            };
            let retry = open.trying.iter().filter(|_| open.parked.is_none());
            found.extend(retry.map(|trying| due(trying.next_try, None)));
            let deadlines = open.deadlines.iter().enumerate();
            found.extend(deadlines.map(|(place, it)| due(it.due, Some(place))));
        }
    }
    found
}

fn due_view(bench: &Workbench, due: &Due<'_>) -> DueView {
    let names = bench.timeline.history().instances(&due.process.name);
    let name = names.map_or("", |names| names.name(due.slot));
    let deadline = due.deadline.and_then(|place| due.open.deadlines.get(place));
    DueView {
        process: due.process.title.clone(),
        instance: StreamName::new(due.process.name.as_str(), name),
        name: deadline.map_or_else(|| retried(due.open), |deadline| deadline.name.clone()),
        due: due.at.iso(),
        until: until_text(bench.now().unwrap_or_default(), due.at),
        waits: waits(due),
    }
}

fn retried(open: &OpenWork) -> String {
    let trying = open.trying.as_ref().zip(open.step.as_ref());
    let command = trying.and_then(|(trying, step)| {
        let mut commands = step.commands.iter();
        commands.find(|command| command.id == trying.command)
    });
    let name = command.map_or("a command", |command| command.command_type.as_str());
    format!("retry of {name}")
}

/// What is due waits for what the instance has open before it.
fn waits(due: &Due<'_>) -> Option<&'static str> {
    match (&due.open.parked, due.deadline) {
        (Some(_), _) => Some("an input of this instance is parked"),
        (None, Some(_)) if due.open.blocks() => Some("an earlier input is not done with"),
        _ => None,
    }
}
