//! Process managers at work: at-least-once delivery, absorbed repeats, retries, parking, deadlines, two leaders.

#[path = "support/office.rs"]
mod office;
#[path = "support/relay_model.rs"]
mod relay_model;

use foldline::engine::faults::{FaultPlan, FaultPoint, Faults};
use foldline::engine::journal::JournalNote;
use foldline::engine::names::BranchId;
use foldline::engine::position::GlobalPosition;
use foldline::runtime::processors::{Processors, Report};
use office::Office;
use relay_model::REMINDED_AFTER_MILLIS;
use std::cell::Cell;
use std::rc::Rc;

const CRASHES: [FaultPoint; 7] = [
    FaultPoint::CrashBeforeStep,
    FaultPoint::CrashAfterStep,
    FaultPoint::CrashBetweenSends,
    FaultPoint::CrashBeforeSettling,
    FaultPoint::CrashAfterSettling,
    FaultPoint::CrashBeforeAppend,
    FaultPoint::CrashAfterAppend,
];

#[test]
fn an_order_is_answered_once_and_reminded_of_when_it_is_due() {
    let office = Office::new();
    office.send("PlaceOrder", "o-1");
    let due = office.rest();
    assert_eq!((office.letters("o-1"), office.letters("archive")), (1, 1));
    assert_eq!(office.checkpoint("Dispatch"), office.last_order());
    assert!(due.is_some());
    office.pass(REMINDED_AFTER_MILLIS - 1);
    assert_eq!(office.rest(), due, "a moment too early");
    office.pass(1);
    assert_eq!(office.rest(), None);
    assert_eq!(office.letters("o-1"), 2);
    assert_eq!(office.open("Dispatch", "o-1"), None);
}

/// A crash when a point is reached for the n-th time.
struct CrashAt {
    point: FaultPoint,
    reaches_left: Cell<u32>,
}

impl Faults for CrashAt {
    fn strikes(&self, point: FaultPoint) -> bool {
        if point != self.point || self.reaches_left.get() == 0 {
            return false;
        }
        self.reaches_left.set(self.reaches_left.get() - 1);
        self.reaches_left.get() == 0
    }
}

/// Scenario 38: wherever the processor dies, with or without its memory, soon or after hours, the effect comes once.
#[test]
fn a_crash_at_any_point_repeats_the_action_and_the_receiver_absorbs_it() {
    for point in CRASHES {
        let mut crashes = 0;
        for (reach, hours, memory) in (1..40).flat_map(|n| [(n, 0, true), (n, 5, false)]) {
            let mut office = Office::new();
            office.send("PlaceOrder", "o-1");
            office.send("PlaceOrder", "o-2");
            let fault = CrashAt {
                point,
                reaches_left: Cell::new(reach),
            };
            let crashed = office.run_with(&office.processors, &fault);
            crashes += u32::from(crashed.is_err());
            office.pass(hours * 3_600_000);
            if !memory {
                office.reopen();
            }
            office.rest();
            office.pass(REMINDED_AFTER_MILLIS);
            office.rest();
            let found = ["o-1", "o-2", "archive"].map(|to| office.letters(to));
            assert_eq!(
                found,
                [2, 2, 2],
                "{point:?}, time {reach}, {hours} hours, {crashed:?}"
            );
            assert_eq!(office.checkpoint("Dispatch"), office.last_order());
            assert_eq!(office.open("Dispatch", "o-1"), None);
        }
        assert!(crashes >= 4, "{point:?} struck {crashes} times");
    }
}

#[test]
fn gaps_are_not_waited_for() {
    let office = Office::new();
    for order in ["o-1", "o-2", "o-3"] {
        office.send("PlaceOrder", order);
        office.rest();
    }
    // The audit keeps its private streams in the orders' own log: readers see gaps there.
    assert!(office.last_order().number() > 3, "{}", office.last_order());
    assert_eq!(office.letters("archive"), 3);
    assert_eq!(office.checkpoint("Dispatch"), office.last_order());
}

#[test]
fn what_is_delivered_twice_or_to_two_consumers_is_absorbed() {
    for point in [FaultPoint::DuplicateDelivery, FaultPoint::TwoConsumers] {
        let office = Office::new();
        office.send("PlaceOrder", "o-1");
        office.want(FaultPlan::Once { point });
        office.rest();
        assert_eq!(office.faults.take_struck(), [point]);
        assert_eq!((office.letters("o-1"), office.letters("archive")), (1, 1));
        let absorbed = office.take_reports().into_iter();
        let absorbed = absorbed
            .filter(|report| matches!(report, Report::Noticed(JournalNote::InputAbsorbed { .. })));
        assert_eq!(absorbed.count(), 1, "{point:?}");
    }
}

#[test]
fn late_events_are_not_lost() {
    let office = Office::new();
    office.send("PlaceOrder", "o-1");
    let point = FaultPoint::DelayedDelivery;
    for _ in 0..2 {
        office.want(FaultPlan::Once { point });
        office.rest();
    }
    office.rest();
    assert_eq!(office.letters("o-1"), 1);
}

#[test]
fn a_refused_command_is_tried_again_later_and_later_and_then_parked() {
    let office = Office::new();
    office.send("BlockLetters", "archive");
    office.send("PlaceOrder", "o-1");
    for (tries, wait) in [(1, 1_000), (2, 2_000), (3, 4_000), (4, 8_000)] {
        office.rest();
        let open = office.open("Dispatch", "o-1").expect("it is tried again");
        assert_eq!(open.trying.expect("it was refused").tries, tries);
        office.pass(wait - 1);
        office.rest();
        let open = office.open("Dispatch", "o-1").expect("it is tried again");
        assert_eq!(open.trying.expect("not yet").tries, tries);
        office.pass(1);
    }
    office.rest();
    let parked = office.open("Dispatch", "o-1").and_then(|open| open.parked);
    let reason = parked.expect("it is parked").reason;
    assert_eq!(
        reason,
        "“SendLetter” was refused 5 times: No letters are taken here."
    );
    assert_eq!(
        office.letters("o-1"),
        1,
        "the first command of the step was sent once"
    );
}

#[test]
fn a_parked_input_blocks_its_own_instance_and_no_other() {
    let mut office = Office::new();
    office.send("PlaceOrder", "unlucky");
    office.send("ChangeOrder", "unlucky");
    office.send("PlaceOrder", "o-1");
    office.rest();
    let open = office.open("Dispatch", "unlucky").expect("it is parked");
    assert_eq!(
        open.parked.expect("parked").reason,
        "Unlucky orders can't be handled."
    );
    assert_eq!(open.held.len(), 1, "the change waits");
    assert_eq!((office.letters("unlucky"), office.letters("o-1")), (0, 1));
    assert_eq!(
        office.checkpoint("Dispatch"),
        office.last_order(),
        "all are durably handled"
    );
    // Tried again it fails again; given up, the next one is handled, also by another tab.
    assert!(office.decide("Dispatch", "unlucky", true).is_some());
    office.rest();
    assert!(
        office
            .open("Dispatch", "unlucky")
            .is_some_and(|open| open.parked.is_some())
    );
    office.reopen();
    assert!(office.decide("Dispatch", "unlucky", false).is_some());
    office.rest();
    assert_eq!(office.letters("unlucky"), 1);
    assert_eq!(office.decide("Dispatch", "unlucky", false), None);
}

#[test]
fn a_parked_command_is_sent_once_it_is_tried_again() {
    let office = Office::new();
    office.send("BlockLetters", "archive");
    office.send("PlaceOrder", "o-1");
    for _ in 0..5 {
        office.rest();
        office.pass(10_000);
    }
    assert!(
        office
            .open("Dispatch", "o-1")
            .is_some_and(|open| open.parked.is_some())
    );
    office.send("AllowLetters", "archive");
    office.rest();
    assert_eq!(office.letters("archive"), 0, "a person decides");
    assert!(office.decide("Dispatch", "o-1", true).is_some());
    office.rest();
    assert_eq!((office.letters("archive"), office.letters("o-1")), (1, 1));
}

#[test]
fn a_step_that_is_given_up_sends_no_more() {
    let office = Office::new();
    office.send("BlockLetters", "archive");
    office.send("PlaceOrder", "o-1");
    for _ in 0..5 {
        office.rest();
        office.pass(10_000);
    }
    assert!(office.decide("Dispatch", "o-1", false).is_some());
    office.send("AllowLetters", "archive");
    office.rest();
    assert_eq!((office.letters("archive"), office.letters("o-1")), (0, 1));
    office.pass(REMINDED_AFTER_MILLIS);
    office.rest();
    assert_eq!(office.letters("o-1"), 2, "its deadline stands");
}

#[test]
fn a_late_deadline_fires_at_once_and_keeps_its_due() {
    let mut office = Office::new();
    office.send("PlaceOrder", "o-1");
    let due = office.rest();
    office.pass(24 * 3_600_000);
    office.reopen();
    office.rest();
    assert_eq!(office.letters("o-1"), 2);
    let history = format!("{:?}", office.history());
    let due = due.expect("a deadline").millis();
    assert!(history.contains(&format!("\\\"due\\\":{due}")), "{history}");
}

#[test]
fn two_tabs_that_both_think_they_lead_do_everything_once() {
    let office = Office::new();
    let other = Processors::new(Rc::clone(&office.model), BranchId::main());
    for (round, point) in CRASHES.into_iter().enumerate() {
        office.send("PlaceOrder", &format!("o-{round}"));
        office.want(FaultPlan::Once { point });
        let _ = office.run_once(&office.processors);
        office.run_once(&other).expect("the fault has struck");
        office.rest();
    }
    assert_eq!(office.letters("archive"), 7);
    for round in 0..CRASHES.len() {
        assert_eq!(office.letters(&format!("o-{round}")), 1);
    }
}

#[test]
fn the_past_shows_a_process_half_way() {
    let office = Office::new();
    office.send("PlaceOrder", "o-1");
    office.rest();
    let open_at = |position| {
        let look = |p: &foldline::engine::process::Processor| {
            p.open().next().map(|(_, open)| open.clone())
        };
        office.processor_at("Dispatch", GlobalPosition::new(position), look)
    };
    let end = office.end().number();
    let half_way = (3..end)
        .filter_map(open_at)
        .find(|open| open.step.is_some());
    let step = half_way
        .and_then(|open| open.step)
        .expect("a step that is not settled");
    assert_eq!((step.rule.as_str(), step.commands.len()), ("placed", 2));
    let at_rest = open_at(end).expect("a deadline is set");
    assert!(at_rest.step.is_none() && at_rest.deadlines.len() == 1);
}
