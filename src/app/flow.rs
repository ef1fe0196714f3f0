//! The workflow that every command goes through: three lanes, 18 nodes, 19 edges.
//!
//! A node is lit only by a trace entry that says so.

use crate::engine::trace::{LoadSource, Trace, TraceEntry};

/// A node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    /// n1 to n18.
    pub id: &'static str,
    /// Its lane.
    pub lane: Lane,
    /// Its label.
    pub label: &'static str,
    /// What the step is for.
    pub explanation: &'static str,
}

/// A lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// Command handler.
    Command,
    /// Event store.
    EventStore,
    /// Read model projection.
    Projection,
}

/// An edge: from, to, label.
pub type Edge = (&'static str, &'static str, &'static str);

/// What one trace entry says of a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visit {
    /// The node.
    pub node: &'static str,
    /// What happened there, in a few words.
    pub note: String,
    /// What was read and decided there.
    pub facts: Vec<(String, String)>,
    /// Whether the command was stopped there.
    pub stopped: bool,
}

const fn node(
    id: &'static str,
    lane: Lane,
    label: &'static str,
    explanation: &'static str,
) -> Node {
    Node {
        id,
        lane,
        label,
        explanation,
    }
}

/// The nodes in order.
pub const NODES: [Node; 18] = [
    node(
        "n1",
        Lane::Command,
        "Start",
        "Somebody wants something: a task was sent.",
    ),
    node(
        "n2",
        Lane::Command,
        "Receive command",
        "The command arrives with its id, its role and its person.",
    ),
    node(
        "n3",
        Lane::Command,
        "Validate command",
        "Is it well formed, and may this role send it? No state is needed to tell.",
    ),
    node(
        "n4",
        Lane::Command,
        "Query current state",
        "The sender is answered from the state as it is now.",
    ),
    node("n5", Lane::Command, "End", "The command is done with."),
    node(
        "n6",
        Lane::EventStore,
        "Load aggregate events",
        "The events of one stream are fetched: all of them, or those after a snapshot or after the state kept in memory.",
    ),
    node(
        "n7",
        Lane::EventStore,
        "Replay to build state",
        "The events are folded, one after the other, into the state that the rules look at.",
    ),
    node(
        "n8",
        Lane::EventStore,
        "Command valid for state?",
        "The rules decide. They are pure: the same state, command and time always give the same answer.",
    ),
    node(
        "n9",
        Lane::EventStore,
        "Create new event",
        "What was decided is written down as facts in the past tense.",
    ),
    node(
        "n10",
        Lane::EventStore,
        "Reject command",
        "The rules say no, with a reason. The log stays as it is; the journal notes the refusal.",
    ),
    node(
        "n11",
        Lane::EventStore,
        "Append to event stream",
        "The events are added to the stream, if nobody else added some since the state was loaded.",
    ),
    node(
        "n12",
        Lane::EventStore,
        "Publish to subscribers",
        "Everybody who listens to these events is told.",
    ),
    node(
        "n13",
        Lane::Projection,
        "Receive event notification",
        "A projection is handed the events.",
    ),
    node(
        "n14",
        Lane::Projection,
        "Update read model",
        "The projection folds the events into its rows. The same event twice changes nothing.",
    ),
    node(
        "n15",
        Lane::Projection,
        "Projection type?",
        "Where are the rows kept: as plain data, in an SQL database, in a search index?",
    ),
    node(
        "n16",
        Lane::Projection,
        "Update SQL database",
        "The rows are written to an SQL table.",
    ),
    node(
        "n17",
        Lane::Projection,
        "Update search index",
        "The words are written to a search index.",
    ),
    node(
        "n18",
        Lane::Projection,
        "Acknowledge processing",
        "The projection notes how far it has come: its checkpoint.",
    ),
];

/// The edges in order.
pub const EDGES: [Edge; 19] = [
    ("n1", "n2", ""),
    ("n2", "n3", ""),
    ("n3", "n6", "Process"),
    ("n4", "n5", ""),
    ("n6", "n7", ""),
    ("n7", "n8", ""),
    ("n8", "n9", "Yes"),
    ("n8", "n10", "No"),
    ("n9", "n11", ""),
    ("n10", "n4", "Invalid"),
    ("n11", "n12", ""),
    ("n12", "n13", "Notify"),
    ("n13", "n14", ""),
    ("n14", "n15", ""),
    ("n15", "n16", "Database"),
    ("n15", "n17", "Search"),
    ("n16", "n18", ""),
    ("n17", "n18", ""),
    ("n18", "n4", "Complete"),
];

/// Which nodes a command came by, in order.
pub fn visits(trace: &Trace) -> Vec<Visit> {
    trace.entries.iter().flat_map(visits_of).collect()
}

fn visits_of(entry: &TraceEntry) -> Vec<Visit> {
    match entry {
        TraceEntry::Received { command, actor } => vec![
            visit(
                "n1",
                "",
                facts([
                    ("by", actor.person.to_string()),
                    ("as", actor.role.to_string()),
                ]),
            ),
            visit(
                "n2",
                command.as_str(),
                facts([("command", command.to_string())]),
            ),
        ],
        TraceEntry::Validated { fields, stream } => {
            let note = format!("{fields} {}", plural(*fields, "field"));
            let facts = facts([
                ("checked", note.clone()),
                ("for the stream", stream.to_string()),
            ]);
            vec![visit("n3", &note, facts)]
        }
        TraceEntry::Invalid { reason, problems } => {
            let mut facts = facts([("refused", reason.clone())]);
            facts.extend(
                problems
                    .iter()
                    .map(|p| (p.field.clone(), p.problem.clone())),
            );
            vec![stop("n3", "invalid", facts)]
        }
        TraceEntry::Loaded { attempt, source } => vec![loaded(*attempt, source)],
        TraceEntry::Replayed { attempt, version } => {
            let note = format!("version {version}");
            vec![visit(
                "n7",
                &note,
                with_attempt(*attempt, [("state at", note.clone())]),
            )]
        }
        TraceEntry::Decided { attempt, accepted } => {
            let answer = if *accepted { "yes" } else { "no" };
            let facts = with_attempt(*attempt, [("valid for the state", answer.to_owned())]);
            vec![visit("n8", answer, facts)]
        }
        TraceEntry::Created { events } => {
            let names: Vec<&str> = events.iter().map(|e| e.as_str()).collect();
            vec![visit(
                "n9",
                &names.join(", "),
                facts([("events", names.join(", "))]),
            )]
        }
        TraceEntry::Rejected { code, reason } => {
            vec![stop(
                "n10",
                code,
                facts([("rule", code.clone()), ("reason", reason.clone())]),
            )]
        }
        other => after_the_decision(other),
    }
}

fn after_the_decision(entry: &TraceEntry) -> Vec<Visit> {
    match entry {
        TraceEntry::Appended {
            version,
            position,
            events,
        } => {
            let note = format!("version {version}");
            let added = format!("{events} {}", plural(*events, "event"));
            let facts = facts([
                ("added", added),
                ("stream at", note.clone()),
                ("history at position", position.to_string()),
            ]);
            vec![visit("n11", &note, facts)]
        }
        TraceEntry::Conflicted {
            attempt,
            expected,
            actual,
            winners,
        } => {
            let names: Vec<&str> = winners.iter().map(|e| e.as_str()).collect();
            let facts = with_attempt(
                *attempt,
                [
                    ("expected", expected.to_string()),
                    ("found", format!("version {actual}")),
                    ("won by", names.join(", ")),
                ],
            );
            vec![stop("n11", "lost race", facts)]
        }
        TraceEntry::Repeated { position } => {
            let facts = facts([("accepted before, at position", position.to_string())]);
            vec![visit("n11", "accepted before", facts)]
        }
        TraceEntry::Published { subscribers } => {
            let names: Vec<&str> = subscribers.iter().map(|s| s.as_str()).collect();
            let note = format!("{} {}", names.len(), plural(names.len(), "subscriber"));
            vec![visit(
                "n12",
                &note,
                facts([("subscribers", names.join(", "))]),
            )]
        }
        TraceEntry::Answered { version } => {
            let note = format!("version {version}");
            vec![
                visit("n4", &note, facts([("answered from", note.clone())])),
                visit("n5", "", Vec::new()),
            ]
        }
        other => in_projections(other),
    }
}

fn in_projections(entry: &TraceEntry) -> Vec<Visit> {
    match entry {
        TraceEntry::Notified { read_model } => {
            vec![visit(
                "n13",
                "",
                facts([("projection", read_model.to_string())]),
            )]
        }
        TraceEntry::Updated { read_model, rows } => {
            let note = format!("{} {}", rows.len(), plural(rows.len(), "row"));
            let facts = facts([
                ("read model", read_model.to_string()),
                (
                    "rows that changed",
                    if rows.is_empty() {
                        "none".to_owned()
                    } else {
                        rows.join(", ")
                    },
                ),
            ]);
            vec![visit("n14", &note, facts)]
        }
        TraceEntry::Classified { read_model, .. } => vec![visit(
            "n15",
            "plain data",
            facts([
                ("read model", read_model.to_string()),
                ("kept as", "plain data".to_owned()),
            ]),
        )],
        TraceEntry::Acknowledged {
            read_model,
            checkpoint,
        } => {
            let note = format!("checkpoint {checkpoint}");
            let facts = facts([
                ("projection", read_model.to_string()),
                ("checkpoint", checkpoint.to_string()),
            ]);
            vec![visit("n18", &note, facts)]
        }
        _ => Vec::new(),
    }
}

fn loaded(attempt: u32, source: &LoadSource) -> Visit {
    let note = match source {
        LoadSource::Memory { version, events: 0 } => format!("memory at version {version}"),
        LoadSource::Memory { version, events } => {
            format!("memory {version} + {events} {}", plural(*events, "event"))
        }
        LoadSource::Store {
            snapshot: None,
            events,
        } => {
            format!("{events} {}", plural(*events, "event"))
        }
        LoadSource::Store {
            snapshot: Some(version),
            events,
        } => {
            format!("snapshot {version} + {events} {}", plural(*events, "event"))
        }
    };
    let facts = with_attempt(attempt, [("from", note.clone())]);
    visit("n6", &note, facts)
}

fn visit(node: &'static str, note: &str, facts: Vec<(String, String)>) -> Visit {
    Visit {
        node,
        note: note.to_owned(),
        facts,
        stopped: false,
    }
}

fn stop(node: &'static str, note: &str, facts: Vec<(String, String)>) -> Visit {
    Visit {
        stopped: true,
        ..visit(node, note, facts)
    }
}

fn facts<const N: usize>(facts: [(&str, String); N]) -> Vec<(String, String)> {
    facts.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

fn with_attempt<const N: usize>(attempt: u32, more: [(&str, String); N]) -> Vec<(String, String)> {
    let mut all = facts([("attempt", attempt.to_string())]);
    all.extend(facts(more));
    all
}

fn plural(count: usize, word: &str) -> String {
    match count {
        1 => word.to_owned(),
        _ => format!("{word}s"),
    }
}
