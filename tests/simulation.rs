//! The whole application under fire: several tabs of one browser, people who do what people do, and a storage that
//! fails, delays and lets others sneak in. Every run is made from its seed alone.
//!
//! After each run everything is left to come to rest, and then: what was acknowledged is in the log once and whole,
//! every tab shows the fold of that log, and nothing was sent from the past.
#![cfg(not(target_arch = "wasm32"))]
// Stores before stores, and futures within futures: their types are deep.
#![recursion_limit = "256"]

#[path = "support/simulation.rs"]
mod simulation;

use simulation::coverage::Coverage;
use simulation::run::run;
use std::rc::Rc;

/// How many runs there are; together they take well under a minute.
const RUNS: u64 = 320;

/// Runs this seed alone: `FOLDLINE_SEED=17 cargo test --test simulation -- --nocapture`.
const SEED: &str = "FOLDLINE_SEED";

#[test]
#[allow(
    clippy::print_stdout,
    reason = "the table tells what the simulation reached"
)]
fn whatever_happens_nothing_acknowledged_is_lost_and_every_tab_tells_the_truth() {
    let coverage = Rc::new(Coverage::default());
    if let Ok(seed) = std::env::var(SEED) {
        let seed = seed.parse().expect("a seed is a number");
        return guarded(seed, &coverage);
    }
    for seed in 0..RUNS {
        guarded(seed, &coverage);
    }
    println!("{}", coverage.table());
    let missed = coverage.missed();
    assert!(missed.is_empty(), "never reached: {missed:?}");
}

fn guarded(seed: u64, coverage: &Rc<Coverage>) {
    let _guard = Guard(seed);
    run(seed, coverage);
}

/// Names the seed of a run that fails.
struct Guard(u64);

impl Drop for Guard {
    #[allow(clippy::print_stderr, reason = "the seed is what one needs to know")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let seed = self.0;
            eprintln!(
                "The run with seed {seed} failed. Only this run: {SEED}={seed} cargo test --test simulation -- --nocapture"
            );
        }
    }
}
