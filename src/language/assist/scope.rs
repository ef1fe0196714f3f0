//! What is known by name at a place: what the part and the member declare, and the values that are named before it.

use super::built_in::{IN_COMMAND, OF_EVENT};
use super::chain::Chain;
use super::meanings::{Kind, Meanings};
use super::place::{Place, Room};
use crate::language::program::Type;
use crate::language::syntax::lexer;

/// How many names are known at a place.
const MOST_NAMES: usize = 1_500;

/// What is known at a place, the best first: the innermost values, then fields, keys and the state.
#[derive(Default)]
pub(super) struct Scope {
    pub(super) names: Vec<Known>,
    /// Words that every model knows.
    pub(super) built_in: Vec<&'static str>,
    /// The thing whose state is known as `state`.
    pub(super) state: Option<usize>,
    /// The read model whose rows are known as `row` and `rows`.
    pub(super) rows: Option<usize>,
    /// The read models whose rows the command looks up.
    pub(super) reads: Vec<usize>,
}

/// A value with a name.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) ty: Option<Type>,
    /// The thing that it is; nothing where it is named in the text.
    pub(super) thing: Option<usize>,
}

impl Scope {
    /// What is known at a place.
    pub(super) fn of(place: &Place<'_>, meanings: &Meanings) -> Self {
        let mut scope = Self::default();
        scope.declared(place, meanings);
        scope.named(place, meanings);
        scope
    }

    /// The value with a name.
    pub(super) fn find(&self, name: &str) -> Option<&Known> {
        self.names.iter().find(|known| known.name == name)
    }

    /// Gives a value a name; it hides what had the name before.
    pub(super) fn name(&mut self, name: &str, ty: Option<Type>) {
        if self.names.len() < MOST_NAMES {
            let known = Known {
                name: name.to_owned(),
                ty,
                thing: None,
            };
            self.names.insert(0, known);
        }
    }

    fn declared(&mut self, place: &Place<'_>, meanings: &Meanings) {
        let (part, name) = place.part();
        match part {
            "aggregate" => {
                let owner = meanings.named(&[Kind::Aggregate], name);
                self.in_aggregate(place, meanings, owner);
            }
            "read" => {
                let owner = meanings.named(&[Kind::ReadModel], name);
                self.in_read_model(place, meanings, owner);
            }
            "process" | "translation" => {
                let kinds = [Kind::Process, Kind::Translation];
                self.in_process(place, meanings, meanings.named(&kinds, name));
            }
            "define" => {
                let owner = meanings.named(&[Kind::Calculation], name);
                self.things(meanings, owner, &[Kind::Parameter]);
            }
            "upcast" => {
                let phrase = place.frames.first().map_or(0, |file| file.phrase);
                let version = place.word_at(phrase + 2);
                let mut things = meanings.things.iter();
                let owner = things.position(|thing| {
                    let is_old = thing.kind == Kind::OldEvent && thing.name == name;
                    is_old && version.strip_prefix('v') == Some(&thing.version.to_string())
                });
                self.things(meanings, owner, &[Kind::Field]);
            }
            "spec" | "story" => self.built_in.push("now"),
            _ => {}
        }
    }

    fn in_aggregate(&mut self, place: &Place<'_>, meanings: &Meanings, owner: Option<usize>) {
        let member = place.member();
        let name = member.map_or("", |member| place.word_at(member + 1));
        match member.map_or("", |member| place.word_at(member)) {
            "command" => {
                let command = meanings.named(&[Kind::Command], name);
                self.things(meanings, command, &[Kind::Field]);
                self.reads = reads(place, meanings);
                self.built_in.extend(IN_COMMAND);
            }
            "event" => {
                let event = meanings.named(&[Kind::Event], name);
                self.things(meanings, event, &[Kind::Field]);
                self.built_in.extend(OF_EVENT);
            }
            "invariant" => {}
            _ => return,
        }
        self.things(meanings, owner, &[Kind::Key]);
        // The sentence of an event knows its fields, but not the state.
        let in_body = place.frames.get(2).is_none_or(|frame| {
            let open = frame
                .open
                .map_or(lexer::Kind::End, |open| place.kind_at(open));
            open != lexer::Kind::HoleOpen
        });
        if in_body {
            self.things(meanings, owner, &[Kind::State]);
            self.state = owner;
        }
    }

    fn in_read_model(&mut self, place: &Place<'_>, meanings: &Meanings, owner: Option<usize>) {
        match place.member().map(|member| (member, place.word_at(member))) {
            Some((member, "on")) => {
                self.event(meanings, place.word_at(member + 1));
                self.things(meanings, owner, &[Kind::State]);
                self.rows = owner;
                self.state = owner;
            }
            Some((_, "invariant")) | None => {
                self.things(meanings, owner, &[Kind::KeyPart, Kind::Column]);
                self.things(meanings, owner, &[Kind::State]);
            }
            Some(_) => {}
        }
    }

    fn in_process(&mut self, place: &Place<'_>, meanings: &Meanings, owner: Option<usize>) {
        let Some(member) = place.member() else {
            return;
        };
        let on = match place.word_at(member) {
            "on" => member,
            "starts" => member + 1,
            _ => return,
        };
        let cause = place.word_at(on + 1);
        if cause == "refusal" {
            let command = meanings.named(&[Kind::Command], place.word_at(on + 3));
            self.things(meanings, command, &[Kind::Field]);
            let aggregate = command.and_then(|it| meanings.thing(it)?.owner);
            self.things(meanings, aggregate, &[Kind::Key]);
            self.built_in.extend(["code", "reason"]);
        } else if meanings.named(&[Kind::Event], cause).is_some() {
            self.event(meanings, cause);
        }
        self.things(meanings, owner, &[Kind::Key]);
        self.things(meanings, owner, &[Kind::State]);
        self.built_in.extend(["now", "isNew"]);
        self.state = owner;
    }

    /// The fields of an event and the key of its stream.
    fn event(&mut self, meanings: &Meanings, name: &str) {
        let event = meanings.named(&[Kind::Event], name);
        self.things(meanings, event, &[Kind::Field]);
        let aggregate = event.and_then(|it| meanings.thing(it)?.owner);
        self.things(meanings, aggregate, &[Kind::Key]);
        self.built_in.extend(OF_EVENT);
    }

    /// Things that belong to another. What has a name already keeps it.
    fn things(&mut self, meanings: &Meanings, owner: Option<usize>, kinds: &[Kind]) {
        let Some(owner) = owner else {
            return;
        };
        for (index, thing) in meanings.things.iter().enumerate() {
            let belongs = thing.owner == Some(owner) && kinds.contains(&thing.kind);
            if belongs && self.find(&thing.name).is_none() {
                self.names.push(Known {
                    name: thing.name.clone(),
                    ty: thing.ty.clone(),
                    thing: Some(index),
                });
            }
        }
    }

    /// The values that are named before the place: by `let`, by the loops and the `=>` around it.
    fn named(&mut self, place: &Place<'_>, meanings: &Meanings) {
        for (depth, frame) in place.frames.iter().enumerate() {
            let end = place.frames.get(depth + 1).and_then(|inner| inner.open);
            let end = end.unwrap_or(place.tokens.len());
            match (frame.room, frame.open) {
                (Room::Statements, Some(open)) => {
                    let around = depth.checked_sub(1).and_then(|it| place.frames.get(it));
                    if let Some(around) = around {
                        self.of_loop(place, meanings, (around.phrase, open));
                    }
                    self.of_lets(place, meanings, (open + 1, frame.phrase));
                }
                (Room::Values, _) => self.of_lambda(place, meanings, (frame.phrase, end)),
                _ => {}
            }
        }
    }

    /// `for key, value in map {`.
    fn of_loop(&mut self, place: &Place<'_>, meanings: &Meanings, (from, to): (usize, usize)) {
        if place.word_at(from) != "for" {
            return;
        }
        let Some(within) = (from..to).find(|index| place.kind_at(*index) == lexer::Kind::In) else {
            return;
        };
        let found = Chain::new(place, meanings, self).value(within + 1, to);
        let names = (from + 1..within).filter(|index| !place.word_at(*index).is_empty());
        self.elements(place, meanings, names.collect(), found);
    }

    /// `let name = value`, in a block up to a statement; what blocks in it name is forgotten.
    fn of_lets(&mut self, place: &Place<'_>, meanings: &Meanings, (from, to): (usize, usize)) {
        let mut index = from;
        while index < to {
            let kind = place.kind_at(index);
            if kind.opens() {
                index = place.behind_bracket(index, to);
                continue;
            }
            let is_let = place.word_at(index) == "let" && place.starts_statement(index);
            if is_let && place.kind_at(index + 2) == lexer::Kind::Assign {
                let end = place.end_of_statement(index + 3, to);
                let name = place.word_at(index + 1);
                let found = Chain::new(place, meanings, self).value(index + 3, end);
                let found = found.or_else(|| meanings.value_near(name, place.byte_of(index + 1)));
                self.name(name, found);
                index = end;
                continue;
            }
            index += 1;
        }
    }

    /// `x => …` or `(k, v) => …`, where the place stands behind the arrow.
    fn of_lambda(&mut self, place: &Place<'_>, meanings: &Meanings, (from, to): (usize, usize)) {
        let names = lambda_names(place, (from, to));
        if names.is_empty() {
            return;
        }
        let open = from
            .checked_sub(1)
            .filter(|it| place.kind_at(*it) == lexer::Kind::OpenRound);
        let found = open.and_then(|open| Chain::new(place, meanings, self).subject_of_call(open));
        self.elements(place, meanings, names, found);
    }

    /// Names for what is in a collection.
    fn elements(
        &mut self,
        place: &Place<'_>,
        meanings: &Meanings,
        names: Vec<usize>,
        of: Option<Type>,
    ) {
        let types = match (&of, names.as_slice()) {
            (Some(Type::List(inner) | Type::Set(inner)), _) => vec![(**inner).clone()],
            (Some(Type::Map(key, value)), _) => vec![(**key).clone(), (**value).clone()],
            _ => Vec::new(),
        };
        let mut types = types.into_iter();
        for index in names {
            let name = place.word_at(index);
            let ty = types.next();
            let ty = ty.or_else(|| meanings.value_near(name, place.byte_of(index)));
            self.name(name, ty);
        }
    }
}

/// The names before the `=>` that begins a stretch.
pub(super) fn lambda_names(place: &Place<'_>, (from, to): (usize, usize)) -> Vec<usize> {
    if from + 1 < to && place.kind_at(from + 1) == lexer::Kind::Arrow {
        return vec![from];
    }
    if place.kind_at(from) != lexer::Kind::OpenRound {
        return Vec::new();
    }
    let behind = place.behind_bracket(from, to);
    if behind >= to || place.kind_at(behind) != lexer::Kind::Arrow {
        return Vec::new();
    }
    let names = (from + 1..behind).filter(|index| !place.word_at(*index).is_empty());
    names.collect()
}

/// The read models that the command says it reads.
fn reads(place: &Place<'_>, meanings: &Meanings) -> Vec<usize> {
    let Some(member) = place.member() else {
        return Vec::new();
    };
    let end = place.frames.get(2).and_then(|frame| frame.open);
    let end = end.unwrap_or(place.tokens.len());
    let mut head = member..end;
    if !head.any(|index| place.word_at(index) == "reads") {
        return Vec::new();
    }
    let named = head.filter_map(|index| meanings.named(&[Kind::ReadModel], place.word_at(index)));
    named.collect()
}
