//! Between stored shapes and Rust's enums: the name of a case is the type, its fields are the payload.

use crate::engine::event::EventData;
use crate::engine::names::EventType;
use crate::engine::value::{Payload, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a command or an event: the case of the enum that is named like the type, filled from the payload.
///
/// # Errors
/// There is no such case, or the payload does not fit it: why.
pub fn read<T: DeserializeOwned>(type_name: &str, payload: &Payload) -> Result<T, String> {
    let name = Value::from(type_name).to_json();
    let tagged = format!("{{{name}:{}}}", payload.as_str());
    serde_json::from_str(&tagged).map_err(|error| format!("“{type_name}” can't be read: {error}."))
}

/// Writes an event: the name of its case is its type, its fields are its payload.
pub fn write<T: Serialize>(event: &T, schema_version: u32) -> Option<EventData> {
    let Ok(Value::Map(tagged)) = Value::of(event) else {
        return None;
    };
    let (event_type, payload) = tagged.into_iter().next()?;
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
