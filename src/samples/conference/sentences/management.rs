//! What happened to a conference.

use super::Teller;
use crate::engine::slots::Slot;
use crate::samples::conference::conference_aggregate::{
    Event as ConferenceEvent, FoldedEvent, Seat,
};
use crate::samples::conference::interned::Id;

impl Teller<'_> {
    pub(super) fn management(&self, happened: FoldedEvent) -> String {
        let (person, conference) = (self.person, self.conference());
        match happened {
            ConferenceEvent::ConferenceCreated(details) => {
                let details = self.names.details.get(details);
                format!("{person} planned {} ({conference}).", details.name)
            }
            ConferenceEvent::ConferenceUpdated(_) => {
                format!("{person} changed the details of {conference}.")
            }
            ConferenceEvent::SeatDrafted(seat) => {
                format!("{person} planned {} at {conference}.", self.offer(seat))
            }
            ConferenceEvent::SeatDraftChanged(seat) => {
                format!("{person} now plans {} at {conference}.", self.offer(seat))
            }
            ConferenceEvent::SeatDraftDeleted { seat_type } => {
                let seat_type = self.names.seat_types.name(seat_type);
                format!("{person} no longer plans {seat_type} seats at {conference}.")
            }
            ConferenceEvent::SeatCreated(seat) => {
                format!("{conference} offers {}.", self.offer(seat))
            }
            ConferenceEvent::SeatUpdated(seat) => {
                format!("{conference} now offers {}.", self.offer(seat))
            }
            ConferenceEvent::ConferencePublished {} => {
                format!("{person} published {conference}.")
            }
            ConferenceEvent::ConferenceUnpublished {} => {
                format!("{person} hid {conference} from the public.")
            }
        }
    }

    /// For example "100 General admission seats for $199 each".
    fn offer(&self, seat: Id<Seat<Slot>>) -> String {
        let seat = self.names.offers.get(seat);
        let seat_type = self.names.seat_types.name(seat.seat_type);
        let price = self.money(seat.price);
        format!("{} {seat_type} seats for {price} each", seat.quantity)
    }
}
