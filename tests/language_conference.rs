//! The conference system is there twice, in Rust and as a text, and nobody can tell one from the other: the same
//! commands, deadlines and faults give the same commits, refusals, steps of processes, states and rows.
//!
//! `FOLDLINE_RUNS` is how many runs there are, `FOLDLINE_FIRST_SEED` the first seed, `FOLDLINE_SEED` the only one.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/simulation/dice.rs"]
mod dice;

#[path = "support/process_simulation/booking.rs"]
mod booking;
#[path = "support/process_simulation/checks.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod checks;
#[path = "support/language_conference/compare.rs"]
mod compare;
#[path = "support/counted.rs"]
mod counted;
#[path = "support/language_conference/coverage.rs"]
mod coverage;
#[path = "support/language_conference/drawn.rs"]
mod drawn;
#[path = "support/language_conference/imports.rs"]
mod imports;
#[path = "support/process_simulation/people.rs"]
mod people;
#[path = "support/process_simulation/run.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod run;
#[path = "support/process_simulation/town.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod town;
#[path = "support/language_conference/twins.rs"]
mod twins;

use counted::Counted;
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::Model;
use foldline::engine::names::BranchId;
use foldline::engine::position::Moment;
use foldline::language::check::check;
use foldline::language::run::{TextModel, spec};
use foldline::language::syntax::read;
use foldline::runtime::recorder::Recorder;
use foldline::samples;
use pollster::block_on;
use std::rc::Rc;
use std::thread;

const TEXT: &str = include_str!("../www/models/conference.fold");

/// How many runs there are, unless `FOLDLINE_RUNS` says otherwise: a minute and a half on two free cores.
const RUNS: u64 = 1_000;

/// As many as the machines that this runs on have cores.
const WORKERS: u64 = 2;

/// The model that the text is.
fn text_model() -> TextModel {
    let (tree, told) = read(TEXT);
    assert!(told.is_empty(), "{told:#?}");
    let checked = check(&tree);
    let program = checked.program;
    TextModel::new(
        program.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics)),
        TEXT,
    )
}

/// What the story of a model leaves: log and journal.
fn told_story(model: Rc<dyn Model>) -> Vec<HistoryEntry> {
    let store = MemoryStore::new();
    let recorder = Recorder::new(&store, &model);
    block_on(async {
        for step in model.story() {
            recorder.send(step).await.expect("a store in memory");
        }
        recorder.finish().await.expect("a store in memory");
        let branch = BranchId::main();
        let history = store.read_history(&branch, Moment::START, usize::MAX);
        history.await.expect("a store in memory")
    })
}

#[test]
fn both_stories_are_the_same_to_the_letter() {
    let (rust, text) = (samples::conference(), Rc::new(text_model()));
    let (one, other) = (rust.story(), text.story());
    for (number, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one, other, "step {number}");
    }
    assert_eq!((one.len(), other.len()), (98, 98));
    let (one, other) = (told_story(rust), told_story(text));
    for (one, other) in one.iter().zip(&other) {
        compare::assert_same_entry(one, other, "the story");
    }
    assert_eq!(one.len(), other.len());
    let (mut one_log, mut other_log) = (Vec::new(), Vec::new());
    compare::public_bytes(&one, &mut one_log);
    compare::public_bytes(&other, &mut other_log);
    assert!(one_log == other_log, "the public histories differ");
    assert!(one_log.len() > 10_000, "there is something to compare");
}

#[test]
fn both_say_the_same_of_themselves() {
    let (rust, text) = (samples::conference(), text_model());
    let differences = compare::schemas(rust.schema(), text.schema());
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn every_spec_of_the_text_passes() {
    let text = text_model();
    let specs = &text.program().specs;
    assert!(!specs.is_empty(), "there are some");
    for one in specs {
        let outcome = spec::run(&text, one);
        let told = &TEXT[one.span.start as usize..one.span.end as usize];
        assert!(outcome.passed(), "{told}\n{:#?}", outcome.problems);
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("a number"))
}

#[test]
#[allow(clippy::print_stdout, reason = "the table tells what was compared")]
fn whatever_people_do_both_do_the_same() {
    let only = number("FOLDLINE_SEED");
    let first = only.or_else(|| number("FOLDLINE_FIRST_SEED")).unwrap_or(0);
    let runs = number("FOLDLINE_RUNS").unwrap_or(RUNS);
    let end = first + if only.is_some() { 1 } else { runs };
    let coverage = thread::scope(|scope| {
        let workers = (0..WORKERS).map(|worker| {
            let seeds = (first + worker..end).step_by(WORKERS as usize);
            scope.spawn(move || coverage_of(seeds))
        });
        // All of them are to begin before the first one is waited for.
        let workers: Vec<_> = workers.collect();
        let counted = workers
            .into_iter()
            .map(|worker| worker.join().expect("it ran"));
        counted.fold(Counted::default(), Counted::plus)
    });
    println!("{}", coverage.table());
    if end - first >= RUNS {
        assert_eq!(coverage.missed(), Vec::<&str>::new());
    }
}

fn coverage_of(seeds: impl Iterator<Item = u64>) -> Counted {
    let text = Rc::new(text_model());
    let mut counted = coverage::to_reach(text.program());
    for seed in seeds {
        let history = twins::run(seed, Rc::<TextModel>::clone(&text));
        coverage::count(&mut counted, &history);
    }
    counted
}
