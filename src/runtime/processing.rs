//! Effects about processes and time: leading, running, moving the clock, deciding on what is parked.

use super::processors::{Report, Stopped, Surroundings};
use super::rules::Rules;
use super::settings::WorkspaceEnvironment;
use super::{OpenWorkspace, Runtime, StoreOf};
use crate::app::effect::ClockMove;
use crate::app::message::{Message, RuntimeMessage};
use crate::engine::cache::Cache;
use crate::engine::environment::Environment;
use crate::engine::event_store::{EventStore, HistoryEntry, StoreError};
use crate::engine::faulty_store::FaultyStore;
use crate::engine::journal::JournalNote;
use crate::engine::names::{Actor, BranchId, StreamName};
use crate::engine::outside::{Platform, Timer};
use crate::engine::time::{Clock, Timestamp};
use crate::engine::workspace::{Lock, Tabs};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long a tab waits before it asks again to lead.
const ASK_AGAIN_MILLIS: u32 = 1_000;

/// A timer of a browser can't wait longer at once.
const LONGEST_WAIT_MILLIS: i64 = 24 * 3_600_000;

/// Advancing stops here at the latest, whatever deadlines a model sets again and again.
const MOST_STOPS: usize = 100_000;

impl<P: Platform> OpenWorkspace<P> {
    /// The store, with the faults that are wanted.
    pub(super) fn faulty_store(&self) -> FaultyStore<'_, StoreOf<P>> {
        FaultyStore::new(&self.store, self.settings.faults())
    }

    fn around<'a>(
        &'a self,
        rules: &'a Rules,
        store: &'a FaultyStore<'a, StoreOf<P>>,
        environment: &'a dyn Environment,
        told: &'a dyn Fn(Report),
    ) -> Surroundings<'a, FaultyStore<'a, StoreOf<P>>> {
        Surroundings {
            store,
            handler: &rules.handler,
            environment,
            faults: self.settings.faults(),
            told,
        }
    }
}

impl<P: Platform> Runtime<P> {
    /// Time and ids of the open workspace.
    pub(super) fn environment<'a>(
        &'a self,
        open: &'a OpenWorkspace<P>,
    ) -> WorkspaceEnvironment<'a> {
        open.settings.environment(self.platform.environment())
    }

    /// Waits until no other tab runs the processes of this workspace. `None` where it was closed meanwhile.
    pub(super) async fn lead(&self, open: &Rc<OpenWorkspace<P>>) -> Option<RuntimeMessage> {
        let name = format!("foldline-processes-{}", open.info.id);
        let held = self.platform.lock().acquire(&name).await;
        if !self.is_open(open) {
            return None;
        }
        open.leading.replace(Some(held));
        Some(RuntimeMessage::BecameLeader)
    }

    /// Waits until something is due on the workspace's clock. One that is set by hand comes to nothing by itself.
    pub(super) async fn wake(
        &self,
        open: &OpenWorkspace<P>,
        at: Option<Timestamp>,
        number: u64,
    ) -> Option<RuntimeMessage> {
        let environment = self.environment(open);
        let millis = match at {
            None => ASK_AGAIN_MILLIS,
            Some(_) if environment.clock() == Clock::ByHand => return None,
            Some(at) => {
                let millis = at.millis().saturating_sub(environment.now().millis());
                u32::try_from(millis.clamp(0, LONGEST_WAIT_MILLIS)).unwrap_or(0)
            }
        };
        self.platform.timer().wait(millis).await;
        Some(RuntimeMessage::Woke(number))
    }

    /// Runs the processes until they come to rest.
    pub(super) async fn run_processes(
        &self,
        open: &OpenWorkspace<P>,
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        RuntimeMessage::ProcessesRested(self.rest(open, tell).await)
    }

    async fn rest(
        &self,
        open: &OpenWorkspace<P>,
        tell: &dyn Fn(Message),
    ) -> Result<Option<Timestamp>, StoreError> {
        let worked = Cell::new(false);
        let notes = RefCell::new(Vec::new());
        let told = |report| {
            worked.set(true);
            match report {
                Report::Sent(handled) => tell(RuntimeMessage::HandledByProcess(handled).into()),
                Report::Noticed(note) => notes.borrow_mut().push(note),
                Report::Stepped { .. } => {}
            }
        };
        let environment = self.environment(open);
        let store = open.faulty_store();
        let rules = open.rules.now();
        let around = open.around(&rules, &store, &environment, &told);
        let rested = rules.processors.run(&around).await;
        self.note_faults(open).await;
        for note in notes.take() {
            self.note(open, note).await?;
        }
        if worked.get() || rested.is_err() {
            self.platform.tabs().announce(&open.info.id);
        }
        match rested {
            Ok(due) => Ok(due),
            Err(Stopped::Store(error)) => Err(error),
            // What crashed runs again at once.
            Err(Stopped::Crashed(_)) => Ok(Some(environment.now())),
        }
    }

    /// Moves the clock. On the way to a later time every deadline is met at its own time, and the processes come to
    /// rest before the next one.
    pub(super) async fn move_clock(
        &self,
        open: &OpenWorkspace<P>,
        clock_move: ClockMove,
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        RuntimeMessage::ProcessesRested(self.try_move_clock(open, clock_move, tell).await)
    }

    async fn try_move_clock(
        &self,
        open: &OpenWorkspace<P>,
        clock_move: ClockMove,
        tell: &dyn Fn(Message),
    ) -> Result<Option<Timestamp>, StoreError> {
        let mut due = self.rest(open, tell).await?;
        let environment = self.environment(open);
        let now = environment.now();
        let to = match clock_move {
            ClockMove::By(millis) => now.plus_millis(millis.max(0)),
            ClockMove::ToNextDeadline => due.unwrap_or(now),
            ClockMove::FollowMachine => {
                self.set_clock(open, Clock::Real, self.platform.environment().now())
                    .await?;
                return self.rest(open, tell).await;
            }
        };
        for _ in 0..MOST_STOPS {
            let Some(stop) = due.filter(|due| *due <= to) else {
                break;
            };
            self.set_clock(open, Clock::ByHand, stop.max(environment.now()))
                .await?;
            due = self.rest(open, tell).await?;
        }
        if environment.now() < to || environment.clock() == Clock::Real {
            self.set_clock(open, Clock::ByHand, to.max(environment.now()))
                .await?;
            due = self.rest(open, tell).await?;
        }
        Ok(due)
    }

    async fn set_clock(
        &self,
        open: &OpenWorkspace<P>,
        clock: Clock,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.note(open, JournalNote::ClockSet { clock, now }).await
    }

    /// Notes what a person settles. Whoever reads the journal follows it, so nothing else happens here.
    pub(super) async fn note_by_person(
        &self,
        open: &OpenWorkspace<P>,
        note: JournalNote,
    ) -> RuntimeMessage {
        let noted = self.note(open, note).await;
        RuntimeMessage::ProcessesRested(noted.map(|()| open.rules.now().processors.next_due()))
    }

    /// Throws all snapshots and all states in memory away: they are made anew when they are needed.
    pub(super) async fn forget_snapshots(&self, open: &OpenWorkspace<P>) -> RuntimeMessage {
        open.rules.now().handler.forget_states();
        RuntimeMessage::ForgotSnapshots(open.store.forget_snapshots().await)
    }

    /// Records which faults struck. One that can't be noted is lost, and nothing else.
    pub(super) async fn note_faults(&self, open: &OpenWorkspace<P>) {
        for point in open.settings.faults().take_struck() {
            let _ = self.note(open, JournalNote::FaultStruck { point }).await;
        }
    }

    /// Records what a person decided on a parked input, and lets the processes go on.
    pub(super) async fn decide_parked(
        &self,
        open: &OpenWorkspace<P>,
        (instance, retry, actor): (StreamName, bool, Actor),
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        let environment = self.environment(open);
        let store = open.faulty_store();
        let rules = open.rules.now();
        let around = open.around(&rules, &store, &environment, &|_| {});
        let decided = rules
            .processors
            .decide_parked(&around, &instance, retry, actor.clone());
        let decided = match decided.await {
            Ok(Some(cause)) => {
                let note = JournalNote::ParkedInputDecided {
                    instance,
                    cause,
                    retry,
                    actor,
                };
                self.note(open, note).await
            }
            // It is parked no more: another tab was faster.
            Ok(None) => Ok(()),
            Err(Stopped::Store(error)) => Err(error),
            // Nothing was decided; the person sees it still parked.
            Err(Stopped::Crashed(_)) => Ok(()),
        };
        match decided {
            Ok(()) => RuntimeMessage::ProcessesRested(self.rest(open, tell).await),
            Err(error) => RuntimeMessage::ProcessesRested(Err(error)),
        }
    }

    async fn note(&self, open: &OpenWorkspace<P>, note: JournalNote) -> Result<(), StoreError> {
        let environment = self.environment(open);
        let time = match &note {
            JournalNote::ClockSet { clock, now } => (*now, *clock),
            _ => (environment.now(), environment.clock()),
        };
        let entry = open.store.note(&BranchId::main(), time, note).await?;
        let entries = [HistoryEntry::Journal(entry)];
        open.observe(&entries);
        self.platform.tabs().announce(&open.info.id);
        Ok(())
    }

    /// The workspace's time, for whoever shows it.
    pub(super) fn now(&self, open: Option<&OpenWorkspace<P>>) -> Timestamp {
        open.map_or_else(
            || self.platform.environment().now(),
            |open| self.environment(open).now(),
        )
    }
}
