//! One run: people act, faults strike, tabs die, time passes; at last everything comes to rest.

use super::booking;
use super::checks::{self, Problems};
use super::people;
use super::town::Town;
use foldline::app::effect::ClockMove;
use foldline::app::message::PersonMessage;
use foldline::engine::faults::{FaultPlan, FaultPoint};

/// How many commands people send in a run.
pub(crate) const COMMANDS: usize = 200;

/// After so many commands there is a calm.
const CALM_EVERY: usize = 40;

/// The town at the end of the run of this seed, and what is wrong there.
pub(crate) fn run(seed: u64, bug: Option<&str>) -> (Town, Problems) {
    let mut town = Town::new(seed);
    let stormy = !seed.is_multiple_of(8);
    if let Some(bug) = bug {
        let bug = bug.to_owned();
        town.act(0, PersonMessage::SwitchedReferenceBug { bug, on: true });
    }
    let storm = |town: &Town, number: usize| {
        let plan = match stormy {
            true => FaultPlan::Seeded {
                seed: seed + number as u64,
                per_mille: per_mille(seed, bug),
            },
            false => FaultPlan::Off,
        };
        town.act(0, PersonMessage::PlannedFaults(plan));
    };
    let mut problems = Problems::new();
    for number in 0..COMMANDS {
        if number.is_multiple_of(CALM_EVERY) {
            town.act(0, PersonMessage::PlannedFaults(FaultPlan::Off));
            problems.extend(checks::in_a_calm(&town));
            storm(&town, number);
        }
        if bug.is_some() && seed.is_multiple_of(2) && town.dice.chance(500) {
            let point = *town.dice.pick(&WHERE_BUGS_SHOW).expect("there are some");
            town.act(0, PersonMessage::PlannedFaults(FaultPlan::Once { point }));
        }
        let tab = step(&mut town, number, stormy);
        problems.extend(checks::invariants(&town, tab, false));
        if !problems.is_empty() {
            problems.insert(0, format!("after command {number}"));
            break;
        }
    }
    let parked = town.come_to_rest();
    if parked > 0 && !stormy && bug.is_none() {
        problems.push(format!("{parked} inputs were parked, and no fault struck"));
    }
    problems.extend(checks::at_rest(&town));
    problems.extend(booking::at_rest(&town));
    (town, problems)
}

/// Bugs show where events come again, and where a processor dies between sending and settling.
const WHERE_BUGS_SHOW: [FaultPoint; 4] = [
    FaultPoint::DuplicateDelivery,
    FaultPoint::DuplicateDelivery,
    FaultPoint::CrashBeforeSettling,
    FaultPoint::CrashAfterSettling,
];

/// Bugs are looked for in worse weather.
fn per_mille(seed: u64, bug: Option<&str>) -> u16 {
    let usual = 5 + (seed % 4) as u16 * 15;
    usual * if bug.is_some() { 3 } else { 1 }
}

/// Somebody sends a command. Answers in which tab.
fn step(town: &mut Town, number: usize, stormy: bool) -> usize {
    meanwhile(town, number, stormy);
    let tab = town.dice.below(town.tabs());
    town.send(tab, people::next(town, number));
    tab
}

/// What happens before: tabs die, time passes, news spreads.
pub(crate) fn meanwhile(town: &mut Town, number: usize, stormy: bool) {
    match town.dice.below(40) {
        0 => {
            let number = town.dice.below(2);
            town.reopen(number.min(town.tabs()));
        }
        1 => town.act(
            0,
            PersonMessage::MovedClock(ClockMove::By(minutes(town, 20))),
        ),
        2 => town.act(0, PersonMessage::MovedClock(ClockMove::ToNextDeadline)),
        3 => town.act(0, PersonMessage::MovedClock(ClockMove::FollowMachine)),
        4..8 => town.wake(town.dice.below(town.tabs())),
        8 => town.pass(minutes(town, 60)),
        9..14 => town.deliver_news(town.dice.below(town.tabs())),
        14 if stormy => town.forge(number),
        _ => town.pass(minutes(town, 2)),
    }
}

fn minutes(town: &Town, most: usize) -> i64 {
    town.dice.below(most * 60_000) as i64
}
