//! What happened to an order.

use super::Teller;
use crate::engine::slots::Slot;
use crate::samples::conference::order::{Event as OrderEvent, FoldedEvent};
use crate::samples::conference::seats::SeatsId;

impl Teller<'_> {
    pub(super) fn order(&self, happened: FoldedEvent) -> String {
        let (person, order) = (self.person, self.names.orders.name(self.event.stream));
        match happened {
            OrderEvent::OrderPlaced {
                conference, seats, ..
            } => {
                let conference = self.names.conferences.name(conference);
                let seats = self.seats_or_none(seats);
                format!("{person} ordered {seats} at {conference} ({order}).")
            }
            OrderEvent::OrderUpdated { seats } => {
                let seats = self.seats_or_none(seats);
                format!("{person} now wants {seats} ({order}).")
            }
            OrderEvent::OrderTotalsCalculated {
                is_free_of_charge: true,
                ..
            } => format!("{order} is free of charge."),
            OrderEvent::OrderTotalsCalculated { total, .. } => {
                format!("{order} costs {}.", self.money(total))
            }
            OrderEvent::OrderPartiallyReserved { seats, .. } => {
                let seats = self.seats_or_none(seats);
                format!("Only a part of {order} is reserved: {seats}.")
            }
            OrderEvent::OrderReservationCompleted { seats, .. } => {
                let seats = self.seats_or_none(seats);
                format!("All of {order} is reserved: {seats}.")
            }
            OrderEvent::OrderReinstated { seats, .. } => {
                let seats = self.seats_or_none(seats);
                format!("{order} is reserved once more: {seats}.")
            }
            OrderEvent::OrderExpired {} => format!("{order} expired."),
            OrderEvent::OrderConfirmed { .. } => format!("{order} is confirmed."),
            OrderEvent::OrderRegistrantAssigned {
                first_name,
                last_name,
                email,
            } => {
                let name = self.name(first_name, last_name);
                format!("{name} <{}> registers with {order}.", self.text(email))
            }
            OrderEvent::ManualInterventionRequired {
                payment,
                amount,
                reason,
            } => self.intervention(order, payment, amount, reason),
        }
    }

    fn intervention(&self, order: &str, payment: Slot, amount: i64, reason: Slot) -> String {
        let reason = self.text(reason);
        match self.names.payments.name(payment) {
            "" => format!("Somebody has to look after {order}: {reason}"),
            payment => {
                let amount = self.money(amount);
                format!(
                    "Somebody has to look after {order} and pay {amount} of {payment} back: {reason}"
                )
            }
        }
    }

    fn seats_or_none(&self, seats: SeatsId) -> String {
        match self.seats(self.names.seats.get(seats), 1) {
            none if none.is_empty() => "no seats".to_owned(),
            seats => seats,
        }
    }
}
