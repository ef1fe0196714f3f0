//! Expressions of a wanted type.

use super::collections::{list, map};
use super::{Field, Scope, Ty, Writer};

/// Types whose values have an order.
pub(super) fn ordered() -> [Ty; 6] {
    [
        Ty::Int,
        Ty::Decimal,
        Ty::Date,
        Ty::Instant,
        Ty::Duration,
        Ty::Text,
    ]
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

impl Writer<'_> {
    /// An expression where this type is wanted.
    pub(super) fn expr(&self, scope: &Scope, ty: &Ty, depth: usize) -> String {
        self.value(scope, ty, depth, false)
    }

    /// An expression that says itself of which type it is.
    pub(super) fn exact(&self, scope: &Scope, ty: &Ty, depth: usize) -> String {
        self.value(scope, ty, depth, true)
    }

    pub(super) fn value(&self, scope: &Scope, ty: &Ty, depth: usize, exact: bool) -> String {
        if self.dice.chance(400)
            && let Some(known) = self.known(scope, ty)
        {
            return known;
        }
        if depth == 0 {
            return self.literal(ty, exact);
        }
        let below = depth - 1;
        match self.below(12) {
            0 => {
                let branch = |this: &Self| this.value(scope, ty, below, exact);
                let condition = self.expr(scope, &Ty::Bool, below);
                let (one, other) = (branch(self), branch(self));
                format!("(if {condition} then {one} else {other})")
            }
            1 if !matches!(ty, Ty::Opt(_)) => {
                let optional = Ty::Opt(Box::new(ty.clone()));
                let one = self.exact(scope, &optional, below);
                let other = self.value(scope, ty, below, exact);
                format!("({one} else {other})")
            }
            2 => {
                let all = self.plan.calculations.iter().take(scope.calculations);
                let fitting: Vec<_> = all.filter(|it| it.result == *ty).collect();
                match fitting.is_empty() {
                    true => self.calculated(scope, ty, below, exact),
                    false => {
                        let calculation = self.one(&fitting);
                        let fields = &calculation.parameters.all;
                        let arguments = self.arguments(scope, fields, &[], below);
                        format!("{}({arguments})", calculation.name)
                    }
                }
            }
            3 => {
                let of = self.exact(scope, &map(&Ty::Int, ty), below);
                let key = self.expr(scope, &Ty::Int, below);
                match (self.half(), ty) {
                    (true, _) => format!("{of}[{key}]"),
                    (false, ty) => {
                        let otherwise = self.expr(scope, ty, below);
                        format!("{of}.get({key}, {otherwise})")
                    }
                }
            }
            4 => {
                let of = self.exact(scope, &list(ty), below);
                format!("{of}[{}]", self.expr(scope, &Ty::Int, below))
            }
            _ => self.calculated(scope, ty, below, exact),
        }
    }

    /// Something in the scope that is of a type, or a part of something.
    fn known(&self, scope: &Scope, ty: &Ty) -> Option<String> {
        let mut found = Vec::new();
        for var in &scope.vars {
            if var.ty == *ty {
                found.push(var.name.clone());
            }
            if let Ty::Record(index) = &var.ty {
                for field in &self.plan.records[*index].fields.all {
                    if field.ty == *ty {
                        found.push(format!("{}.{}", var.name, field.name));
                    }
                }
            }
        }
        if *ty == Ty::Bool {
            found.extend(scope.conditions.iter().cloned());
        }
        if scope.is_command && *ty == Ty::Id {
            found.push("newId".to_owned());
        }
        if scope.is_command && *ty == Ty::Text {
            found.push("newCode(6)".to_owned());
        }
        self.dice.pick(&found).cloned()
    }

    /// Arguments for fields: in order, by name, or what is known by its name.
    pub(super) fn arguments(
        &self,
        scope: &Scope,
        fields: &[Field],
        may_lack: &[bool],
        depth: usize,
    ) -> String {
        let is_known = |field: &Field| {
            let found = scope.vars.iter().find(|known| known.name == field.name);
            found.is_some_and(|known| known.ty == field.ty)
        };
        let rest = self.half() && fields.iter().any(is_known);
        let mut in_order = self.below(fields.len() + 1);
        let mut written = Vec::new();
        for (place, field) in fields.iter().enumerate() {
            if rest && is_known(field) {
                in_order = in_order.min(place);
                continue;
            }
            if may_lack.get(place) == Some(&true) && !rest && self.half() {
                in_order = in_order.min(place);
                continue;
            }
            if is_known(field) && place < in_order && self.half() {
                written.push(field.name.clone());
                continue;
            }
            let value = self.expr(scope, &field.ty, depth);
            let is_other = is_name(&value) && fields.iter().any(|it| it.name == value);
            match place < in_order && !is_other {
                true => written.push(value),
                false => {
                    in_order = in_order.min(place);
                    written.push(format!("{}: {value}", field.name));
                }
            }
        }
        if rest {
            written.push("..".to_owned());
        }
        written.join(", ")
    }

    /// What comes of an operator or a method.
    fn calculated(&self, scope: &Scope, ty: &Ty, depth: usize, exact: bool) -> String {
        match ty {
            Ty::Bool => self.condition(scope, depth),
            Ty::Int => self.whole(scope, depth),
            Ty::Decimal => self.decimal(scope, depth),
            Ty::Text => self.text(scope, depth),
            Ty::Id | Ty::Enum(_) => self.literal(ty, exact),
            Ty::Date | Ty::Instant | Ty::Duration => self.time(scope, ty, depth),
            Ty::Record(index) => {
                let record = &self.plan.records[*index];
                let spread = record.fields.all.len() - record.fields.own.len();
                let begun = std::iter::repeat_n(&false, spread).chain(&record.begun);
                let begun: Vec<bool> = begun.copied().collect();
                let arguments = self.arguments(scope, &record.fields.all, &begun, depth);
                format!("{}({arguments})", record.name)
            }
            Ty::List(inner) => self.list_of(scope, inner, depth, exact),
            Ty::Set(inner) => match self.below(3) {
                0 => {
                    let set = self.exact(scope, ty, depth);
                    self.each(scope, &set, "filter", &[inner], &Ty::Bool, depth)
                }
                1 => format!("{}.toSet", self.exact(scope, ty, depth)),
                _ => format!("{}.toSet", self.exact(scope, &list(inner), depth)),
            },
            Ty::Map(key, value) => self.map_of(scope, (key, value), depth, exact),
            Ty::Opt(inner) if !exact && self.half() => self.expr(scope, inner, depth),
            Ty::Opt(inner) => {
                let of = self.exact(scope, &list(inner), depth);
                match self.below(3) {
                    0 => format!("{of}.first"),
                    1 => format!("{of}.last"),
                    _ => {
                        let condition = self.expr(scope, &Ty::Bool, depth);
                        let one = self.exact(scope, inner, depth);
                        format!("(if {condition} then {one} else none)")
                    }
                }
            }
        }
    }

    fn condition(&self, scope: &Scope, depth: usize) -> String {
        let bool_of = |this: &Self| this.expr(scope, &Ty::Bool, depth);
        let text = |this: &Self| this.exact(scope, &Ty::Text, depth);
        match self.below(14) {
            0 => format!("({} and {})", bool_of(self), bool_of(self)),
            1 => format!("({} or {})", bool_of(self), bool_of(self)),
            2 => format!("(not {})", bool_of(self)),
            3 | 4 => {
                let ty = self.any_type(1);
                let sign = self.one(&["==", "!="]);
                let one = self.exact(scope, &ty, depth);
                let other = match matches!(ty, Ty::Opt(_)) && self.half() {
                    true => "none".to_owned(),
                    false => self.exact(scope, &ty, depth),
                };
                format!("({one} {sign} {other})")
            }
            5 | 6 => {
                let ty = match self.rarely() {
                    true => Ty::Enum(self.below(self.plan.enums.len())),
                    false => self.one(&ordered()).clone(),
                };
                let sign = self.one(&["<", "<=", ">", ">="]);
                let (one, other) = (self.exact(scope, &ty, depth), self.exact(scope, &ty, depth));
                format!("({one} {sign} {other})")
            }
            7 | 8 => {
                let (collection, types) = self.collection(scope, depth);
                let element = self.exact(scope, &types[0], depth);
                match (types.len(), self.half()) {
                    (2, true) => format!("{collection}.has({element})"),
                    _ => format!("({element} {} {collection})", self.one(&["in", "not in"])),
                }
            }
            9 => {
                let method = *self.one(&["any", "all"]);
                self.gone_through(scope, method, &Ty::Bool, depth)
            }
            10 => format!("{}.isEmpty", self.collection(scope, depth).0),
            11 => format!(
                "{}.{}",
                text(self),
                self.one(&["isEmpty", "isEmail", "isWord"])
            ),
            _ => {
                let method = self.one(&["startsWith", "endsWith", "contains"]);
                format!("{}.{method}({})", text(self), text(self))
            }
        }
    }

    /// What every amount has: sums, and the least and the greatest of two.
    fn amount(&self, scope: &Scope, ty: &Ty, depth: usize) -> String {
        let one = |this: &Self| this.exact(scope, ty, depth);
        match self.below(6) {
            0 => format!("({} + {})", one(self), one(self)),
            1 => format!("({} - {})", one(self), one(self)),
            2 => format!("(-{})", one(self)),
            3 => format!("({}).abs", one(self)),
            4 => self.gone_through(scope, "sum", ty, depth),
            _ => format!(
                "{}({}, {})",
                self.one(&["min", "max"]),
                one(self),
                one(self)
            ),
        }
    }

    fn whole(&self, scope: &Scope, depth: usize) -> String {
        let int = |this: &Self| this.exact(scope, &Ty::Int, depth);
        let duration = |this: &Self| this.exact(scope, &Ty::Duration, depth);
        match self.below(12) {
            0 => format!("({} * {})", int(self), int(self)),
            1 => format!("({} / {} else {})", int(self), int(self), int(self)),
            2 => format!("({} / -3)", int(self)),
            3 => format!("{}.size", self.collection(scope, depth).0),
            4 => format!("{}.size", self.exact(scope, &Ty::Text, depth)),
            5 => self.gone_through(scope, "count", &Ty::Bool, depth),
            6 => format!("({}).toInt", self.exact(scope, &Ty::Decimal, depth)),
            7 => format!("{}.{}", duration(self), self.one(&["inMinutes", "inDays"])),
            8 => {
                let (one, two, three) = (int(self), int(self), int(self));
                format!("({one} + {two} * {three} - 4 / 2)")
            }
            _ => self.amount(scope, &Ty::Int, depth),
        }
    }

    fn decimal(&self, scope: &Scope, depth: usize) -> String {
        let decimal = |this: &Self| this.exact(scope, &Ty::Decimal, depth);
        let int = |this: &Self| this.exact(scope, &Ty::Int, depth);
        match self.below(9) {
            0 => format!("({} * {})", decimal(self), decimal(self)),
            1 => format!("({} * {})", int(self), decimal(self)),
            2 => format!("({} / {} else {})", decimal(self), int(self), decimal(self)),
            3 => format!("({} / {} else {})", int(self), decimal(self), decimal(self)),
            4 => format!("({}).round({})", decimal(self), int(self)),
            5 => format!("({}).toDecimal", int(self)),
            6 => format!("({} + {})", decimal(self), int(self)),
            _ => self.amount(scope, &Ty::Decimal, depth),
        }
    }

    fn text(&self, scope: &Scope, depth: usize) -> String {
        let text = |this: &Self| this.exact(scope, &Ty::Text, depth);
        match self.below(6) {
            0 | 1 => self.template(scope, depth),
            2 => format!("({} + {})", text(self), text(self)),
            3 => format!(
                "{}.{}({})",
                text(self),
                self.one(&["before", "after"]),
                text(self)
            ),
            4 => format!("{}.{}", text(self), self.one(&["trim", "lower", "upper"])),
            _ => {
                let inner = match self.half() {
                    true => list(&Ty::Text),
                    false => Ty::Set(Box::new(Ty::Text)),
                };
                format!("{}.join({})", self.exact(scope, &inner, depth), text(self))
            }
        }
    }

    /// A text with values in it.
    pub(super) fn template(&self, scope: &Scope, depth: usize) -> String {
        let piece = |this: &Self| {
            let ty = this.any_type(1);
            let value = this.exact(scope, &ty, depth.saturating_sub(1));
            format!("is {{{value}}} ")
        };
        format!("\"It {}.\"", self.several(1, 2, piece).concat())
    }

    fn time(&self, scope: &Scope, ty: &Ty, depth: usize) -> String {
        let of = |ty: &Ty| self.exact(scope, ty, depth);
        let (date, instant, duration) = (Ty::Date, Ty::Instant, Ty::Duration);
        match (ty, self.below(6)) {
            (Ty::Date | Ty::Instant, 0) => format!("({} + {})", of(ty), of(&duration)),
            (Ty::Date | Ty::Instant, 1) => format!("({} - {})", of(ty), of(&duration)),
            (Ty::Date | Ty::Instant, 2) => format!("({} + {})", of(&duration), of(ty)),
            (Ty::Date | Ty::Instant, 3) => format!("min({}, {})", of(ty), of(ty)),
            (Ty::Date, _) => format!("{}.date", of(&instant)),
            (Ty::Instant, _) => format!("{}.instant", of(&date)),
            (_, 0) => format!("({} - {})", of(&date), of(&date)),
            (_, 1) => format!("({} - {})", of(&instant), of(&instant)),
            (_, 2) => format!("({} * {})", of(&duration), of(&Ty::Int)),
            (_, 3) => format!("({} * {})", of(&Ty::Decimal), of(&duration)),
            (_, 4) => format!("({} / {} else 3 s)", of(&duration), of(&Ty::Decimal)),
            _ => self.amount(scope, &duration, depth),
        }
    }
}
