//! The timeline: the whole world at any position.
//!
//! A seek clones the nearest keyframe and folds at most one spacing of events. Keyframes share structure, so each
//! costs what changed since the one before; their number is bounded, and when it is reached every other one is dropped.

use super::event::RecordedEvent;
use super::model::{Decoded, FoldStopped, History, Model, World};
use super::position::GlobalPosition;

/// How keyframes are placed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyframeSpacing {
    /// Events from one keyframe to the next, to begin with. At least 1.
    pub events: usize,
    /// The most keyframes; then the spacing doubles. At least 2.
    pub most: usize,
}

impl Default for KeyframeSpacing {
    /// Every 4,096 events, at most 512.
    fn default() -> Self {
        Self {
            events: 4096,
            most: 512,
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
    spacing: KeyframeSpacing,
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
            spacing: KeyframeSpacing {
                events: spacing.events.max(1),
                most: spacing.most.max(2),
            },
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
        let nearest = self.keyframes.partition_point(|k| k.events <= events) - 1;
        let keyframe = &self.keyframes[nearest];
        let mut world = keyframe.world.clone();
        // Where the fold stops it stopped in the live world too, and that is told by `stopped`.
        let _ = self.history.fold(&mut world, keyframe.events..events);
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

    fn fold_from(&mut self, mut folded: usize) {
        let end = self.history.len();
        while folded < end && self.stopped.is_none() {
            let next = (folded / self.spacing.events + 1) * self.spacing.events;
            let until = next.min(end);
            if let Err(stopped) = self.history.fold(&mut self.live, folded..until) {
                self.stopped = Some(stopped);
            } else if until == next {
                self.keep_keyframe(until);
            }
            folded = until;
        }
    }

    fn keep_keyframe(&mut self, events: usize) {
        if self.keyframes.len() >= self.spacing.most {
            self.spacing.events *= 2;
            let spacing = self.spacing.events;
            self.keyframes.retain(|k| k.events.is_multiple_of(spacing));
        }
        if events.is_multiple_of(self.spacing.events) {
            let world = self.live.clone();
            self.keyframes.push(Keyframe { events, world });
        }
    }
}
