//! What holds whatever the text: for the reader and for the checker.

use super::counts::Counts;
use foldline::engine::names::CommandType;
use foldline::engine::schema::{FieldType, InputSource, Schema};
use foldline::language::check::{Checked, check};
use foldline::language::diagnostic::{Diagnostic, Severity};
use foldline::language::program::Program;
use foldline::language::syntax::model::ModelText;
use foldline::language::syntax::{limits, read};
use std::collections::BTreeSet;

/// The most errors that the checker tells of one text, with the one that says there are more.
const MOST_TOLD: usize = 200;

fn in_range(text: &str, told: &[Diagnostic]) {
    for diagnostic in told {
        for span in std::iter::once(diagnostic.span).chain(diagnostic.also) {
            let span = span.start as usize..span.end as usize;
            assert!(
                text.get(span).is_some(),
                "a span of the text: {diagnostic:?}"
            );
        }
        assert!(
            diagnostic.message.len() < 2_000,
            "a short message: {diagnostic:?}"
        );
    }
    let starts = told
        .windows(2)
        .map(|pair| (pair[0].span.start, pair[1].span.start));
    for (one, other) in starts {
        assert!(one <= other, "in the order of the text");
    }
}

pub(crate) fn has_errors(told: &[Diagnostic]) -> bool {
    told.iter().any(|it| it.code.severity() == Severity::Error)
}

/// Reads a text: its tree, where nothing is wrong with it.
pub(crate) fn reader(text: &str, counts: &mut Counts) -> Option<ModelText> {
    let (tree, told) = read(text);
    assert_eq!(
        (&tree, &told),
        (&read(text).0, &read(text).1),
        "read again it is the same"
    );
    assert!(told.len() <= limits::ERRORS, "not too many errors");
    in_range(text, &told);
    for part in &tree.parts {
        let span = part.span.start as usize..part.span.end as usize;
        assert!(
            text.get(span).is_some_and(|part| !part.is_empty()),
            "a part is somewhere"
        );
    }
    for diagnostic in &told {
        counts.one(&format!("told {}", diagnostic.code));
    }
    counts.one(if told.is_empty() {
        "texts that are read"
    } else {
        "texts that are not read"
    });
    told.is_empty().then_some(tree)
}

/// Checks a text: its program, where nothing is wrong with it.
pub(crate) fn checker(text: &str, counts: &mut Counts) -> (Option<Program>, Vec<Diagnostic>) {
    let (tree, told) = read(text);
    let Checked {
        program,
        diagnostics,
        ..
    } = check(&tree);
    let again = check(&tree);
    assert_eq!(
        diagnostics, again.diagnostics,
        "checked again it is told the same"
    );
    assert_eq!(program, again.program, "checked again it means the same");
    // Of a text that was not read whole, only what can be told for certain is told.
    let wrong = has_errors(&diagnostics) || has_errors(&told);
    assert!(wrong || program.is_some(), "a program, or errors");
    let both = has_errors(&diagnostics) && program.is_some();
    assert!(!both, "no program of what has errors");
    assert!(diagnostics.len() <= MOST_TOLD, "not too many errors");
    in_range(text, &diagnostics);
    for diagnostic in &diagnostics {
        counts.one(&format!("told {}", diagnostic.code));
    }
    let program = program.filter(|_| !has_errors(&told));
    if let Some(program) = &program {
        consistent(&program.schema);
    }
    counts.one(match &program {
        Some(_) => "texts without errors",
        None => "texts with errors",
    });
    let told = told.into_iter().chain(diagnostics).collect();
    (program, told)
}

/// What a schema names is there.
fn consistent(schema: &Schema) {
    let roles: BTreeSet<&str> = schema.actors.iter().map(|it| it.role.as_str()).collect();
    let command = |of: &CommandType| schema.command(of);
    for (_, aggregate) in schema.aggregates() {
        for command in &aggregate.commands {
            let key = command
                .fields
                .iter()
                .find(|field| field.name == command.key);
            let of_key = key.map(|key| &key.field_type);
            let is_text = matches!(
                of_key,
                Some(
                    FieldType::Text { .. }
                        | FieldType::OptionalText { .. }
                        | FieldType::TextWithin { .. }
                )
            );
            assert!(is_text, "the key of {} is a text", command.command_type);
            let names: BTreeSet<&str> = command.fields.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(
                names.len(),
                command.fields.len(),
                "fields have different names"
            );
            for role in &command.roles {
                assert!(roles.contains(role.as_str()), "{role} acts");
            }
            for read in &command.reads {
                assert!(schema.read_model(&read.read_model).is_some());
                assert!(names.contains(read.key_field.as_str()));
            }
        }
    }
    for process in &schema.processes {
        for sent in &process.commands {
            assert!(command(sent).is_some(), "{sent} is a command");
        }
        for heard in &process.events {
            assert!(schema.event(heard).is_some(), "{heard} is an event");
        }
    }
    for task in &schema.tasks {
        let fields = schema.command_fields(&task.command_type);
        assert_eq!(fields.len(), task.inputs.len(), "every field is filled in");
        for input in &task.inputs {
            assert!(fields.iter().any(|field| field.name == input.field));
            let (InputSource::Picked(pick) | InputSource::Suggested(pick)) = &input.source else {
                continue;
            };
            let of = schema.read_model(&pick.read_model).expect("a read model");
            let named = std::iter::once(&pick.column)
                .chain(&pick.describe)
                .chain(&pick.most);
            let named = named.chain(pick.only.iter().map(|(column, _)| column));
            for column in named.chain(pick.matching.iter().map(|(column, _)| column)) {
                assert!(
                    of.columns.iter().any(|it| it.name == *column),
                    "{column} is a column"
                );
            }
        }
    }
}
