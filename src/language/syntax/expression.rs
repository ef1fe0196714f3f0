//! Expressions.

use super::{Span, Word};

/// An expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// What an expression says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExprKind {
    /// A value that is written out.
    Literal(Literal),
    /// A text, perhaps with values in it.
    Text(Template),
    /// A name: a field, a case, a builtin.
    Name(Word),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{a: b}`.
    Map(Vec<(Expr, Expr)>),
    /// `a.b`, also a method without arguments.
    Member(Box<Expr>, Word),
    /// `a.method(…)`.
    Method(Box<Expr>, Word, Vec<Argument>),
    /// `f(…)`, `Record(…)`.
    Call(Call),
    /// `a[i]`, `Shelf[book]`.
    Index(Box<Expr>, Vec<Expr>),
    /// `not a`, `-a`.
    Unary(UnaryOperator, Box<Expr>),
    /// `a + b`.
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// `a else b`.
    Else(Box<Expr>, Box<Expr>),
    /// `if a then b else c`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `x => …`. Only an argument may be one.
    Lambda(Vec<Word>, Box<Expr>),
    /// `..`: every field that is not given yet is what is known by its name. Only the last argument may be one.
    Rest,
    /// What could not be read; the reader has told why.
    Broken,
}

/// A value that is written out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Literal {
    /// `true`, `false`.
    Bool(bool),
    /// `12`.
    Int(i64),
    /// `1.50`, in ten-thousandths.
    Decimal(i64),
    /// `none`.
    None,
    /// `2026-03-02`, in days since 1970-01-01.
    Date(i64),
    /// `2026-03-02T09:00`, in milliseconds since 1970-01-01.
    Instant(i64),
    /// `15 min`, in milliseconds.
    Duration(i64),
}

/// A text with values in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
    /// Where, quotation marks included.
    pub span: Span,
}

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Letters as they are.
    Plain(String),
    /// A value.
    Value(Expr),
}

/// Something named, with arguments: a calculation, a record, an event, a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// What.
    pub name: Word,
    /// The arguments.
    pub arguments: Vec<Argument>,
    /// All of it.
    pub span: Span,
}

/// An argument.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Argument {
    /// The field it is for; else it is for the next one, or, as a bare name, for the one of its name.
    pub name: Option<Word>,
    /// The value.
    pub value: Expr,
}

/// An operator with one operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOperator {
    /// `not`.
    Not,
    /// `-`.
    Negate,
}

/// An operator with two operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOperator {
    /// `or`.
    Or,
    /// `and`.
    And,
    /// `==`.
    Equal,
    /// `!=`.
    Unequal,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    Greater,
    /// `>=`.
    AtLeast,
    /// `in`.
    In,
    /// `not in`.
    NotIn,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
}
