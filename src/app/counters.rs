//! Two counters of one type of event, which differ only in what they do about an event that comes again.
//!
//! The naive one counts what is delivered. The idempotent one keeps its checkpoint and counts what lies beyond it.

use super::log::Log;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::faults::FaultPoint;
use crate::engine::journal::JournalNote;
use crate::engine::names::EventType;
use crate::engine::position::{GlobalPosition, Moment};

/// What both have counted at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counters {
    /// What the naive one says.
    pub naive: u64,
    /// What the idempotent one says.
    pub idempotent: u64,
    /// The last position that the idempotent one has handled.
    pub checkpoint: GlobalPosition,
    /// The last event of the type that came again.
    pub again: Option<Again>,
}

/// An event that came again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Again {
    /// Where it stands.
    pub position: GlobalPosition,
    /// The fault that did it; none where a person wanted it.
    pub fault: Option<FaultPoint>,
}

impl Counters {
    /// One delivery of an event to each of them; only some are of the type that is counted.
    fn deliver(&mut self, position: GlobalPosition, counted: bool) {
        self.naive += u64::from(counted);
        if position > self.checkpoint {
            self.checkpoint = position;
            self.idempotent += u64::from(counted);
        }
    }
}

/// The counters of one type at every moment.
#[derive(Debug)]
pub struct CounterHistory {
    event_type: EventType,
    /// The counters after every so many entries of the log; the first are those before any.
    marks: Vec<Counters>,
}

/// Entries from one mark to the next: so many are folded at most to know the counters anywhere between.
const SPACING: usize = 4_096;

impl CounterHistory {
    /// The counters of this type; nothing is counted yet.
    pub fn new(event_type: EventType) -> Self {
        Self {
            event_type,
            marks: vec![Counters::default()],
        }
    }

    /// What is counted.
    pub fn event_type(&self) -> &EventType {
        &self.event_type
    }

    /// The counters at a moment: a fold of all that was delivered until then.
    pub fn at(&mut self, log: &Log, moment: Moment) -> Counters {
        let entries = log.entries();
        let until = log.entries_until(moment);
        while self.marks.len() * SPACING <= until {
            let begin = (self.marks.len() - 1) * SPACING;
            let mark = self.folded(
                log,
                self.marks[self.marks.len() - 1],
                begin..begin + SPACING,
            );
            self.marks.push(mark);
        }
        let mark = until / SPACING;
        let mut counters = self.folded(log, self.marks[mark], mark * SPACING..until);
        // Between two events of a commit the first of them have been delivered.
        if let Some(HistoryEntry::Commit(commit)) = entries.get(until) {
            let events = RecordedEvent::all_of(commit);
            for event in events.take_while(|event| event.global_position() <= moment.position) {
                self.event(&mut counters, &event);
            }
        }
        counters
    }

    fn folded(
        &self,
        log: &Log,
        mut counters: Counters,
        entries: std::ops::Range<usize>,
    ) -> Counters {
        for entry in &log.entries()[entries] {
            match entry {
                HistoryEntry::Commit(commit) => {
                    for event in RecordedEvent::all_of(commit) {
                        self.event(&mut counters, &event);
                    }
                }
                HistoryEntry::Journal(entry) => {
                    if let JournalNote::DeliveredAgain { position, fault } = entry.note {
                        self.again(log, &mut counters, Again { position, fault });
                    }
                }
            }
        }
        counters
    }

    fn event(&self, counters: &mut Counters, event: &RecordedEvent) {
        let counted = event.data().event_type == self.event_type;
        counters.deliver(event.global_position(), counted);
    }

    fn again(&self, log: &Log, counters: &mut Counters, again: Again) {
        let item = log.item_at(Moment::after(again.position));
        let Some(event) = item.and_then(|item| log.event(item)) else {
            return;
        };
        self.event(counters, &event);
        if event.data().event_type == self.event_type {
            counters.again = Some(again);
        }
    }
}
