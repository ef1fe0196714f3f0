//! Statements.

use super::entries::Entries;
use super::heads::snippets;
use super::snippets::{CHANGES, EVERYWHERE, OF_CLAUSE, OF_COMMAND};
use super::{Asked, Kind};
use crate::language::assist::meanings::Kind as Thing;

impl Asked<'_> {
    /// Among statements, or in one.
    pub(super) fn in_statements(&self, entries: &mut Entries) {
        if self.length() == 0 {
            return self.begun(entries);
        }
        let last = self.last_word(1);
        let is_first = self.length() == 1;
        match self.first_word() {
            "record" if is_first => {
                let (_, name) = self.place.part();
                let aggregate = self.meanings.named(&[Thing::Aggregate], name);
                self.called_of(entries, aggregate, Thing::Event);
            }
            "send" if is_first => entries.all_called(self.meanings, None, Thing::Command),
            "send" if last == "as" => self.places(entries),
            "send" if self.last(1) == Kind::CloseRound => {
                self.keywords(entries, &["not after", "as"])
            }
            "send" if self.last(1) == Kind::Not => self.keywords(entries, &["after"]),
            "send" if self.says("after") => {
                if self.behind_value() && !self.says("as") {
                    self.keywords(entries, &["as"]);
                }
                self.values(entries);
            }
            "set" | "cancel" if is_first => self.deadlines(entries),
            "set" if self.length() == 2 => self.keywords(entries, &["at"]),
            "add" if last == "to" => self.places(entries),
            "remove" if last == "from" => self.places(entries),
            "remove" if is_first => {
                self.places(entries);
                self.values(entries);
            }
            "let" if !self.has(Kind::Assign) => {}
            "for" if !self.has(Kind::In) => {
                if last != "for" && self.last(1) == Kind::Word {
                    self.keywords(entries, &["in"]);
                }
            }
            "refuse" | "fail" | "end" | "cancel" | "record" => {}
            "if" if self.last(1) == Kind::CloseBrace => otherwise(entries),
            "for" if self.last(1) == Kind::CloseBrace => {}
            _ => self.within(entries),
        }
    }

    /// A statement whose values are being written.
    fn within(&self, entries: &mut Entries) {
        let follow: &[&str] = match self.first_word() {
            "add" => &["to"],
            "remove" => &["from"],
            _ => &[],
        };
        if self.behind_value() && self.length() > 1 {
            self.keywords(entries, follow);
        }
        if self.first_word() == "require" && self.behind_value() {
            entries.keyword("else", "else \"$0\"", "The reason of the refusal.");
        }
        self.values(entries);
    }

    /// At the beginning of a statement.
    fn begun(&self, entries: &mut Entries) {
        if self.last(1) == Kind::CloseBrace {
            otherwise(entries);
        }
        match self.kind_of_block() {
            "command" => snippets(entries, OF_COMMAND),
            "event" => {
                self.places(entries);
                snippets(entries, CHANGES);
            }
            "read" => {
                self.rows(entries);
                self.places(entries);
                snippets(entries, CHANGES);
            }
            _ => {
                snippets(entries, OF_CLAUSE);
                self.places(entries);
                snippets(entries, CHANGES);
            }
        }
        snippets(entries, EVERYWHERE);
    }

    /// What kind of block the place is in: of a command, an event, a read model, or a process.
    fn kind_of_block(&self) -> &str {
        let (part, _) = self.place.part();
        match part {
            "aggregate" => self.place.member().map_or("", |it| self.place.word_at(it)),
            part => part,
        }
    }

    /// What can be changed: fields of the state, and rows.
    fn places(&self, entries: &mut Entries) {
        if self.scope.rows.is_some() {
            self.rows(entries);
        }
        entries.belonging(self.meanings, self.scope.state, &[Thing::State]);
    }

    /// `row` and `rows`.
    pub(super) fn rows(&self, entries: &mut Entries) {
        for (name, insert) in [("row", "row"), ("rows", "rows[$0]")] {
            if let Some(word) = crate::language::assist::built_in::built_in(name) {
                entries.push(super::Entry {
                    label: name.to_owned(),
                    kind: "variable",
                    detail: String::new(),
                    info: word.text.to_owned(),
                    insert: insert.to_owned(),
                });
            }
        }
    }

    /// Events of one aggregate, or all where it is not known.
    fn called_of(&self, entries: &mut Entries, owner: Option<usize>, kind: Thing) {
        for index in super::entries::indices(self.meanings, owner, &[kind]) {
            entries.called(self.meanings, index);
        }
    }

    /// The deadlines of the process at hand.
    fn deadlines(&self, entries: &mut Entries) {
        let (_, name) = self.place.part();
        let process = self
            .meanings
            .named(&[Thing::Process, Thing::Translation], name);
        entries.belonging(self.meanings, process, &[Thing::Deadline]);
    }

    /// Among what an upcast leads to.
    pub(super) fn in_upcast(&self, entries: &mut Entries) {
        match self.length() {
            0 => entries.keyword("into", "into $0", "What becomes of the old event."),
            1 => entries.all_called(self.meanings, None, Thing::Event),
            _ => {}
        }
    }
}

/// `else`, behind the block of an `if`.
fn otherwise(entries: &mut Entries) {
    let info = "What is done where the condition does not hold.";
    entries.keyword("else", "else {\n  $0\n}", info);
}
