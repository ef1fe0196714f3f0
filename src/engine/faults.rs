//! Faults on purpose: the points at which an event-sourced system can break, and who decides that it does.
//!
//! The engine asks at each point; the page and the tests answer with the same plans.

use super::hash::stable_hash;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

/// A point at which something can go wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FaultPoint {
    /// The program dies before a commit is appended.
    CrashBeforeAppend,
    /// The program dies when a commit is durable, and before anyone is told.
    CrashAfterAppend,
    /// A processor dies before it has recorded a step.
    CrashBeforeStep,
    /// A processor dies when a step is recorded, before its first command is sent.
    CrashAfterStep,
    /// A processor dies between two commands of a step.
    CrashBetweenSends,
    /// A processor dies when all commands of a step are sent, before that is recorded.
    CrashBeforeSettling,
    /// A processor dies when a step is settled.
    CrashAfterSettling,
    /// An event is delivered twice.
    DuplicateDelivery,
    /// The events of a context arrive late.
    DelayedDelivery,
    /// The events of another context arrive first.
    ReorderedContexts,
    /// Two instances of one consumer get the same event.
    TwoConsumers,
    /// Somebody else writes to the stream between load and append.
    LostRace,
    /// The disk fails.
    FailedDisk,
}

impl FaultPoint {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::CrashBeforeAppend,
        Self::CrashAfterAppend,
        Self::CrashBeforeStep,
        Self::CrashAfterStep,
        Self::CrashBetweenSends,
        Self::CrashBeforeSettling,
        Self::CrashAfterSettling,
        Self::DuplicateDelivery,
        Self::DelayedDelivery,
        Self::ReorderedContexts,
        Self::TwoConsumers,
        Self::LostRace,
        Self::FailedDisk,
    ];
}

impl FaultPoint {
    /// What goes wrong, in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CrashBeforeAppend => "crash before an append",
            Self::CrashAfterAppend => "crash after an append",
            Self::CrashBeforeStep => "crash before a step is recorded",
            Self::CrashAfterStep => "crash after a step is recorded",
            Self::CrashBetweenSends => "crash between two sends",
            Self::CrashBeforeSettling => "crash before a step is settled",
            Self::CrashAfterSettling => "crash after a step is settled",
            Self::DuplicateDelivery => "an event is delivered twice",
            Self::DelayedDelivery => "events are delivered late",
            Self::ReorderedContexts => "contexts are delivered in another order",
            Self::TwoConsumers => "two instances of one consumer",
            Self::LostRace => "a race is lost",
            Self::FailedDisk => "the disk fails",
        }
    }
}

/// Decides where something goes wrong.
pub trait Faults {
    /// Whether it goes wrong here and now.
    fn strikes(&self, point: FaultPoint) -> bool;
}

/// Nothing goes wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFaults;

impl Faults for NoFaults {
    fn strikes(&self, _point: FaultPoint) -> bool {
        false
    }
}

/// Which faults are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FaultPlan {
    /// None.
    #[default]
    Off,
    /// This one, the next time that its point is reached.
    Once {
        /// Where.
        point: FaultPoint,
    },
    /// All of them, each time that a point is reached with this chance.
    Seeded {
        /// The same seed gives the same faults for the same course of events.
        seed: u64,
        /// How many in a thousand.
        per_mille: u16,
    },
}

/// Faults as a plan wants them, and which struck.
#[derive(Debug, Default)]
pub struct PlannedFaults {
    plan: Cell<FaultPlan>,
    reached: Cell<u64>,
    struck: RefCell<Vec<FaultPoint>>,
}

impl PlannedFaults {
    /// Faults by this plan.
    pub fn new(plan: FaultPlan) -> Self {
        let planned = Self::default();
        planned.set(plan);
        planned
    }

    /// From here on this plan.
    pub fn set(&self, plan: FaultPlan) {
        self.plan.set(plan);
        self.reached.set(0);
    }

    /// The plan as it is now; a fault that was wanted once and has struck is off.
    pub fn plan(&self) -> FaultPlan {
        self.plan.get()
    }

    /// The faults that struck since this was asked last, in order.
    pub fn take_struck(&self) -> Vec<FaultPoint> {
        self.struck.take()
    }

    fn decide(&self, point: FaultPoint) -> bool {
        match self.plan.get() {
            FaultPlan::Off => false,
            FaultPlan::Once { point: wanted } if wanted == point => {
                self.plan.set(FaultPlan::Off);
                true
            }
            FaultPlan::Once { .. } => false,
            FaultPlan::Seeded { seed, per_mille } => {
                let reached = self.reached.get();
                self.reached.set(reached + 1);
                let hash = stable_hash([&seed.to_be_bytes()[..], &reached.to_be_bytes()[..]]);
                let drawn = u16::from_be_bytes([hash[0], hash[1]]) % 1_000;
                drawn < per_mille
            }
        }
    }
}

impl Faults for PlannedFaults {
    fn strikes(&self, point: FaultPoint) -> bool {
        let strikes = self.decide(point);
        if strikes {
            self.struck.borrow_mut().push(point);
        }
        strikes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fault_strikes_once_and_only_at_its_point() {
        let point = FaultPoint::CrashAfterStep;
        let faults = PlannedFaults::new(FaultPlan::Once { point });
        assert!(!faults.strikes(FaultPoint::LostRace));
        assert!(faults.strikes(point) && !faults.strikes(point));
        assert_eq!(faults.take_struck(), [point]);
        assert_eq!(faults.plan(), FaultPlan::Off);
    }

    #[test]
    fn a_seed_gives_the_same_faults_again_at_about_the_wanted_rate() {
        let plan = FaultPlan::Seeded {
            seed: 7,
            per_mille: 100,
        };
        let course = || {
            let faults = PlannedFaults::new(plan);
            let all = (0..1_000).map(|_| faults.strikes(FaultPoint::FailedDisk));
            all.collect::<Vec<_>>()
        };
        let struck = course().iter().filter(|strikes| **strikes).count();
        assert_eq!(course(), course());
        assert!((60..140).contains(&struck), "{struck} of 1,000");
    }
}
