//! Between stored shapes and Rust's enums: the name of a case is the type, its fields are the payload.

use crate::engine::event::EventData;
use crate::engine::names::EventType;
use crate::engine::value::{Payload, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;

/// Reads a command or an event: the case of the enum that is named like the type, filled from the payload.
///
/// # Errors
/// There is no such case, or the payload does not fit it: why.
pub fn read<T: DeserializeOwned>(type_name: &str, payload: &Payload) -> Result<T, String> {
    let unreadable = |why: &dyn Display| format!("“{type_name}” can't be read: {why}.");
    let fields = payload.value().map_err(|error| unreadable(&error))?;
    Value::read_case(type_name, fields).map_err(|misfit| unreadable(&misfit))
}

/// Writes an event: the name of its case is its type, its fields are its payload.
pub fn write<T: Serialize>(event: &T, schema_version: u32) -> Option<EventData> {
    let (event_type, payload) = Value::of_case(event)?;
    Some(EventData {
        event_type: EventType::new(event_type),
        schema_version,
        payload: Payload::of(&payload),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(PartialEq, Debug, Serialize, Deserialize)]
    #[serde(rename_all_fields = "camelCase")]
    enum Event {
        SeatsAdded { seat_type: String, quantity: i64 },
    }

    #[test]
    fn an_event_reads_back_and_an_unknown_one_says_so() {
        let event = Event::SeatsAdded {
            seat_type: "\"quoted\"".to_owned(),
            quantity: 2,
        };
        let data = write(&event, 1).expect("an event is a map");
        assert_eq!(data.event_type.as_str(), "SeatsAdded");
        assert_eq!(
            data.payload.as_str(),
            r#"{"quantity":2,"seatType":"\"quoted\""}"#
        );
        assert_eq!(read("SeatsAdded", &data.payload), Ok(event));
        let unknown = read::<Event>("Seats\"Moved", &data.payload).expect_err("no such case");
        assert!(unknown.contains("unknown variant"), "{unknown}");
    }
}
