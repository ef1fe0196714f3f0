//! What is offered at a place.
//!
//! Each place is made by writing something else into a model, up to the mark. What is offered is the same whether the
//! text was checked before that or just now.

use super::{HERE, labels, model, offered_in};
use foldline::language::assist::Entry;
use foldline::language::compile;

/// A model to write in.
const LIBRARY: &str = include_str!("library.fold");

/// What is written, and what is offered first there; an empty list is nothing at all.
type Row = (&'static str, &'static [&'static str]);

/// What is offered where `by` is written instead of a part of a text: the text was checked before that, or just now.
#[track_caller]
fn changed(text: &str, part: &str, by: &str) -> [Vec<Entry>; 2] {
    assert!(text.contains(part), "{part:?} is in the text");
    let marked = text.replacen(part, by, 1);
    let (before, after) = marked.split_once(HERE).expect("a place");
    let now = format!("{before}{after}");
    [text, &now].map(|checked| offered_in(&now, &compile(checked).meanings, before.len()))
}

/// The same with one entry.
#[track_caller]
fn entry(part: &str, by: &str, label: &str) -> Entry {
    let [entries, _] = changed(LIBRARY, part, by);
    let found = entries.into_iter().find(|entry| entry.label == label);
    found.unwrap_or_else(|| panic!("{label} is offered at {by:?}"))
}

#[track_caller]
fn check(text: &str, part: &str, rows: &[Row]) {
    let mut wrong = Vec::new();
    for (by, wanted) in rows {
        for (checked, entries) in ["before", "now"].iter().zip(changed(text, part, by)) {
            let all = labels(&entries);
            let first = all.get(..wanted.len()).unwrap_or(&all);
            if first != *wanted || wanted.is_empty() != all.is_empty() {
                let some = all.get(..14).unwrap_or(&all);
                wrong.push(format!(
                    "{by:?}, checked {checked}: {some:?}\n  wanted {wanted:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_library_is_a_model() {
    let compiled = compile(LIBRARY);
    assert!(compiled.model.is_some(), "{:?}", compiled.diagnostics);
}

#[test]
fn in_a_command() {
    check(
        LIBRARY,
        "record BookAdded(title)",
        &[
            ("‸", &["record", "require", "refuse", "if", "let", "for"]),
            ("req‸", &["record", "require"]),
            ("record ‸", &["BookAdded", "BookBorrowed", "BookReturned"]),
            (
                "record Boo‸",
                &["BookAdded", "BookBorrowed", "BookReturned"],
            ),
            (
                "record BookAdded(‸",
                &[
                    "title:", "book", "title", "kind", "reader", "loans", "me", "role", "now",
                ],
            ),
            ("record BookAdded(‸)", &["title:", "book", "title"]),
            (
                "record BookAdded(title: ‸)",
                &["book", "title", "kind", "reader", "loans", "me"],
            ),
            (
                "require ‸",
                &[
                    "book", "title", "kind", "reader", "loans", "me", "role", "now", "newId",
                    "isNew", "state", "Shelf", "nobody", "Loan",
                ],
            ),
            ("require title ‸", &["else", "and", "or", "in", "not in"]),
            ("require title == \"\" and ‸", &["book", "title", "kind"]),
            (
                "require kind == ‸",
                &["Novel", "Comic", "Map", "book", "title"],
            ),
            (
                "require kind != Nov‸",
                &["Novel", "Comic", "Map", "book", "title"],
            ),
            ("if title == \"\" { ‸ }", &["record", "require", "refuse"]),
            (
                "if title == \"\" {\n      refuse \"No.\"\n    } ‸",
                &["else"],
            ),
            (
                "if title == \"\" {\n      refuse \"No.\"\n    }\n    ‸",
                &["else", "record"],
            ),
            ("let ‸", &[]),
            (
                "let short = title.before(\" \")\n    require ‸",
                &["short", "book", "title"],
            ),
            ("for ‸", &[]),
            ("for loan ‸", &["in"]),
            ("for loan in ‸", &["book", "title", "kind"]),
            ("for loan in loans { require ‸ }", &["loan", "book"]),
            (
                "for place, loan in loans.indexed {\n      require ‸\n    }",
                &["loan", "place", "book"],
            ),
            ("refuse X \"{tit‸", &["book", "title", "kind"]),
            ("refuse X \"{tit‸}\"", &["book", "title", "kind"]),
            (
                "refuse X \"No {if title == \"{tit‸",
                &["book", "title", "kind"],
            ),
            ("refuse X \"tit‸", &[]),
            ("refuse X \"{title} is ‸", &[]),
            ("// tit‸", &[]),
            ("require 12‸", &[]),
        ],
    );
}

#[test]
fn behind_a_point() {
    const OF_TEXT: &[&str] = &[
        "size",
        "isEmpty",
        "before",
        "after",
        "trim",
        "lower",
        "upper",
        "startsWith",
        "endsWith",
        "contains",
        "isEmail",
        "isWord",
    ];
    check(
        LIBRARY,
        "record BookAdded(title)",
        &[
            ("require title.‸", OF_TEXT),
            ("require title.is‸Word", OF_TEXT),
            ("require title\n      .‸", OF_TEXT),
            ("require \"{title}\".‸", OF_TEXT),
            ("require (title).‸", OF_TEXT),
            ("require (reader else \"\").‸", OF_TEXT),
            ("require reader.‸", &[]),
            ("require nothingKnown.‸", &[]),
            ("require Kind.‸", &["Novel", "Comic", "Map"]),
            ("require state.‸", &["title", "kind", "reader", "loans"]),
            ("require state.title.‸", OF_TEXT),
            (
                "require Shelf[book].‸",
                &["title", "loans", "onLoan", "book"],
            ),
            (
                "require Shelf[book].loans.‸",
                &["abs", "toDecimal", "toInt"],
            ),
            ("require now.‸", &["date"]),
            ("require now.date.‸", &["instant"]),
            ("require (now - now).‸", &[]),
            ("require 15 min.‸", &["abs", "inMinutes", "inDays"]),
            ("require nobody().‸", &["reader", "days"]),
            ("require Loan(\"\", 0).reader.‸", OF_TEXT),
            (
                "require loans.‸",
                &["size", "isEmpty", "filter", "map", "any", "all"],
            ),
            ("require loans[0].‸", &["reader", "days"]),
            ("require loans.filter(loan => ‸", &["loan", "book"]),
            ("require loans.filter(loan => loan.‸", &["reader", "days"]),
            ("require loans.filter(loan => loan.‸)", &["reader", "days"]),
            (
                "require loans.map(loan => loan.reader).join(\", \").‸",
                OF_TEXT,
            ),
            ("require loans.map(loan => loan.reader)[0].‸", OF_TEXT),
            (
                "require loans.indexed.filter((place, loan) => loan.‸",
                &["reader", "days"],
            ),
            (
                "let one = (loans.first else nobody())\n    require one.‸",
                &["reader", "days"],
            ),
            (
                "let one = loans.filter(loan => loan.days > 2).size\n    require one.‸",
                &["abs", "toDecimal"],
            ),
            (
                "for loan in loans {\n      if loan.‸\n    }",
                &["reader", "days"],
            ),
            (
                "for loan in loans { if loan.days > 2 { for letter in [loan.‸",
                &["reader", "days"],
            ),
            ("require range(3).‸", &["size"]),
            ("require max(2, 3).‸", &["abs"]),
        ],
    );
}

#[test]
fn in_an_event() {
    check(
        LIBRARY,
        "title = title\n",
        &[
            (
                "‸\n",
                &[
                    "title", "kind", "reader", "loans", "add", "remove", "if", "let", "for",
                ],
            ),
            ("kind = ‸\n", &["Novel", "Comic", "Map", "title", "book"]),
            (
                "title = ‸\n",
                &["title", "book", "kind", "reader", "loans", "recordedBy"],
            ),
            ("loans = loans.‸\n", &["size", "isEmpty", "filter"]),
            ("add Loan(‸) to loans\n", &["reader:", "days:", "title"]),
            ("add title ‸\n", &["to"]),
            ("add title to ‸\n", &["title", "kind", "reader", "loans"]),
            (
                "remove title from ‸\n",
                &["title", "kind", "reader", "loans"],
            ),
        ],
    );
    check(
        LIBRARY,
        "{recordedBy} added",
        &[
            // A sentence does not know the state.
            (
                "{‸} added",
                &[
                    "title",
                    "book",
                    "recordedBy",
                    "recordedAt",
                    "recordedAs",
                    "answerTo",
                    "version",
                    "nobody",
                ],
            ),
        ],
    );
}

#[test]
fn in_lists_of_fields() {
    const TYPES: &[&str] = &["Loan", "Kind", "Bool", "Int", "Decimal", "Text", "Id"];
    check(
        LIBRARY,
        "    title: Text\n",
        &[
            ("    title: ‸\n", TYPES),
            ("    title: Map<‸\n", TYPES),
            ("    title: Map<Id, ‸\n", TYPES),
            ("    title: List<Lo‸>\n", TYPES),
            ("    ..‸\n", &["Loan"]),
            ("    ‸\n", &[]),
            ("    title: Text = ‸\n", &["nobody", "Loan"]),
        ],
    );
    check(
        LIBRARY,
        "(book: Id new, title",
        &[
            ("(book: ‸, title", TYPES),
            ("(book: Id ‸, title", &["new", "from", "always"]),
            ("(book: Id from ‸, title", &["Shelf"]),
            (
                "(book: Id from Shelf.‸, title",
                &["book", "title", "loans", "onLoan"],
            ),
            (
                "(book: Id from Shelf.book ‸, title",
                &["where", "showing", "most", "or typed", "else"],
            ),
            (
                "(book: Id from Shelf.book where ‸, title",
                &["book", "title", "loans", "onLoan"],
            ),
            (
                "(book: Id from Shelf.book where onLoan == ‸, title",
                &["true", "false"],
            ),
            (
                "(book: Id from Shelf.book where onLoan == true and ‸, title",
                &["book", "title", "loans", "onLoan"],
            ),
            (
                "(book: Id from Shelf.book\n      showing ‸, title",
                &["book", "title", "loans", "onLoan"],
            ),
            ("(book: Id from Shelf.book or ‸, title", &["typed"]),
            ("(..‸, title", &["Loan"]),
        ],
    );
    check(
        LIBRARY,
        "define nobody(): Loan = Loan(\"\", 0)",
        &[
            ("define nobody(): ‸", TYPES),
            ("define nobody(a: ‸): Loan = Loan(\"\", 0)", TYPES),
            (
                "define nobody(): Loan = ‸",
                &["nobody", "Loan", "min", "max", "range"],
            ),
            ("define nobody(): Loan = Loan(‸", &["reader:", "days:"]),
            ("define nobody(): Loan = Loan(reader: \"\", ‸", &["days:"]),
            ("define nobody(): Loan = if true ‸", &["then", "and"]),
        ],
    );
}

#[test]
fn in_headings() {
    check(
        LIBRARY,
        "process Reminding",
        &[
            (
                "‸\n\nprocess Reminding",
                &["aggregate", "read model", "process", "translation", "spec"],
            ),
            ("agg‸\n\nprocess Reminding", &["aggregate", "read model"]),
            ("read ‸\n\nprocess Reminding", &["model"]),
            (
                "upcast ‸\n\nprocess Reminding",
                &["BookAdded", "BookBorrowed", "BookReturned"],
            ),
        ],
    );
    check(
        LIBRARY,
        "by Librarian (",
        &[
            ("‸ (", &["by"]),
            ("by ‸ (", &["Librarian", "Reader"]),
            ("by Librarian, ‸ (", &["Librarian", "Reader"]),
        ],
    );
    check(
        LIBRARY,
        " reads Shelf[book] {",
        &[(" ‸ {", &["reads"]), (" reads ‸ {", &["Shelf"])],
    );
    check(
        LIBRARY,
        "invariant \"Title\": title.size < 80",
        &[
            ("‸", &["command", "event", "state", "invariant"]),
            ("inv‸", &["command", "event", "state", "invariant"]),
            (
                "invariant \"Title\": ‸",
                &["book", "title", "kind", "reader", "loans"],
            ),
        ],
    );
    check(
        LIBRARY,
        "by Reader sends BorrowBook (book from",
        &[
            ("by ‸ sends BorrowBook (book from", &["Librarian", "Reader"]),
            ("by Reader ‸", &["sends"]),
            ("by Reader sends ‸ (book from", &["AddBook", "BorrowBook"]),
            ("by Reader sends BorrowBook (‸", &["book"]),
            (
                "by Reader sends BorrowBook (book ‸",
                &["from", "new", "always"],
            ),
        ],
    );
    check(
        LIBRARY,
        "into BookReturned()",
        &[("‸", &["into"]), ("into ‸", &["BookAdded", "BookBorrowed"])],
    );
    let entries = offered_in("", &compile("").meanings, 0);
    assert_eq!(
        labels(&entries).first(),
        Some(&"model"),
        "a model begins with its name"
    );
}

#[test]
fn in_a_read_model() {
    check(
        LIBRARY,
        "on BookAdded { row.title = title }",
        &[
            ("‸", &["on", "state", "invariant"]),
            (
                "on ‸ { row.title = title }",
                &["BookAdded", "BookBorrowed", "BookReturned", "Reminded"],
            ),
            (
                "on BookAdded, ‸ { row.title = title }",
                &["BookAdded", "BookBorrowed"],
            ),
            (
                "on BookAdded { ‸ }",
                &["row", "rows", "add", "remove", "if"],
            ),
            (
                "on BookAdded { row.‸ }",
                &["title", "loans", "onLoan", "book"],
            ),
            (
                "on BookAdded { row.‸",
                &["title", "loans", "onLoan", "book"],
            ),
            (
                "on BookAdded { rows[book].‸ }",
                &["title", "loans", "onLoan", "book"],
            ),
            (
                "on BookAdded { row.title = ‸ }",
                &["title", "book", "row", "rows", "recordedBy"],
            ),
            (
                "on BookAdded { row.title = row.title.‸ }",
                &["size", "isEmpty", "before"],
            ),
            ("author: ‸", &["Loan", "Kind", "Bool"]),
        ],
    );
}

#[test]
fn in_a_process() {
    check(
        LIBRARY,
        "starts on BookBorrowed { set Overdue at now + 2 weeks }",
        &[
            ("‸", &["on", "starts on", "deadline", "state"]),
            ("starts ‸", &["on"]),
            (
                "starts on ‸ { }",
                &[
                    "BookAdded",
                    "BookBorrowed",
                    "BookReturned",
                    "Reminded",
                    "Overdue",
                    "refusal of",
                ],
            ),
            ("on BookBorrowed ‸ { }", &["when", "for"]),
            (
                "on BookBorrowed for ‸ { }",
                &["reader", "book", "asked", "recordedBy"],
            ),
            (
                "on BookBorrowed when ‸ { }",
                &["reader", "book", "asked", "recordedBy"],
            ),
            (
                "on refusal of ‸ { }",
                &["AddBook", "BorrowBook", "ReturnBook", "Remind"],
            ),
            (
                "on refusal of BorrowBook when ‸ { }",
                &["book", "asked", "code", "reason", "now", "isNew"],
            ),
            (
                "on Overdue { set Overdue at ‸ }",
                &["book", "asked", "now", "isNew"],
            ),
            (
                "on BookBorrowed { ‸ }",
                &["send", "set", "cancel", "end", "fail", "asked", "add"],
            ),
            ("on BookBorrowed { set ‸ }", &["Overdue"]),
            ("on BookBorrowed { cancel ‸ }", &["Overdue"]),
            ("on BookBorrowed { set Overdue ‸ }", &["at"]),
            (
                "on BookBorrowed { set Overdue at ‸ }",
                &["reader", "book", "asked"],
            ),
            (
                "on BookBorrowed { send ‸ }",
                &["AddBook", "BorrowBook", "ReturnBook", "Remind"],
            ),
            (
                "on BookBorrowed { send AddBook(‸) }",
                &["book:", "title:", "reader"],
            ),
            (
                "on BookBorrowed { send Remind(book) ‸ }",
                &["not after", "as"],
            ),
            ("on BookBorrowed { send Remind(book) as ‸ }", &["asked"]),
            (
                "on BookBorrowed { send Remind(book) not after ‸ }",
                &["reader", "book", "asked"],
            ),
            (
                "on BookBorrowed { send Remind(book) not after now ‸ }",
                &["as"],
            ),
        ],
    );
}

#[test]
fn in_specs_and_stories() {
    check(
        LIBRARY,
        "given BookBorrowed(\"b1\", reader: \"Ben\") at 2026-03-02T09:00",
        &[
            ("‸", &["given", "when", "then"]),
            (
                "given ‸",
                &[
                    "BookAdded",
                    "BookBorrowed",
                    "BookReturned",
                    "Reminded",
                    "Overdue",
                    "refusal of",
                    "now",
                ],
            ),
            ("given BookBorrowed(‸)", &["book:", "reader:"]),
            ("given BookBorrowed(\"b1\") ‸", &["by", "at", "answering"]),
            ("given BookBorrowed(\"b1\") by ‸", &["Ada", "Ben", "Cleo"]),
            (
                "given BookBorrowed(\"b1\") by Ben as ‸",
                &["Librarian", "Reader"],
            ),
            (
                "given BookBorrowed(\"b1\") answering ‸",
                &["AddBook", "BorrowBook"],
            ),
        ],
    );
    check(
        LIBRARY,
        "when Overdue passes for \"b1\"",
        &[
            ("when ‸", &["Ada", "Ben", "Cleo", "BookAdded"]),
            ("when Overdue ‸", &["passes for"]),
            ("when Reminding ‸", &["hears"]),
            ("when Ben ‸", &["as"]),
            ("when Ben as ‸", &["Librarian", "Reader"]),
            (
                "when Ben as Reader: ‸",
                &["BorrowBook", "ReturnBook", "AddBook", "Remind"],
            ),
        ],
    );
    check(
        LIBRARY,
        "then sends Remind(\"b1\")",
        &[
            (
                "then ‸",
                &[
                    "BookAdded",
                    "BookBorrowed",
                    "BookReturned",
                    "Reminded",
                    "nothing",
                    "refused",
                    "sends",
                ],
            ),
            ("then BookBorrowed(‸)", &["reader:"]),
            (
                "then sends ‸",
                &["AddBook", "BorrowBook", "ReturnBook", "Remind"],
            ),
            ("then sets ‸", &["Overdue"]),
            ("then no ‸", &["Shelf"]),
            ("then Shelf[\"b1\"] ‸", &["is"]),
            (
                "then Shelf[\"b1\"] is { ‸ }",
                &["title:", "loans:", "onLoan:"],
            ),
        ],
    );
    check(
        LIBRARY,
        "after 5 min",
        &[
            ("‸", &["Ada", "Ben", "Cleo", "after", "at"]),
            ("after 5 min ‸", &["Ada", "Ben", "Cleo"]),
            ("Ada ‸", &["as"]),
            ("Ada as ‸", &["Librarian", "Reader"]),
            ("Ada as Librarian ‸", &["at version"]),
            (
                "Ada as Librarian: ‸",
                &["AddBook", "BorrowBook", "ReturnBook", "Remind"],
            ),
        ],
    );
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

#[test]
fn the_conference_is_known_too() {
    let text = model("conference");
    check(
        &text,
        "let prices = Conferences[conference].prices",
        &[
            (
                "let prices = Conferences[conference].‸",
                &["name", "location", "isPublished", "prices"],
            ),
            (
                "let prices = wanted.‸",
                &["size", "isEmpty", "keys", "values", "get", "has"],
            ),
            (
                "let prices = wanted.toList((kind, n) => kind.‸",
                &["size", "isEmpty", "before"],
            ),
            (
                "for kind, n in wanted { require n.‸ }",
                &["abs", "toDecimal", "toInt"],
            ),
        ],
    );
    check(
        &text,
        "on OrderPlaced when hasEnded(stage) \"H4\" { }",
        &[
            (
                "on OrderPlaced when stage == ‸ { }",
                &["NotStarted", "AwaitingReservationConfirmation"],
            ),
            (
                "on OrderPlaced when hasEnded(‸) { }",
                &["stage:", "conference", "seats"],
            ),
        ],
    );
}
