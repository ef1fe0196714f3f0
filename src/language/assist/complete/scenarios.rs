//! Specs and stories.

use super::entries::Entries;
use super::heads::snippets;
use super::snippets::OF_SPEC;
use super::{Asked, Kind};
use crate::language::assist::meanings::Kind as Thing;

impl Asked<'_> {
    /// In a spec.
    pub(super) fn in_spec(&self, entries: &mut Entries) {
        if self.length() == 0 {
            return snippets(entries, OF_SPEC);
        }
        let first = self.first_word().to_owned();
        match self.last_word(1) {
            "given" => {
                entries.all_called(self.meanings, None, Thing::Event);
                self.of_processes(entries);
                self.keywords(entries, &["now"]);
            }
            "when" => {
                self.people(entries);
                entries.all_called(self.meanings, None, Thing::Event);
                self.of_processes(entries);
                entries.things(self.meanings, &[Thing::Process, Thing::Translation]);
                entries.all_called(self.meanings, None, Thing::Command);
            }
            "then" => {
                entries.all_called(self.meanings, None, Thing::Event);
                let words = [
                    "nothing", "refused", "sends", "sets", "cancels", "ends", "fails",
                ];
                for word in words {
                    let insert = match word {
                        "nothing" | "ends" | "fails" => word.to_owned(),
                        _ => format!("{word} "),
                    };
                    entries.keyword(word, &insert, "");
                }
                entries.rows(self.meanings);
                self.keywords(entries, &["no"]);
            }
            "no" => entries.rows(self.meanings),
            "sends" => entries.all_called(self.meanings, None, Thing::Command),
            "sets" | "cancels" => entries.things(self.meanings, &[Thing::Deadline]),
            "hears" => {
                entries.all_called(self.meanings, None, Thing::Event);
                self.of_processes(entries);
            }
            "answering" | "of" => entries.things(self.meanings, &[Thing::Command]),
            "by" => self.people(entries),
            "refused" => {}
            _ if self.acting(entries) => {}
            _ if self.behind_value() => self.behind(entries, &first),
            _ => self.values(entries),
        }
    }

    /// What goes on with a word or a value in a spec.
    fn behind(&self, entries: &mut Entries, first: &str) {
        let is_heard = self.last(1) == Kind::CloseRound;
        match first {
            "given" | "when" if is_heard => self.keywords(entries, &["by", "at", "answering"]),
            "given" | "when" => {
                let name = self.last_word(1);
                let has = |kinds: &[Thing]| self.meanings.named(kinds, name).is_some();
                if has(&[Thing::Deadline]) {
                    self.keywords(entries, &["passes for"]);
                } else if has(&[Thing::Command]) {
                    self.keywords(entries, &["for"]);
                } else if has(&[Thing::Process, Thing::Translation]) {
                    self.keywords(entries, &["hears"]);
                } else if name == "passes" {
                    self.keywords(entries, &["for"]);
                } else if has(&[Thing::Person]) {
                    self.keywords(entries, &["as"]);
                } else {
                    self.keywords(entries, &["by", "at", "answering"]);
                }
            }
            _ if self.last(1) == Kind::CloseSquare => {
                entries.keyword("is", "is { $0 }", "What stands in the row.");
            }
            _ if self.says("sets") => self.keywords(entries, &["at"]),
            _ => {}
        }
    }

    /// What a process hears of that is no event.
    fn of_processes(&self, entries: &mut Entries) {
        entries.things(self.meanings, &[Thing::Deadline]);
        self.keywords(entries, &["refusal of"]);
    }

    /// In a story.
    pub(super) fn in_story(&self, entries: &mut Entries) {
        if self.length() == 0 {
            self.people(entries);
            return self.keywords(entries, &["after", "at"]);
        }
        if self.acting(entries) {
            return;
        }
        if self.behind_value() {
            let name = self.last_word(1);
            if self.meanings.named(&[Thing::Person], name).is_some() {
                self.keywords(entries, &["as"]);
            } else {
                self.people(entries);
            }
        } else {
            self.values(entries);
        }
    }

    /// `Ada as Organizer: …`. Whether the place stands in that.
    fn acting(&self, entries: &mut Entries) -> bool {
        if self.last_word(1) == "as" {
            self.roles(entries);
            return true;
        }
        if self.last(1) == Kind::Colon {
            self.commands_of_role(entries);
            return true;
        }
        if self.last_word(2) == "as" && !self.last_word(1).is_empty() {
            let words: &[&str] = match self.first_word() {
                "given" => &["at", "answering"],
                _ => &["at version"],
            };
            self.keywords(entries, words);
            return true;
        }
        false
    }

    /// The commands that the role before the colon may send, then the others.
    fn commands_of_role(&self, entries: &mut Entries) {
        let mut words = (self.phrase()..self.place.tokens.len()).rev();
        let role = words.find(|index| self.place.word_at(*index) == "as");
        let role = role.map_or("", |index| self.place.word_at(index + 1));
        for (index, thing) in self.meanings.things.iter().enumerate() {
            if thing.kind == Thing::Command && thing.by.iter().any(|by| by == role) {
                entries.called(self.meanings, index);
            }
        }
        entries.all_called(self.meanings, None, Thing::Command);
    }

    /// Everybody, with the role that they act in.
    fn people(&self, entries: &mut Entries) {
        for thing in self.meanings.of_kind(&[Thing::Person]) {
            let role = thing.owner.and_then(|owner| self.meanings.thing(owner));
            let role = role.map_or("", |role| role.name.as_str());
            let is_word = thing.name.chars().all(char::is_alphanumeric);
            let written = match is_word {
                true => thing.name.clone(),
                false => format!("\"{}\"", thing.name),
            };
            let insert = match self.last_word(1) {
                "by" => written,
                _ => format!("{written} as {role}: "),
            };
            entries.push(super::Entry {
                label: thing.name.clone(),
                kind: "constant",
                detail: role.to_owned(),
                info: String::new(),
                insert,
            });
        }
    }

    /// Among the columns of a row that is expected.
    pub(super) fn in_expected_row(&self, entries: &mut Entries) {
        if self.length() > 0 {
            return self.values(entries);
        }
        let open = self.place.here().open.unwrap_or_default();
        let bracket = open.checked_sub(2).and_then(|it| self.place.opening(it));
        let name = bracket.and_then(|it| it.checked_sub(1));
        let name = name.map_or("", |it| self.place.word_at(it));
        let read_model = self.meanings.named(&[Thing::ReadModel], name);
        if read_model.is_some() {
            let columns = super::entries::indices(self.meanings, read_model, &[Thing::Column]);
            for index in columns {
                self.named_field(entries, index);
            }
        }
    }
}
