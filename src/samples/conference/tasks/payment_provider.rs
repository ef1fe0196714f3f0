//! What the payment provider does.

use super::{Task, picks, task};
use crate::samples::conference::schema::PAYMENT_PROVIDER;

pub(super) fn tasks() -> Vec<Task> {
    vec![
        task(
            PAYMENT_PROVIDER,
            "Complete a payment",
            "CompleteThirdPartyProcessorPayment",
        )
        .summary("Take the money.")
        .input("payment", picks::open_payment()),
        task(
            PAYMENT_PROVIDER,
            "Reject a payment",
            "CancelThirdPartyProcessorPayment",
        )
        .summary("Don't take the money.")
        .input("payment", picks::open_payment()),
    ]
}
