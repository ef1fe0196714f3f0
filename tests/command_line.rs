//! The command line: what it prints, and what it says when it can't.
#![cfg(not(target_arch = "wasm32"))]

use foldline::cli::{CliError, answer};
use foldline::engine::value::Value;
use foldline::samples;
use std::ffi::OsString;

fn asked(arguments: &[&str]) -> Result<String, CliError> {
    let mut printed = Vec::new();
    let arguments = arguments.iter().map(OsString::from);
    answer(
        arguments,
        samples::models(),
        &mut std::io::empty(),
        &mut printed,
    )?;
    Ok(String::from_utf8(printed).expect("text"))
}

fn printed(arguments: &[&str]) -> String {
    asked(arguments).expect("an answer")
}

fn told(arguments: &[&str]) -> String {
    asked(arguments).expect_err("no answer").to_string()
}

#[test]
fn history_is_one_stored_entry_a_line() {
    let printed = printed(&["history"]);
    let entries: Vec<Value> = printed
        .lines()
        .map(|line| Value::from_json(line).expect("JSON"))
        .collect();
    let commits = entries.iter().filter(|e| e.get("command").is_some());
    let notes = entries.iter().filter(|e| e.get("note").is_some());
    assert!(commits.clone().count() > 300 && notes.clone().count() > 5);
    assert_eq!(commits.count() + notes.count(), entries.len());
}

#[test]
fn the_world_has_states_rows_and_the_known_hash_at_any_position() {
    let end = Value::from_json(&printed(&["world"])).expect("JSON");
    let last = end.get("position").and_then(Value::as_int).expect("one");
    let same = printed(&["world", "--at", &last.to_string()]);
    assert_eq!(Value::from_json(&same).expect("JSON"), end);
    // The same constant as in `world_hash.rs`, which holds natively and in wasm.
    let hash = "3233e2ccf66f6ebf66d886f77b95c3cdcd3f9f59d2c1e3752ffde57bac1fee6f";
    assert_eq!(end.get("hash").and_then(Value::as_text), Some(hash));
    let states = end.get("states").and_then(Value::as_map).expect("states");
    assert_eq!(states.len(), 76);
    let start = printed(&["world", "--at=0"]);
    assert!(start.contains(r#""readModels":{"ActivityFeed":[],"Availability":[]"#));
}

#[test]
fn help_and_version_are_there() {
    assert!(printed(&["--help"]).contains("world [--at N]"));
    assert_eq!(printed(&["world", "-h"]), printed(&["--help"]));
    assert!(printed(&["--version"]).starts_with("foldline 0."));
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    for (arguments, what) in [
        (&[][..], "A command is missing"),
        (&["fold"], "There is no command `fold`"),
        (&["history", "--at", "3"], "`history` has no `--at`"),
        (&["world", "--at", "three"], "three"),
        (&["world", "--at"], "--at"),
        (&["world", "here"], "here"),
    ] {
        let told = told(arguments);
        assert!(
            told.contains(what) && told.contains("foldline --help"),
            "{told}"
        );
    }
    let told = told(&["world", "--at", "1000000"]);
    assert!(told.contains("the history ends at 421"), "{told}");
}

/// What the command line says about a file, and whether it went well.
fn about(command: &str, text: &str, input: &str) -> (Result<(), CliError>, String) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let name = format!("{command}-{}.fold", text.len());
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    let arguments = [OsString::from(command), file.into_os_string()];
    let mut printed = Vec::new();
    let result = answer(
        arguments,
        samples::models(),
        &mut input.as_bytes(),
        &mut printed,
    );
    (result, String::from_utf8(printed).expect("text"))
}

const TUTORIAL: &str = include_str!("../www/models/tutorial.fold");

#[test]
fn a_model_is_checked_and_a_mistake_is_told_at_its_place() {
    let (result, printed) = about("check", TUTORIAL, "");
    result.expect("a model");
    assert!(printed.ends_with("can be run.\n"), "{printed}");
    let broken = TUTORIAL.replace("row.stamps += cups", "row.stamps += cup");
    let (result, printed) = about("check", &broken, "");
    let told = result.expect_err("a mistake").to_string();
    assert!(told.contains("can't be run"), "{told}");
    let line = 1 + TUTORIAL
        .lines()
        .position(|line| line.contains("row.stamps += cups"))
        .expect("the line");
    assert!(printed.contains(&format!(":{line}:")), "{printed}");
    assert!(printed.contains("`cups`"), "{printed}");
}

#[test]
fn the_specs_of_a_model_are_run_and_a_wrong_one_shows_both_sides() {
    let (result, printed) = about("test", TUTORIAL, "");
    result.expect("specs that hold");
    assert!(printed.ends_with("1 passed, 0 failed\n"), "{printed}");
    let wrong = TUTORIAL.replace("then refused TOO_FEW_STAMPS", "then FreeCoffeeTaken()");
    let (result, printed) = about("test", &wrong, "");
    assert!(matches!(result, Err(CliError::Failed)));
    assert!(printed.contains("expected {"), "{printed}");
    assert!(printed.contains("TOO_FEW_STAMPS"), "{printed}");
    assert!(printed.ends_with("0 passed, 1 failed\n"), "{printed}");
}

#[test]
fn commands_go_in_and_events_and_refusals_come_out() {
    let commands = r#"
        {"command":"BuyCoffee","payload":{"card":"red","cups":6},"role":"Guest","person":"Ada"}
        {"command":"TakeFreeCoffee","payload":{"card":"red"},"role":"Guest","at":"2026-03-02T09:00:00Z"}
        {"command":"TakeFreeCoffee","payload":{"card":"red"},"role":"Guest"}
    "#;
    let (result, printed) = about("run", TUTORIAL, commands);
    result.expect("commands");
    let lines: Vec<Value> = printed
        .lines()
        .map(|line| Value::from_json(line).expect("JSON"))
        .collect();
    let types: Vec<Option<&str>> = lines
        .iter()
        .map(|line| line.get("event").or(line.get("code"))?.as_text())
        .collect();
    assert_eq!(
        types,
        [
            Some("CoffeeBought"),
            Some("FreeCoffeeTaken"),
            Some("TOO_FEW_STAMPS")
        ]
    );
    assert_eq!(lines[0].get("by").and_then(Value::as_text), Some("Ada"));
    let (result, printed) = about("run", TUTORIAL, "{\"role\":\"Guest\"}");
    let told = result.expect_err("no command").to_string();
    assert!(
        told.contains("Line 1") && told.contains("\"command\""),
        "{told}"
    );
    assert_eq!(printed, "");
}
