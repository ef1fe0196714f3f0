//! Methods that do something with each element: `lines.filter(line => line.quantity > 0)`.

use super::Checker;
use super::expression::{Typed, Wanted};
use super::method::{Method, Subject};
use super::operator::{is_amount, is_ordered};
use super::scope::Scope;
use super::types::without_none;
use crate::language::diagnostic::Code;
use crate::language::program::{Each, Expr, Type};
use crate::language::syntax::Word;
use crate::language::syntax::expression::{self as tree, Argument, ExprKind};

/// `(k, v) => …`: its names, and what is worked out for each.
struct Lambda<'t> {
    names: &'t [Word],
    body: &'t tree::Expr,
}

impl<'t> Checker<'t> {
    /// A method on each element of a list or set.
    pub(super) fn each_of_list(
        &mut self,
        scope: &mut Scope,
        (expr, ty): Subject,
        inner: Type,
        method: &Method<'t>,
        wanted: Wanted<'_>,
    ) -> Typed {
        let Some(lambda) = self.lambda(method, 1) else {
            return Typed::wrong();
        };
        let wanted = match wanted.plain() {
            Some(Type::List(wanted)) => Some(&**wanted),
            _ => None,
        };
        let mark = scope.mark();
        let (local, body) = match self.bind(scope, &lambda, &[inner]).as_slice() {
            [local] => (*local, self.worked_out(scope, method, &lambda, wanted)),
            _ => return Typed::wrong(),
        };
        scope.release(mark);
        let (Some((each, result)), Some(found)) = (self.each(method, &body, &ty, &lambda), body.ty)
        else {
            return Typed::wrong();
        };
        let result = result.unwrap_or_else(|| Type::List(Box::new(found)));
        Typed::new(
            Expr::EachOfList(each, Box::new(expr), local, Box::new(body.expr)),
            result,
        )
    }

    /// A method on each entry of a map.
    pub(super) fn each_of_map(
        &mut self,
        scope: &mut Scope,
        (expr, ty): Subject,
        (key, value): (Type, Type),
        method: &Method<'t>,
        wanted: Wanted<'_>,
    ) -> Typed {
        let Some(lambda) = self.lambda(method, 2) else {
            return Typed::wrong();
        };
        let wanted = match wanted.plain() {
            Some(Type::List(wanted) | Type::Map(_, wanted)) => Some(&**wanted),
            _ => None,
        };
        let mark = scope.mark();
        let (locals, body) = match self.bind(scope, &lambda, &[key.clone(), value]).as_slice() {
            [one, other] => (
                (*one, *other),
                self.worked_out(scope, method, &lambda, wanted),
            ),
            _ => return Typed::wrong(),
        };
        scope.release(mark);
        let (Some((each, result)), Some(found)) = (self.each(method, &body, &ty, &lambda), body.ty)
        else {
            return Typed::wrong();
        };
        let result = result.unwrap_or_else(|| match each {
            Each::Map => Type::Map(Box::new(key), Box::new(found)),
            _ => Type::List(Box::new(found)),
        });
        Typed::new(
            Expr::EachOfMap(each, Box::new(expr), locals, Box::new(body.expr)),
            result,
        )
    }

    fn lambda(&mut self, method: &Method<'t>, count: usize) -> Option<Lambda<'t>> {
        let example = match count {
            1 => format!("{}(x => …)", method.name.text),
            _ => format!("{}((key, value) => …)", method.name.text),
        };
        if let [Argument { name: None, value }] = method.arguments
            && let ExprKind::Lambda(names, body) = &value.kind
        {
            if names.len() == count {
                return Some(Lambda { names, body });
            }
            let message = match count {
                1 => "There is one value to name for each element.",
                _ => "Each entry of a map has a key and a value to name.",
            };
            self.error(Code::WrongLambda, value.span, message)
                .hint(format!("Write `{example}`."))
                .tell();
            return None;
        }
        let message = format!("It is written `{example}`.");
        self.error(Code::WrongLambda, method.name.span, message)
            .tell();
        None
    }

    fn bind(&mut self, scope: &mut Scope, lambda: &Lambda<'t>, types: &[Type]) -> Vec<usize> {
        let mut slots = Vec::new();
        for (name, ty) in lambda.names.iter().zip(types) {
            slots.extend(self.push(scope, name, Some(ty.clone())));
        }
        slots
    }

    /// Gives a value a name.
    pub(super) fn push(
        &mut self,
        scope: &mut Scope,
        name: &Word,
        ty: super::types::Ty,
    ) -> Option<usize> {
        self.means_value(name, &ty);
        let slot = scope.push(&name.text, ty, name.span);
        if slot.is_none() {
            let message = "Too many values have names here.";
            self.error(Code::BeyondLimit, name.span, message).tell();
        }
        slot
    }

    fn worked_out(
        &mut self,
        scope: &mut Scope,
        method: &Method<'t>,
        lambda: &Lambda<'t>,
        wanted: Option<&Type>,
    ) -> Typed {
        let ty = match method.name.text.as_str() {
            "filter" | "any" | "all" | "count" => Some(&Type::Bool),
            "map" | "toList" => wanted,
            _ => None,
        };
        match ty {
            Some(ty) => match self.expr_of(scope, lambda.body, ty) {
                Some(expr) => Typed::new(expr, ty.clone()),
                None => Typed::wrong(),
            },
            None => self.expr(scope, lambda.body, Wanted::Any),
        }
    }

    /// What is done, and what comes of it; nothing for a list or map of what was worked out.
    fn each(
        &mut self,
        method: &Method<'t>,
        body: &Typed,
        ty: &Type,
        lambda: &Lambda<'t>,
    ) -> Option<(Each, Option<Type>)> {
        let found = body.ty.as_ref()?;
        let span = lambda.body.span;
        Some(match method.name.text.as_str() {
            "map" => (Each::Map, None),
            "toList" => (Each::ToList, None),
            "filter" => (Each::Filter, Some(ty.clone())),
            "any" => (Each::Any, Some(Type::Bool)),
            "all" => (Each::All, Some(Type::Bool)),
            "count" => (Each::Count, Some(Type::Int)),
            "sum" if is_amount(found) => (Each::Sum, Some(found.clone())),
            "sortBy" if is_ordered(found) || *found == Type::Bool => {
                (Each::SortBy(found.clone()), Some(as_list(ty)))
            }
            name => {
                if matches!(found, Type::Optional(_)) && is_ordered(without_none(found)) {
                    self.may_be_none(found, span);
                    return None;
                }
                let what = match name {
                    "sum" => "Numbers and durations are added up",
                    _ => "Numbers, times, texts and cases have an order",
                };
                let found = self.types.describe(found);
                let message = format!("{what}, and this is of the type `{found}`.");
                self.error(Code::WrongOperands, span, message).tell();
                return None;
            }
        })
    }
}

/// What is sorted is a list.
fn as_list(ty: &Type) -> Type {
    match ty {
        Type::Set(inner) => Type::List(inner.clone()),
        ty => ty.clone(),
    }
}
