//! Reading a text: every line by itself, then edges and loops, which may name nodes further down.

use super::line::{End, Line, line, opened};
use super::{Edge, LONGEST_TEXT, Lane, Loop, Node, Problem, Reading, checks};
use crate::language::diagnostic::Severity;

/// Reads a text. Nothing in it is ever wrong enough not to be told with its line.
pub fn read(text: &str) -> Reading {
    let mut reader = Reader::default();
    if text.len() > LONGEST_TEXT {
        let long = format!(
            "The text has {} bytes; up to {LONGEST_TEXT} are read.",
            text.len()
        );
        reader.error(1, long);
        return reader.reading;
    }
    for (number, text) in (1..).zip(text.lines()) {
        match line(text) {
            Ok(line) => reader.take(number, line),
            Err(message) => reader.miss(number, text, message),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader<'t> {
    reading: Reading,
    /// The lane that is open, and the line where it began.
    open: Option<(usize, usize)>,
    /// Of every node: its line.
    node_lines: Vec<usize>,
    /// Edges and loops wait until all nodes are known.
    edges: Vec<(usize, usize, [End<'t>; 2], &'t str)>,
    loops: Vec<(usize, usize, &'t str, Vec<&'t str>)>,
}

impl<'t> Reader<'t> {
    fn take(&mut self, number: usize, line: Line<'t>) {
        match line {
            Line::Empty => {}
            Line::Comment => self.warn(number, "Comments are not kept.".to_owned()),
            Line::Opening { id, label } => self.open_lane(number, id, label),
            Line::Closing => match self.open.take() {
                Some(_) => {}
                None => self.error(
                    number,
                    "No lane is open that this `}` could close.".to_owned(),
                ),
            },
            inside => match self.open {
                Some((lane, _)) => self.take_inside(number, lane, inside),
                None => self.error(
                    number,
                    "This stands outside of all lanes: write it between a lane's braces."
                        .to_owned(),
                ),
            },
        }
    }

    /// A line that can't be read. Where it opens a lane, that one is open all the same: what follows stands in it.
    fn miss(&mut self, number: usize, text: &'t str, message: String) {
        self.error(number, message);
        if let Some(id) = opened(text).filter(|_| self.open.is_none()) {
            self.open_lane(number, id, None);
        }
    }

    fn open_lane(&mut self, number: usize, id: &str, label: Option<&str>) {
        if let Some((open, began)) = self.open {
            let open = &self.reading.diagram.lanes[open].id;
            let message =
                format!("The lane `{open}` of line {began} is still open: close it by `}}` first.");
            self.error(number, message);
        }
        if self.lane(id).is_some() {
            self.error(number, format!("There is a lane `{id}` already."));
        }
        self.open = Some((self.reading.diagram.lanes.len(), number));
        self.reading.diagram.lanes.push(Lane {
            id: id.to_owned(),
            label: label.unwrap_or(id).to_owned(),
        });
    }

    fn take_inside(&mut self, number: usize, lane: usize, line: Line<'t>) {
        match line {
            Line::Node {
                id,
                shape,
                attributes,
            } => {
                let known = self.node(id).and_then(|node| self.node_lines.get(node));
                if let Some(first) = known {
                    let message = format!(
                        "There is a node `{id}` in line {first} already: its name must be its own in the whole text."
                    );
                    return self.error(number, message);
                }
                let attributes = attributes.into_iter();
                self.node_lines.push(number);
                self.reading.diagram.nodes.push(Node {
                    id: id.to_owned(),
                    lane,
                    shape,
                    attributes: attributes
                        .map(|(attribute, text)| (attribute, text.to_owned()))
                        .collect(),
                });
            }
            Line::Edge { from, to, label } => {
                self.edges
                    .push((number, lane, [from, to], label.unwrap_or_default()));
            }
            Line::Loop { condition, nodes } => self.loops.push((number, lane, condition, nodes)),
            Line::Empty | Line::Comment | Line::Opening { .. } | Line::Closing => {}
        }
    }

    fn finish(mut self) -> Reading {
        if let Some((lane, began)) = self.open {
            let id = &self.reading.diagram.lanes[lane].id;
            let message = format!("The lane `{id}` is never closed: its `}}` is missing.");
            self.error(began, message);
        }
        let mut edge_lines = Vec::new();
        for (number, lane, [from, to], label) in std::mem::take(&mut self.edges) {
            match self.edge(lane, from, to, label) {
                Ok(edge) => {
                    edge_lines.push(number);
                    self.reading.diagram.edges.push(edge);
                }
                Err(message) => self.error(number, message),
            }
        }
        for (number, lane, condition, nodes) in std::mem::take(&mut self.loops) {
            let found: Result<Vec<usize>, String> = nodes.iter().map(|id| self.known(id)).collect();
            match found {
                Ok(nodes) => {
                    if nodes.len() < 2 {
                        self.warn(number, "A loop should name two nodes or more.".to_owned());
                    }
                    let condition = condition.to_owned();
                    let repeated = Loop {
                        lane,
                        condition,
                        nodes,
                    };
                    self.reading.diagram.loops.push(repeated);
                }
                Err(message) => self.error(number, message),
            }
        }
        let lines = checks::Lines {
            nodes: &self.node_lines,
            edges: &edge_lines,
        };
        let warnings = checks::warnings(&self.reading.diagram, &lines);
        for (number, message) in warnings {
            self.warn(number, message);
        }
        self.reading.problems.sort_by_key(|problem| problem.line);
        self.reading
    }

    fn edge(&self, lane: usize, from: End<'_>, to: End<'_>, label: &str) -> Result<Edge, String> {
        let diagram = &self.reading.diagram;
        let first = self.known(from.node)?;
        if diagram.nodes[first].lane != lane
            || self.lane_of(from)?.is_some_and(|named| named != lane)
        {
            let home = &diagram.lanes[diagram.nodes[first].lane].id;
            return Err(format!(
                "An edge is written in the lane where it begins, and `{}` stands in `{home}`.",
                from.node
            ));
        }
        let last = self.known(to.node)?;
        let home = diagram.nodes[last].lane;
        match self.lane_of(to)? {
            Some(named) if named != home => Err(format!(
                "`{}` stands in the lane `{}`, not in `{}`.",
                to.node, diagram.lanes[home].id, diagram.lanes[named].id
            )),
            None if home != lane => Err(format!(
                "`{0}` stands in another lane: write `{1}.{0}`.",
                to.node, diagram.lanes[home].id
            )),
            _ => Ok(Edge {
                from: (first, from.side),
                to: (last, to.side),
                label: label.to_owned(),
            }),
        }
    }

    /// The lane that an end names.
    fn lane_of(&self, end: End<'_>) -> Result<Option<usize>, String> {
        let Some(name) = end.lane else {
            return Ok(None);
        };
        let lanes = &self.reading.diagram.lanes;
        let found = self.lane(name).map(Some);
        found.ok_or_else(|| {
            let alike = lanes.iter().find(|lane| lane.id.eq_ignore_ascii_case(name));
            let hint = alike.map(|lane| format!(" Did you mean `{}`?", lane.id));
            format!("There is no lane `{name}`.{}", hint.unwrap_or_default())
        })
    }

    fn lane(&self, id: &str) -> Option<usize> {
        self.reading
            .diagram
            .lanes
            .iter()
            .position(|lane| lane.id == id)
    }

    fn node(&self, id: &str) -> Option<usize> {
        self.reading
            .diagram
            .nodes
            .iter()
            .position(|node| node.id == id)
    }

    fn known(&self, id: &str) -> Result<usize, String> {
        self.node(id)
            .ok_or_else(|| format!("There is no node `{id}`."))
    }

    fn error(&mut self, line: usize, message: String) {
        self.problem(line, Severity::Error, message);
    }

    fn warn(&mut self, line: usize, message: String) {
        self.problem(line, Severity::Warning, message);
    }

    fn problem(&mut self, line: usize, severity: Severity, message: String) {
        let problem = Problem {
            line,
            severity,
            message,
        };
        self.reading.problems.push(problem);
    }
}
