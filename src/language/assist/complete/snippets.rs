//! What is written with the words that begin parts, members and statements.

/// A word, what is written with it, and what it is for.
pub(super) type Snippet = (&'static str, &'static str, &'static str);

/// Parts of a file.
pub(super) const PARTS: &[Snippet] = &[
    (
        "aggregate",
        "aggregate $0(id: Id) {\n  state {\n  }\n}",
        "Something with rules of its own; its events are one stream.",
    ),
    (
        "read model",
        "read model $0 (id: Id) {\n}",
        "A table that events fill.",
    ),
    (
        "process",
        "process $0 by id: Id {\n}",
        "Reacts to events, deadlines and refusals by sending commands.",
    ),
    (
        "translation",
        "translation $0 {\n}",
        "Turns the events of one context into commands of another.",
    ),
    (
        "spec",
        "spec \"$0\" {\n  given \n  when \n  then \n}",
        "Says what must follow.",
    ),
    (
        "task",
        "task \"$0\" by  sends  ()",
        "A further way for a person to send a command.",
    ),
    ("record", "record $0 {\n}", "A type with fields."),
    ("enum", "enum $0 { }", "A type with cases."),
    ("type", "type $0 = ", "Another name for a type."),
    (
        "define",
        "define $0(): Int = ",
        "A calculation with a name.",
    ),
    ("actor", "actor $0", "A role, and people to act as."),
    (
        "context",
        "context $0",
        "A heading: what follows is in this context.",
    ),
    (
        "upcast",
        "upcast $0 v1 () {\n  into \n}",
        "Lifts what was stored in an earlier shape of an event.",
    ),
    (
        "story",
        "story from 2026-03-02T09:00 {\n  $0\n}",
        "Makes the first history of a new workspace.",
    ),
];

/// Members of an aggregate.
pub(super) const OF_AGGREGATE: &[Snippet] = &[
    (
        "command",
        "command $0 () {\n}",
        "Decides on the state and records events, or is refused.",
    ),
    (
        "event",
        "event $0() {\n}",
        "A fact, and how the state evolves by it.",
    ),
    (
        "state",
        "state {\n  $0\n}",
        "What is known after the events so far.",
    ),
    (
        "invariant",
        "invariant \"$0\": ",
        "What always holds for the state.",
    ),
];

/// Members of a read model.
pub(super) const OF_READ_MODEL: &[Snippet] = &[
    ("on", "on $0 {\n}", "What changes in the table at an event."),
    (
        "state",
        "state {\n  $0\n}",
        "What the read model keeps beside its rows.",
    ),
    (
        "invariant",
        "invariant \"$0\": ",
        "What always holds for each row.",
    ),
];

/// Members of a process.
pub(super) const OF_PROCESS: &[Snippet] = &[
    (
        "on",
        "on $0 {\n}",
        "What is done at an event, a deadline or a refusal.",
    ),
    (
        "starts on",
        "starts on $0 {\n}",
        "What is done at an event that begins an instance.",
    ),
    (
        "deadline",
        "deadline $0",
        "A deadline that the process can set.",
    ),
    ("state", "state {\n  $0\n}", "What the instance knows."),
];

/// Statements of a command.
pub(super) const OF_COMMAND: &[Snippet] = &[
    ("record", "record $0", "Records an event of this aggregate."),
    (
        "require",
        "require $0 else \"\"",
        "Refuses the command where the condition does not hold.",
    ),
    ("refuse", "refuse \"$0\"", "Refuses the command."),
];

/// Statements that change something.
pub(super) const CHANGES: &[Snippet] = &[
    ("add", "add $0 to ", "Adds to a list or set."),
    (
        "remove",
        "remove $0",
        "Takes something away: `remove x from list`, `remove map[key]`, `remove row`.",
    ),
];

/// Statements of a process.
pub(super) const OF_CLAUSE: &[Snippet] = &[
    ("send", "send $0", "Sends a command."),
    (
        "set",
        "set $0 at now + ",
        "Sets a deadline, or sets it anew.",
    ),
    ("cancel", "cancel $0", "The deadline passes no more."),
    ("end", "end", "The instance has come to its end."),
    ("fail", "fail \"$0\"", "The input is parked for a person."),
];

/// Statements that stand everywhere.
pub(super) const EVERYWHERE: &[Snippet] = &[
    (
        "if",
        "if $0 {\n}",
        "Does something where a condition holds.",
    ),
    ("let", "let $0 = ", "Names a value."),
    ("for", "for $0 in  {\n}", "Does something for each element."),
];

/// What a spec says.
pub(super) const OF_SPEC: &[Snippet] = &[
    ("given", "given $0", "What had happened."),
    ("when", "when $0", "What is done."),
    ("then", "then $0", "What must follow."),
];
