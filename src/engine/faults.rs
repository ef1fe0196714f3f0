//! Faults on purpose: the points at which an event-sourced system can break, and who decides that it does.
//!
//! The engine asks at each point; the page and the tests answer with the same plans.

use serde::{Deserialize, Serialize};

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
