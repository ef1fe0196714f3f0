//! Places: what can be assigned to.

use super::Checker;
use super::expression::Typed;
use super::row::RowOf;
use super::scope::Scope;
use super::types::Ty;
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Place, PlaceStep, Root, Type};
use crate::language::syntax::expression::{self as tree, ExprKind};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// A place, what is there, and how that is read.
pub(super) struct Target {
    pub(super) place: Place,
    pub(super) ty: Type,
    pub(super) read: Expr,
}

impl<'t> Checker<'t> {
    /// The place that an expression stands for. Nothing where it stands for none, and that is told.
    pub(super) fn place(&mut self, scope: &mut Scope, tree: &'t tree::Expr) -> Option<Target> {
        match &tree.kind {
            ExprKind::Name(name) => self.named_place(scope, name),
            ExprKind::Member(base, name) => self.member_place(scope, base, name),
            ExprKind::Index(base, keys) => self.indexed_place(scope, base, keys, tree.span),
            ExprKind::Broken => None,
            _ => {
                self.no_place(tree.span, "Nothing can be put here.");
                None
            }
        }
    }

    fn no_place(&mut self, span: Span, message: impl Into<String>) {
        self.error(Code::NoPlace, span, message)
            .hint("What changes is a field of the state or a column of a row.")
            .tell();
    }

    fn state_place(&self, (index, ty): (usize, Ty)) -> Option<Target> {
        Some(Target {
            place: Place {
                root: Root::State(index),
                steps: Vec::new(),
            },
            ty: ty?,
            read: Expr::State(index),
        })
    }

    fn named_place(&mut self, scope: &mut Scope, name: &'t Word) -> Option<Target> {
        let state = Rc::clone(&scope.state);
        let found = state.iter().position(|field| field.name == name.text);
        if let Some(index) = found
            && !scope.is_local(&name.text)
        {
            let field = state.get(index)?;
            self.means(name, field.span);
            return self.state_place((index, field.ty.clone()));
        }
        let text = &name.text;
        if scope.is_local(text) {
            self.no_place(
                name.span,
                format!("`{text}` is the name of a value, and that stays as it is."),
            );
            return None;
        }
        if let Some(rows) = &scope.rows
            && let Some(known) = self.known.read_models.get(rows.read_model)
            && known.columns.iter().any(|column| column.name == *text)
        {
            let message = format!("`{text}` is a column: it has to be said of which row.");
            self.error(Code::NoPlace, name.span, message)
                .hint(format!("Write `row.{text}`."))
                .tell();
            return None;
        }
        if scope.find(text).is_some() {
            self.no_place(
                name.span,
                format!("`{text}` has happened as it is and can't be changed."),
            );
            return None;
        }
        if matches!(text.as_str(), "row" | "rows") && scope.rows.is_some() {
            self.no_place(
                name.span,
                "A row is changed column by column: `row.column = …`.",
            );
            return None;
        }
        if state.is_empty() {
            self.no_place(name.span, format!("There is no state with a `{text}`."));
            return None;
        }
        self.field_named(&state, name);
        None
    }

    fn member_place(
        &mut self,
        scope: &mut Scope,
        base: &'t tree::Expr,
        name: &'t Word,
    ) -> Option<Target> {
        if let ExprKind::Name(of) = &base.kind
            && of.text == "state"
            && scope.state_field("state").is_none()
        {
            let state = Rc::clone(&scope.state);
            self.means_built_in(of);
            let found = self.field_named(&state, name)?;
            return self.state_place(found);
        }
        if let Some(row) = self.row(scope, base) {
            return self.column_place(row, name);
        }
        let mut target = self.place(scope, base)?;
        match target.ty {
            Type::Record(index) => {
                let record = self.types.records.get(index)?;
                let fields = Rc::clone(&record.fields);
                let (place, ty) = self.field_named(&fields, name)?;
                target.place.steps.push(PlaceStep::Member(place));
                Some(Target {
                    place: target.place,
                    ty: ty?,
                    read: Expr::Member(Box::new(target.read), place),
                })
            }
            Type::Optional(_) => {
                self.error(
                    Code::MayBeNone,
                    base.span,
                    "This may be none, so nothing in it can be changed.",
                )
                .hint("Assign a whole new value.")
                .tell();
                None
            }
            ty => {
                let ty = self.types.describe(&ty);
                let message = format!("A value of the type `{ty}` has no field `{}`.", name.text);
                self.error(Code::UnknownField, name.span, message).tell();
                None
            }
        }
    }

    fn column_place(&mut self, row: RowOf, name: &Word) -> Option<Target> {
        let (read_model, key) = match row {
            RowOf::Here(read_model, key) => (read_model, key),
            RowOf::LookedUp(..) => {
                self.no_place(
                    name.span,
                    "A row that a command looks up can't be changed by it.",
                );
                return None;
            }
            RowOf::Wrong => return None,
        };
        let known = self.known.read_models.get(read_model)?;
        let columns = Rc::clone(&known.columns);
        if known.key.iter().any(|part| part.name == name.text) {
            let message = format!("`{}` is the key of the row.", name.text);
            self.error(Code::NoPlace, name.span, message)
                .hint("Remove the row and fill another one: `rows[…]`.")
                .tell();
            return None;
        }
        let (column, ty) = self.field_named(&columns, name)?;
        self.uses.columns.insert((read_model, column));
        let key = key?;
        Some(Target {
            place: Place {
                root: Root::Column(key.clone(), column),
                steps: Vec::new(),
            },
            ty: ty?,
            read: Expr::Column(key, column),
        })
    }

    fn indexed_place(
        &mut self,
        scope: &mut Scope,
        base: &'t tree::Expr,
        keys: &'t [tree::Expr],
        span: Span,
    ) -> Option<Target> {
        if let ExprKind::Name(name) = &base.kind
            && name.text == "rows"
            && scope.rows.is_some()
            && scope.find("rows").is_none()
        {
            self.no_place(
                span,
                "A row is changed column by column: `rows[…].column = …`.",
            );
            return None;
        }
        let mut target = self.place(scope, base)?;
        let [key] = keys else {
            self.error(
                Code::WrongArguments,
                span,
                "There is one value in brackets here.",
            )
            .tell();
            return None;
        };
        match target.ty {
            Type::Map(key_type, value) => {
                let key = self.expr_of(scope, key, &key_type)?;
                let zero = self.zero(&value);
                target
                    .place
                    .steps
                    .push(PlaceStep::Key(key.clone(), zero.clone()));
                Some(Target {
                    place: target.place,
                    ty: *value,
                    read: Expr::OfMap(Box::new(target.read), Box::new(key), zero),
                })
            }
            Type::List(value) => {
                let index = self.expr_of(scope, key, &Type::Int)?;
                let zero = self.zero(&value);
                target.place.steps.push(PlaceStep::Index(index.clone()));
                Some(Target {
                    place: target.place,
                    ty: *value,
                    read: Expr::OfList(Box::new(target.read), Box::new(index), zero),
                })
            }
            ty => {
                self.not_indexed(&ty, base.span);
                None
            }
        }
    }

    /// A place whose new value needs its old one.
    pub(super) fn read_of(target: &Target) -> Typed {
        Typed::new(target.read.clone(), target.ty.clone())
    }
}
