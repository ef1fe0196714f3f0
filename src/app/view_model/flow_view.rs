//! The workflow, with the path that the shown command took.

use super::{FlowDetailView, FlowEdgeView, FlowNodeView, FlowView, Lit, log_view::task_title};
use crate::app::flow::{EDGES, NODES, Node, Visit, visits};
use crate::app::workbench::Workbench;
use crate::engine::commit::Command;
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::JournalNote;

pub(super) fn flow_view(bench: &Workbench) -> FlowView {
    let entry = bench.shown_item().and_then(|item| bench.log.entry(item));
    let kept = entry.and_then(|entry| bench.traces.get(&entry.moment()));
    let path = kept.and_then(Option::as_ref).map_or_else(Vec::new, visits);
    let title = entry.and_then(|entry| title(bench, entry));
    FlowView {
        empty: empty(title.is_some(), kept.map(Option::is_some)),
        title,
        nodes: NODES
            .iter()
            .map(|node| node_view(bench, node, &path))
            .collect(),
        edges: EDGES
            .iter()
            .map(|(from, to, label)| FlowEdgeView {
                from,
                to,
                label,
                lit: path
                    .windows(2)
                    .any(|w| w[0].node == *from && w[1].node == *to),
            })
            .collect(),
        detail: detail(bench, &path),
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
            JournalNote::ModelApplied { .. } | JournalNote::Unknown { .. } => return None,
        },
    };
    let title = task_title(bench, command);
    Some(format!("{title} by {} · {ending}", command.actor.person))
}

fn node_view(bench: &Workbench, node: &Node, path: &[Visit]) -> FlowNodeView {
    let mine: Vec<&Visit> = path.iter().filter(|visit| visit.node == node.id).collect();
    let last = mine.last();
    FlowNodeView {
        id: node.id,
        label: node.label,
        lit: match last {
            None => Lit::Dark,
            Some(visit) if visit.stopped => Lit::Stopped,
            Some(_) => Lit::Lit,
        },
        note: note(&mine),
        open: bench.looking.node.as_deref() == Some(node.id),
    }
}

/// What happened at a node: the last time, and how often where there were several.
fn note(visits: &[&Visit]) -> String {
    match visits {
        [] => String::new(),
        [only] => only.note.clone(),
        [.., last] if last.note.is_empty() => format!("{}×", visits.len()),
        [.., last] if visits.iter().all(|visit| visit.note == last.note) => last.note.clone(),
        [.., last] => format!("{} ({}×)", last.note, visits.len()),
    }
}

fn detail(bench: &Workbench, path: &[Visit]) -> Option<FlowDetailView> {
    let open = bench.looking.node.as_deref()?;
    let node = NODES.iter().find(|node| node.id == open)?;
    Some(FlowDetailView {
        title: node.label.to_owned(),
        explanation: node.explanation,
        groups: path
            .iter()
            .filter(|visit| visit.node == node.id && !visit.facts.is_empty())
            .map(|visit| visit.facts.clone())
            .collect(),
    })
}
