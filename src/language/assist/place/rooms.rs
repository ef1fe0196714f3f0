//! What stands in a bracket.

use super::{Frame, Place};
use crate::language::syntax::lexer::Kind;

/// Words that begin a part of a file.
const PARTS: [&str; 15] = [
    "model",
    "actor",
    "context",
    "type",
    "enum",
    "record",
    "define",
    "aggregate",
    "read",
    "process",
    "translation",
    "upcast",
    "task",
    "spec",
    "story",
];

/// Words that begin a member of an aggregate, a read model or a process.
const MEMBERS: [&str; 7] = [
    "state",
    "command",
    "event",
    "invariant",
    "on",
    "starts",
    "deadline",
];

/// So many tokens are looked through for what a heading or a field says.
const HEAD: usize = 1_000;

/// What stands in a bracket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::language::assist) enum Room {
    /// No bracket: parts.
    File,
    /// Members of an aggregate, a read model or a process.
    Members,
    /// Fields of a record or a state.
    Fields,
    /// Cases of an enum.
    Cases,
    /// People of a role.
    People,
    /// Fields of an event, parameters, keys.
    Parameters,
    /// Fields of a command.
    Inputs,
    /// Fields of a task.
    Filled,
    /// Statements.
    Statements,
    /// What an upcast leads to.
    Lifts,
    /// `given`, `when`, `then`.
    Spec,
    /// The columns of a row that is expected.
    Expected,
    /// The steps of a story.
    Story,
    /// Values: arguments, elements, keys.
    Values,
    /// The bounds of a type.
    Bounds,
}

/// What stands in the bracket that opens with this token.
pub(super) fn room_of(place: &Place<'_>, around: Frame, open: usize) -> Room {
    let kind = place.kind_at(open);
    if kind == Kind::HoleOpen {
        return Room::Values;
    }
    let first = place.word_at(around.phrase);
    let is_brace = kind == Kind::OpenBrace;
    let is_round = kind == Kind::OpenRound;
    let head = around.phrase..open.min(around.phrase.saturating_add(HEAD));
    let says = |word: &str| head.clone().any(|index| place.word_at(index) == word);
    let has = |kind| head.clone().any(|index| place.kind_at(index) == kind);
    match around.room {
        Room::File => match (first, is_brace, is_round) {
            ("aggregate" | "process" | "translation", true, _) => Room::Members,
            ("read", true, _) => Room::Members,
            ("read", _, true) if !says("where") => Room::Parameters,
            ("aggregate" | "upcast", _, true) => Room::Parameters,
            ("define", _, true) if !has(Kind::Assign) && !has(Kind::CloseRound) => Room::Parameters,
            ("define", ..) if has(Kind::Assign) => Room::Values,
            ("define" | "type", ..) => Room::Bounds,
            ("record", true, _) => Room::Fields,
            ("enum", true, _) => Room::Cases,
            ("actor", _, true) => Room::People,
            ("upcast", true, _) => Room::Lifts,
            ("task", _, true) => Room::Filled,
            ("spec", true, _) => Room::Spec,
            ("story", true, _) => Room::Story,
            _ => Room::Values,
        },
        Room::Members => match (first, is_brace, is_round) {
            ("state", true, _) => Room::Fields,
            ("command", _, true) if !says("reads") => Room::Inputs,
            ("event", _, true) => Room::Parameters,
            ("command" | "event" | "on" | "starts", true, _) => Room::Statements,
            (_, _, true) if is_typing(place, around.phrase, open) => Room::Bounds,
            _ => Room::Values,
        },
        Room::Fields | Room::Parameters | Room::Inputs
            if is_round && is_typing(place, around.phrase, open) =>
        {
            Room::Bounds
        }
        Room::Statements if is_brace && opens_block(place, around.phrase, open) => Room::Statements,
        Room::Spec if is_brace && place.word_at(open.saturating_sub(1)) == "is" => Room::Expected,
        Room::Bounds => Room::Bounds,
        _ => Room::Values,
    }
}

/// Whether a field's type is being written: a colon stands before, and neither a beginning nor a source.
fn is_typing(place: &Place<'_>, phrase: usize, open: usize) -> bool {
    let mut colon = false;
    for index in phrase..open.min(phrase.saturating_add(HEAD)) {
        match place.kind_at(index) {
            Kind::Colon => colon = true,
            Kind::Assign => return false,
            _ if matches!(place.word_at(index), "always" | "from" | "invariant") => return false,
            _ => {}
        }
    }
    colon
}

/// Whether a brace in a statement begins a block, and no map.
fn opens_block(place: &Place<'_>, phrase: usize, open: usize) -> bool {
    let before = place.kind_at(open.saturating_sub(1));
    matches!(place.word_at(phrase), "if" | "for" | "else")
        && (before == Kind::Else || !wants_more(before))
}

/// Whether a text begins with a word of a part that is not taken for the name of a field.
pub(super) fn is_part(text: &str) -> bool {
    PARTS.iter().any(|word| {
        let rest = text.strip_prefix(word);
        rest.is_some_and(|rest| {
            let belongs = |letter: char| letter.is_alphanumeric() || letter == '_';
            !rest.starts_with(belongs) && !rest.trim_start_matches(' ').starts_with(':')
        })
    })
}

/// Whether a part begins with a token: it stands at the very beginning of a line.
pub(super) fn begins_part(place: &Place<'_>, index: usize) -> bool {
    place.is_outmost(index)
        && (index == place.tokens.len() && place.begins_line()
            || PARTS.contains(&place.word_at(index)) && place.kind_at(index + 1) != Kind::Colon)
}

/// Whether a statement, member or element of a bracket begins with a token.
pub(super) fn begins_phrase(place: &Place<'_>, frame: Frame, index: usize) -> bool {
    let is_first = frame.open.is_some_and(|open| open + 1 == index);
    let before = index
        .checked_sub(1)
        .map_or(Kind::End, |it| place.kind_at(it));
    let word = place.word_or_writing(index);
    let is_writing = index == place.tokens.len();
    let fresh = place.is_fresh(index);
    match frame.room {
        _ if is_first => true,
        Room::File => fresh && PARTS.contains(&word),
        Room::Members => {
            let named =
                place.kind_at(index + 1) == Kind::Colon || place.kind_at(index) == Kind::Dots;
            let ends = fresh || before == Kind::CloseBrace;
            ends && (MEMBERS.contains(&word) || named || is_writing) || (fresh && is_writing)
        }
        Room::Fields | Room::Parameters | Room::Cases | Room::People => {
            fresh || (before == Kind::Comma && !is_within_angles(place, frame.phrase, index))
        }
        Room::Inputs | Room::Filled => {
            let goes_on = matches!(word, "from" | "where" | "showing" | "most");
            (fresh && !goes_on && !(is_writing && word.is_empty()))
                || (before == Kind::Comma && !is_within_angles(place, frame.phrase, index))
        }
        Room::Values | Room::Expected | Room::Bounds => {
            before == Kind::Comma || (fresh && word != "then")
        }
        Room::Statements => fresh && word != "then" && place.kind_at(index) != Kind::OpenBrace,
        Room::Spec => fresh && (is_writing || matches!(word, "given" | "when" | "then")),
        Room::Story | Room::Lifts => fresh,
    }
}

/// Whether `<` is open in a type.
fn is_within_angles(place: &Place<'_>, phrase: usize, index: usize) -> bool {
    // A type is short: no more is looked through, whatever stands there.
    let phrase = phrase.max(index.saturating_sub(HEAD));
    let count = |kind| {
        (phrase..index)
            .filter(|it| place.kind_at(*it) == kind)
            .count()
    };
    count(Kind::Less) > count(Kind::Greater)
}

/// Whether a line that ends with such a token goes on.
pub(super) fn wants_more(kind: Kind) -> bool {
    let continues = matches!(
        kind,
        Kind::Comma
            | Kind::Colon
            | Kind::Assign
            | Kind::Increase
            | Kind::Decrease
            | Kind::And
            | Kind::Or
            | Kind::If
            | Kind::Else
            | Kind::Dot
            | Kind::Arrow
    );
    continues || kind.joins() || kind.opens()
}
