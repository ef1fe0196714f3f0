//! Publishing a commit: every projection folds it in, and the trace of its command tells so.

use super::commit::Commit;
use super::event::RecordedEvent;
use super::model::{Model, World};
use super::names::ReadModelName;
use super::timeline::Timeline;
use super::trace::{ProjectionKind, Trace, TraceEntry};
use std::rc::Rc;

/// Folds a commit into the timeline and adds to the trace of its command what the projections did.
pub fn publish(model: &dyn Model, timeline: &mut Timeline, commit: &Rc<Commit>, trace: &mut Trace) {
    let before = timeline.live().clone();
    let events: Vec<RecordedEvent> = RecordedEvent::all_of(commit).collect();
    timeline.extend(&events);
    let subscribers = subscribers(model, commit);
    if !subscribers.is_empty() {
        trace.add(TraceEntry::Published {
            subscribers: subscribers.clone(),
        });
    }
    for read_model in subscribers {
        trace
            .entries
            .extend(steps(timeline, commit, &before, read_model));
    }
    trace.add(TraceEntry::Answered {
        version: commit.version(),
    });
}

fn subscribers(model: &dyn Model, commit: &Commit) -> Vec<ReadModelName> {
    let events = &commit.data.events;
    model
        .schema()
        .read_models
        .iter()
        .filter(|read_model| {
            events
                .iter()
                .any(|e| read_model.events.contains(&e.event_type))
        })
        .map(|read_model| read_model.name.clone())
        .collect()
}

fn steps(
    timeline: &Timeline,
    commit: &Commit,
    before: &World,
    read_model: ReadModelName,
) -> [TraceEntry; 4] {
    let rows = timeline
        .history()
        .changed_rows(before, timeline.live(), &read_model);
    let events = commit.data.events.len() as u64;
    [
        TraceEntry::Notified {
            read_model: read_model.clone(),
        },
        TraceEntry::Updated {
            read_model: read_model.clone(),
            rows,
        },
        TraceEntry::Classified {
            read_model: read_model.clone(),
            kind: ProjectionKind::PlainData,
        },
        TraceEntry::Acknowledged {
            read_model,
            checkpoint: commit.base.context_position.plus(events),
        },
    ]
}
