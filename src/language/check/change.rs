//! Changes: what assignments, `add` and `remove` do to a place.

use super::Checker;
use super::arithmetic::combined;
use super::expression::Wanted;
use super::operator::{is_amount, is_number};
use super::place::Target;
use super::row::RowOf;
use super::scope::Scope;
use super::types::is_key;
use crate::language::diagnostic::Code;
use crate::language::program::{Change, Expr, Operator, Statement, Type};
use crate::language::syntax::Span;
use crate::language::syntax::expression::{self as tree, BinaryOperator, ExprKind};
use crate::language::syntax::statement::Assignment;

impl<'t> Checker<'t> {
    pub(super) fn assign(
        &mut self,
        scope: &mut Scope,
        tree: &'t tree::Expr,
        how: Assignment,
        value: &'t tree::Expr,
    ) -> Option<Statement> {
        let Some(target) = self.place(scope, tree) else {
            self.expr(scope, value, Wanted::Unclear);
            return None;
        };
        if how == Assignment::Set {
            let value = self.expr_of(scope, value, &target.ty)?;
            return Some(Statement::Change(target.place, Change::Set(value)));
        }
        let increases = how == Assignment::Increase;
        let wanted = match &target.ty {
            Type::Instant => Some(Type::Duration),
            ty if is_amount(ty) => Some(ty.clone()),
            _ => None,
        };
        if let Some(wanted) = wanted {
            let value = self.expr_of(scope, value, &wanted)?;
            let change = match increases {
                true => Change::Increase(value),
                false => Change::Decrease(value),
            };
            return Some(Statement::Change(target.place, change));
        }
        let typed = match &target.ty {
            ty @ (Type::List(_) | Type::Map(..)) => self.expr(scope, value, Wanted::Is(ty)),
            _ => self.expr(scope, value, Wanted::Any),
        };
        let operator = match increases {
            true => BinaryOperator::Add,
            false => BinaryOperator::Subtract,
        };
        let ty = typed.ty.clone()?;
        let combined = combined(operator, Self::read_of(&target), typed);
        let Some(combined) = combined else {
            let sign = if increases { "+=" } else { "-=" };
            let word = if increases { "added" } else { "subtracted" };
            self.wrong_operands(&(target.ty, ty), (word, sign), value.span);
            return None;
        };
        let value = self.coerced(combined, &target.ty, value.span)?;
        let change = where_it_stands(&target.read, value);
        Some(Statement::Change(target.place, change))
    }

    pub(super) fn add(
        &mut self,
        scope: &mut Scope,
        value: &'t tree::Expr,
        place: &'t tree::Expr,
    ) -> Option<Statement> {
        let Some(target) = self.place(scope, place) else {
            self.expr(scope, value, Wanted::Unclear);
            return None;
        };
        match &target.ty {
            Type::List(inner) => {
                let value = self.expr_of(scope, value, inner)?;
                Some(Statement::Change(target.place, Change::AddToList(value)))
            }
            Type::Set(inner) => {
                let value = self.expr_of(scope, value, inner)?;
                Some(Statement::Change(target.place, Change::AddToSet(value)))
            }
            _ => self.no_collection(&target, place.span, "Something is added to a list or a set"),
        }
    }

    pub(super) fn remove_from(
        &mut self,
        scope: &mut Scope,
        value: &'t tree::Expr,
        place: &'t tree::Expr,
    ) -> Option<Statement> {
        let Some(target) = self.place(scope, place) else {
            self.expr(scope, value, Wanted::Unclear);
            return None;
        };
        let (inner, is_set) = match &target.ty {
            Type::List(inner) => (inner, false),
            Type::Set(inner) => (inner, true),
            _ => {
                let what = "Something is removed from a list or a set";
                return self.no_collection(&target, place.span, what);
            }
        };
        let value = self.expr_of(scope, value, inner)?;
        let change = match is_set {
            true => Change::RemoveFromSet(value),
            false => Change::RemoveFromList(value),
        };
        Some(Statement::Change(target.place, change))
    }

    fn no_collection(&mut self, target: &Target, span: Span, what: &str) -> Option<Statement> {
        let hint = match (&target.ty, is_key(&target.ty) && is_number(&target.ty)) {
            (Type::Map(..), _) => {
                "A key of a map is set by `map[key] = …` and removed by `remove map[key]`."
            }
            (_, true) => "A number grows by `+=`.",
            _ => "",
        };
        let ty = self.types.describe(&target.ty);
        let message = format!("{what}, and this is of the type `{ty}`.");
        self.error(Code::WrongType, span, message).hint(hint).tell();
        None
    }

    /// `remove map[key]`, `remove row`, `remove rows[a, b]`.
    pub(super) fn remove(&mut self, scope: &mut Scope, tree: &'t tree::Expr) -> Option<Statement> {
        match self.row(scope, tree) {
            Some(RowOf::Here(_, key)) => return Some(Statement::RemoveRow(key?)),
            Some(RowOf::LookedUp(..) | RowOf::Wrong) => return None,
            None => {}
        }
        let ExprKind::Index(base, keys) = &tree.kind else {
            self.error(Code::NoPlace, tree.span, "This can't be removed.")
                .hint("Write `remove map[key]`, `remove x from list`, or `remove row`; a field becomes `none`.")
                .tell();
            return None;
        };
        let target = self.place(scope, base)?;
        match (&target.ty, keys.as_slice()) {
            (Type::Map(key_type, _), [key]) => {
                let key = self.expr_of(scope, key, key_type)?;
                Some(Statement::Change(target.place, Change::RemoveKey(key)))
            }
            _ => {
                let ty = self.types.describe(&target.ty);
                let message =
                    format!("A key is removed from a map, and this is of the type `{ty}`.");
                self.error(Code::WrongType, base.span, message)
                    .hint("From a list or set: `remove x from …`.")
                    .tell();
                None
            }
        }
    }
}

/// What is added to a map that then takes its place is added to it where it stands, and the map is not made anew.
fn where_it_stands(place: &Expr, value: Expr) -> Change {
    use Operator::{AddMaps, SubtractMaps};
    match value {
        Expr::Apply(operator @ (AddMaps | SubtractMaps), mut of)
            if of.len() == 2 && of.first() == Some(place) =>
        {
            let other = of.remove(1);
            match operator {
                AddMaps => Change::Increase(other),
                _ => Change::Decrease(other),
            }
        }
        value => Change::Set(value),
    }
}
