//! A store in which something goes wrong on purpose: its appends fail, their answers are lost, or a rival is faster.
//!
//! It keeps the whole contract of the store that it wraps. What fails here fails as it would on a real disk: before
//! the write nothing is there, after the write only the answer is missing.

use super::commit::{CommitData, Visibility};
use super::environment::derived_id;
use super::event_store::{Appended, EventStore, StoreError};
use super::faults::{FaultPoint, Faults};
use super::front_store::FrontStore;
use super::names::{CommandId, CorrelationId, Person};
use super::version::ExpectedVersion;

/// Who is faster where a race is lost on purpose.
pub const RIVAL: &str = "A rival";

/// A store with faults.
pub struct FaultyStore<'a, S> {
    store: &'a S,
    faults: &'a dyn Faults,
}

impl<'a, S> FaultyStore<'a, S> {
    /// This store, with these faults.
    pub fn new(store: &'a S, faults: &'a dyn Faults) -> Self {
        Self { store, faults }
    }

    fn fail(&self, point: FaultPoint) -> Result<(), StoreError> {
        match self.faults.strikes(point) {
            true => Err(StoreError::Failed(format!("{}, on purpose", point.title()))),
            false => Ok(()),
        }
    }
}

impl<S: EventStore> FaultyStore<'_, S> {
    /// Somebody else takes the very same decision a moment earlier.
    async fn rival(&self, data: &CommitData, expected: ExpectedVersion) -> Result<(), StoreError> {
        let id = CommandId::new(derived_id(data.command.id.as_str(), "rival"));
        let mut rival = data.clone();
        rival.correlation = CorrelationId::new(id.as_str());
        rival.command.actor.person = Person::new(RIVAL);
        rival.command.id = id;
        // Whether the rival wins is the store's to say; either way the history is one that can be.
        self.store.append(rival, expected).await.map(|_| ())
    }
}

impl<S: EventStore> FrontStore for FaultyStore<'_, S> {
    type Behind = S;

    fn behind(&self) -> &S {
        self.store
    }

    async fn append_through(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        self.fail(FaultPoint::FailedDisk)?;
        self.fail(FaultPoint::CrashBeforeAppend)?;
        let may_race = data.visibility == Visibility::Public && !data.events.is_empty();
        // What a process sends has no rival: nobody else may send it.
        if may_race && data.causation.is_none() && self.faults.strikes(FaultPoint::LostRace) {
            self.rival(&data, expected).await?;
        }
        let appended = self.store.append(data, expected).await?;
        self.fail(FaultPoint::CrashAfterAppend)?;
        Ok(appended)
    }
}
