//! Seat types: what each conference offers, planned seats included.

use super::seats_key;
use super::table::{Group, Projection, Table};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::Slot;
use crate::engine::value::Value;
use crate::samples::conference::conference_aggregate::{
    Event as ConferenceEvent, FoldedEvent, Seat,
};
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema::{self, id, number, text};
use crate::samples::conference::{Event, Happened};

/// A row for each conference and seat type.
pub type SeatTypes = Table<Offers>;

/// What one conference offers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Offers(Vec<Offer>);

#[derive(Clone, Copy, PartialEq, Debug)]
struct Offer {
    seat_type: Slot,
    seat: Id<Seat<Slot>>,
    is_draft: bool,
}

impl Offers {
    fn evolve(&mut self, event: FoldedEvent, names: &ConferenceNames) {
        match event {
            ConferenceEvent::SeatDrafted(seat) | ConferenceEvent::SeatDraftChanged(seat) => {
                self.put(seat, true, names);
            }
            ConferenceEvent::SeatCreated(seat) | ConferenceEvent::SeatUpdated(seat) => {
                self.put(seat, false, names);
            }
            ConferenceEvent::SeatDraftDeleted { seat_type } => {
                self.0.retain(|offer| offer.seat_type != seat_type);
            }
            ConferenceEvent::ConferenceCreated(_)
            | ConferenceEvent::ConferenceUpdated(_)
            | ConferenceEvent::ConferencePublished {}
            | ConferenceEvent::ConferenceUnpublished {} => {}
        }
    }

    fn put(&mut self, seat: Id<Seat<Slot>>, is_draft: bool, names: &ConferenceNames) {
        let offer = Offer {
            seat_type: names.offers.get(seat).seat_type,
            seat,
            is_draft,
        };
        let mut known = self.0.iter_mut();
        match known.find(|known| known.seat_type == offer.seat_type) {
            Some(known) => *known = offer,
            None => self.0.push(offer),
        }
    }
}

impl Group for Offers {
    /// The seat type.
    type Part = Slot;

    fn parts(&self) -> impl Iterator<Item = Slot> {
        self.0.iter().map(|offer| offer.seat_type)
    }

    fn key(names: &ConferenceNames, conference: Slot, seat_type: Slot) -> String {
        seats_key(names, conference, seat_type)
    }

    fn columns(&self, names: &ConferenceNames, conference: Slot, seat_type: Slot) -> Option<Value> {
        let mut offers = self.0.iter();
        let offer = offers.find(|offer| offer.seat_type == seat_type)?;
        let seat = names.offers.get(offer.seat);
        let state = if offer.is_draft { "Draft" } else { "Offered" };
        Some(Value::map([
            ("conference", names.conferences.name(conference).into()),
            ("seatType", names.seat_types.name(seat_type).into()),
            ("description", names.texts.name(seat.description).into()),
            ("price", seat.price.into()),
            ("quantity", seat.quantity.into()),
            ("state", state.into()),
        ]))
    }
}

impl Projection for Offers {
    const NAME: &'static str = "SeatTypes";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Seat types",
                "What an organizer offers at each conference. Drafts are not known outside yet.",
            ],
            &[schema::MANAGEMENT],
            &[
                "SeatDrafted",
                "SeatDraftChanged",
                "SeatDraftDeleted",
                "SeatCreated",
                "SeatUpdated",
            ],
            vec![
                id("conference", "Conference"),
                text("seatType", "Seat type"),
                text("description", "Description"),
                number("price", "Price in cents"),
                number("quantity", "Quantity"),
                text("state", "State"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, names: &ConferenceNames) {
        if let Happened::Conference(happened) = event.happened
            && let Some(offers) = table.news(event)
        {
            offers.evolve(happened, names);
        }
    }
}
