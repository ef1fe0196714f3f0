//! What the language has to say about a text: its problems, and how its specs go.

use crate::language::assist::Meanings;
use crate::language::compile;
use crate::language::diagnostic::{Diagnostic, Severity};
use crate::language::run::TextModel;
use crate::language::run::spec::{Outcome, run};
use std::rc::Rc;

/// So many specs are run before the page may draw again.
const SPECS_AT_A_TIME: usize = 20;

/// What was found in a text.
#[derive(Clone)]
pub struct Check {
    /// The model; none where something is wrong.
    pub model: Option<Rc<TextModel>>,
    /// What is wrong and what looks wrong, in the order of the text.
    pub problems: Rc<Vec<Diagnostic>>,
    /// What the names in the text mean.
    pub meanings: Rc<Meanings>,
    /// How the first specs went; the others were not run yet.
    pub outcomes: Vec<Outcome>,
}

impl Check {
    /// Checks a text. None of its specs is run yet.
    pub fn of(text: &str) -> Self {
        let compiled = compile(text);
        Self {
            model: compiled.model.map(Rc::new),
            problems: Rc::new(compiled.diagnostics),
            meanings: Rc::new(compiled.meanings),
            outcomes: Vec::new(),
        }
    }

    /// How many errors and how many warnings there are.
    pub fn counts(&self) -> (usize, usize) {
        let all = self.problems.len();
        let errors = self.problems.iter();
        let errors = errors.filter(|it| it.code.severity() == Severity::Error);
        let errors = errors.count();
        (errors, all - errors)
    }

    /// How many specs failed, of those that were run.
    pub fn failed(&self) -> usize {
        let failed = self.outcomes.iter().filter(|outcome| !outcome.passed());
        failed.count()
    }

    /// Runs some more specs. True where there are more.
    pub fn run_specs(&mut self) -> bool {
        let Some(model) = &self.model else {
            return false;
        };
        let specs = &model.program().specs;
        let next = specs.iter().skip(self.outcomes.len());
        let outcomes = next.take(SPECS_AT_A_TIME).map(|spec| run(model, spec));
        self.outcomes.extend(outcomes);
        self.outcomes.len() < specs.len()
    }
}
