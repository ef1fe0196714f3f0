//! The context where orders are paid for.

use super::fields::{at_least_zero, id, order, text};
use super::{ATTENDEE, PAYMENT_PROVIDER, aggregate, command, event, reading};
use crate::engine::schema::AggregateSchema;
use crate::samples::conference::payment::CATEGORY;
use crate::samples::conference::read_models::priced_orders::PricedOrders;

pub(super) fn payment() -> AggregateSchema {
    let payment = || id("payment", "Payment");
    let initiate = command(
        "InitiateThirdPartyProcessorPayment",
        &[ATTENDEE],
        payment(),
        vec![order()],
    );
    let commands = vec![
        reading(initiate, PricedOrders::NAME, "order"),
        command(
            "CompleteThirdPartyProcessorPayment",
            &[PAYMENT_PROVIDER],
            payment(),
            Vec::new(),
        ),
        command(
            "CancelThirdPartyProcessorPayment",
            &[ATTENDEE, PAYMENT_PROVIDER],
            payment(),
            Vec::new(),
        ),
    ];
    let amount = || at_least_zero("amount", "Amount in cents");
    let events = vec![
        event(
            "PaymentInitiated",
            vec![order(), amount(), text("currency", "Currency")],
        ),
        event("PaymentCompleted", vec![order(), amount()]),
        event("PaymentRejected", vec![order()]),
    ];
    aggregate(CATEGORY, commands, events)
}
