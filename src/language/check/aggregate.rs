//! Aggregates: calculations first, then states, events and commands.

use super::Checker;
use super::expression::nothing;
use super::known::{Kind, title};
use super::scope::{Body, LookedUp, Scope};
use super::types::{Ty, defs};
use crate::engine::names::{CommandType, ContextName, EventType};
use crate::language::diagnostic::Code;
use crate::language::program::{self, Expr, Function, HoldsFor, Type};
use crate::language::syntax::model;
use crate::language::value::Datum;
use std::rc::Rc;

impl<'t> Checker<'t> {
    /// What the fields of records are where they are left out.
    pub(super) fn record_initials(&mut self, trees: &[&'t model::RecordType]) {
        for tree in trees {
            let Some(index) = self.types.record(&tree.name.text) else {
                continue;
            };
            let fields = self.types.records.get(index).map(|it| it.fields.clone());
            let mut initial: Vec<Option<Datum>> = Vec::new();
            for member in fields.unwrap_or_default().iter() {
                let field = member.written.and_then(|written| tree.fields.get(written));
                let told = field.and_then(|field| field.initial.as_ref());
                let told = told.zip(member.ty.as_ref());
                initial.push(told.and_then(|(told, ty)| self.constant(told, ty)));
            }
            if let Some(record) = self.types.records.get_mut(index)
                && record.fields.len() == initial.len()
            {
                record.initial = initial;
            }
        }
    }

    /// All calculations, in order: each knows those before it.
    pub(super) fn functions(&mut self) -> Vec<Function> {
        let mut functions = Vec::new();
        for index in 0..self.known.functions.len() {
            let Some(known) = self.known.functions.get(index) else {
                continue;
            };
            let (tree, result) = (known.tree, known.result.clone());
            let parameters = Rc::clone(&known.parameters);
            let mut scope = Scope::new(Body::Calculation);
            for parameter in parameters.iter() {
                scope.push(&parameter.name, parameter.ty.clone(), parameter.span);
            }
            self.chain = 0;
            let body = self.expr_as(&mut scope, &tree.body, &result);
            let depth = self.chain + 1;
            if let Some(known) = self.known.functions.get_mut(index) {
                known.depth = Some(depth);
            }
            functions.push(Function {
                locals: scope.most_locals,
                body: body.unwrap_or_else(nothing),
            });
        }
        functions
    }

    /// All kinds of aggregates.
    pub(super) fn aggregates(&mut self) -> Vec<program::Aggregate> {
        let mut aggregates = Vec::new();
        for index in 0..self.known.aggregates.len() {
            let Some(known) = self.known.aggregates.get(index) else {
                continue;
            };
            let (tree, state) = (known.tree, Rc::clone(&known.state));
            let context = self.known.contexts.get(known.context);
            let context = ContextName::new(context.map_or("", String::as_str));
            let key = known.key.name.clone();
            aggregates.push(program::Aggregate {
                category: tree.name.text.clone(),
                context,
                key,
                initial: self.initial(&tree.state, &state),
                state: defs(&state),
            });
        }
        aggregates
    }

    /// All events.
    pub(super) fn events(&mut self) -> Vec<program::Event> {
        let mut events = Vec::new();
        for index in 0..self.known.events.len() {
            let (Some(known), Some(mut scope)) = (
                self.known.events.get(index),
                self.event_scope(Body::Event, index),
            ) else {
                continue;
            };
            let (tree, version, aggregate) = (known.tree, known.version, known.aggregate);
            let fields = Rc::clone(&known.fields);
            if let Some(owner) = self.known.aggregates.get(aggregate) {
                scope = scope.state(&owner.state);
            }
            let body = self.block(&mut scope, &tree.body);
            let mut locals = scope.most_locals;
            let mut sentence = None;
            if let (Some(told), Some(mut scope)) =
                (&tree.sentence, self.event_scope(Body::Sentence, index))
            {
                sentence = Some(self.template(&mut scope, told));
                locals = locals.max(scope.most_locals);
            }
            events.push(program::Event {
                event_type: EventType::new(&tree.name.text),
                version,
                aggregate,
                fields: defs(&fields),
                locals,
                body,
                sentence,
            });
        }
        events
    }

    /// A place where the fields of an event and the key of its stream are known.
    pub(super) fn event_scope(&self, body: Body, event: usize) -> Option<Scope> {
        let known = self.known.events.get(event)?;
        let owner = self.known.aggregates.get(known.aggregate)?;
        let scope = Scope::new(body).event_fields(event, &known.fields);
        let mut scope = scope.with(&owner.key, Expr::Key);
        scope.owner = known.aggregate;
        Some(scope)
    }

    /// All commands.
    pub(super) fn commands(&mut self) -> Vec<program::Command> {
        let mut commands = Vec::new();
        for index in 0..self.known.commands.len() {
            let Some(known) = self.known.commands.get(index) else {
                continue;
            };
            let (tree, aggregate) = (known.tree, known.aggregate);
            let fields = Rc::clone(&known.fields);
            let mut scope = Scope::new(Body::Command).fields(&fields);
            if let Some(owner) = self.known.aggregates.get(aggregate) {
                scope = scope.state(&owner.state);
            }
            scope.owner = aggregate;
            for actor in &tree.actors {
                self.actor_named(actor);
            }
            scope.reads = self.reads(&mut scope, tree);
            let reads = scope.reads.iter().map(|read| read.read_model).collect();
            if let Some(known) = self.known.commands.get_mut(index) {
                known.reads.clone_from(&scope.reads);
            }
            let body = self.block(&mut scope, &tree.body);
            commands.push(program::Command {
                command_type: CommandType::new(&tree.name.text),
                aggregate,
                fields: defs(&fields),
                reads,
                locals: scope.most_locals,
                body,
            });
        }
        commands
    }

    /// The role with this name; where there is none, that is told.
    pub(super) fn actor_named(&mut self, name: &crate::language::syntax::Word) -> Option<usize> {
        let found = self.find(Kind::Actor, name);
        if found.is_none() {
            let message = format!("There is no actor `{}`.", name.text);
            let mut hint = self.did_you_mean(&name.text, self.known.names(Kind::Actor));
            if hint.is_empty() {
                hint = format!("Name it at the top: `actor {}`.", name.text);
            }
            self.error(Code::UnknownActor, name.span, message)
                .hint(hint)
                .tell();
        }
        found
    }

    fn reads(&mut self, scope: &mut Scope, tree: &'t model::Command) -> Vec<LookedUp> {
        let mut reads = Vec::new();
        for read in &tree.reads {
            let name = &read.read_model;
            let Some(read_model) = self.read_model_named(name) else {
                continue;
            };
            let Some(keys) = self.row_keys(scope, read_model, &read.key, read.span) else {
                continue;
            };
            let ty: Ty = self.known.read_models.get(read_model).and_then(|known| {
                let [part] = known.key.as_slice() else {
                    return None;
                };
                part.ty.clone()
            });
            match (keys.as_slice(), ty) {
                ([Expr::Field(field)], Some(Type::Id | Type::Text)) => reads.push(LookedUp {
                    read_model,
                    field: *field,
                }),
                _ => self
                    .error(
                        Code::WrongRead,
                        read.span,
                        "A row is looked up by one field of the command, an id or a text.",
                    )
                    .hint(
                        "For example `reads Shelf[book]`, where `book` is a field of the command. Of who sends it: a \
                         field `bidder: Text` that the sender fills in, and `require bidder == me else \"…\"`.",
                    )
                    .tell(),
            }
        }
        scope.lost_reads = reads.len() < tree.reads.len();
        reads
    }

    /// The read model with this name; where there is none, that is told.
    pub(super) fn read_model_named(
        &mut self,
        name: &crate::language::syntax::Word,
    ) -> Option<usize> {
        let found = self.find(Kind::ReadModel, name);
        if found.is_none() {
            let message = format!("There is no read model `{}`.", name.text);
            let hint = self.did_you_mean(&name.text, self.known.names(Kind::ReadModel));
            self.error(Code::UnknownReadModel, name.span, message)
                .hint(hint)
                .tell();
        }
        found
    }

    /// The invariants of all aggregates and read models, in order.
    pub(super) fn invariants(&mut self) -> Vec<program::Invariant> {
        let mut invariants = Vec::new();
        for index in 0..self.known.aggregates.len() {
            let Some(known) = self.known.aggregates.get(index) else {
                continue;
            };
            let (tree, key) = (known.tree, known.key.clone());
            let state = Rc::clone(&known.state);
            for (number, invariant) in tree.invariants.iter().enumerate() {
                let scope = Scope::new(Body::Invariant).with(&key, Expr::Key);
                let holds_for = HoldsFor::Aggregate(index);
                let name = invariant_name(&tree.name.text, number);
                invariants.push(self.invariant(scope.state(&state), invariant, (name, holds_for)));
            }
        }
        for index in 0..self.known.read_models.len() {
            let Some(tree) = self.known.read_models.get(index).map(|known| known.tree) else {
                continue;
            };
            for (number, invariant) in tree.invariants.iter().enumerate() {
                let scope = self.row_scope(index);
                let name = invariant_name(&tree.name.text, number);
                let holds_for = HoldsFor::ReadModel(index);
                invariants.push(self.invariant(scope, invariant, (name, holds_for)));
            }
        }
        invariants
    }

    fn invariant(
        &mut self,
        mut scope: Scope,
        tree: &'t model::Invariant,
        (name, holds_for): (String, HoldsFor),
    ) -> program::Invariant {
        let condition = self.expr_of(&mut scope, &tree.condition, &Type::Bool);
        program::Invariant {
            name,
            holds_for,
            locals: scope.most_locals,
            condition: condition.unwrap_or_else(nothing),
            span: tree.span,
        }
    }
}

/// The name of an invariant in the schema.
pub(super) fn invariant_name(owner: &str, number: usize) -> String {
    match number {
        0 => owner.to_owned(),
        number => format!("{owner} {}", number + 1),
    }
}

/// What people call a command.
pub(super) fn command_title(tree: &model::Command) -> String {
    title(tree.title.as_ref(), &tree.name)
}
