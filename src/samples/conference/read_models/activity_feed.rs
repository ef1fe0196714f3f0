//! The activity feed: the latest events, newest first, each as a sentence.

use super::{Checkpoint, ReadModel};
use crate::engine::model::{Rows, feed_key};
use crate::engine::names::ReadModelName;
use crate::engine::schema::{Field, FieldType, ReadModelSchema};
use crate::engine::value::Value;
use crate::samples::conference::Event;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema;
use crate::samples::conference::sentences::sentence;
use std::any::Any;
use std::collections::VecDeque;
use std::ops::Range;

/// How many events the feed keeps.
const LATEST: usize = 100;

/// A row for each of the latest events. The events are kept as they are; sentences are made when rows are read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ActivityFeed {
    checkpoint: Checkpoint,
    latest: VecDeque<Event>,
}

impl ActivityFeed {
    /// The read model's name.
    pub const NAME: &'static str = "ActivityFeed";
}

impl ReadModel for ActivityFeed {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Activity".to_owned(),
            summary: format!(
                "What happened, in a sentence each: the last {LATEST} events, newest first."
            ),
            contexts: schema::all_contexts(),
            events: schema::all_events(),
            columns: vec![
                schema::text("context", "Context"),
                schema::number("position", "Position"),
                schema::text("at", "At"),
                Field::new(
                    "sentence",
                    "What happened",
                    FieldType::Text { max_length: 500 },
                ),
            ],
        }
    }

    fn project(&mut self, event: &Event, _names: &ConferenceNames) {
        if !self.checkpoint.pass(event) {
            return;
        }
        if self.latest.len() == LATEST {
            self.latest.pop_back();
        }
        self.latest.push_front(*event);
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        let in_window = self.latest.iter().skip(window.start).take(window.len());
        let rows = in_window.map(|event| {
            let person = names.people.name(event.person);
            let position = i64::try_from(event.position.number()).unwrap_or(i64::MAX);
            let columns = Value::map([
                ("context", event.happened.context().name().into()),
                ("position", position.into()),
                ("at", event.recorded_at.iso().into()),
                ("sentence", sentence(names, event, person).into()),
            ]);
            (key(event), columns)
        });
        Rows {
            total: self.latest.len(),
            rows: rows.collect(),
        }
    }

    /// Rows come and go, and never change.
    fn changed_rows(&self, _names: &ConferenceNames, before: &dyn ReadModel) -> Vec<String> {
        let before: &dyn Any = before;
        let Some(Self { latest: before, .. }) = before.downcast_ref() else {
            return Vec::new();
        };
        let came = self.latest.iter().filter(|e| !before.contains(e));
        let went = before.iter().filter(|e| !self.latest.contains(e));
        came.chain(went).map(key).collect()
    }
}

fn key(event: &Event) -> String {
    feed_key(event.happened.context().name(), event.position, event.part)
}

#[cfg(test)]
mod tests {
    use super::LATEST;
    use crate::engine::names::StreamName;
    use crate::engine::specification::Given;
    use crate::samples;

    #[test]
    fn it_keeps_the_latest_events_newest_first() {
        let model = samples::conference();
        let stream = StreamName::new("SeatsAvailability", "rustconf-lisbon");
        let mut given = Given::nothing(&*model, stream);
        let mut rows = Vec::new();
        for position in 1..=LATEST + 5 {
            let seats = format!(r#"{{"seats":{{"General admission":{position}}}}}"#);
            given = given.event("AvailableSeatsChanged", &seats);
            let s = if position == 1 { "" } else { "s" };
            let row = format!(
                r#"{{"context":"registration","position":{position},"at":"1970-01-01T00:00:00.000Z","sentence":
                    "Specification added {position} General admission seat{s} at rustconf-lisbon."}}"#
            );
            rows.insert(0, (format!("registration {position}"), row));
        }
        let latest: Vec<(&str, &str)> = rows
            .iter()
            .take(LATEST)
            .map(|(k, r)| (&**k, &**r))
            .collect();
        given.then_rows("ActivityFeed", &latest);
    }
}
