//! Invariants that do not hold somewhere in the history, and where each breaks first.

use super::Sides;
use crate::app::backlog::Backlog;
use crate::app::log::Log;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::{BrokenInvariant, Model, World};
use crate::engine::position::Moment;
use crate::engine::timeline::Timeline;
use std::collections::BTreeSet;

/// An invariant is looked at after at most so many commits; between two of them it is searched for by halves.
const MOST_LOOKS: usize = 400;

/// An invariant that does not hold somewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Its name.
    pub name: String,
    /// What holds where all is well.
    pub title: String,
    /// What is wrong there, as a sentence.
    pub problem: String,
    /// After which commit it does not hold.
    pub moment: Moment,
    /// Whether it does not hold at the live end either.
    pub still: bool,
}

/// The invariants that break. One that need only hold at rest is looked at where no process has anything left to do.
///
/// Every commit is looked at in a short history. In a long one what breaks and heals between two looks is not found.
pub(super) fn broken(sides: &Sides<'_>) -> Vec<Broken> {
    let (model, timeline) = sides.after;
    let commits = sides.log.entries().iter();
    let commits = commits.filter(|entry| entry.commit().is_some());
    let ends: Vec<Moment> = commits.map(HistoryEntry::moment).collect();
    let search = Search {
        log: sides.log,
        model,
        timeline,
    };
    let step = ends.len().div_ceil(MOST_LOOKS).max(1);
    let mut looks: Vec<usize> = (0..ends.len()).step_by(step).collect();
    looks.extend(ends.len().checked_sub(1));
    let mut found: Vec<Broken> = Vec::new();
    let mut whole = 0;
    for look in looks {
        for broken in search.at(ends[look]) {
            if found.iter().all(|known| known.name != broken.name) {
                let place = search.first(&ends[whole..=look], &broken.name);
                found.extend(search.describe(place, &broken.name));
            }
        }
        whole = look;
    }
    let now = ends.last().map(|end| search.at(*end)).unwrap_or_default();
    for broken in &mut found {
        broken.still = now.iter().any(|it| it.name == broken.name);
    }
    found
}

struct Search<'a> {
    log: &'a Log,
    model: &'a dyn Model,
    timeline: &'a Timeline,
}

impl Search<'_> {
    fn at(&self, moment: Moment) -> Vec<BrokenInvariant> {
        let world = self.timeline.world_at(moment.position);
        let mut broken = self.timeline.history().broken_invariants(&world);
        if broken.iter().any(|it| self.at_rest(&it.name)) && !self.rests(moment, &world) {
            broken.retain(|it| !self.at_rest(&it.name));
        }
        broken
    }

    fn at_rest(&self, invariant: &str) -> bool {
        let mut known = self.model.schema().invariants.iter();
        known.any(|known| known.name == invariant && known.at_rest)
    }

    /// Whether no process has anything left to do there.
    fn rests(&self, moment: Moment, world: &World) -> bool {
        let backlog = Backlog {
            model: self.model,
            timeline: self.timeline,
            log: self.log,
            at: moment,
            world,
            reference_bugs: &BTreeSet::new(),
        };
        backlog.unfinished() == 0
    }

    /// The first of these moments at which it does not hold; it does not at the last one.
    fn first(&self, moments: &[Moment], invariant: &str) -> Moment {
        let breaks = |moment: &Moment| self.at(*moment).iter().any(|it| it.name == invariant);
        let holds = moments.partition_point(|moment| !breaks(moment));
        moments
            .get(holds)
            .or(moments.last())
            .copied()
            .unwrap_or(Moment::START)
    }

    fn describe(&self, moment: Moment, invariant: &str) -> Option<Broken> {
        let mut there = self.at(moment).into_iter();
        let broken = there.find(|it| it.name == invariant)?;
        let mut known = self.model.schema().invariants.iter();
        let schema = known.find(|known| known.name == invariant);
        Some(Broken {
            title: schema.map_or_else(|| broken.name.clone(), |schema| schema.title.clone()),
            name: broken.name,
            problem: broken.problem,
            moment,
            still: false,
        })
    }
}
