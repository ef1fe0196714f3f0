//! Writing a diagram as text.

use super::{Diagram, Edge, Lane, Loop, Node};
use std::fmt::Write;

/// The text of a diagram; [`read`](super::read) makes the same diagram of it, if its texts hold no quotes.
pub fn write(diagram: &Diagram) -> String {
    let mut text = String::new();
    for (index, lane) in diagram.lanes.iter().enumerate() {
        // Writing to a text can't fail.
        let _ = write_lane(&mut text, diagram, index, lane);
    }
    text
}

fn write_lane(text: &mut String, diagram: &Diagram, index: usize, lane: &Lane) -> std::fmt::Result {
    match lane.label == lane.id {
        true => writeln!(text, "{} {{", lane.id)?,
        false => writeln!(text, "{} {{ # {}", lane.id, lane.label)?,
    }
    for node in diagram.nodes.iter().filter(|node| node.lane == index) {
        write_node(text, node)?;
    }
    let leaves_here = |edge: &&Edge| diagram.nodes[edge.from.0].lane == index;
    for edge in diagram.edges.iter().filter(leaves_here) {
        write_edge(text, diagram, edge)?;
    }
    for repeated in diagram.loops.iter().filter(|it| it.lane == index) {
        write_loop(text, diagram, repeated)?;
    }
    writeln!(text, "}}")
}

fn write_node(text: &mut String, node: &Node) -> std::fmt::Result {
    write!(text, "{}: {}", node.id, node.shape.word())?;
    for (attribute, value) in &node.attributes {
        write!(text, " {}:\"{value}\"", attribute.word())?;
    }
    writeln!(text)
}

fn write_edge(text: &mut String, diagram: &Diagram, edge: &Edge) -> std::fmt::Result {
    let [from, to] = [edge.from, edge.to].map(|(node, side)| (&diagram.nodes[node], side.word()));
    write!(text, "{}.handle({}) -> ", from.0.id, from.1)?;
    if to.0.lane != from.0.lane {
        write!(text, "{}.", diagram.lanes[to.0.lane].id)?;
    }
    write!(text, "{}.handle({})", to.0.id, to.1)?;
    match edge.label.is_empty() {
        true => writeln!(text),
        false => writeln!(text, " [label=\"{}\"]", edge.label),
    }
}

fn write_loop(text: &mut String, diagram: &Diagram, repeated: &Loop) -> std::fmt::Result {
    write!(text, "loop [{}]", repeated.condition)?;
    for node in &repeated.nodes {
        write!(text, " {}", diagram.nodes[*node].id)?;
    }
    writeln!(text)
}
