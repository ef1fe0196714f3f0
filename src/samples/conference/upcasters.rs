//! The old shapes of events, and how each is lifted to the next.

use crate::engine::upcasting::{EventShape, Upcaster};
use crate::engine::value::Value;
use std::collections::BTreeMap;

/// Every step. An event is lifted until none fits.
pub const UPCASTERS: [Upcaster; 5] = [
    // The first version of the system called it so.
    Upcaster {
        event_type: "OrderPaymentConfirmed",
        version: 1,
        lift: |payload| vec![EventShape::new("OrderConfirmed", 1, payload)],
    },
    Upcaster {
        event_type: "OrderConfirmed",
        version: 1,
        lift: |payload| {
            with(
                "OrderConfirmed",
                payload,
                "seats",
                Value::Map(BTreeMap::new()),
            )
        },
    },
    Upcaster {
        event_type: "OrderRegistrantAssigned",
        version: 1,
        lift: split_name,
    },
    // There was one currency only.
    Upcaster {
        event_type: "PaymentInitiated",
        version: 1,
        lift: |payload| with("PaymentInitiated", payload, "currency", "USD".into()),
    },
    // One event became two.
    Upcaster {
        event_type: "SeatReassigned",
        version: 1,
        lift: |payload| {
            let position = payload.get("position").cloned();
            let freed = position.map(|position| ("position", position));
            vec![
                EventShape::new("SeatUnassigned", 1, Value::map(freed)),
                EventShape::new("SeatAssigned", 1, payload),
            ]
        },
    },
];

/// The version of the shape of an event type today.
pub fn version_today(event_type: &str) -> u32 {
    match event_type {
        "OrderConfirmed" | "OrderRegistrantAssigned" | "PaymentInitiated" => 2,
        _ => 1,
    }
}

/// The second version has one more field, with a default.
fn with(event_type: &str, payload: Value, field: &str, default: Value) -> Vec<EventShape> {
    let mut fields = fields(payload);
    fields.entry(field.to_owned()).or_insert(default);
    vec![EventShape::new(event_type, 2, Value::Map(fields))]
}

/// The name became two, split at the first space.
fn split_name(payload: Value) -> Vec<EventShape> {
    let mut fields = fields(payload);
    if let Some(Value::Text(name)) = fields.remove("name") {
        let (first, last) = name.split_once(' ').unwrap_or((name.as_str(), ""));
        fields.insert("firstName".to_owned(), first.into());
        fields.insert("lastName".to_owned(), last.into());
    }
    let lifted = Value::Map(fields);
    vec![EventShape::new("OrderRegistrantAssigned", 2, lifted)]
}

fn fields(payload: Value) -> BTreeMap<String, Value> {
    match payload {
        Value::Map(fields) => fields,
        _ => BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::event::EventData;
    use crate::engine::names::EventType;
    use crate::engine::upcasting::lifted;
    use crate::engine::value::Payload;

    #[test]
    fn every_step_leads_to_the_shape_of_today() {
        for upcaster in &UPCASTERS {
            let event = EventData {
                event_type: EventType::new(upcaster.event_type),
                schema_version: upcaster.version,
                payload: Payload::stored("{}"),
            };
            let lifted = lifted(&UPCASTERS, &event);
            assert!(!lifted.is_empty());
            for shape in lifted {
                let today = version_today(shape.event_type.as_str());
                assert_eq!(shape.schema_version, today, "{}", shape.event_type);
            }
        }
    }

    #[test]
    fn a_name_of_one_word_has_no_last_name() {
        let split = |name: &str| {
            split_name(Value::map([("name", name.into())]))[0]
                .payload
                .to_json()
        };
        assert_eq!(split("Ada"), r#"{"firstName":"Ada","lastName":""}"#);
        assert_eq!(
            split("Ada King Lovelace"),
            r#"{"firstName":"Ada","lastName":"King Lovelace"}"#
        );
    }
}
