//! A rebuild: a read model is folded again from nothing, a slice at a time, and compared with what is shown.

use crate::engine::model::World;
use crate::engine::names::ReadModelName;
use crate::engine::position::GlobalPosition;
use crate::engine::timeline::Timeline;

/// At most so many events are folded before the page may draw again.
const SLICE: usize = 20_000;

/// A short history is folded in so many slices, so that one sees it grow.
const SLICES: usize = 20;

/// A read model that is or was folded again from nothing. Nothing is sent and nothing recorded by it.
#[derive(Debug)]
pub struct Rebuild {
    /// Which read model.
    pub read_model: ReadModelName,
    /// It is folded up to this position.
    pub until: GlobalPosition,
    /// How far it is.
    pub stage: Stage,
}

/// How far a rebuild is.
#[derive(Debug)]
pub enum Stage {
    /// It is being folded.
    Folding {
        /// The world so far.
        world: World,
        /// So many events are folded.
        events: usize,
        /// The timer that is awaited before the next slice.
        tick: u64,
    },
    /// It is folded, and has this many rows.
    Done {
        /// How many.
        rows: usize,
        /// The keys of the rows that are not as they were shown; none where all is well.
        differing: Vec<String>,
    },
}

impl Rebuild {
    /// A rebuild up to a position, before the first slice; this timer is awaited.
    pub fn new(
        timeline: &Timeline,
        read_model: ReadModelName,
        until: GlobalPosition,
        tick: u64,
    ) -> Self {
        Self {
            read_model,
            until,
            stage: Stage::Folding {
                world: timeline.history().initial_world(),
                events: 0,
                tick,
            },
        }
    }

    /// Whether this timer is awaited.
    pub fn awaits(&self, number: u64) -> bool {
        matches!(self.stage, Stage::Folding { tick, .. } if tick == number)
    }

    /// Folds the next slice. True where there is more to fold.
    pub fn fold_slice(&mut self, timeline: &Timeline) -> bool {
        let Stage::Folding { world, events, .. } = &mut self.stage else {
            return false;
        };
        let history = timeline.history();
        let end = usize::try_from(self.until.number()).unwrap_or(usize::MAX);
        let end = end.min(history.len());
        let slice = end.div_ceil(SLICES).min(SLICE);
        let next = events.saturating_add(slice).min(end);
        // Where the fold stops it stopped in the live world too: what is shown then is what came before.
        let stopped = history.fold(world, *events..next).is_err();
        *events = next;
        if next < end && !stopped {
            return true;
        }
        let shown = timeline.world_at(self.until);
        self.stage = Stage::Done {
            rows: history.rows(world, &self.read_model, 0..0).total,
            differing: history.changed_rows(world, &shown, &self.read_model),
        };
        false
    }
}
