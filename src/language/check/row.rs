//! Rows: which one is meant, and its columns.

use super::Checker;
use super::expression::{Typed, Wanted, nothing};
use super::known::Kind;
use super::report::list;
use super::scope::{LookedUp, Scope};
use crate::language::diagnostic::Code;
use crate::language::program::Expr;
use crate::language::syntax::expression::{self as tree, ExprKind};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// Something that has columns.
pub(super) enum RowOf {
    /// A row of the read model at hand: its number, and the row's key where that is sound.
    Here(usize, Option<Vec<Expr>>),
    /// A row that the command looks up: the number of its `reads`.
    LookedUp(usize, LookedUp),
    /// Something is wrong with it, and that is told.
    Wrong,
}

impl<'t> Checker<'t> {
    /// Whether this names a row: `row`, `rows[a, b]`, or `Shelf[book]` in a command.
    pub(super) fn row(&mut self, scope: &mut Scope, base: &'t tree::Expr) -> Option<RowOf> {
        match &base.kind {
            ExprKind::Name(name) if name.text == "row" && scope.find("row").is_none() => {
                let rows = scope.rows.as_mut()?;
                rows.says_row = true;
                let (read_model, own_key) = (rows.read_model, rows.own_key.clone());
                self.means_built_in(name);
                if let Err(missing) = &own_key {
                    let message = format!(
                        "`{}` does not say which row: it has no `{missing}`.",
                        rows.event
                    );
                    self.error(Code::NoRow, base.span, message)
                        .hint("Say which row it is: `rows[…]`.")
                        .tell();
                }
                Some(RowOf::Here(read_model, own_key.ok()))
            }
            ExprKind::Index(of, keys) => {
                let ExprKind::Name(name) = &of.kind else {
                    return None;
                };
                if scope.find(&name.text).is_some() {
                    return None;
                }
                if name.text == "rows" {
                    let read_model = scope.rows.as_ref()?.read_model;
                    self.means_built_in(name);
                    let keys = self.row_keys(scope, read_model, keys, base.span);
                    return Some(RowOf::Here(read_model, keys));
                }
                let read_model = self.known.find(Kind::ReadModel, &name.text)?;
                Some(self.looked_up(scope, read_model, name, keys))
            }
            _ => None,
        }
    }

    /// The key of a row, part by part.
    pub(super) fn row_keys(
        &mut self,
        scope: &mut Scope,
        read_model: usize,
        keys: &'t [tree::Expr],
        span: Span,
    ) -> Option<Vec<Expr>> {
        let key = Rc::clone(&self.known.read_models.get(read_model)?.key);
        if keys.len() != key.len() {
            let message = format!(
                "The key of a row has {} here, and this is {}.",
                parts(key.len()),
                parts(keys.len())
            );
            let hint = format!("It is {}.", list(key.iter().map(|part| part.name.as_str())));
            self.error(Code::WrongArguments, span, message)
                .hint(hint)
                .tell();
            return None;
        }
        let exprs = keys.iter().zip(key.iter());
        let exprs: Vec<Option<Expr>> = exprs
            .map(|(tree, part)| self.expr_as(scope, tree, &part.ty))
            .collect();
        exprs.into_iter().collect()
    }

    pub(super) fn looked_up(
        &mut self,
        scope: &mut Scope,
        read_model: usize,
        name: &Word,
        keys: &'t [tree::Expr],
    ) -> RowOf {
        self.find(Kind::ReadModel, name);
        let field = match keys {
            [key] => self.expr(scope, key, Wanted::Any),
            _ => Typed::wrong(),
        };
        let reads = scope.reads.iter().enumerate();
        let mut reads = reads.filter(|(_, read)| read.read_model == read_model);
        let found = reads.find(|(_, read)| field.expr == Expr::Field(read.field));
        match found {
            Some((number, read)) => RowOf::LookedUp(number, *read),
            None if scope.lost_reads => RowOf::Wrong,
            None => {
                self.not_looked_up(scope, name);
                RowOf::Wrong
            }
        }
    }

    pub(super) fn not_looked_up(&mut self, scope: &Scope, name: &Word) {
        let message = match scope.body {
            super::scope::Body::Command => {
                format!(
                    "The command does not say that it reads this row of `{}`.",
                    name.text
                )
            }
            body => format!("`{}` can't be looked up in {}.", name.text, body.name()),
        };
        self.error(Code::NotLookedUp, name.span, message)
            .hint(format!(
                "A command says so behind its fields: `reads {}[field]`.",
                name.text
            ))
            .tell();
    }

    pub(super) fn column(&mut self, row: &RowOf, name: &Word) -> Typed {
        let read_model = match row {
            RowOf::Here(read_model, _) => *read_model,
            RowOf::LookedUp(_, read) => read.read_model,
            RowOf::Wrong => return Typed::wrong(),
        };
        let Some(known) = self.known.read_models.get(read_model) else {
            return Typed::wrong();
        };
        let (key, columns) = (Rc::clone(&known.key), Rc::clone(&known.columns));
        let keys = key.len();
        let mut parts = key.iter().enumerate();
        let found = match parts.find(|(_, part)| part.name == name.text) {
            Some((place, part)) => {
                self.means(name, part.span);
                Some((place, part.ty.clone()))
            }
            None => self
                .field_named(&columns, name)
                .map(|(place, ty)| (keys + place, ty)),
        };
        let Some((place, ty)) = found else {
            return Typed::wrong();
        };
        let expr = match row {
            RowOf::LookedUp(number, _) => Expr::LookedUp(*number, place),
            RowOf::Here(_, Some(key)) => match place.checked_sub(keys) {
                Some(column) => Expr::Column(key.clone(), column),
                None => key.get(place).cloned().unwrap_or_else(nothing),
            },
            RowOf::Here(_, None) | RowOf::Wrong => return Typed::wrong(),
        };
        Typed { expr, ty }
    }
}

fn parts(count: usize) -> String {
    match count {
        1 => "1 part".to_owned(),
        count => format!("{count} parts"),
    }
}
