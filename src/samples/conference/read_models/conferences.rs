//! Conferences: what everybody can see of them, and what their seats cost.

use super::table::{Row, Table};
use super::{Checkpoint, ReadModel, ReadModels, Seen};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, FieldType, ReadModelSchema};
use crate::engine::slots::Slot;
use crate::engine::value::Value;
use crate::samples::conference::conference_aggregate::{
    Details, Event as ConferenceEvent, FoldedEvent, Seat,
};
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema;
use crate::samples::conference::{Event, Happened};
use std::collections::BTreeMap;
use std::ops::Range;

/// A row for each conference.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Conferences {
    checkpoint: Checkpoint,
    table: Table<ConferencesRow>,
}

#[derive(Clone, PartialEq, Debug, Default)]
struct ConferencesRow {
    seen: Seen,
    details: Option<Id<Details>>,
    seats: Vec<(Slot, Id<Seat<Slot>>)>,
    is_published: bool,
}

impl ConferencesRow {
    fn evolve(&mut self, event: FoldedEvent, names: &ConferenceNames) {
        match event {
            ConferenceEvent::ConferenceCreated(details)
            | ConferenceEvent::ConferenceUpdated(details) => self.details = Some(details),
            ConferenceEvent::SeatCreated(seat) | ConferenceEvent::SeatUpdated(seat) => {
                let seat_type = names.offers.get(seat).seat_type;
                match self.seats.iter_mut().find(|(t, _)| *t == seat_type) {
                    Some((_, known)) => *known = seat,
                    None => self.seats.push((seat_type, seat)),
                }
            }
            ConferenceEvent::ConferencePublished {} => self.is_published = true,
            ConferenceEvent::ConferenceUnpublished {} => self.is_published = false,
            ConferenceEvent::SeatDrafted(_)
            | ConferenceEvent::SeatDraftChanged(_)
            | ConferenceEvent::SeatDraftDeleted { .. } => {}
        }
    }

    fn figures(&self, names: &ConferenceNames, figure: impl Fn(&Seat<Slot>) -> i64) -> Value {
        let seats = self.seats.iter().map(|(seat_type, seat)| {
            let figure = figure(names.offers.get(*seat));
            (names.seat_types.name(*seat_type), Value::Int(figure))
        });
        Value::map(seats)
    }
}

impl Row for ConferencesRow {
    fn is_shown(&self) -> bool {
        self.details.is_some()
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        let mut columns = match self
            .details
            .map(|details| Value::of(names.details.get(details)))
        {
            Some(Ok(Value::Map(details))) => details,
            _ => BTreeMap::new(),
        };
        let own = [
            ("conference", names.conferences.name(slot).into()),
            ("isPublished", Value::Bool(self.is_published)),
            ("prices", self.figures(names, |seat| seat.price)),
            ("quantities", self.figures(names, |seat| seat.quantity)),
        ];
        columns.extend(own.map(|(name, value)| (name.to_owned(), value)));
        Value::Map(columns)
    }
}

impl Conferences {
    /// The read model's name.
    pub const NAME: &'static str = "Conferences";
}

impl ReadModel for Conferences {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Conferences".to_owned(),
            summary: "The conferences, whether they are published, and what published seats cost (in cents) and how many are offered."
                .to_owned(),
            contexts: vec![ContextName::new(schema::MANAGEMENT)],
            events: schema::events(&[
                "ConferenceCreated",
                "ConferenceUpdated",
                "ConferencePublished",
                "ConferenceUnpublished",
                "SeatCreated",
                "SeatUpdated",
            ]),
            columns: vec![
                Field::new("conference", "Conference", schema::id_text()),
                Field::new("name", "Name", schema::name_text()),
                Field::new("location", "Location", schema::name_text()),
                Field::new("isPublished", "Published", FieldType::Bool),
                Field::new("prices", "Prices in cents", schema::numbers()),
                Field::new("quantities", "Seats offered", schema::numbers()),
                Field::new("description", "Description", schema::name_text()),
                Field::new("tagline", "Tagline", schema::name_text()),
                Field::new("twitterSearch", "On Twitter", schema::name_text()),
                Field::new("startDate", "First day", schema::name_text()),
                Field::new("endDate", "Last day", schema::name_text()),
                Field::new("ownerName", "Held by", schema::name_text()),
                Field::new("ownerEmail", "Owner’s e-mail", schema::name_text()),
            ],
        }
    }

    fn project(&mut self, event: &Event, names: &ConferenceNames) {
        let Happened::Conference(happened) = event.happened else {
            return;
        };
        if self.checkpoint.pass(event) {
            let row = self.table.get_mut(event.stream);
            if row.seen.pass(event) {
                row.evolve(happened, names);
            }
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        self.table.rows(names, &names.conferences, window)
    }

    fn row(&self, names: &ConferenceNames, key: &str) -> Option<Value> {
        self.table.row(names, &names.conferences, key)
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &ReadModels) -> Vec<String> {
        let before = &before.conferences.table;
        self.table.changed(names, &names.conferences, before)
    }
}
