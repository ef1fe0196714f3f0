//! Specs: what their clock shows, and what a process hears.
#![cfg(test)]

use super::model;
use crate::language::run::spec::run;

const DESK: &str = r#"
model "Desk"
actor Clerk (Ada)
aggregate Note(note: Id) {
  command Take "Take" by Clerk (note: Id) { record Taken(at: now) }
  event Taken(at: Instant) "Taken at {at}."
  command Pass (note: Id, why: Text) { record Passed(why) }
  event Passed(why: Text) "Passed on: {why}."
}
read model Notes (note: Id) {
  taken: Instant
  on Taken { row.taken = recordedAt }
}
process Passing by note: Id {
  deadline Late
  starts on Taken {
    set Late at now + 1 h
    send Pass(note, why: "")
  }
  on Late { set Late at now + 1 h }
  on refusal of Pass { send Pass(note, why: "{code}: {reason}") }
}
"#;

/// Whether a spec with these lines holds.
#[track_caller]
fn holds(lines: &str) {
    let text = format!("{DESK}\nspec \"s\" {{\n{lines}\n}}\n");
    let model = model(&text);
    let outcome = run(&model, &model.program().specs[0]);
    assert!(outcome.passed(), "{lines}\n{:?}", outcome.problems);
}

#[test]
fn now_is_the_latest_that_was_told() {
    for lines in [
        // Nothing tells.
        "when Ada as Clerk: Take(\"n\") then Taken(2026-03-02T09:00)",
        "when Ada as Clerk: Take(\"n\")\nthen Taken(now)",
        "given now 2020-01-01T00:00\nwhen Ada as Clerk: Take(\"n\")\nthen Taken(2020-01-01T00:00)",
        // What was given.
        "given Taken(\"m\", 2020-01-01T00:00) at 2020-01-02T00:00\nwhen Ada as Clerk: Take(\"n\")\nthen Taken(2020-01-02T00:00)",
        // The latest of it, in whatever order.
        "given Taken(\"m\", now) at 2020-01-02T00:00\ngiven Taken(\"o\", now) at 2020-01-01T00:00
         when Ada as Clerk: Take(\"n\")\nthen Taken(2020-01-02T00:00)\nthen Notes[\"o\"] is { taken: 2020-01-01T00:00 }",
        // What is heard.
        "when Passing hears Taken(\"n\", now) at 2020-01-01T00:00\nthen sets Late at 2020-01-01T01:00\nthen sets Late at now + 1 h\nthen sends Pass()",
        // The deadline that passes.
        "given Taken(\"n\", now) at 2020-01-01T00:00\nwhen Late passes for \"n\"\nthen sets Late at 2020-01-01T02:00",
        // It is late already.
        "given Taken(\"n\", now) at 2020-01-01T00:00\ngiven now 2020-01-01T05:00\nwhen Late passes for \"n\"\nthen sets Late at 2020-01-01T06:00",
    ] {
        holds(&lines.replace(" then", "\nthen"));
    }
}

#[test]
fn a_process_hears_why_a_command_was_refused() {
    for (why, told) in [
        ("", "REFUSED: The rules say no."),
        (" SETTLED", "SETTLED: The rules say no."),
        (" SETTLED \"It is.\"", "SETTLED: It is."),
        (" \"It is.\"", "REFUSED: It is."),
    ] {
        holds(&format!(
            "given Taken(\"n\", now)\nwhen refusal of Pass{why} for \"n\"\nthen sends Pass(why: \"{told}\")"
        ));
        holds(&format!(
            "given Taken(\"n\", now)\ngiven refusal of Pass{why} for \"n\"\nwhen Late passes for \"n\"\nthen sets Late at now + 1 h"
        ));
    }
}
