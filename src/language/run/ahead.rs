//! What follows from an event alone is worked out once, when the event is read, and not whenever it is folded.

use super::super::program::{Block, Expr, Function, Known, Program, each_expr, each_key};

/// Puts [`Expr::Ahead`] around what follows from the event alone in everything that is folded, and an empty key where a
/// row is the one that the event is about. Answers, for each event, what is to be worked out of it.
pub(super) fn find(program: &mut Program) -> Vec<Vec<Expr>> {
    let functions = following(&program.functions);
    let mut found = vec![Vec::new(); program.events.len()];
    let search = |block: &mut Block, of_event: &mut Vec<Expr>| {
        each_expr(block, &mut |expr| replace(expr, &functions, of_event));
    };
    for (event, of_event) in program.events.iter_mut().zip(&mut found) {
        search(&mut event.body, of_event);
    }
    for read_model in &mut program.read_models {
        for on in &mut read_model.clauses {
            each_key(&mut on.body, &mut |key| {
                if *key == on.own_key {
                    key.clear();
                }
            });
            if let Some(of_event) = found.get_mut(on.event) {
                search(&mut on.body, of_event);
            }
        }
    }
    found
}

/// Which calculations look at nothing but their arguments. Each calls only those before it.
fn following(functions: &[Function]) -> Vec<bool> {
    let mut known = Vec::new();
    for function in functions {
        let follows = follows(&function.body, &known, None);
        known.push(follows);
    }
    known
}

fn replace(expr: &mut Expr, functions: &[bool], found: &mut Vec<Expr>) {
    let stands = matches!(
        expr,
        Expr::Constant(_) | Expr::Local(_) | Expr::Field(_) | Expr::Key | Expr::Known(_)
    ) && *expr != Expr::Known(Known::AnswerTo);
    if stands {
        return;
    }
    if !follows(expr, functions, Some(&[])) {
        for part in expr.parts_mut() {
            replace(part, functions, found);
        }
        return;
    }
    let known = found.iter().position(|known| known == expr);
    let place = known.unwrap_or(found.len());
    if known.is_none() {
        found.push(expr.clone());
    }
    let worked_out = std::mem::replace(expr, Expr::Key);
    *expr = Expr::Ahead(place, Box::new(worked_out));
}

/// Whether an expression looks at nothing but the event and these locals; in a calculation any local is an argument, or
/// made of such.
fn follows(expr: &Expr, functions: &[bool], locals: Option<&[usize]>) -> bool {
    let all = |locals| {
        expr.parts()
            .iter()
            .all(|part| follows(part, functions, locals))
    };
    let within = |of: &Expr, body: &Expr, names: &[usize]| {
        let inner = locals.map(|locals| [locals, names].concat());
        follows(of, functions, locals) && follows(body, functions, inner.as_deref())
    };
    match expr {
        Expr::Local(local) => locals.is_none_or(|locals| locals.contains(local)),
        Expr::Field(_) | Expr::Key => locals.is_some(),
        Expr::Known(known) => locals.is_some() && is_of_event(*known),
        Expr::State(_)
        | Expr::Column(..)
        | Expr::HasRow(_)
        | Expr::LookedUp(..)
        | Expr::WasFound(_)
        | Expr::OfRow(_)
        | Expr::Ahead(..) => false,
        Expr::Call(function, _) => functions.get(*function) == Some(&true) && all(locals),
        Expr::EachOfList(_, of, local, body) => within(of, body, &[*local]),
        Expr::EachOfMap(_, of, (key, value), body) => within(of, body, &[*key, *value]),
        _ => all(locals),
    }
}

fn is_of_event(known: Known) -> bool {
    match known {
        Known::RecordedAt
        | Known::RecordedBy
        | Known::RecordedAs
        | Known::AnswerTo
        | Known::Version => true,
        Known::Now
        | Known::Me
        | Known::Role
        | Known::NewId(_)
        | Known::NewCode(..)
        | Known::IsNew
        | Known::Code
        | Known::Reason
        | Known::Instance => false,
    }
}
