//! The log: a window onto it, newest first.

use super::Tone;
use super::note_view::journal;
use crate::app::filter::{history_index, stream_of};
use crate::app::words::task_title;
use crate::app::workbench::Workbench;
use crate::engine::commit::Commit;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::position::Moment;

/// The log: the newest entries first.
#[derive(Clone, PartialEq, Debug)]
pub struct LogView {
    /// What is typed into the filter.
    pub text: String,
    /// The contexts to filter by, and whether each is on.
    pub contexts: Vec<(String, bool)>,
    /// Whether what processes record for themselves is shown; none where there is nothing of it.
    pub private: Option<bool>,
    /// The stream filtered by.
    pub stream: Option<String>,
    /// The event type filtered by.
    pub event_type: Option<String>,
    /// Streams to filter by; where there are very many, the first ones. The text finds every stream.
    pub streams: Vec<String>,
    /// All types, to filter by.
    pub event_types: Vec<String>,
    /// How many entries fit the filter.
    pub total: usize,
    /// How many there are in all.
    pub all: usize,
    /// The index of the first row below, from 0 for the newest.
    pub first: usize,
    /// The rows in the window.
    pub rows: Vec<LogRow>,
    /// The index of the row at the slider, where one fits.
    pub cursor: Option<usize>,
}

/// A row of the log.
#[derive(Clone, PartialEq, Debug)]
pub struct LogRow {
    /// How messages name it.
    pub item: usize,
    /// The position; empty for what is no event.
    pub position: String,
    /// The type, or for example "refused".
    pub title: String,
    /// Its colour.
    pub tone: Tone,
    /// The stream.
    pub stream: String,
    /// What it meant.
    pub sentence: String,
    /// When it was recorded, ISO 8601.
    pub time: String,
    /// Whether it belongs to a process alone.
    pub private: bool,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it lies after the moment shown.
    pub future: bool,
    /// Whether it is the last at the moment shown.
    pub current: bool,
}

/// More streams than this can't be looked through in a list.
const MOST_STREAMS: usize = 500;

/// How many rows a window holds: more than any screen shows.
const WINDOW: usize = 80;

/// How many rows before the first one shown are in the window too, so that scrolling shows no gaps.
const BEFORE: usize = 20;

pub(super) fn log_view(bench: &Workbench) -> LogView {
    let filter = &bench.looking.filter;
    let total = total(bench);
    let first = bench.looking.log_first.min(total).saturating_sub(BEFORE);
    let current = bench.log.items_until(bench.moment()).checked_sub(1);
    let rows = (first..total.min(first + WINDOW)).map(|row| {
        let item = item_of_row(bench, row);
        log_row(bench, item, current == Some(item))
    });
    LogView {
        text: filter.text.clone(),
        contexts: bench
            .log
            .contexts()
            .iter()
            .map(|context| (context.to_string(), !filter.hidden.contains(context)))
            .collect(),
        private: (bench.log.private() > 0).then_some(!filter.private_hidden),
        stream: filter.stream.clone(),
        event_type: filter.event_type.as_ref().map(ToString::to_string),
        streams: bench
            .log
            .streams()
            .take(MOST_STREAMS)
            .map(ToString::to_string)
            .collect(),
        event_types: bench.log.event_types().map(ToString::to_string).collect(),
        total,
        all: bench.log.len(),
        first,
        rows: rows.collect(),
        cursor: current.and_then(|item| row_of_item(bench, item)),
    }
}

fn total(bench: &Workbench) -> usize {
    let matches = bench.looking.matches.as_ref();
    matches.map_or(bench.log.len(), Vec::len)
}

fn item_of_row(bench: &Workbench, row: usize) -> usize {
    let from_start = total(bench) - 1 - row;
    match &bench.looking.matches {
        Some(matches) => matches.get(from_start).copied().unwrap_or_default(),
        None => from_start,
    }
}

/// The row of an item, or of the nearest one before it that fits the filter.
fn row_of_item(bench: &Workbench, item: usize) -> Option<usize> {
    let from_start = match &bench.looking.matches {
        Some(matches) => matches.partition_point(|m| *m <= item).checked_sub(1)?,
        None => item,
    };
    Some(total(bench) - 1 - from_start)
}

fn log_row(bench: &Workbench, item: usize, current: bool) -> LogRow {
    let moment = bench.log.moment(item);
    let (title, tone, sentence) = what(bench, item);
    LogRow {
        item,
        position: position(bench, item, moment),
        title,
        tone,
        stream: stream_of(&bench.log, item).unwrap_or_default(),
        sentence,
        time: bench
            .log
            .entry(item)
            .map_or_else(String::new, |e| e.recorded_at().iso()),
        private: bench.log.is_private(item),
        selected: bench.looking.selected == Some(item),
        future: moment > bench.moment(),
        current,
    }
}

fn position(bench: &Workbench, item: usize, moment: Moment) -> String {
    match bench.log.event(item) {
        Some(_) => moment.position.to_string(),
        None => String::new(),
    }
}

/// Title, colour and sentence of an item.
pub(super) fn what(bench: &Workbench, item: usize) -> (String, Tone, String) {
    if let Some(event) = bench.log.event(item) {
        let title = event.data().event_type.to_string();
        let tone = match bench.log.is_private(item) {
            true => Tone::Process,
            false => Tone::Event,
        };
        return (title, tone, sentence(bench, item, &event));
    }
    match bench.log.entry(item) {
        Some(HistoryEntry::Commit(commit)) => nothing_recorded(bench, commit),
        Some(HistoryEntry::Journal(entry)) => journal(bench, entry),
        None => (String::new(), Tone::Plain, String::new()),
    }
}

fn sentence(bench: &Workbench, item: usize, event: &RecordedEvent) -> String {
    let actor = &event.commit().data.command.actor;
    let index = history_index(&bench.log, item);
    let sentence = index.map(|index| bench.timeline.history().sentence(index, actor));
    let skipped = bench.timeline.skipped();
    let found = skipped.binary_search_by_key(&event.global_position(), |s| s.position);
    let skipped = found.ok().and_then(|found| skipped.get(found));
    match skipped {
        Some(skipped) => format!("Skipped: {}", skipped.why),
        None => sentence.unwrap_or_default(),
    }
}

fn nothing_recorded(bench: &Workbench, commit: &Commit) -> (String, Tone, String) {
    let command = &commit.data.command;
    let sentence = format!(
        "{} by {}: accepted, with nothing to record.",
        task_title(bench.model.schema(), command),
        command.actor.person
    );
    ("no event".to_owned(), Tone::Command, sentence)
}
