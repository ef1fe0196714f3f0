//! What every model knows without declaring it, in words: values, calculations, types.

/// A word that every model knows.
pub(super) struct BuiltIn {
    pub(super) name: &'static str,
    /// How it is written, and of what type it is.
    pub(super) title: &'static str,
    /// What it is, in a sentence or two.
    pub(super) text: &'static str,
}

const fn word(name: &'static str, title: &'static str, text: &'static str) -> BuiltIn {
    BuiltIn { name, title, text }
}

/// Values.
pub(super) const VALUES: &[BuiltIn] = &[
    word("me", "me: Text", "The person who sends the command."),
    word(
        "role",
        "role: Text",
        "The role as which the command is sent.",
    ),
    word(
        "now",
        "now: Instant",
        "The time on the workspace’s clock when the command or the step is decided. It is stored with what comes of it.",
    ),
    word(
        "newId",
        "newId: Id",
        "A new id. Each place in the text gives its own.",
    ),
    word(
        "isNew",
        "isNew: Bool",
        "Whether nothing has happened in this stream yet, or this instance has handled nothing yet.",
    ),
    word(
        "recordedAt",
        "recordedAt: Instant",
        "When the event was recorded.",
    ),
    word(
        "recordedBy",
        "recordedBy: Text",
        "The person whose command recorded the event.",
    ),
    word(
        "recordedAs",
        "recordedAs: Text",
        "The role as which the command was sent that recorded the event; of a process, its name.",
    ),
    word(
        "answerTo",
        "answerTo: Id",
        "The id of the command that recorded the event: `answerTo == field` finds the answer to a command that was sent `as field`.",
    ),
    word(
        "version",
        "version: Int",
        "The number of the event in its stream.",
    ),
    word("code", "code: Text", "The code of the refusal."),
    word(
        "reason",
        "reason: Text",
        "The reason of the refusal, as people read it.",
    ),
    word(
        "row",
        "row",
        "The row with the event’s own key. It is made when one of its columns is assigned: `row.column = …`.",
    ),
    word(
        "rows",
        "rows[key]",
        "Another row of this read model, by its key: `rows[a, b].column`.",
    ),
    word(
        "state",
        "state",
        "The state, where a field of the command or event has the same name as one of its fields: `state.name`.",
    ),
];

/// Calculations.
pub(super) const CALCULATIONS: &[BuiltIn] = &[
    word(
        "min",
        "min(a, b)",
        "The lesser of two numbers, times or durations.",
    ),
    word(
        "max",
        "max(a, b)",
        "The greater of two numbers, times or durations.",
    ),
    word(
        "range",
        "range(n): List<Int>",
        "The whole numbers from 0 to below `n`: `range(3)` is `[0, 1, 2]`.",
    ),
    word(
        "newCode",
        "newCode(6): Text",
        "A new code of so many letters. Each place in the text gives its own.",
    ),
];

/// Types.
pub(super) const TYPES: &[BuiltIn] = &[
    word("Bool", "Bool", "`true` or `false`. Its zero is `false`."),
    word(
        "Int",
        "Int",
        "A whole number of 64 bits, perhaps with bounds: `Int(1..20)`. Its zero is `0`.",
    ),
    word(
        "Decimal",
        "Decimal",
        "A number with four digits after the point, perhaps with bounds: `Decimal(0..50000)`. Its zero is `0`.",
    ),
    word(
        "Text",
        "Text",
        "A text, perhaps with bounds for its characters: `Text(1..70)`. Its zero is `\"\"`.",
    ),
    word("Id", "Id", "What names something. Its zero is `\"\"`."),
    word(
        "Date",
        "Date",
        "A day: `2026-03-02`. Its zero is 1970-01-01.",
    ),
    word(
        "Instant",
        "Instant",
        "A moment, in UTC: `2026-03-02T09:00`. Its zero is the midnight of 1970-01-01.",
    ),
    word(
        "Duration",
        "Duration",
        "A length of time: `15 min`. Its zero is `0 ms`.",
    ),
    word(
        "List",
        "List<T>",
        "Values in order: `[1, 2]`. Its zero is `[]`.",
    ),
    word(
        "Set",
        "Set<T>",
        "Values, each once, in their own order. Its zero is `[]`.",
    ),
    word(
        "Map",
        "Map<K, V>",
        "A value for each key, in the order of the keys: `{\"General\": 10}`. Its zero is `{}`.",
    ),
];

/// Units of durations.
const UNITS: &[BuiltIn] = &[
    word("ms", "ms", "Milliseconds: `500 ms`."),
    word("s", "s", "Seconds: `30 s`."),
    word("min", "min", "Minutes: `15 min`."),
    word("h", "h", "Hours: `2 h`."),
    word("day", "day", "A day of 24 hours: `1 day`."),
    word("days", "days", "Days of 24 hours: `3 days`."),
    word("week", "week", "A week of seven days: `1 week`."),
    word("weeks", "weeks", "Weeks of seven days: `2 weeks`."),
];

/// The value, calculation or type with this name.
pub(super) fn built_in(name: &str) -> Option<&'static BuiltIn> {
    let mut all = VALUES.iter().chain(CALCULATIONS).chain(TYPES);
    all.find(|word| word.name == name)
}

/// The unit with this name.
pub(super) fn unit(name: &str) -> Option<&'static BuiltIn> {
    UNITS.iter().find(|word| word.name == name)
}

/// The values that are known in a command.
pub(super) const IN_COMMAND: &[&str] = &["me", "role", "now", "newId", "isNew"];

/// The values that are known of an event.
pub(super) const OF_EVENT: &[&str] = &[
    "recordedBy",
    "recordedAt",
    "recordedAs",
    "answerTo",
    "version",
];
