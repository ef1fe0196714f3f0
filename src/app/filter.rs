//! The log's filter.

use super::log::Log;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::History;
use crate::engine::names::{ContextName, EventType};
use std::collections::BTreeSet;

/// What the log shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Entries that hold this text somewhere.
    pub text: String,
    /// Contexts that are switched off.
    pub hidden: BTreeSet<ContextName>,
    /// Whether what processes record for themselves is switched off.
    pub private_hidden: bool,
    /// Only this stream, as `category/id`.
    pub stream: Option<String>,
    /// Only this type.
    pub event_type: Option<EventType>,
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an item of the log is shown.
    pub fn shows(&self, log: &Log, history: &dyn History, item: usize) -> bool {
        !(self.private_hidden && log.is_private(item))
            && self.shows_place(log, item)
            && self.shows_type(log, item)
            && self.shows_text(log, history, item)
    }

    fn shows_place(&self, log: &Log, item: usize) -> bool {
        let context = log
            .entry(item)
            .and_then(HistoryEntry::commit)
            .map(|commit| &commit.data.context);
        let hidden = context.is_some_and(|context| self.hidden.contains(context));
        let stream = self
            .stream
            .as_ref()
            .is_none_or(|wanted| stream_of(log, item).as_deref() == Some(wanted));
        !hidden && stream
    }

    fn shows_type(&self, log: &Log, item: usize) -> bool {
        self.event_type.as_ref().is_none_or(|wanted| {
            log.event(item)
                .is_some_and(|event| event.data().event_type == *wanted)
        })
    }

    fn shows_text(&self, log: &Log, history: &dyn History, item: usize) -> bool {
        let wanted = self.text.trim().to_lowercase();
        wanted.is_empty()
            || texts_of(log, history, item)
                .iter()
                .any(|text| text.to_lowercase().contains(&wanted))
    }
}

/// The stream an item is about, as `category/id`.
pub fn stream_of(log: &Log, item: usize) -> Option<String> {
    match log.entry(item)? {
        HistoryEntry::Commit(commit) => Some(commit.data.stream.to_string()),
        HistoryEntry::Journal(entry) => entry.note.stream().map(ToString::to_string),
    }
}

/// The index by which the decoded history knows the event of an item.
pub fn history_index(log: &Log, item: usize) -> Option<usize> {
    let event = log.event(item)?;
    usize::try_from(event.global_position().number() - 1).ok()
}

fn texts_of(log: &Log, history: &dyn History, item: usize) -> Vec<String> {
    let mut texts: Vec<String> = stream_of(log, item).into_iter().collect();
    match log.entry(item) {
        Some(HistoryEntry::Commit(commit)) => {
            let command = &commit.data.command;
            texts.push(command.actor.person.to_string());
            texts.push(command.command_type.to_string());
        }
        Some(HistoryEntry::Journal(entry)) => texts.push(entry.note.to_json()),
        None => {}
    }
    if let Some(event) = log.event(item) {
        texts.push(event.data().event_type.to_string());
        texts.push(event.data().payload.as_str().to_owned());
        if let Some(index) = history_index(log, item) {
            let actor = &event.commit().data.command.actor;
            texts.push(history.sentence(index, actor));
        }
    }
    texts
}
