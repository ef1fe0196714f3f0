//! How a read model gets its events: at once, later, or not for now.

use serde::{Deserialize, Serialize};

/// How a read model gets its events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
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
