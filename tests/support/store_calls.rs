//! Calls of an event store made from numbers, and where two stores first answer them differently.

use crate::given::*;
use foldline::engine::commit::{CommitData, Visibility};
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::position::{ContextPosition, Moment};
use foldline::engine::version::ExpectedVersion::{self, Any, Exact, NoStream, StreamExists};
use foldline::engine::version::StreamVersion;

/// How many numbers a call is made from.
pub(crate) const NUMBERS: usize = 6;

/// One call of an event store.
#[derive(Clone, Debug)]
pub(crate) enum Call {
    Append(Box<CommitData>, ExpectedVersion),
    Note(String),
    ReadStream { stream: String, after: u64 },
    ReadContext { after: u64, limit: usize },
    ReadHistory { after_entry: usize, limit: usize },
    Find { command: String },
}

impl Call {
    /// The call that these numbers stand for. Smaller numbers make simpler calls.
    pub(crate) fn of(numbers: [u32; NUMBERS]) -> Self {
        let [kind, first, second, third, fourth, fifth] = numbers;
        let stream = format!("s{}", first % 3);
        let command = format!("c{}", second % 30);
        let limit = third as usize % 8;
        match kind % 10 {
            0..5 => {
                let mut data = decision(&command, &stream, third as usize % 4);
                let earlier_or_later = i64::from(fourth % 2_000) - 1_000;
                data.environment.now = NOON.plus_millis(earlier_or_later);
                if fifth % 4 == 3 {
                    data.visibility = Visibility::Private;
                }
                Self::Append(Box::new(data), expected(fifth / 4))
            }
            5 => Self::Note(stream),
            6 => Self::ReadStream {
                stream,
                after: u64::from(second % 20),
            },
            7 => Self::ReadContext {
                after: u64::from(second % 40),
                limit,
            },
            8 => Self::ReadHistory {
                after_entry: second as usize,
                limit,
            },
            _ => Self::Find { command },
        }
    }

    async fn answer(&self, store: &impl EventStore) -> String {
        match self {
            Self::Append(data, expected) => {
                format!("{:?}", store.append((**data).clone(), *expected).await)
            }
            Self::Note(name) => format!("{:?}", note(store, name).await),
            Self::ReadStream { stream, after } => {
                format!("{:?}", stream_after(store, stream, *after).await)
            }
            Self::ReadContext { after, limit } => {
                let (branch, name) = (main(), "registration".into());
                let after = ContextPosition::new(*after);
                let events = store.read_context(&branch, &name, after, *limit);
                format!("{:?}", events.await)
            }
            Self::ReadHistory { after_entry, limit } => {
                let whole = history(store).await;
                let after = whole.get(after_entry % (whole.len() + 1));
                let after = after.map_or(Moment::START, HistoryEntry::moment);
                let part = store.read_history(&main(), after, *limit).await;
                format!("{whole:?}, of which after {after}: {part:?}")
            }
            Self::Find { command } => format!("{:?}", find(store, command).await),
        }
    }
}

fn expected(number: u32) -> ExpectedVersion {
    match number % 6 {
        0..3 => Any,
        3 => NoStream,
        4 => StreamExists,
        _ => Exact(StreamVersion::new(u64::from(number / 6 % 12))),
    }
}

/// Where two stores first answer differently, and what; `None` where they never do.
pub(crate) async fn difference(
    one: &impl EventStore,
    other: &impl EventStore,
    calls: &[Call],
) -> Option<String> {
    for (n, call) in calls.iter().enumerate() {
        let (left, right) = (call.answer(one).await, call.answer(other).await);
        if left != right {
            return Some(format!("call {n}, {call:?}:\n{left}\n{right}"));
        }
    }
    None
}
