//! The log and journal of the open workspace in memory, with what is needed to look things up in it.

use crate::engine::commit::{Commit, Visibility};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::names::{CommandId, ContextName, EventType, StreamName};
use crate::engine::position::{ContextPosition, Moment};
use crate::engine::version::StreamVersion;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Entries in their one order, and items: single events, journal entries, and commits without events.
#[derive(Default)]
pub struct Log {
    entries: Vec<HistoryEntry>,
    items: Vec<Item>,
    streams: BTreeMap<StreamName, Vec<usize>>,
    commands: BTreeMap<CommandId, usize>,
    notes: BTreeMap<CommandId, Vec<usize>>,
    contexts: Vec<ContextName>,
    event_types: BTreeSet<EventType>,
    public: BTreeMap<(ContextName, EventType), Vec<u32>>,
    private: usize,
}

/// What a row of the log shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Item {
    entry: u32,
    event: Option<u32>,
}

/// How adding an entry went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Added {
    /// It is the next one.
    Next,
    /// It was known already.
    Known,
    /// Others come before it: they have to be read first.
    Gap,
}

impl Log {
    /// Adds an entry, if it is the next one.
    pub fn add(&mut self, entry: &HistoryEntry) -> Added {
        if !self.entries.is_empty() && entry.moment() <= self.last() {
            return Added::Known;
        }
        if !entry.follows(self.last()) {
            return Added::Gap;
        }
        let number = index(self.entries.len());
        self.know_command(entry);
        match entry.commit().filter(|c| !c.data.events.is_empty()) {
            None => self.items.push(Item {
                entry: number,
                event: None,
            }),
            Some(commit) => self.add_events(number, commit),
        }
        self.entries.push(entry.clone());
        Added::Next
    }

    fn know_command(&mut self, entry: &HistoryEntry) {
        let item = self.items.len();
        match entry {
            HistoryEntry::Commit(commit) => {
                self.commands.insert(commit.data.command.id.clone(), item);
            }
            HistoryEntry::Journal(entry) => {
                if let Some(command) = entry.note.command() {
                    self.notes.entry(command.id.clone()).or_default().push(item);
                }
            }
        }
    }

    fn add_events(&mut self, entry: u32, commit: &Commit) {
        let data = &commit.data;
        if !self.contexts.contains(&data.context) {
            self.contexts.push(data.context.clone());
        }
        let of_stream = self.streams.entry(data.stream.clone()).or_default();
        for (place, event) in data.events.iter().enumerate() {
            of_stream.push(self.items.len());
            self.event_types.insert(event.event_type.clone());
            if data.visibility == Visibility::Public {
                let kind = (data.context.clone(), event.event_type.clone());
                let of_kind = self.public.entry(kind).or_default();
                of_kind.push(index(self.items.len()));
            } else {
                self.private += 1;
            }
            self.items.push(Item {
                entry,
                event: Some(index(place)),
            });
        }
    }

    /// The entries in order.
    pub fn entries(&self) -> &[HistoryEntry] {
        &self.entries
    }

    /// The last moment.
    pub fn last(&self) -> Moment {
        let last = self.entries.last();
        last.map_or(Moment::START, HistoryEntry::moment)
    }

    /// Whether nothing has been recorded.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The entry that an item belongs to.
    pub fn entry(&self, item: usize) -> Option<&HistoryEntry> {
        self.entries.get(self.items.get(item)?.entry as usize)
    }

    /// The event that an item shows. `None` for a journal entry or a commit without events.
    pub fn event(&self, item: usize) -> Option<RecordedEvent> {
        let place = self.items.get(item)?.event?;
        let commit = self.entry(item)?.commit()?;
        RecordedEvent::all_of(commit).nth(place as usize)
    }

    /// The moment right after an item.
    pub fn moment(&self, item: usize) -> Moment {
        match (self.items.get(item), self.entry(item)) {
            (
                Some(Item {
                    event: Some(place), ..
                }),
                Some(HistoryEntry::Commit(commit)),
            ) => Moment::after(commit.base.position.plus(u64::from(*place) + 1)),
            (_, entry) => entry.map_or(Moment::START, HistoryEntry::moment),
        }
    }

    /// How many items have happened at a moment.
    pub fn items_until(&self, moment: Moment) -> usize {
        let mut range = 0..self.items.len();
        while !range.is_empty() {
            let middle = range.start + range.len() / 2;
            if self.moment(middle) <= moment {
                range.start = middle + 1;
            } else {
                range.end = middle;
            }
        }
        range.start
    }

    /// How many entries have happened at a moment.
    pub fn entries_until(&self, moment: Moment) -> usize {
        self.entries.partition_point(|e| e.moment() <= moment)
    }

    /// The item that stands at a moment.
    pub fn item_at(&self, moment: Moment) -> Option<usize> {
        let item = self.items_until(moment).checked_sub(1)?;
        (self.moment(item) == moment).then_some(item)
    }

    /// The streams that have events.
    pub fn streams(&self) -> impl Iterator<Item = &StreamName> {
        self.streams.keys()
    }

    /// The contexts that have events, in the order of first sight.
    pub fn contexts(&self) -> &[ContextName] {
        &self.contexts
    }

    /// The types of events there are.
    pub fn event_types(&self) -> impl Iterator<Item = &EventType> {
        self.event_types.iter()
    }

    /// The version of a stream at a moment.
    pub fn version(&self, stream: &StreamName, at: Moment) -> StreamVersion {
        StreamVersion::new(self.events_until(stream, at).len() as u64)
    }

    /// The commit that changed a stream last at a moment.
    pub fn last_commit(&self, stream: &StreamName, at: Moment) -> Option<&Rc<Commit>> {
        let item = *self.events_until(stream, at).last()?;
        self.entry(item)?.commit()
    }

    fn events_until(&self, stream: &StreamName, at: Moment) -> &[usize] {
        let items = self.streams.get(stream).map_or(&[][..], Vec::as_slice);
        &items[..items.partition_point(|item| self.moment(*item) <= at)]
    }

    /// The items of a stream's events at a moment, in order.
    pub fn items_of(&self, stream: &StreamName, at: Moment) -> &[usize] {
        self.events_until(stream, at)
    }

    /// The public events of a type in a context, after a position there and up to a moment: their items, in order.
    pub fn public_after(
        &self,
        (context, event_type): (&ContextName, &EventType),
        after: ContextPosition,
        at: Moment,
    ) -> &[u32] {
        let kind = (context.clone(), event_type.clone());
        let items = self.public.get(&kind).map_or(&[][..], Vec::as_slice);
        let until = items.partition_point(|item| self.moment(*item as usize) <= at);
        let known = items[..until].partition_point(|item| {
            let event = self.event(*item as usize);
            event.is_some_and(|event| event.context_position() <= after)
        });
        &items[known..until]
    }

    /// The last public event of a type: its item.
    pub fn last_public(&self, event_type: &EventType) -> Option<usize> {
        let kinds = self.public.iter();
        let of_type = kinds.filter(|((_, known), _)| known == event_type);
        let last = of_type.filter_map(|(_, items)| items.last()).max()?;
        Some(*last as usize)
    }

    /// Whether an item belongs to a process alone: it stands on a private stream.
    pub fn is_private(&self, item: usize) -> bool {
        let commit = self.entry(item).and_then(HistoryEntry::commit);
        commit.is_some_and(|commit| commit.data.visibility == Visibility::Private)
    }

    /// How many items stand on private streams.
    pub fn private(&self) -> usize {
        self.private
    }

    /// The commit of a command, where it was accepted.
    pub fn commit_of(&self, command: &CommandId) -> Option<&Rc<Commit>> {
        self.entry(*self.commands.get(command)?)?.commit()
    }

    /// The items of the notes about a command, in order.
    pub fn notes_about(&self, command: &CommandId) -> &[usize] {
        self.notes.get(command).map_or(&[][..], Vec::as_slice)
    }

    /// The item of the event with this id.
    pub fn find_event(&self, id: &str) -> Option<usize> {
        let (command, place) = id.rsplit_once('.')?;
        let first = self.commands.get(&CommandId::new(command))?;
        let item = first + place.parse::<usize>().ok()?;
        self.event(item).filter(|event| event.id() == id)?;
        Some(item)
    }
}

fn index(number: usize) -> u32 {
    // A history of four thousand million entries does not fit into memory.
    u32::try_from(number).unwrap_or(u32::MAX)
}
