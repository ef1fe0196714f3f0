//! What is offered behind a point is what values can do, and everything that the language says of them.

use super::offered_in;
use foldline::language::compile;
use std::collections::BTreeSet;
use std::fs;

/// Values of each type that has methods.
const VALUES: &[(&str, &str)] = &[
    ("List<Int>", "[1]"),
    ("List<List<Int>>", "[[1]]"),
    ("List<Text>", "[\"a\"]"),
    ("Set<Int>", "[1]"),
    ("Map<Text, Int>", "{\"a\": 1}"),
    ("Text", "\"a\""),
    ("Id", "\"a\""),
    ("Int", "1"),
    ("Decimal", "1.5"),
    ("Duration", "1 min"),
    ("Date", "2026-03-02"),
    ("Instant", "2026-03-02T09:00"),
];

fn methods(of: &str) -> Vec<String> {
    let text = format!("model \"M\"\ndefine f(x: {of}): Int = x.");
    let entries = offered_in(&text, &compile(&text).meanings, text.len());
    entries.into_iter().map(|entry| entry.label).collect()
}

#[test]
fn what_is_offered_is_there() {
    for (of, value) in VALUES {
        let all = methods(of);
        assert!(!all.is_empty(), "there are methods of {of}");
        for name in all {
            let text = format!(
                "model \"M\"\ndefine f(x: {of}): Int = x.{name}\ndefine g(): Int = f({value})"
            );
            let told = compile(&text).diagnostics;
            let unknown = told.iter().find(|it| it.message.contains("has no `"));
            assert_eq!(unknown, None, "{name} of {of}");
        }
    }
}

#[test]
fn what_the_reference_names_is_offered() {
    let reference = fs::read_to_string("docs/language.md").expect("the reference");
    let rows = reference
        .lines()
        .skip_while(|line| *line != "| of | methods |");
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let offered: BTreeSet<String> = VALUES.iter().flat_map(|(of, _)| methods(of)).collect();
    let mut named = 0;
    for row in rows {
        let (_, methods) = row.trim_matches('|').split_once('|').expect("two columns");
        for method in methods.split('`').skip(1).step_by(2) {
            let name = method.split('(').next().unwrap_or_default();
            let is_type_or_calculation = ["Date", "Duration", "min", "max"].contains(&name);
            assert!(is_type_or_calculation || offered.contains(name), "{name}");
            named += 1;
        }
    }
    assert!(named > 40, "the methods were found: {named}");
}
