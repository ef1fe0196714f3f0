//! The state of one aggregate, with what the last event did to it.

use crate::app::plain::{Difference, differences, inline, readable_fields};
use crate::app::workbench::Workbench;
use crate::engine::commit::Commit;
use crate::engine::names::StreamName;
use crate::engine::position::Moment;
use crate::engine::value::Value;
use std::rc::Rc;

/// The state of one aggregate.
#[derive(Clone, PartialEq, Debug)]
pub struct StateView {
    /// The streams that exist at this position.
    pub streams: Vec<String>,
    /// The one shown.
    pub stream: Option<String>,
    /// Its version at this position.
    pub version: u64,
    /// The state as a tree, flattened.
    pub rows: Vec<TreeRow>,
    /// What changed it last, for example "SeatsReserved at position 41".
    pub changed_by: Option<(String, Moment)>,
}

/// A row of a tree of plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct TreeRow {
    /// How deep, from 0.
    pub depth: usize,
    /// The name.
    pub name: String,
    /// The value; empty for a branch.
    pub value: String,
    /// What the last event did to it.
    pub change: Change,
}

/// What the last event did to a value.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Nothing.
    Same,
    /// It is new.
    Added,
    /// It was this before.
    Changed(String),
    /// It is gone.
    Removed,
}

pub(super) fn state_view(bench: &Workbench) -> StateView {
    let history = bench.timeline.history();
    let streams = history.streams(bench.world());
    let shown = shown_stream(bench, &streams);
    let Some(stream) = shown else {
        return StateView {
            streams: streams.iter().map(ToString::to_string).collect(),
            stream: None,
            version: 0,
            rows: Vec::new(),
            changed_by: None,
        };
    };
    let at = bench.moment();
    let last = bench.log.last_commit(&stream, at);
    let fields = bench.model.schema().state(&stream.category);
    let readable = |state: Option<Value>| state.map(|it| readable_fields(fields, &it));
    let after = readable(history.state(bench.world(), &stream));
    let before = readable(last.and_then(|commit| state_before(bench, commit, &stream)));
    StateView {
        streams: streams.iter().map(ToString::to_string).collect(),
        version: bench.log.version(&stream, at).count(),
        rows: differences(before.as_ref(), after.as_ref())
            .iter()
            .map(tree_row)
            .collect(),
        changed_by: last.map(|commit| changed_by(commit, at)),
        stream: Some(stream.to_string()),
    }
}

/// The chosen stream; or else the one that the shown item is about; or else the first.
fn shown_stream(bench: &Workbench, streams: &[StreamName]) -> Option<StreamName> {
    let exists = |stream: &StreamName| streams.contains(stream);
    let chosen = bench.looking.stream.clone().filter(exists);
    let about = || {
        let item = bench.shown_item()?;
        let stream = crate::app::filter::stream_of(&bench.log, item)?;
        StreamName::parse(&stream).filter(exists)
    };
    chosen.or_else(about).or_else(|| streams.first().cloned())
}

fn state_before(bench: &Workbench, commit: &Rc<Commit>, stream: &StreamName) -> Option<Value> {
    let world = bench.timeline.world_at(commit.base.position);
    bench.timeline.history().state(&world, stream)
}

fn changed_by(commit: &Commit, at: Moment) -> (String, Moment) {
    let happened = at
        .position
        .number()
        .saturating_sub(commit.base.position.number());
    let happened = usize::try_from(happened).unwrap_or(usize::MAX);
    let names: Vec<&str> = commit
        .data
        .events
        .iter()
        .take(happened)
        .map(|event| event.event_type.as_str())
        .collect();
    let moment = commit.moment.min(at);
    (
        format!("{} at position {}", names.join(", "), moment.position),
        moment,
    )
}

fn tree_row(difference: &Difference<'_>) -> TreeRow {
    let shown = difference.after.or(difference.before);
    let branch = difference.is_branch();
    TreeRow {
        depth: difference.path.len() - 1,
        name: difference
            .path
            .last()
            .copied()
            .unwrap_or_default()
            .to_owned(),
        value: match (branch, shown) {
            (false, Some(value)) => inline(value),
            _ => String::new(),
        },
        change: match (difference.before, difference.after) {
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (Some(before), Some(_)) if difference.is_change() && !branch => {
                Change::Changed(inline(before))
            }
            _ => Change::Same,
        },
    }
}
