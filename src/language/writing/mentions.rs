//! What the statements of a program mention.

use crate::language::program::{Block, Change, Expr, Known, Place, PlaceStep, Root, Statement};
use std::collections::BTreeSet;

/// Whether a block mentions one of these.
pub(super) fn mentions(block: &Block, known: &[Known]) -> bool {
    let is_known = |expr: &Expr| matches!(expr, Expr::Known(found) if known.contains(found));
    block.iter().any(|statement| {
        expressions(statement)
            .iter()
            .any(|expr| any(expr, &is_known))
            || blocks(statement).iter().any(|block| mentions(block, known))
    })
}

/// Which fields of which events a command fills from `newId` or `newCode`, itself or by a `let`: event and field.
pub(super) fn made(block: &Block) -> BTreeSet<(usize, usize)> {
    let mut making = Making::default();
    making.block(block);
    making.fields
}

#[derive(Default)]
struct Making {
    /// The locals that hold something made.
    locals: BTreeSet<usize>,
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
                Statement::Record(event, fields) => {
                    for (place, field) in fields.iter().enumerate() {
                        if self.is_made(field) {
                            self.fields.insert((*event, place));
                        }
                    }
                }
                _ => {}
            }
            for block in blocks(statement) {
                self.block(block);
            }
        }
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
            Expr::Known(Known::NewId(_) | Known::NewCode(..)) => true,
            Expr::Local(local) => self.locals.contains(local),
            _ => false,
        })
    }
}

/// Whether something holds for an expression or for one that it is made of.
fn any(expr: &Expr, holds: &dyn Fn(&Expr) -> bool) -> bool {
    holds(expr) || parts(expr).into_iter().any(|part| any(part, holds))
}

/// The expressions that an expression is made of.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Constant(_)
        | Expr::Local(_)
        | Expr::Field(_)
        | Expr::Key
        | Expr::State(_)
        | Expr::LookedUp(..)
        | Expr::WasFound(_)
        | Expr::OfRow(_)
        | Expr::Known(_) => Vec::new(),
        Expr::Column(parts, _)
        | Expr::HasRow(parts)
        | Expr::List(parts)
        | Expr::Set(parts)
        | Expr::Record(parts)
        | Expr::Join(parts)
        | Expr::Apply(_, parts)
        | Expr::Call(_, parts) => parts.iter().collect(),
        Expr::Map(pairs) => pairs.iter().flat_map(|(key, value)| [key, value]).collect(),
        Expr::Member(of, _) | Expr::Show(of, _) => vec![of],
        Expr::OfMap(one, other, _)
        | Expr::OfList(one, other, _)
        | Expr::And(one, other)
        | Expr::Or(one, other)
        | Expr::Else(one, other)
        | Expr::EachOfList(_, one, _, other)
        | Expr::EachOfMap(_, one, _, other) => vec![one, other],
        Expr::If(condition, then, otherwise) => vec![condition, then, otherwise],
    }
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
            all.push(of_change(change));
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

fn of_change(change: &Change) -> &Expr {
    match change {
        Change::Set(expr)
        | Change::Increase(expr)
        | Change::Decrease(expr)
        | Change::AddToList(expr)
        | Change::AddToSet(expr)
        | Change::RemoveFromList(expr)
        | Change::RemoveFromSet(expr)
        | Change::RemoveKey(expr) => expr,
    }
}

/// The blocks that stand in a statement.
fn blocks(statement: &Statement) -> Vec<&Block> {
    match statement {
        Statement::If(_, then, otherwise) => vec![then, otherwise],
        Statement::ForList(_, _, block) | Statement::ForMap(_, _, block) => vec![block],
        _ => Vec::new(),
    }
}
