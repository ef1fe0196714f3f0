//! What all tabs of one browser share: the disk, the news between them, a lock, a clock, and bad luck.

use super::coverage::{Coverage, Fault};
use super::dice::Dice;
use foldline::engine::commit::Commit;
use foldline::engine::event_store::{EventStore, HistoryEntry, StoreError};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::{BranchId, CommandId};
use foldline::engine::position::Moment;
use foldline::engine::time::Timestamp;
use foldline::engine::workspace::{WorkspaceId, WorkspaceInfo};
use foldline::runtime::memory_platform::{MemoryFiles, MemoryKeeper};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// How much of what happened is told where a run fails.
const LATEST: usize = 200;

/// How much goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Weather {
    /// Nothing, and nothing takes time.
    Still,
    /// Things take time and others sneak in, but nothing fails and all news arrive.
    Busy,
    /// Everything that can go wrong does.
    Stormy,
}

/// The database of one workspace, until it is deleted.
#[derive(Clone)]
pub(crate) struct Database {
    pub(crate) workspace: WorkspaceId,
    pub(crate) store: MemoryStore,
    pub(crate) deleted: Rc<Cell<bool>>,
}

impl Database {
    /// Log and journal.
    pub(crate) fn history(&self) -> Vec<HistoryEntry> {
        let branch = BranchId::main();
        let read = self.store.read_history(&branch, Moment::START, usize::MAX);
        pollster::block_on(read).expect("memory does not fail")
    }
}

/// A command that somebody was told is done.
pub(crate) struct Acknowledged {
    pub(crate) database: Database,
    pub(crate) commit: Rc<Commit>,
}

/// Everything that the tabs share.
pub(crate) struct Browser {
    pub(crate) dice: Dice,
    pub(crate) coverage: Rc<Coverage>,
    pub(crate) weather: Cell<Weather>,
    pub(crate) infos: RefCell<Vec<WorkspaceInfo>>,
    pub(crate) databases: RefCell<BTreeMap<WorkspaceId, Database>>,
    /// How often people gave a workspace up; without them nothing may be thrown away.
    pub(crate) given_up: RefCell<BTreeMap<WorkspaceId, usize>>,
    /// Where each command was written, for good or not.
    pub(crate) written: RefCell<BTreeMap<CommandId, Database>>,
    pub(crate) acknowledged: RefCell<Vec<Acknowledged>>,
    pub(crate) last_opened: RefCell<Option<WorkspaceId>>,
    /// What people are writing.
    pub(crate) keeper: MemoryKeeper,
    pub(crate) files: MemoryFiles,
    pub(crate) locked: Rc<Cell<bool>>,
    /// Tabs that are about to load the page anew.
    pub(crate) reloads: RefCell<Vec<usize>>,
    /// News on their way: to which tab, and of which workspace.
    news: RefCell<VecDeque<(usize, WorkspaceId)>>,
    /// The latest of what happened, to be told where a run fails.
    chronicle: RefCell<VecDeque<String>>,
    tabs: usize,
    now: Cell<Timestamp>,
    ids: Cell<u64>,
}

impl Drop for Browser {
    #[allow(clippy::print_stderr, reason = "this is what leads to the mistake")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            for happening in self.chronicle.borrow().iter() {
                eprintln!("{happening}");
            }
        }
    }
}

impl Browser {
    /// An empty browser with this many tabs.
    pub(crate) fn new(seed: u64, tabs: usize, coverage: &Rc<Coverage>) -> Rc<Self> {
        Rc::new(Self {
            dice: Dice::new(seed),
            coverage: Rc::clone(coverage),
            weather: Cell::new(Weather::Still),
            infos: RefCell::default(),
            databases: RefCell::default(),
            given_up: RefCell::default(),
            written: RefCell::default(),
            acknowledged: RefCell::default(),
            last_opened: RefCell::default(),
            keeper: MemoryKeeper::default(),
            files: MemoryFiles::default(),
            locked: Rc::default(),
            reloads: RefCell::default(),
            news: RefCell::default(),
            chronicle: RefCell::default(),
            tabs,
            now: Cell::new(Timestamp::parse("2026-03-20T08:00:00Z").expect("a time")),
            ids: Cell::new(0),
        })
    }

    /// Remembers that something happened.
    pub(crate) fn chronicle(&self, happening: impl FnOnce() -> String) {
        let mut chronicle = self.chronicle.borrow_mut();
        if chronicle.len() == LATEST {
            chronicle.pop_front();
        }
        chronicle.push_back(happening());
    }

    /// The database of a workspace; an empty one where there was none.
    pub(crate) fn database(&self, id: &WorkspaceId) -> Database {
        let mut databases = self.databases.borrow_mut();
        let database = databases.entry(id.clone()).or_insert_with(|| Database {
            workspace: id.clone(),
            store: MemoryStore::new(),
            deleted: Rc::default(),
        });
        database.clone()
    }

    /// Whether a fault strikes now.
    pub(crate) fn strikes(&self, fault: Fault, in_a_thousand: usize) -> bool {
        let possible = match self.weather.get() {
            Weather::Still => false,
            Weather::Busy => !matches!(
                fault,
                Fault::FailedBefore | Fault::FailedAfter | Fault::NewsLost | Fault::TabClosed
            ),
            Weather::Stormy => true,
        };
        let strikes = possible && self.dice.chance(in_a_thousand);
        if strikes {
            self.coverage.fault(fault);
            if fault != Fault::Delayed {
                self.chronicle(|| format!("       {fault:?}"));
            }
        }
        strikes
    }

    /// Lets others go first, perhaps several times.
    pub(crate) async fn delay(&self) {
        while self.strikes(Fault::Delayed, 500) {
            pause().await;
        }
    }

    /// Does something with the storage: late, perhaps not at all, or perhaps without an answer.
    pub(crate) async fn attempt<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.risk(8, work).await
    }

    /// The same, where it goes wrong so many times in a thousand.
    pub(crate) async fn risk<T>(
        &self,
        in_a_thousand: usize,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.delay().await;
        if self.strikes(Fault::FailedBefore, in_a_thousand) {
            return Err(failed());
        }
        let answer = work.await;
        if self.strikes(Fault::FailedAfter, in_a_thousand) {
            return Err(failed());
        }
        self.delay().await;
        answer
    }

    /// Tells every tab but the one that knows.
    pub(crate) fn announce(&self, workspace: &WorkspaceId, from: Option<usize>) {
        for tab in (0..self.tabs).filter(|tab| Some(*tab) != from) {
            if self.strikes(Fault::NewsLost, 200) {
                continue;
            }
            let times = 1 + usize::from(self.strikes(Fault::NewsTwice, 200));
            let mut news = self.news.borrow_mut();
            news.extend((0..times).map(|_| (tab, workspace.clone())));
        }
    }

    /// The next news to arrive; those before it may have to wait.
    pub(crate) fn next_news(&self) -> Option<(usize, WorkspaceId)> {
        let mut news = self.news.borrow_mut();
        if news.len() > 1 && self.strikes(Fault::NewsLate, 300) {
            news.rotate_left(1);
        }
        news.pop_front()
    }

    /// Whether no news are on their way.
    pub(crate) fn is_quiet(&self) -> bool {
        self.news.borrow().is_empty()
    }

    /// Whether a workspace is listed and its recording is done.
    pub(crate) fn is_ready(&self, id: &WorkspaceId) -> bool {
        let infos = self.infos.borrow();
        infos.iter().any(|info| info.id == *id && info.ready)
    }

    /// A workspace is thrown away: once for each time that a person wanted it so.
    pub(crate) fn throw_away(&self, id: &WorkspaceId) {
        let mut given_up = self.given_up.borrow_mut();
        let times = given_up.entry(id.clone()).or_default();
        let left = times.checked_sub(1);
        *times = left.unwrap_or_else(|| panic!("{id} is thrown away, and nobody asked for it"));
    }

    /// Time goes on; now and then somebody sets the clock back.
    pub(crate) fn let_time_pass(&self) {
        let back = self.strikes(Fault::ClockSetBack, 20);
        let by = i64::try_from(self.dice.below(60_000)).expect("a minute is short");
        let by = if back { -20 * by } else { by };
        self.now.set(self.now.get().plus_millis(by));
    }

    /// The clock of the machine.
    pub(crate) fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// An id that nobody has used.
    pub(crate) fn new_id(&self) -> String {
        let id = self.ids.get();
        self.ids.set(id + 1);
        format!("id-{id}")
    }

    /// Somebody was told that this commit is durable.
    pub(crate) fn acknowledge(&self, commit: &Rc<Commit>) {
        let written = self.written.borrow();
        let database = written.get(&commit.data.command.id);
        let database = database.expect("what is acknowledged was written").clone();
        self.acknowledged.borrow_mut().push(Acknowledged {
            database,
            commit: Rc::clone(commit),
        });
    }
}

/// Lets others go first.
pub(crate) async fn pause() {
    let mut paused = false;
    poll_fn(|_| match std::mem::replace(&mut paused, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

fn failed() -> StoreError {
    StoreError::Failed("the simulation wanted it so".to_owned())
}
