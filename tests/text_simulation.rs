//! Models written as texts with every fault on: people act by their tasks in two tabs that both run the processes, tabs
//! die, events come twice, late and in another order, disks fail and races are lost. Each run is made from its seed
//! alone.
//!
//! What a model says of itself must hold: its invariants after every step, and when every deadline has passed also
//! those of the rest, with nothing left to do and nothing acknowledged missing.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/simulation/dice.rs"]
mod dice;

#[path = "support/process_simulation/checks.rs"]
mod checks;
#[path = "support/counted.rs"]
mod counted;
#[path = "support/text_simulation/person.rs"]
mod person;
#[path = "support/text_simulation/reached.rs"]
mod reached;
#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "support/process_simulation/town.rs"]
mod town;

use checks::Problems;
use counted::Counted;
use foldline::app::effect::ClockMove;
use foldline::app::message::PersonMessage as P;
use foldline::engine::faults::FaultPlan;
use foldline::engine::model::Model;
use foldline::language::compile;
use std::rc::Rc;
use std::thread;
use town::Town;

/// How many runs there are of each model, unless `FOLDLINE_RUNS` says otherwise.
const RUNS: u64 = 100;

/// How often somebody acts in a run.
const ACTS: usize = 150;

#[test]
fn orders_keep_their_promises_whatever_goes_wrong() {
    simulate(include_str!("../www/models/orders.fold"), &[]);
}

#[test]
fn expenses_keep_their_promises_whatever_goes_wrong() {
    simulate(
        include_str!("../www/models/expenses.fold"),
        &NOT_IN_EXPENSES,
    );
}

/// Each of its translations hears one context and sends one command at a time, and what it hears of a claim comes in
/// order: the model's specs hold what it does all the same.
const NOT_IN_EXPENSES: [&str; 4] = [
    "event PaymentDeclined",
    "event PaymentForestalled",
    "fault contexts are delivered in another order",
    "fault crash between two sends",
];

/// Runs a model from many seeds. `unreached` is what need not come about.
#[track_caller]
#[allow(
    clippy::print_stdout,
    reason = "the table tells what the simulation reached"
)]
fn simulate(text: &'static str, unreached: &[&str]) {
    if let Ok(seed) = std::env::var("FOLDLINE_SEED") {
        let (town, problems) = run(seed.parse().expect("a number"), &model(text));
        println!("{}", town.chronicle());
        assert!(problems.is_empty(), "{problems:#?}");
        return;
    }
    let runs = std::env::var("FOLDLINE_RUNS").map_or(RUNS, |it| it.parse().expect("a number"));
    let (even, odd) = thread::scope(|scope| {
        let half = |first: u64| scope.spawn(move || reached_by(text, (first..runs).step_by(2)));
        let (even, odd) = (half(0), half(1));
        (even.join().expect("it ran"), odd.join().expect("it ran"))
    });
    let counted = even.plus(odd);
    println!("{}", counted.table());
    let mut missed = counted.missed();
    missed.retain(|what| !unreached.contains(what));
    assert!(
        runs < RUNS || missed.is_empty(),
        "never reached: {missed:?}"
    );
}

fn model(text: &str) -> Rc<dyn Model> {
    Rc::new(compile(text).model.expect("it has no mistakes"))
}

fn reached_by(text: &str, seeds: impl Iterator<Item = u64>) -> Counted {
    let model = model(text);
    let mut counted = reached::to_reach(&*model);
    for seed in seeds {
        let (town, problems) = run(seed, &model);
        assert!(
            problems.is_empty(),
            "seed {seed}; only this run: FOLDLINE_SEED={seed} cargo test --test text_simulation\n{problems:#?}"
        );
        reached::count(&mut counted, &town);
    }
    counted
}

/// The town at the end of the run of this seed, and what is wrong there.
fn run(seed: u64, model: &Rc<dyn Model>) -> (Town, Problems) {
    let mut town = Town::under(seed, Rc::clone(model));
    let stormy = !seed.is_multiple_of(8);
    let mut problems = Problems::new();
    for number in 0..ACTS {
        if number.is_multiple_of(30) {
            town.act(0, P::PlannedFaults(FaultPlan::Off));
            problems.extend(checks::in_a_calm(&town));
            town.act(0, P::PlannedFaults(weather(seed, number, stormy)));
        }
        meanwhile(&mut town);
        let tab = town.dice.below(town.tabs());
        person::act(&town, tab);
        problems.extend(checks::invariants(&town, tab, false));
        if !problems.is_empty() {
            problems.insert(0, format!("after act {number}"));
            break;
        }
    }
    let parked = town.come_to_rest();
    if parked > 0 && !stormy {
        problems.push(format!("{parked} inputs were parked, and no fault struck"));
    }
    problems.extend(checks::at_rest(&town));
    (town, problems)
}

fn weather(seed: u64, number: usize, stormy: bool) -> FaultPlan {
    match stormy {
        true => FaultPlan::Seeded {
            seed: seed + number as u64,
            per_mille: 5 + (seed % 4) as u16 * 15,
        },
        false => FaultPlan::Off,
    }
}

/// What happens between: tabs die, time passes, news spreads.
fn meanwhile(town: &mut Town) {
    let minutes = |town: &Town, most: usize| town.dice.below(most * 60_000) as i64;
    match town.dice.below(30) {
        0 => {
            let number = town.dice.below(2);
            town.reopen(number.min(town.tabs()));
        }
        1 => town.act(0, P::MovedClock(ClockMove::ToNextDeadline)),
        2 => town.act(0, P::MovedClock(ClockMove::FollowMachine)),
        3..6 => town.wake(town.dice.below(town.tabs())),
        6 => town.pass(minutes(town, 60 * 24)),
        7..12 => town.deliver_news(town.dice.below(town.tabs())),
        _ => town.pass(minutes(town, 20)),
    }
}
