//! Statements: what is done, and where that may be said.

use super::Checker;
use super::call::Arguments;
use super::expression::Wanted;
use super::known::Kind;
use super::scope::{Body, Scope};
use super::types::without_none;
use crate::language::diagnostic::Code;
use crate::language::program::{self, Refusing, Sending, Statement, Type};
use crate::language::syntax::expression::{self as tree, Call};
use crate::language::syntax::statement::{self, Refused, StatementKind};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// The rule of a refusal that names none.
const REFUSED: &str = "REFUSED";

/// How deep statements may stand in each other.
const DEEPEST: usize = 150;

impl<'t> Checker<'t> {
    /// Statements in braces; names given in them are known until their end.
    pub(super) fn block(
        &mut self,
        scope: &mut Scope,
        block: &'t statement::Block,
    ) -> program::Block {
        if self.depth > DEEPEST {
            let message = format!("This goes more than {DEEPEST} levels deep.");
            self.error(Code::BeyondLimit, block.span, message).tell();
            return Vec::new();
        }
        self.depth += 1;
        let mark = scope.mark();
        let mut statements = Vec::new();
        for statement in &block.statements {
            statements.extend(self.statement(scope, statement));
        }
        scope.release(mark);
        self.depth -= 1;
        statements
    }

    fn statement(
        &mut self,
        scope: &mut Scope,
        tree: &'t statement::Statement,
    ) -> Option<Statement> {
        if !self.may_stand(scope.body, tree) {
            return None;
        }
        match &tree.kind {
            StatementKind::Let(name, value) => {
                let typed = self.expr(scope, value, Wanted::Any);
                let slot = self.push(scope, name, typed.ty)?;
                Some(Statement::Let(slot, typed.expr))
            }
            StatementKind::If(condition, then, otherwise) => {
                let condition = self.expr_of(scope, condition, &Type::Bool);
                let then = self.block(scope, then);
                let otherwise = otherwise.as_ref().map(|block| self.block(scope, block));
                Some(Statement::If(
                    condition?,
                    then,
                    otherwise.unwrap_or_default(),
                ))
            }
            StatementKind::For(names, collection, block) => {
                self.each_statement(scope, names, collection, block)
            }
            StatementKind::Assign(place, how, value) => self.assign(scope, place, *how, value),
            StatementKind::Add(value, place) => self.add(scope, value, place),
            StatementKind::RemoveFrom(value, place) => self.remove_from(scope, value, place),
            StatementKind::Remove(place) => self.remove(scope, place),
            StatementKind::Require(condition, refused) => {
                let condition = self.expr_of(scope, condition, &Type::Bool);
                let refusing = self.refusing(scope, refused);
                Some(Statement::Require(condition?, refusing))
            }
            StatementKind::Refuse(refused) => {
                Some(Statement::Refuse(self.refusing(scope, refused)))
            }
            StatementKind::Record(call) => self.record(scope, call),
            StatementKind::Send(sending) => self.send(scope, sending),
            StatementKind::Set(deadline, at) => {
                let index = self.deadline(scope.owner, deadline);
                let at = self.expr_of(scope, at, &Type::Instant);
                Some(Statement::SetDeadline(index?, at?))
            }
            StatementKind::Cancel(deadline) => Some(Statement::CancelDeadline(
                self.deadline(scope.owner, deadline)?,
            )),
            StatementKind::End => Some(Statement::End),
            StatementKind::Fail(reason) => Some(Statement::Fail(self.template(scope, reason))),
        }
    }

    /// Whether such a statement may stand in such a place; where it may not, that is told.
    fn may_stand(&mut self, body: Body, tree: &statement::Statement) -> bool {
        let (what, may, hint) = match &tree.kind {
            StatementKind::Let(..) | StatementKind::If(..) | StatementKind::For(..) => return true,
            StatementKind::Assign(..)
            | StatementKind::Add(..)
            | StatementKind::RemoveFrom(..)
            | StatementKind::Remove(_) => (
                "Nothing is changed",
                matches!(body, Body::Event | Body::ReadModel) || body.is_clause(),
                "A command records an event, and the event says what changes.",
            ),
            StatementKind::Require(..) | StatementKind::Refuse(_) => (
                "Nothing is refused",
                body == Body::Command,
                "Only a command can be refused: what has happened has happened.",
            ),
            StatementKind::Record(_) => (
                "Nothing is recorded",
                body == Body::Command,
                "Only a command records events; a process sends a command that does.",
            ),
            StatementKind::Send(..) => (
                "Nothing is sent",
                body.is_clause(),
                "A process or a translation stands between an event and the command that follows from it.",
            ),
            StatementKind::Set(..) | StatementKind::Cancel(_) => (
                "No deadline is set",
                body.is_clause(),
                "Only a process has deadlines.",
            ),
            StatementKind::End | StatementKind::Fail(_) => (
                "Nothing ends or fails",
                body.is_clause(),
                "Only a process does.",
            ),
        };
        if !may {
            let message = format!("{what} in {}.", body.name());
            self.error(Code::MisplacedStatement, tree.span, message)
                .hint(hint)
                .tell();
        }
        may
    }

    fn each_statement(
        &mut self,
        scope: &mut Scope,
        names: &'t [Word],
        collection: &'t tree::Expr,
        block: &'t statement::Block,
    ) -> Option<Statement> {
        let typed = self.expr(scope, collection, Wanted::Any);
        let types = match &typed.ty {
            Some(Type::List(inner) | Type::Set(inner)) => vec![Some((**inner).clone())],
            Some(Type::Map(key, value)) => vec![Some((**key).clone()), Some((**value).clone())],
            Some(ty) => {
                let ty = ty.clone();
                self.not_looped(&ty, collection.span);
                vec![None; names.len()]
            }
            None => vec![None; names.len()],
        };
        if types.len() != names.len() {
            let (message, hint) = match types.len() {
                1 => (
                    "A list or set gives one value at a time.",
                    "Write `for x in …`; `.indexed` gives places, too.",
                ),
                _ => (
                    "A map gives a key and a value at a time.",
                    "Write `for key, value in …`, or go through `.keys`.",
                ),
            };
            let span = names.first().map_or(collection.span, |name| name.span);
            self.error(Code::WrongLambda, span, message)
                .hint(hint)
                .tell();
        }
        let types = types.into_iter().chain(std::iter::repeat(None));
        let mark = scope.mark();
        let mut slots = Vec::new();
        for (name, ty) in names.iter().zip(types) {
            slots.extend(self.push(scope, name, ty));
        }
        let block = self.block(scope, block);
        scope.release(mark);
        match (typed.ty?, slots.as_slice()) {
            (Type::Map(..), [key, value]) => {
                Some(Statement::ForMap((*key, *value), typed.expr, block))
            }
            (Type::List(_) | Type::Set(_), [slot]) => {
                Some(Statement::ForList(*slot, typed.expr, block))
            }
            _ => None,
        }
    }

    fn not_looped(&mut self, ty: &Type, span: Span) {
        if matches!(ty, Type::Optional(_)) {
            self.may_be_none(ty, span);
            return;
        }
        let ty = self.types.describe(ty);
        let message =
            format!("A loop goes through a list, a set or a map, and this is of the type `{ty}`.");
        self.error(Code::WrongType, span, message).tell();
    }

    fn refusing(&mut self, scope: &mut Scope, refused: &'t Refused) -> Refusing {
        let code = refused.code.as_ref();
        if let Some(code) = code {
            self.means_code(code);
        }
        Refusing {
            code: code.map_or_else(|| REFUSED.to_owned(), |code| code.text.clone()),
            reason: self.template(scope, &refused.reason),
        }
    }

    fn record(&mut self, scope: &mut Scope, call: &'t Call) -> Option<Statement> {
        let Some(event) = self.event_named(&call.name) else {
            self.passed_over(scope, call);
            return None;
        };
        let known = self.known.events.get(event)?;
        let (fields, aggregate) = (Rc::clone(&known.fields), known.aggregate);
        if aggregate != scope.owner {
            let name = |index: usize| {
                self.known
                    .aggregates
                    .get(index)
                    .map_or("", |it| it.tree.name.text.as_str())
            };
            let (its, this) = (name(aggregate).to_owned(), name(scope.owner).to_owned());
            let message = format!(
                "`{}` is an event of `{its}`, and this is a command of `{this}`.",
                call.name.text
            );
            self.error(Code::ForeignEvent, call.name.span, message)
                .hint("A command records events on its own stream; a process sends a command to the other one.")
                .tell();
        }
        let fields = self.all_arguments(scope, call, &fields, Arguments::ByName);
        Some(Statement::Record(event, fields?))
    }

    /// The event with this name; where there is none, that is told.
    pub(super) fn event_named(&mut self, name: &Word) -> Option<usize> {
        let found = self.find(Kind::Event, name);
        if found.is_none() {
            let message = format!("There is no event `{}`.", name.text);
            let hint = self.did_you_mean(&name.text, self.known.names(Kind::Event));
            self.error(Code::UnknownEvent, name.span, message)
                .hint(hint)
                .tell();
        }
        found
    }

    /// The command with this name; where there is none, that is told.
    pub(super) fn command_named(&mut self, name: &Word) -> Option<usize> {
        let found = self.find(Kind::Command, name);
        if found.is_none() {
            let message = format!("There is no command `{}`.", name.text);
            let hint = self.did_you_mean(&name.text, self.known.names(Kind::Command));
            self.error(Code::UnknownCommand, name.span, message)
                .hint(hint)
                .tell();
        }
        found
    }

    /// Arguments of something that is not there: only what is wrong within them is told.
    pub(super) fn passed_over(&mut self, scope: &mut Scope, call: &'t Call) {
        for argument in &call.arguments {
            self.expr(scope, &argument.value, Wanted::Unclear);
        }
    }

    fn send(&mut self, scope: &mut Scope, tree: &'t statement::Sending) -> Option<Statement> {
        let until = tree.not_after.as_ref();
        let until = until.map(|time| self.expr_of(scope, time, &Type::Instant));
        let known_as = tree.known_as.as_ref();
        let known_as = known_as.map(|name| self.known_as(scope, name));
        let Some(command) = self.command_named(&tree.call.name) else {
            self.passed_over(scope, &tree.call);
            return None;
        };
        let fields = Rc::clone(&self.known.commands.get(command)?.fields);
        let fields = self.all_arguments(scope, &tree.call, &fields, Arguments::ByName)?;
        Some(Statement::Send(Sending {
            command,
            fields,
            not_after: match until {
                Some(until) => Some(until?),
                None => None,
            },
            known_as: match known_as {
                Some(known_as) => Some(known_as?),
                None => None,
            },
        }))
    }

    /// The field of the state that gets the id of a command.
    fn known_as(&mut self, scope: &Scope, name: &Word) -> Option<usize> {
        let state = Rc::clone(&scope.state);
        let (index, ty) = self.field_named(&state, name)?;
        let ty = ty?;
        if !matches!(without_none(&ty), Type::Id | Type::Text) {
            let ty = self.types.describe(&ty);
            let message = format!(
                "The id of a command is an `Id`, and `{}` is of the type `{ty}`.",
                name.text
            );
            self.error(Code::WrongType, name.span, message).tell();
        }
        Some(index)
    }

    /// The deadline of a process with this name; where there is none, that is told.
    pub(super) fn deadline(&mut self, process: usize, name: &Word) -> Option<usize> {
        let tree = self.known.processes.get(process)?.tree;
        let found = tree
            .deadlines
            .iter()
            .position(|deadline| deadline.text == name.text);
        if let Some(deadline) = found.and_then(|index| tree.deadlines.get(index)) {
            self.means(name, deadline.span);
        } else {
            let message = format!("The process has no deadline `{}`.", name.text);
            let mut hint =
                self.did_you_mean(&name.text, tree.deadlines.iter().map(|it| it.text.as_str()));
            if hint.is_empty() {
                hint = format!("Name it in the process: `deadline {}`.", name.text);
            }
            self.error(Code::UnknownDeadline, name.span, message)
                .hint(hint)
                .tell();
        }
        found
    }
}
