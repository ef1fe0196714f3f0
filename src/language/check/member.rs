//! Parts of values: elements, fields, columns of rows.

use super::Checker;
use super::expression::{Typed, Wanted, apply};
use super::known::Kind;
use super::report::list;
use super::row::RowOf;
use super::scope::Scope;
use super::types::{Member, Ty, is_key, without_none};
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Operator, Type};
use crate::language::syntax::expression::{self as tree, ExprKind};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

impl<'t> Checker<'t> {
    /// `[a, b]`: a list, or a set where one is wanted.
    pub(super) fn list(
        &mut self,
        scope: &mut Scope,
        elements: &'t [tree::Expr],
        span: Span,
        wanted: Wanted<'_>,
    ) -> Typed {
        let trees: Vec<&'t tree::Expr> = elements.iter().collect();
        let (is_set, inner) = match wanted.plain() {
            Some(Type::Set(inner)) => (true, Some(&**inner)),
            Some(Type::List(inner)) => (false, Some(&**inner)),
            _ => (false, None),
        };
        let wanted = match (inner, wanted) {
            (Some(inner), _) => Wanted::Is(inner),
            (None, Wanted::Unclear) => Wanted::Unclear,
            (None, _) if elements.is_empty() => return self.unclear(span),
            (None, _) => Wanted::Any,
        };
        let (exprs, ty) = self.alike(scope, &trees, wanted);
        match ty {
            Some(ty) if is_set => Typed::new(Expr::Set(exprs), Type::Set(Box::new(ty))),
            Some(ty) => Typed::new(Expr::List(exprs), Type::List(Box::new(ty))),
            None => Typed::wrong(),
        }
    }

    /// `{a: b}`.
    pub(super) fn map(
        &mut self,
        scope: &mut Scope,
        entries: &'t [(tree::Expr, tree::Expr)],
        span: Span,
        wanted: Wanted<'_>,
    ) -> Typed {
        let keys: Vec<&'t tree::Expr> = entries.iter().map(|(key, _)| key).collect();
        let values: Vec<&'t tree::Expr> = entries.iter().map(|(_, value)| value).collect();
        let (of_key, of_value) = match (wanted.plain(), wanted) {
            (Some(Type::Map(key, value)), _) => (Wanted::Is(key), Wanted::Is(value)),
            (_, Wanted::Unclear) => (Wanted::Unclear, Wanted::Unclear),
            _ if entries.is_empty() => return self.unclear(span),
            _ => (Wanted::Any, Wanted::Any),
        };
        let (keys, key_type) = self.alike(scope, &keys, of_key);
        let (values, value_type) = self.alike(scope, &values, of_value);
        let (Some(key_type), Some(value_type)) = (key_type, value_type) else {
            return Typed::wrong();
        };
        if !is_key(&key_type) {
            return self.no_key(&key_type, span);
        }
        let entries = keys.into_iter().zip(values).collect();
        let ty = Type::Map(Box::new(key_type), Box::new(value_type));
        Typed::new(Expr::Map(entries), ty)
    }

    /// A type whose values can't be keys.
    pub(super) fn no_key(&mut self, ty: &Type, span: Span) -> Typed {
        let message = format!(
            "A value of the type `{}` can't be a key.",
            self.types.describe(ty)
        );
        self.error(Code::WrongKey, span, message)
            .hint("Keys of maps and members of sets are plain: a text, an id, a number, a time or a case.")
            .tell();
        Typed::wrong()
    }

    /// `a.b`: a field of a state, a column, a case, a field of a record, or a method without arguments.
    pub(super) fn member(
        &mut self,
        scope: &mut Scope,
        base: &'t tree::Expr,
        name: &'t Word,
        wanted: Wanted<'_>,
    ) -> Typed {
        if let Some(field) = self.member_of_name(scope, base, name) {
            return field;
        }
        if let Some(row) = self.row(scope, base) {
            return self.column(&row, name);
        }
        let typed = self.expr(scope, base, Wanted::Any);
        match typed.ty.clone() {
            Some(Type::Record(index)) => {
                let fields = self.types.records.get(index);
                let fields = fields
                    .map(|record| record.fields.clone())
                    .unwrap_or_default();
                match self.field_named(&fields, name) {
                    Some((place, ty)) => Typed {
                        expr: Expr::Member(Box::new(typed.expr), place),
                        ty,
                    },
                    None => Typed::wrong(),
                }
            }
            Some(ty) => self.method(scope, (typed.expr, ty), name, &[], wanted),
            None => Typed::wrong(),
        }
    }

    fn member_of_name(
        &mut self,
        scope: &mut Scope,
        base: &'t tree::Expr,
        name: &Word,
    ) -> Option<Typed> {
        let ExprKind::Name(of) = &base.kind else {
            return None;
        };
        if of.text == "state" && !scope.is_local("state") && !scope.state.is_empty() {
            self.means_built_in(of);
            if let Some((index, member)) = scope.state_field(&name.text) {
                self.means(name, member.span);
                return Some(Typed {
                    expr: Expr::State(index),
                    ty: member.ty.clone(),
                });
            }
            if scope.find("state").is_none() {
                let state = Rc::clone(&scope.state);
                self.field_named(&state, name);
                return Some(Typed::wrong());
            }
        }
        if scope.find(&of.text).is_some() {
            return None;
        }
        let index = self.types.enumeration(&of.text)?;
        self.means_type(of);
        self.means_case(name, &Some(Type::Enum(index)));
        let cases = self
            .types
            .enums
            .get(index)
            .map(|it| it.cases.clone())
            .unwrap_or_default();
        match cases.iter().position(|case| *case == name.text) {
            Some(place) => {
                let place = i64::try_from(place).unwrap_or_default();
                Some(Typed::new(
                    super::expression::number(place),
                    Type::Enum(index),
                ))
            }
            None => {
                let message = format!("`{}` has no case `{}`.", of.text, name.text);
                let hint = self.did_you_mean(&name.text, cases.iter().map(String::as_str));
                self.error(Code::UnknownCase, name.span, message)
                    .hint(hint)
                    .tell();
                Some(Typed::wrong())
            }
        }
    }

    /// A field by its name: its place and its type.
    pub(super) fn field_named(&mut self, fields: &[Member], name: &Word) -> Option<(usize, Ty)> {
        let place = fields.iter().position(|field| field.name == name.text);
        if let Some((place, field)) = place.and_then(|place| Some((place, fields.get(place)?))) {
            self.means(name, field.span);
            return Some((place, field.ty.clone()));
        }
        let message = format!("There is no `{}` in this.", name.text);
        let mut hint =
            self.did_you_mean(&name.text, fields.iter().map(|field| field.name.as_str()));
        if hint.is_empty() && !fields.is_empty() {
            hint = format!(
                "There is {}.",
                list(fields.iter().map(|field| field.name.as_str()))
            );
        }
        self.error(Code::UnknownField, name.span, message)
            .hint(hint)
            .tell();
        None
    }

    /// `a[i]`.
    pub(super) fn index(
        &mut self,
        scope: &mut Scope,
        base: &'t tree::Expr,
        keys: &'t [tree::Expr],
        span: Span,
    ) -> Typed {
        if let ExprKind::Name(name) = &base.kind
            && scope.find(&name.text).is_none()
            && (self.known.find(Kind::ReadModel, &name.text).is_some() || name.text == "rows")
        {
            self.error(Code::WrongRead, span, "A row is no value by itself.")
                .hint(format!("Say which column: `{}[…].column`.", name.text))
                .tell();
            return Typed::wrong();
        }
        let typed = self.expr(scope, base, Wanted::Any);
        let Some(ty) = typed.ty else {
            for key in keys {
                self.expr(scope, key, Wanted::Unclear);
            }
            return Typed::wrong();
        };
        let [key] = keys else {
            self.error(
                Code::WrongArguments,
                span,
                "There is one value in brackets here.",
            )
            .tell();
            return Typed::wrong();
        };
        match ty {
            Type::Map(key_type, value) => {
                let key = self.expr_of(scope, key, &key_type);
                let zero = self.zero(&value);
                key.map_or_else(Typed::wrong, |key| {
                    let expr = Expr::OfMap(Box::new(typed.expr), Box::new(key), zero);
                    Typed::new(expr, *value)
                })
            }
            Type::List(value) => {
                let place = self.expr_of(scope, key, &Type::Int);
                let zero = self.zero(&value);
                place.map_or_else(Typed::wrong, |place| {
                    let expr = Expr::OfList(Box::new(typed.expr), Box::new(place), zero);
                    Typed::new(expr, *value)
                })
            }
            ty => {
                self.not_indexed(&ty, base.span);
                Typed::wrong()
            }
        }
    }

    /// `[…]` stands after something that has no parts.
    pub(super) fn not_indexed(&mut self, ty: &Type, span: Span) {
        let is = self.types.describe(ty);
        if matches!(ty, Type::Optional(_)) {
            self.may_be_none(ty, span);
            return;
        }
        let hint = match ty {
            Type::Set(_) => "Ask with `in` whether a value is in a set.",
            _ => "Brackets stand after maps and lists.",
        };
        let message = format!("A value of the type `{is}` has no parts in brackets.");
        self.error(Code::WrongType, span, message).hint(hint).tell();
    }

    /// Something is done with what may be none.
    pub(super) fn may_be_none(&mut self, ty: &Type, span: Span) {
        let inner = without_none(ty);
        let (example, inner) = (self.example(inner), self.types.describe(inner));
        self.error(Code::MayBeNone, span, "This may be none.")
            .hint(format!(
                "Say first what holds then: `(… else {example})` is of the type `{inner}`. A test for none does not \
                 change the type."
            ))
            .tell();
    }

    /// Whether a collection, or the rows at hand, have something: the right side of `in`.
    pub(super) fn is_in(
        &mut self,
        scope: &mut Scope,
        one: &'t tree::Expr,
        other: &'t tree::Expr,
    ) -> Typed {
        if let ExprKind::Name(name) = &other.kind
            && scope.find(&name.text).is_none()
        {
            if name.text == "rows"
                && let Some(rows) = &scope.rows
            {
                let read_model = rows.read_model;
                self.means_built_in(name);
                let keys = match &one.kind {
                    ExprKind::List(keys) => self.row_keys(scope, read_model, keys, one.span),
                    _ => self.row_keys(scope, read_model, std::slice::from_ref(one), one.span),
                };
                return keys.map_or_else(Typed::wrong, |keys| {
                    Typed::new(Expr::HasRow(keys), Type::Bool)
                });
            }
            if let Some(read_model) = self.known.find(Kind::ReadModel, &name.text) {
                let keys = std::slice::from_ref(one);
                return match self.looked_up(scope, read_model, name, keys) {
                    RowOf::LookedUp(number, _) => Typed::new(Expr::WasFound(number), Type::Bool),
                    _ => Typed::wrong(),
                };
            }
        }
        let typed = self.expr(scope, other, Wanted::Any);
        let (operator, element) = match typed.ty {
            None => {
                self.expr(scope, one, Wanted::Unclear);
                return Typed::wrong();
            }
            Some(Type::List(inner)) => (Operator::InList, *inner),
            Some(Type::Set(inner)) => (Operator::InSet, *inner),
            Some(Type::Map(key, _)) => (Operator::InMap, *key),
            Some(ty @ Type::Optional(_)) => {
                self.may_be_none(&ty, other.span);
                return Typed::wrong();
            }
            Some(ty) => {
                let hint = match ty {
                    Type::Text | Type::Id => "A text says `.contains(…)`.",
                    _ => "It is a list, a set, a map or a read model.",
                };
                let ty = self.types.describe(&ty);
                let message = format!("Nothing is in a value of the type `{ty}`.");
                self.error(Code::WrongOperands, other.span, message)
                    .hint(hint)
                    .tell();
                return Typed::wrong();
            }
        };
        let one = self.expr_of(scope, one, &element);
        one.map_or_else(Typed::wrong, |one| {
            Typed::new(apply(operator, vec![one, typed.expr]), Type::Bool)
        })
    }
}
