//! Collecting what can be written.

use super::Entry;
use crate::language::assist::built_in::BuiltIn;
use crate::language::assist::meanings::{Kind, Meanings, Thing};
use crate::language::program::Type;
use std::collections::BTreeSet;

/// How many entries there are at most.
const MOST: usize = 1_000;

/// What can be written, the best first, and not more than can be looked through. Of two under one name the first counts.
#[derive(Default)]
pub(super) struct Entries {
    entries: Vec<Entry>,
    labels: BTreeSet<String>,
}

impl Entries {
    /// Everything.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// One more, unless there is one with its name.
    pub(super) fn push(&mut self, entry: Entry) {
        if !self.is_full() && self.labels.insert(entry.label.clone()) {
            self.entries.push(entry);
        }
    }

    /// Whether no further entries are taken in, so that they need not be made.
    fn is_full(&self) -> bool {
        self.entries.len() >= MOST
    }

    /// Something that is written as it is called.
    pub(super) fn plain(&mut self, label: &str, kind: &'static str, detail: String, info: String) {
        self.push(Entry {
            label: label.to_owned(),
            kind,
            detail,
            info,
            insert: label.to_owned(),
        });
    }

    /// A word of the grammar, and what is written with it.
    pub(super) fn keyword(&mut self, label: &str, insert: &str, info: &str) {
        self.push(Entry {
            label: label.to_owned(),
            kind: "keyword",
            detail: String::new(),
            info: info.to_owned(),
            insert: insert.to_owned(),
        });
    }

    /// Something that every model knows.
    pub(super) fn built_in(&mut self, word: &BuiltIn, kind: &'static str) {
        let detail = word.title.split_once(": ");
        let detail = detail.map_or_else(String::new, |(_, ty)| ty.to_owned());
        self.plain(word.name, kind, detail, word.text.to_owned());
    }

    /// A thing under its name.
    pub(super) fn thing(&mut self, meanings: &Meanings, index: usize) {
        if let Some(thing) = meanings.thing(index).filter(|_| !self.is_full()) {
            let detail = detail(meanings, index, thing);
            let info = meanings.text_of(index);
            self.plain(name(thing), kind(thing.kind), detail, info);
        }
    }

    /// A thing that takes arguments: the caret goes between the brackets. A calculation may take none.
    pub(super) fn called(&mut self, meanings: &Meanings, index: usize) {
        self.bracketed(meanings, index, ("(", ")"));
    }

    /// A read model: the caret goes where the key of a row is written.
    pub(super) fn row_of(&mut self, meanings: &Meanings, index: usize) {
        self.bracketed(meanings, index, ("[", "]"));
    }

    fn bracketed(&mut self, meanings: &Meanings, index: usize, (open, close): (&str, &str)) {
        if let Some(thing) = meanings.thing(index).filter(|_| !self.is_full()) {
            let detail = detail(meanings, index, thing);
            let is_whole = thing.kind == Kind::Calculation && detail.starts_with("()");
            let caret = if is_whole { "" } else { "$0" };
            self.push(Entry {
                label: thing.name.clone(),
                kind: kind(thing.kind),
                detail,
                info: meanings.text_of(index),
                insert: format!("{}{open}{caret}{close}", thing.name),
            });
        }
    }

    /// All read models, each with the brackets for the key of a row.
    pub(super) fn rows(&mut self, meanings: &Meanings) {
        for index in indices(meanings, None, &[Kind::ReadModel]) {
            self.row_of(meanings, index);
        }
    }

    /// All things of these kinds.
    pub(super) fn things(&mut self, meanings: &Meanings, kinds: &[Kind]) {
        for index in indices(meanings, None, kinds) {
            self.thing(meanings, index);
        }
    }

    /// Things of these kinds that belong to another.
    pub(super) fn belonging(&mut self, meanings: &Meanings, owner: Option<usize>, kinds: &[Kind]) {
        if owner.is_some() {
            for index in indices(meanings, owner, kinds) {
                self.thing(meanings, index);
            }
        }
    }

    /// Things of these kinds, with arguments; those of one owner come first.
    pub(super) fn all_called(&mut self, meanings: &Meanings, first: Option<usize>, kind: Kind) {
        if first.is_some() {
            for index in indices(meanings, first, &[kind]) {
                self.called(meanings, index);
            }
        }
        for index in indices(meanings, None, &[kind]) {
            self.called(meanings, index);
        }
    }

    /// A value that is named in the text.
    pub(super) fn value(&mut self, meanings: &Meanings, name: &str, ty: Option<&Type>) {
        let detail = ty.map_or_else(String::new, |ty| meanings.describe(ty));
        self.plain(name, "variable", detail, String::new());
    }
}

/// The numbers of the things of these kinds, kind by kind, of one owner or of all.
pub(super) fn indices(meanings: &Meanings, owner: Option<usize>, kinds: &[Kind]) -> Vec<usize> {
    let of_kind = |kind: &Kind| {
        let things = meanings.things.iter().enumerate();
        let kind = *kind;
        things.filter(move |(_, thing)| {
            thing.kind == kind && (owner.is_none() || thing.owner == owner)
        })
    };
    let found = kinds.iter().flat_map(of_kind);
    found.map(|(index, _)| index).collect()
}

/// What stands behind the name of a thing.
fn detail(meanings: &Meanings, index: usize, thing: &Thing) -> String {
    let title = meanings.title(index);
    let rest = title.strip_prefix(name(thing)).unwrap_or_default();
    rest.trim_start_matches([':', ' ', '=']).to_owned()
}

/// The name of a thing; people may be written as texts.
fn name(thing: &Thing) -> &str {
    &thing.name
}

/// The kind of a thing, as the page's editor calls it.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor | Kind::Person | Kind::Case | Kind::Deadline => "constant",
        Kind::Context => "text",
        Kind::Alias | Kind::Record => "type",
        Kind::Enum => "enum",
        Kind::Calculation | Kind::Command => "function",
        Kind::Aggregate
        | Kind::Event
        | Kind::OldEvent
        | Kind::ReadModel
        | Kind::Process
        | Kind::Translation => "class",
        Kind::Parameter => "variable",
        Kind::Key | Kind::Field | Kind::State | Kind::KeyPart | Kind::Column => "property",
    }
}
