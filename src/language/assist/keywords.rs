//! The words of the grammar, in words.

mod declarations;
mod scenarios;

use declarations::{MEMBERS, PARTS, STATEMENTS};
use scenarios::SCENARIOS;

/// A word of the grammar where it is used.
pub(super) struct Keyword {
    pub(super) word: &'static str,
    /// The words that begin what it is used in; it may be any where none is named.
    pub(super) within: &'static [&'static str],
    /// What it says, in a sentence and an example.
    pub(super) text: &'static str,
}

const fn keyword(
    word: &'static str,
    within: &'static [&'static str],
    text: &'static str,
) -> Keyword {
    Keyword { word, within, text }
}

/// Words that count wherever they are around a word; others only where they begin its own statement.
const OUTER: &[&str] = &["aggregate", "command", "read", "process", "task", "spec"];

/// The meaning of a word. `around` are the words that begin the statement, the member and the part that it is in.
pub(super) fn meaning(word: &str, around: &[&str]) -> Option<&'static str> {
    let fits = |within: &&str| {
        let is_outer = OUTER.contains(within) && around.contains(within);
        is_outer || around.first() == Some(within)
    };
    let tables = [PARTS, MEMBERS, STATEMENTS, EXPRESSIONS, SCENARIOS];
    let mut all = tables.into_iter().flatten();
    let found =
        all.find(|it| it.word == word && (it.within.is_empty() || it.within.iter().any(fits)));
    found.map(|it| it.text)
}

const EXPRESSIONS: &[Keyword] = &[
    keyword("and", &[], "Both hold."),
    keyword(
        "or",
        &[],
        "At least one holds. Where a field comes from, `or typed`: another value may be typed.",
    ),
    keyword(
        "not",
        &["send"],
        "`not after`: from then on it is too late for the command. Of a condition: it does not hold.",
    ),
    keyword(
        "not",
        &[],
        "It does not hold; `not in`: it is not among them.",
    ),
    keyword(
        "in",
        &[],
        "Whether something is among the elements, keys or rows: `book in Shelf`. Of a loop: what it goes through.",
    ),
    keyword(
        "if",
        &[],
        "Where the condition holds: `if a then b else c`; of statements, `if a { } else { }`.",
    ),
    keyword(
        "then",
        &["then"],
        "What must follow: `then BookReturned()`, `then nothing`, `then refused CODE`.",
    ),
    keyword(
        "then",
        &[],
        "What it is where the condition holds: `if a then b else c`.",
    ),
    keyword(
        "else",
        &["require"],
        "The code and the reason of the refusal: `require left > 0 else NONE_LEFT \"None is left.\"`.",
    ),
    keyword(
        "else",
        &["if"],
        "What is done, or what it is, where the condition does not hold: `if a then b else c`.",
    ),
    keyword(
        "else",
        &["task"],
        "What to say where there is nothing to pick: `else \"There is no order yet.\"`.",
    ),
    keyword(
        "else",
        &[],
        "`a else b` is `a`, or `b` where `a` is none; also after a division by zero.",
    ),
    keyword("true", &[], "It holds."),
    keyword("false", &[], "It does not hold."),
    keyword(
        "none",
        &[],
        "Nothing: a value of a type such as `Text?` may be none.",
    ),
];
