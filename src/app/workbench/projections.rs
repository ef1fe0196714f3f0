//! What the read models have seen at the moment shown.

use super::Workbench;
use crate::app::counters::{CounterHistory, Counters};
use crate::engine::commit::Commit;
use crate::engine::model::World;
use crate::engine::names::{EventType, ReadModelName};
use crate::engine::position::{GlobalPosition, Moment};
use crate::engine::schema::ReadModelSchema;

impl Workbench {
    /// The read model that is shown; none where the model has none.
    pub fn shown_read_model(&self) -> Option<&ReadModelSchema> {
        let all = &self.model.schema().read_models;
        let chosen = self.looking.read_model.as_ref();
        let chosen = all
            .iter()
            .find(|read_model| Some(&read_model.name) == chosen);
        chosen.or_else(|| all.first())
    }

    /// The position of the last event that a read model has seen at the moment shown.
    pub fn seen(&self, read_model: &ReadModelName) -> GlobalPosition {
        self.seen_at(read_model, self.moment())
    }

    fn seen_at(&self, read_model: &ReadModelName, moment: Moment) -> GlobalPosition {
        let projection = self.settings.at(moment).projection(read_model);
        projection.seen(moment.position)
    }

    /// How far a read model has seen a commit at the moment shown: the position of the last of its events that it has
    /// seen, or the position before all of them.
    ///
    /// A commit is one thing: where the moment lies before its end, its end counts.
    pub fn seen_of(&self, read_model: &ReadModelName, commit: &Commit) -> GlobalPosition {
        let moment = self.moment().max(commit.moment);
        let seen = self.seen_at(read_model, moment);
        seen.clamp(commit.base.position, commit.moment.position)
    }

    /// How many events a read model has not seen at the moment shown.
    pub fn behind(&self, read_model: &ReadModelName) -> u64 {
        let (end, seen) = (self.moment().position, self.seen(read_model));
        end.number() - seen.number()
    }

    /// The world as a read model has seen it at the moment shown.
    pub fn world_seen(&self, read_model: &ReadModelName) -> World {
        let seen = self.seen(read_model);
        match seen == self.moment().position {
            true => self.world().clone(),
            false => self.timeline.world_at(seen),
        }
    }

    /// The type that the two counters count; none where there is none to choose.
    pub fn counted(&self) -> Option<EventType> {
        let first = || self.shown_read_model()?.events.first().cloned();
        self.projecting.counted.clone().or_else(first)
    }

    /// The two counters of a type at the moment shown.
    pub fn counters(&self, event_type: &EventType) -> Counters {
        let mut known = self.projecting.counters.borrow_mut();
        let known = match known.as_mut() {
            Some(known) if known.event_type() == event_type => known,
            _ => known.insert(CounterHistory::new(event_type.clone())),
        };
        known.at(&self.log, self.moment())
    }
}
