//! Runs the process managers of one workspace: reads the contexts' logs, records steps, sends commands, settles.
//!
//! What is open is a fold of the log, so whoever runs next goes on where this one stopped, however it stopped.

mod chains;
mod deciding;
mod delivering;
mod following;
mod private_stream;
mod stepping;

use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandHandler, Handled};
use crate::engine::environment::Environment;
use crate::engine::event_store::{EventStore, StoreError};
use crate::engine::faults::{FaultPoint, Faults};
use crate::engine::journal::JournalNote;
use crate::engine::model::Model;
use crate::engine::names::{BranchId, ContextName, ProcessName};
use crate::engine::position::ContextPosition;
use crate::engine::time::Timestamp;
use chains::Chains;
use delivering::Again;
use following::Followed;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How long a delayed delivery waits.
const DELAY_MILLIS: i64 = 1_000;

/// The processors of one workspace.
pub struct Processors {
    model: Rc<dyn Model>,
    branch: BranchId,
    followed: RefCell<Followed>,
    /// How far each log was read. Beyond the checkpoint only by events that nobody cared about.
    read_to: RefCell<BTreeMap<(ProcessName, ContextName), ContextPosition>>,
    /// What follows from what.
    chains: Chains,
    /// What a fault delivers once more.
    again: RefCell<Vec<Again>>,
    /// Whether events wait because of a fault.
    delayed: Cell<bool>,
}

/// What a processor works with.
pub struct Surroundings<'a, S> {
    /// The store.
    pub store: &'a S,
    /// Where commands are sent.
    pub handler: &'a CommandHandler,
    /// Time and ids.
    pub environment: &'a dyn Environment,
    /// What goes wrong.
    pub faults: &'a dyn Faults,
    /// Is told of what happens.
    pub told: &'a dyn Fn(Report),
}

/// What a processor has to report.
#[derive(Clone, PartialEq, Debug)]
pub enum Report {
    /// It sent a command, and this came of it.
    Sent(Box<Handled>),
    /// It recorded a step by this rule of its process.
    Stepped {
        /// The process.
        process: ProcessName,
        /// The rule.
        rule: String,
    },
    /// This is to be noted in the journal: an input came again and changed nothing, or a fault delivered it once more.
    Noticed(JournalNote),
}

/// Why the processors stopped before they came to rest. Nothing that was recorded is lost by either.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// The store failed.
    Store(StoreError),
    /// A fault killed them.
    Crashed(FaultPoint),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Processors {
    /// The processors of a model; they know nothing of the history yet.
    pub fn new(model: Rc<dyn Model>, branch: BranchId) -> Self {
        Self {
            followed: RefCell::new(Followed::new(&*model)),
            read_to: RefCell::default(),
            chains: Chains::default(),
            again: RefCell::default(),
            delayed: Cell::new(false),
            model,
            branch,
        }
    }

    /// Works until nothing is left to do now. Answers when there will be something, if nothing else happens before.
    ///
    /// # Errors
    /// The store failed, or a fault struck; running again goes on with what is recorded.
    pub async fn run<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
    ) -> Result<Option<Timestamp>, Stopped> {
        self.delayed.set(false);
        self.chains.begin();
        self.follow(around.store).await?;
        self.begin(around).await?;
        self.deliver_once_more(around).await?;
        loop {
            let worked = self.open_work(around).await? || self.deliver(around).await?;
            if !worked {
                let delayed = self.delayed.get();
                let later = delayed.then(|| around.environment.now().plus_millis(DELAY_MILLIS));
                return Ok(self.next_due().into_iter().chain(later).min());
            }
        }
    }

    /// Forgets what is not recorded, as after a crash.
    pub fn forget(&self) {
        self.read_to.borrow_mut().clear();
    }

    /// When the next deadline or retry is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        let next = self.followed.borrow().next_turn();
        next.map(|turn| turn.due)
    }

    fn crash<S>(&self, around: &Surroundings<'_, S>, point: FaultPoint) -> Result<(), Stopped> {
        if !around.faults.strikes(point) {
            return Ok(());
        }
        self.forget();
        Err(Stopped::Crashed(point))
    }
}
