//! What the checker of the model language promises: what it takes, and what it tells of what it doesn't.
#![cfg(not(target_arch = "wasm32"))]

#[path = "language_check/hints.rs"]
mod hints;
#[path = "language_check/hostile.rs"]
mod hostile;
#[path = "language_check/mistakes.rs"]
mod mistakes;

use foldline::engine::schema::{FieldType, InputSource};
use foldline::language::check::{Checked, check};
use foldline::language::diagnostic::{Diagnostic, Severity};
use foldline::language::program::Program;
use foldline::language::syntax::read;

/// Checks a text that the reader takes.
#[track_caller]
fn checked(text: &str) -> Checked {
    let (model, told) = read(text);
    assert!(told.is_empty(), "{}", shown(text, &told));
    check(&model)
}

/// The program of a text without errors.
#[track_caller]
fn program(text: &str) -> Program {
    let checked = checked(text);
    let errors = errors(&checked.diagnostics);
    assert!(errors.is_empty(), "{}", shown(text, &errors));
    checked.program.expect("a program")
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let errors = diagnostics
        .iter()
        .filter(|it| it.code.severity() == Severity::Error);
    errors.cloned().collect()
}

fn shown(text: &str, diagnostics: &[Diagnostic]) -> String {
    let line = |told: &Diagnostic| {
        let span = told.span.start as usize..told.span.end as usize;
        let number = text[..span.start].lines().count();
        format!(
            "{} line {number} `{}`: {} {}\n",
            told.code, &text[span], told.message, told.hint
        )
    };
    diagnostics.iter().map(line).collect()
}

/// The blocks of the reference that are models or parts of one.
fn blocks() -> Vec<String> {
    let reference = std::fs::read_to_string("docs/language.md").expect("the reference");
    let blocks = reference.split("```fold\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_examples_of_the_reference_are_taken() {
    let blocks = blocks();
    let (first, others) = blocks.split_first().expect("a first model");
    program(first);
    let lifted = "aggregate Order(order: Id) {
        state { name: Text }
        event RegistrantAssigned v2 (firstName: Text, lastName: Text) { name = firstName + lastName }
    }";
    for block in others {
        match block.contains("upcast") {
            true => program(&format!("{first}\n{lifted}\n{block}")),
            false => program(&format!("{first}\n{block}")),
        };
    }
}

#[test]
fn the_models_of_the_gallery_have_nothing_wrong_with_them() {
    for text in gallery() {
        let told = checked(&text).diagnostics;
        assert!(told.is_empty(), "{}", shown(&text, &told));
    }
}

fn gallery() -> Vec<String> {
    let files = std::fs::read_dir("www/models").expect("the gallery");
    let files = files.map(|file| file.expect("a file").path());
    let models = files.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "fold")
    });
    models
        .map(|path| std::fs::read_to_string(path).expect("a model"))
        .collect()
}

#[test]
fn a_model_becomes_a_program_and_says_what_it_is() {
    let program = program(&blocks()[0]);
    let schema = &program.schema;
    assert_eq!(schema.name, "Lending library");
    let titles: Vec<&str> = schema
        .tasks
        .iter()
        .map(|task| task.title.as_str())
        .collect();
    assert_eq!(titles, ["Add a book", "Borrow a book", "Return a book"]);
    let [add, borrow, _] = schema.tasks.as_slice() else {
        panic!("three tasks");
    };
    assert_eq!(add.inputs[0].source, InputSource::NewId);
    assert_eq!(add.inputs[1].source, InputSource::Typed);
    let InputSource::Picked(pick) = &borrow.inputs[0].source else {
        panic!("a book is picked where the read model has such a key");
    };
    assert_eq!(
        (pick.read_model.as_str(), pick.column.as_str()),
        ("Shelf", "book")
    );
    assert_eq!(pick.describe, ["title"]);
    let book = &schema.contexts[0].aggregates[0];
    assert_eq!(book.commands[0].key, "book");
    let lengths: Vec<&FieldType> = book.commands[0]
        .fields
        .iter()
        .map(|it| &it.field_type)
        .collect();
    assert_eq!(
        lengths,
        [
            &FieldType::Text { max_length: 60 },
            &FieldType::Text { max_length: 80 }
        ]
    );
    let columns: Vec<&str> = schema.read_models[0]
        .columns
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(columns, ["Book", "Title", "Loans", "On loan"]);
    assert_eq!(program.specs.len(), 1);
}

#[test]
fn no_text_costs_more_than_it_is_worth() {
    for (what, text) in hostile::texts() {
        let (model, told) = read(&text);
        let begun = std::time::Instant::now();
        let checked = check(&model);
        let took = begun.elapsed();
        assert!(
            took < std::time::Duration::from_secs(10),
            "{what}: {took:?}"
        );
        let told = told.iter().chain(&checked.diagnostics);
        let refused = told
            .filter(|it| it.code.severity() == Severity::Error)
            .count();
        assert!(refused > 0 || what == "blocks in blocks", "{what} is taken");
        assert!(
            checked.diagnostics.len() <= 200,
            "{what}: {}",
            checked.diagnostics.len()
        );
    }
}

/// Numbers that look thrown, the same at every run.
struct Thrown(u64);

impl Thrown {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }
}

/// The words and signs of a text, with what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_')
        .collect()
}

#[test]
fn changed_texts_are_checked_to_the_end() {
    let mut thrown = Thrown(7);
    let mut taken = 0;
    for text in gallery().iter().chain(&blocks()[..1]) {
        let parts = pieces(text);
        for _ in 0..60 {
            let mut changed = parts.clone();
            for _ in 0..=thrown.below(4) {
                let (from, to) = (thrown.below(parts.len()), thrown.below(changed.len()));
                match thrown.below(3) {
                    0 => changed[to] = parts[from],
                    1 => changed.insert(to, parts[from]),
                    _ => drop(changed.remove(to)),
                }
            }
            let changed = changed.concat();
            let (model, told) = read(&changed);
            let checked = check(&model);
            let refused = checked
                .diagnostics
                .iter()
                .any(|it| it.code.severity() == Severity::Error);
            // What follows from what the reader has told may be passed over.
            assert!(!refused || checked.program.is_none());
            assert!(refused || !told.is_empty() || checked.program.is_some());
            taken += usize::from(told.is_empty() && !refused);
            for told in &checked.diagnostics {
                let span = told.span.start as usize..told.span.end as usize;
                assert!(changed.get(span).is_some(), "{told:?}");
                assert!(told.message.ends_with(['.', '?', ':', '!']), "{told:?}");
            }
        }
    }
    assert!(taken > 0, "some changes do no harm");
}

/// A model that calculates one thing of a list.
fn calculating(result: &str, body: &str) -> String {
    format!("model \"M\"\ndefine f(all: List<Int>): {result} = {body}\n")
}

#[test]
fn after_else_a_value_with_a_condition_is_a_value() {
    program(&calculating(
        "Int",
        "(all.first else if all.isEmpty then 1 else 2) + 1",
    ));
    program(&calculating(
        "Int?",
        "all.first else if all.isEmpty then 1 else none",
    ));
    let text = calculating("Int", "all.first else if all.isEmpty then 1 else none");
    assert!(checked(&text).program.is_none(), "it may still be none");
}

#[test]
fn days_and_moments_are_keys_of_maps() {
    program(&calculating(
        "Map<Date, Int>",
        "{2026-03-02: 1, 2026-03-03:2}",
    ));
    program(&calculating(
        "Map<Instant, Int>",
        "{2026-03-02T09:00: 1, 2026-03-02T09:00:30: 2}",
    ));
}
