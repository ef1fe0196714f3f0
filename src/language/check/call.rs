//! Calls: arguments for fields, records, calculations.

use super::Checker;
use super::expression::{Typed, Wanted, apply};
use super::known::Kind;
use super::operator::is_number;
use super::report::list;
use super::scope::{Body, Scope};
use super::types::Member;
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Known, Operator, Type};
use crate::language::syntax::expression::{self as tree, Argument, Call, ExprKind, Literal};
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// The longest new code.
const LONGEST_CODE: i64 = 32;

/// How many calculations may call each other in a row.
const LONGEST_CHAIN: usize = 16;

/// How arguments find their fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arguments {
    /// In order or by name; a bare name fills the field of that name.
    ByName,
    /// In order or by name.
    InOrder,
}

impl<'t> Checker<'t> {
    /// The arguments of a call, each at the place of its field. What is left out is nothing.
    pub(super) fn arguments(
        &mut self,
        scope: &mut Scope,
        call: &'t Call,
        fields: &[Member],
        how: Arguments,
    ) -> Vec<Option<Expr>> {
        let mut filled: Vec<Option<Expr>> = fields.iter().map(|_| None).collect();
        let mut taken = vec![false; fields.len()];
        for (place, argument) in call.arguments.iter().enumerate() {
            if matches!(argument.value.kind, ExprKind::Rest) {
                continue;
            }
            let Some(place) = self.place_of(argument, place, fields, how, call) else {
                self.expr(scope, &argument.value, Wanted::Unclear);
                continue;
            };
            let field = fields.get(place);
            if let (Some(field), Some(name)) = (field, &argument.name) {
                self.means(name, field.span);
            }
            if let (Some(field), Some(true)) = (field, taken.get(place)) {
                let message = format!("`{}` is given twice.", field.name);
                self.error(Code::WrongArguments, argument.value.span, message)
                    .hint("Name what each argument is for: `name: value`.")
                    .tell();
            }
            let Some(field) = field else { continue };
            let expr = self.expr_as(scope, &argument.value, &field.ty);
            if let (Some(slot), Some(taken)) = (filled.get_mut(place), taken.get_mut(place)) {
                *taken = true;
                *slot = expr;
            }
        }
        let mut rest = call.arguments.iter();
        if let Some(rest) = rest.find(|it| matches!(it.value.kind, ExprKind::Rest)) {
            for ((field, slot), taken) in fields.iter().zip(&mut filled).zip(taken) {
                if !taken {
                    *slot = self.filled_by_name(scope, field, rest.value.span);
                }
            }
        }
        filled
    }

    /// What is known by the name of a field.
    fn filled_by_name(&mut self, scope: &mut Scope, field: &Member, span: Span) -> Option<Expr> {
        let name = Word {
            text: field.name.clone(),
            span,
        };
        let wanted = field.ty.as_ref()?;
        if scope.find(&name.text).is_none() {
            let message = format!("`..` finds nothing called `{}` here.", field.name);
            self.error(Code::UnknownName, span, message)
                .hint(format!("Give it yourself: `{}: …`.", field.name))
                .tell();
            return None;
        }
        let typed = self.name_of_value(scope, &name, Wanted::Is(wanted));
        self.coerced(typed, wanted, span)
    }

    fn place_of(
        &mut self,
        argument: &Argument,
        place: usize,
        fields: &[Member],
        how: Arguments,
        call: &Call,
    ) -> Option<usize> {
        let named = |name: &str| fields.iter().position(|field| field.name == name);
        if let Some(name) = &argument.name {
            let found = named(&name.text);
            if found.is_none() {
                let message = format!("`{}` has no `{}`.", call.name.text, name.text);
                let hint = self.fields_hint(&name.text, fields);
                self.error(Code::UnknownField, name.span, message)
                    .hint(hint)
                    .tell();
            }
            return found;
        }
        if let (ExprKind::Name(name), Arguments::ByName) = (&argument.value.kind, how)
            && let Some(found) = named(&name.text)
        {
            return Some(found);
        }
        if place >= fields.len() {
            let message = match fields.len() {
                0 => format!("`{}` takes no arguments.", call.name.text),
                count => format!("`{}` takes {}.", call.name.text, arguments(count)),
            };
            let before = place
                .checked_sub(1)
                .and_then(|before| call.arguments.get(before));
            let hint = match (before.and_then(whole), whole(argument)) {
                (Some(whole), Some(parts)) => {
                    format!("A decimal is written with a point: `{whole}.{parts}`.")
                }
                _ => String::new(),
            };
            self.error(Code::WrongArguments, argument.value.span, message)
                .hint(hint)
                .tell();
            return None;
        }
        Some(place)
    }

    fn fields_hint(&self, name: &str, fields: &[Member]) -> String {
        let names = || fields.iter().map(|field| field.name.as_str());
        let hint = self.did_you_mean(name, names());
        match hint.is_empty() && !fields.is_empty() {
            true => format!("It has {}.", list(names())),
            false => hint,
        }
    }

    /// The arguments of a call that leaves nothing out.
    pub(super) fn all_arguments(
        &mut self,
        scope: &mut Scope,
        call: &'t Call,
        fields: &[Member],
        how: Arguments,
    ) -> Option<Vec<Expr>> {
        let is_rest = |it: &Argument| matches!(it.value.kind, ExprKind::Rest);
        let given = match call.arguments.iter().any(is_rest) {
            true => fields.len(),
            false => call.arguments.len(),
        };
        let filled = self.arguments(scope, call, fields, how);
        let missing: Vec<&str> = fields
            .iter()
            .zip(&filled)
            .filter(|(field, expr)| expr.is_none() && !self.is_given(call, &field.name))
            .map(|(field, _)| field.name.as_str())
            .collect();
        if given < fields.len() && !missing.is_empty() {
            // An argument with a mistake in it was given, so only as many as are lacking are missing.
            let lacking = missing.iter().rev().take(fields.len() - given).rev();
            let message = format!("`{}` lacks {}.", call.name.text, list(lacking.copied()));
            self.error(Code::WrongArguments, call.span, message)
                .hint("Every field is told; a bare name fills the field of that name.")
                .tell();
        }
        filled.into_iter().collect()
    }

    fn is_given(&self, call: &Call, field: &str) -> bool {
        call.arguments.iter().any(|argument| match &argument.name {
            Some(name) => name.text == field,
            None => matches!(&argument.value.kind, ExprKind::Name(name) if name.text == field),
        })
    }

    /// `f(…)`, `Record(…)`, `min(a, b)`.
    pub(super) fn call(&mut self, scope: &mut Scope, call: &'t Call, wanted: Wanted<'_>) -> Typed {
        let name = call.name.text.as_str();
        if is_built_in(name) {
            self.means_built_in(&call.name);
        }
        match name {
            "min" | "max" => return self.least_or_most(scope, call, wanted),
            "range" => return self.range(scope, call),
            "newCode" => return self.new_code(scope, call),
            _ => {}
        }
        if let Some(index) = self.types.record(name) {
            self.means_type(&call.name);
            return self.record_of(scope, call, index);
        }
        if let Some(index) = self.find(Kind::Calculation, &call.name) {
            return self.calculation(scope, call, index);
        }
        for argument in &call.arguments {
            self.expr(scope, &argument.value, Wanted::Unclear);
        }
        let hint = if self.known.find(Kind::Event, name).is_some() {
            format!("It is an event: a command says `record {name}(…)`.")
        } else if self.known.find(Kind::Command, name).is_some() {
            format!("It is a command: a process says `send {name}(…)`.")
        } else {
            let known = self
                .known
                .names(Kind::Calculation)
                .chain(["min", "max", "range", "newCode"]);
            self.did_you_mean(name, known.chain(self.types.record_names()))
        };
        let message = format!("There is no calculation and no record `{name}`.");
        self.error(Code::UnknownCalculation, call.name.span, message)
            .hint(hint)
            .tell();
        Typed::wrong()
    }

    fn record_of(&mut self, scope: &mut Scope, call: &'t Call, index: usize) -> Typed {
        let Some(record) = self.types.records.get(index) else {
            return Typed::wrong();
        };
        let (fields, initial) = (record.fields.clone(), record.initial.clone());
        if initial.iter().all(Option::is_none) {
            let filled = self.all_arguments(scope, call, &fields, Arguments::ByName);
            return filled.map_or_else(Typed::wrong, |filled| {
                Typed::new(Expr::Record(filled), Type::Record(index))
            });
        }
        let errors = self.report.errors();
        let filled = self.arguments(scope, call, &fields, Arguments::ByName);
        let begun =
            filled
                .into_iter()
                .zip(initial)
                .zip(fields.iter())
                .map(|((expr, initial), field)| {
                    let initial = initial.map(Expr::Constant);
                    expr.or(initial).ok_or(field.name.as_str())
                });
        let begun: Result<Vec<Expr>, &str> = begun.collect();
        match begun {
            Ok(values) => Typed::new(Expr::Record(values), Type::Record(index)),
            Err(missing) => {
                if self.report.errors() == errors {
                    let message = format!("`{}` lacks `{missing}`.", call.name.text);
                    self.error(Code::WrongArguments, call.span, message).tell();
                }
                Typed::wrong()
            }
        }
    }

    fn calculation(&mut self, scope: &mut Scope, call: &'t Call, index: usize) -> Typed {
        let Some(function) = self.known.functions.get(index) else {
            return Typed::wrong();
        };
        let (parameters, result) = (Rc::clone(&function.parameters), function.result.clone());
        let depth = function.depth;
        let filled = self.all_arguments(scope, call, &parameters, Arguments::InOrder);
        let Some(depth) = depth else {
            let message = format!("`{}` is used before it is defined.", call.name.text);
            self.error(Code::UsedTooEarly, call.name.span, message)
                .hint("A calculation uses only those that stand before it, and never itself.")
                .tell();
            return Typed::wrong();
        };
        if depth > LONGEST_CHAIN {
            let message =
                format!("More than {LONGEST_CHAIN} calculations use each other in a row.");
            self.error(Code::BeyondLimit, call.name.span, message)
                .tell();
            return Typed::wrong();
        }
        self.chain = self.chain.max(depth);
        match (filled, result) {
            (Some(filled), Some(result)) => Typed::new(Expr::Call(index, filled), result),
            _ => Typed::wrong(),
        }
    }

    fn least_or_most(&mut self, scope: &mut Scope, call: &'t Call, wanted: Wanted<'_>) -> Typed {
        let [one, other] = call.arguments.as_slice() else {
            let message = format!("`{}` takes two values.", call.name.text);
            self.error(Code::WrongArguments, call.span, message).tell();
            return Typed::wrong();
        };
        let wanted = match wanted {
            Wanted::Is(ty) if is_number(ty) => wanted,
            Wanted::Unclear => Wanted::Unclear,
            _ => Wanted::Any,
        };
        let (operands, ty) = self.alike(scope, &[&one.value, &other.value], wanted);
        let operator = match call.name.text.as_str() {
            "min" => Operator::Min,
            _ => Operator::Max,
        };
        match ty {
            Some(ty) if is_number(&ty) => Typed::new(apply(operator, operands), ty),
            Some(ty @ Type::Optional(_)) => {
                self.may_be_none(&ty, call.span);
                Typed::wrong()
            }
            Some(ty) => {
                let ty = self.types.describe(&ty);
                let message = format!("`{}` takes numbers and times, not `{ty}`.", call.name.text);
                self.error(Code::WrongOperands, call.span, message).tell();
                Typed::wrong()
            }
            None => Typed::wrong(),
        }
    }

    /// `range(n)`: the whole numbers from 0 up to `n`.
    fn range(&mut self, scope: &mut Scope, call: &'t Call) -> Typed {
        let [Argument { name: None, value }] = call.arguments.as_slice() else {
            self.error(
                Code::WrongArguments,
                call.span,
                "`range` takes one whole number.",
            )
            .hint("For example `range(3)`, which is `[0, 1, 2]`.")
            .tell();
            return Typed::wrong();
        };
        let count = self.expr_of(scope, value, &Type::Int);
        count.map_or_else(Typed::wrong, |count| {
            Typed::new(
                apply(Operator::Range, vec![count]),
                Type::List(Box::new(Type::Int)),
            )
        })
    }

    fn new_code(&mut self, scope: &mut Scope, call: &'t Call) -> Typed {
        if scope.body != Body::Command {
            let message = format!("`newCode` is not known in {}.", scope.body.name());
            self.error(Code::MisplacedName, call.name.span, message)
                .hint("Only a command makes one; record it with the event.")
                .tell();
            return Typed::wrong();
        }
        let letters = match call.arguments.as_slice() {
            [Argument { name: None, value }] => letters(value),
            _ => None,
        };
        let Some(letters) = letters else {
            let message = format!("`newCode` takes a number of letters from 1 to {LONGEST_CODE}.");
            self.error(Code::WrongArguments, call.span, message)
                .hint("For example `newCode(6)`.")
                .tell();
            return Typed::wrong();
        };
        let known = Known::NewCode(scope.next_id(), letters);
        Typed::new(Expr::Known(known), Type::Text)
    }
}

/// Whether every model has a calculation of this name.
pub(super) fn is_built_in(name: &str) -> bool {
    matches!(name, "min" | "max" | "range" | "newCode")
}

/// A whole number that is written out.
fn whole(argument: &Argument) -> Option<i64> {
    match argument.value.kind {
        ExprKind::Literal(Literal::Int(number)) => Some(number),
        _ => None,
    }
}

fn letters(tree: &tree::Expr) -> Option<usize> {
    match tree.kind {
        ExprKind::Literal(Literal::Int(count @ 1..=LONGEST_CODE)) => usize::try_from(count).ok(),
        _ => None,
    }
}

fn arguments(count: usize) -> String {
    match count {
        1 => "one argument".to_owned(),
        count => format!("{count} arguments"),
    }
}
