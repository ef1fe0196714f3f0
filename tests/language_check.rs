//! What the checker of the model language promises: what it takes, and what it tells of what it doesn't.
#![cfg(not(target_arch = "wasm32"))]

#[path = "language_check/mistakes.rs"]
mod mistakes;

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
    for block in blocks() {
        if block.starts_with("model") {
            program(&block);
        } else if block.starts_with("upcast RegistrantAssigned") {
            let event = "event RegistrantAssigned v2 (firstName: Text, lastName: Text) { name = firstName + lastName }";
            program(&format!(
                "model \"m\"\naggregate Order(order: Id) {{\nstate {{ name: Text }}\n{event}\n}}\n{block}"
            ));
        }
    }
}

#[test]
fn a_model_becomes_a_program() {
    let program = program(&blocks()[0]);
    assert_eq!(program.commands.len(), 3);
}

#[test]
fn scratch() {
    for name in ["tutorial", "conference"] {
        let text = std::fs::read_to_string(format!("/work/wt-w/www/models/{name}.fold")).unwrap();
        let (model, told) = read(&text);
        println!("{}", shown(&text, &told));
        let now = std::time::Instant::now();
        let checked = check(&model);
        println!(
            "{name} {:?}\n{}",
            now.elapsed(),
            shown(&text, &checked.diagnostics)
        );
    }
}
