//! How a read model gets its events: at once, later, or not for now.

use serde::{Deserialize, Serialize};

/// How a read model gets its events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "StoredDelivery", into = "StoredDelivery")]
pub enum Delivery {
    /// Each as soon as it is recorded.
    #[default]
    Live,
    /// None: they wait.
    Paused,
    /// Each when so many more are recorded.
    Delayed {
        /// How many.
        events: u64,
    },
}

/// A delivery as it is stored: its kind stands beside its fields.
#[derive(Serialize, Deserialize)]
struct StoredDelivery {
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<u64>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Live,
    Paused,
    Delayed,
}

impl From<Delivery> for StoredDelivery {
    fn from(delivery: Delivery) -> Self {
        let (kind, events) = match delivery {
            Delivery::Live => (Kind::Live, None),
            Delivery::Paused => (Kind::Paused, None),
            Delivery::Delayed { events } => (Kind::Delayed, Some(events)),
        };
        Self { kind, events }
    }
}

impl TryFrom<StoredDelivery> for Delivery {
    type Error = &'static str;

    fn try_from(stored: StoredDelivery) -> Result<Self, &'static str> {
        match (stored.kind, stored.events) {
            (Kind::Live, _) => Ok(Self::Live),
            (Kind::Paused, _) => Ok(Self::Paused),
            (Kind::Delayed, Some(events)) => Ok(Self::Delayed { events }),
            (Kind::Delayed, None) => Err("missing field `events`"),
        }
    }
}
