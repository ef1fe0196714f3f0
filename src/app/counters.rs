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
    /// How much of that a second instance of it counted.
    pub second: u64,
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
            counters.second += u64::from(again.fault == Some(FaultPoint::TwoConsumers));
            counters.again = Some(again);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::commit::{Base, Command, Commit, CommitData, Visibility};
    use crate::engine::environment::DecisionEnvironment;
    use crate::engine::event::EventData;
    use crate::engine::journal::JournalEntry;
    use crate::engine::names::{
        Actor, BranchId, CommandId, CommandType, ContextName, CorrelationId, Fingerprint,
        StreamName,
    };
    use crate::engine::position::ContextPosition;
    use crate::engine::time::{Clock, Timestamp};
    use crate::engine::value::{Payload, Value};
    use crate::engine::version::StreamVersion;
    use std::rc::Rc;

    fn event(event_type: &str) -> EventData {
        EventData {
            event_type: EventType::new(event_type),
            schema_version: 1,
            payload: Payload::of(&Value::Null),
        }
    }

    fn append(log: &mut Log, events: &[&str]) {
        let before = log.last().position;
        let id = CommandId::new(format!("c{before}"));
        let data = CommitData {
            branch: BranchId::main(),
            context: ContextName::new("Context"),
            stream: StreamName::new("thing", "1"),
            visibility: Visibility::Public,
            correlation: CorrelationId::new(id.as_str()),
            command: Command {
                id,
                command_type: CommandType::new("Do"),
                payload: Payload::of(&Value::Null),
                actor: Actor::new("Somebody", "Somebody"),
                not_after: None,
            },
            causation: None,
            environment: DecisionEnvironment::new(Timestamp::default(), Clock::Real, "seed"),
            facts: Vec::new(),
            model: Fingerprint::new("model"),
            events: events.iter().map(|event_type| event(event_type)).collect(),
        };
        let commit = Commit {
            base: Base {
                version: StreamVersion::new(before.number()),
                position: before,
                context_position: ContextPosition::new(before.number()),
            },
            moment: Moment::after(before.plus(events.len() as u64)),
            recorded_at: Timestamp::default(),
            data,
        };
        log.add(&HistoryEntry::Commit(Rc::new(commit)));
    }

    fn again(log: &mut Log, position: u64, fault: Option<FaultPoint>) {
        let position = GlobalPosition::new(position);
        let note = JournalNote::DeliveredAgain { position, fault };
        log.add(&HistoryEntry::Journal(Rc::new(JournalEntry {
            branch: BranchId::main(),
            moment: log.last().next_anchor(),
            recorded_at: Timestamp::default(),
            clock: Clock::Real,
            note,
        })));
    }

    fn counters() -> CounterHistory {
        CounterHistory::new(EventType::new("Counted"))
    }

    fn counted(log: &Log, moment: Moment) -> (u64, u64) {
        let counters = counters().at(log, moment);
        (counters.naive, counters.idempotent)
    }

    #[test]
    fn what_comes_again_is_counted_again_by_the_naive_one_alone() {
        let mut log = Log::default();
        append(&mut log, &["Counted", "Other", "Counted"]);
        let middle = Moment::after(GlobalPosition::new(1));
        assert_eq!(counted(&log, Moment::START), (0, 0));
        assert_eq!(counted(&log, middle), (1, 1));
        let before = log.last();
        assert_eq!(counted(&log, before), (2, 2));
        again(&mut log, 2, None);
        assert_eq!(counters().at(&log, log.last()).again, None);
        let fault = Some(FaultPoint::TwoConsumers);
        again(&mut log, 1, fault);
        assert_eq!(counted(&log, log.last()), (3, 2));
        assert_eq!(counted(&log, before), (2, 2));
        append(&mut log, &["Counted"]);
        let last = counters().at(&log, log.last());
        assert_eq!((last.naive, last.second, last.idempotent), (4, 1, 3));
        assert_eq!(last.checkpoint, log.last().position);
        let position = GlobalPosition::new(1);
        assert_eq!(last.again, Some(Again { position, fault }));
        // Nobody can deliver what is not there.
        again(&mut log, 99, None);
        assert_eq!(counted(&log, log.last()), (4, 3));
    }

    #[test]
    fn marks_change_nothing_whichever_way_one_goes() {
        let mut log = Log::default();
        for number in 1..=SPACING as u64 {
            append(&mut log, &["Counted"]);
            if number % 1_000 == 0 {
                again(&mut log, number, None);
            }
        }
        let mut known = counters();
        for entries in [SPACING + 3, 10, SPACING - 1, SPACING, 0, SPACING + 1] {
            let last = entries.checked_sub(1).map(|last| &log.entries()[last]);
            let moment = last.map_or(Moment::START, HistoryEntry::moment);
            let (found, fresh) = (known.at(&log, moment), counters().at(&log, moment));
            assert_eq!(found, fresh);
            assert_eq!(found.naive, entries as u64);
        }
        assert_eq!(known.at(&log, log.last()).idempotent, SPACING as u64);
    }
}
