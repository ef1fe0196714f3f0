//! Publishing a commit: every projection has folded it in, and the trace of its command tells so.

use super::commit::Commit;
use super::model::Model;
use super::names::ReadModelName;
use super::timeline::Timeline;
use super::trace::{ProjectionKind, TraceEntry};

/// What the projections did with a commit that the timeline holds, as the last part of its command's trace.
pub fn published(model: &dyn Model, timeline: &Timeline, commit: &Commit) -> Vec<TraceEntry> {
    let before = timeline.world_at(commit.base.position);
    let after = timeline.world_at(commit.moment.position);
    let subscribers = subscribers(model, commit);
    let mut entries = Vec::new();
    if !subscribers.is_empty() {
        entries.push(TraceEntry::Published {
            subscribers: subscribers.clone(),
        });
    }
    for read_model in subscribers {
        let rows = timeline
            .history()
            .changed_rows(&before, &after, &read_model);
        entries.extend(steps(commit, read_model, rows));
    }
    entries.push(TraceEntry::Answered {
        version: commit.version(),
    });
    entries
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

fn steps(commit: &Commit, read_model: ReadModelName, rows: Vec<String>) -> [TraceEntry; 4] {
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
