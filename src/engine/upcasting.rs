//! Upcasting: old shapes of events are lifted to today's when they are read. What is stored stays as it is.

use super::event::EventData;
use super::names::EventType;
use super::value::Value;

/// An event in some shape: as it is stored, or lifted a part of the way or all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventShape {
    /// What happened.
    pub event_type: EventType,
    /// The version of the payload's shape.
    pub schema_version: u32,
    /// The facts.
    pub payload: Value,
}

impl EventShape {
    /// An event in this shape.
    pub fn new(event_type: &str, schema_version: u32, payload: Value) -> Self {
        Self {
            event_type: EventType::new(event_type),
            schema_version,
            payload,
        }
    }
}

/// One step: from one type and version to one or more events of the next shape.
#[derive(Clone, Copy, Debug)]
pub struct Upcaster {
    /// The type that it lifts.
    pub event_type: &'static str,
    /// The version that it lifts.
    pub version: u32,
    /// What becomes of the payload. Total: a payload that makes no sense stays one that the model can't read.
    pub lift: fn(Value) -> Vec<EventShape>,
}

impl Upcaster {
    fn fits(&self, event_type: &EventType, version: u32) -> bool {
        self.version == version && self.event_type == event_type.as_str()
    }
}

/// Lifts a stored event step by step until no step fits. Nothing where none fits from the start: the event is in
/// today's shape, or in one that nobody knows.
pub fn lifted(upcasters: &[Upcaster], event: &EventData) -> Vec<EventShape> {
    let version = event.schema_version;
    let is_old = upcasters.iter().any(|u| u.fits(&event.event_type, version));
    if !is_old {
        return Vec::new();
    }
    let shape = EventShape {
        event_type: event.event_type.clone(),
        schema_version: version,
        payload: event.payload.value().unwrap_or_default(),
    };
    let mut lifted = Vec::new();
    // No way is longer than the list, unless the list runs in a circle.
    lift(upcasters, shape, upcasters.len(), &mut lifted);
    lifted
}

fn lift(upcasters: &[Upcaster], shape: EventShape, steps: usize, into: &mut Vec<EventShape>) {
    let fitting = upcasters
        .iter()
        .find(|u| u.fits(&shape.event_type, shape.schema_version));
    match fitting {
        Some(upcaster) if steps > 0 => {
            for next in (upcaster.lift)(shape.payload) {
                lift(upcasters, next, steps - 1, into);
            }
        }
        _ => into.push(shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::value::Payload;

    const STEPS: [Upcaster; 3] = [
        Upcaster {
            event_type: "Moved",
            version: 1,
            lift: |payload| vec![EventShape::new("Moved", 2, payload)],
        },
        Upcaster {
            event_type: "Moved",
            version: 2,
            lift: |payload| {
                let left = EventShape::new("Left", 1, payload.clone());
                vec![left, EventShape::new("Arrived", 1, payload)]
            },
        },
        Upcaster {
            event_type: "Circle",
            version: 1,
            lift: |payload| vec![EventShape::new("Circle", 1, payload)],
        },
    ];

    fn names(event_type: &str, version: u32) -> Vec<String> {
        let event = EventData {
            event_type: EventType::new(event_type),
            schema_version: version,
            payload: Payload::stored("{}"),
        };
        let lifted = lifted(&STEPS, &event);
        let names = lifted
            .iter()
            .map(|shape| format!("{} {}", shape.event_type, shape.schema_version));
        names.collect()
    }

    #[test]
    fn steps_follow_each_other_and_one_event_can_become_two() {
        assert_eq!(names("Moved", 1), ["Left 1", "Arrived 1"]);
        assert_eq!(names("Moved", 2), ["Left 1", "Arrived 1"]);
    }

    #[test]
    fn what_no_step_fits_is_left_alone() {
        assert_eq!(names("Moved", 3), Vec::<String>::new());
        assert_eq!(names("Arrived", 1), Vec::<String>::new());
    }

    #[test]
    fn a_list_that_runs_in_a_circle_comes_to_an_end() {
        assert_eq!(names("Circle", 1), ["Circle 1"]);
    }
}
