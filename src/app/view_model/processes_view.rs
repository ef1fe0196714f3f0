//! The processes: how far each has read, and its instances, those with something open first.

use super::instance_view::{InstanceView, instance_view, state_rows};
use crate::app::span::{span_text, until_text};
use crate::app::workbench::{View, Workbench};
use crate::engine::event_store::HistoryEntry;
use crate::engine::names::{ContextName, ProcessName, StreamName};
use crate::engine::process::{InstanceStatus, OpenWork, Processor};
use crate::engine::schema::ProcessSchema;
use crate::engine::slots::Slot;
use crate::engine::time::Timestamp;

/// The processes.
#[derive(Clone, PartialEq, Debug)]
pub struct ProcessesView {
    /// One for each process of the model.
    pub cards: Vec<ProcessCard>,
    /// For example "as of position 41".
    pub as_of: String,
    /// Why they can't go on; none where they can.
    pub problem: Option<String>,
    /// The instances of the chosen process.
    pub instances: InstancesView,
    /// The chosen instance.
    pub instance: Option<InstanceView>,
}

/// One process.
#[derive(Clone, PartialEq, Debug)]
pub struct ProcessCard {
    /// Its name: how messages name it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it looks after.
    pub summary: String,
    /// Whether it is a translation.
    pub translation: bool,
    /// Where it runs, for example "runs in this tab"; empty in the past.
    pub runs: String,
    /// How far it has read, by context.
    pub reads: Vec<CheckpointView>,
    /// How many instances run.
    pub running: usize,
    /// How many have ended.
    pub ended: usize,
    /// How many have something open.
    pub open: usize,
    /// How many wait for a person.
    pub parked: usize,
    /// Whether its instances are shown.
    pub current: bool,
}

/// How far a process has read one context.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckpointView {
    /// The context.
    pub context: String,
    /// The last position that it has handled.
    pub checkpoint: u64,
    /// How many events lie after it that the process cares about.
    pub backlog: usize,
    /// Since when the oldest of them waits, for example "3 s"; empty where none does, or only just.
    pub lag: String,
}

/// A window onto the instances of a process.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InstancesView {
    /// The title of the process.
    pub process: String,
    /// How many there are.
    pub total: usize,
    /// The index of the first row below.
    pub first: usize,
    /// The rows in the window.
    pub rows: Vec<InstanceRow>,
}

/// An instance.
#[derive(Clone, PartialEq, Debug)]
pub struct InstanceRow {
    /// Its private stream: how messages name it.
    pub stream: StreamName,
    /// What became of it: "running", "ended" or "new".
    pub status: &'static str,
    /// Its state, on one line.
    pub state: String,
    /// What it has open, in a few words each.
    pub open: Vec<OpenMark>,
    /// Whether its steps are shown.
    pub selected: bool,
}

/// Something that an instance has open.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenMark {
    /// What kind: "parked", "retry", "step", "held" or "deadline".
    pub kind: &'static str,
    /// In a few words.
    pub text: String,
}

/// How many rows a window holds: more than any screen shows.
const WINDOW: usize = 80;

/// How many rows before the first one shown are in the window too.
const BEFORE: usize = 20;

/// What need not be said in a line that is short.
const NOTHING: [&str; 3] = ["nothing", "none", ""];

/// A shorter wait than this is none.
const WORTH_TELLING_MILLIS: i64 = 1_000;

pub(super) fn processes_view(bench: &Workbench) -> ProcessesView {
    let all = &bench.model.schema().processes;
    let chosen = bench.looking.process.as_ref();
    let shown = all.iter().find(|process| Some(&process.name) == chosen);
    let shown = shown.or_else(|| all.first());
    let problem = bench.processing.problem.as_ref();
    let slots = shown.map_or_else(Vec::new, |process| in_order(bench, &process.name));
    let selected = shown.and_then(|process| selected(bench, process, &slots));
    ProcessesView {
        cards: all
            .iter()
            .map(|process| card(bench, process, Some(process) == shown))
            .collect(),
        as_of: format!("as of position {}", bench.moment().position),
        problem: problem
            .filter(|_| matches!(bench.view, View::Live))
            .map(ToString::to_string),
        instances: shown.map_or_else(InstancesView::default, |process| {
            instances(bench, process, &slots, selected)
        }),
        instance: shown
            .zip(selected)
            .and_then(|(process, slot)| instance_view(bench, process, slot)),
    }
}

fn processor<'b>(bench: &'b Workbench, process: &ProcessName) -> Option<&'b Processor> {
    bench.backlog().processor(process)
}

fn card(bench: &Workbench, process: &ProcessSchema, current: bool) -> ProcessCard {
    let (mut running, mut ended, mut open, mut parked) = (0, 0, 0, 0);
    if let Some(processor) = processor(bench, &process.name) {
        for (_, status) in processor.instances() {
            match status {
                InstanceStatus::Ended => ended += 1,
                InstanceStatus::Running | InstanceStatus::Unknown => running += 1,
            }
        }
        open = processor.open().count();
        parked = processor
            .open()
            .filter(|(_, it)| it.parked.is_some())
            .count();
    }
    ProcessCard {
        name: process.name.to_string(),
        title: process.title.clone(),
        summary: process.summary.clone(),
        translation: process.is_translation,
        runs: runs(bench),
        reads: process
            .reads
            .iter()
            .map(|context| checkpoint(bench, process, context))
            .collect(),
        running,
        ended,
        open,
        parked,
        current,
    }
}

fn runs(bench: &Workbench) -> String {
    let text = match (&bench.view, bench.processing.leading) {
        (View::Past { .. }, _) => "",
        (View::Live, true) => "runs in this tab",
        (View::Live, false) => "runs in another tab",
    };
    text.to_owned()
}

/// How many events and inputs the processes have still to handle by themselves, at the moment shown.
pub(super) fn unfinished(bench: &Workbench) -> usize {
    bench.backlog().unfinished()
}

fn checkpoint(bench: &Workbench, process: &ProcessSchema, context: &ContextName) -> CheckpointView {
    let processor = processor(bench, &process.name);
    let checkpoint = processor.map_or_else(Default::default, |p| p.checkpoint(context));
    let items = bench.backlog().waiting(process, context);
    let oldest = items
        .first()
        .and_then(|item| bench.log.entry(*item as usize));
    let waits = oldest.map(HistoryEntry::recorded_at).zip(bench.now());
    CheckpointView {
        context: context.to_string(),
        checkpoint: checkpoint.number(),
        backlog: items.len(),
        lag: waits
            .map(|(since, now)| now.millis().saturating_sub(since.millis()))
            .filter(|millis| *millis >= WORTH_TELLING_MILLIS)
            .map_or_else(String::new, span_text),
    }
}

/// The instances: parked ones first, then what else has something open, what runs, what has ended; newest first.
fn in_order(bench: &Workbench, process: &ProcessName) -> Vec<Slot> {
    let Some(processor) = processor(bench, process) else {
        return Vec::new();
    };
    let mut slots: Vec<(u8, Slot)> = processor
        .open()
        .map(|(slot, open)| (u8::from(open.parked.is_none()), slot))
        .collect();
    let idle = processor
        .instances()
        .filter(|(slot, _)| processor.open_of(*slot).is_none());
    slots.extend(idle.map(|(slot, status)| match status {
        InstanceStatus::Ended => (3, slot),
        InstanceStatus::Running | InstanceStatus::Unknown => (2, slot),
    }));
    slots.sort_unstable_by_key(|(rank, slot)| (*rank, std::cmp::Reverse(*slot)));
    slots.into_iter().map(|(_, slot)| slot).collect()
}

/// The chosen instance, where it is there at this moment; or else the first.
fn selected(bench: &Workbench, process: &ProcessSchema, slots: &[Slot]) -> Option<Slot> {
    let chosen = bench.looking.instance.as_ref();
    let chosen = chosen.filter(|stream| *stream.category == *process.name.as_str());
    let names = bench.timeline.history().instances(&process.name);
    let chosen = chosen.zip(names).and_then(|(it, names)| names.find(&it.id));
    let chosen = chosen.filter(|slot| slots.contains(slot));
    chosen.or_else(|| slots.first().copied())
}

fn instances(
    bench: &Workbench,
    process: &ProcessSchema,
    slots: &[Slot],
    selected: Option<Slot>,
) -> InstancesView {
    let total = slots.len();
    let first = bench.looking.instances_first.min(total);
    let first = first.saturating_sub(BEFORE);
    let window = &slots[first..total.min(first + WINDOW)];
    InstancesView {
        process: process.title.clone(),
        total,
        first,
        rows: window
            .iter()
            .filter_map(|slot| instance_row(bench, process, *slot, selected == Some(*slot)))
            .collect(),
    }
}

fn instance_row(
    bench: &Workbench,
    process: &ProcessSchema,
    slot: Slot,
    selected: bool,
) -> Option<InstanceRow> {
    let history = bench.timeline.history();
    let name = history.instances(&process.name)?.name(slot);
    let stream = StreamName::new(process.name.as_str(), name);
    let processor = processor(bench, &process.name)?;
    let state = history.state(bench.world(), &stream);
    let open = processor.open_of(slot);
    Some(InstanceRow {
        status: status_word(processor.status(slot)),
        state: state.as_ref().map_or_else(String::new, |state| {
            let rows = state_rows(process, state).into_iter();
            let said = rows.filter(|(_, text)| !NOTHING.contains(&text.as_str()));
            let said = said.map(|(title, text)| format!("{title}: {text}"));
            said.collect::<Vec<_>>().join(" · ")
        }),
        open: open.map_or_else(Vec::new, |open| marks(bench, open)),
        stream,
        selected,
    })
}

pub(super) fn status_word(status: InstanceStatus) -> &'static str {
    match status {
        InstanceStatus::Unknown => "new",
        InstanceStatus::Running => "running",
        InstanceStatus::Ended => "ended",
    }
}

fn marks(bench: &Workbench, open: &OpenWork) -> Vec<OpenMark> {
    let now = bench.now().unwrap_or_default();
    let mark = |kind, text| OpenMark { kind, text };
    let parked = open.parked.iter();
    let parked = parked.map(|it| mark("parked", format!("parked: {}", it.input.name())));
    let retry = open.trying.iter().filter(|_| open.parked.is_none());
    let retry = retry.map(|it| {
        let when = until_text(now, it.next_try);
        mark("retry", format!("tried {}×, again {when}", it.tries))
    });
    let step = open.step.iter();
    let step = step.map(|step| {
        let sent = step.commands.len();
        let done = step.commands.iter().filter(|command| {
            let commit = bench.log.commit_of(&command.id);
            commit.is_some_and(|commit| commit.moment <= bench.moment())
        });
        mark(
            "step",
            format!("{}: {} of {sent} answered", step.rule, done.count()),
        )
    });
    let held = (!open.held.is_empty()).then(|| mark("held", format!("{} held", open.held.len())));
    let deadlines = open.deadlines.iter();
    let deadlines = deadlines.map(|it| mark("deadline", deadline(now, &it.name, it.due)));
    parked
        .chain(retry)
        .chain(step)
        .chain(held)
        .chain(deadlines)
        .collect()
}

fn deadline(now: Timestamp, name: &str, due: Timestamp) -> String {
    format!("{name} {}", until_text(now, due))
}
