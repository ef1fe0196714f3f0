//! Processes and translations: what they do about events, deadlines and refusals.

use super::Checker;
use super::expression::nothing;
use super::known::Kind;
use super::scope::{Body, Scope};
use super::types::{Member, defs};
use crate::engine::names::ProcessName;
use crate::language::diagnostic::Code;
use crate::language::program::{self, Cause, Expr, Known, Type};
use crate::language::syntax::model;
use crate::language::syntax::{Span, Word};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The process that a clause is of.
struct Owner<'t> {
    index: usize,
    tree: &'t model::Process,
    key: Option<Member>,
    state: Rc<Vec<Member>>,
    has_starts: bool,
}

impl<'t> Checker<'t> {
    /// All processes and translations.
    pub(super) fn processes(&mut self) -> Vec<program::Process> {
        let mut processes = Vec::new();
        for index in 0..self.known.processes.len() {
            let Some(known) = self.known.processes.get(index) else {
                continue;
            };
            let owner = Owner {
                index,
                tree: known.tree,
                key: known.key.clone(),
                state: Rc::clone(&known.state),
                has_starts: known.tree.clauses.iter().any(|clause| clause.starts),
            };
            let mut clauses = Vec::new();
            let mut rules: BTreeMap<String, usize> = BTreeMap::new();
            for clause in &owner.tree.clauses {
                let names = match &clause.cause {
                    model::Cause::RefusalOf(name) => std::slice::from_ref(name),
                    model::Cause::Named(names) => names.as_slice(),
                };
                let rule = rule(clause, names, &mut rules);
                for name in names {
                    clauses.extend(self.clause(&owner, clause, name, &rule));
                }
            }
            processes.push(program::Process {
                name: ProcessName::new(&owner.tree.name.text),
                initial: self.initial(&owner.tree.state, &owner.state),
                state: defs(&owner.state),
                deadlines: owner
                    .tree
                    .deadlines
                    .iter()
                    .map(|it| it.text.clone())
                    .collect(),
                clauses,
            });
        }
        processes
    }

    fn clause(
        &mut self,
        owner: &Owner<'t>,
        tree: &'t model::Clause,
        name: &Word,
        rule: &str,
    ) -> Option<program::Clause> {
        let cause = match &tree.cause {
            model::Cause::RefusalOf(_) => Cause::RefusalOf(self.command_named(name)?),
            model::Cause::Named(_) => self.cause_named(owner, name)?,
        };
        let mut scope = self.clause_scope(owner, cause)?;
        let instance = self.instance(owner, tree, cause, name);
        let when = tree.when.as_ref();
        let when = when.map(|when| {
            self.expr_of(&mut scope, when, &Type::Bool)
                .unwrap_or_else(nothing)
        });
        let body = self.block(&mut scope, &tree.body);
        if let Cause::Event(event) = cause {
            self.uses.heard.insert(event);
        }
        Some(program::Clause {
            cause,
            starts: tree.starts || (!owner.has_starts && matches!(cause, Cause::Event(_))),
            instance: instance.map(|(instance, _)| instance),
            when,
            rule: rule.to_owned(),
            locals: scope.most_locals,
            body,
        })
    }

    /// An event, or one of the process's deadlines.
    fn cause_named(&mut self, owner: &Owner<'t>, name: &Word) -> Option<Cause> {
        let deadlines = &owner.tree.deadlines;
        let mut all = deadlines.iter().enumerate();
        if let Some((index, deadline)) = all.find(|(_, deadline)| deadline.text == name.text) {
            self.means(name, deadline.span);
            return Some(Cause::Deadline(index));
        }
        if let Some(event) = self.find(Kind::Event, name) {
            return Some(Cause::Event(event));
        }
        let message = format!("There is no event and no deadline `{}`.", name.text);
        let mut hint = match self.known.find(Kind::Command, &name.text) {
            Some(_) => "It is a command; a process hears of the events that come of it.".to_owned(),
            None => {
                let known = self.known.names(Kind::Event);
                self.did_you_mean(
                    &name.text,
                    known.chain(deadlines.iter().map(|it| it.text.as_str())),
                )
            }
        };
        if hint.is_empty() {
            hint = format!(
                "A deadline is named in the process: `deadline {}`.",
                name.text
            );
        }
        self.error(Code::UnknownEvent, name.span, message)
            .hint(hint)
            .tell();
        None
    }

    fn clause_scope(&self, owner: &Owner<'t>, cause: Cause) -> Option<Scope> {
        let scope = match cause {
            Cause::Event(event) => self.event_scope(Body::OnEvent, event)?,
            Cause::Deadline(_) => Scope::new(Body::OnDeadline),
            Cause::RefusalOf(command) => {
                let known = self.known.commands.get(command)?;
                Scope::new(Body::OnRefusal).fields(&known.fields)
            }
        };
        let mut scope = scope.state(&owner.state);
        if let Some(key) = &owner.key {
            scope = scope.with(key, Expr::Known(Known::Instance));
        }
        scope.owner = owner.index;
        Some(scope)
    }

    /// Which instance an event is for. Deadlines and refusals know their instance.
    fn instance(
        &mut self,
        owner: &Owner<'t>,
        tree: &'t model::Clause,
        cause: Cause,
        name: &Word,
    ) -> Option<(Expr, Span)> {
        let Cause::Event(event) = cause else {
            if let Some(instance) = &tree.instance {
                self.misplaced(instance.span, "`for`");
            }
            if tree.starts {
                self.misplaced(tree.span, "`starts`");
            }
            return None;
        };
        let mut scope = self.event_scope(Body::Instance, event)?;
        if let Some(instance) = &tree.instance {
            let expr = self.expr_of(&mut scope, instance, &Type::Text);
            return Some((expr.unwrap_or_else(nothing), instance.span));
        }
        let Some(key) = &owner.key else {
            return Some((Expr::Key, name.span));
        };
        let found = scope.find(&key.name);
        let Some(found) = found else {
            let message = format!(
                "`{}` does not say for which `{}` it is.",
                name.text, key.name
            );
            self.error(Code::NoInstance, name.span, message)
                .hint(format!("Say it: `on {} for …`.", name.text))
                .tell();
            return None;
        };
        if let Some(ty) = &found.ty
            && !matches!(ty, Type::Id | Type::Text)
        {
            let ty = self.types.describe(ty);
            let message = format!(
                "`{}` is of the type `{ty}` in `{}`, and a key is a text.",
                key.name, name.text
            );
            self.error(Code::WrongType, name.span, message).tell();
            return None;
        }
        self.uses.fields.extend(found.field);
        Some((found.expr, name.span))
    }

    fn misplaced(&mut self, span: Span, what: &str) {
        let message =
            format!("{what} says nothing here: deadlines and refusals know their instance.");
        self.error(Code::MisplacedClause, span, message)
            .hint("Leave it out.")
            .tell();
    }
}

/// What a clause is called: as the text says, else as its first cause, with a number from the second on.
fn rule(clause: &model::Clause, names: &[Word], rules: &mut BTreeMap<String, usize>) -> String {
    if let Some(rule) = &clause.rule {
        return rule.text.clone();
    }
    let name = names.first().map_or("", |name| name.text.as_str());
    let count = rules.entry(name.to_owned()).or_default();
    *count += 1;
    match *count {
        1 => name.to_owned(),
        count => format!("{name} {count}"),
    }
}
