//! What the entries of a trace say of the nodes of the workflow.

use crate::engine::names::ReadModelName;
use crate::engine::trace::{LoadSource, Trace, TraceEntry};

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

/// The fact that names the subscribers that the events have not reached yet.
pub const WAITING: &str = "not delivered yet";

/// Which nodes a command came by, in order.
pub fn visits(trace: &Trace) -> Vec<Visit> {
    let visits = |entry: &TraceEntry| match entry {
        TraceEntry::Published { subscribers } => vec![published(trace, subscribers)],
        other => visits_of(other),
    };
    trace.entries.iter().flat_map(visits).collect()
}

/// Who was told; and who was not, for it lags.
fn published(trace: &Trace, subscribers: &[ReadModelName]) -> Visit {
    let told = |name: &ReadModelName| {
        let mut entries = trace.entries.iter();
        entries.any(|it| matches!(it, TraceEntry::Notified { read_model } if read_model == name))
    };
    let (told, waiting): (Vec<&ReadModelName>, Vec<&ReadModelName>) =
        subscribers.iter().partition(|name| told(name));
    let all = subscribers.len();
    let words = plural(all, "subscriber");
    let note = match waiting.is_empty() {
        true => format!("{all} {words}"),
        false => format!("{} of {all} {words}", told.len()),
    };
    let names = |them: &[&ReadModelName]| {
        let names: Vec<&str> = them.iter().map(|name| name.as_str()).collect();
        names.join(", ")
    };
    let mut facts = facts([("subscribers", names(&told))]);
    if !waiting.is_empty() {
        facts.push((WAITING.to_owned(), names(&waiting)));
    }
    visit("n12", &note, facts)
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
