//! The rules of the notation, each with its line.
#![cfg(test)]

use super::*;
use Severity::{Error, Warning};

/// The workflow that every command goes through.
const WORKFLOW: &str = include_str!("../flow/workflow.flowzap");

fn problems(text: &str) -> Vec<(usize, Severity, String)> {
    let problems = read(text).problems.into_iter();
    problems
        .map(|it| (it.line, it.severity, it.message))
        .collect()
}

/// The text has this problem, and no other.
#[track_caller]
fn assert_problem(text: &str, line: usize, severity: Severity, part: &str) {
    let found = problems(text);
    let [(at, how_bad, message)] = &found[..] else {
        panic!("one problem: {found:?}");
    };
    assert_eq!((*at, *how_bad), (line, severity), "{message}");
    assert!(message.contains(part), "{message}");
    assert_eq!(read(text).whole().is_some(), severity == Warning);
}

/// Two lanes that speak to each other, with a line more in the first.
fn with_line(line: &str) -> String {
    format!(
        "Shop {{ # The shop\nn1: circle label:\"Start\"\nn2: rectangle label:\"Ask\"\nn1.handle(right) -> n2.handle(left)\n\
         n2.handle(bottom) -> Bank.n3.handle(top)\n{line}\n}}\nBank {{\nn3: taskbox label:\"Answer\" owner:\"Clerk\"\n\
         n3.handle(top) -> Shop.n2.handle(bottom) [label=\"Yes\"]\n}}\n"
    )
}

#[test]
fn the_workflow_of_commands_is_read_and_written_as_it_stands() {
    let reading = read(WORKFLOW);
    let diagram = reading.whole().expect("nothing is wrong with it");
    let lanes: Vec<(&str, &str)> = diagram.lanes.iter().map(|l| (&*l.id, &*l.label)).collect();
    let expected = [
        ("Command", "Command Handler"),
        ("EventStore", "Event Store"),
        ("Projection", "Read Model Projection"),
    ];
    assert_eq!(lanes, expected);
    let counts = (
        diagram.nodes.len(),
        diagram.edges.len(),
        diagram.loops.len(),
    );
    assert_eq!(counts, (18, 19, 0));
    let crossing = diagram.edges.iter().filter(|edge| {
        let [from, to] = [edge.from, edge.to].map(|(node, _)| diagram.nodes[node].lane);
        from != to
    });
    let crossing: Vec<(&str, &str, &str)> = crossing
        .map(|edge| {
            let [from, to] = [edge.from, edge.to].map(|(node, _)| &*diagram.nodes[node].id);
            (from, to, &*edge.label)
        })
        .collect();
    let expected = [
        ("n3", "n6", "Process"),
        ("n10", "n4", "Invalid"),
        ("n12", "n13", "Notify"),
        ("n18", "n4", "Complete"),
    ];
    assert_eq!(crossing, expected);
    let shape = |id: &str| diagram.nodes.iter().find(|n| n.id == id).map(|n| n.shape);
    assert_eq!(shape("n1"), Some(Shape::Circle));
    assert_eq!(shape("n8"), Some(Shape::Diamond));
    assert_eq!(shape("n12"), Some(Shape::Rectangle));
    assert_eq!(write(diagram), WORKFLOW, "written it is the same text");
}

#[test]
fn the_workflow_goes_round_and_is_warned_of() {
    let warned: Vec<usize> = problems(WORKFLOW).iter().map(|(line, ..)| *line).collect();
    let lines: Vec<&str> = WORKFLOW.lines().collect();
    let texts: Vec<&str> = warned.iter().map(|line| lines[line - 1]).collect();
    let expected = [
        "n12.handle(bottom) -> Projection.n13.handle(top) [label=\"Notify\"]",
        "n18.handle(top) -> Command.n4.handle(bottom) [label=\"Complete\"]",
    ];
    assert_eq!(texts, expected);
    assert!(
        problems(WORKFLOW)
            .iter()
            .all(|(_, severity, _)| *severity == Warning)
    );
}

#[test]
fn everything_that_can_be_said_comes_back() {
    let text = with_line("loop [while it says no] n2 n3");
    assert_eq!(problems(&text), []);
    let reading = read(&text);
    assert_eq!(reading.diagram.loops.len(), 1);
    assert_eq!(reading.diagram.lanes[1].label, "Bank");
    let taskbox = &reading.diagram.nodes[2];
    assert_eq!(taskbox.label(), "Answer");
    assert_eq!(
        taskbox.attributes[1],
        (Attribute::Owner, "Clerk".to_owned())
    );
    assert_eq!(read(&write(&reading.diagram)).diagram, reading.diagram);
}

#[test]
fn nodes_may_be_named_before_they_are_written() {
    let text = "A {\nn1.handle(right) -> n2.handle(left)\nn1: circle\nn2: circle\n}";
    assert_eq!(problems(text), []);
    assert_eq!(
        read(text).diagram.nodes[0].label(),
        "n1",
        "without a label its id is shown"
    );
}

#[test]
fn every_rule_names_its_line() {
    for (line, part) in [
        ("n4: rect label:\"x\"", "no shape `rect`"),
        ("n4: circle color:\"red\"", "no attribute `color`"),
        ("n4: circle label=\"x\"", "takes a colon"),
        ("n4: circle label:\"x", "between quotes"),
        ("node4: circle", "`n` and a number"),
        ("n1: circle", "in line 2 already"),
        ("n2.handle(middle) -> n1.handle(left)", "no side `middle`"),
        ("n2 -> n1.handle(left)", "An end of an edge"),
        ("n2.handle(left) n1.handle(left)", "stands `->`"),
        (
            "n2.handle(left) -> n1.handle(left) [label:\"x\"]",
            "`[label=\"…\"]`",
        ),
        (
            "n2.handle(left) -> n1.handle(left) and more",
            "nothing more",
        ),
        ("n2.handle(left) -> n3.handle(left)", "write `Bank.n3`"),
        (
            "n2.handle(left) -> bank.n3.handle(left)",
            "Did you mean `Bank`?",
        ),
        ("n2.handle(left) -> Shop.n3.handle(left)", "not in `Shop`"),
        ("n2.handle(left) -> n9.handle(left)", "no node `n9`"),
        ("n3.handle(left) -> n2.handle(left)", "stands in `Bank`"),
        ("# a label", "behind its `{`"),
        ("loop [again] n2 n9", "no node `n9`"),
        ("loop n2 n3", "A loop is written as"),
        ("n4: circle label:\"\u{1F600}\"", "leave it out"),
        ("n4: circle label:\"\u{7}\"", "leave it out"),
        ("hello there", "`n` and a number"),
    ] {
        let text = with_line(line);
        let found = problems(&text);
        let told = found
            .iter()
            .find(|(at, how_bad, _)| (*at, *how_bad) == (6, Error));
        let message = &told.unwrap_or_else(|| panic!("{line}: {found:?}")).2;
        assert!(message.contains(part), "{line}: {message}");
    }
}

#[test]
fn what_looks_wrong_is_a_warning() {
    assert_problem(&with_line("// a comment"), 6, Warning, "not kept");
    assert_problem(
        &with_line("loop [again] n2"),
        6,
        Warning,
        "two nodes or more",
    );
    let long = format!(
        "n2.handle(top) -> n1.handle(top) [label=\"{}\"]",
        "a".repeat(51)
    );
    assert_problem(&with_line(&long), 6, Warning, "51 characters");
    assert_problem(&with_line("n4: circle"), 6, Warning, "No edge leads");
    let gap = with_line("n5: circle\nn5.handle(left) -> n1.handle(left)");
    assert_problem(&gap, 6, Warning, "there is no `n4`");
    assert_problem(
        "A {\nn1: circle\nn1.handle(left) -> B.n2.handle(left)\n}\nB {\nn2: circle\n}",
        3,
        Warning,
        "straight back",
    );
}

#[test]
fn lanes_are_opened_and_closed() {
    assert_problem("A {\n", 1, Error, "never closed");
    assert_problem("}", 1, Error, "No lane is open");
    assert_problem("n1: circle", 1, Error, "outside of all lanes");
    assert_problem("loop [a] n1 n2", 1, Error, "outside of all lanes");
    assert_problem("A {\nB {\n}", 2, Error, "still open");
    assert_problem("A {\n}\nA {\n}", 3, Error, "already");
    assert_problem("A { # one # two\n}", 1, Error, "one label");
    assert_problem("A { n1: circle\n}", 1, Error, "line of its own");
}

#[test]
fn a_long_or_hostile_text_is_refused_in_short_time() {
    let long = "A {\n}\n".repeat(10_000);
    assert_problem(&long, 1, Error, "bytes");
    for text in [
        "{",
        "}{",
        "n1.",
        "->",
        "loop",
        "loop [",
        "A { #",
        "\"",
        "n1: circle label:",
        "n99999999999999999999999: circle",
    ] {
        let reading = read(text);
        assert!(reading.whole().is_none(), "{text}: {reading:?}");
    }
}
