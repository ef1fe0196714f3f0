//! Snapshots: a cached fold of one stream at a version. Discardable; never a source of truth.

use super::names::{Fingerprint, StreamName};
use super::value::Payload;
use super::version::StreamVersion;
use serde::{Deserialize, Serialize};

/// The state of one stream at one version, under one set of rules.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The stream.
    pub stream: StreamName,
    /// How many of its events are folded in.
    pub version: StreamVersion,
    /// The rules that folded them. Under other rules the snapshot is ignored.
    pub model: Fingerprint,
    /// The state as plain data.
    pub state: Payload,
}

/// How often snapshots are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SnapshotEvery(pub u64);

impl Default for SnapshotEvery {
    /// Every 100 events of a stream.
    fn default() -> Self {
        Self(100)
    }
}

impl SnapshotEvery {
    /// Whether a snapshot is due once a stream has gone from one version to another.
    pub fn is_due(self, before: StreamVersion, after: StreamVersion) -> bool {
        self.0 > 0 && before.count() / self.0 < after.count() / self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_when_a_multiple_is_reached_or_passed() {
        let every = SnapshotEvery(10);
        let due = |from, to| every.is_due(StreamVersion::new(from), StreamVersion::new(to));
        assert!(due(9, 10) && due(8, 12) && due(19, 20));
        assert!(!due(10, 11) && !due(0, 9));
        assert!(!SnapshotEvery(0).is_due(StreamVersion::NONE, StreamVersion::new(100)));
    }
}
