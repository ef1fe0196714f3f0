//! Conferences: what everybody can see of them, and what their seats cost.

use super::table::{Projection, Row, Table};
use crate::engine::schema::{Field, ReadModelSchema};
use crate::engine::slots::{Names, Slot};
use crate::engine::value::Value;
use crate::samples::conference::conference_aggregate::{
    Details, Event as ConferenceEvent, FoldedEvent, Seat,
};
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema::{self, id, particulars, quantities, text, yes_or_no};
use crate::samples::conference::{Event, Happened};
use std::collections::BTreeMap;

/// A row for each conference.
pub type Conferences = Table<ConferencesRow>;

/// What is known of one conference outside.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ConferencesRow {
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
    fn ids(names: &ConferenceNames) -> &Names {
        &names.conferences
    }

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

impl Projection for ConferencesRow {
    const NAME: &'static str = "Conferences";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Conferences",
                "The conferences, whether they are published, and what published seats cost (in \
                 cents) and how many are offered.",
            ],
            &[schema::MANAGEMENT],
            &[
                "ConferenceCreated",
                "ConferenceUpdated",
                "ConferencePublished",
                "ConferenceUnpublished",
                "SeatCreated",
                "SeatUpdated",
            ],
            columns(),
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, names: &ConferenceNames) {
        if let Happened::Conference(happened) = event.happened
            && let Some(row) = table.news(event)
        {
            row.evolve(happened, names);
        }
    }
}

fn columns() -> Vec<Field> {
    let columns = [
        id("conference", "Conference"),
        text("name", "Name"),
        text("location", "Location"),
        yes_or_no("isPublished", "Published"),
        quantities("prices", "Prices in cents"),
        quantities("quantities", "Seats offered"),
        text("description", "Description"),
    ];
    columns.into_iter().chain(particulars()).collect()
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
        let told = [
            (STREAM, "ConferenceCreated", CREATED),
            (STREAM, "SeatDrafted", DRAFT),
            (STREAM, "SeatCreated", DRAFT),
            (STREAM, "ConferencePublished", "{}"),
            (STREAM, "SeatUpdated", FEWER),
            (STREAM, "ConferenceUnpublished", "{}"),
        ];
        let planned = r#"{"name":"RustConf","isPublished":false,"prices":{},"quantities":{}}"#;
        let published = r#"{"name":"RustConf","isPublished":true,"prices":{"General admission":19900},
            "quantities":{"General admission":100}}"#;
        let hidden = r#"{"name":"RustConf","isPublished":false,"prices":{"General admission":17900},
            "quantities":{"General admission":80}}"#;
        let columns = ["name", "isPublished", "prices", "quantities"];
        for (happened, row) in [(2, planned), (4, published), (6, hidden)] {
            let rows = [("rustconf-lisbon", row)];
            then_rows(&told[..happened], "Conferences", &columns, &rows);
        }
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
