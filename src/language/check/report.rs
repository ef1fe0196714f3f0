//! Collecting what is wrong, and guessing what was meant.

use super::Checker;
use crate::language::diagnostic::{Code, Diagnostic, Severity};
use crate::language::nearest::nearest;
use crate::language::syntax::Span;
use std::collections::BTreeSet;

/// The most errors that are told, and the most warnings.
const MOST: usize = 100;

/// How many names are compared with one that is not known.
const MOST_GUESSES: usize = 5_000;

/// What was found so far.
#[derive(Default)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    told: BTreeSet<(Code, Span)>,
    errors: usize,
    warnings: usize,
    /// Whether declarations are missing that could not be read: what is not found may have been among them.
    pub(super) passes_over_unknown: bool,
}

impl Report {
    /// Takes a finding in; one that was told already, or one too many, is passed over.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        if self.passes_over_unknown && is_about_unknown(diagnostic.code) {
            // The reader has told something, so the text can't be run anyway.
            self.errors += 1;
            return;
        }
        let count = match diagnostic.code.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        if *count < MOST && self.told.insert((diagnostic.code, diagnostic.span)) {
            *count += 1;
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether another error would not be told any more, so that it need not be worked out.
    pub(super) fn is_full(&self) -> bool {
        self.errors >= MOST
    }

    /// Gives what was told since then another hint.
    pub(super) fn hint_since(&mut self, errors: usize, hint: &str) {
        if self.passes_over_unknown {
            return;
        }
        let told = self.diagnostics.iter_mut().rev();
        let is_error = |it: &&mut Diagnostic| it.code.severity() == Severity::Error;
        for diagnostic in told.filter(is_error).take(self.errors - errors) {
            hint.clone_into(&mut diagnostic.hint);
        }
    }

    /// How many errors were told.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether the text can't be run.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Everything in the order of the text.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|it| (it.span, it.code));
        self.diagnostics
    }
}

/// Whether such an error may come of a declaration that is missing.
fn is_about_unknown(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownType
            | Code::UnknownName
            | Code::UnknownField
            | Code::UnknownEvent
            | Code::UnknownCommand
            | Code::UnknownReadModel
            | Code::UnknownActor
            | Code::UnknownDeadline
            | Code::UnknownCase
            | Code::UnknownCalculation
            | Code::WrongArguments
    )
}

impl Checker<'_> {
    /// "Did you mean …?", where one of the known names is near enough; else nothing.
    pub(super) fn did_you_mean<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> String {
        // What is not told any more need not be guessed.
        if self.report.is_full() {
            return String::new();
        }
        let known: Vec<&str> = known.into_iter().take(MOST_GUESSES).collect();
        nearest(name, &known).map_or_else(String::new, |near| format!("Did you mean `{near}`?"))
    }
}

/// A name as people write it: `seatType` is "Seat type".
pub(super) fn words(name: &str) -> String {
    let mut words = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        let breaks = letter == '_' || (letter.is_uppercase() && after_small);
        if breaks && !words.is_empty() {
            words.push(' ');
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
        match letter {
            '_' => {}
            _ if words.is_empty() => words.extend(letter.to_uppercase()),
            _ if breaks => words.extend(letter.to_lowercase()),
            _ => words.push(letter),
        }
    }
    words
}

/// Some names for a message: all of a few, else the first.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST_NAMES: usize = 6;
    let names: Vec<&str> = names.into_iter().collect();
    let shown: Vec<String> = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len() > MOST_NAMES {
        true => format!("{} and others", shown.join(", ")),
        false => shown.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_words() {
        assert_eq!(words("seatType"), "Seat type");
        assert_eq!(words("RegistrationProcess"), "Registration process");
        assert_eq!(words("book"), "Book");
        assert_eq!(words("due_date"), "Due date");
        assert_eq!(words("URL"), "URL");
    }
}
