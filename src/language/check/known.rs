//! Everything that has a name in a model, as it is declared.

use super::report::words;
use super::scope::LookedUp;
use super::types::{Member, Ty};
use crate::language::syntax::model;
use crate::language::syntax::{Quoted, Span, Word};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A role.
pub(super) struct ActorKnown<'t> {
    pub(super) tree: &'t model::Actor,
}

impl ActorKnown<'_> {
    /// What people read.
    pub(super) fn role(&self) -> &str {
        let title = self.tree.title.as_ref();
        title.map_or(self.tree.name.text.as_str(), |title| &title.text)
    }
}

/// A kind of aggregate.
pub(super) struct AggregateKnown<'t> {
    pub(super) tree: &'t model::Aggregate,
    pub(super) context: usize,
    pub(super) key: Member,
    pub(super) state: Rc<Vec<Member>>,
}

/// A command: all its fields, the key first.
pub(super) struct CommandKnown<'t> {
    pub(super) tree: &'t model::Command,
    pub(super) aggregate: usize,
    pub(super) fields: Rc<Vec<Member>>,
    pub(super) reads: Vec<LookedUp>,
    /// The names of the fields in the order in which they are written; the key is among them where it is written.
    pub(super) order: Vec<String>,
}

/// An event: its fields without the key.
pub(super) struct EventKnown<'t> {
    pub(super) tree: &'t model::Event,
    pub(super) aggregate: usize,
    pub(super) version: u32,
    pub(super) fields: Rc<Vec<Member>>,
    /// The key of its stream, and its fields.
    pub(super) with_key: Rc<Vec<Member>>,
}

/// A read model.
pub(super) struct ReadModelKnown<'t> {
    pub(super) tree: &'t model::ReadModel,
    pub(super) doc: &'t str,
    pub(super) key: Rc<Vec<Member>>,
    pub(super) columns: Rc<Vec<Member>>,
    pub(super) state: Rc<Vec<Member>>,
}

/// A process or translation.
pub(super) struct ProcessKnown<'t> {
    pub(super) tree: &'t model::Process,
    pub(super) doc: &'t str,
    pub(super) context: usize,
    pub(super) key: Option<Member>,
    pub(super) state: Rc<Vec<Member>>,
}

/// A calculation.
pub(super) struct FunctionKnown<'t> {
    pub(super) tree: &'t model::Define,
    pub(super) parameters: Rc<Vec<Member>>,
    pub(super) result: Ty,
    /// How many calculations call each other below it. None before it is looked into.
    pub(super) depth: Option<usize>,
}

/// Everything that has a name.
#[derive(Default)]
pub(super) struct Declared<'t> {
    pub(super) actors: Vec<ActorKnown<'t>>,
    pub(super) contexts: Vec<String>,
    pub(super) functions: Vec<FunctionKnown<'t>>,
    pub(super) aggregates: Vec<AggregateKnown<'t>>,
    pub(super) commands: Vec<CommandKnown<'t>>,
    pub(super) events: Vec<EventKnown<'t>>,
    pub(super) read_models: Vec<ReadModelKnown<'t>>,
    pub(super) processes: Vec<ProcessKnown<'t>>,
    /// Names of each kind of thing, with their numbers and where they stand.
    pub(super) names: BTreeMap<(Kind, &'t str), (usize, Span)>,
}

/// Things of one kind have different names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Actor,
    Calculation,
    Aggregate,
    Command,
    Event,
    ReadModel,
    Process,
}

impl<'t> Declared<'t> {
    /// The number of the thing with this name.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<usize> {
        self.names.get(&(kind, name)).map(|(index, _)| *index)
    }

    /// The names of one kind.
    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = &'t str> {
        let all = self.names.keys();
        all.filter(move |(known, _)| *known == kind)
            .map(|(_, name)| *name)
    }
}

/// The title that people read, else the name in words.
pub(super) fn title(title: Option<&Quoted>, name: &Word) -> String {
    title.map_or_else(|| words(&name.text), |title| title.text.clone())
}
