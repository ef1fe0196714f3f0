//! Declarations: everything that has a name, before anything is looked into.

use super::Checker;
use super::call::is_built_in;
use super::known::{
    ActorKnown, AggregateKnown, CommandKnown, EventKnown, FunctionKnown, Kind, ProcessKnown,
    ReadModelKnown,
};
use super::types::Member;
use crate::language::diagnostic::Code;
use crate::language::program::Type;
use crate::language::syntax::Word;
use crate::language::syntax::model::{self, ModelText, PartKind};
use std::rc::Rc;

/// The most columns that the key of a read model has.
const MOST_KEYS: usize = 8;

/// The context of what stands before any heading.
const MAIN: &str = "Main";

/// How a read model is kept that holds the latest events.
pub(super) const FEED: &str = "feed";

impl<'t> Checker<'t> {
    /// Takes all names in, then the types of all fields.
    pub(super) fn declare(&mut self, text: &'t ModelText) {
        for part in &text.parts {
            match &part.kind {
                PartKind::Enum(tree) => self.declare_enum(tree),
                PartKind::Record(tree) => self.declare_record(tree),
                PartKind::Type(tree) => self.declare_alias(tree),
                PartKind::Actor(tree) => self.declare_actor(tree),
                _ => {}
            }
        }
        self.resolve_types();
        let mut context = None;
        for part in &text.parts {
            match &part.kind {
                PartKind::Context(heading) => {
                    let title = heading.title.as_ref().map(|title| title.text.as_str());
                    context = Some(self.context(title.unwrap_or(&heading.name.text)));
                }
                PartKind::Define(tree) => self.declare_function(tree),
                PartKind::Aggregate(tree) => {
                    let context = self.context_or_main(context);
                    self.declare_aggregate(tree, context);
                }
                PartKind::ReadModel(tree) => self.declare_read_model(tree, &part.doc),
                PartKind::Process(tree) => {
                    let context = self.context_or_main(context);
                    self.declare_process(tree, context, &part.doc);
                }
                _ => {}
            }
        }
    }

    fn name(&mut self, kinds: &[Kind], what: &str, name: &'t Word, index: usize) {
        let taken = kinds
            .iter()
            .find_map(|kind| self.known.names.get(&(*kind, name.text.as_str())));
        if let Some((_, first)) = taken {
            let first = *first;
            self.duplicate(what, name, first);
        } else if let Some(kind) = kinds.first() {
            self.known
                .names
                .insert((*kind, &name.text), (index, name.span));
        }
    }

    fn context(&mut self, name: &str) -> usize {
        let contexts = &mut self.known.contexts;
        let known = contexts.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            contexts.push(name.to_owned());
            contexts.len() - 1
        })
    }

    fn context_or_main(&mut self, context: Option<usize>) -> usize {
        context.unwrap_or_else(|| self.context(MAIN))
    }

    fn declare_actor(&mut self, tree: &'t model::Actor) {
        let index = self.known.actors.len();
        self.name(&[Kind::Actor], "actor", &tree.name, index);
        self.known.actors.push(ActorKnown { tree });
    }

    fn declare_function(&mut self, tree: &'t model::Define) {
        let index = self.known.functions.len();
        if is_built_in(&tree.name.text) {
            let message = format!(
                "`{}` is a calculation that every model has.",
                tree.name.text
            );
            self.error(Code::Duplicate, tree.name.span, message)
                .hint("Give yours another name.")
                .tell();
        }
        self.name(&[Kind::Calculation], "calculation", &tree.name, index);
        let parameters = Rc::new(self.parameters(&tree.parameters));
        let result = self.field_type(&tree.result).map(|result| result.ty);
        self.known.functions.push(FunctionKnown {
            tree,
            parameters,
            result,
            depth: None,
        });
    }

    fn declare_aggregate(&mut self, tree: &'t model::Aggregate, context: usize) {
        let index = self.known.aggregates.len();
        let kinds = [Kind::Aggregate, Kind::Process];
        self.name(&kinds, "aggregate or process", &tree.name, index);
        let key = self.stream_key(&tree.key);
        let state = Rc::new(self.members(&tree.state));
        for command in &tree.commands {
            self.declare_command(command, index, &key);
        }
        for event in &tree.events {
            self.declare_event(event, index, &key);
        }
        self.known.aggregates.push(AggregateKnown {
            tree,
            context,
            key,
            state,
        });
    }

    /// A key that names a stream or an instance is a text.
    fn stream_key(&mut self, parameter: &'t model::Parameter) -> Member {
        let mut key = self.parameter(parameter);
        if let Some(ty) = &key.ty
            && !matches!(ty, Type::Id | Type::Text)
        {
            let message = format!(
                "A key is an `Id` or a `Text`, not `{}`.",
                self.types.describe(ty)
            );
            self.error(Code::WrongKey, parameter.field_type.span, message)
                .tell();
            key.ty = None;
        }
        key
    }

    fn declare_command(&mut self, tree: &'t model::Command, aggregate: usize, key: &Member) {
        let index = self.known.commands.len();
        self.name(
            &[Kind::Command, Kind::Event],
            "command or event",
            &tree.name,
            index,
        );
        let mut fields = vec![key.clone()];
        let inputs = self.inputs_of(&tree.inputs);
        let order = inputs.iter().map(|input| input.name.clone()).collect();
        for member in inputs {
            match fields.first_mut() {
                Some(first) if member.name == key.name && first.span == key.span => {
                    self.same_key(&member, key);
                    *first = member;
                }
                _ => fields.push(member),
            }
        }
        self.unlike_names("field", &fields);
        self.known.commands.push(CommandKnown {
            tree,
            aggregate,
            fields: Rc::new(fields),
            reads: Vec::new(),
            order,
        });
    }

    fn same_key(&mut self, member: &Member, key: &Member) {
        if let (Some(found), Some(wanted)) = (&member.ty, &key.ty)
            && found != wanted
        {
            let wanted = self.types.describe(wanted);
            let message = format!(
                "`{}` is the key, and that is of the type `{wanted}`.",
                key.name
            );
            self.error(Code::WrongType, member.span, message).tell();
        }
    }

    fn declare_event(&mut self, tree: &'t model::Event, aggregate: usize, key: &Member) {
        let index = self.known.events.len();
        self.name(
            &[Kind::Event, Kind::Command],
            "command or event",
            &tree.name,
            index,
        );
        let fields = self.parameters(&tree.fields);
        if let Some(field) = fields.iter().find(|field| field.name == key.name) {
            let message = format!(
                "`{}` is the key of the event's stream and known anyway.",
                key.name
            );
            self.error(Code::Duplicate, field.span, message)
                .hint("Leave it out, or give it another name.")
                .tell();
        }
        let (version, span) = tree.version.unwrap_or((1, tree.name.span));
        if version == 0 {
            self.error(Code::WrongVersion, span, "Versions count from 1.")
                .tell();
        }
        self.known.events.push(EventKnown {
            tree,
            aggregate,
            version: version.max(1),
            with_key: Rc::new(std::iter::once(key).chain(&fields).cloned().collect()),
            fields: Rc::new(fields),
        });
    }

    fn declare_read_model(&mut self, tree: &'t model::ReadModel, doc: &'t str) {
        let index = self.known.read_models.len();
        self.name(&[Kind::ReadModel], "read model", &tree.name, index);
        let key = self.parameters(&tree.key);
        let is_feed = tree
            .kept_as
            .as_ref()
            .is_some_and(|kept_as| kept_as.text == FEED);
        if (key.is_empty() && !is_feed) || key.len() > MOST_KEYS {
            let message = format!("The key of a read model has 1 to {MOST_KEYS} parts.");
            self.error(Code::BeyondLimit, tree.name.span, message)
                .tell();
        }
        for (member, parameter) in key.iter().zip(&tree.key) {
            if let Some(ty) = &member.ty
                && !super::types::is_key(ty)
            {
                let message = format!("`{}` can't be a key.", self.types.describe(ty));
                self.error(Code::WrongKey, parameter.field_type.span, message)
                    .hint("Keys are plain: a text, an id, a number, a time or a case.")
                    .tell();
            }
        }
        let columns = self.members(&tree.columns);
        let all: Vec<Member> = key.iter().chain(&columns).cloned().collect();
        self.unlike_names("column", &all);
        let state = Rc::new(self.members(&tree.state));
        self.known.read_models.push(ReadModelKnown {
            tree,
            doc,
            key: Rc::new(key),
            columns: Rc::new(columns),
            state,
        });
    }

    fn declare_process(&mut self, tree: &'t model::Process, context: usize, doc: &'t str) {
        let index = self.known.processes.len();
        self.name(
            &[Kind::Process, Kind::Aggregate],
            "aggregate or process",
            &tree.name,
            index,
        );
        let same = |actor: &ActorKnown<'t>| actor.role() == tree.name.text;
        if let Some(actor) = self.known.actors.iter().find(|actor| same(actor)) {
            let first = actor.tree.name.span;
            self.duplicate("role", &tree.name, first);
        }
        let key = tree.key.as_ref().map(|key| self.stream_key(key));
        let state = Rc::new(self.members(&tree.state));
        for (place, deadline) in tree.deadlines.iter().enumerate() {
            let mut before = tree.deadlines.iter().take(place);
            if let Some(first) = before.find(|first| first.text == deadline.text) {
                self.duplicate("deadline", deadline, first.span);
            }
        }
        self.known.processes.push(ProcessKnown {
            tree,
            doc,
            context,
            key,
            state,
        });
    }
}
