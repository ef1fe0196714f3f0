//! Hints: what people write who come from elsewhere, and what they are told.

use foldline::language::check::check;
use foldline::language::diagnostic::{Code, Diagnostic, Severity};
use foldline::language::syntax::read;

/// A model with these fields in its state, this body of a command, and these parts behind it.
fn model(state: &str, body: &str, parts: &str) -> String {
    format!(
        "model \"m\"
actor Ada
enum Status {{ Open, Tentative }}
record Bid {{ bidder: Text, amount: Int }}
aggregate Shop(shop: Id) {{
  state {{
    status: Status
    tags: Set<Text>
    bids: List<Int>
    top: Bid?
    due: Instant
    day: Date
{state}
  }}
  event Opened(at: Instant, name: Text) \"{{at}}{{name}}\" {{
    due = at
  }}
  event Paid(fee: Decimal) \"{{fee}}\"
  command Open \"Open\" by Ada (n: Int, name: Text) {{
{body}
    record Opened(at: now, name)
  }}
}}
{parts}
"
    )
}

/// Everything that reader and checker tell of a text.
fn told(text: &str) -> Vec<Diagnostic> {
    let (tree, mut told) = read(text);
    let checked = check(&tree).diagnostics.into_iter();
    told.extend(checked.filter(|it| it.code.severity() == Severity::Error));
    told
}

#[track_caller]
fn assert_hint(text: &str, hint: &str) {
    let told = told(text);
    assert!(
        told.iter().any(|it| it.hint.contains(hint)),
        "`{hint}` is not told:\n{text}\n{told:#?}"
    );
}

#[test]
fn the_models_around_the_mistakes_are_sound() {
    assert_eq!(told(&model("", "", "")), []);
}

#[test]
fn what_is_usual_elsewhere_is_told_as_it_is_here() {
    for (body, hint) in [
        ("require n = 1 else \"x\"", "compared with `==`"),
        ("let x = if n = 1 then 2 else 3", "compared with `==`"),
        ("require top != null else \"x\"", "Write `none`."),
        ("let x = now + 15m", "Write `15 min`."),
        ("let x = now + 15", "`15 min`"),
        ("let x = \"a\" + n", "`\"a{n}\"`"),
        ("record Opened(at: day, name)", "`.instant`"),
        ("require now < day else \"x\"", "`.instant`"),
        ("require day < now else \"x\"", "`now.date`"),
        ("record Paid(12,50)", "`12.50`"),
        ("let x = bids.max", "`list.sortBy(x => x).last`"),
        ("let x = bids.min", "`list.sortBy(x => x).first`"),
        (
            "require status == \"Tentative\" else \"x\"",
            "The case is `Tentative`",
        ),
        ("emit Opened(now, \"x\")", "Write `record Event(…)`."),
        ("if n == 1 { }\nelif n == 2 { }", "Write `else if`."),
        ("if n == 1 { } elsif n == 2 { }", "Write `else if`."),
        ("let x = tags + [\"x\"]", "`add x to set`"),
        ("let x = tags.add(\"x\")", "`add x to set`"),
        ("bids.add(3)", "Write `add x to list`"),
        ("let x = tags.contains(\"x\")", "`x in set`"),
        ("let x = top.amount", "(… else Bid(\"\", 0))"),
        (
            "let x = top.amount",
            "A test for none does not change the type.",
        ),
    ] {
        assert_hint(&model("", body, ""), hint);
    }
    for (field, hint) in [
        ("x: String", "Write `Text`."),
        ("x: Boolean", "Write `Bool`."),
        ("x: Number", "Write `Int` or `Decimal`."),
        ("x: Integer", "Write `Int`."),
        ("x: DateTime", "Write `Instant`"),
    ] {
        assert_hint(&model(field, "", ""), hint);
    }
    let set = model("", "", "").replace("due = at", "due = at\ntags += name");
    assert_hint(&set, "`add x to set`");
    let by =
        model("", "", "").replace("by Ada (n: Int, name: Text)", "(n: Int, name: Text) by Ada");
    assert_hint(&by, "`by` stands before the brackets");
    assert_eq!(told(&by).len(), 1);
    let rest = model("", "", "").replace("state {", "invariant \"i\" at rest: true\nstate {");
    assert_hint(&rest, "`at rest` stands before the text");
    assert_eq!(told(&rest).len(), 1);
}

#[test]
fn who_sends_a_command_is_no_key_of_a_row() {
    let parts =
        "read model Bidders (bidder: Text) { limit: Int\non Opened { rows[name].limit = 1 } }
aggregate Lot(lot: Id) {
  command Bid \"Bid\" by Ada () reads Bidders[me] { require Bidders[me].limit > 3 else \"x\" }
  command Ask \"Ask\" by Ada (who: Text always me) { }
}";
    let text = model("", "", parts);
    assert_hint(&text, "require bidder == me");
    assert_hint(&text, "as after `always`");
    let codes: Vec<Code> = told(&text).iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::WrongRead, Code::MisplacedName]);
}

#[test]
fn the_key_does_not_stand_in_then() {
    let parts =
        "spec \"s\" {\n when Ada as Ada: Open(\"a\", 1, \"x\")\n then Opened(\"a\", at: now)\n}";
    assert_hint(
        &model("", "", parts),
        "The key `shop` does not stand in `then`: leave it out.",
    );
}

#[test]
fn what_could_not_be_read_is_not_missed() {
    let spec = "spec \"s\" {\n when Ada as Ada Open(\"a\", 1, \"x\")\n then sends Opened(9)\n}";
    assert_eq!(
        told(&model("", "", spec)).len(),
        1,
        "{:#?}",
        told(&model("", "", spec))
    );
    let lost = model("", "", "").replace("bidder: Text, amount: Int", "bidder Text, amount: Int");
    let lost = lost.replace(
        "record Opened",
        "let x = (top else Bid(bidder: \"\", amount: 0)).bidder\nrecord Opened",
    );
    assert_eq!(told(&lost).len(), 1, "{:#?}", told(&lost));
}

#[test]
fn a_day_is_the_key_of_a_map() {
    for entry in ["{2026-03-03: 3}", "{2026-03-03 : 3}", "{2026-03-03:3}"] {
        assert_eq!(
            told(&model("", &format!("let x = {entry}"), "")),
            [],
            "{entry}"
        );
    }
}
