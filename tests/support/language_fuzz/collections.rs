//! Collections, and what goes through each of their elements.

use super::expressions::ordered;
use super::{Scope, Ty, Writer};

pub(super) fn list(inner: &Ty) -> Ty {
    Ty::List(Box::new(inner.clone()))
}

pub(super) fn map(key: &Ty, value: &Ty) -> Ty {
    Ty::Map(Box::new(key.clone()), Box::new(value.clone()))
}

fn is_key(ty: &Ty) -> bool {
    !matches!(
        ty,
        Ty::Decimal | Ty::Record(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) | Ty::Opt(_)
    )
}

impl Writer<'_> {
    /// `subject.method(x => …)`, with as many names as there are types.
    pub(super) fn each(
        &self,
        scope: &Scope,
        subject: &str,
        method: &str,
        types: &[&Ty],
        result: &Ty,
        depth: usize,
    ) -> String {
        let mut inner = scope.clone();
        let mut names = Vec::new();
        for ty in types {
            let name = self.fresh("x");
            inner = inner.knows(&name, (*ty).clone());
            names.push(name);
        }
        let body = self.exact(&inner, result, depth.saturating_sub(1));
        let names = match names.as_slice() {
            [one] => one.clone(),
            more => format!("({})", more.join(", ")),
        };
        format!("{subject}.{method}({names} => {body})")
    }

    /// A collection, and the types of what it is gone through by.
    pub(super) fn collection(&self, scope: &Scope, depth: usize) -> (String, Vec<Ty>) {
        let (key, value) = (self.key_type(), self.any_type(0));
        match self.below(3) {
            0 => (self.exact(scope, &list(&value), depth), vec![value]),
            1 => {
                let set = Ty::Set(Box::new(key.clone()));
                (self.exact(scope, &set, depth), vec![key])
            }
            _ => (
                self.exact(scope, &map(&key, &value), depth),
                vec![key, value],
            ),
        }
    }

    pub(super) fn gone_through(
        &self,
        scope: &Scope,
        method: &str,
        result: &Ty,
        depth: usize,
    ) -> String {
        let (collection, types) = self.collection(scope, depth);
        let types: Vec<&Ty> = types.iter().collect();
        self.each(scope, &collection, method, &types, result, depth)
    }

    pub(super) fn list_of(&self, scope: &Scope, inner: &Ty, depth: usize, exact: bool) -> String {
        let this = |it: &Self| it.exact(scope, &list(inner), depth);
        match self.below(11) {
            0 => format!("({} + {})", this(self), this(self)),
            1 => self.each(scope, &this(self), "filter", &[inner], &Ty::Bool, depth),
            2 => {
                let by = self.one(&ordered()).clone();
                self.each(scope, &this(self), "sortBy", &[inner], &by, depth)
            }
            3 => format!("{}.take({})", this(self), self.expr(scope, &Ty::Int, depth)),
            4 => format!("{}.toList", this(self)),
            5 => format!("{}.flat", self.exact(scope, &list(&list(inner)), depth)),
            6 => {
                let key = self.key_type();
                format!("{}.values", self.exact(scope, &map(&key, inner), depth))
            }
            7 => {
                let (collection, types) = self.collection(scope, depth);
                let method = if types.len() == 2 { "toList" } else { "map" };
                let types: Vec<&Ty> = types.iter().collect();
                self.each(scope, &collection, method, &types, inner, depth)
            }
            8 if *inner == Ty::Int => format!("range({})", self.expr(scope, &Ty::Int, depth)),
            8 | 9 if is_key(inner) => match self.half() {
                true => format!("{}.keys", self.exact(scope, &map(inner, &Ty::Int), depth)),
                false => {
                    let set = Ty::Set(Box::new(inner.clone()));
                    format!("{}.toList", self.exact(scope, &set, depth))
                }
            },
            _ => {
                let values = self.several(1, 3, |it| it.value(scope, inner, depth, exact));
                format!("[{}]", values.join(", "))
            }
        }
    }

    pub(super) fn map_of(
        &self,
        scope: &Scope,
        (key, value): (&Ty, &Ty),
        depth: usize,
        exact: bool,
    ) -> String {
        let this = |it: &Self| it.exact(scope, &map(key, value), depth);
        match self.below(6) {
            0 => self.each(
                scope,
                &this(self),
                "filter",
                &[key, value],
                &Ty::Bool,
                depth,
            ),
            1 => {
                let other = self.any_type(0);
                let of = self.exact(scope, &map(key, &other), depth);
                self.each(scope, &of, "map", &[key, &other], value, depth)
            }
            2 if *key == Ty::Int => format!("{}.indexed", self.exact(scope, &list(value), depth)),
            2 | 3 if matches!(value, Ty::Int | Ty::Decimal | Ty::Duration) => {
                format!("({} {} {})", this(self), self.one(&["+", "-"]), this(self))
            }
            _ => {
                let entry = |it: &Self| {
                    let value = it.value(scope, value, depth, exact);
                    format!("{}: {value}", it.value(scope, key, depth, exact))
                };
                format!("{{{}}}", self.several(1, 3, entry).join(", "))
            }
        }
    }
}
