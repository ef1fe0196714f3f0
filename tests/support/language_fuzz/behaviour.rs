//! What commands decide, and what events, read models and processes do.

use super::collections::list;
use super::parts::DEPTH;
use super::plan::{Aggregate, Command, Process, ReadModel};
use super::{Field, Scope, Ty, Writer};

/// What stands in a block beside `let`, `if` and `for`.
type Doing<'a> = &'a dyn Fn(&Scope) -> String;

impl Writer<'_> {
    /// Statements, some of them in others.
    fn block(&self, scope: &Scope, depth: usize, doing: Doing<'_>) -> String {
        let mut scope = scope.clone();
        let mut lines = Vec::new();
        for _ in 0..1 + self.below(3) {
            match self.below(if depth == 0 { 4 } else { 8 }) {
                3 => {
                    let (name, ty) = (self.fresh("v"), self.any_type(1));
                    let value = self.exact(&scope, &ty, DEPTH);
                    lines.push(format!("let {name} = {value}"));
                    scope = scope.knows(&name, ty);
                }
                4 | 5 => {
                    let block = |this: &Self| this.block(&scope, depth - 1, doing);
                    let condition = |this: &Self| this.expr(&scope, &Ty::Bool, 2);
                    let mut text = format!("if {} {{\n{}\n}}", condition(self), block(self));
                    if self.rarely() {
                        text += &format!(" else if {} {{\n{}\n}}", condition(self), block(self));
                    }
                    if self.half() {
                        text += &format!(" else {{\n{}\n}}", block(self));
                    }
                    lines.push(text);
                }
                6 => lines.push(self.each_of(&scope, depth - 1, doing)),
                _ => lines.push(doing(&scope)),
            }
        }
        lines.join("\n")
    }

    fn each_of(&self, scope: &Scope, depth: usize, doing: Doing<'_>) -> String {
        let (key, value) = (self.key_type(), self.any_type(1));
        let (one, other) = (self.fresh("e"), self.fresh("e"));
        let (names, collection, inner) = match self.below(3) {
            0 => (one.clone(), list(&value), scope.clone().knows(&one, value)),
            1 => {
                let set = Ty::Set(Box::new(key.clone()));
                (one.clone(), set, scope.clone().knows(&one, key))
            }
            _ => {
                let map = Ty::Map(Box::new(key.clone()), Box::new(value.clone()));
                let inner = scope.clone().knows(&one, key).knows(&other, value);
                (format!("{one}, {other}"), map, inner)
            }
        };
        let collection = self.exact(scope, &collection, 2);
        let block = self.block(&inner, depth, doing);
        format!("for {names} in {collection} {{\n{block}\n}}")
    }

    /// What a command decides; where nothing refuses it, it records something.
    pub(super) fn deciding(&self, scope: &Scope, of: &Aggregate) -> String {
        let record = |scope: &Scope| {
            let event = self.one(&of.events);
            let arguments = self.arguments(scope, &event.fields.all, &[], DEPTH);
            format!("record {}({arguments})", event.name)
        };
        let doing = |scope: &Scope| {
            let code = self.sometimes(|this| format!("{} ", this.one(&["TWICE", "TOO_MANY"])));
            match self.below(9) {
                0 | 1 => {
                    let condition = self.expr(scope, &Ty::Bool, DEPTH);
                    let always = if self.half() { " or true" } else { "" };
                    let reason = self.template(scope, 2);
                    format!("require ({condition}{always}) else {code}{reason}")
                }
                2 => {
                    let condition = self.expr(scope, &Ty::Bool, 2);
                    format!(
                        "if {condition} {{ refuse {code}{} }}",
                        self.template(scope, 2)
                    )
                }
                _ => record(scope),
            }
        };
        format!("{}\n{}", self.block(scope, 2, &doing), record(scope))
    }

    /// What changes in these places.
    fn change(&self, scope: &Scope, places: &[Field]) -> String {
        let Some(place) = self.dice.pick(places) else {
            let (name, value) = (self.fresh("v"), self.exact(scope, &Ty::Int, 1));
            return format!("let {name} = {value}");
        };
        self.change_of(scope, &place.name, &place.ty, 2)
    }

    fn change_of(&self, scope: &Scope, place: &str, ty: &Ty, depth: usize) -> String {
        let value = |ty: &Ty| self.expr(scope, ty, DEPTH);
        let exact = |ty: &Ty| self.exact(scope, ty, DEPTH);
        let sign = *self.one(&["+=", "-="]);
        let deeper = depth > 0 && self.half();
        match ty {
            _ if self.dice.chance(300) => format!("{place} = {}", value(ty)),
            Ty::Int | Ty::Decimal | Ty::Duration => format!("{place} {sign} {}", value(ty)),
            Ty::Instant | Ty::Date => format!("{place} {sign} {}", exact(&Ty::Duration)),
            Ty::Text => format!("{place} += {}", exact(ty)),
            Ty::Map(key, inner) if deeper => {
                let place = format!("{place}[{}]", value(key));
                self.change_of(scope, &place, inner, depth - 1)
            }
            Ty::Map(key, inner) => {
                let amounts = matches!(**inner, Ty::Int | Ty::Decimal | Ty::Duration);
                match amounts && self.half() {
                    true => format!("{place} {sign} {}", exact(ty)),
                    false => format!("remove {place}[{}]", value(key)),
                }
            }
            Ty::List(inner) if deeper => {
                let place = format!("{place}[{}]", value(&Ty::Int));
                self.change_of(scope, &place, inner, depth - 1)
            }
            Ty::List(_) if self.rarely() => format!("{place} += {}", exact(ty)),
            Ty::List(inner) | Ty::Set(inner) => match self.below(3) {
                0 => format!("remove {} from {place}", value(inner)),
                _ => format!("add {} to {place}", value(inner)),
            },
            Ty::Record(index) if deeper => {
                let field = self.one(&self.plan.records[*index].fields.all);
                let place = format!("{place}.{}", field.name);
                self.change_of(scope, &place, &field.ty, depth - 1)
            }
            _ => format!("{place} = {}", value(ty)),
        }
    }

    /// How a state evolves.
    pub(super) fn evolving(&self, scope: &Scope, state: &[Field]) -> String {
        self.block(scope, 1, &|scope| self.change(scope, state))
    }

    /// What an event changes in a read model.
    pub(super) fn projecting(&self, scope: &Scope, it: &ReadModel) -> String {
        let mut scope = scope.clone().state(&it.state.all);
        let own = it.key.len() == 1;
        let keys: Vec<String> = it
            .key
            .iter()
            .map(|part| self.expr(&scope, &part.ty, 1))
            .collect();
        let other = format!("rows[{}]", keys.join(", "));
        scope.conditions.push(match keys.as_slice() {
            [one] => format!("({one} in rows)"),
            _ => format!("([{}] in rows)", keys.join(", ")),
        });
        let mut places = it.state.all.clone();
        for row in own.then_some("row").into_iter().chain([other.as_str()]) {
            for column in &it.columns.all {
                let name = format!("{row}.{}", column.name);
                let ty = column.ty.clone();
                places.push(Field { name, ty });
            }
        }
        let scope = scope.with(&places[it.state.all.len()..]);
        let doing = |scope: &Scope| match self.below(10) {
            0 if own => "remove row".to_owned(),
            1 => format!("remove {other}"),
            _ => self.change(scope, &places),
        };
        self.block(&scope, 1, &doing)
    }

    /// The aggregate to which a process sends commands, if there is one after that of which it hears.
    pub(super) fn sent_to(&self, it: &Process) -> Option<&Aggregate> {
        self.plan.aggregates.get(it.of + 1)
    }

    /// A process or a translation.
    pub(super) fn process_part(&self, it: &Process) -> String {
        let word = if it.is_translation {
            "translation"
        } else {
            "process"
        };
        let by = match &it.key {
            Some(key) => format!(" by {}: Id", key.name),
            None => String::new(),
        };
        let title = self.sometimes(|_| " \"A process\"".to_owned());
        let state = it
            .state
            .all
            .iter()
            .map(|it| format!("{}: {}", it.name, self.written(&it.ty)));
        let mut parts = format!("state {{\n{}\n}}\n", state.collect::<Vec<_>>().join("\n"));
        for deadline in &it.deadlines {
            parts += &format!("deadline {deadline}\n");
        }
        let of = &self.plan.aggregates[it.of];
        for (place, event) in of.events.iter().enumerate() {
            let scope = self
                .scope()
                .with(&event.fields.all)
                .with(std::slice::from_ref(&of.key));
            let scope = self.of_any_event(scope);
            let starts = if place == 0 && self.half() {
                "starts "
            } else {
                ""
            };
            let instance = match &it.key {
                Some(key) if key.name == of.key.name && self.half() => String::new(),
                Some(_) => format!(" for {}", self.expr(&scope, &Ty::Text, 2)),
                None => String::new(),
            };
            parts += &self.clause(
                it,
                scope,
                &format!("{starts}on {}{instance}", event.name),
                true,
            );
        }
        for deadline in &it.deadlines {
            parts += &self.clause(it, self.scope(), &format!("on {deadline}"), false);
        }
        for command in self.sent_to(it).into_iter().flat_map(|to| &to.commands) {
            if self.half() {
                let to = self.sent_to(it).map(|to| &to.key);
                let mut scope = self.scope().with(to.map_or(&[], std::slice::from_ref));
                scope = scope.with(&command.inputs.all);
                scope = scope.knows("code", Ty::Text).knows("reason", Ty::Text);
                parts += &self.clause(it, scope, &format!("on refusal of {}", command.name), false);
            }
        }
        format!("{word} {}{title}{by} {{\n{parts}}}", it.name)
    }

    fn clause(&self, it: &Process, scope: Scope, head: &str, may_go_on: bool) -> String {
        let key = it.key.iter().map(|key| Field {
            name: key.name.clone(),
            ty: Ty::Id,
        });
        let mut scope = scope;
        for key in key {
            if !scope.vars.iter().any(|known| known.name == key.name) {
                scope = scope.with(&[key]);
            }
        }
        let scope = scope
            .state(&it.state.all)
            .knows("now", Ty::Instant)
            .knows("isNew", Ty::Bool);
        let when = match self.dice.chance(250) {
            true => format!(" when {}", self.expr(&scope, &Ty::Bool, DEPTH)),
            false => String::new(),
        };
        let rule = self.sometimes(|this| format!(" \"{}\"", this.fresh("M")));
        let doing = |scope: &Scope| self.doing(scope, it, may_go_on);
        format!(
            "{head}{when}{rule} {{\n{}\n}}\n",
            self.block(&scope, 1, &doing)
        )
    }

    /// What a process does. Only what an event brings about goes on, so that all comes to its end.
    fn doing(&self, scope: &Scope, it: &Process, may_go_on: bool) -> String {
        let deadline = self.dice.pick(&it.deadlines);
        match (self.below(9), deadline) {
            (0, Some(deadline)) if may_go_on => {
                format!("set {deadline} at {}", self.expr(scope, &Ty::Instant, 2))
            }
            (1, Some(deadline)) => format!("cancel {deadline}"),
            (2, _) if self.rarely() || !may_go_on => "end".to_owned(),
            (3, _) if self.rarely() || !may_go_on => format!("fail {}", self.template(scope, 2)),
            (4..=6, _) if may_go_on && self.sent_to(it).is_some() => self.send(scope, it),
            _ => self.change(scope, &it.state.all),
        }
    }

    fn send(&self, scope: &Scope, it: &Process) -> String {
        let Some(to) = self.sent_to(it) else {
            return "end".to_owned();
        };
        let command = self.one(&to.commands);
        let fields = Self::with_key(to, command);
        let arguments = self.arguments(scope, &fields, &[], DEPTH);
        let until = match self.rarely() {
            true => format!(" not after {}", self.expr(scope, &Ty::Instant, 2)),
            false => String::new(),
        };
        let asked = it
            .state
            .all
            .iter()
            .filter(|it| it.name.starts_with("asked"));
        let asked: Vec<&Field> = asked.collect();
        self.sent
            .borrow_mut()
            .push((it.name.clone(), command.name.clone()));
        let known_as = self.sometimes(|this| format!(" as {}", this.one(&asked).name));
        format!("send {}({arguments}){until}{known_as}", command.name)
    }

    /// The fields of a command, its key first.
    pub(super) fn with_key(of: &Aggregate, command: &Command) -> Vec<Field> {
        let key = std::iter::once(&of.key);
        key.chain(&command.inputs.all).cloned().collect()
    }
}
