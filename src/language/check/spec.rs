//! Specs: what had happened, what is done, and what must follow.

use super::Checker;
use super::call::Arguments;
use super::expression::nothing;
use super::known::Kind;
use super::scope::{Body, Scope};
use super::types::Member;
use crate::engine::names::Actor;
use crate::language::diagnostic::Code;
use crate::language::program::{self, Expr, Given, Heard, HeardEvent, Trial, Type, Why};
use crate::language::syntax::expression::Call;
use crate::language::syntax::scenario::{self, Acted, Then, ThenKind, When};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// Who did what a spec says nobody of.
const SOMEBODY: &str = "Somebody";

/// What a spec is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Command,
    Process(usize),
    ReadModel,
}

impl<'t> Checker<'t> {
    /// A spec.
    pub(super) fn spec(&mut self, tree: &'t scenario::Spec) -> program::Spec {
        let mut scope = Scope::new(Body::Spec);
        let process = self.spec_process(tree);
        let mut given = Vec::new();
        for part in &tree.given {
            match part {
                scenario::Given::Now(time) => {
                    let time = self.constant(time, &Type::Instant).map(Expr::Constant);
                    given.push(Given::Now(time.unwrap_or_else(nothing)));
                }
                scenario::Given::Heard(heard) => {
                    let heard = self.heard(&mut scope, heard, process);
                    given.extend(heard.map(Given::Heard));
                }
            }
        }
        let (trial, about) = match &tree.when {
            Some(when) => self.trial(&mut scope, when, process),
            None => (None, process.map_or(About::ReadModel, About::Process)),
        };
        if tree.then.is_empty() {
            let message = "This spec does not say what must follow.";
            self.error(Code::NothingExpected, tree.title.span, message)
                .hint("Say it behind what is given and done: `then …`.")
                .tell();
        }
        let mut then = Vec::new();
        for part in &tree.then {
            let expectation = self.expectation(&mut scope, part, about);
            then.extend(expectation.map(|it| (it, part.span)));
        }
        program::Spec {
            title: tree.title.text.clone(),
            process: match about {
                About::Process(process) => Some(process),
                About::Command | About::ReadModel => None,
            },
            given,
            trial,
            then,
            locals: scope.most_locals,
            span: tree.span,
        }
    }

    /// The process that a spec is about: the one that is named, else the first that hears of what is tried and does
    /// what is expected.
    fn spec_process(&mut self, tree: &scenario::Spec) -> Option<usize> {
        let heard = match tree.when.as_ref()? {
            When::Command(_) => return None,
            When::Heard(Some(name), _) => {
                let found = self.find(Kind::Process, name);
                if found.is_none() {
                    let message = format!("There is no process `{}`.", name.text);
                    let hint = self.did_you_mean(&name.text, self.known.names(Kind::Process));
                    self.error(Code::UnknownName, name.span, message)
                        .hint(hint)
                        .tell();
                }
                return found;
            }
            When::Heard(None, heard) => heard,
        };
        let hears = |process: &super::known::ProcessKnown<'t>| {
            match heard {
            scenario::Heard::Event(event) => hears_of(process, &event.call.name.text),
            scenario::Heard::Passes(name, _) => {
                process.tree.deadlines.iter().any(|deadline| deadline.text == name.text)
            }
            scenario::Heard::Refusal(name, ..) => process.tree.clauses.iter().any(|clause| {
                matches!(&clause.cause, crate::language::syntax::model::Cause::RefusalOf(of) if of.text == name.text)
            }),
        }
        };
        let all = || {
            self.known
                .processes
                .iter()
                .enumerate()
                .filter(|(_, it)| hears(it))
        };
        let fitting = all().find(|(index, _)| self.does_all(*index, &tree.then));
        fitting.or_else(|| all().next()).map(|(index, _)| index)
    }

    /// Whether a process sends and sets what is expected.
    fn does_all(&self, process: usize, then: &[Then]) -> bool {
        let Some(known) = self.known.processes.get(process) else {
            return false;
        };
        then.iter().all(|then| match &then.kind {
            ThenKind::Sends(call) => {
                let command = self.known.find(Kind::Command, &call.name.text);
                command.is_some_and(|command| self.sends(process, command))
            }
            ThenKind::Sets(name, _) | ThenKind::Cancels(name) => known
                .tree
                .deadlines
                .iter()
                .any(|deadline| deadline.text == name.text),
            _ => true,
        })
    }

    fn sends(&self, process: usize, command: usize) -> bool {
        self.sent
            .get(process)
            .is_some_and(|sent| sent.contains(&command))
    }

    /// What happened.
    fn heard(
        &mut self,
        scope: &mut Scope,
        tree: &'t scenario::Heard,
        process: Option<usize>,
    ) -> Option<Heard> {
        let about = |name: &Word| process.ok_or(name.span);
        match tree {
            scenario::Heard::Event(event) => {
                self.heard_event(scope, event, process).map(Heard::Event)
            }
            scenario::Heard::Passes(name, instance) => {
                let process = self.of_process(about(name))?;
                let deadline = self.deadline(process, name);
                let instance = self.expr_of(scope, instance, &Type::Text)?;
                Some(Heard::Passes(deadline?, instance))
            }
            scenario::Heard::Refusal(name, why, instance) => {
                let process = self.of_process(about(name))?;
                let command = self.sent_by(process, name);
                let instance = self.expr_of(scope, instance, &Type::Text)?;
                let why = Why {
                    code: why.code.as_ref().map(|code| code.text.clone()),
                    reason: why.reason.as_ref().map(|reason| reason.text.clone()),
                };
                Some(Heard::Refusal(command?, why, instance))
            }
        }
    }

    fn of_process(&mut self, process: Result<usize, Span>) -> Option<usize> {
        process
            .map_err(|span| {
                self.error(
                    Code::MisplacedExpectation,
                    span,
                    "No process of this model hears of that.",
                )
                .hint("Say which process the spec is about: `when Process hears …`.")
                .tell();
            })
            .ok()
    }

    /// A command that a process sends.
    pub(super) fn sent_by(&mut self, process: usize, name: &Word) -> Option<usize> {
        let command = self.command_named(name)?;
        if !self.sends(process, command) {
            let known = self.known.processes.get(process);
            let known = known.map_or("", |known| known.tree.name.text.as_str());
            let message = format!("`{known}` does not send `{}`.", name.text);
            self.error(Code::MisplacedExpectation, name.span, message)
                .tell();
            return None;
        }
        Some(command)
    }

    fn heard_event(
        &mut self,
        scope: &mut Scope,
        tree: &'t scenario::HeardEvent,
        process: Option<usize>,
    ) -> Option<HeardEvent> {
        let Some(event) = self.event_named(&tree.call.name) else {
            self.passed_over(scope, &tree.call);
            return None;
        };
        let all = Rc::clone(&self.known.events.get(event)?.with_key);
        let values = self.zero_where_left_out(scope, &tree.call, &all)?;
        let mut values = values.into_iter();
        let answering = tree.answering.as_ref();
        let answering = answering.map(|name| match process {
            Some(process) => self.sent_by(process, name),
            None => self.of_process(Err(name.span)),
        });
        let at = tree
            .at
            .as_ref()
            .map(|at| self.expr_of(scope, at, &Type::Instant));
        let person = tree.by.as_ref().map_or(SOMEBODY, |by| by.text.as_str());
        let role = match &tree.role {
            Some(role) => self.role_of(role),
            None => String::new(),
        };
        Some(HeardEvent {
            event,
            key: values.next()?,
            fields: values.collect(),
            by: Actor::new(&role, person),
            at: match at {
                Some(at) => Some(at?),
                None => None,
            },
            answering: match answering {
                Some(answering) => Some(answering?),
                None => None,
            },
        })
    }

    /// A role, or a process as which it sends.
    fn role_of(&mut self, name: &Word) -> String {
        if self.find(Kind::Process, name).is_some() {
            return name.text.clone();
        }
        let actor = self
            .actor_named(name)
            .and_then(|index| self.known.actors.get(index));
        actor.map_or_else(String::new, |actor| actor.role().to_owned())
    }

    fn zero_where_left_out(
        &mut self,
        scope: &mut Scope,
        call: &'t Call,
        fields: &[Member],
    ) -> Option<Vec<Expr>> {
        let errors = self.report.errors();
        let key = fields.first().map(|key| key.name.clone());
        let filled = self.arguments(scope, call, fields, Arguments::InOrder);
        if let (Some(None), Some(key)) = (filled.first(), key)
            && self.report.errors() == errors
        {
            let message = format!(
                "`{}` does not say to which `{key}` it happened.",
                call.name.text
            );
            self.error(Code::WrongArguments, call.span, message)
                .hint("The key of the aggregate comes first.")
                .tell();
        }
        let values = filled
            .into_iter()
            .zip(fields)
            .map(|(expr, field)| match (expr, &field.ty) {
                (Some(expr), _) => expr,
                (None, Some(ty)) => Expr::Constant(self.zero(ty)),
                (None, None) => nothing(),
            });
        Some(values.collect())
    }

    fn trial(
        &mut self,
        scope: &mut Scope,
        tree: &'t When,
        process: Option<usize>,
    ) -> (Option<Trial>, About) {
        match tree {
            When::Command(acted) => {
                let command = self.acted(scope, acted);
                let trial =
                    command.map(|(actor, command, fields)| Trial::Command(actor, command, fields));
                (trial, About::Command)
            }
            When::Heard(None, scenario::Heard::Event(event))
                if self
                    .known
                    .find(Kind::Command, &event.call.name.text)
                    .is_some() =>
            {
                (self.by_nobody(scope, &event.call), About::Command)
            }
            When::Heard(_, heard) => {
                if process.is_none()
                    && let scenario::Heard::Event(event) = heard
                    && self
                        .known
                        .find(Kind::Event, &event.call.name.text)
                        .is_some()
                {
                    self.of_process(Err(event.call.name.span));
                }
                let trial = self.heard(scope, heard, process).map(Trial::Heard);
                (trial, process.map_or(About::ReadModel, About::Process))
            }
        }
    }

    /// A command without anybody: of the first who may send it, else of a process that does.
    fn by_nobody(&mut self, scope: &mut Scope, call: &'t Call) -> Option<Trial> {
        let command = self.command_named(&call.name)?;
        let known = self.known.commands.get(command)?;
        let fields = Rc::clone(&known.fields);
        let role = self
            .roles(&known.tree.actors)
            .first()
            .map(ToString::to_string);
        let sender = self.known.processes.iter().enumerate();
        let mut sender = sender.filter(|(index, _)| self.sends(*index, command));
        let sender = sender
            .next()
            .map(|(_, process)| process.tree.name.text.clone());
        let actor = match (role, sender) {
            (Some(role), _) => Actor::new(&role, SOMEBODY),
            (None, Some(process)) => Actor::new(&process, &process),
            (None, None) => Actor::new("", SOMEBODY),
        };
        let fields = self.all_arguments(scope, call, &fields, Arguments::InOrder)?;
        Some(Trial::Command(actor, command, fields))
    }

    /// Somebody sends a command: who, which, and its fields.
    pub(super) fn acted(
        &mut self,
        scope: &mut Scope,
        tree: &'t Acted,
    ) -> Option<(Actor, usize, Vec<Expr>)> {
        let Some(command) = self.command_named(&tree.call.name) else {
            self.passed_over(scope, &tree.call);
            return None;
        };
        let known = self.known.commands.get(command)?;
        let (of_command, fields) = (known.tree, Rc::clone(&known.fields));
        let role = self.role_of(&tree.role);
        let process = self.known.find(Kind::Process, &tree.role.text);
        let may = match process {
            Some(process) => self.sends(process, command),
            None => of_command
                .actors
                .iter()
                .any(|actor| actor.text == tree.role.text),
        };
        if !may && !role.is_empty() {
            let message = format!(
                "As `{}` nobody may send `{}`.",
                tree.role.text, tree.call.name.text
            );
            let who =
                super::report::list(of_command.actors.iter().map(|actor| actor.text.as_str()));
            let hint = match who.is_empty() {
                true => "Only processes send it.".to_owned(),
                false => format!("It is sent by {who}."),
            };
            self.error(Code::WrongRole, tree.role.span, message)
                .hint(hint)
                .tell();
        }
        let fields = self.all_arguments(scope, &tree.call, &fields, Arguments::InOrder)?;
        Some((Actor::new(&role, &tree.person.text), command, fields))
    }
}

/// Whether a process has a clause on an event.
fn hears_of(process: &super::known::ProcessKnown<'_>, event: &str) -> bool {
    process.tree.clauses.iter().any(|clause| {
        matches!(&clause.cause, crate::language::syntax::model::Cause::Named(names)
            if names.iter().any(|name| name.text == event))
    })
}
