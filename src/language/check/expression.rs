//! Expressions: what they mean, and of which type they are.

use super::Checker;
use super::scope::Scope;
use super::types::{Ty, fits, join, optional, without_none};
use crate::engine::decimal;
use crate::language::diagnostic::Code;
use crate::language::program::{Expr, Operator, Type};
use crate::language::syntax::Span;
use crate::language::syntax::expression::{self as tree, ExprKind, Literal, Piece};
use crate::language::value::Datum;

/// How deep expressions and statements may go.
const DEEPEST: usize = 200;

/// What is wanted of an expression.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
    /// Anything: the expression says itself what it is.
    Any,
    /// Something is wrong around it: only what is wrong within is told.
    Unclear,
    /// A value of this type.
    Is(&'a Type),
}

impl<'a> Wanted<'a> {
    /// This type, where it is known.
    pub(super) fn of(ty: &'a Ty) -> Self {
        ty.as_ref().map_or(Self::Unclear, Self::Is)
    }

    /// The wanted type, with what an optional holds instead of it.
    pub(super) fn plain(self) -> Option<&'a Type> {
        match self {
            Self::Is(ty) => Some(without_none(ty)),
            _ => None,
        }
    }
}

/// An expression and its type.
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) ty: Ty,
}

impl Typed {
    pub(super) fn new(expr: Expr, ty: Type) -> Self {
        Self { expr, ty: Some(ty) }
    }

    /// Something is wrong with it, and that is told.
    pub(super) fn wrong() -> Self {
        Self {
            expr: nothing(),
            ty: None,
        }
    }
}

/// What stands where something is wrong.
pub(super) fn nothing() -> Expr {
    Expr::Constant(Datum::None)
}

/// A number that is known.
pub(super) fn number(number: i64) -> Expr {
    Expr::Constant(Datum::Number(number))
}

/// An operator and its operands.
pub(super) fn apply(operator: Operator, operands: Vec<Expr>) -> Expr {
    Expr::Apply(operator, operands)
}

impl<'t> Checker<'t> {
    /// An expression of this type. Nothing where something is wrong with it.
    pub(super) fn expr_of(
        &mut self,
        scope: &mut Scope,
        tree: &'t tree::Expr,
        wanted: &Type,
    ) -> Option<Expr> {
        let typed = self.expr(scope, tree, Wanted::Is(wanted));
        self.coerced(typed, wanted, tree.span)
    }

    /// An expression of a type that may itself be wrong.
    pub(super) fn expr_as(
        &mut self,
        scope: &mut Scope,
        tree: &'t tree::Expr,
        wanted: &Ty,
    ) -> Option<Expr> {
        match wanted {
            Some(wanted) => self.expr_of(scope, tree, wanted),
            None => {
                self.expr(scope, tree, Wanted::Unclear);
                None
            }
        }
    }

    /// The value as one of the wanted type.
    pub(super) fn coerced(&mut self, typed: Typed, wanted: &Type, span: Span) -> Option<Expr> {
        let found = typed.ty?;
        if fits(&found, wanted) {
            return Some(typed.expr);
        }
        if found == Type::Int && *without_none(wanted) == Type::Decimal {
            return Some(to_decimal(typed.expr));
        }
        let (is, should) = (self.types.describe(&found), self.types.describe(wanted));
        if fits(without_none(&found), wanted) {
            let message =
                format!("This may be none, and a value of the type `{should}` is wanted.");
            self.error(Code::MayBeNone, span, message)
                .hint("Say what it is then: `… else …`. A test for none does not change the type.")
                .tell();
            return None;
        }
        let hint = self.conversion_hint(&typed.expr, &found, without_none(wanted));
        let message = format!("This is of the type `{is}`, and `{should}` is wanted.");
        self.error(Code::WrongType, span, message).hint(hint).tell();
        None
    }

    /// An expression, and what type it is of.
    pub(super) fn expr(
        &mut self,
        scope: &mut Scope,
        tree: &'t tree::Expr,
        wanted: Wanted<'_>,
    ) -> Typed {
        if self.depth > DEEPEST {
            let message = format!("This goes more than {DEEPEST} levels deep.");
            self.error(Code::BeyondLimit, tree.span, message).tell();
            return Typed::wrong();
        }
        self.depth += 1;
        let typed = self.shallow(scope, tree, wanted);
        self.depth -= 1;
        typed
    }

    fn shallow(&mut self, scope: &mut Scope, tree: &'t tree::Expr, wanted: Wanted<'_>) -> Typed {
        match &tree.kind {
            ExprKind::Literal(literal) => self.literal(*literal, tree.span, wanted),
            ExprKind::Text(template) => {
                let expr = self.template(scope, template);
                match wanted.plain() {
                    Some(Type::Id) => Typed::new(expr, Type::Id),
                    _ => Typed::new(expr, Type::Text),
                }
            }
            ExprKind::Name(name) => self.name_of_value(scope, name, wanted),
            ExprKind::List(elements) => self.list(scope, elements, tree.span, wanted),
            ExprKind::Map(entries) => self.map(scope, entries, tree.span, wanted),
            ExprKind::Member(base, name) => self.member(scope, base, name, wanted),
            ExprKind::Method(base, name, arguments) => {
                self.method_call(scope, base, name, arguments, wanted)
            }
            ExprKind::Call(call) => self.call(scope, call, wanted),
            ExprKind::Index(base, keys) => self.index(scope, base, keys, tree.span),
            ExprKind::Unary(operator, operand) => self.unary(scope, *operator, operand, wanted),
            ExprKind::Binary(operator, one, other) => {
                self.binary(scope, *operator, one, other, tree.span)
            }
            ExprKind::Else(one, other) => self.otherwise(scope, one, other, wanted),
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.expr_of(scope, condition, &Type::Bool);
                let (branches, ty) = self.branches(scope, [then, otherwise], wanted);
                let mut branches = branches.into_iter();
                match (condition, branches.next(), branches.next(), ty) {
                    (Some(condition), Some(then), Some(otherwise), Some(ty)) => {
                        let (then, otherwise) = (Box::new(then), Box::new(otherwise));
                        Typed::new(Expr::If(Box::new(condition), then, otherwise), ty)
                    }
                    _ => Typed::wrong(),
                }
            }
            ExprKind::Lambda(..) => {
                self.error(
                    Code::WrongLambda,
                    tree.span,
                    "`=>` stands only where a method takes it.",
                )
                .hint("For example `lines.filter(line => line.quantity > 0)`.")
                .tell();
                Typed::wrong()
            }
            ExprKind::Rest => {
                let message = "`..` stands only among arguments, as the last of them.";
                self.error(Code::WrongArguments, tree.span, message).tell();
                Typed::wrong()
            }
            ExprKind::Broken => Typed::wrong(),
        }
    }

    fn literal(&mut self, literal: Literal, span: Span, wanted: Wanted<'_>) -> Typed {
        match literal {
            Literal::Bool(yes) => Typed::new(number(i64::from(yes)), Type::Bool),
            Literal::Int(value) => Typed::new(number(value), Type::Int),
            Literal::Decimal(parts) => Typed::new(number(parts), Type::Decimal),
            Literal::Date(day) => Typed::new(number(day), Type::Date),
            Literal::Instant(millis) => Typed::new(number(millis), Type::Instant),
            Literal::Duration(millis) => Typed::new(number(millis), Type::Duration),
            Literal::None => match wanted {
                Wanted::Is(ty @ Type::Optional(_)) => Typed::new(nothing(), ty.clone()),
                Wanted::Is(ty) => {
                    let ty = self.types.describe(ty);
                    let message = format!("A value of the type `{ty}` is never none.");
                    self.error(Code::NeverNone, span, message)
                        .hint(format!("Where it may be none, its type is `{ty}?`."))
                        .tell();
                    Typed::wrong()
                }
                Wanted::Any => self.unclear(span),
                Wanted::Unclear => Typed::wrong(),
            },
        }
    }

    /// Nothing says what type something is of.
    pub(super) fn unclear(&mut self, span: Span) -> Typed {
        self.error(
            Code::UnclearType,
            span,
            "Nothing says what type this is of.",
        )
        .hint("Use it where a type is wanted, for example in a field of a record.")
        .tell();
        Typed::wrong()
    }

    /// A text with values in it.
    pub(super) fn template(&mut self, scope: &mut Scope, template: &'t tree::Template) -> Expr {
        let mut parts = Vec::new();
        for piece in &template.pieces {
            match piece {
                Piece::Plain(text) => {
                    parts.push(Expr::Constant(Datum::Text(self.texts.intern(text))))
                }
                Piece::Value(value) => {
                    let typed = self.expr(scope, value, Wanted::Any);
                    match typed.ty {
                        Some(Type::Text | Type::Id) => parts.push(typed.expr),
                        Some(ty) => parts.push(Expr::Show(Box::new(typed.expr), ty)),
                        None => {}
                    }
                }
            }
        }
        match parts.as_slice() {
            [] => Expr::Constant(Datum::Text(self.texts.intern(""))),
            [Expr::Constant(_)] => parts.pop().unwrap_or_else(nothing),
            _ => Expr::Join(parts),
        }
    }

    /// Both branches of a value with a condition, and their type. Where a value or none is wanted and neither can be
    /// none, the whole can't: `a else if b then c else d` is a value.
    fn branches(
        &mut self,
        scope: &mut Scope,
        trees: [&'t tree::Expr; 2],
        wanted: Wanted<'_>,
    ) -> (Vec<Expr>, Ty) {
        let Wanted::Is(ty @ Type::Optional(inner)) = wanted else {
            return self.alike(scope, &trees, wanted);
        };
        let typed = trees.map(|tree| (self.expr(scope, tree, wanted), tree.span));
        let may_be_none = |(typed, _): &(Typed, Span)| matches!(typed.ty, Some(Type::Optional(_)));
        let found = match typed.iter().any(may_be_none) {
            true => ty,
            false => &**inner,
        };
        let exprs = typed.map(|(typed, span)| self.coerced(typed, ty, span));
        let is_sound = exprs.iter().all(Option::is_some);
        let exprs = exprs.into_iter().flatten().collect();
        (exprs, is_sound.then(|| found.clone()))
    }

    /// Several expressions that should be of one type, and that type.
    pub(super) fn alike(
        &mut self,
        scope: &mut Scope,
        trees: &[&'t tree::Expr],
        wanted: Wanted<'_>,
    ) -> (Vec<Expr>, Ty) {
        if let Wanted::Is(ty) = wanted {
            let exprs: Vec<Option<Expr>> = trees
                .iter()
                .map(|tree| self.expr_of(scope, tree, ty))
                .collect();
            let ty = exprs.iter().all(Option::is_some).then(|| ty.clone());
            return (exprs.into_iter().flatten().collect(), ty);
        }
        // Those that say what they are come first, so that `none` and `[]` know what they are among.
        let (bare, plain): (Vec<usize>, Vec<usize>) =
            (0..trees.len()).partition(|place| trees.get(*place).is_some_and(|it| is_bare(it)));
        let mut typed: Vec<Typed> = trees.iter().map(|_| Typed::wrong()).collect();
        let mut all: Ty = None;
        let mut sound = !matches!(wanted, Wanted::Unclear);
        for place in plain.into_iter().chain(bare) {
            let (Some(tree), Some(slot)) = (trees.get(place), typed.get_mut(place)) else {
                continue;
            };
            let is_none = matches!(tree.kind, ExprKind::Literal(Literal::None));
            let hint = all
                .clone()
                .map(|ty| if is_none { optional(ty) } else { ty });
            let wanted = match (&hint, sound) {
                (_, false) => Wanted::Unclear,
                (Some(ty), true) => Wanted::Is(ty),
                (None, true) => Wanted::Any,
            };
            *slot = self.expr(scope, tree, wanted);
            let joined = match (&slot.ty, &all) {
                (Some(found), Some(known)) => join(found, known),
                (found, None) => found.clone(),
                (None, _) => None,
            };
            if let (Some(found), Some(known), None, true) = (&slot.ty, &all, &joined, sound) {
                let hint = self.conversion_hint(&slot.expr, found, without_none(known));
                let (found, known) = (self.types.describe(found), self.types.describe(known));
                let message = format!(
                    "This is of the type `{found}`, and what it stands beside is `{known}`."
                );
                self.error(Code::WrongType, tree.span, message)
                    .hint(hint)
                    .tell();
            }
            sound &= joined.is_some();
            all = joined;
        }
        let Some(ty) = all.filter(|_| sound) else {
            return (Vec::new(), None);
        };
        let is_decimal = *without_none(&ty) == Type::Decimal;
        let exprs = typed.into_iter().map(|it| match it.ty {
            Some(Type::Int) if is_decimal => to_decimal(it.expr),
            _ => it.expr,
        });
        (exprs.collect(), Some(ty))
    }
}

/// A whole number as a decimal; one that is known at once.
pub(super) fn to_decimal(expr: Expr) -> Expr {
    match expr {
        Expr::Constant(Datum::Number(value)) => number(value.saturating_mul(decimal::ONE)),
        expr => apply(Operator::ToDecimal, vec![expr]),
    }
}

/// Whether an expression does not say itself what it is.
fn is_bare(tree: &tree::Expr) -> bool {
    match &tree.kind {
        ExprKind::Literal(Literal::None) => true,
        ExprKind::Text(_) => true,
        ExprKind::List(elements) => elements.iter().all(is_bare),
        ExprKind::Map(entries) => entries.iter().all(|(_, value)| is_bare(value)),
        ExprKind::Name(name) => name.text.starts_with(char::is_uppercase),
        _ => false,
    }
}
