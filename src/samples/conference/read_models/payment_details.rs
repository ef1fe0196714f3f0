//! Payment details: how far each payment has got.

use super::name;
use super::table::{Projection, Row, Table};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Names, Slot};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::payment::{State, evolve};
use crate::samples::conference::schema::{self, id, number, text};
use crate::samples::conference::{Event, Happened};

/// A row for each payment.
pub type PaymentDetails = Table<PaymentDetailsRow>;

/// One payment: what is worth knowing of it is all of its state, and who began it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PaymentDetailsRow {
    person: Option<Slot>,
    payment: State,
}

impl Row for PaymentDetailsRow {
    fn ids(names: &ConferenceNames) -> &Names {
        &names.payments
    }

    fn is_shown(&self) -> bool {
        self.payment.order.is_some()
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        let payment = &self.payment;
        Value::map([
            ("payment", names.payments.name(slot).into()),
            ("order", name(&names.orders, payment.order)),
            ("person", name(&names.people, self.person)),
            ("state", payment.status.name().into()),
            ("amount", payment.amount.into()),
            ("currency", name(&names.texts, payment.currency)),
        ])
    }
}

impl Projection for PaymentDetailsRow {
    const NAME: &'static str = "PaymentDetails";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Payments",
                "How much each payment is for, in cents, and what became of it.",
            ],
            &[schema::PAYMENTS],
            &["PaymentInitiated", "PaymentCompleted", "PaymentRejected"],
            vec![
                id("payment", "Payment"),
                id("order", "Order"),
                text("person", "Begun by"),
                text("state", "State"),
                number("amount", "Amount in cents"),
                text("currency", "Currency"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, _names: &ConferenceNames) {
        if let Happened::Payment(happened) = event.happened
            && let Some(row) = table.news(event)
        {
            row.person.get_or_insert(event.person);
            evolve(&mut row.payment, happened);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::conference::told::then_rows;

    #[test]
    fn s35_a_payment_is_listed_with_what_became_of_it() {
        let told = [
            (
                "Payment/p-1",
                "PaymentInitiated",
                r#"{"order":"o-1","amount":24900,"currency":"USD"}"#,
            ),
            ("Payment/p-1", "PaymentRejected", r#"{"order":"o-1"}"#),
            (
                "Payment/p-2",
                "PaymentInitiated",
                r#"{"order":"o-1","amount":24900,"currency":"USD"}"#,
            ),
            (
                "Payment/p-2",
                "PaymentCompleted",
                r#"{"order":"o-1","amount":24900}"#,
            ),
        ];
        let row = |state| {
            format!(r#"{{"order":"o-1","state":"{state}","amount":24900,"currency":"USD"}}"#)
        };
        let (rejected, completed) = (row("Rejected"), row("Completed"));
        let columns = ["order", "state", "amount", "currency"];
        let rows = [("p-1", &*rejected), ("p-2", &*completed)];
        then_rows(&told, "PaymentDetails", &columns, &rows);
    }
}
