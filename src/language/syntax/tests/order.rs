//! Nothing is lost: what stands in the text stands in the tree, in its order.
#![cfg(test)]

use super::{slice, tree};
use crate::language::syntax::Span;
use crate::language::syntax::model::PartKind;

/// A text with everything in it.
pub(super) const EVERYTHING: &str = include_str!("everything.fold");

#[test]
fn parts_and_members_stand_in_order_and_cover_the_text() {
    let model = tree(EVERYTHING);
    let mut last = 0;
    for part in &model.parts {
        assert!(last <= part.span.start, "parts follow each other");
        let between = &EVERYTHING[last as usize..part.span.start as usize];
        let between = if last == 0 {
            between.replace("model \"Everything\"", "")
        } else {
            between.to_owned()
        };
        let only_comments = between
            .lines()
            .all(|line| line.trim().is_empty() || line.trim().starts_with("//"));
        assert!(
            only_comments,
            "only comments stand between parts: {between}"
        );
        last = part.span.end;
        let spans: Vec<Span> = match &part.kind {
            PartKind::Aggregate(found) => {
                let commands = found.commands.iter().map(|command| command.span);
                let events = found.events.iter().map(|event| event.span);
                commands.chain(events).collect()
            }
            PartKind::ReadModel(found) => found.clauses.iter().map(|on| on.span).collect(),
            PartKind::Process(found) => found.clauses.iter().map(|clause| clause.span).collect(),
            PartKind::Spec(found) => found.then.iter().map(|then| then.span).collect(),
            _ => Vec::new(),
        };
        for span in spans {
            assert!(part.span.start < span.start && span.end < part.span.end);
        }
    }
    assert!(
        EVERYTHING[last as usize..].trim().is_empty(),
        "nothing is left"
    );
}

#[test]
fn spans_are_exact() {
    let model = tree(EVERYTHING);
    for part in &model.parts {
        let text = slice(EVERYTHING, part.span);
        match &part.kind {
            PartKind::Aggregate(found) => {
                assert!(text.starts_with("aggregate ") && text.ends_with('}'));
                for command in &found.commands {
                    assert!(slice(EVERYTHING, command.span).starts_with("command "));
                    assert_eq!(slice(EVERYTHING, command.name.span), command.name.text);
                    for statement in &command.body.statements {
                        let text = slice(EVERYTHING, statement.span);
                        assert_eq!(text.trim(), text);
                    }
                }
                for event in &found.events {
                    assert!(slice(EVERYTHING, event.span).starts_with("event "));
                }
            }
            PartKind::ReadModel(_) => assert!(text.starts_with("read model ")),
            PartKind::Spec(_) => assert!(text.starts_with("spec ") && text.ends_with('}')),
            _ => {}
        }
    }
}

#[test]
fn everything_is_there() {
    let model = tree(EVERYTHING);
    let mut kinds: Vec<String> = model
        .parts
        .iter()
        .map(|part| format!("{:?}", part.kind))
        .map(|text| text.split('(').next().unwrap_or_default().to_owned())
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "Actor",
            "Aggregate",
            "Context",
            "Define",
            "Enum",
            "Process",
            "ReadModel",
            "Record",
            "Spec",
            "Story",
            "Task",
            "Type",
            "Upcast"
        ]
    );
}
