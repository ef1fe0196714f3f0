//! The model language: a text becomes a model behind the engine's one model interface.
//!
//! [`syntax`] reads the text into a tree, [`check`] finds out what everything in it means and tells what is wrong, and
//! [`run`] carries out what it found; [`writing`] makes text of what was recorded. `docs/language.md` is the reference.

pub mod assist;
pub mod check;
pub mod diagnostic;
pub mod nearest;
pub mod program;
pub mod run;
pub mod syntax;
pub mod value;
pub mod writing;

use assist::meanings::Meanings;
use check::{Checked, check};
use diagnostic::{Diagnostic, Severity};
use run::TextModel;

/// What came of a text.
pub struct Compiled {
    /// The model; there exactly if no diagnostic is an error.
    pub model: Option<TextModel>,
    /// What is wrong with the text and what looks wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What its names mean: there is an answer of a text with mistakes, too.
    pub meanings: Meanings,
}

/// Makes a model of a text.
pub fn compile(text: &str) -> Compiled {
    let (tree, mut diagnostics) = syntax::read(text);
    let Checked {
        program,
        mut meanings,
        diagnostics: found,
    } = check(&tree);
    text.clone_into(&mut meanings.text);
    let is_readable = diagnostics
        .iter()
        .all(|it| it.code.severity() == Severity::Warning);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|it| it.span);
    Compiled {
        model: program
            .filter(|_| is_readable)
            .map(|program| TextModel::new(program, text)),
        diagnostics,
        meanings,
    }
}
