//! What looks wrong with a diagram as a whole.

use super::{Diagram, LONGEST_LABEL, line};
use std::collections::BTreeSet;

/// Where things stand in the text.
pub(super) struct Lines<'r> {
    /// Of every node.
    pub(super) nodes: &'r [usize],
    /// Of every edge.
    pub(super) edges: &'r [usize],
}

/// All warnings, each with its line.
pub(super) fn warnings(diagram: &Diagram, lines: &Lines<'_>) -> Vec<(usize, String)> {
    let mut warnings = gaps(diagram, lines);
    warnings.extend(long_labels(diagram, lines));
    warnings.extend(orphans(diagram, lines));
    warnings.extend(unanswered(diagram, lines));
    warnings
}

/// Nodes are numbered from one on; the guides disagree whether they must be.
fn gaps(diagram: &Diagram, lines: &Lines<'_>) -> Vec<(usize, String)> {
    let numbers: BTreeSet<u64> = diagram
        .nodes
        .iter()
        .filter_map(|node| line::number(&node.id))
        .collect();
    let first_missing = (1..)
        .find(|number| !numbers.contains(number))
        .unwrap_or_default();
    let numbered = diagram.nodes.iter().zip(lines.nodes);
    let after_gap = numbered
        .filter(|(node, _)| line::number(&node.id) > Some(first_missing))
        .min_by_key(|(node, _)| line::number(&node.id));
    let warning = after_gap.map(|(node, at)| {
        (
            *at,
            format!(
                "Nodes are numbered without gaps: before `{}` there is no `n{first_missing}`.",
                node.id
            ),
        )
    });
    warning.into_iter().collect()
}

fn long_labels(diagram: &Diagram, lines: &Lines<'_>) -> Vec<(usize, String)> {
    let nodes = diagram.nodes.iter().map(|node| node.label());
    let edges = diagram.edges.iter().map(|edge| edge.label.as_str());
    let at = lines.nodes.iter().chain(lines.edges);
    let long = nodes
        .chain(edges)
        .zip(at)
        .filter(|(label, _)| label.chars().count() > LONGEST_LABEL);
    long.map(|(label, at)| {
        let length = label.chars().count();
        (
            *at,
            format!(
                "A label of {length} characters is hard to read: up to {LONGEST_LABEL} are good."
            ),
        )
    })
    .collect()
}

fn orphans(diagram: &Diagram, lines: &Lines<'_>) -> Vec<(usize, String)> {
    let ends = diagram
        .edges
        .iter()
        .flat_map(|edge| [edge.from.0, edge.to.0]);
    let joined: BTreeSet<usize> = ends.collect();
    let nodes = diagram.nodes.iter().zip(lines.nodes).enumerate();
    let orphans = nodes.filter(|(index, _)| !joined.contains(index));
    orphans
        .map(|(_, (node, at))| {
            (
                *at,
                format!("No edge leads to `{}` or away from it.", node.id),
            )
        })
        .collect()
}

/// A lane that turns to another one expects to hear from it.
fn unanswered(diagram: &Diagram, lines: &Lines<'_>) -> Vec<(usize, String)> {
    let lane = |node: usize| diagram.nodes[node].lane;
    let crossings = || {
        diagram
            .edges
            .iter()
            .map(|edge| (lane(edge.from.0), lane(edge.to.0)))
    };
    let all: BTreeSet<(usize, usize)> = crossings().collect();
    let mut told = BTreeSet::new();
    let mut warnings = Vec::new();
    for ((from, to), at) in crossings().zip(lines.edges) {
        if from != to && !all.contains(&(to, from)) && told.insert((from, to)) {
            let [from, to] = [from, to].map(|lane| &diagram.lanes[lane].id);
            warnings.push((
                *at,
                format!("`{from}` turns to `{to}`, and no edge leads from there straight back."),
            ));
        }
    }
    warnings
}
