//! The open workspace: its log, its timeline, and what the person is looking at and doing.

mod adopting;
mod projections;
mod receiving;
mod time;

use super::backlog::Backlog;
use super::counters::CounterHistory;
use super::draft::{Draft, Options};
use super::filter::Filter;
use super::log::Log;
use super::modelling::Modelling;
use super::pair::Pair;
use super::preview::Ground;
use super::processing::Processing;
use super::rebuild::Rebuild;
use super::settings::SettingsHistory;
use super::state::Tab;
use super::view_model::{AnswerView, Drawing, Speed};
use crate::engine::command_handler::Handled;
use crate::engine::commit::Commit;
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::JournalNote;
use crate::engine::model::{Model, World};
use crate::engine::names::{Actor, CommandId, EventType, ProcessName, ReadModelName, StreamName};
use crate::engine::position::Moment;
use crate::engine::schema::TaskSchema;
use crate::engine::time::Timestamp;
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use crate::engine::trace::Trace;
use crate::engine::workspace::WorkspaceInfo;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The open workspace.
pub struct Workbench {
    /// Which workspace.
    pub info: WorkspaceInfo,
    /// Its model.
    pub model: Rc<dyn Model>,
    /// Its log and journal.
    pub log: Log,
    /// Its decoded events and worlds.
    pub timeline: Timeline,
    /// Its clock, reference bugs and faults, at every moment.
    pub settings: SettingsHistory,
    /// The machine's time as it was told last; none before it was.
    pub machine_time: Option<Timestamp>,
    /// Live, or in the past.
    pub view: View,
    /// What the person is doing at the live end.
    pub desk: Desk,
    /// What the person is looking at.
    pub looking: Looking,
    /// How it plays.
    pub playback: Playback,
    /// The part that this tab has in running the processes.
    pub processing: Processing,
    /// What the person does with read models.
    pub projecting: Projecting,
    /// What the person does with the model.
    pub modelling: Modelling,
    /// Traces that were made or looked up here; none where none was kept.
    pub traces: BTreeMap<Moment, Option<Trace>>,
    /// What is being read of the history.
    pub reading: Reading,
    /// The timeline as it was drawn last, where it was.
    pub drawing: RefCell<Option<Rc<Drawing>>>,
}

/// Which moment is shown. Only the live end can take commands.
#[derive(Debug)]
pub enum View {
    /// The live end.
    Live,
    /// A moment in the past, with its world.
    Past {
        /// Which.
        at: Moment,
        /// The world then.
        world: World,
    },
}

/// What the person is doing at the live end.
pub struct Desk {
    /// Who acts.
    pub actor: Actor,
    /// The open form.
    pub draft: Option<Draft>,
    /// The task whose form is to be opened once there is an id for it.
    pub opening: Option<usize>,
    /// Whether a command is on its way.
    pub sending: bool,
    /// How the last one ended.
    pub answer: Option<AnswerView>,
    /// How it ended for two people who sent the same at once.
    pub pair: Option<Pair>,
    /// Commands that ended and whose entries have not all been read yet.
    pub handled: Vec<Handled>,
}

/// What the person is looking at.
#[derive(Default)]
pub struct Looking {
    /// The tab.
    pub tab: Tab,
    /// The opened node of the flow.
    pub node: Option<String>,
    /// The stream whose state is shown.
    pub stream: Option<StreamName>,
    /// The read model.
    pub read_model: Option<ReadModelName>,
    /// The first row of it that is shown.
    pub rows_first: usize,
    /// Whether the processes' tab shows faults, reference bugs and invariants.
    pub faults: bool,
    /// The process whose instances are shown.
    pub process: Option<ProcessName>,
    /// The instance whose steps are shown: its private stream.
    pub instance: Option<StreamName>,
    /// The first row of the instances that is shown.
    pub instances_first: usize,
    /// The log's filter.
    pub filter: Filter,
    /// The items that fit the filter; none where all do.
    pub matches: Option<Vec<usize>>,
    /// The first row of the log that is shown.
    pub log_first: usize,
    /// The selected item. Without one it is the item at the moment shown.
    pub selected: Option<usize>,
}

/// How the timeline plays.
pub struct Playback {
    /// Whether single events are stops too.
    pub by_event: bool,
    /// The number of the timer that is awaited; none while it stands.
    pub tick: Option<u64>,
    /// How fast.
    pub speed: Speed,
}

/// What the person does with read models.
#[derive(Default)]
pub struct Projecting {
    /// The type that the two counters count; where none was chosen, the first one that the read model listens to.
    pub counted: Option<EventType>,
    /// The two counters, as they were needed last.
    pub counters: RefCell<Option<CounterHistory>>,
    /// The read model that is or was last folded again from nothing.
    pub rebuild: Option<Rebuild>,
}

/// What is being read of the history.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// Nothing.
    Idle,
    /// A part.
    Busy,
    /// A part, and there is news already.
    Again,
}

impl Workbench {
    /// A workspace that was just opened; nothing of its history is read yet.
    pub fn new(info: WorkspaceInfo, model: Rc<dyn Model>) -> Self {
        let actor = first_actor(&*model);
        Self {
            timeline: Timeline::new(&*model, KeyframeSpacing::default()),
            info,
            model,
            log: Log::default(),
            settings: SettingsHistory::default(),
            machine_time: None,
            view: View::Live,
            desk: Desk {
                actor,
                draft: None,
                opening: None,
                sending: false,
                answer: None,
                pair: None,
                handled: Vec::new(),
            },
            looking: Looking::default(),
            playback: Playback {
                by_event: false,
                tick: None,
                speed: Speed(1),
            },
            processing: Processing::default(),
            projecting: Projecting::default(),
            modelling: Modelling::default(),
            traces: BTreeMap::new(),
            reading: Reading::Idle,
            drawing: RefCell::new(None),
        }
    }

    /// The moment shown.
    pub fn moment(&self) -> Moment {
        match &self.view {
            View::Live => self.log.last(),
            View::Past { at, .. } => *at,
        }
    }

    /// The world shown.
    pub fn world(&self) -> &World {
        match &self.view {
            View::Live => self.timeline.live(),
            View::Past { world, .. } => world,
        }
    }

    /// The live end as a preview needs it.
    pub fn ground(&self) -> Ground<'_> {
        Ground {
            model: &*self.model,
            history: self.timeline.history(),
            world: self.timeline.live(),
        }
    }

    /// What the processes have still to do at the moment shown.
    pub fn backlog(&self) -> Backlog<'_> {
        Backlog {
            model: &*self.model,
            timeline: &self.timeline,
            log: &self.log,
            at: self.moment(),
            world: self.world(),
            reference_bugs: &self.settings().reference_bugs,
        }
    }

    /// What there is to pick at the live end.
    pub fn options(&self) -> Options<'_> {
        Options {
            schema: self.model.schema(),
            history: self.timeline.history(),
            world: self.timeline.live(),
        }
    }

    /// The task with this place in the schema.
    pub fn task(&self, index: usize) -> Option<&TaskSchema> {
        self.model.schema().tasks.get(index)
    }

    /// The item that is selected, or else the one at the moment shown.
    pub fn shown_item(&self) -> Option<usize> {
        self.looking
            .selected
            .or_else(|| self.log.items_until(self.moment()).checked_sub(1))
    }

    /// The item whose command's path is shown: the selected one; or else the last at the moment shown that is about a
    /// command, and not about what a process recorded for itself.
    pub fn command_item(&self) -> Option<usize> {
        let about_command = |item: &usize| !self.log.is_private(*item);
        let last = || {
            (0..self.log.items_until(self.moment()))
                .rev()
                .find(about_command)
        };
        self.looking.selected.or_else(last)
    }

    /// Where the trace of that item's command is kept: where that command ended.
    ///
    /// A race that was lost and decided again is a station on the way; the command ended at a later entry.
    pub fn trace_moment(&self) -> Option<Moment> {
        let item = self
            .command_item()
            .filter(|item| !self.log.is_private(*item))?;
        let entry = self.log.entry(item)?;
        let Some(command) = retried(entry) else {
            return Some(entry.moment());
        };
        let later = (item + 1..self.log.len()).filter_map(|item| self.log.entry(item));
        later
            .filter(|entry| command_of(entry) == Some(command) && retried(entry).is_none())
            .map(HistoryEntry::moment)
            .next()
    }

    /// The stops of the slider after the start.
    pub fn stops(&self) -> usize {
        match self.playback.by_event {
            true => self.log.len(),
            false => self.log.entries().len(),
        }
    }

    /// The stop at the moment shown.
    pub fn stop(&self) -> usize {
        match self.playback.by_event {
            true => self.log.items_until(self.moment()),
            false => self.log.entries_until(self.moment()),
        }
    }

    /// The moment of a stop.
    pub fn moment_of_stop(&self, stop: usize) -> Moment {
        let Some(index) = stop.checked_sub(1) else {
            return Moment::START;
        };
        match self.playback.by_event {
            true => self.log.moment(index),
            false => {
                let entry = self.log.entries().get(index);
                entry.map_or(self.log.last(), HistoryEntry::moment)
            }
        }
    }

    /// Shows a moment; the last one is the live end.
    pub fn travel(&mut self, to: Moment) {
        self.view = if to >= self.log.last() {
            View::Live
        } else {
            View::Past {
                at: to,
                world: self.timeline.world_at(to.position),
            }
        };
    }

    /// The time of what happened last at a moment.
    pub fn time_at(&self, moment: Moment) -> Option<Timestamp> {
        let last = self.log.items_until(moment).checked_sub(1)?;
        self.log.entry(last).map(HistoryEntry::recorded_at)
    }

    /// The commit that happened last at the moment shown, or is happening there between two of its events.
    pub fn last_commit(&self) -> Option<&Rc<Commit>> {
        let items = self.log.items_until(self.moment());
        (0..items)
            .rev()
            .find_map(|item| self.log.entry(item)?.commit())
    }
}

/// The command that an entry is about.
fn command_of(entry: &HistoryEntry) -> Option<&CommandId> {
    match entry {
        HistoryEntry::Commit(commit) => Some(&commit.data.command.id),
        HistoryEntry::Journal(entry) => entry.note.command().map(|command| &command.id),
    }
}

/// The command that lost a race here and was decided again.
fn retried(entry: &HistoryEntry) -> Option<&CommandId> {
    match entry {
        HistoryEntry::Journal(entry) => match &entry.note {
            JournalNote::LostRace {
                command,
                retried: true,
                ..
            } => Some(&command.id),
            _ => None,
        },
        HistoryEntry::Commit(_) => None,
    }
}

fn first_actor(model: &dyn Model) -> Actor {
    let first = model.schema().actors.first();
    let person = first.and_then(|actor| actor.people.first());
    Actor {
        role: first.map_or_else(|| "Somebody".into(), |actor| actor.role.clone()),
        person: person.cloned().unwrap_or_else(|| "Somebody".into()),
    }
}
