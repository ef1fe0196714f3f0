//! What can be asked of a text.

use super::super::program::Operator;

/// A text made from a text. Nothing where it is no such operator.
pub(super) fn made(operator: &Operator, text: &str) -> Option<String> {
    Some(match operator {
        Operator::Trim => text.trim().to_owned(),
        Operator::Lower => text.to_lowercase(),
        Operator::Upper => text.to_uppercase(),
        _ => return None,
    })
}

/// A part of a text, up to or after another.
pub(super) fn part<'t>(operator: &Operator, text: &'t str, other: &str) -> &'t str {
    match (operator, text.split_once(other)) {
        (Operator::Before, Some((before, _))) => before,
        (Operator::Before, None) => text,
        (_, Some((_, after))) => after,
        (_, None) => "",
    }
}

/// Whether something holds for a text and another.
pub(super) fn holds(operator: &Operator, text: &str, other: &str) -> bool {
    match operator {
        Operator::StartsWith => text.starts_with(other),
        Operator::EndsWith => text.ends_with(other),
        _ => text.contains(other),
    }
}

/// A text looks like the address of a mailbox.
pub(super) fn is_email(text: &str) -> bool {
    let well_formed = |(name, host): (&str, &str)| {
        let dotted = host.split_once('.');
        !name.is_empty() && dotted.is_some_and(|(one, two)| !one.is_empty() && !two.is_empty())
    };
    !text.contains(char::is_whitespace) && text.split_once('@').is_some_and(well_formed)
}

/// A text has letters, digits, `_` and `-` only, and at least one.
pub(super) fn is_word(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    !text.is_empty() && text.chars().all(fits)
}
