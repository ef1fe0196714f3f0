//! The text of the model: what stands in it, what is wrong with it, and what applying it changed.

use super::report_view::{ReportView, report_view};
use crate::app::applied::AppliedModel;
use crate::app::check::Check;
use crate::app::manuscript::Manuscript;
use crate::app::text_answer::TextAnswer;
use crate::app::workbench::Workbench;
use crate::engine::position::Moment;
use crate::language::diagnostic::{Diagnostic, Severity};
use crate::language::syntax::lines::Lines;
use std::rc::Rc;

/// The text of the model, and what a person can do with it.
#[derive(Clone, PartialEq, Debug)]
pub struct ModelView {
    /// The name of the model in force.
    pub name: String,
    /// Whether the model in force is built in; the text then says the same.
    pub built_in: bool,
    /// The text; none before it is there.
    pub text: Option<Rc<str>>,
    /// Counts up when the editor is to take the text over.
    pub revision: u64,
    /// Where the caret goes: counts up, and the place in UTF-16 units.
    pub caret: (u64, u32),
    /// Why there is no text.
    pub missing: Option<String>,
    /// What is wrong and what looks wrong.
    pub problems: Rc<Vec<ProblemView>>,
    /// How the text stands.
    pub standing: Standing,
    /// How many specs passed, failed, and were not run yet.
    pub specs: (usize, usize, usize),
    /// The history while it is folded through other rules.
    pub folding: Option<FoldingView>,
    /// What differs since other rules were applied.
    pub report: Option<ReportView>,
    /// All models that were applied, the last one first.
    pub applied: Vec<AppliedView>,
    /// The name of the model that undo goes back to; none where there is none.
    pub before: Option<String>,
    /// Something else that a person has to know.
    pub notice: Option<String>,
    /// The answer to the last question about a place in the text.
    pub answer: Option<TextAnswer>,
}

/// How the written text stands to the model in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It was not checked yet since it was changed.
    Unchecked,
    /// So many mistakes keep it from being applied; the model in force goes on running.
    Wrong(usize),
    /// It can be applied.
    Ready,
    /// It is in force.
    InForce,
}

/// Something that is wrong with the text, or looks wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProblemView {
    /// Where it begins and ends, in UTF-16 units.
    pub span: (u32, u32),
    /// Where it begins, as people count.
    pub line: u32,
    /// The same, on its line.
    pub column: u32,
    /// Whether it keeps the text from being applied.
    pub is_error: bool,
    /// The rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do; perhaps empty.
    pub hint: String,
}

/// How far the history is folded through other rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoldingView {
    /// What is being done.
    pub doing: &'static str,
    /// How much of it is done.
    pub done: usize,
    /// How much there is.
    pub total: usize,
}

/// A model that was applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AppliedView {
    /// Where it was.
    pub moment: Moment,
    /// When, ISO 8601 in UTC.
    pub time: String,
    /// Its name.
    pub name: String,
    /// What it is: the lines of its text, or that it is built in.
    pub about: String,
    /// Whether it is in force.
    pub in_force: bool,
    /// Whether its text can be taken into the editor.
    pub has_text: bool,
}

pub(super) fn model_view(bench: &Workbench) -> ModelView {
    let modelling = &bench.modelling;
    let manuscript = modelling.manuscript.as_ref();
    let check = manuscript.and_then(|it| it.check.as_deref());
    ModelView {
        name: bench.model.schema().name.clone(),
        built_in: modelling.text_in_force().is_none(),
        text: manuscript.map(|it| Rc::clone(&it.text)),
        revision: manuscript.map_or(0, |it| it.revision),
        caret: manuscript.map_or((0, 0), |it| it.caret),
        missing: modelling.missing.clone(),
        problems: Rc::new(problems(manuscript)),
        standing: standing(bench),
        specs: check.map_or((0, 0, 0), specs),
        folding: folding(bench),
        report: modelling
            .report
            .as_ref()
            .map(|report| report_view(bench, report)),
        applied: applied(bench),
        before: modelling
            .applied
            .before_last()
            .map(|before| format!("{} ({})", before.name, about(&before))),
        answer: modelling.answer.clone(),
        notice: modelling.unreadable.map(|moment| {
            format!(
                "The model that was applied at {moment} can't be read by this Foldline: reload the page to get the \
                 newest one. Nothing is lost; until then the model before it folds the history."
            )
        }),
    }
}

/// What was found last, as long as the text is as it was.
fn problems(manuscript: Option<&Manuscript>) -> Vec<ProblemView> {
    let found = manuscript.and_then(|it| Some((&it.text, it.found()?)));
    let Some((text, check)) = found.filter(|(_, check)| !check.problems.is_empty()) else {
        return Vec::new();
    };
    let lines = Lines::new(text);
    let problems = check.problems.iter();
    problems.map(|it| problem(&lines, it)).collect()
}

fn problem(lines: &Lines<'_>, diagnostic: &Diagnostic) -> ProblemView {
    let place = lines.begin(diagnostic.span);
    ProblemView {
        span: lines.utf16(diagnostic.span),
        line: place.line,
        column: place.column,
        is_error: diagnostic.code.severity() == Severity::Error,
        code: diagnostic.code.to_string(),
        message: diagnostic.message.clone(),
        hint: diagnostic.hint.clone(),
    }
}

fn standing(bench: &Workbench) -> Standing {
    let modelling = &bench.modelling;
    let found = modelling.manuscript.as_ref().and_then(Manuscript::found);
    match found.map(Check::counts) {
        _ if modelling.is_in_force() => Standing::InForce,
        None => Standing::Unchecked,
        Some((0, _)) => Standing::Ready,
        Some((errors, _)) => Standing::Wrong(errors),
    }
}

/// How many specs passed, failed, and were not run yet.
pub(super) fn specs(check: &Check) -> (usize, usize, usize) {
    let all = check.model.as_ref().map_or(0, |m| m.program().specs.len());
    let (run, failed) = (check.outcomes.len(), check.failed());
    (run - failed, failed, all - run)
}

fn folding(bench: &Workbench) -> Option<FoldingView> {
    let refold = bench.modelling.refold.as_ref()?;
    let (done, total) = refold.folded(&bench.log);
    Some(FoldingView {
        doing: match refold.compares() {
            true => "Comparing what came of it",
            false => "Folding the history through the new rules",
        },
        done,
        total,
    })
}

fn applied(bench: &Workbench) -> Vec<AppliedView> {
    let all: Vec<AppliedModel<'_>> = bench.modelling.applied.all().collect();
    let views = all.iter().enumerate().rev();
    let views = views.map(|(place, applied)| AppliedView {
        moment: applied.entry.moment,
        time: applied.entry.recorded_at.iso(),
        name: applied.name.to_owned(),
        about: about(applied),
        in_force: place + 1 == all.len(),
        has_text: applied.text.is_some(),
    });
    views.collect()
}

fn about(applied: &AppliedModel<'_>) -> String {
    match applied.text {
        None => "built in".to_owned(),
        Some(text) => match text.lines().count() {
            1 => "1 line".to_owned(),
            lines => format!("{lines} lines"),
        },
    }
}
