//! Everything that can happen to one order, in every order: an attendee who places, changes, pays and confirms, time
//! that passes, contexts that are read in either order, inputs that come twice. Wherever things come to rest, money
//! that was taken is that of a confirmed order or marked for refund, and seats are committed or given back.
#![cfg(test)]

mod around;

use super::state::{Change, Stage, State};
use super::{NAME, react};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::names::{CommandId, CorrelationId, ProcessName, ReferenceBug};
use crate::engine::process::{Deadline, Input, RecordedStep, SentCommand};
use crate::engine::time::Clock;
use around::{Around, Moves, Order};
use std::collections::{BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// An order, its process, and all that they meet, at one moment.
#[derive(Clone, Debug)]
struct Walk {
    around: Around,
    state: State,
    deadline: Option<Deadline>,
    sending: VecDeque<SentCommand>,
    refused: VecDeque<Input>,
    handled: Vec<Input>,
    absorbed: BTreeSet<CommandId>,
    duplicates: u32,
    bugs: BTreeSet<ReferenceBug>,
    /// What was done, for whoever reads a failure.
    path: Vec<String>,
}

/// How much may happen.
#[derive(Clone, Copy)]
struct Limits {
    moves: Moves,
    duplicates: u32,
}

/// What a walk has seen.
#[derive(Debug, Default)]
struct Seen {
    moments: BTreeSet<u64>,
    rules: BTreeSet<String>,
    errors: BTreeSet<String>,
    broken: BTreeSet<String>,
}

impl Walk {
    fn begin(limits: Limits, bugs: &[&str]) -> Self {
        Self {
            around: Around::new(limits.moves),
            state: State::default(),
            deadline: None,
            sending: VecDeque::new(),
            refused: VecDeque::new(),
            handled: Vec::new(),
            absorbed: BTreeSet::new(),
            duplicates: limits.duplicates,
            bugs: bugs.iter().map(ReferenceBug::new).collect(),
            path: Vec::new(),
        }
    }

    /// Every moment that can come next.
    fn next(&self, seen: &mut Seen) -> Vec<Self> {
        let mut next = Vec::new();
        for (name, around) in self.around.moves() {
            let mut after = self.clone();
            after.around = around;
            after.path.push(name);
            next.push(after);
        }
        next.extend(self.process(seen));
        next
    }

    /// Every next thing that the process may do.
    fn process(&self, seen: &mut Seen) -> Vec<Self> {
        if !self.sending.is_empty() {
            return vec![self.clone().send()];
        }
        if !self.refused.is_empty() {
            let mut after = self.clone();
            let input = after.refused.pop_front();
            return input
                .map(|input| after.handle(input, seen))
                .into_iter()
                .collect();
        }
        let mut next = Vec::new();
        for context in 0..2 {
            let mut after = self.clone();
            if let Some(input) = after.around.logs[context].pop_front() {
                after.handled.push(input.clone());
                next.push(after.handle(input, seen));
            }
        }
        if let Some(deadline) = &self.deadline {
            let mut after = self.clone();
            after.deadline = None;
            after.around.now = deadline.due.max(self.around.now);
            next.push(after.handle(Input::deadline(deadline.clone()), seen));
        }
        if self.duplicates > 0 {
            next.extend(self.handled.iter().map(|input| {
                let mut after = self.clone();
                after.duplicates -= 1;
                after.path.push("once more".to_owned());
                after.handle(input.clone(), seen)
            }));
        }
        next
    }

    /// An input that can't be handled is skipped, as a person would do.
    fn handle(mut self, input: Input, seen: &mut Seen) -> Self {
        let mut environment = DecisionEnvironment::new(self.around.now, Clock::ByHand, "walk");
        environment.reference_bugs.clone_from(&self.bugs);
        let name = input.name().to_owned();
        let reaction = match react(&self.state, &input, &environment) {
            Ok(reaction) => reaction,
            Err(error) => {
                seen.errors
                    .insert(format!("{:?} {name}: {error}", self.state.stage));
                self.path.push(format!("{name} skipped"));
                return self;
            }
        };
        assert!(!reaction.unhandled, "{name}: {:#?}", self.path);
        self.path.push(format!("{name} {}", reaction.rule));
        seen.rules.insert(reaction.rule.clone());
        let process = ProcessName::new(NAME);
        let step = RecordedStep::new(&process, "o-1", input, self.around.now, reaction);
        self.state.evolve(&Change::of(&step));
        let cancelled = self
            .deadline
            .take_if(|deadline| step.ends || step.deadlines_cancelled.contains(&deadline.name));
        drop(cancelled);
        self.deadline = step.deadlines_set.first().cloned().or(self.deadline);
        self.sending.extend(step.commands);
        self
    }

    fn send(mut self) -> Self {
        let Some(command) = self.sending.pop_front() else {
            return self;
        };
        if self.absorbed.contains(&command.id) {
            return self;
        }
        let name = command.command_type.to_string();
        match self.around.take(&command) {
            Ok(()) => {
                self.path.push(name);
                self.absorbed.insert(command.id);
            }
            Err(refusal) => {
                self.path.push(format!("{name} refused: {}", refusal.code));
                let correlation = CorrelationId::new("walk");
                self.refused
                    .push_back(Input::refused(command, refusal, correlation));
            }
        }
        self
    }

    fn is_at_rest(&self) -> bool {
        self.sending.is_empty()
            && self.refused.is_empty()
            && self.around.logs.iter().all(VecDeque::is_empty)
            && self.deadline.is_none()
    }

    /// What is wrong, where nothing more will come by itself.
    fn problem(&self) -> Option<String> {
        if !self.is_at_rest() {
            return None;
        }
        let around = &self.around;
        let problem = around.problem();
        let begun = around.order != Order::Nothing;
        let done = matches!(self.state.stage, Stage::Completed(_));
        problem.or_else(|| (begun && !done).then(|| "the process never ends".to_owned()))
    }

    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let Self { path: _, .. } = self;
        let parts = (&self.around, &self.state, &self.deadline, &self.sending);
        let more = (&self.refused, self.duplicates, &self.absorbed);
        let handled = (self.duplicates > 0).then_some(&self.handled);
        format!("{parts:?}{more:?}{handled:?}").hash(&mut hasher);
        hasher.finish()
    }
}

/// Walks everywhere. Gives what was seen.
fn walk(limits: Limits, bugs: &[&str]) -> Seen {
    let mut seen = Seen::default();
    let mut open = vec![Walk::begin(limits, bugs)];
    while let Some(moment) = open.pop() {
        if let Some(problem) = moment.problem() {
            if bugs.is_empty() {
                panic!("{problem}: {:#?}\n{:#?}", moment.path, moment.state);
            }
            seen.broken.insert(problem);
            continue;
        }
        for next in moment.next(&mut seen) {
            if seen.moments.insert(next.fingerprint()) {
                open.push(next);
            }
        }
    }
    seen
}

const ONE_OF_EACH: Moves = Moves {
    updates: 1,
    payments: 1,
    others: 1,
    waits: 1,
    late: true,
};

fn limits(moves: Moves) -> Limits {
    Limits {
        moves,
        duplicates: 0,
    }
}

fn texts<const N: usize>(texts: [&str; N]) -> BTreeSet<String> {
    texts.map(str::to_owned).into()
}

/// An attendee who changes an order while it is told what is held, to just that, can pay it at once. The change is
/// heard later, and the table has no answer to it: a person skips it, and the rest goes its way.
const UPDATED_TO_WHAT_IT_HAS: [&str; 1] =
    ["PaymentConfirmationReceived OrderUpdated: The order cannot be updated at this stage."];

#[test]
fn money_and_seats_find_their_place_in_every_order_of_events() {
    let seen = walk(limits(ONE_OF_EACH), &[]);
    assert_eq!(seen.errors, texts(UPDATED_TO_WHAT_IT_HAS));
    // The other rows need an input that comes twice, or one that makes no sense.
    let rows = [
        "M1", "M2", "M5", "M6", "M7", "M8", "M11", "M12", "M13", "M14", "M15", "H5", "H7", "R1",
        "R2", "R3", "R4", "R5", "R7",
    ];
    assert_eq!(seen.rules, texts(rows));
}

#[test]
fn two_payments_are_never_both_kept() {
    let moves = Moves {
        payments: 2,
        others: 0,
        ..ONE_OF_EACH
    };
    walk(limits(moves), &[]);
}

#[test]
fn an_order_may_be_changed_twice() {
    let moves = Moves {
        updates: 2,
        waits: 0,
        late: false,
        ..ONE_OF_EACH
    };
    let seen = walk(limits(moves), &[]);
    assert_eq!(seen.errors, texts(UPDATED_TO_WHAT_IT_HAS));
}

#[test]
fn an_input_that_comes_twice_changes_nothing_for_the_worse() {
    let moves = Moves {
        others: 0,
        late: false,
        ..ONE_OF_EACH
    };
    let limits = Limits {
        moves,
        duplicates: 1,
    };
    let seen = walk(limits, &[]);
    assert!(seen.rules.is_superset(&texts(["M3", "M9", "H4"])));
}

#[test]
fn in_the_original_a_late_payment_is_kept_for_nothing() {
    let seen = walk(limits(ONE_OF_EACH), &["H5"]);
    let money = ["1000 is kept where 0 is due", "2000 is kept where 0 is due"];
    assert_eq!(seen.broken, texts(money));
}

#[test]
fn in_the_original_a_paid_order_loses_its_seats() {
    let seen = walk(limits(ONE_OF_EACH), &["H6"]);
    let seats = "an order has other seats than it should";
    assert!(seen.broken.contains(seats), "{:?}", seen.broken);
}
