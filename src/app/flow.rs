//! The workflow that every command goes through: three lanes, 18 nodes, 19 edges, as `flow/workflow.flowzap` has them.
//!
//! A node is lit only by a trace entry that says so.

mod so_far;
mod visits;

pub use so_far::{Seen, so_far};
pub use visits::{Visit, WAITING, visits};

use super::flowzap::{Diagram, read};
use std::rc::Rc;

const TEXT: &str = include_str!("flow/workflow.flowzap");

/// The lane of the projections.
pub const PROJECTION: &str = "Projection";

thread_local! {
    static WORKFLOW: Rc<Diagram> = Rc::new(read(TEXT).diagram);
}

/// The workflow. It is read once.
pub fn workflow() -> Rc<Diagram> {
    WORKFLOW.with(Rc::clone)
}

/// What the step of a node is for, in a sentence or two.
pub fn explanation(node: &str) -> &'static str {
    match node {
        "n1" => "Somebody wants something: a task was sent.",
        "n2" => "The command arrives with its id, its role and its person.",
        "n3" => "Is it well formed, and may this role send it? No state is needed to tell.",
        "n4" => "The sender is answered from the state as it is now.",
        "n5" => "The command is done with.",
        "n6" => {
            "The events of one stream are fetched: all of them, or those after a snapshot or after the state kept in memory."
        }
        "n7" => {
            "The events are folded, one after the other, into the state that the rules look at."
        }
        "n8" => {
            "The rules decide. They are pure: the same state, command and time always give the same answer."
        }
        "n9" => "What was decided is written down as facts in the past tense.",
        "n10" => {
            "The rules say no, with a reason. The log stays as it is; the journal notes the refusal."
        }
        "n11" => {
            "The events are added to the stream, if nobody else added some since the state was loaded."
        }
        "n12" => "Everybody who listens to these events is told.",
        "n13" => "A projection is handed the events.",
        "n14" => {
            "The projection folds the events into its rows. The same event twice changes nothing."
        }
        "n15" => "Where are the rows kept: as plain data, in an SQL database, in a search index?",
        "n16" => "The rows are written to an SQL table.",
        "n17" => "The words are written to a search index.",
        "n18" => "The projection notes how far it has come: its checkpoint.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workflow_is_whole_and_every_step_is_explained() {
        let reading = read(TEXT);
        assert!(reading.whole().is_some(), "{:?}", reading.problems);
        assert!(workflow().lanes.iter().any(|lane| lane.id == PROJECTION));
        assert_eq!(workflow().nodes.len(), 18);
        for node in &workflow().nodes {
            assert_ne!(explanation(&node.id), "", "{}", node.id);
        }
    }
}
