//! Everything that is declared, once all types are known.

use super::{Checker, Member};
use crate::language::assist::meanings::{Kind, Thing};
use crate::language::check::types::{Progress, Ty, Written};
use crate::language::program::Type;
use crate::language::syntax::model::{self, ModelText, Part, PartKind, TypeText, TypeTextKind};
use crate::language::syntax::scenario::{Given, Heard, Spec, Step, When};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// Of one place of a list of fields: its type as it is written, and the lines of `///` before it.
type Writing<'t> = (&'t TypeText, &'t str);

/// How many things of each kind were passed.
#[derive(Default)]
struct Passed {
    context: Option<usize>,
    functions: usize,
    aggregates: usize,
    commands: usize,
    events: usize,
    read_models: usize,
    processes: usize,
    upcasts: usize,
}

impl Passed {
    /// The number of this one, and of the next one after it.
    fn next(count: &mut usize) -> usize {
        let number = *count;
        *count += 1;
        number
    }
}

/// What belongs to nothing and has no type.
fn thing(kind: Kind, name: &Word, doc: &str) -> Thing {
    Thing {
        kind,
        name: name.text.clone(),
        span: name.span,
        doc: doc.to_owned(),
        owner: None,
        ty: None,
        written: None,
        version: 0,
        by: Vec::new(),
    }
}

fn push(things: &mut Vec<Thing>, thing: Thing) -> usize {
    things.push(thing);
    things.len() - 1
}

fn of_fields(fields: &[model::Field]) -> Vec<Writing<'_>> {
    let all = fields.iter();
    all.map(|it| (&it.field_type, it.doc.as_str())).collect()
}

fn of_parameters(parameters: &[model::Parameter]) -> Vec<Writing<'_>> {
    let all = parameters.iter();
    all.map(|it| (&it.field_type, "")).collect()
}

impl<'t> Checker<'t> {
    /// Everything that is declared, in the order of the text. Types and people are marked on the way.
    pub(super) fn things(&mut self, text: &'t ModelText) -> Vec<Thing> {
        let (mut things, mut passed) = (Vec::new(), Passed::default());
        for part in &text.parts {
            self.part(&mut things, &mut passed, part);
        }
        things
    }

    fn part(&mut self, things: &mut Vec<Thing>, passed: &mut Passed, part: &'t Part) {
        let doc = part.doc.as_str();
        match &part.kind {
            PartKind::Actor(tree) => {
                let owner = push(things, thing(Kind::Actor, &tree.name, doc));
                for person in &tree.people {
                    let person = thing(Kind::Person, person, "");
                    let owner = Some(owner);
                    things.push(Thing { owner, ..person });
                }
            }
            PartKind::Context(tree) => {
                passed.context = Some(push(things, thing(Kind::Context, &tree.name, doc)));
            }
            PartKind::Type(tree) => {
                let ty = match self.types.progress.get(tree.name.text.as_str()) {
                    Some(Progress::Done(Some(resolved))) => Some(resolved.ty.clone()),
                    _ => None,
                };
                let written = self.written_type(&tree.target);
                let alias = thing(Kind::Alias, &tree.name, doc);
                things.push(Thing {
                    ty,
                    written,
                    ..alias
                });
            }
            PartKind::Enum(tree) => self.enum_type(things, tree, doc),
            PartKind::Record(tree) => self.record_type(things, tree, doc),
            PartKind::Define(tree) => {
                let number = Passed::next(&mut passed.functions);
                self.define(things, number, tree, doc);
            }
            PartKind::Aggregate(tree) => self.aggregate(things, passed, tree, doc),
            PartKind::ReadModel(tree) => {
                let number = Passed::next(&mut passed.read_models);
                self.read_model(things, number, tree, doc);
            }
            PartKind::Process(tree) => self.process(things, passed, tree, doc),
            PartKind::Upcast(tree) => {
                let number = Passed::next(&mut passed.upcasts);
                let members = self.found.upcasts.get(number).map(Rc::clone);
                let version = tree.version.0;
                let event = thing(Kind::OldEvent, &tree.event, doc);
                let owner = push(things, Thing { version, ..event });
                let written = of_parameters(&tree.fields);
                self.members_of(things, (Kind::Field, owner), &members, &written);
            }
            PartKind::Spec(tree) => self.people_of_spec(tree),
            PartKind::Story(tree) => {
                for step in &tree.steps {
                    if let Step::Acted(acted) = step {
                        self.means_person(&acted.person);
                    }
                }
            }
            PartKind::Task(_) => {}
        }
    }

    fn people_of_spec(&mut self, tree: &'t Spec) {
        let mut heard: Vec<&'t Heard> = Vec::new();
        heard.extend(tree.given.iter().filter_map(|given| match given {
            Given::Heard(heard) => Some(heard),
            Given::Now(_) => None,
        }));
        match &tree.when {
            Some(When::Command(acted)) => self.means_person(&acted.person),
            Some(When::Heard(_, tried)) => heard.push(tried),
            None => {}
        }
        for heard in heard {
            if let Heard::Event(event) = heard
                && let Some(person) = &event.by
            {
                self.means_person(person);
            }
        }
    }

    fn enum_type(&mut self, things: &mut Vec<Thing>, tree: &model::EnumType, doc: &str) {
        let ty = match self.types.written.get(tree.name.text.as_str()) {
            Some((Written::Enum(index), _)) => Some(Type::Enum(*index)),
            _ => None,
        };
        let named = Thing {
            ty: ty.clone(),
            ..thing(Kind::Enum, &tree.name, doc)
        };
        let owner = Some(push(things, named));
        for case in &tree.cases {
            things.push(Thing {
                owner,
                ty: ty.clone(),
                ..thing(Kind::Case, case, "")
            });
        }
    }

    fn record_type(&mut self, things: &mut Vec<Thing>, tree: &'t model::RecordType, doc: &str) {
        let index = self.types.record(&tree.name.text);
        let named = Thing {
            ty: index.map(Type::Record),
            ..thing(Kind::Record, &tree.name, doc)
        };
        let owner = push(things, named);
        let members = index.and_then(|index| self.types.records.get(index));
        let members = members.map(|record| Rc::clone(&record.fields));
        let written = of_fields(&tree.fields);
        self.members_of(things, (Kind::Field, owner), &members, &written);
    }

    fn define(
        &mut self,
        things: &mut Vec<Thing>,
        number: usize,
        tree: &'t model::Define,
        doc: &str,
    ) {
        let known = self.known.functions.get(number);
        let (members, ty) = match known {
            Some(known) => (Some(Rc::clone(&known.parameters)), known.result.clone()),
            None => (None, None),
        };
        let written = self.written_type(&tree.result);
        let named = Thing {
            ty,
            written,
            ..thing(Kind::Calculation, &tree.name, doc)
        };
        let owner = push(things, named);
        let written = of_parameters(&tree.parameters);
        self.members_of(things, (Kind::Parameter, owner), &members, &written);
    }

    fn aggregate(
        &mut self,
        things: &mut Vec<Thing>,
        passed: &mut Passed,
        tree: &'t model::Aggregate,
        doc: &str,
    ) {
        let number = Passed::next(&mut passed.aggregates);
        let known = self.known.aggregates.get(number);
        let (state, key) = match known {
            Some(known) => (Some(Rc::clone(&known.state)), known.key.ty.clone()),
            None => (None, None),
        };
        let named = Thing {
            owner: passed.context,
            ..thing(Kind::Aggregate, &tree.name, doc)
        };
        let owner = push(things, named);
        self.key(things, owner, &tree.key, key);
        self.members_of(
            things,
            (Kind::State, owner),
            &state,
            &of_fields(&tree.state),
        );
        for command in &tree.commands {
            let number = Passed::next(&mut passed.commands);
            let members = self.known.commands.get(number);
            let members = members.map(|known| Rc::clone(&known.fields));
            let by = command.actors.iter().map(|actor| actor.text.clone());
            let named = Thing {
                owner: Some(owner),
                by: by.collect(),
                ..thing(Kind::Command, &command.name, &command.doc)
            };
            let of = push(things, named);
            let inputs = command.inputs.iter();
            let written: Vec<Writing<'t>> = inputs.map(|it| (&it.field_type, "")).collect();
            // The key is the aggregate's, unless the command writes it again.
            let members = members.map(|members| {
                let own = members.iter().filter(|it| it.span != tree.key.name.span);
                Rc::new(own.cloned().collect())
            });
            self.members_of(things, (Kind::Field, of), &members, &written);
        }
        for event in &tree.events {
            let number = Passed::next(&mut passed.events);
            let members = self.known.events.get(number);
            let members = members.map(|known| Rc::clone(&known.fields));
            let named = Thing {
                owner: Some(owner),
                version: event.version.map_or(1, |(version, _)| version),
                ..thing(Kind::Event, &event.name, &event.doc)
            };
            let of = push(things, named);
            let written = of_parameters(&event.fields);
            self.members_of(things, (Kind::Field, of), &members, &written);
        }
    }

    fn read_model(
        &mut self,
        things: &mut Vec<Thing>,
        number: usize,
        tree: &'t model::ReadModel,
        doc: &str,
    ) {
        let owner = push(things, thing(Kind::ReadModel, &tree.name, doc));
        let Some(known) = self.known.read_models.get(number) else {
            return;
        };
        let (key, columns) = (Rc::clone(&known.key), Rc::clone(&known.columns));
        let state = Rc::clone(&known.state);
        let written = of_parameters(&tree.key);
        self.members_of(things, (Kind::KeyPart, owner), &Some(key), &written);
        let written = of_fields(&tree.columns);
        self.members_of(things, (Kind::Column, owner), &Some(columns), &written);
        let written = of_fields(&tree.state);
        self.members_of(things, (Kind::State, owner), &Some(state), &written);
    }

    fn process(
        &mut self,
        things: &mut Vec<Thing>,
        passed: &mut Passed,
        tree: &'t model::Process,
        doc: &str,
    ) {
        let number = Passed::next(&mut passed.processes);
        let kind = match tree.is_translation {
            true => Kind::Translation,
            false => Kind::Process,
        };
        let named = Thing {
            owner: passed.context,
            ..thing(kind, &tree.name, doc)
        };
        let owner = push(things, named);
        let known = self.known.processes.get(number);
        let state = known.map(|known| Rc::clone(&known.state));
        let ty = known.and_then(|known| known.key.as_ref()?.ty.clone());
        if let Some(key) = &tree.key {
            self.key(things, owner, key, ty);
        }
        self.members_of(
            things,
            (Kind::State, owner),
            &state,
            &of_fields(&tree.state),
        );
        for deadline in &tree.deadlines {
            let owner = Some(owner);
            let deadline = thing(Kind::Deadline, deadline, "");
            things.push(Thing { owner, ..deadline });
        }
    }

    fn key(&mut self, things: &mut Vec<Thing>, owner: usize, key: &'t model::Parameter, ty: Ty) {
        let written = self.written_type(&key.field_type);
        things.push(Thing {
            owner: Some(owner),
            ty,
            written,
            ..thing(Kind::Key, &key.name, "")
        });
    }

    /// The fields of something, of which each that is written has a place in the text.
    fn members_of(
        &mut self,
        things: &mut Vec<Thing>,
        (kind, owner): (Kind, usize),
        members: &Option<Rc<Vec<Member>>>,
        written: &[Writing<'t>],
    ) {
        let spans: Vec<Option<Span>> = written
            .iter()
            .map(|(text, _)| self.written_type(text))
            .collect();
        for member in members.iter().flat_map(|members| members.iter()) {
            let place = member.written;
            let doc = place.and_then(|place| written.get(place));
            things.push(Thing {
                kind,
                name: member.name.clone(),
                span: member.span,
                doc: doc.map_or_else(String::new, |(_, doc)| (*doc).to_owned()),
                owner: Some(owner),
                ty: member.ty.clone(),
                written: place.and_then(|place| spans.get(place).copied().flatten()),
                version: 0,
                by: Vec::new(),
            });
        }
    }

    /// Marks the names in a type, and says where it is written.
    fn written_type(&mut self, text: &'t TypeText) -> Option<Span> {
        match &text.kind {
            TypeTextKind::Named(name, _) | TypeTextKind::FieldsOf(name) => self.means_type(name),
            TypeTextKind::Of(name, inner) => {
                self.means_type(name);
                for inner in inner {
                    self.written_type(inner);
                }
            }
            TypeTextKind::Optional(inner) => {
                self.written_type(inner);
            }
            TypeTextKind::Broken => return None,
        }
        Some(text.span)
    }
}
