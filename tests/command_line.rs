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
    let hash = "4ac02b18a5b64c3b4a387493576a5a6923c5130da4ca8e52739070212b0be193";
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
    let name = format!("{command}-{}-{}.fold", text.len(), input.len());
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
    assert!(printed.contains("\nstory: "), "{printed}");
    assert!(
        printed.contains(" refused, all invariants hold\n"),
        "{printed}"
    );
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

const DESK: &str = r#"
model "Desk"
actor Clerk (Ada)
aggregate Desk(desk: Id) {
  state { open: Int }
  command Open "Open" by Clerk (desk: Id, fee: Decimal, since: Instant?, day: Date?) {
    record Opened(fee, since: since else now)
  }
  event Opened(fee: Decimal, since: Instant) "{fee} {since}" { open += 1 }
  command Stamp (desk: Id) { refuse FULL "It is full." }
  invariant "It is opened once": open <= 1
}
process Stamping by desk: Id {
  on Opened when fee > 100 { fail "That is too much." }
  on Opened { send Stamp(desk) }
  on refusal of Stamp { end }
}
story from 2026-03-02T09:00 {
  Ada as Clerk: Open("d1", 1, none, none)
  Ada as Clerk: Open("d1", 1, none, none)
}
"#;

fn run_desk(commands: &str) -> Vec<String> {
    let (result, printed) = about("run", DESK, commands);
    result.expect("commands");
    printed.lines().map(str::to_owned).collect()
}

#[test]
fn values_come_in_as_people_write_them() {
    let lines = run_desk(
        r#"{"command":"Open","role":"Clerk","payload":{"desk":"d1","fee":3,"since":"2026-03-02T09:00"}}"#,
    );
    let opened = r#""payload":{"fee":"3","since":1772442000000}"#;
    assert!(lines[0].contains(opened), "{lines:?}");
}

#[test]
fn a_refusal_tells_its_fields_its_line_and_whose_it_is() {
    let lines = run_desk(
        r#"
{"command":"Open","role":"Clerk","payload":{"desk":"d1","fee":"much"}}
{"command":"Stamp","role":"Clerk","payload":{"desk":"d1"}}
{"command":"Open","role":"King","payload":{"desk":"d1","fee":"3"}}
{"command":"Open","role":"Clerk","person":"Bo","payload":{"desk":"d2","fee":"3"}}
"#,
    );
    for (line, parts) in lines.iter().zip([
        &[
            r#""code":"INVALID_FIELDS""#,
            r#""fields":{"fee":"It must be a number"#,
            r#""line":2"#,
        ][..],
        &["Only processes send this.", r#""line":3"#],
        &["There is no role “King”.", r#""line":4"#],
        &[r#""event":"Opened""#, r#""by":"Bo""#],
        &[
            r#""refused":"Stamp""#,
            r#""stream":"Desk/d2""#,
            r#""by":"Stamping""#,
        ],
    ]) {
        for part in parts {
            assert!(line.contains(part), "{part} is not in {line}");
        }
    }
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert!(
        !lines[4].contains("\"line\""),
        "no person has sent it: {}",
        lines[4]
    );
}

#[test]
fn what_breaks_and_what_is_parked_is_printed_once() {
    let open = |fee: i64| {
        format!(
            "{{\"command\":\"Open\",\"role\":\"Clerk\",\"payload\":{{\"desk\":\"d\",\"fee\":{fee}}}}}\n"
        )
    };
    let lines = run_desk(&format!("{}{}{}", open(1), open(2), open(900)));
    let of = |member: &str| {
        let member = format!("{{\"{member}\":");
        lines.iter().filter(|line| line.contains(&member)).count()
    };
    assert_eq!((of("broken"), of("parked")), (1, 1), "{lines:#?}");
    let broken = r#"{"broken":"It is opened once","problem":"#;
    assert!(
        lines.iter().any(|line| line.starts_with(broken)),
        "{lines:#?}"
    );
    let parked = r#"{"parked":"Stamping/d","reason":"That is too much."}"#;
    assert!(lines.iter().any(|line| line == parked), "{lines:#?}");
}

#[test]
fn a_line_that_is_no_command_is_told_in_plain_words() {
    for (line, why) in [
        ("Open the desk", "it is no JSON"),
        ("[1]", "no object in braces"),
        (
            r#"{"command":"Open","role":"Clerk","payload":{"fee":1.5}}"#,
            "write fractions as text",
        ),
        (
            r#"{"command":"Open","role":"Clerk","persno":"Ada"}"#,
            "it has \"persno\"",
        ),
        (
            r#"{"command":"Open","role":"Clerk","at":"2020-01-01T00:00"}"#,
            "it is 2026-01-01",
        ),
        (
            r#"{"command":"Open","role":"Clerk","at":"soon"}"#,
            "“soon” is no time",
        ),
    ] {
        let (result, _) = about("run", DESK, line);
        let told = result.expect_err("no command").to_string();
        assert!(
            told.starts_with("Line 1 is no command") && told.contains(why),
            "{told}"
        );
        assert_eq!(told.to_lowercase().matches("line 1").count(), 1, "{told}");
    }
}

#[test]
fn a_story_that_breaks_an_invariant_fails() {
    let (result, printed) = about("test", DESK, "");
    assert!(matches!(result, Err(CliError::Failed)));
    let story =
        "story: 2 commands, 0 refused, one invariant is broken\nBROKEN  It is opened once\n";
    assert!(printed.contains(story), "{printed}");
    assert!(printed.ends_with("0 passed, 0 failed\n"), "{printed}");
    let (result, printed) = about("test", &DESK.replace("open <= 1", "open <= 2"), "");
    result.expect("all holds");
    assert!(printed.contains("all invariants hold"), "{printed}");
}
