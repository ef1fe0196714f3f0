//! What the payment provider does.

use super::{picks, task};
use crate::engine::schema::TaskSchema;
use crate::samples::conference::schema::PAYMENT_PROVIDER;

pub(super) fn tasks() -> Vec<TaskSchema> {
    vec![
        task(
            PAYMENT_PROVIDER,
            [
                "Complete a payment",
                "Take the money.",
                "CompleteThirdPartyProcessorPayment",
            ],
            vec![("payment", picks::open_payment())],
        ),
        task(
            PAYMENT_PROVIDER,
            [
                "Reject a payment",
                "Don't take the money.",
                "CancelThirdPartyProcessorPayment",
            ],
            vec![("payment", picks::open_payment())],
        ),
    ]
}
