//! The timeline: the whole world at any position.
//!
//! A seek clones the nearest keyframe and folds at most one spacing of events. Keyframes share structure, so each
//! costs what changed since the one before. What they weigh together is bounded, and when it is too much every other
//! one is dropped. The last worlds that were sought are kept too: one drawing of the page asks for the same ones again.

use super::event::RecordedEvent;
use super::model::{Decoded, FoldStopped, History, Model, World};
use super::position::GlobalPosition;
use super::slots::alive_bytes;
use std::cell::RefCell;
use std::collections::VecDeque;

/// How keyframes are placed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyframeSpacing {
    /// Events from one keyframe to the next, to begin with. At least 1.
    pub events: usize,
    /// The budget: how many bytes of slots the live world and the keyframes may take; then the spacing doubles.
    pub bytes: usize,
}

/// So many keyframes are always kept, for a world may be greater than any budget.
pub const FEWEST_KEYFRAMES: usize = 8;

/// How many sought worlds are kept: a drawing needs the one before and the one after a commit, and where the slider is.
const SOUGHT: usize = 4;

impl Default for KeyframeSpacing {
    /// Every 5,000 events, within 64 MB: a million events of a model of usual size just fit.
    fn default() -> Self {
        Self {
            events: 5_000,
            bytes: 64_000_000,
        }
    }
}

/// An event that the model could not read: kept and shown, skipped by the fold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SkippedEvent {
    /// Where it stands.
    pub position: GlobalPosition,
    /// Why it was skipped.
    pub why: String,
}

/// Decoded events of one branch from its start, the live world, and keyframes between.
pub struct Timeline {
    history: Box<dyn History>,
    live: World,
    keyframes: Vec<Keyframe>,
    /// The worlds that were sought last, the latest in front.
    sought: RefCell<VecDeque<Keyframe>>,
    spacing: KeyframeSpacing,
    /// What the live world and the keyframes weigh.
    bytes: usize,
    skipped: Vec<SkippedEvent>,
    stopped: Option<FoldStopped>,
}

struct Keyframe {
    events: usize,
    world: World,
}

impl Timeline {
    /// The timeline of an empty branch.
    pub fn new(model: &dyn Model, spacing: KeyframeSpacing) -> Self {
        let history = model.history();
        let live = history.initial_world();
        Self {
            keyframes: vec![Keyframe {
                events: 0,
                world: live.clone(),
            }],
            history,
            live,
            sought: RefCell::default(),
            spacing: KeyframeSpacing {
                events: spacing.events.max(1),
                ..spacing
            },
            bytes: 0,
            skipped: Vec::new(),
            stopped: None,
        }
    }

    /// Adds the next events of the branch and folds them in.
    pub fn extend<'a>(&mut self, events: impl IntoIterator<Item = &'a RecordedEvent>) {
        let folded = self.history.len();
        for event in events {
            if let Decoded::Skipped(why) = self.history.push(event) {
                let position = event.global_position();
                self.skipped.push(SkippedEvent { position, why });
            }
        }
        self.fold_from(folded);
    }

    /// The decoded events.
    pub fn history(&self) -> &dyn History {
        &*self.history
    }

    /// The position of the last event.
    pub fn end(&self) -> GlobalPosition {
        GlobalPosition::new(self.history.len() as u64)
    }

    /// The world after the last event.
    pub fn live(&self) -> &World {
        &self.live
    }

    /// The world after exactly the first `position` events; beyond the end it is the live one.
    pub fn world_at(&self, position: GlobalPosition) -> World {
        let events = usize::try_from(position.number()).unwrap_or(usize::MAX);
        if events >= self.history.len() {
            return self.live.clone();
        }
        let mut sought = self.sought.borrow_mut();
        let known = sought.iter().position(|known| known.events == events);
        let found = match known.and_then(|index| sought.remove(index)) {
            Some(known) => known,
            None => Keyframe {
                events,
                world: self.folded(&sought, events),
            },
        };
        let world = found.world.clone();
        sought.push_front(found);
        sought.truncate(SOUGHT);
        world
    }

    /// The world after so many events, from the nearest one before that is known.
    fn folded(&self, sought: &VecDeque<Keyframe>, events: usize) -> World {
        let nearest = self.keyframes.partition_point(|k| k.events <= events) - 1;
        let before = sought.iter().filter(|known| known.events <= events);
        let before = before.chain([&self.keyframes[nearest]]);
        let begin = before.max_by_key(|known| known.events);
        let begin = begin.unwrap_or(&self.keyframes[nearest]);
        let mut world = begin.world.clone();
        // Where the fold stops it stopped in the live world too, and that is told by `stopped`.
        let _ = self.history.fold(&mut world, begin.events..events);
        world
    }

    /// The events that the model could not read.
    pub fn skipped(&self) -> &[SkippedEvent] {
        &self.skipped
    }

    /// Where and why the fold stopped, if it did.
    pub fn stopped(&self) -> Option<&FoldStopped> {
        self.stopped.as_ref()
    }

    /// How many keyframes are kept.
    pub fn keyframes(&self) -> usize {
        self.keyframes.len()
    }

    /// How many bytes of slots the live world and the keyframes take.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    fn fold_from(&mut self, mut folded: usize) {
        let end = self.history.len();
        while folded < end && self.stopped.is_none() {
            let next = (folded / self.spacing.events + 1) * self.spacing.events;
            let until = next.min(end);
            let fold = |this: &mut Self| this.history.fold(&mut this.live, folded..until);
            if let Err(stopped) = self.weighing(fold) {
                self.stopped = Some(stopped);
            } else if until == next {
                self.keep_keyframe(until);
            }
            folded = until;
        }
    }

    fn keep_keyframe(&mut self, events: usize) {
        while self.bytes > self.spacing.bytes && self.keyframes.len() >= FEWEST_KEYFRAMES {
            self.drop_every_other();
        }
        if events.is_multiple_of(self.spacing.events) {
            self.weighing(|this| {
                let world = this.live.clone();
                this.keyframes.push(Keyframe { events, world });
            });
        }
    }

    fn drop_every_other(&mut self) {
        // What sought worlds share with a keyframe would stay, and seem to belong to those that are kept.
        self.sought.get_mut().clear();
        self.spacing.events *= 2;
        let spacing = self.spacing.events;
        self.weighing(|this| this.keyframes.retain(|k| k.events.is_multiple_of(spacing)));
    }

    /// Does some work, and counts what the worlds of this timeline weigh more or less after it.
    fn weighing<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = alive_bytes();
        let result = work(self);
        self.bytes = (self.bytes + alive_bytes()).saturating_sub(before);
        result
    }
}
