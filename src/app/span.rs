//! Spans of time in words.

use crate::engine::time::Timestamp;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A span in words: its two largest units, for example "2 h 5 min".
pub fn span_text(millis: i64) -> String {
    let millis = millis.max(0);
    let (large, small, names) = match millis {
        DAY.. => (DAY, HOUR, ("d", "h")),
        HOUR.. => (HOUR, MINUTE, ("h", "min")),
        MINUTE.. => (MINUTE, SECOND, ("min", "s")),
        _ => return format!("{} s", millis / SECOND),
    };
    let rest = millis % large / small;
    match rest {
        0 => format!("{} {}", millis / large, names.0),
        _ => format!("{} {} {rest} {}", millis / large, names.0, names.1),
    }
}

/// How far a time lies ahead, for example "in 14 min"; or how long it is over.
pub fn until_text(now: Timestamp, due: Timestamp) -> String {
    let millis = due.millis().saturating_sub(now.millis());
    match millis {
        0 => "now".to_owned(),
        1.. => format!("in {}", span_text(rounded_up(millis))),
        _ => format!("{} ago", span_text(millis.saturating_neg())),
    }
}

/// To whole seconds: what is not over yet is not 0 s.
fn rounded_up(millis: i64) -> i64 {
    millis.saturating_add(SECOND - 1) / SECOND * SECOND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_its_two_largest_units() {
        assert_eq!(span_text(0), "0 s");
        assert_eq!(span_text(59_999), "59 s");
        assert_eq!(span_text(15 * MINUTE), "15 min");
        assert_eq!(span_text(2 * HOUR + 5 * MINUTE + 9), "2 h 5 min");
        assert_eq!(span_text(3 * DAY), "3 d");
        let at = Timestamp::from_millis;
        assert_eq!(until_text(at(0), at(14 * MINUTE)), "in 14 min");
        assert_eq!(until_text(at(1), at(2 * SECOND)), "in 2 s");
        assert_eq!(until_text(at(9 * SECOND), at(0)), "9 s ago");
        assert_eq!(until_text(at(7), at(7)), "now");
    }
}
