//! A store that keeps the contract and yet is as trying as one in a browser can be.

use super::browser::{Browser, Database};
use super::coverage::Fault;
use foldline::engine::commit::{Commit, CommitData};
use foldline::engine::event_store::{Appended, EventStore, StoreError};
use foldline::engine::front_store::FrontStore;
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::{CommandId, CorrelationId, Person};
use foldline::engine::version::ExpectedVersion;
use std::rc::Rc;

/// A connection to one workspace's database.
pub(crate) struct FaultyStore {
    pub(crate) browser: Rc<Browser>,
    pub(crate) database: Database,
}

impl FaultyStore {
    async fn risk<T>(
        &self,
        in_a_thousand: usize,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.browser
            .risk(in_a_thousand, async {
                self.check_open()?;
                work.await
            })
            .await
    }

    fn check_open(&self) -> Result<(), StoreError> {
        match self.database.deleted.get() {
            true => Err(StoreError::Closed("another tab deletes it".to_owned())),
            false => Ok(()),
        }
    }

    /// Somebody in yet another tab takes the very same decision a moment earlier, and is told that it is done.
    async fn sneak_in(
        &self,
        data: &CommitData,
        expected: ExpectedVersion,
    ) -> Result<(), StoreError> {
        let mut rival = data.clone();
        rival.command.id = CommandId::new(self.browser.new_id());
        rival.command.actor.person = Person::new("Oscar");
        rival.correlation = CorrelationId::new(rival.command.id.as_str());
        if let Appended::Committed(commit) = self.database.store.append(rival, expected).await? {
            self.remember(&commit);
            self.browser.acknowledge(&commit);
            self.browser.announce(&self.database.workspace, None);
        }
        Ok(())
    }

    fn remember(&self, commit: &Commit) {
        let id = commit.data.command.id.clone();
        let mut written = self.browser.written.borrow_mut();
        written.insert(id, self.database.clone());
    }
}

impl FrontStore for FaultyStore {
    type Behind = MemoryStore;

    fn behind(&self) -> &MemoryStore {
        &self.database.store
    }

    async fn call_through<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.risk(8, call).await
    }

    async fn append_through(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        let work = async {
            // Nobody works in a workspace whose first history is still being recorded.
            let ready = self.browser.is_ready(&self.database.workspace);
            if ready && self.browser.strikes(Fault::SneakedIn, 150) {
                self.sneak_in(&data, expected).await?;
            }
            let appended = self.database.store.append(data, expected).await?;
            if let Appended::Committed(commit) = &appended {
                self.remember(commit);
            }
            Ok(appended)
        };
        // A recording that fails at every turn would never end.
        let in_a_thousand = match self.browser.is_ready(&self.database.workspace) {
            true => 60,
            false => 1,
        };
        self.risk(in_a_thousand, work).await
    }
}
