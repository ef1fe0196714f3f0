//! What expressions and statements are made of.

use super::{Block, Change, Expr, Place, PlaceStep, Root, Statement};

impl Expr {
    /// The expressions that it is made of.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Constant(_)
            | Self::Local(_)
            | Self::Field(_)
            | Self::Key
            | Self::State(_)
            | Self::LookedUp(..)
            | Self::WasFound(_)
            | Self::OfRow(_)
            | Self::Known(_) => Vec::new(),
            Self::Column(parts, _)
            | Self::HasRow(parts)
            | Self::List(parts)
            | Self::Set(parts)
            | Self::Record(parts)
            | Self::Join(parts)
            | Self::Apply(_, parts)
            | Self::Call(_, parts) => parts.iter().collect(),
            Self::Map(pairs) => pairs.iter().flat_map(|(key, value)| [key, value]).collect(),
            Self::Member(of, _) | Self::Show(of, _) | Self::Ahead(_, of) => vec![of],
            Self::OfMap(one, other, _)
            | Self::OfList(one, other, _)
            | Self::And(one, other)
            | Self::Or(one, other)
            | Self::Else(one, other)
            | Self::EachOfList(_, one, _, other)
            | Self::EachOfMap(_, one, _, other) => vec![one, other],
            Self::If(condition, then, otherwise) => vec![condition, then, otherwise],
        }
    }

    /// The same, to change them.
    pub fn parts_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::Constant(_)
            | Self::Local(_)
            | Self::Field(_)
            | Self::Key
            | Self::State(_)
            | Self::LookedUp(..)
            | Self::WasFound(_)
            | Self::OfRow(_)
            | Self::Known(_) => Vec::new(),
            Self::Column(parts, _)
            | Self::HasRow(parts)
            | Self::List(parts)
            | Self::Set(parts)
            | Self::Record(parts)
            | Self::Join(parts)
            | Self::Apply(_, parts)
            | Self::Call(_, parts) => parts.iter_mut().collect(),
            Self::Map(pairs) => {
                let pairs = pairs.iter_mut();
                pairs.flat_map(|(key, value)| [key, value]).collect()
            }
            Self::Member(of, _) | Self::Show(of, _) | Self::Ahead(_, of) => vec![of],
            Self::OfMap(one, other, _)
            | Self::OfList(one, other, _)
            | Self::And(one, other)
            | Self::Or(one, other)
            | Self::Else(one, other)
            | Self::EachOfList(_, one, _, other)
            | Self::EachOfMap(_, one, _, other) => vec![one, other],
            Self::If(condition, then, otherwise) => vec![condition, then, otherwise],
        }
    }
}

impl Change {
    /// What is set, added, or taken away.
    pub fn operand(&self) -> &Expr {
        match self {
            Self::Set(expr)
            | Self::Increase(expr)
            | Self::Decrease(expr)
            | Self::AddToList(expr)
            | Self::AddToSet(expr)
            | Self::RemoveFromList(expr)
            | Self::RemoveFromSet(expr)
            | Self::RemoveKey(expr) => expr,
        }
    }
}

/// Every expression that stands in the statements of a block themselves, all the way down.
pub fn each_expr(block: &mut Block, then: &mut dyn FnMut(&mut Expr)) {
    for statement in block {
        match statement {
            Statement::Let(_, expr)
            | Statement::SetDeadline(_, expr)
            | Statement::Fail(expr)
            | Statement::Refuse(super::Refusing { reason: expr, .. }) => then(expr),
            Statement::If(condition, one, two) => {
                then(condition);
                each_expr(one, then);
                each_expr(two, then);
            }
            Statement::ForList(_, expr, block) | Statement::ForMap(_, expr, block) => {
                then(expr);
                each_expr(block, then);
            }
            Statement::Change(place, change) => {
                of_place(place, then);
                then(of_change(change));
            }
            Statement::RemoveRow(exprs) | Statement::Record(_, exprs) => {
                exprs.iter_mut().for_each(&mut *then);
            }
            Statement::Require(condition, refusing) => {
                then(condition);
                then(&mut refusing.reason);
            }
            Statement::Send(sending) => {
                let exprs = sending.fields.iter_mut().chain(&mut sending.not_after);
                exprs.for_each(&mut *then);
            }
            Statement::CancelDeadline(_) | Statement::End => {}
        }
    }
}

/// Every key of a row in a block.
pub fn each_key(block: &mut Block, then: &mut dyn FnMut(&mut Vec<Expr>)) {
    each_expr(block, &mut |expr| keys_in(expr, then));
    of_statements(block, then);
}

fn of_statements(block: &mut Block, then: &mut dyn FnMut(&mut Vec<Expr>)) {
    for statement in block {
        match statement {
            Statement::If(_, one, two) => {
                of_statements(one, then);
                of_statements(two, then);
            }
            Statement::ForList(_, _, block) | Statement::ForMap(_, _, block) => {
                of_statements(block, then);
            }
            Statement::Change(place, _) => {
                if let Root::Column(key, _) = &mut place.root {
                    then(key);
                }
            }
            Statement::RemoveRow(key) => then(key),
            _ => {}
        }
    }
}

fn keys_in(expr: &mut Expr, then: &mut dyn FnMut(&mut Vec<Expr>)) {
    if let Expr::Column(key, _) | Expr::HasRow(key) = expr {
        then(key);
    }
    for part in expr.parts_mut() {
        keys_in(part, then);
    }
}

fn of_place(place: &mut Place, then: &mut dyn FnMut(&mut Expr)) {
    if let Root::Column(key, _) = &mut place.root {
        key.iter_mut().for_each(&mut *then);
    }
    for step in &mut place.steps {
        if let PlaceStep::Key(expr, _) | PlaceStep::Index(expr) = step {
            then(expr);
        }
    }
}

fn of_change(change: &mut Change) -> &mut Expr {
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
