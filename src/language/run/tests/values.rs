//! What expressions are worth.
#![cfg(test)]

use super::Town;

/// What a decision records, whose event has one field of this type with this value.
#[track_caller]
fn worth(of: &str, expr: &str) -> String {
    let text = format!(
        r#"model "Values"
actor Anna (Anna)
enum Stage {{ Open, Closed }}
record Line {{
  name: Text
  price: Decimal
}}
define twice(n: Int): Int = n * 2
aggregate Thing(thing: Id) {{
  state {{
    seats: Map<Text, Int> = {{"Workshop": 2, "General": 10, "Ärzte": 3}}
    list: List<Int> = [3, 1, 2]
    lines: List<Line>
    nobody: Text?
    stage: Stage = Closed
  }}
  command Poke "Poke" by Anna (thing: Id) {{
    record Poked({expr})
  }}
  event Poked(value: {of}) {{
    let x = value
  }}
}}
"#
    );
    let mut town = Town::new(&text);
    let recorded = town.send(("Anna", "Anna"), "Poke", r#"{"thing":"t"}"#);
    let recorded = recorded.expect("accepted");
    let value = recorded[0]
        .1
        .strip_prefix(r#"{"value":"#)
        .and_then(|v| v.strip_suffix('}'));
    value.expect("a value").to_owned()
}

/// A type, an expression of it, and what is recorded.
const CASES: &[(&str, &str, &str)] = &[
    ("Int", "twice(21)", "42"),
    ("Int", "9223372036854775807 + 1", "9223372036854775807"),
    ("Int", "7 / 2", "3"),
    ("Int", "7 / list[9] else 5", "5"),
    ("Decimal", "1.50 * 1.50", "\"2.25\""),
    ("Decimal", "2 / 3.0", "\"0.6667\""),
    ("Decimal", "10.005.round(2)", "\"10.01\""),
    ("Text", "\"{1.50} of {list.size}\"", "\"1.5 of 3\""),
    ("Text", "\"{seats}\"", "\"10 General, 2 Workshop, 3 Ärzte\""),
    ("Text", "\"{list}\"", "\"3, 1, 2\""),
    (
        "Text",
        "\"{nobody else \"nobody\"} {stage}\"",
        "\"nobody Closed\"",
    ),
    ("Text", "\"{90 min}\"", "\"1 h 30 min\""),
    ("Text", "\"{2026-03-02}\"", "\"2026-03-02\""),
    (
        "Text",
        "\"a b c\".before(\" \") + \"-\" + \"a b c\".after(\" \")",
        "\"a-b c\"",
    ),
    ("Text", "\" Ab \".trim.lower + \"ß\".upper", "\"abSS\""),
    (
        "Bool",
        "\"a@b.c\".isEmail and \"so-so\".isWord and not \"so so\".isWord",
        "true",
    ),
    (
        "List<Text>",
        "seats.keys",
        r#"["General","Workshop","Ärzte"]"#,
    ),
    ("List<Int>", "seats.values", "[10,2,3]"),
    ("List<Int>", "list.sortBy(x => -x).take(2)", "[3,2]"),
    (
        "List<Int>",
        "list.map(x => x * 2).filter(x => x > 2)",
        "[6,4]",
    ),
    (
        "List<Text>",
        "seats.toList((k, n) => \"{k}{n}\")",
        r#"["General10","Workshop2","Ärzte3"]"#,
    ),
    ("Int", "list.sum(x => x) + seats.sum((k, n) => n)", "21"),
    ("Int", "list.first else 9", "3"),
    ("Int", "list[7]", "0"),
    ("Int", "seats[\"nothing\"]", "0"),
    ("Int", "seats.get(\"nothing\", 7)", "7"),
    (
        "Bool",
        "\"General\" in seats and 3 in list and \"x\" not in seats",
        "true",
    ),
    (
        "Map<Text, Int>",
        "seats.map((k, n) => n + 1).filter((k, n) => n > 3)",
        r#"{"General":11,"Ärzte":4}"#,
    ),
    (
        "Map<Text, Int>",
        "seats - {\"General\": 1, \"x\": 2}",
        r#"{"General":9,"Workshop":2,"x":-2,"Ärzte":3}"#,
    ),
    ("Set<Int>", "list.toSet", "[1,2,3]"),
    (
        "Text",
        "seats.keys.join(\"+\")",
        "\"General+Workshop+Ärzte\"",
    ),
    ("Line", "Line(\"x\", 2)", r#"{"name":"x","price":"2"}"#),
    ("Text?", "nobody", "null"),
    ("Stage", "stage", "\"Closed\""),
    ("Date", "(2026-03-02T23:59).date", "\"2026-03-02\""),
    ("Date", "2026-03-02 + 3 days", "\"2026-03-05\""),
    ("Duration", "2026-03-02 - 2026-03-01", "86400000"),
    ("Instant", "now + 1 s", "2000"),
    ("Int", "(90 min).inMinutes", "90"),
    ("Bool", "isNew and me == \"Anna\"", "true"),
    ("Int", "if \"b\" < \"a\" then 1 else 2", "2"),
    ("Int", "newCode(6).size", "6"),
    ("Bool", "newId == newId", "false"),
    ("List<Int>", "range(3) + range(-1)", "[0,1,2]"),
    ("List<Int>", "[list, [9]].flat", "[3,1,2,9]"),
    ("Int", "min(3, 4) + max(3, 4) + (-2).abs", "9"),
];

#[test]
fn every_method_is_worth_what_the_reference_says() {
    for (of, expr, expected) in CASES {
        assert_eq!(worth(of, expr), *expected, "{expr}");
    }
}
