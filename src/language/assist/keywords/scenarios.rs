//! Words of specs and stories.

use super::{Keyword, keyword};

/// Words of specs and stories, and what is left.
pub(super) const SCENARIOS: &[Keyword] = &[
    keyword(
        "given",
        &[],
        "What had happened, the key first: `given BookAdded(\"b1\", title: \"Middlemarch\")`; or the time: `given now 2026-03-02T09:00`.",
    ),
    keyword(
        "now",
        &["given"],
        "What the clock shows from here on: `given now 2026-03-02T09:00`.",
    ),
    keyword(
        "when",
        &["on", "starts"],
        "Of the clauses for one cause the first whose `when` holds is taken: `on OrderPlaced when not isPaid`.",
    ),
    keyword(
        "when",
        &[],
        "What is done: `when Cleo as Reader: BorrowBook(\"b1\")`, `when Overdue passes for \"b1\"`.",
    ),
    keyword("nothing", &[], "Nothing follows."),
    keyword(
        "refused",
        &[],
        "The command is refused: `then refused ON_LOAN`.",
    ),
    keyword("no", &[], "There is no such row: `then no Shelf[\"b1\"]`."),
    keyword(
        "is",
        &[],
        "What stands in a row: `then Shelf[\"b1\"] is { loans: 1 }`.",
    ),
    keyword(
        "sends",
        &[],
        "The process sends a command: `then sends Remind(\"b1\")`.",
    ),
    keyword(
        "sets",
        &[],
        "The process sets a deadline: `then sets Overdue at 2026-03-16T09:00`.",
    ),
    keyword(
        "cancels",
        &[],
        "The process cancels a deadline: `then cancels Overdue`.",
    ),
    keyword("ends", &[], "The instance comes to its end."),
    keyword(
        "fails",
        &[],
        "The process can’t handle it: `then fails \"The order is not known.\"`.",
    ),
    keyword(
        "hears",
        &[],
        "Which process the spec is about: `when Reminding hears BookReturned(\"b1\")`.",
    ),
    keyword(
        "passes",
        &[],
        "A deadline passes: `when Overdue passes for \"b1\"`.",
    ),
    keyword(
        "answering",
        &[],
        "The event answers the latest such command of the process: `given Reminded(\"b1\") answering Remind`.",
    ),
    keyword(
        "as",
        &["read"],
        "How the read model is kept: `as table`, `as search` or `as feed`.",
    ),
    keyword("as", &[], "In which role somebody acts: `Ben as Reader`."),
    keyword(
        "version",
        &[],
        "For somebody who has seen the stream up to this event: `Ben as Reader at version 8: …`.",
    ),
    keyword(
        "at",
        &["given", "when"],
        "When the event was recorded: `given BookBorrowed(\"b1\") at 2026-03-02T09:00`.",
    ),
    keyword(
        "at",
        &[],
        "When the next step of the story happens: `at 2026-03-02T10:00`. `at version 8` is for somebody who has seen that much of the stream.",
    ),
    keyword(
        "after",
        &[],
        "So much later, the next step of the story happens: `after 5 min`.",
    ),
    keyword(
        "from",
        &["story"],
        "When the story begins: `story from 2026-03-02T09:00`.",
    ),
    keyword(
        "from",
        &[],
        "The value is picked from a column: `book from Shelf.book where onLoan == false`.",
    ),
];
