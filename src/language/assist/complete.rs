//! What can be written at a place.

mod entries;
mod heads;
mod lists;
mod members;
mod scenarios;
mod snippets;
mod statements;
mod values;

use super::keywords;
use super::meanings::Meanings;
use super::place::{Place, Room};
use super::scope::Scope;
use crate::language::syntax::lexer::Kind;
use crate::language::syntax::limits;
use entries::Entries;

/// Something that can be written at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// Its type or its arguments; nothing where there is nothing to say.
    pub detail: String,
    /// What it is, in a sentence; nothing where there is nothing to say.
    pub info: String,
    /// What is written. `$0` marks the place of the caret after it; where there is none, that is its end.
    pub insert: String,
}

/// The kinds of entries, as the page's editor calls them.
pub const KINDS: [&str; 10] = [
    "keyword", "function", "method", "property", "variable", "type", "enum", "class", "constant",
    "text",
];

/// What can be written at a byte of a text, the best first. What is declared is known from the meanings of the text as
/// it was checked last. The word at the place is not yet held against the entries.
pub fn complete(text: &str, meanings: &Meanings, byte: u32) -> Vec<Entry> {
    if text.len() > limits::TEXT {
        return Vec::new();
    }
    let byte = usize::try_from(byte).unwrap_or(usize::MAX);
    let Some(place) = Place::at(text, byte) else {
        return Vec::new();
    };
    let scope = Scope::of(&place, meanings);
    let asked = Asked {
        place: &place,
        meanings,
        scope: &scope,
    };
    let mut entries = Entries::default();
    asked.all(&mut entries);
    entries.into_entries()
}

/// What is asked: the place, what is declared, and what is known there.
struct Asked<'a> {
    place: &'a Place<'a>,
    meanings: &'a Meanings,
    scope: &'a Scope,
}

impl Asked<'_> {
    fn all(&self, entries: &mut Entries) {
        let last = self.last(1);
        if last == Kind::Dot {
            return self.behind_point(entries);
        }
        match self.place.here().room {
            Room::File => self.in_file(entries),
            Room::Members => self.in_members(entries),
            Room::Fields | Room::Parameters => self.in_fields(entries),
            Room::Inputs => self.in_inputs(entries),
            Room::Filled => self.in_task(entries),
            Room::Statements => self.in_statements(entries),
            Room::Lifts => self.in_upcast(entries),
            Room::Spec => self.in_spec(entries),
            Room::Expected => self.in_expected_row(entries),
            Room::Story => self.in_story(entries),
            Room::Values => self.in_values(entries),
            Room::Cases | Room::People | Room::Bounds => {}
        }
    }

    /// Words of the grammar behind which there is more to write.
    fn keywords(&self, entries: &mut Entries, words: &[&str]) {
        for label in words {
            let word = label.split(' ').next().unwrap_or_default();
            let info = keywords::meaning(word, &self.place.around());
            entries.keyword(label, &format!("{label} "), info.unwrap_or_default());
        }
    }

    /// What the token so many before the place is.
    fn last(&self, places: usize) -> Kind {
        let index = self.place.tokens.len().checked_sub(places);
        index.map_or(Kind::End, |index| self.place.kind_at(index))
    }

    /// The word so many tokens before the place.
    fn last_word(&self, places: usize) -> &str {
        let index = self.place.tokens.len().checked_sub(places);
        index.map_or("", |index| self.place.word_at(index))
    }

    /// The first token of the statement, member or element at the place.
    fn phrase(&self) -> usize {
        self.place.here().phrase
    }

    /// The word that begins the statement, member or element at the place.
    fn first_word(&self) -> &str {
        self.place.word_at(self.phrase())
    }

    /// How many tokens of the statement, member or element stand before the place.
    fn length(&self) -> usize {
        self.place.tokens.len().saturating_sub(self.phrase())
    }

    /// Whether a word of the phrase is this one.
    fn says(&self, word: &str) -> bool {
        let mut phrase = self.phrase()..self.place.tokens.len();
        phrase.any(|index| self.place.word_at(index) == word)
    }

    /// Whether a token of the phrase, outside of what its brackets hold, is of this kind.
    fn has(&self, kind: Kind) -> bool {
        let mut phrase = self.phrase()..self.place.tokens.len();
        phrase.any(|index| self.place.kind_at(index) == kind)
    }

    /// Whether a value stands right before the place, so that no other one begins here.
    fn behind_value(&self) -> bool {
        let last = self.last(1);
        let is_value = matches!(
            last,
            Kind::Int(_)
                | Kind::Decimal(_)
                | Kind::Date(_)
                | Kind::Instant(_)
                | Kind::True
                | Kind::False
                | Kind::None
                | Kind::TextClose
                | Kind::Word
        );
        (is_value || last.closes()) && self.length() > 0 && !self.begins_value()
    }

    /// Whether the word before the place is one of the grammar, behind which a value begins.
    fn begins_value(&self) -> bool {
        const WORDS: [&str; 15] = [
            "then", "require", "add", "remove", "when", "for", "where", "after", "at", "to",
            "from", "always", "let", "given", "is",
        ];
        let word = self.last_word(1);
        let is_time = word == "now" && self.first_word() == "given" && self.length() == 2;
        is_time || WORDS.contains(&word)
    }
}
