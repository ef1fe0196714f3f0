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
