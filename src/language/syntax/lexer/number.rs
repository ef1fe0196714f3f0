//! Numbers, days and moments as they are written.

use super::token::Kind;

/// What is wrong with a number: what to say, and what to do about it.
pub(super) type Wrong = (&'static str, &'static str);

const DAY: i64 = 86_400_000;
const DECIMAL: i64 = 10_000;

/// The units of a duration, in milliseconds.
pub(in crate::language::syntax) const UNITS: [(&str, i64); 8] = [
    ("ms", 1),
    ("s", 1_000),
    ("min", 60_000),
    ("h", 3_600_000),
    ("day", DAY),
    ("days", DAY),
    ("week", 7 * DAY),
    ("weeks", 7 * DAY),
];

/// How people may write a unit, and how it is written.
pub(in crate::language::syntax) const OTHER_UNITS: [(&str, &str); 14] = [
    ("second", "s"),
    ("seconds", "s"),
    ("sec", "s"),
    ("secs", "s"),
    ("minute", "min"),
    ("minutes", "min"),
    ("mins", "min"),
    ("m", "min"),
    ("hour", "h"),
    ("hours", "h"),
    ("hr", "h"),
    ("hrs", "h"),
    ("d", "days"),
    ("w", "weeks"),
];

/// How many bytes at the beginning of `text` are a number, a day or a moment, and which.
pub(super) fn number(text: &str) -> (usize, Result<Kind, Wrong>) {
    let bytes = text.as_bytes();
    if looks_like_a_day(bytes) {
        let length = length_of_moment(bytes);
        return (length, moment(text.get(..length).unwrap_or_default()));
    }
    let digit = |byte: u8| byte.is_ascii_digit() || byte == b'_';
    let whole = length(bytes, digit);
    let rest = bytes.get(whole..).unwrap_or_default();
    let digits = text.get(..whole).unwrap_or_default();
    if rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_digit) {
        let end = whole + 1 + length(rest.get(1..).unwrap_or_default(), digit);
        let fraction = text.get(whole + 1..end).unwrap_or_default();
        return (end, decimal(digits, fraction));
    }
    let value = digits.replace('_', "").parse();
    (whole, value.map(Kind::Int).map_err(|_| TOO_LARGE))
}

const TOO_LARGE: Wrong = (
    "This number is too large.",
    "A whole number goes up to 9223372036854775807, a decimal up to 922337203685477.5807.",
);

fn length(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| belongs(**byte)).count()
}

/// All that looks as if it belonged to a day or a moment. A colon does so only within a time: the one behind the key of
/// a map does not.
fn length_of_moment(bytes: &[u8]) -> usize {
    let has_time = bytes.get(10) == Some(&b'T');
    let belongs = |place: usize| {
        let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
        match bytes.get(place) {
            Some(b':') => has_time && is_digit(place + 1),
            Some(b'-' | b'_') => true,
            byte => byte.is_some_and(u8::is_ascii_alphanumeric),
        }
    };
    (0..bytes.len()).take_while(|place| belongs(*place)).count()
}

/// Four digits, two, and two.
fn looks_like_a_day(bytes: &[u8]) -> bool {
    let digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let dash = |place: usize| bytes.get(place) == Some(&b'-');
    [0, 1, 2, 3, 5, 6, 8, 9].into_iter().all(digit) && dash(4) && dash(7)
}

fn decimal(whole: &str, fraction: &str) -> Result<Kind, Wrong> {
    let fraction = fraction.replace('_', "");
    if fraction.len() > 4 {
        return Err((
            "This decimal has too many digits after the point.",
            "A decimal has at most four.",
        ));
    }
    let value = (|| {
        let whole: i64 = whole.replace('_', "").parse().ok()?;
        let parts: i64 = format!("{fraction:0<4}").parse().ok()?;
        whole.checked_mul(DECIMAL)?.checked_add(parts)
    })();
    value.map(Kind::Decimal).ok_or(TOO_LARGE)
}

/// A day, or a day and a time.
fn moment(text: &str) -> Result<Kind, Wrong> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut parts = day.split('-').map(two_or_four_digits);
    let (Some(Some(year)), Some(Some(month)), Some(Some(date)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err((
            "This is no day.",
            "A day is written `2026-03-02`; put blanks around a minus sign.",
        ));
    };
    if !(1..=12).contains(&month) || date < 1 || date > days_of(year, month) {
        return Err(("There is no such day.", ""));
    }
    let days = days_since_1970(year, month, date);
    let Some(time) = time else {
        return Ok(Kind::Date(days));
    };
    let mut parts = time.split(':').map(two_or_four_digits);
    let (Some(Some(hour)), Some(Some(minute)), second, None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(NO_TIME);
    };
    let second = match second {
        None => 0,
        Some(second) => second.ok_or(NO_TIME)?,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Err(("There is no such time of day.", ""));
    }
    let seconds = (hour * 60 + minute) * 60 + second;
    Ok(Kind::Instant(days * DAY + seconds * 1_000))
}

const NO_TIME: Wrong = (
    "This is no moment.",
    "A moment is written `2026-03-02T09:00` or `2026-03-02T09:00:30`; it is always UTC.",
);

fn two_or_four_digits(text: &str) -> Option<i64> {
    let fits = matches!(text.len(), 2 | 4) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day in the calendar of today, which is taken to have always been used.
fn days_since_1970(year: i64, month: i64, date: i64) -> i64 {
    // Years are counted from March on, so that a leap day is the last of its year.
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + date - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_days_and_moments_are_read() {
        for (text, length, kind) in [
            ("0", 1, Kind::Int(0)),
            ("100_000 ", 7, Kind::Int(100_000)),
            ("9223372036854775807", 19, Kind::Int(i64::MAX)),
            ("1..20", 1, Kind::Int(1)),
            ("1.abs", 1, Kind::Int(1)),
            ("1.50", 4, Kind::Decimal(15_000)),
            ("0.0001", 6, Kind::Decimal(1)),
            ("1970-01-01", 10, Kind::Date(0)),
            ("1969-12-31", 10, Kind::Date(-1)),
            ("2000-02-29", 10, Kind::Date(11_016)),
            ("2026-03-02", 10, Kind::Date(20_514)),
            ("1970-01-02T00:00:01", 19, Kind::Instant(DAY + 1_000)),
            ("2026-03-02: 3", 10, Kind::Date(20_514)),
            ("2026-03-02:3", 10, Kind::Date(20_514)),
            ("1970-01-01T09:30: 3", 16, Kind::Instant(34_200_000)),
            ("1970-01-01T09:30)", 16, Kind::Instant(34_200_000)),
        ] {
            assert_eq!(number(text), (length, Ok(kind)), "{text}");
        }
    }

    #[test]
    fn impossible_ones_are_not() {
        for text in [
            "9223372036854775808",
            "922337203685477.5808",
            "1.23456",
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-03-021",
            "2026-03-02-01",
            "2026-03-02T24:00",
            "2026-03-02T9:00",
            "2026-03-02T09:00Z",
            "2026-03-02T09:00:60",
            "2026-03-02T",
        ] {
            let (length, value) = number(text);
            assert!(value.is_err(), "{text}");
            assert_eq!(length, text.len(), "{text}");
        }
    }
}
