//! Values: what is known by name, and what goes on with a value.

use super::entries::{Entries, indices};
use super::{Asked, Entry, Kind};
use crate::language::assist::built_in::{CALCULATIONS, built_in};
use crate::language::assist::chain::{Chain, Subject};
use crate::language::assist::meanings::Kind as Thing;
use crate::language::program::Type;

impl Asked<'_> {
    /// In brackets with values.
    pub(super) fn in_values(&self, entries: &mut Entries) {
        if self.length() == 0 {
            self.arguments(entries);
        }
        self.values(entries);
    }

    /// Where a value may begin, or go on.
    pub(super) fn values(&self, entries: &mut Entries) {
        if self.behind_value() {
            return self.operators(entries);
        }
        self.wanted_cases(entries);
        for known in &self.scope.names {
            match known.thing {
                Some(index) => entries.thing(self.meanings, index),
                None => entries.value(self.meanings, &known.name, known.ty.as_ref()),
            }
        }
        if self.scope.rows.is_some() {
            self.rows(entries);
        }
        for name in &self.scope.built_in {
            if let Some(word) = built_in(name) {
                entries.built_in(word, "variable");
            }
        }
        if self.scope.state.is_some()
            && let Some(word) = built_in("state")
        {
            entries.built_in(word, "variable");
        }
        for read_model in &self.scope.reads {
            entries.row_of(self.meanings, *read_model);
        }
        for kind in [Thing::Calculation, Thing::Record] {
            entries.all_called(self.meanings, None, kind);
        }
        let in_command = self.scope.built_in.contains(&"newId");
        for word in CALCULATIONS
            .iter()
            .filter(|it| in_command || it.name != "newCode")
        {
            entries.push(Entry {
                label: word.name.to_owned(),
                kind: "function",
                detail: word
                    .title
                    .strip_prefix(word.name)
                    .unwrap_or_default()
                    .to_owned(),
                info: word.text.to_owned(),
                insert: format!("{}($0)", word.name),
            });
        }
        entries.things(self.meanings, &[Thing::Enum, Thing::Case]);
        self.keywords(entries, &["not", "if"]);
        for word in ["true", "false", "none"] {
            entries.keyword(word, word, "");
        }
    }

    /// What goes on with a value.
    fn operators(&self, entries: &mut Entries) {
        if self.says("if") && !self.says("then") && self.first_word() != "if" {
            self.keywords(entries, &["then"]);
        }
        self.keywords(entries, &["and", "or", "in", "not in", "else"]);
    }

    /// The fields of what the bracket at the place is of, by name.
    fn arguments(&self, entries: &mut Entries) {
        let Some(open) = self.place.here().open else {
            return;
        };
        let (Kind::OpenRound, Some(before)) = (self.place.kind_at(open), open.checked_sub(1))
        else {
            return;
        };
        let name = self.place.word_at(before);
        let kinds = [
            Thing::Event,
            Thing::Command,
            Thing::Record,
            Thing::Calculation,
        ];
        let Some(of) = self.meanings.named(&kinds, name) else {
            return;
        };
        let of_stream = self.key_of(of);
        let is_given = |field: &str| {
            (open..self.place.tokens.len()).any(|index| {
                self.place.word_at(index) == field && self.place.kind_at(index + 1) == Kind::Colon
            })
        };
        let fields = indices(self.meanings, Some(of), &[Thing::Field, Thing::Parameter]);
        for index in of_stream.into_iter().chain(fields) {
            let field = self.meanings.thing(index);
            if field.is_some_and(|field| !is_given(&field.name)) {
                self.named_field(entries, index);
            }
        }
    }

    /// The key of the stream that a command is for, or an event in a spec.
    fn key_of(&self, of: usize) -> Option<usize> {
        let thing = self.meanings.thing(of)?;
        let around = self.place.around();
        let is_heard = around.contains(&"spec") && !around.contains(&"then");
        let has_key = thing.kind == Thing::Command || (thing.kind == Thing::Event && is_heard);
        let owner = thing.owner.filter(|_| has_key);
        indices(self.meanings, Some(owner?), &[Thing::Key])
            .first()
            .copied()
    }

    /// A field, and the colon behind it.
    pub(super) fn named_field(&self, entries: &mut Entries, index: usize) {
        if let Some(thing) = self.meanings.thing(index) {
            entries.push(Entry {
                label: format!("{}:", thing.name),
                kind: "property",
                detail: self.meanings.type_of(thing),
                info: self.meanings.text_of(index),
                insert: format!("{}: ", thing.name),
            });
        }
    }

    /// The cases of the enum that is wanted: of what stands on the other side, or of the field that is filled.
    fn wanted_cases(&self, entries: &mut Entries) {
        let Some(ty @ Type::Enum(_)) = self.wanted() else {
            return;
        };
        if let Some(owner) = self.meanings.of_type(&ty) {
            for index in indices(self.meanings, Some(owner), &[Thing::Case]) {
                entries.thing(self.meanings, index);
            }
        }
    }

    fn wanted(&self) -> Option<Type> {
        let end = self.place.tokens.len().checked_sub(1)?;
        let found = match self.last(1) {
            Kind::Equal | Kind::Unequal => {
                let mut chain = Chain::new(self.place, self.meanings, self.scope);
                chain.subject_before(end)?
            }
            Kind::Assign => self.assigned(end)?,
            Kind::Colon => return self.argument(),
            _ => return None,
        };
        match found {
            Subject::Value(Type::Optional(inner)) => Some(*inner),
            Subject::Value(ty) => Some(ty),
            _ => None,
        }
    }

    /// What is assigned to: a field of the state rather than one of the event.
    fn assigned(&self, end: usize) -> Option<Subject> {
        let state = self.scope.state.filter(|_| self.length() == 2);
        let field = state.and_then(|owner| {
            let mut fields = self.meanings.belonging(owner, &[Thing::State]);
            fields.find(|field| field.name == self.first_word())
        });
        match field {
            Some(field) => field.ty.clone().map(Subject::Value),
            None => Chain::new(self.place, self.meanings, self.scope).subject_before(end),
        }
    }

    /// The type of the argument that is named before the place.
    fn argument(&self) -> Option<Type> {
        let open = self.place.here().open?;
        let callee = self.place.word_at(open.checked_sub(1)?);
        let kinds = [
            Thing::Event,
            Thing::Command,
            Thing::Record,
            Thing::Calculation,
        ];
        let of = self.meanings.named(&kinds, callee)?;
        let name = self.last_word(2);
        let mut fields = self
            .meanings
            .belonging(of, &[Thing::Field, Thing::Parameter]);
        fields.find(|field| field.name == name)?.ty.clone()
    }
}
