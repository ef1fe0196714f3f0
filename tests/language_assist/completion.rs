//! What is offered at a place.
//!
//! Each place is made by writing something else into a model, up to the mark. What is offered is the same whether the
//! text was checked before that or just now.

use super::{HERE, labels, model, offered_in};
use foldline::language::assist::Entry;
use foldline::language::compile;

/// A model to write in.
const LIBRARY: &str = include_str!("library.fold");

/// Behind `#` stands the model and what its rows are about, behind `=` the part of it that is written anew. Each row
/// says what is written, and what is offered first there; a row without anything says that nothing at all is.
const TABLE: &str = include_str!("completion.table");

/// How many places the table has at least.
const PLACES: usize = 170;

/// What is offered where `by` is written instead of a part of a text: the text was checked before that, or just now.
#[track_caller]
fn changed(text: &str, part: &str, by: &str) -> [Vec<Entry>; 2] {
    assert!(text.contains(part), "{part:?} is in the text");
    let marked = text.replacen(part, by, 1);
    let (before, after) = marked.split_once(HERE).expect("a place");
    let now = format!("{before}{after}");
    [text, &now].map(|checked| offered_in(&now, &compile(checked).meanings, before.len()))
}

/// One entry of what is offered in the library.
#[track_caller]
fn entry(part: &str, by: &str, label: &str) -> Entry {
    let [entries, _] = changed(LIBRARY, part, by);
    let found = entries.into_iter().find(|entry| entry.label == label);
    found.unwrap_or_else(|| panic!("{label} is offered at {by:?}"))
}

#[test]
fn the_library_is_a_model() {
    let compiled = compile(LIBRARY);
    assert!(compiled.model.is_some(), "{:?}", compiled.diagnostics);
}

#[test]
fn what_is_offered_at_a_table_of_places() {
    let conference = model("conference");
    let (mut text, mut about, mut part) = (LIBRARY, "", String::new());
    let (mut wrong, mut places) = (Vec::new(), 0);
    for line in TABLE.lines().filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            let (name, what) = heading
                .split_once(": ")
                .expect("a model and what it is about");
            text = if name == "library" {
                LIBRARY
            } else {
                &conference
            };
            about = what;
        } else if let Some(written) = line.strip_prefix("= ") {
            part = written.replace("\\n", "\n");
        } else {
            places += 1;
            let (by, wanted) = line.split_once(" →").expect("a row");
            let wanted: Vec<&str> = wanted
                .split(',')
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect();
            for (checked, entries) in
                ["before", "now"]
                    .iter()
                    .zip(changed(text, &part, &by.replace("\\n", "\n")))
            {
                let all = labels(&entries);
                let first = all.get(..wanted.len()).unwrap_or(&all);
                if first != wanted || wanted.is_empty() != all.is_empty() {
                    let some = all.get(..14).unwrap_or(&all);
                    wrong.push(format!("{about}: {by}, checked {checked}: {some:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(places >= PLACES, "the places were found: {places}");
}

#[test]
fn a_model_begins_with_its_name() {
    let entries = offered_in("", &compile("").meanings, 0);
    assert_eq!(labels(&entries).first(), Some(&"model"));
}

#[test]
fn a_broken_text_before_the_part_is_no_matter() {
    let whole = LIBRARY.replace("row.title = title", "row.‸");
    for (part, by) in [
        ("state { asked: Id? }", "state { asked: Id?"),
        ("deadline Overdue\n", "deadline Overdue }} )\n"),
        ("actor Reader (Ben, Cleo)", "actor Reader (Ben, \"Cleo"),
        ("reader = none\n  }\n}", "reader = none\n"),
        (
            "\"{title} is on loan to {reader else \"nobody\"}.\"",
            "\"{title is on loan to {reader else ",
        ),
    ] {
        assert!(whole.contains(part), "{part:?} is in the text");
        let [entries, _] = changed(
            &whole.replace(part, by).replace("row.‸", "row.title"),
            "row.title",
            "row.‸",
        );
        assert_eq!(
            labels(&entries),
            ["title", "loans", "onLoan", "book"],
            "{by:?}"
        );
    }
}

#[test]
fn entries_say_what_they_are() {
    let field = entry("record BookAdded(title)", "require ‸", "loans");
    assert_eq!(
        (field.kind, field.detail.as_str()),
        ("property", "List<Loan>")
    );
    assert_eq!(field.info, "Field of the state of the aggregate Book.");
    let event = entry("record BookAdded(title)", "record ‸", "BookBorrowed");
    assert_eq!(
        (event.kind, event.detail.as_str()),
        ("class", "(reader: Text)")
    );
    assert_eq!(event.insert, "BookBorrowed($0)");
    let row = entry("record BookAdded(title)", "require ‸", "Shelf");
    assert_eq!((row.kind, row.detail.as_str()), ("class", "[book: Id]"));
    assert_eq!(row.insert, "Shelf[$0]");
    let calculation = entry("record BookAdded(title)", "require ‸", "nobody");
    assert_eq!(calculation.detail, "(): Loan");
    assert_eq!(calculation.insert, "nobody()");
    let method = entry("record BookAdded(title)", "require loans.‸", "filter");
    assert_eq!(
        (method.kind, method.detail.as_str()),
        ("method", "(x => …): List<Loan>")
    );
    assert_eq!(method.insert, "filter(x => $0)");
    let value = entry(
        "record BookAdded(title)",
        "let n = loans.size\n    require ‸",
        "n",
    );
    assert_eq!((value.kind, value.detail.as_str()), ("variable", "Int"));
    let part = entry("process Reminding", "‸\n\nprocess Reminding", "read model");
    assert_eq!(
        (part.kind, part.insert.as_str()),
        ("keyword", "read model $0 (id: Id) {\n}")
    );
    let record = entry("    title: Text\n", "    title: ‸\n", "Loan");
    assert_eq!(record.info, "A record.\nWho has it, and for how long.");
}

#[test]
fn what_a_value_was_is_remembered_where_the_text_no_longer_says_it() {
    let before = "require loans.filter(loan => loan.days > 2 + 3).size > 0 else \"No.\"";
    let text = LIBRARY.replace(
        "record BookAdded(title)",
        &format!("let n = 1 + 2\n    {before}"),
    );
    let [entries, _] = changed(&text, before, "require n.‸");
    assert_eq!(labels(&entries), ["abs", "toDecimal", "toInt"]);
}
