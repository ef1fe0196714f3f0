//! The workflow that every command goes through: three lanes, 18 nodes, 19 edges.
//!
//! A node is lit only by a trace entry that says so.

mod so_far;
mod visits;

pub use so_far::{Seen, so_far};
pub use visits::{Visit, WAITING, visits};

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
