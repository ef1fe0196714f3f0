//! Payment details: how far each payment has got.

use super::table::{Row, Table};
use super::{Checkpoint, ReadModel, ReadModels, Seen};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, ReadModelSchema};
use crate::engine::slots::{Names, Slot};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::payment::{State, evolve};
use crate::samples::conference::schema;
use crate::samples::conference::{Event, Happened};
use std::ops::Range;

/// A row for each payment.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PaymentDetails {
    checkpoint: Checkpoint,
    table: Table<PaymentDetailsRow>,
}

#[derive(Clone, PartialEq, Debug, Default)]
struct PaymentDetailsRow {
    seen: Seen,
    person: Option<Slot>,
    payment: State,
}

impl Row for PaymentDetailsRow {
    fn is_shown(&self) -> bool {
        self.payment.order.is_some()
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        let payment = &self.payment;
        let name = |known: &Names, slot: Option<Slot>| slot.map_or("", |s| known.name(s)).into();
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

impl PaymentDetails {
    /// The read model's name.
    pub const NAME: &'static str = "PaymentDetails";
}

impl ReadModel for PaymentDetails {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Payments".to_owned(),
            summary: "How much each payment is for, in cents, and what became of it.".to_owned(),
            contexts: vec![ContextName::new(schema::PAYMENTS)],
            events: schema::events(&["PaymentInitiated", "PaymentCompleted", "PaymentRejected"]),
            columns: vec![
                Field::new("payment", "Payment", schema::id_text()),
                Field::new("order", "Order", schema::id_text()),
                Field::new("person", "Begun by", schema::name_text()),
                Field::new("state", "State", schema::name_text()),
                Field::new("amount", "Amount in cents", schema::any_number()),
                Field::new("currency", "Currency", schema::name_text()),
            ],
        }
    }

    /// What a payment is worth knowing is all of its state.
    fn project(&mut self, event: &Event, _names: &ConferenceNames) {
        let Happened::Payment(happened) = event.happened else {
            return;
        };
        if self.checkpoint.pass(event) {
            let row = self.table.get_mut(event.stream);
            if row.seen.pass(event) {
                row.person.get_or_insert(event.person);
                evolve(&mut row.payment, happened);
            }
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        self.table.rows(names, &names.payments, window)
    }

    fn row(&self, names: &ConferenceNames, key: &str) -> Option<Value> {
        self.table.row(names, &names.payments, key)
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &ReadModels) -> Vec<String> {
        let before = &before.payment_details.table;
        self.table.changed(names, &names.payments, before)
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
