//! What happened to a payment.

use super::Teller;
use crate::samples::conference::payment::{Event as PaymentEvent, FoldedEvent};

impl Teller<'_> {
    pub(super) fn payment(&self, happened: FoldedEvent) -> String {
        let (person, payment) = (self.person, self.names.payments.name(self.event.stream));
        let orders = &self.names.orders;
        match happened {
            PaymentEvent::PaymentInitiated { order, amount, .. } => {
                let (order, amount) = (orders.name(order), self.money(amount));
                format!("{person} is about to pay {amount} for {order} ({payment}).")
            }
            PaymentEvent::PaymentCompleted { order, amount } => {
                let (order, amount) = (orders.name(order), self.money(amount));
                format!("{person} took {amount} for {order} ({payment}).")
            }
            PaymentEvent::PaymentRejected { order } => {
                let order = orders.name(order);
                format!("{person} cancelled the payment for {order} ({payment}).")
            }
        }
    }
}
