//! Expressions, written as the tree they become.
#![cfg(test)]

use super::part;
use crate::language::syntax::expression::{
    Argument, BinaryOperator, Expr, ExprKind, Literal, Piece, Template, UnaryOperator,
};
use crate::language::syntax::model::PartKind;

/// The tree of an expression: brackets around every operator.
pub(super) fn shown(expr: &Expr) -> String {
    let all = |exprs: &[Expr]| exprs.iter().map(shown).collect::<Vec<_>>().join(", ");
    match &expr.kind {
        ExprKind::Literal(literal) => written(*literal),
        ExprKind::Text(template) => shown_text(template),
        ExprKind::Name(word) => word.text.clone(),
        ExprKind::List(items) => format!("[{}]", all(items)),
        ExprKind::Map(entries) => {
            let entry = |(key, value): &(Expr, Expr)| format!("{}: {}", shown(key), shown(value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
        ExprKind::Member(of, word) => format!("{}.{}", shown(of), word.text),
        ExprKind::Method(of, word, arguments) => {
            format!(
                "{}.{}({})",
                shown(of),
                word.text,
                shown_arguments(arguments)
            )
        }
        ExprKind::Call(call) => {
            format!("{}({})", call.name.text, shown_arguments(&call.arguments))
        }
        ExprKind::Index(of, keys) => format!("{}[{}]", shown(of), all(keys)),
        ExprKind::Unary(UnaryOperator::Not, of) => format!("(not {})", shown(of)),
        ExprKind::Unary(UnaryOperator::Negate, of) => format!("(-{})", shown(of)),
        ExprKind::Binary(operator, left, right) => {
            format!("({} {} {})", shown(left), sign(*operator), shown(right))
        }
        ExprKind::Else(left, right) => format!("({} else {})", shown(left), shown(right)),
        ExprKind::If(condition, then, otherwise) => {
            let (condition, then) = (shown(condition), shown(then));
            format!("(if {condition} then {then} else {})", shown(otherwise))
        }
        ExprKind::Lambda(names, body) => {
            let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
            format!("({} => {})", names.join(", "), shown(body))
        }
        ExprKind::Rest => "..".to_owned(),
        ExprKind::Broken => "BROKEN".to_owned(),
    }
}

pub(super) fn shown_arguments(arguments: &[Argument]) -> String {
    let shown = |argument: &Argument| match &argument.name {
        Some(name) => format!("{}: {}", name.text, shown(&argument.value)),
        None => shown(&argument.value),
    };
    arguments.iter().map(shown).collect::<Vec<_>>().join(", ")
}

pub(super) fn shown_text(template: &Template) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(plain) => format!("{plain:?}"),
        Piece::Value(value) => shown(value),
    };
    format!(
        "<{}>",
        template
            .pieces
            .iter()
            .map(piece)
            .collect::<Vec<_>>()
            .join(" ")
    )
}

fn written(literal: Literal) -> String {
    match literal {
        Literal::Bool(value) => value.to_string(),
        Literal::Int(number) => number.to_string(),
        Literal::Decimal(parts) => format!("{parts}e-4"),
        Literal::None => "none".to_owned(),
        Literal::Date(days) => format!("day {days}"),
        Literal::Instant(millis) => format!("at {millis}"),
        Literal::Duration(millis) => format!("{millis}ms"),
    }
}

fn sign(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or => "or",
        BinaryOperator::And => "and",
        BinaryOperator::Equal => "==",
        BinaryOperator::Unequal => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::AtMost => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::AtLeast => ">=",
        BinaryOperator::In => "in",
        BinaryOperator::NotIn => "not in",
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
    }
}

#[track_caller]
fn of(expression: &str) -> String {
    match part(&format!("define f(): Int = {expression}")) {
        PartKind::Define(define) => shown(&define.body),
        other => panic!("{other:?}"),
    }
}

#[test]
fn literals() {
    for (text, tree) in [
        ("12", "12"),
        ("100_000", "100000"),
        ("1.50", "15000e-4"),
        ("true", "true"),
        ("false", "false"),
        ("none", "none"),
        ("2026-03-02", "day 20514"),
        ("1970-01-01T00:01", "at 60000"),
        ("1970-01-01T00:00:30", "at 30000"),
        ("3 ms", "3ms"),
        ("2 s", "2000ms"),
        ("15 min", "900000ms"),
        ("1 h", "3600000ms"),
        ("1 day", "86400000ms"),
        ("2 days", "172800000ms"),
        ("1 week", "604800000ms"),
        ("2 weeks", "1209600000ms"),
        ("[1, 2,]", "[1, 2]"),
        ("[]", "[]"),
        ("{}", "{}"),
        (
            "{\"General\": 10, other: 3}",
            "{<\"General\">: 10, other: 3}",
        ),
        ("[\n1\n-2\n]", "[1, (-2)]"),
    ] {
        assert_eq!(of(text), tree, "{text}");
    }
}

#[test]
fn texts() {
    for (text, tree) in [
        (r#""""#, "<>"),
        (r#""Reserve seats""#, r#"<"Reserve seats">"#),
        (r#""a\"b\\c\nd\{e\}""#, r#"<"a\"b\\c\nd{e}">"#),
        (r#""{count} of {kind}""#, r#"<count " of " kind>"#),
        (
            r#""{reader else "nobody"}.""#,
            r#"<(reader else <"nobody">) ".">"#,
        ),
        (r#""{ {a: 1}.size }""#, "<{a: 1}.size>"),
        (r#""http://x // y""#, r#"<"http://x // y">"#),
        (r#""{"{"{a}"}"}""#, "<<<a>>>"),
        ("\"äö𝄞 {x}\"", "<\"äö𝄞 \" x>"),
    ] {
        assert_eq!(of(text), tree, "{text}");
    }
}

#[test]
fn operators_from_the_loosest_to_the_tightest() {
    for (text, tree) in [
        ("a else b else c", "((a else b) else c)"),
        ("a or b else c", "((a or b) else c)"),
        ("a or b and not c == d", "(a or (b and (not (c == d))))"),
        ("a - b - c", "((a - b) - c)"),
        ("a + b * c / d", "(a + ((b * c) / d))"),
        ("a + b < c * d", "((a + b) < (c * d))"),
        (
            "a <= b and c >= d or e != f",
            "(((a <= b) and (c >= d)) or (e != f))",
        ),
        ("a > b", "(a > b)"),
        (
            "k in map and k not in other",
            "((k in map) and (k not in other))",
        ),
        ("-a.b * -2", "((-a.b) * (-2))"),
        ("--a", "(-(-a))"),
        ("not not a", "(not (not a))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a / b else 0", "((a / b) else 0)"),
        ("if a then b else c + 1", "(if a then b else (c + 1))"),
        ("if a then b else c else d", "((if a then b else c) else d)"),
        (
            "if a then b else if c then d else e",
            "(if a then b else (if c then d else e))",
        ),
        ("1 + if a then b else c", "(1 + (if a then b else c))"),
    ] {
        assert_eq!(of(text), tree, "{text}");
    }
}

#[test]
fn what_hangs_on_values() {
    for (text, tree) in [
        ("a.b.c", "a.b.c"),
        ("a.size", "a.size"),
        ("a.get(k, 0)", "a.get(k, 0)"),
        ("a[i][j]", "a[i][j]"),
        ("rows[a, b].count", "rows[a, b].count"),
        ("newCode(6)", "newCode(6)"),
        ("Line(seat, quantity: 2)", "Line(seat, quantity: 2)"),
        ("Details(..)", "Details(..)"),
        ("Details(a, b: 1, ..)", "Details(a, b: 1, ..)"),
        (
            "lines.map(l => l.price * l.count)",
            "lines.map((l => (l.price * l.count)))",
        ),
        ("m.sum((k, v) => v else 0)", "m.sum((k, v => (v else 0)))"),
        ("m.any((k) => k)", "m.any((k => k))"),
        (
            "a.filter(x => x.all(y => y))",
            "a.filter((x => x.all((y => y))))",
        ),
        ("5.max(3)", "5.max(3)"),
        ("\"a\".size", "<\"a\">.size"),
        ("[1].first", "[1].first"),
    ] {
        assert_eq!(of(text), tree, "{text}");
    }
}

#[test]
fn lines_go_on() {
    for (text, tree) in [
        ("a +\n b", "(a + b)"),
        ("a\n  and b\n  or c", "((a and b) or c)"),
        ("a\n  .b\n  .c(\n 1\n 2)", "a.b.c(1, 2)"),
        ("a\n else b", "(a else b)"),
        ("if a\n then b\n else c", "(if a then b else c)"),
        ("if a then\n b\n else\n c", "(if a then b else c)"),
        ("f(\n  a\n  b: 1,\n  c\n)", "f(a, b: 1, c)"),
        ("{\n a: 1\n b: 2\n}", "{a: 1, b: 2}"),
        ("m.map((k, v) =>\n v)", "m.map((k, v => v))"),
        ("a // comment\n and b", "(a and b)"),
        ("\n a", "a"),
    ] {
        assert_eq!(of(text), tree, "{text}");
    }
}

#[test]
fn words_of_the_grammar_are_names() {
    for word in [
        "state", "row", "key", "from", "new", "by", "version", "title", "then", "at", "to",
        "command", "end", "let", "record", "model", "type", "s", "min",
    ] {
        let text = format!("{word}.{word} + f({word}: {word}, {word})");
        let tree = format!("({word}.{word} + f({word}: {word}, {word}))");
        assert_eq!(of(&text), tree);
    }
}
