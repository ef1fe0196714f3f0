//! What looks wrong in a model that can be run: mostly what is declared and then plays no part.

use super::Checker;
use super::read_model::is_feed;
use super::report::list;
use super::types::{Member, without_none};
use crate::language::diagnostic::{Code, Diagnostic};
use crate::language::program::{
    Block, Cause, Change, Expr, Process, Program, Root, Statement, Type,
};
use crate::language::syntax::{Span, Word};
use crate::language::value::Datum;
use std::collections::BTreeSet;

impl Checker<'_> {
    /// Tells of everything that looks wrong.
    pub(super) fn warn(&mut self, program: &Program) {
        self.warn_of_events(program);
        self.warn_of_commands();
        self.warn_of_columns();
        for (index, process) in program.processes.iter().enumerate() {
            self.warn_of_deadlines(index, process);
            self.warn_of_cases(index, process);
            self.warn_of_clauses(index, process);
        }
    }

    fn warning(&mut self, code: Code, span: Span, message: String, hint: &str) {
        self.report
            .tell(Diagnostic::new(code, span, message).hint(hint));
    }

    /// Every event and each of its fields should lead somewhere.
    fn warn_of_events(&mut self, program: &Program) {
        let has_feed = self
            .known
            .read_models
            .iter()
            .any(|known| is_feed(known.tree));
        for (index, event) in program.events.iter().enumerate() {
            let Some(known) = self.known.events.get(index) else {
                continue;
            };
            let (name, fields) = (&known.tree.name, known.fields.clone());
            if event.body.is_empty() && !has_feed && !self.uses.heard.contains(&index) {
                let message = format!(
                    "Nothing comes of `{}`: it changes no state, and nobody listens to it.",
                    name.text
                );
                let hint = "Let a state, a read model or a process make something of it.";
                self.warning(Code::UnheardEvent, name.span, message, hint);
                continue;
            }
            for (place, field) in fields.iter().enumerate() {
                if !self.uses.fields.contains(&(index, place)) {
                    let message = format!("Nothing uses `{}` of `{}`.", field.name, name.text);
                    let hint = "Show it in a read model or a sentence, keep it in a state, or leave it out.";
                    self.warning(Code::UnusedField, field.span, message, hint);
                }
            }
        }
    }

    /// Every command should come from a person or a process.
    fn warn_of_commands(&mut self) {
        for index in 0..self.known.commands.len() {
            let Some(known) = self.known.commands.get(index) else {
                continue;
            };
            let tree = known.tree;
            let is_sent = self.sent.iter().any(|sent| sent.contains(&index));
            if is_sent || self.uses.offered.contains(&index) {
                continue;
            }
            let name = &tree.name;
            let (message, hint) = match tree.actors.is_empty() {
                true => (
                    format!("Nobody sends `{}`.", name.text),
                    "Say who does, `by Actor`, or send it from a process.",
                ),
                false => (
                    format!("No task offers `{}` to anybody.", name.text),
                    "A command with a title is a task: `command Name \"Title\" by …`.",
                ),
            };
            self.warning(Code::UnsentCommand, name.span, message, hint);
        }
    }

    /// Every column should be filled by something.
    fn warn_of_columns(&mut self) {
        for index in 0..self.known.read_models.len() {
            let Some(known) = self.known.read_models.get(index) else {
                continue;
            };
            let (tree, columns) = (known.tree, known.columns.clone());
            for (place, column) in columns.iter().enumerate() {
                let begins = |column: &Member| {
                    let field = column.written.and_then(|written| tree.columns.get(written));
                    field.is_some_and(|field| field.initial.is_some())
                };
                if !self.uses.columns.contains(&(index, place)) && !begins(column) {
                    let message = format!(
                        "Nothing fills the column `{}` of `{}`.",
                        column.name, tree.name.text
                    );
                    let hint = format!(
                        "Fill it in a clause: `on Event {{ row.{} = … }}`.",
                        column.name
                    );
                    self.warning(Code::UnfilledColumn, column.span, message, &hint);
                }
            }
        }
    }

    fn process_tree(&self, index: usize) -> Option<(&[Word], Vec<Member>, Span)> {
        let known = self.known.processes.get(index)?;
        Some((
            known.tree.deadlines.as_slice(),
            known.state.to_vec(),
            known.tree.name.span,
        ))
    }

    /// Every deadline should be set, and something should happen when it passes.
    fn warn_of_deadlines(&mut self, index: usize, process: &Process) {
        let mut set = BTreeSet::new();
        for clause in &process.clauses {
            walk(&clause.body, &mut |statement| {
                if let Statement::SetDeadline(deadline, _) = statement {
                    set.insert(*deadline);
                }
            });
        }
        let Some((names, ..)) = self.process_tree(index) else {
            return;
        };
        for (deadline, name) in names.to_vec().iter().enumerate() {
            let heard = process
                .clauses
                .iter()
                .any(|it| it.cause == Cause::Deadline(deadline));
            if !set.contains(&deadline) {
                let message = format!("The deadline `{}` is never set.", name.text);
                let hint = format!("Set it in a clause: `set {} at now + …`.", name.text);
                self.warning(Code::UnsetDeadline, name.span, message, &hint);
            } else if !heard {
                let message = format!("Nothing happens when `{}` passes.", name.text);
                let hint = format!("Write `on {} {{ … }}`.", name.text);
                self.warning(Code::UnhandledDeadline, name.span, message, &hint);
            }
        }
    }

    /// Every case of an enum in a process's state should be reached.
    fn warn_of_cases(&mut self, index: usize, process: &Process) {
        let Some((_, state, _)) = self.process_tree(index) else {
            return;
        };
        for (field, member) in state.iter().enumerate() {
            let Some(Type::Enum(of)) = member.ty.as_ref().map(without_none) else {
                continue;
            };
            let mut taken = Some(BTreeSet::new());
            if let (Some(Datum::Number(first)), Some(taken)) =
                (process.initial.get(field), &mut taken)
            {
                taken.insert(*first);
            }
            for clause in &process.clauses {
                walk(&clause.body, &mut |statement| {
                    if let Statement::Change(place, Change::Set(value)) = statement
                        && place.root == Root::State(field)
                    {
                        taken = taken.take().and_then(|taken| values(value, taken));
                    }
                });
            }
            let Some(taken) = taken else { continue };
            let Some(known) = self.types.enums.get(*of) else {
                continue;
            };
            let cases = known.cases.iter().zip(0_i64..);
            let missing: Vec<&str> = cases
                .filter(|(_, place)| !taken.contains(place))
                .map(|(case, _)| case.as_str())
                .collect();
            if !missing.is_empty() {
                let message = format!("`{}` never becomes {}.", member.name, list(missing));
                let hint = "Set it in a clause, or leave the case out.";
                self.warning(Code::UnreachedCase, member.span, message, hint);
            }
        }
    }

    /// Of the clauses for one cause the first that fits is taken, so none should stand behind one that always does.
    fn warn_of_clauses(&mut self, index: usize, process: &Process) {
        let spans = self.clause_spans(index);
        for (place, clause) in process.clauses.iter().enumerate() {
            let mut before = process.clauses.iter().take(place);
            let covered = before.any(|first| {
                first.cause == clause.cause
                    && first.when.is_none()
                    && (first.starts || !clause.starts)
            });
            let Some(span) = spans.get(place).copied().filter(|_| covered) else {
                continue;
            };
            let message = "This clause is never taken: one before it for the same cause always is."
                .to_owned();
            let hint = "Say when the first one is taken: `on … when …`.";
            self.warning(Code::UntakenClause, span, message, hint);
        }
    }

    /// Where the clauses stand that became these: a clause for several causes became several.
    fn clause_spans(&self, process: usize) -> Vec<Span> {
        use crate::language::syntax::model::Cause as Written;
        let Some(known) = self.known.processes.get(process) else {
            return Vec::new();
        };
        let mut spans = Vec::new();
        for clause in &known.tree.clauses {
            match &clause.cause {
                Written::Named(names) => spans.extend(names.iter().map(|name| name.span)),
                Written::RefusalOf(name) => spans.push(name.span),
            }
        }
        spans
    }
}

/// The cases that an expression may be, with those that are known. None where it may be any.
fn values(expr: &Expr, mut taken: BTreeSet<i64>) -> Option<BTreeSet<i64>> {
    match expr {
        Expr::Constant(Datum::Number(place)) => {
            taken.insert(*place);
            Some(taken)
        }
        Expr::Constant(Datum::None) => Some(taken),
        Expr::If(_, then, otherwise) => values(otherwise, values(then, taken)?),
        _ => None,
    }
}

fn walk(block: &Block, each: &mut dyn FnMut(&Statement)) {
    for statement in block {
        each(statement);
        match statement {
            Statement::If(_, then, otherwise) => {
                walk(then, each);
                walk(otherwise, each);
            }
            Statement::ForList(_, _, block) | Statement::ForMap(_, _, block) => walk(block, each),
            _ => {}
        }
    }
}
