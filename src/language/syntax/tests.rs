//! What the reader promises: every construct, every mistake, and that no text harms it.
#![cfg(test)]

mod constructs;
mod expressions;
mod mistakes;
mod mutations;
mod order;

use super::model::{ModelText, PartKind};
use super::{Span, read};
use crate::language::diagnostic::Diagnostic;

/// The tree of a text without mistakes.
#[track_caller]
fn tree(text: &str) -> ModelText {
    let (model, told) = read(text);
    assert_eq!(told, [], "in\n{text}");
    model
}

/// The only part of a file with this text.
#[track_caller]
fn part(text: &str) -> PartKind {
    let mut model = tree(&format!("model \"M\"\n{text}"));
    assert_eq!(model.parts.len(), 1, "{text}");
    model.parts.remove(0).kind
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

/// What was told, one line each.
fn listed(text: &str, told: &[Diagnostic]) -> String {
    let line = |told: &Diagnostic| {
        let Diagnostic {
            code,
            span,
            message,
            hint,
            ..
        } = told;
        let place = super::lines::Lines::new(text).begin(*span);
        let place = format!("{}:{}", place.line, place.column);
        format!("{place} {code} «{}» {message} | {hint}", slice(text, *span))
    };
    told.iter().map(line).collect::<Vec<_>>().join("\n")
}
