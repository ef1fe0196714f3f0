//! Parts of a file, and what their headings say.

use super::entries::Entries;
use super::snippets::{OF_AGGREGATE, OF_PROCESS, OF_READ_MODEL, PARTS, Snippet};
use super::{Asked, Kind};
use crate::language::assist::meanings::Kind as Thing;

impl Asked<'_> {
    /// Between the parts, or in the heading of one.
    pub(super) fn in_file(&self, entries: &mut Entries) {
        if self.length() == 0 {
            if self.place.is_first() {
                entries.keyword(
                    "model",
                    "model \"$0\"",
                    "Begins the file and names the model.",
                );
            }
            return snippets(entries, PARTS);
        }
        let last = self.last_word(1);
        match (self.first_word(), last) {
            ("read", "read") => self.keywords(entries, &["model"]),
            ("read", "as") => self.keywords(entries, &["table", "search", "feed"]),
            ("read", _) if self.says("where") => self.values(entries),
            ("read", _) if self.length() > 2 => self.keywords(entries, &["as", "where"]),
            ("define", _) if self.has(Kind::Assign) => self.values(entries),
            ("define" | "process" | "translation", _) if self.after_colon() => self.types(entries),
            ("type", _) if self.has(Kind::Assign) => self.types(entries),
            ("upcast", "upcast") => entries.things(self.meanings, &[Thing::Event]),
            ("task", "sends") => entries.all_called(self.meanings, None, Thing::Command),
            ("task", "by") => self.roles(entries),
            ("task", _) if self.last(1) == Kind::Comma => self.roles(entries),
            ("task", _) if self.says("by") => self.keywords(entries, &["sends"]),
            ("task", _) if self.length() > 1 => self.keywords(entries, &["by"]),
            ("process" | "translation", _) if self.length() > 1 && !self.says("by") => {
                self.keywords(entries, &["by"]);
            }
            ("story", "story") => self.keywords(entries, &["from"]),
            _ => {}
        }
        if self.place.begins_line() && !self.after_colon() && self.last(1) != Kind::Assign {
            snippets(entries, PARTS);
        }
    }

    /// Between the members of an aggregate, a read model or a process, or in the heading of one.
    pub(super) fn in_members(&self, entries: &mut Entries) {
        let (part, name) = self.place.part();
        if self.length() == 0 {
            self.goes_on_heading(entries);
            return snippets(
                entries,
                match part {
                    "aggregate" => OF_AGGREGATE,
                    "read" => OF_READ_MODEL,
                    _ => OF_PROCESS,
                },
            );
        }
        match (part, self.first_word()) {
            (_, "invariant") if self.after_title() => self.values(entries),
            (_, "invariant") if self.length() == 1 => self.keywords(entries, &["at rest"]),
            ("aggregate", "command") => self.in_command_head(entries),
            ("read", "on") if self.length() == 1 || self.last(1) == Kind::Comma => {
                entries.things(self.meanings, &[Thing::Event]);
            }
            ("read", "on") => {}
            ("process" | "translation", "on" | "starts") => self.in_clause_head(entries, name),
            ("read", _) if self.has(Kind::Assign) => self.values(entries),
            ("read", _) if self.is_typing() => self.types(entries),
            _ => {}
        }
    }

    fn in_command_head(&self, entries: &mut Entries) {
        if self.says("reads") {
            if self.last_word(1) == "reads" || self.last(1) == Kind::Comma {
                entries.rows(self.meanings);
            }
        } else if self.last(1) == Kind::CloseRound {
            self.keywords(entries, &["reads"]);
        } else if self.last_word(1) == "by" || self.last(1) == Kind::Comma {
            self.roles(entries);
        } else if self.length() > 1 && !self.says("by") {
            self.keywords(entries, &["by"]);
        }
    }

    fn in_clause_head(&self, entries: &mut Entries, process: &str) {
        let last = self.last_word(1);
        if self.says("when") || self.says("for") {
            self.values(entries);
            if self.behind_value() && !self.says("when") {
                self.keywords(entries, &["when"]);
            }
        } else if last == "starts" {
            self.keywords(entries, &["on"]);
        } else if last == "refusal" {
            self.keywords(entries, &["of"]);
        } else if last == "of" {
            entries.things(self.meanings, &[Thing::Command]);
        } else if last == "on" || self.last(1) == Kind::Comma {
            let kinds = [Thing::Process, Thing::Translation];
            let owner = self.meanings.named(&kinds, process);
            entries.things(self.meanings, &[Thing::Event]);
            entries.belonging(self.meanings, owner, &[Thing::Deadline]);
            self.keywords(entries, &["refusal of"]);
        } else {
            self.keywords(entries, &["when", "for"]);
        }
    }

    /// A new line may go on with the heading before it.
    fn goes_on_heading(&self, entries: &mut Entries) {
        let last = self.last(1);
        if last == Kind::Word || last == Kind::CloseRound || last == Kind::TextClose {
            let member = (0..self.place.tokens.len()).rev().find_map(|index| {
                let word = self.place.word_at(index);
                let begins = matches!(word, "command" | "on" | "starts" | "state" | "deadline");
                begins.then_some(word)
            });
            match member {
                Some("command") if last == Kind::CloseRound => self.keywords(entries, &["reads"]),
                Some("on" | "starts") => self.keywords(entries, &["when"]),
                _ => {}
            }
        }
    }

    /// All roles.
    pub(super) fn roles(&self, entries: &mut Entries) {
        entries.things(self.meanings, &[Thing::Actor]);
    }

    /// Whether the place is right behind a colon.
    pub(super) fn after_colon(&self) -> bool {
        self.last(1) == Kind::Colon
    }

    /// Whether the title of an invariant, and the colon behind it, stand before the place.
    fn after_title(&self) -> bool {
        self.has(Kind::Colon)
    }
}

/// Words with what is written with them.
pub(super) fn snippets(entries: &mut Entries, snippets: &[Snippet]) {
    for (label, insert, info) in snippets {
        entries.keyword(label, insert, info);
    }
}
