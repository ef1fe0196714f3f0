//! The specs of the written text, and how each goes.

use super::model_view::specs as counts;
use crate::app::check::Check;
use crate::app::manuscript::Manuscript;
use crate::app::plain::{differences, inline};
use crate::app::workbench::Workbench;
use crate::engine::value::Value;
use crate::language::program::Spec;
use crate::language::run::spec::{Outcome, Problem};
use crate::language::syntax::lines::Lines;

/// The specs of the written text.
#[derive(Clone, PartialEq, Debug)]
pub struct SpecsView {
    /// How many passed, failed, and were not run yet.
    pub counts: (usize, usize, usize),
    /// Why none is run; none where they are.
    pub waits: Option<String>,
    /// All of them: those that failed first, else in the order of the text.
    pub specs: Vec<SpecView>,
}

/// How a spec went.
#[derive(Clone, PartialEq, Debug)]
pub struct SpecView {
    /// What it shows.
    pub title: String,
    /// The line it begins in.
    pub line: u32,
    /// Where it begins: a byte, as messages name it.
    pub byte: u32,
    /// Whether it passed; none where it was not run yet.
    pub passed: Option<bool>,
    /// What did not follow.
    pub problems: Vec<SpecProblemView>,
}

/// Something that did not follow.
#[derive(Clone, PartialEq, Debug)]
pub struct SpecProblemView {
    /// The line in which it is wanted.
    pub line: u32,
    /// Where: a byte.
    pub byte: u32,
    /// What was wanted beside what followed, value by value.
    pub rows: Vec<SpecRow>,
}

/// A value that was wanted beside the one that followed.
#[derive(Clone, PartialEq, Debug)]
pub struct SpecRow {
    /// Where it is; empty where it is all there is.
    pub name: String,
    /// What was wanted; none where nothing was.
    pub expected: Option<String>,
    /// What followed; none where nothing did.
    pub actual: Option<String>,
}

pub(super) fn specs_view(bench: &Workbench) -> SpecsView {
    let modelling = &bench.modelling;
    let manuscript = modelling.manuscript.as_ref();
    let check = manuscript.and_then(Manuscript::found);
    let Some((manuscript, check)) = manuscript.zip(check) else {
        let waits = modelling.missing.clone();
        return SpecsView {
            counts: (0, 0, 0),
            waits: Some(waits.unwrap_or_else(|| "The text is being checked.".to_owned())),
            specs: Vec::new(),
        };
    };
    SpecsView {
        counts: counts(check),
        waits: waits(check),
        specs: specs(&manuscript.text, check),
    }
}

fn waits(check: &Check) -> Option<String> {
    let (errors, _) = check.counts();
    match errors {
        0 => None,
        1 => Some("A mistake keeps the text from being run. Mend it in the Model tab.".to_owned()),
        _ => Some(format!(
            "{errors} mistakes keep the text from being run. Mend them in the Model tab."
        )),
    }
}

fn specs(text: &str, check: &Check) -> Vec<SpecView> {
    let lines = Lines::new(text);
    let all = check.model.iter().flat_map(|model| &model.program().specs);
    let all = all.enumerate();
    let views = all.map(|(place, spec)| view(&lines, spec, check.outcomes.get(place)));
    let mut views: Vec<SpecView> = views.collect();
    views.sort_by_key(|view| view.passed != Some(false));
    views
}

fn view(lines: &Lines<'_>, spec: &Spec, outcome: Option<&Outcome>) -> SpecView {
    let problems = outcome.into_iter().flat_map(|outcome| &outcome.problems);
    SpecView {
        title: spec.title.clone(),
        line: lines.begin(spec.span).line,
        byte: spec.span.start,
        passed: outcome.map(Outcome::passed),
        problems: problems
            .map(|problem| SpecProblemView {
                line: lines.begin(problem.span).line,
                byte: problem.span.start,
                rows: rows(problem),
            })
            .collect(),
    }
}

/// Value by value where both are made of parts.
fn rows(problem: &Problem) -> Vec<SpecRow> {
    let told = |value: &Value| (*value != Value::Null).then(|| inline(value));
    let whole = || SpecRow {
        name: String::new(),
        expected: told(&problem.expected),
        actual: told(&problem.actual),
    };
    let (Value::Map(_), Value::Map(_)) = (&problem.expected, &problem.actual) else {
        return vec![whole()];
    };
    let both = differences(Some(&problem.expected), Some(&problem.actual));
    let leaves = both.iter().filter(|it| !it.is_branch());
    let rows = leaves.map(|it| SpecRow {
        name: it.path.join(" · "),
        expected: it.before.map(inline),
        actual: it.after.map(inline),
    });
    rows.collect()
}
