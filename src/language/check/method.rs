//! Methods: what values of a type can do.

use super::Checker;
use super::expression::{Typed, Wanted, apply, number};
use super::foreign;
use super::report::list;
use super::scope::Scope;
use super::types::{is_key, optional};
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Operator, Type};
use crate::language::syntax::Word;
use crate::language::syntax::expression::{self as tree, Argument, ExprKind};

const OF_LIST: &[&str] = &[
    "size", "isEmpty", "map", "filter", "any", "all", "count", "sum", "first", "last", "sortBy",
    "toSet", "toList", "join", "take", "indexed", "flat",
];
const OF_MAP: &[&str] = &[
    "size", "isEmpty", "keys", "values", "get", "has", "map", "filter", "any", "all", "count",
    "sum", "toList",
];
const OF_TEXT: &[&str] = &[
    "size",
    "isEmpty",
    "before",
    "after",
    "trim",
    "lower",
    "upper",
    "startsWith",
    "endsWith",
    "contains",
    "isEmail",
    "isWord",
];
const OF_INT: &[&str] = &["abs", "toDecimal"];
const OF_DECIMAL: &[&str] = &["abs", "round", "toInt"];
const OF_DURATION: &[&str] = &["abs", "inMinutes", "inDays"];

/// What stands before the point, and what it is of.
pub(super) type Subject = (Expr, Type);

/// A method as it is written.
pub(super) struct Method<'t> {
    pub(super) name: &'t Word,
    pub(super) arguments: &'t [Argument],
}

impl<'t> Checker<'t> {
    /// `a.method(…)`.
    pub(super) fn method_call(
        &mut self,
        scope: &mut Scope,
        base: &'t tree::Expr,
        name: &'t Word,
        arguments: &'t [Argument],
        wanted: Wanted<'_>,
    ) -> Typed {
        let typed = self.expr(scope, base, Wanted::Any);
        match typed.ty {
            Some(ty) => self.method(scope, (typed.expr, ty), name, arguments, wanted),
            None => {
                for argument in arguments {
                    if !matches!(argument.value.kind, ExprKind::Lambda(..)) {
                        self.expr(scope, &argument.value, Wanted::Unclear);
                    }
                }
                Typed::wrong()
            }
        }
    }

    /// What a method gives.
    pub(super) fn method(
        &mut self,
        scope: &mut Scope,
        subject: Subject,
        name: &'t Word,
        arguments: &'t [Argument],
        wanted: Wanted<'_>,
    ) -> Typed {
        let (method, of) = (Method { name, arguments }, subject.1.clone());
        let typed = self.method_of(scope, subject, &method, wanted);
        self.means_method(name, of, &typed.ty);
        typed
    }

    fn method_of(
        &mut self,
        scope: &mut Scope,
        subject: Subject,
        method: &Method<'t>,
        wanted: Wanted<'_>,
    ) -> Typed {
        match subject.1.clone() {
            Type::List(inner) => self.of_list(scope, subject, *inner, false, method, wanted),
            Type::Set(inner) => self.of_list(scope, subject, *inner, true, method, wanted),
            Type::Map(key, value) => self.of_map(scope, subject, (*key, *value), method, wanted),
            Type::Text | Type::Id => self.of_text(scope, subject, method),
            Type::Int | Type::Decimal | Type::Duration | Type::Date | Type::Instant => {
                self.of_number(scope, subject, method)
            }
            ty @ Type::Optional(_) => {
                self.may_be_none(&ty, method.name.span);
                Typed::wrong()
            }
            Type::Bool | Type::Enum(_) | Type::Record(_) => {
                self.no_method(&subject.1, method.name, &[])
            }
        }
    }

    fn no_method(&mut self, ty: &Type, name: &Word, known: &[&str]) -> Typed {
        let is = self.types.describe(ty);
        let message = format!("A value of the type `{is}` has no `{}`.", name.text);
        let foreign = foreign::method_hint(ty, &name.text).map(str::to_owned);
        let mut hint =
            foreign.unwrap_or_else(|| self.did_you_mean(&name.text, known.iter().copied()));
        if hint.is_empty() && !known.is_empty() {
            hint = format!("It has {}.", list(known.iter().copied()));
        }
        self.error(Code::UnknownMethod, name.span, message)
            .hint(hint)
            .tell();
        Typed::wrong()
    }

    /// Arguments of these types, and no others.
    fn operands(
        &mut self,
        scope: &mut Scope,
        method: &Method<'t>,
        wanted: &[Type],
    ) -> Option<Vec<Expr>> {
        let arguments = method.arguments;
        if arguments.len() != wanted.len() || arguments.iter().any(|it| it.name.is_some()) {
            let wanted: Vec<String> = wanted.iter().map(|ty| self.types.describe(ty)).collect();
            let message = match wanted.is_empty() {
                true => format!("`{}` takes no arguments.", method.name.text),
                false => format!(
                    "It is written `{}({})`.",
                    method.name.text,
                    wanted.join(", ")
                ),
            };
            self.error(Code::WrongArguments, method.name.span, message)
                .tell();
            return None;
        }
        let exprs = arguments.iter().zip(wanted);
        let exprs: Vec<Option<Expr>> = exprs
            .map(|(argument, ty)| self.expr_of(scope, &argument.value, ty))
            .collect();
        exprs.into_iter().collect()
    }

    /// An operator on the subject and arguments of these types.
    fn applied(
        &mut self,
        scope: &mut Scope,
        subject: Expr,
        method: &Method<'t>,
        wanted: &[Type],
        (operator, ty): (Operator, Type),
    ) -> Typed {
        let Some(arguments) = self.operands(scope, method, wanted) else {
            return Typed::wrong();
        };
        let operands = std::iter::once(subject).chain(arguments).collect();
        Typed::new(apply(operator, operands), ty)
    }

    fn is_empty(
        &mut self,
        scope: &mut Scope,
        subject: Expr,
        method: &Method<'t>,
        size: Operator,
    ) -> Typed {
        let sized = self.applied(scope, subject, method, &[], (size, Type::Int));
        match sized.ty {
            Some(_) => {
                let operands = vec![sized.expr, number(0)];
                Typed::new(apply(Operator::Equal, operands), Type::Bool)
            }
            None => sized,
        }
    }

    fn of_list(
        &mut self,
        scope: &mut Scope,
        subject: Subject,
        inner: Type,
        is_set: bool,
        method: &Method<'t>,
        wanted: Wanted<'_>,
    ) -> Typed {
        let (expr, ty) = subject;
        let size = match is_set {
            true => Operator::SizeOfSet,
            false => Operator::SizeOfList,
        };
        match method.name.text.as_str() {
            "size" => self.applied(scope, expr, method, &[], (size, Type::Int)),
            "isEmpty" => self.is_empty(scope, expr, method, size),
            "first" | "last" | "take" | "indexed" | "flat" | "join" => {
                // What asks for places takes the elements of a set in their own order.
                let list = match is_set {
                    true => apply(Operator::ToList, vec![expr]),
                    false => expr,
                };
                self.by_place(scope, list, inner, method)
            }
            "toList" | "toSet" if is_set == (method.name.text == "toSet") => {
                match self.operands(scope, method, &[]) {
                    Some(_) => Typed::new(expr, ty),
                    None => Typed::wrong(),
                }
            }
            "toList" => {
                let result = (Operator::ToList, Type::List(Box::new(inner)));
                self.applied(scope, expr, method, &[], result)
            }
            "toSet" if !is_key(&inner) => self.no_key(&inner, method.name.span),
            "toSet" => {
                let result = (Operator::ToSet, Type::Set(Box::new(inner)));
                self.applied(scope, expr, method, &[], result)
            }
            "map" | "filter" | "any" | "all" | "count" | "sum" | "sortBy" => {
                self.each_of_list(scope, (expr, ty), inner, method, wanted)
            }
            _ => self.no_method(&ty, method.name, OF_LIST),
        }
    }

    /// What goes by the places of a list.
    fn by_place(
        &mut self,
        scope: &mut Scope,
        list: Expr,
        inner: Type,
        method: &Method<'t>,
    ) -> Typed {
        let int = [Type::Int];
        let text = [Type::Text];
        let (wanted, operator, ty): (&[Type], Operator, Type) = match method.name.text.as_str() {
            "first" => (&[], Operator::First, optional(inner)),
            "last" => (&[], Operator::Last, optional(inner)),
            "take" => (&int, Operator::Take, Type::List(Box::new(inner))),
            "indexed" => {
                let ty = Type::Map(Box::new(Type::Int), Box::new(inner));
                (&[], Operator::Indexed, ty)
            }
            "flat" if matches!(inner, Type::List(_)) => (&[], Operator::Flat, inner),
            "flat" => {
                let what = "A list of lists becomes one list";
                return self.wrong_elements(&inner, method, what, "");
            }
            _ if matches!(inner, Type::Text | Type::Id) => (&text, Operator::JoinAll, Type::Text),
            _ => {
                let hint = "Make texts of them first: `.map(x => \"{x}\")`.";
                return self.wrong_elements(&inner, method, "Texts are joined", hint);
            }
        };
        self.applied(scope, list, method, wanted, (operator, ty))
    }

    fn wrong_elements(
        &mut self,
        inner: &Type,
        method: &Method<'t>,
        what: &str,
        hint: &str,
    ) -> Typed {
        let inner = self.types.describe(inner);
        let message = format!("{what}, and these are of the type `{inner}`.");
        self.error(Code::WrongOperands, method.name.span, message)
            .hint(hint)
            .tell();
        Typed::wrong()
    }

    fn of_map(
        &mut self,
        scope: &mut Scope,
        (expr, ty): Subject,
        (key, value): (Type, Type),
        method: &Method<'t>,
        wanted: Wanted<'_>,
    ) -> Typed {
        let size = Operator::SizeOfMap;
        let list_of = |inner: Type| Type::List(Box::new(inner));
        match method.name.text.as_str() {
            "size" => self.applied(scope, expr, method, &[], (size, Type::Int)),
            "isEmpty" => self.is_empty(scope, expr, method, size),
            "keys" => self.applied(scope, expr, method, &[], (Operator::Keys, list_of(key))),
            "values" => self.applied(scope, expr, method, &[], (Operator::Values, list_of(value))),
            "get" => {
                let wanted = [key, value.clone()];
                self.applied(scope, expr, method, &wanted, (Operator::Get, value))
            }
            "has" => match self.operands(scope, method, &[key]) {
                Some(mut operands) => {
                    operands.push(expr);
                    Typed::new(apply(Operator::InMap, operands), Type::Bool)
                }
                None => Typed::wrong(),
            },
            "map" | "filter" | "any" | "all" | "count" | "sum" | "toList" => {
                self.each_of_map(scope, (expr, ty), (key, value), method, wanted)
            }
            _ => self.no_method(&ty, method.name, OF_MAP),
        }
    }

    fn of_text(&mut self, scope: &mut Scope, (expr, ty): Subject, method: &Method<'t>) -> Typed {
        let text = [Type::Text];
        let (wanted, operator, result): (&[Type], Operator, Type) = match method.name.text.as_str()
        {
            "size" => (&[], Operator::SizeOfText, Type::Int),
            "isEmpty" => return self.is_empty(scope, expr, method, Operator::SizeOfText),
            "before" => (&text, Operator::Before, Type::Text),
            "after" => (&text, Operator::After, Type::Text),
            "trim" => (&[], Operator::Trim, Type::Text),
            "lower" => (&[], Operator::Lower, Type::Text),
            "upper" => (&[], Operator::Upper, Type::Text),
            "startsWith" => (&text, Operator::StartsWith, Type::Bool),
            "endsWith" => (&text, Operator::EndsWith, Type::Bool),
            "contains" => (&text, Operator::Contains, Type::Bool),
            "isEmail" => (&[], Operator::IsEmail, Type::Bool),
            "isWord" => (&[], Operator::IsWord, Type::Bool),
            _ => return self.no_method(&ty, method.name, OF_TEXT),
        };
        self.applied(scope, expr, method, wanted, (operator, result))
    }

    fn of_number(&mut self, scope: &mut Scope, (expr, ty): Subject, method: &Method<'t>) -> Typed {
        let int = [Type::Int];
        let (wanted, operator, result): (&[Type], Operator, Type) =
            match (&ty, method.name.text.as_str()) {
                (Type::Int | Type::Decimal | Type::Duration, "abs") => (&[], Operator::Abs, ty),
                (Type::Int, "toDecimal") => (&[], Operator::ToDecimal, Type::Decimal),
                (Type::Decimal, "toInt") => (&[], Operator::ToInt, Type::Int),
                (Type::Decimal, "round") => (&int, Operator::Round, Type::Decimal),
                (Type::Instant, "date") => (&[], Operator::DateOf, Type::Date),
                (Type::Date, "instant") => (&[], Operator::InstantOf, Type::Instant),
                (Type::Duration, "inMinutes") => (&[], Operator::InMinutes, Type::Int),
                (Type::Duration, "inDays") => (&[], Operator::InDays, Type::Int),
                (Type::Int, "toInt") | (Type::Decimal, "toDecimal") => {
                    return match self.operands(scope, method, &[]) {
                        Some(_) => Typed::new(expr, ty),
                        None => Typed::wrong(),
                    };
                }
                (Type::Int, _) => return self.no_method(&ty, method.name, OF_INT),
                (Type::Decimal, _) => return self.no_method(&ty, method.name, OF_DECIMAL),
                (Type::Duration, _) => return self.no_method(&ty, method.name, OF_DURATION),
                (Type::Date, _) => return self.no_method(&ty, method.name, &["instant"]),
                _ => return self.no_method(&ty, method.name, &["date"]),
            };
        self.applied(scope, expr, method, wanted, (operator, result))
    }
}
