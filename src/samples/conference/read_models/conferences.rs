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

#[cfg(test)]
mod tests {
    use crate::samples::conference::told::then_rows;

    const CREATED: &str = r#"{"name":"RustConf","description":"Rust","location":"Lisbon","tagline":"Fearless",
        "twitterSearch":"rustconf","startDate":"2026-05-14","endDate":"2026-05-16","ownerName":"Olga",
        "ownerEmail":"olga@example.com"}"#;
    const DRAFT: &str = r#"{"seatType":"General admission","description":"All talks","price":19900,"quantity":100}"#;
    const FEWER: &str =
        r#"{"seatType":"General admission","description":"All talks","price":17900,"quantity":80}"#;
    const STREAM: &str = "Conference/rustconf-lisbon";

    #[test]
    fn s20_planned_seats_are_not_known_outside_until_they_are_published() {
        let columns = ["name", "isPublished", "prices", "quantities"];
        let planned = [
            (STREAM, "ConferenceCreated", CREATED),
            (STREAM, "SeatDrafted", DRAFT),
        ];
        let row = r#"{"name":"RustConf","isPublished":false,"prices":{},"quantities":{}}"#;
        then_rows(
            &planned,
            "Conferences",
            &columns,
            &[("rustconf-lisbon", row)],
        );
        let published = [
            &planned[..],
            &[
                (STREAM, "SeatCreated", DRAFT),
                (STREAM, "ConferencePublished", "{}"),
            ],
        ]
        .concat();
        let row = r#"{"name":"RustConf","isPublished":true,"prices":{"General admission":19900},
            "quantities":{"General admission":100}}"#;
        then_rows(
            &published,
            "Conferences",
            &columns,
            &[("rustconf-lisbon", row)],
        );
        let hidden = [
            &published[..],
            &[
                (STREAM, "SeatUpdated", FEWER),
                (STREAM, "ConferenceUnpublished", "{}"),
            ],
        ]
        .concat();
        let row = r#"{"name":"RustConf","isPublished":false,"prices":{"General admission":17900},
            "quantities":{"General admission":80}}"#;
        then_rows(
            &hidden,
            "Conferences",
            &columns,
            &[("rustconf-lisbon", row)],
        );
    }

    #[test]
    fn an_organizer_sees_drafts_and_everybody_the_price_of_what_is_offered() {
        let told = [
            (STREAM, "ConferenceCreated", CREATED),
            (STREAM, "SeatCreated", DRAFT),
            (
                STREAM,
                "SeatDrafted",
                r#"{"seatType":"Workshop","description":"Hands on","price":50000,"quantity":10}"#,
            ),
        ];
        let offered = r#"{"state":"Offered","price":19900,"quantity":100}"#;
        let draft = r#"{"state":"Draft","price":50000,"quantity":10}"#;
        let rows = [
            ("rustconf-lisbon / General admission", offered),
            ("rustconf-lisbon / Workshop", draft),
        ];
        then_rows(&told, "SeatTypes", &["state", "price", "quantity"], &rows);
        let row = (
            "rustconf-lisbon / General admission",
            r#"{"price":19900,"remaining":0}"#,
        );
        then_rows(&told, "Availability", &["price", "remaining"], &[row]);
    }
}
