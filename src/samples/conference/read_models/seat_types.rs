//! Seat types: what each conference offers, planned seats included.

use super::{Checkpoint, ReadModel, ReadModels, Seen, differing, window_by_key};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, ReadModelSchema};
use crate::engine::slots::{Slot, Slots};
use crate::engine::value::Value;
use crate::samples::conference::conference_aggregate::{
    Event as ConferenceEvent, FoldedEvent, Seat,
};
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema;
use crate::samples::conference::{Event, Happened};
use std::ops::Range;

/// A row for each conference and seat type.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SeatTypes {
    checkpoint: Checkpoint,
    conferences: Slots<Offers>,
}

#[derive(Clone, PartialEq, Debug, Default)]
struct Offers {
    seen: Seen,
    offers: Vec<Offer>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Offer {
    seat_type: Slot,
    seat: Id<Seat<Slot>>,
    is_draft: bool,
}

impl SeatTypes {
    /// The read model's name.
    pub const NAME: &'static str = "SeatTypes";

    fn shown(&self, names: &ConferenceNames, conference: Slot) -> Vec<(String, Value)> {
        let offers = self.conferences.get(conference);
        let offers = offers.into_iter().flat_map(|known| &known.offers);
        let rows = offers.map(|offer| {
            let key = key(names, conference, offer.seat_type);
            (key, offer.columns(names, conference))
        });
        rows.collect()
    }
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
                self.offers.retain(|offer| offer.seat_type != seat_type);
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
        let known = self.offers.iter_mut();
        match { known }.find(|known| known.seat_type == offer.seat_type) {
            Some(known) => *known = offer,
            None => self.offers.push(offer),
        }
    }
}

impl Offer {
    fn columns(&self, names: &ConferenceNames, conference: Slot) -> Value {
        let seat = names.offers.get(self.seat);
        let state = if self.is_draft { "Draft" } else { "Offered" };
        Value::map([
            ("conference", names.conferences.name(conference).into()),
            ("seatType", names.seat_types.name(self.seat_type).into()),
            ("description", names.texts.name(seat.description).into()),
            ("price", seat.price.into()),
            ("quantity", seat.quantity.into()),
            ("state", state.into()),
        ])
    }
}

impl ReadModel for SeatTypes {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Seat types".to_owned(),
            summary:
                "What an organizer offers at each conference. Drafts are not known outside yet."
                    .to_owned(),
            contexts: vec![ContextName::new(schema::MANAGEMENT)],
            events: schema::events(&[
                "SeatDrafted",
                "SeatDraftChanged",
                "SeatDraftDeleted",
                "SeatCreated",
                "SeatUpdated",
            ]),
            columns: vec![
                Field::new("conference", "Conference", schema::id_text()),
                Field::new("seatType", "Seat type", schema::name_text()),
                Field::new("description", "Description", schema::name_text()),
                Field::new("price", "Price in cents", schema::any_number()),
                Field::new("quantity", "Quantity", schema::any_number()),
                Field::new("state", "State", schema::name_text()),
            ],
        }
    }

    fn project(&mut self, event: &Event, names: &ConferenceNames) {
        let Happened::Conference(happened) = event.happened else {
            return;
        };
        if self.checkpoint.pass(event) {
            let offers = self.conferences.get_mut(event.stream);
            if offers.seen.pass(event) {
                offers.evolve(happened, names);
            }
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        let rows = self.conferences.filled().flat_map(|(conference, known)| {
            let offers = known.offers.iter();
            offers.map(move |offer| {
                let key = key(names, conference, offer.seat_type);
                (key, (conference, offer))
            })
        });
        window_by_key(rows.collect(), window, |(conference, offer)| {
            offer.columns(names, conference)
        })
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &ReadModels) -> Vec<String> {
        let before = &before.seat_types;
        let changed = self.conferences.changed(&before.conferences);
        let keys = changed.flat_map(|conference| {
            let now = self.shown(names, conference);
            differing(now, before.shown(names, conference))
        });
        keys.collect()
    }
}

fn key(names: &ConferenceNames, conference: Slot, seat_type: Slot) -> String {
    format!(
        "{} / {}",
        names.conferences.name(conference),
        names.seat_types.name(seat_type)
    )
}
