//! The whole system with every fault on: people act in two tabs that both run the processes, tabs die, events come
//! twice, late and in another order, disks fail and races are lost. Each run is made from its seed alone.
//!
//! After each run, with every deadline passed: no deliverable work is left, no seat is held, all money is accounted
//! for, a rebuild equals what is shown, and nothing acknowledged is missing. With a reference bug on it finds the bug.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/simulation/dice.rs"]
mod dice;

#[path = "support/process_simulation/booking.rs"]
mod booking;
#[path = "support/process_simulation/checks.rs"]
mod checks;
#[path = "support/counted.rs"]
mod counted;
#[path = "support/process_simulation/people.rs"]
mod people;
#[path = "support/process_simulation/run.rs"]
mod run;
#[path = "support/process_simulation/tally.rs"]
mod tally;
#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "support/process_simulation/town.rs"]
mod town;

use counted::Counted;
use run::run;
use std::thread;

/// How many runs there are, unless `FOLDLINE_RUNS` says otherwise.
const RUNS: u64 = 2_000;

/// As many as the machines that this runs on have cores.
const WORKERS: u64 = 2;

/// The weather in which bugs are looked for, without one.
const NO_BUG: &str = "none";

/// Within so many runs every reference bug is found.
const RUNS_TO_FIND_A_BUG: u64 = 1_000;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("a number"))
}

#[test]
#[allow(
    clippy::print_stdout,
    reason = "the table tells what the simulation reached"
)]
fn whatever_goes_wrong_everything_is_done_once_and_nothing_is_lost() {
    if let Some(seed) = number("FOLDLINE_SEED") {
        let (town, problems) = run(seed, None);
        println!("{}", town.chronicle());
        assert!(problems.is_empty(), "{problems:#?}");
        return;
    }
    let first = number("FOLDLINE_FIRST_SEED").unwrap_or(0);
    let runs = number("FOLDLINE_RUNS").unwrap_or(RUNS);
    let counted = thread::scope(|scope| {
        let workers = (0..WORKERS).map(|worker| {
            let seeds = (first + worker..first + runs).step_by(WORKERS as usize);
            scope.spawn(move || tally_of(seeds))
        });
        // All of them are to begin before the first one is waited for.
        let workers: Vec<_> = workers.collect();
        let tallies = workers
            .into_iter()
            .map(|worker| worker.join().expect("it ran"));
        tallies.fold(tally::to_reach(), Counted::plus)
    });
    println!("{}", counted.table());
    if runs >= RUNS {
        assert!(
            counted.missed().is_empty(),
            "never reached: {:?}",
            counted.missed()
        );
    }
}

fn tally_of(seeds: impl Iterator<Item = u64>) -> Counted {
    let mut counted = tally::to_reach();
    for seed in seeds {
        let (town, problems) = run(seed, None);
        assert!(
            problems.is_empty(),
            "seed {seed}; only this run: FOLDLINE_SEED={seed} cargo test --test process_simulation\n{problems:#?}"
        );
        tally::count(&mut counted, &town);
    }
    counted
}

#[test]
#[allow(clippy::print_stdout, reason = "the seed is what one needs to know")]
fn every_reference_bug_is_found() {
    let model = foldline::samples::conference();
    let bugs = &model.schema().reference_bugs;
    assert_eq!(bugs.len(), 6);
    let missed: Vec<&str> = bugs
        .iter()
        .map(|bug| bug.name.as_str())
        .filter(|bug| !finds(bug))
        .collect();
    assert!(missed.is_empty(), "not found: {missed:?}");
}

#[allow(clippy::print_stdout, reason = "the seed is what one needs to know")]
fn finds(bug: &str) -> bool {
    let found = (0..RUNS_TO_FIND_A_BUG).find_map(|seed| {
        let (_, problems) = run(seed, Some(bug));
        (!problems.is_empty()).then_some((seed, problems))
    });
    if let Some((seed, problems)) = &found {
        println!("{bug} found with seed {seed}: {}", problems.join("; "));
        let (_, without) = run(*seed, Some(NO_BUG));
        assert!(without.is_empty(), "it is not {bug}: {without:?}");
    }
    found.is_some()
}
