//! The workflow, with the path that the shown command took.

use crate::app::flow::{PROJECTION, Seen, Visit, WAITING, explanation, so_far, visits, workflow};
use crate::app::flowzap::{Diagram, Edge, Node, Shape};
use crate::app::words::task_title;
use crate::app::workbench::Workbench;
use crate::engine::commit::{Command, Commit};
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::JournalNote;
use crate::engine::names::ReadModelName;
use crate::engine::trace::Trace;

/// The workflow with the path that a command took.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowView {
    /// Which command, for example "Reserve seats by Ada · accepted"; none where nothing is selected.
    pub title: Option<String>,
    /// What to say instead of a path: nothing selected, or no trace was kept.
    pub empty: Option<String>,
    /// The titles of the lanes, in order.
    pub lanes: Vec<String>,
    /// The nodes n1 to n18 in order.
    pub nodes: Vec<FlowNodeView>,
    /// The edges, in the order of the workflow.
    pub edges: Vec<FlowEdgeView>,
    /// The part of the trace that belongs to the opened node.
    pub detail: Option<FlowDetailView>,
}

/// A node of the workflow. Where it stands is the page's concern.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowNodeView {
    /// n1 to n18.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its shape.
    pub shape: Shape,
    /// Whether the command came by.
    pub lit: Lit,
    /// What happened there in a few words, for example "version 11".
    pub note: String,
    /// Whether it is opened.
    pub open: bool,
}

/// Whether and how a node was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lit {
    /// Not reached.
    Dark,
    /// Reached, and all went well.
    Lit,
    /// Reached, and the command was stopped there.
    Stopped,
}

/// An edge of the workflow.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowEdgeView {
    /// From which node.
    pub from: String,
    /// To which.
    pub to: String,
    /// Its label, perhaps empty.
    pub label: String,
    /// Whether the command went this way.
    pub lit: bool,
}

/// The part of the trace that belongs to one node.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowDetailView {
    /// The node's label.
    pub title: String,
    /// What the step is for, in a sentence or two.
    pub explanation: &'static str,
    /// What the command read and decided there: one group for each time it came by.
    pub groups: Vec<Vec<(String, String)>>,
}

/// What is said of what took no path.
const PRIVATE: &str = "A process recorded this for itself: no command took a path. The commands that it sent have theirs.";

pub(super) fn flow_view(bench: &Workbench) -> FlowView {
    let item = bench.command_item();
    let private = item.is_some_and(|item| bench.log.is_private(item));
    let entry = item.filter(|_| !private);
    let entry = entry.and_then(|item| bench.log.entry(item));
    let kept = bench
        .trace_moment()
        .and_then(|moment| bench.traces.get(&moment));
    let trace = kept.and_then(Option::as_ref);
    let path = trace.map_or_else(Vec::new, |trace| visits(&happened(bench, trace)));
    let title = entry.and_then(|entry| title(bench, entry));
    let workflow = workflow();
    FlowView {
        empty: match private {
            true => Some(PRIVATE.to_owned()),
            false => empty(title.is_some(), kept.map(Option::is_some)),
        },
        title,
        lanes: workflow
            .lanes
            .iter()
            .map(|lane| lane.label.clone())
            .collect(),
        nodes: workflow
            .nodes
            .iter()
            .map(|node| node_view(bench, &workflow, node, &path))
            .collect(),
        edges: workflow
            .edges
            .iter()
            .map(|edge| edge_view(&workflow, edge, &path))
            .collect(),
        detail: detail(bench, &workflow, &path),
    }
}

fn edge_view(workflow: &Diagram, edge: &Edge, path: &[Visit]) -> FlowEdgeView {
    let [from, to] = [edge.from, edge.to].map(|(node, _)| workflow.nodes[node].id.clone());
    FlowEdgeView {
        lit: path
            .windows(2)
            .any(|step| step[0].node == from && step[1].node == to),
        from,
        to,
        label: edge.label.clone(),
    }
}

/// The trace as far as it has happened at the moment shown: read models may lag.
fn happened(bench: &Workbench, trace: &Trace) -> Trace {
    let moment = bench.trace_moment();
    let item = moment.and_then(|moment| bench.log.item_at(moment));
    let entry = item.and_then(|item| bench.log.entry(item));
    match entry.and_then(HistoryEntry::commit) {
        Some(commit) => so_far(trace, &|read_model| seen(bench, read_model, commit)),
        None => trace.clone(),
    }
}

/// How much of a commit a read model has seen at the moment shown.
fn seen(bench: &Workbench, read_model: &ReadModelName, commit: &Commit) -> Seen {
    let (before, seen) = (commit.base.position, bench.seen_of(read_model, commit));
    if seen == commit.moment.position {
        return Seen::All;
    }
    let count = seen.number() - before.number();
    let mut events = (0..count).zip(&commit.data.events);
    let known = bench.model.schema().read_model(read_model);
    let listens = known
        .is_some_and(|known| events.any(|(_, event)| known.events.contains(&event.event_type)));
    if !listens {
        return Seen::Nothing;
    }
    let (before, after) = (
        bench.timeline.world_at(before),
        bench.timeline.world_at(seen),
    );
    let history = bench.timeline.history();
    Seen::Part {
        rows: history.changed_rows(&before, &after, read_model),
        checkpoint: commit.base.context_position.plus(count),
    }
}

fn empty(command: bool, kept: Option<bool>) -> Option<String> {
    let text = match (command, kept) {
        (true, Some(true)) => return None,
        (true, None) => "Looking its path up …",
        (true, Some(false)) => {
            "The path of this command was not kept: its tab closed before it could be noted."
        }
        (false, _) => {
            "Select an entry of the log, or send a task, to see the path that its command took."
        }
    };
    Some(text.to_owned())
}

fn title(bench: &Workbench, entry: &HistoryEntry) -> Option<String> {
    let (command, ending): (&Command, &str) = match entry {
        HistoryEntry::Commit(commit) if commit.data.events.is_empty() => {
            (&commit.data.command, "accepted, nothing to record")
        }
        HistoryEntry::Commit(commit) => (&commit.data.command, "accepted"),
        HistoryEntry::Journal(entry) => match &entry.note {
            JournalNote::Refused { command, .. } => (command, "refused"),
            JournalNote::LostRace {
                command,
                retried: true,
                ..
            } => (command, "lost a race and was decided again"),
            JournalNote::LostRace { command, .. } => (command, "lost a race"),
            _ => return None,
        },
    };
    let title = task_title(bench.model.schema(), command);
    Some(format!("{title} by {} · {ending}", command.actor.person))
}

fn node_view(bench: &Workbench, workflow: &Diagram, node: &Node, path: &[Visit]) -> FlowNodeView {
    let mine: Vec<&Visit> = path.iter().filter(|visit| visit.node == node.id).collect();
    let last = mine.last();
    FlowNodeView {
        id: node.id.clone(),
        label: node.label().to_owned(),
        shape: node.shape,
        lit: match last {
            None => Lit::Dark,
            Some(visit) if visit.stopped => Lit::Stopped,
            Some(_) => Lit::Lit,
        },
        note: note(&workflow.lanes[node.lane].id, &mine),
        open: bench.looking.node.as_deref() == Some(&*node.id),
    }
}

/// What happened at a node: the last time, and how often where there were several. Several read models have nothing to do
/// with each other.
fn note(lane: &str, visits: &[&Visit]) -> String {
    match visits {
        [] => String::new(),
        [only] => only.note.clone(),
        [.., last]
            if visits.iter().all(|visit| visit.note == last.note) && !last.note.is_empty() =>
        {
            last.note.clone()
        }
        several if lane == PROJECTION => format!("{} read models", several.len()),
        [.., last] if last.note.is_empty() => format!("{}×", visits.len()),
        [.., last] => format!("{} ({}×)", last.note, visits.len()),
    }
}

fn detail(bench: &Workbench, workflow: &Diagram, path: &[Visit]) -> Option<FlowDetailView> {
    let open = bench.looking.node.as_deref()?;
    let node = workflow.nodes.iter().find(|node| node.id == open)?;
    let visits = path
        .iter()
        .filter(|visit| visit.node == node.id && !visit.facts.is_empty());
    let visits = visits.map(|visit| visit.facts.clone());
    // Where nobody was handed the events, one wants to know who waits for them.
    let waiting = path.iter().filter(|_| node.id == "n13");
    let waiting = waiting.flat_map(|visit| &visit.facts);
    let waiting = waiting.filter(|(name, _)| name == WAITING);
    Some(FlowDetailView {
        title: node.label().to_owned(),
        explanation: explanation(&node.id),
        groups: visits
            .chain(waiting.map(|fact| vec![fact.clone()]))
            .collect(),
    })
}
