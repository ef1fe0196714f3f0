//! Time as the engine knows it: a number that somebody else reads off a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

/// The last millisecond of the year 9999.
const LAST_OF_9999: i64 = 253_402_300_799_999;

/// Milliseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The time this many milliseconds after 1970 began, in UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970 began, in UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whether every store can keep this time: it is a safe integer of JavaScript, within 285,000 years of 1970.
    pub const fn is_storable(self) -> bool {
        self.0.unsigned_abs() < 1 << 53
    }

    /// This time, `millis` later; it stops at the end of time instead of wrapping.
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Reads RFC 3339 in UTC, for example `2026-03-14T09:00:00Z`; from 1970 on.
    pub fn parse(text: &str) -> Option<Self> {
        let instant = humantime::parse_rfc3339_weak(text).ok()?;
        let since = instant.duration_since(UNIX_EPOCH).ok()?;
        Some(Self(i64::try_from(since.as_millis()).ok()?))
    }

    /// RFC 3339 in UTC to the millisecond; the bare number where it is before 1970 or after the year 9999.
    pub fn iso(self) -> String {
        match u64::try_from(self.0) {
            Ok(millis) if self.0 <= LAST_OF_9999 => {
                let instant = UNIX_EPOCH + Duration::from_millis(millis);
                humantime::format_rfc3339_millis(instant).to_string()
            }
            _ => self.0.to_string(),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// Whose hand moves the workspace's clock. Stored with every commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Clock {
    /// The clock of the machine.
    Real,
    /// Set by hand; it stands still until somebody moves it.
    ByHand,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_reads_back() {
        let time = Timestamp::from_millis(1_773_480_067_250);
        assert_eq!(time.iso(), "2026-03-14T09:21:07.250Z");
        assert_eq!(Timestamp::parse(&time.iso()), Some(time));
        assert_eq!(Timestamp::parse("2026-03-14T09:21:07.250"), Some(time));
        assert_eq!(Timestamp::parse("yesterday"), None);
        assert_eq!(Timestamp::from_millis(-1).iso(), "-1");
        assert_eq!(
            Timestamp::from_millis(LAST_OF_9999).iso(),
            "9999-12-31T23:59:59.999Z"
        );
        assert_eq!(Timestamp::from_millis(i64::MAX).iso(), i64::MAX.to_string());
    }
}
