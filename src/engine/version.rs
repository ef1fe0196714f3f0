//! Stream versions and the check that an append makes.
//!
//! A version counts events: it is the number of events in one stream, and zero means that there is no stream.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of events in one stream; zero means none.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StreamVersion(u64);

impl StreamVersion {
    /// The version of a stream that does not exist.
    pub const NONE: Self = Self(0);

    /// The version of a stream with `count` events.
    pub const fn new(count: u64) -> Self {
        Self(count)
    }

    /// How many events.
    pub const fn count(self) -> u64 {
        self.0
    }

    /// The version after `events` more.
    pub const fn plus(self, events: u64) -> Self {
        Self(self.0 + events)
    }
}

impl fmt::Display for StreamVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the writer believes of the stream. There is no default: whoever wants no check writes `Any`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ExpectedVersion {
    /// No check.
    Any,
    /// The stream has no event yet.
    NoStream,
    /// The stream has at least one event.
    StreamExists,
    /// The stream has exactly this version.
    Exact(StreamVersion),
}

impl ExpectedVersion {
    /// Whether a stream of version `actual` is what was expected.
    pub fn matches(self, actual: StreamVersion) -> bool {
        match self {
            Self::Any => true,
            Self::NoStream => actual == StreamVersion::NONE,
            Self::StreamExists => actual > StreamVersion::NONE,
            Self::Exact(expected) => actual == expected,
        }
    }

    /// The version up to which the writer knew the stream: later events are the ones that won.
    pub fn known(self) -> StreamVersion {
        match self {
            Self::Exact(version) => version,
            Self::Any | Self::NoStream | Self::StreamExists => StreamVersion::NONE,
        }
    }
}

impl fmt::Display for ExpectedVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any version"),
            Self::NoStream => f.write_str("no stream"),
            Self::StreamExists => f.write_str("an existing stream"),
            Self::Exact(version) => write!(f, "version {version}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_expectation_matches_what_it_says() {
        let (none, three) = (StreamVersion::NONE, StreamVersion::new(3));
        let exact = ExpectedVersion::Exact(three);
        assert!(ExpectedVersion::Any.matches(none) && ExpectedVersion::Any.matches(three));
        assert!(ExpectedVersion::NoStream.matches(none));
        assert!(!ExpectedVersion::NoStream.matches(three));
        assert!(ExpectedVersion::StreamExists.matches(three));
        assert!(!ExpectedVersion::StreamExists.matches(none));
        assert!(exact.matches(three) && !exact.matches(three.plus(1)));
    }
}
