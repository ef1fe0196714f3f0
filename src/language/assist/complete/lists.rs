//! Lists of fields: their types, and where the values of a command's fields come from.

use super::entries::Entries;
use super::{Asked, Kind};
use crate::language::assist::built_in::TYPES;
use crate::language::assist::meanings::Kind as Thing;
use crate::language::program::Type;

impl Asked<'_> {
    /// Among the fields of a record or a state, or parameters.
    pub(super) fn in_fields(&self, entries: &mut Entries) {
        if self.last(1) == Kind::Dots {
            entries.things(self.meanings, &[Thing::Record]);
        } else if self.has(Kind::Assign) {
            self.values(entries);
        } else if self.is_typing() {
            self.types(entries);
        }
    }

    /// Among the fields of a command.
    pub(super) fn in_inputs(&self, entries: &mut Entries) {
        if self.source(entries) {
        } else if self.last(1) == Kind::Dots {
            entries.things(self.meanings, &[Thing::Record]);
        } else if self.is_typing() {
            self.types(entries);
        } else if self.has(Kind::Colon) {
            self.keywords(entries, &["new", "from", "always"]);
        }
    }

    /// Among the fields of a task.
    pub(super) fn in_task(&self, entries: &mut Entries) {
        if self.source(entries) {
        } else if self.length() == 0 {
            let command = self.command_of_task();
            entries.belonging(self.meanings, command, &[Thing::Field]);
            let aggregate = command.and_then(|it| self.meanings.thing(it)?.owner);
            entries.belonging(self.meanings, aggregate, &[Thing::Key]);
        } else {
            self.keywords(entries, &["from", "new", "always"]);
        }
    }

    fn command_of_task(&self) -> Option<usize> {
        let open = self.place.here().open?;
        let name = self.place.word_at(open.checked_sub(1)?);
        self.meanings.named(&[Thing::Command], name)
    }

    /// Where a value comes from. Whether the place stands in that.
    fn source(&self, entries: &mut Entries) -> bool {
        if self.says("always") {
            self.values(entries);
            return true;
        }
        if !self.says("from") {
            return false;
        }
        if self.last_word(1) == "from" {
            entries.things(self.meanings, &[Thing::ReadModel]);
            return true;
        }
        let clauses = ["where", "showing", "most"];
        let mut words = (self.phrase()..self.place.tokens.len()).rev();
        let clause = words.find_map(|index| {
            let word = self.place.word_at(index);
            clauses.contains(&word).then_some(word)
        });
        let last = self.last(1);
        let begins = last == Kind::And || Some(self.last_word(1)) == clause;
        if last == Kind::Or {
            self.keywords(entries, &["typed"]);
        } else if last == Kind::Equal {
            self.matching(entries);
        } else if clause.is_some() && begins {
            entries.belonging(
                self.meanings,
                self.read_model_of_source(),
                &[Thing::KeyPart, Thing::Column],
            );
        } else {
            if clause.is_some() && clause != Some("most") {
                self.keywords(entries, &["and"]);
            }
            self.keywords(entries, &["where", "showing", "most", "or typed"]);
            entries.keyword(
                "else",
                "else \"$0\"",
                "What to say where there is nothing to pick.",
            );
        }
        true
    }

    /// What the column before the place may equal.
    fn matching(&self, entries: &mut Entries) {
        let name = self.last_word(2);
        let kinds = &[Thing::KeyPart, Thing::Column];
        let columns = self.read_model_of_source();
        let column = columns.and_then(|of| {
            let mut columns = self.meanings.belonging(of, kinds);
            columns.find(|column| column.name == name)
        });
        match column.and_then(|column| column.ty.as_ref()) {
            Some(Type::Bool) => {
                entries.keyword("true", "true", "It holds.");
                entries.keyword("false", "false", "It does not hold.");
            }
            Some(ty @ Type::Enum(_)) => {
                entries.belonging(self.meanings, self.meanings.of_type(ty), &[Thing::Case]);
            }
            _ => {}
        }
        self.command_fields(entries);
    }

    /// The fields of the command that is being filled in.
    fn command_fields(&self, entries: &mut Entries) {
        let (part, _) = self.place.part();
        let command = match part {
            "task" => self.command_of_task(),
            _ => {
                let name = self
                    .place
                    .member()
                    .map(|member| self.place.word_at(member + 1));
                name.and_then(|name| self.meanings.named(&[Thing::Command], name))
            }
        };
        entries.belonging(self.meanings, command, &[Thing::Field]);
        let aggregate = command.and_then(|it| self.meanings.thing(it)?.owner);
        entries.belonging(self.meanings, aggregate, &[Thing::Key]);
    }

    /// The read model behind `from`.
    pub(super) fn read_model_of_source(&self) -> Option<usize> {
        let mut words = (self.phrase()..self.place.tokens.len()).rev();
        let from = words.find(|index| self.place.word_at(*index) == "from")?;
        self.meanings
            .named(&[Thing::ReadModel], self.place.word_at(from + 1))
    }

    /// Whether a type is wanted: behind a colon, in the angle brackets of a collection.
    pub(super) fn is_typing(&self) -> bool {
        let within = self.last(1) == Kind::Less || self.last(1) == Kind::Comma;
        self.after_colon() || (within && self.has(Kind::Colon))
    }

    /// All types.
    pub(super) fn types(&self, entries: &mut Entries) {
        if self.behind_value() && self.last(1) != Kind::Colon {
            return;
        }
        entries.things(self.meanings, &[Thing::Alias, Thing::Record, Thing::Enum]);
        for word in TYPES {
            entries.built_in(word, "type");
        }
    }
}
