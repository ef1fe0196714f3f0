//! A long history of conference booking: 500 conferences, and people who reserve, change their minds and confirm.

use foldline::engine::commit::{Base, Command, Commit, CommitData, Visibility};
use foldline::engine::environment::DecisionEnvironment;
use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::names::{Actor, BranchId, StreamName};
use foldline::engine::position::{ContextPosition, GlobalPosition, Moment};
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::value::Payload;
use foldline::engine::version::StreamVersion;
use std::rc::Rc;

const CONFERENCES: usize = 500;
const SEAT_TYPES: [&str; 2] = ["General admission", "CQRS workshop"];
const PEOPLE: [&str; 4] = ["Ada", "Ben", "Cleo", "Dora"];

/// What happened, as somebody who writes by hand would have it.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub(crate) event_type: &'static str,
    pub(crate) conference: String,
    pub(crate) person: &'static str,
    pub(crate) at: i64,
    pub(crate) payload: String,
}

/// Makes the events one after the other, the same ones every time.
pub(crate) struct Workload {
    seed: u64,
    made: u64,
    conferences: Vec<Conference>,
}

#[derive(Clone, Default)]
struct Conference {
    version: u64,
    reservations: u64,
    open: Vec<(u64, u64)>,
}

impl Workload {
    /// From the first event.
    pub(crate) fn new() -> Self {
        Self {
            seed: 2026,
            made: 0,
            conferences: vec![Conference::default(); CONFERENCES],
        }
    }

    /// The next events.
    pub(crate) fn next(&mut self, events: usize) -> Vec<(Happened, RecordedEvent)> {
        (0..events).map(|_| self.one()).collect()
    }

    fn below(&mut self, end: usize) -> usize {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.seed >> 33) % end as u64).unwrap_or(0)
    }

    fn one(&mut self) -> (Happened, RecordedEvent) {
        let number = self.below(CONFERENCES);
        let (event_type, payload) = self.event(number);
        let happened = Happened {
            event_type,
            conference: format!("conference-{number}"),
            person: PEOPLE[self.below(PEOPLE.len())],
            at: 1_773_489_600_000 + i64::try_from(self.made).unwrap_or(0) * 1000,
            payload,
        };
        let base = Base {
            version: StreamVersion::new(self.conferences[number].version),
            position: GlobalPosition::new(self.made),
            context_position: ContextPosition::new(self.made),
        };
        self.conferences[number].version += 1;
        self.made += 1;
        let commit = Rc::new(commit(&happened, base));
        let recorded = RecordedEvent::all_of(&commit).next();
        (happened, recorded.expect("it has one event"))
    }

    fn event(&mut self, number: usize) -> (&'static str, String) {
        let (kind, quantity) = (self.below(20), self.below(4) as u64 + 1);
        let seat_type = SEAT_TYPES[self.below(2)];
        let conference = &mut self.conferences[number];
        match (kind, conference.open.is_empty()) {
            _ if conference.version < 2 => {
                let seat_type = SEAT_TYPES[usize::from(conference.version == 1)];
                let payload = format!(r#"{{"seats":{{"{seat_type}":100000}}}}"#);
                ("AvailableSeatsChanged", payload)
            }
            (0..2, _) => {
                let payload = format!(r#"{{"seats":{{"{seat_type}":{quantity}}}}}"#);
                ("AvailableSeatsChanged", payload)
            }
            (2..11, _) | (_, true) => {
                conference.reservations += 1;
                let id = conference.reservations;
                conference.open.push((id, quantity));
                let payload = format!(
                    r#"{{"availableSeatsChanged":{{"{seat_type}":-{quantity}}},"reservation":"r-{id}","reservationDetails":{{"{seat_type}":{quantity}}}}}"#
                );
                ("SeatsReserved", payload)
            }
            (kind, false) => {
                let (id, held) = conference.open.remove(0);
                match kind {
                    11..15 => {
                        let payload = format!(
                            r#"{{"availableSeatsChanged":{{"{seat_type}":{held}}},"reservation":"r-{id}"}}"#
                        );
                        ("SeatsReservationCancelled", payload)
                    }
                    _ => {
                        let payload = format!(r#"{{"reservation":"r-{id}"}}"#);
                        ("SeatsReservationCommitted", payload)
                    }
                }
            }
        }
    }
}

fn commit(happened: &Happened, base: Base) -> Commit {
    let now = Timestamp::from_millis(happened.at);
    let id = format!("c-{}", base.position.number());
    Commit {
        base,
        moment: Moment::after(base.position.plus(1)),
        recorded_at: now,
        data: CommitData {
            branch: BranchId::main(),
            context: "registration".into(),
            stream: StreamName::new("SeatsAvailability", &happened.conference),
            visibility: Visibility::Public,
            command: Command {
                id: id.as_str().into(),
                command_type: "SomeCommand".into(),
                payload: Payload::stored("{}"),
                actor: Actor::new("Operator", happened.person),
                not_after: None,
            },
            correlation: id.as_str().into(),
            causation: None,
            environment: DecisionEnvironment::new(now, Clock::ByHand, &id),
            facts: Vec::new(),
            model: "benchmark".into(),
            events: vec![EventData {
                event_type: happened.event_type.into(),
                schema_version: 1,
                payload: Payload::stored(&happened.payload),
            }],
        },
    }
}
