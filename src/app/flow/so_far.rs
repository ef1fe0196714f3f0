//! What of a trace has happened so far: a read model that lags was not handed the events yet, or not all of them.

use crate::engine::names::ReadModelName;
use crate::engine::position::ContextPosition;
use crate::engine::trace::{Trace, TraceEntry};

/// How much of a commit a read model has seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Nothing that it listens to.
    Nothing,
    /// The first of the events.
    Part {
        /// The keys of the rows that changed by them.
        rows: Vec<String>,
        /// The last position that it has handled.
        checkpoint: ContextPosition,
    },
    /// All of it.
    All,
}

/// The trace as far as it has happened, given how much of the commit each read model has seen.
pub fn so_far(trace: &Trace, seen: &dyn Fn(&ReadModelName) -> Seen) -> Trace {
    let happened = |entry: &TraceEntry| match read_model_of(entry).map(seen) {
        None | Some(Seen::All) => Some(entry.clone()),
        Some(Seen::Part { rows, checkpoint }) => Some(in_part(entry, rows, checkpoint)),
        Some(Seen::Nothing) => None,
    };
    Trace {
        entries: trace.entries.iter().filter_map(happened).collect(),
    }
}

/// The read model that a step of its projection is about; none of any other step.
fn read_model_of(entry: &TraceEntry) -> Option<&ReadModelName> {
    match entry {
        TraceEntry::Notified { read_model }
        | TraceEntry::Updated { read_model, .. }
        | TraceEntry::Classified { read_model, .. }
        | TraceEntry::Acknowledged { read_model, .. } => Some(read_model),
        _ => None,
    }
}

fn in_part(entry: &TraceEntry, rows: Vec<String>, checkpoint: ContextPosition) -> TraceEntry {
    match entry.clone() {
        TraceEntry::Updated { read_model, .. } => TraceEntry::Updated { read_model, rows },
        TraceEntry::Acknowledged { read_model, .. } => TraceEntry::Acknowledged {
            read_model,
            checkpoint,
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::visits;
    use super::*;
    use crate::engine::version::StreamVersion;

    const CHECKPOINT: ContextPosition = ContextPosition::new(7);

    fn published(names: &[&str]) -> Trace {
        let subscribers: Vec<ReadModelName> = names.iter().map(ReadModelName::new).collect();
        let steps = subscribers.clone().into_iter().flat_map(|read_model| {
            let rows = vec!["a".to_owned(), "b".to_owned()];
            [
                TraceEntry::Notified {
                    read_model: read_model.clone(),
                },
                TraceEntry::Updated {
                    read_model: read_model.clone(),
                    rows,
                },
                TraceEntry::Acknowledged {
                    read_model,
                    checkpoint: CHECKPOINT.plus(1),
                },
            ]
        });
        let steps: Vec<TraceEntry> = steps.collect();
        let mut entries = vec![TraceEntry::Published { subscribers }];
        entries.extend(steps);
        entries.push(TraceEntry::Answered {
            version: StreamVersion::new(2),
        });
        Trace { entries }
    }

    #[test]
    fn what_lags_is_not_updated_and_the_subscribers_tell_so() {
        let whole = published(&["Late", "Half", "Whole"]);
        let shown = so_far(&whole, &|read_model| match read_model.as_str() {
            "Late" => Seen::Nothing,
            "Half" => Seen::Part {
                rows: vec!["a".to_owned()],
                checkpoint: CHECKPOINT,
            },
            _ => Seen::All,
        });
        let path = visits(&shown);
        let notes: Vec<(&str, &str)> = path.iter().map(|it| (it.node, it.note.as_str())).collect();
        let expected = [
            ("n12", "2 of 3 subscribers"),
            ("n13", ""),
            ("n14", "1 row"),
            ("n18", "checkpoint 7"),
            ("n13", ""),
            ("n14", "2 rows"),
            ("n18", "checkpoint 8"),
            ("n4", "version 2"),
            ("n5", ""),
        ];
        assert_eq!(notes, expected);
        let waits = ("not delivered yet".to_owned(), "Late".to_owned());
        assert!(path[0].facts.contains(&waits), "{:?}", path[0]);
        assert_eq!(so_far(&whole, &|_| Seen::All), whole);
    }
}
