//! Words of parts, members and statements.

use super::{Keyword, keyword};

/// Words of parts.
pub(super) const PARTS: &[Keyword] = &[
    keyword(
        "model",
        &["read"],
        "A table that events fill: `read model Shelf (book: Id) { title: Text }`.",
    ),
    keyword(
        "model",
        &[],
        "Begins the file and names the model: `model \"Lending library\"`.",
    ),
    keyword(
        "actor",
        &[],
        "Names a role and people to act as: `actor Reader (Ben, Cleo)`.",
    ),
    keyword(
        "context",
        &[],
        "A heading: the aggregates and processes after it belong to this context. `context Lending`",
    ),
    keyword(
        "type",
        &[],
        "Gives a type another name: `type SeatType = Text(1..70)`.",
    ),
    keyword(
        "enum",
        &[],
        "A type with cases, of which the first is its zero: `enum Sale { Pending, Paid }`.",
    ),
    keyword(
        "define",
        &[],
        "A calculation with a name: `define double(n: Int): Int = 2 * n`.",
    ),
    keyword(
        "aggregate",
        &[],
        "Something with rules of its own; its events are one stream, named by its key: `aggregate Book(book: Id) { … }`.",
    ),
    keyword(
        "read",
        &[],
        "A table that events fill: `read model Shelf (book: Id) { title: Text }`.",
    ),
    keyword(
        "process",
        &[],
        "Reacts to events, deadlines and refusals by sending commands; it has an instance for each value of its key. `process Reminding by book: Id { … }`",
    ),
    keyword(
        "translation",
        &[],
        "Turns the events of one context into commands of another: `translation SeatsOnOffer { … }`.",
    ),
    keyword(
        "upcast",
        &[],
        "Lifts what was stored in an earlier shape of an event: `upcast Moved v1 (to: Text) { into Moved(city: to) }`.",
    ),
    keyword(
        "into",
        &[],
        "What becomes of the old event: `into Moved(city: to)`.",
    ),
    keyword(
        "task",
        &[],
        "A further way for a person to send a command: `task \"Give back\" by Reader sends ReturnBook (book from Shelf.book)`.",
    ),
    keyword(
        "spec",
        &[],
        "Says what must follow: `spec \"…\" { given … when … then … }`.",
    ),
    keyword(
        "story",
        &[],
        "Makes the first history of a new workspace: `story from 2026-03-02T09:00 { Ben as Reader: BorrowBook(\"b1\") }`.",
    ),
];

/// Words of members and lists of fields.
pub(super) const MEMBERS: &[Keyword] = &[
    keyword(
        "state",
        &["read"],
        "What the read model keeps beside its rows: `state { most: Int }`.",
    ),
    keyword(
        "state",
        &[],
        "What is known after the events so far; only events change it. `state { title: Text }`",
    ),
    keyword(
        "command",
        &[],
        "Decides on the state and records events, or is refused: `command AddBook by Librarian (title: Text) { record BookAdded(title) }`.",
    ),
    keyword(
        "event",
        &[],
        "A fact, and how the state evolves by it: `event BookAdded(title: Text) { title = title }`.",
    ),
    keyword(
        "invariant",
        &[],
        "What always holds: `invariant \"Nothing is sold twice\": sold <= capacity`.",
    ),
    keyword(
        "rest",
        &[],
        "`at rest`: it holds when no process has anything left to do.",
    ),
    keyword(
        "at",
        &["invariant"],
        "`at rest`: it holds when no process has anything left to do.",
    ),
    keyword(
        "deadline",
        &[],
        "A deadline that the process can set: `deadline Overdue`.",
    ),
    keyword(
        "starts",
        &[],
        "Only such a clause begins an instance: `starts on BookBorrowed { … }`.",
    ),
    keyword(
        "on",
        &["read"],
        "What changes in the table at an event: `on BookAdded { row.title = title }`.",
    ),
    keyword(
        "on",
        &[],
        "What is done at an event, a deadline, or a refusal: `on BookReturned { cancel Overdue }`.",
    ),
    keyword(
        "refusal",
        &[],
        "`refusal of Command`: a command that the process has sent was refused.",
    ),
    keyword(
        "of",
        &[],
        "`refusal of Command`: a command that the process has sent was refused.",
    ),
    keyword(
        "by",
        &["process", "translation"],
        "What the instances are found by: `process Reminding by book: Id`.",
    ),
    keyword(
        "by",
        &["given", "when"],
        "Who brought it about: `given BookBorrowed(\"b1\") by Ben as Reader`.",
    ),
    keyword(
        "by",
        &[],
        "The roles that may send it: `by Attendee, Operator`.",
    ),
    keyword(
        "reads",
        &[],
        "The row that the decision looks up; it may be stale. `reads Shelf[book]`",
    ),
    keyword(
        "table",
        &[],
        "`as table`: the read model is kept as a table, which it is anyway.",
    ),
    keyword(
        "search",
        &[],
        "`as search`: the read model is kept to be searched.",
    ),
    keyword(
        "feed",
        &[],
        "`as feed`: the last 100 events of all contexts and their sentences.",
    ),
    keyword(
        "sends",
        &["task"],
        "The command of the task: `task \"Pay\" by Attendee sends PayOrder (order)`.",
    ),
    keyword(
        "new",
        &[],
        "The field is filled with a new id: `order: Id new`.",
    ),
    keyword(
        "always",
        &[],
        "The field is always this, and nobody is asked: `paid always 0`.",
    ),
    keyword(
        "showing",
        &[],
        "Further columns that tell which row it is: `showing title and reader`.",
    ),
    keyword(
        "most",
        &[],
        "A column that says how many there are at most: `most remaining`.",
    ),
    keyword("typed", &[], "`or typed`: another value may be typed."),
    keyword(
        "where",
        &["read"],
        "Only these rows are shown: `where person != \"\"`.",
    ),
    keyword(
        "where",
        &[],
        "Only rows whose columns equal these are offered: `where order == order and isOpen == true`.",
    ),
];

/// Words of statements.
pub(super) const STATEMENTS: &[Keyword] = &[
    keyword(
        "require",
        &[],
        "Refuses the command where the condition does not hold: `require left > 0 else NONE_LEFT \"None is left.\"`.",
    ),
    keyword(
        "refuse",
        &[],
        "Refuses the command: `refuse TOO_LATE \"It is too late.\"`.",
    ),
    keyword(
        "record",
        &["command"],
        "Records an event of this aggregate: `record BookAdded(title)`.",
    ),
    keyword(
        "record",
        &[],
        "A type with fields: `record Person { name: Text }`.",
    ),
    keyword(
        "let",
        &[],
        "Names a value: `let wanted = seats.filter((kind, n) => n > 0)`.",
    ),
    keyword(
        "for",
        &["on", "starts"],
        "Which instance it is for, where the key is not found by its name: `on SeatsReserved for reservation`.",
    ),
    keyword(
        "for",
        &["given", "when"],
        "Which instance it is: `when Overdue passes for \"b1\"`.",
    ),
    keyword(
        "for",
        &[],
        "Does something for each element: `for x in list { }`, `for key, value in map { }`.",
    ),
    keyword("add", &[], "Adds to a list or set: `add x to list`."),
    keyword(
        "to",
        &[],
        "The list or set that something is added to: `add x to list`.",
    ),
    keyword(
        "remove",
        &[],
        "Takes something away: `remove x from list`, `remove map[key]`, `remove row`.",
    ),
    keyword(
        "send",
        &[],
        "Sends a command: `send Remind(book) not after now + 1 day as asked`.",
    ),
    keyword(
        "set",
        &[],
        "Sets a deadline, or sets it anew: `set Overdue at now + 2 weeks`.",
    ),
    keyword(
        "cancel",
        &[],
        "The deadline passes no more: `cancel Overdue`.",
    ),
    keyword("end", &[], "The instance has come to its end."),
    keyword(
        "fail",
        &[],
        "The process can’t handle this now; the input is parked for a person: `fail \"The order is not known.\"`.",
    ),
    keyword(
        "after",
        &["send"],
        "`not after`: from then on it is too late for the command. `send Remind(book) not after now + 1 day`",
    ),
    keyword(
        "as",
        &["send"],
        "The field of the state that gets the command’s id: `send Remind(book) as asked`.",
    ),
    keyword(
        "at",
        &["set", "sets"],
        "When the deadline passes: `set Overdue at now + 2 weeks`.",
    ),
    keyword(
        "from",
        &["remove"],
        "The list or set that something is removed from: `remove x from list`.",
    ),
];
