//! What the statements of a program mention.

use crate::language::program::{
    Block, Clause, Expr, Known, Place, PlaceStep, Process, Root, Statement,
};
use std::collections::BTreeSet;

/// Whether a block mentions one of these.
pub(super) fn mentions(block: &Block, known: &[Known]) -> bool {
    block.iter().any(|statement| {
        let mut expressions = expressions(statement).into_iter();
        expressions.any(|expr| is_mentioned(expr, known))
            || blocks(statement).iter().any(|block| mentions(block, known))
    })
}

/// Whether a clause of a process mentions one of these, in its heading or in its block.
pub(super) fn clause_mentions(clause: &Clause, known: &[Known]) -> bool {
    let mut heading = clause.when.iter().chain(&clause.instance);
    heading.any(|expr| is_mentioned(expr, known)) || mentions(&clause.body, known)
}

fn is_mentioned(expr: &Expr, known: &[Known]) -> bool {
    any(
        expr,
        &|expr| matches!(expr, Expr::Known(found) if known.contains(found)),
    )
}

/// Which fields of which events a command fills from `newId` or `newCode`, itself or by a `let`: event and field.
pub(super) fn made(block: &Block) -> BTreeSet<(usize, usize)> {
    let mut making = Making::default();
    making.block(block);
    making.fields
}

/// Which fields of which commands a process fills with ids of commands, which are others each time: command and field.
pub(super) fn ids_sent(process: &Process) -> BTreeSet<(usize, usize)> {
    let mut making = Making::default();
    loop {
        let known = making.states.len();
        for clause in &process.clauses {
            making.locals.clear();
            making.block(&clause.body);
        }
        if making.states.len() == known {
            return making.fields;
        }
    }
}

#[derive(Default)]
struct Making {
    /// The locals that hold something made.
    locals: BTreeSet<usize>,
    /// The fields of the process's state that do.
    states: BTreeSet<usize>,
    /// The fields of events that are recorded, or of commands that are sent.
    fields: BTreeSet<(usize, usize)>,
}

impl Making {
    fn block(&mut self, block: &Block) {
        for statement in block {
            match statement {
                Statement::Let(local, value) | Statement::ForList(local, value, _) => {
                    self.name(value, &[*local]);
                }
                Statement::ForMap((key, value), map, _) => self.name(map, &[*key, *value]),
                Statement::Record(event, fields) => self.fill(*event, fields),
                Statement::Send(sending) => {
                    self.fill(sending.command, &sending.fields);
                    self.states.extend(sending.known_as);
                }
                Statement::Change(place, change) => {
                    if let (Root::State(field), true) =
                        (&place.root, self.is_made(change.operand()))
                    {
                        self.states.insert(*field);
                    }
                }
                _ => {}
            }
            for block in blocks(statement) {
                self.block(block);
            }
        }
    }

    /// An event is recorded, or a command sent, with these fields.
    fn fill(&mut self, what: usize, fields: &[Expr]) {
        let made = fields.iter().enumerate();
        let made = made.filter(|(_, field)| self.is_made(field));
        let made: Vec<_> = made.map(|(place, _)| (what, place)).collect();
        self.fields.extend(made);
    }

    /// These locals stand for a value or for parts of it. Another value may have had one of them before.
    fn name(&mut self, value: &Expr, locals: &[usize]) {
        let made = self.is_made(value);
        for local in locals {
            match made {
                true => self.locals.insert(*local),
                false => self.locals.remove(local),
            };
        }
    }

    fn is_made(&self, expr: &Expr) -> bool {
        any(expr, &|expr| match expr {
            Expr::Known(Known::NewId(_) | Known::NewCode(..) | Known::AnswerTo) => true,
            Expr::State(field) => self.states.contains(field),
            Expr::Local(local) => self.locals.contains(local),
            _ => false,
        })
    }
}

/// Whether something holds for an expression or for one that it is made of.
fn any(expr: &Expr, holds: &dyn Fn(&Expr) -> bool) -> bool {
    holds(expr) || expr.parts().into_iter().any(|part| any(part, holds))
}

/// The expressions that stand in a statement itself.
fn expressions(statement: &Statement) -> Vec<&Expr> {
    match statement {
        Statement::Let(_, expr)
        | Statement::If(expr, ..)
        | Statement::ForList(_, expr, _)
        | Statement::ForMap(_, expr, _)
        | Statement::SetDeadline(_, expr)
        | Statement::Fail(expr) => vec![expr],
        Statement::Change(place, change) => {
            let mut all = of_place(place);
            all.push(change.operand());
            all
        }
        Statement::RemoveRow(all) | Statement::Record(_, all) => all.iter().collect(),
        Statement::Require(condition, refusing) => vec![condition, &refusing.reason],
        Statement::Refuse(refusing) => vec![&refusing.reason],
        Statement::Send(sending) => sending.fields.iter().chain(&sending.not_after).collect(),
        Statement::CancelDeadline(_) | Statement::End => Vec::new(),
    }
}

fn of_place(place: &Place) -> Vec<&Expr> {
    let root = match &place.root {
        Root::State(_) => &[],
        Root::Column(key, _) => key.as_slice(),
    };
    let steps = place.steps.iter().filter_map(|step| match step {
        PlaceStep::Member(_) => None,
        PlaceStep::Key(expr, _) | PlaceStep::Index(expr) => Some(expr),
    });
    root.iter().chain(steps).collect()
}

/// The blocks that stand in a statement.
fn blocks(statement: &Statement) -> Vec<&Block> {
    match statement {
        Statement::If(_, then, otherwise) => vec![then, otherwise],
        Statement::ForList(_, _, block) | Statement::ForMap(_, _, block) => vec![block],
        _ => Vec::new(),
    }
}
