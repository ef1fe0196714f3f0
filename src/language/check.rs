//! Checking: names are resolved, types found, and the program made, in one pass over the tree of a text.
//!
//! A type that is wanted goes down the tree, one that is found comes up. What is wrong is told once, and what follows
//! from it is passed over.

mod aggregate;
mod arithmetic;
mod call;
mod change;
mod constant;
mod declare;
mod each;
mod expectation;
mod expression;
mod fields;
mod foreign;
mod known;
mod meaning;
mod member;
mod method;
mod name;
mod operator;
mod place;
mod process;
mod read_model;
mod report;
mod resolve;
mod row;
mod schema;
mod scope;
mod sending;
mod spec;
mod statement;
mod story;
mod task;
mod types;
mod upcast;
mod warnings;

use super::assist::meanings::Meanings;
use super::diagnostic::{Code, Diagnostic};
use super::program::{Program, RecordType, Spec, StoryStep};
use super::syntax::model::{ModelText, PartKind};
use super::syntax::{Span, Word};
use super::value::Texts;
use crate::engine::names::Role;
use known::Declared;
use meaning::Found;
use report::Report;
use std::collections::{BTreeMap, BTreeSet};
use types::Types;

/// The most fields that anything has.
const MOST_FIELDS: usize = 200;

/// What came of checking a text.
#[derive(Debug)]
pub struct Checked {
    /// What it means; there exactly if no diagnostic is an error.
    pub program: Option<Program>,
    /// What its names mean, for a text with mistakes, too. The text itself is for the caller to put in.
    pub meanings: Meanings,
    /// What is wrong with it and what looks wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks what was read. What the reader has told is not told again.
pub fn check(text: &ModelText) -> Checked {
    let mut checker = Checker::default();
    checker.report.passes_over_unknown = text.is_partial;
    checker.declare(text);
    let program = checker.program(text);
    // What has errors is not read far enough to say what it doesn't use.
    if !checker.report.has_errors() {
        checker.warn(&program);
    }
    let meanings = checker.meanings(text);
    let program = (!checker.report.has_errors()).then_some(program);
    Checked {
        program,
        meanings,
        diagnostics: checker.report.into_diagnostics(),
    }
}

/// What is known of a text while it is checked.
#[derive(Default)]
struct Checker<'t> {
    report: Report,
    texts: Texts,
    types: Types<'t>,
    known: Declared<'t>,
    uses: Uses,
    /// What names mean, as far as it was found.
    found: Found,
    /// How deep in the tree the checker is.
    depth: usize,
    /// The longest row of calculations that the calculation at hand uses.
    chain: usize,
    /// The commands that each process sends.
    sent: Vec<Vec<usize>>,
}

/// What the text uses of what it declares.
#[derive(Default)]
struct Uses {
    /// Fields of events: event and field.
    fields: BTreeSet<(usize, usize)>,
    /// Columns that are filled: read model and column.
    columns: BTreeSet<(usize, usize)>,
    /// Events that a read model or a process listens to.
    heard: BTreeSet<usize>,
    /// Commands that a task offers to people.
    offered: BTreeSet<usize>,
}

/// A finding that is about to be told.
struct Finding<'c> {
    report: &'c mut Report,
    diagnostic: Diagnostic,
}

impl Finding<'_> {
    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.diagnostic.hint = hint.into();
        self
    }

    fn tell(self) {
        self.report.tell(self.diagnostic);
    }
}

impl<'t> Checker<'t> {
    /// Everything, looked into part by part.
    fn program(&mut self, text: &'t ModelText) -> Program {
        let records = text.parts.iter().filter_map(|part| match &part.kind {
            PartKind::Record(tree) => Some(tree),
            _ => None,
        });
        self.record_initials(&records.collect::<Vec<_>>());
        let functions = self.functions();
        let aggregates = self.aggregates();
        let events = self.events();
        let commands = self.commands();
        let read_models = self.read_models();
        let processes = self.processes();
        self.sent = sending::sent(&processes);
        let upcasts = self.upcasts(text);
        let invariants = self.invariants();
        let (specs, story) = self.scenarios(text);
        let schema = self.schema(text, &read_models, &processes);
        let records = self.types.records.iter().map(|record| RecordType {
            name: record.name.clone(),
            fields: types::defs(&record.fields),
        });
        let actors = self.known.actors.iter();
        let actors = actors.map(|actor| (actor.tree.name.text.clone(), Role::new(actor.role())));
        Program {
            schema,
            actors: actors.collect(),
            records: records.collect(),
            enums: self.types.enums.clone(),
            functions,
            aggregates,
            commands,
            events,
            read_models,
            processes,
            upcasts,
            invariants,
            specs,
            story,
            texts: self.texts.all(),
        }
    }

    fn scenarios(&mut self, text: &'t ModelText) -> (Vec<Spec>, Vec<StoryStep>) {
        let (mut specs, mut story) = (Vec::new(), Vec::new());
        let mut titles: BTreeMap<&str, Span> = BTreeMap::new();
        for part in &text.parts {
            match &part.kind {
                PartKind::Spec(tree) => {
                    let title = &tree.title;
                    if let Some(first) = titles.insert(&title.text, title.span) {
                        let name = Word {
                            text: title.text.clone(),
                            span: title.span,
                        };
                        self.duplicate("spec", &name, first);
                    }
                    // What is read in part can't be judged.
                    if !tree.is_partial {
                        specs.push(self.spec(tree));
                    }
                }
                PartKind::Story(tree) => story.extend(self.story(tree)),
                _ => {}
            }
        }
        (specs, story)
    }
}

impl Checker<'_> {
    fn error(&mut self, code: Code, span: Span, message: impl Into<String>) -> Finding<'_> {
        Finding {
            report: &mut self.report,
            diagnostic: Diagnostic::new(code, span, message),
        }
    }

    fn duplicate(&mut self, what: &str, name: &Word, first: Span) {
        let message = format!("There is another {what} `{}`.", name.text);
        // What stands later in the text is the one too many.
        let (first, second) = (first.min(name.span), first.max(name.span));
        let told = Diagnostic::new(Code::Duplicate, second, message).also(first);
        self.report
            .tell(told.hint("Give one of them another name."));
    }
}
