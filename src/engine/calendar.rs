//! Days: how a date is stored, and the number that stands for it.

/// The day that a text like `2026-03-02` names: days since 1970-01-01. Years are 0000 to 9999.
pub fn day_of(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let digits = |place: usize| !matches!(place, 4 | 7);
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(place, byte)| match digits(place) {
                true => byte.is_ascii_digit(),
                false => *byte == b'-',
            });
    if !shaped {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let exists = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    exists.then(|| day_number(year, month, day))
}

/// The text of a day; its bare number where the year has not four digits.
pub fn day_text(day: i64) -> String {
    if !(day_number(0, 1, 1)..=day_number(9999, 12, 31)).contains(&day) {
        return day.to_string();
    }
    // Years are counted from March, so that a leap day is the last of its year.
    let since = day + DAYS_TO_1970;
    let era = since.div_euclid(DAYS_OF_400_YEARS);
    let of_era = since.rem_euclid(DAYS_OF_400_YEARS);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, passed) = match month {
        ..10 => (month + 3, 0),
        _ => (month - 9, 1),
    };
    let year = year + era * 400 + passed;
    format!("{year:04}-{month:02}-{of_month:02}")
}

const DAYS_OF_400_YEARS: i64 = 146_097;

/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = match month {
        ..3 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * DAYS_OF_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_reads_back_and_no_other_does() {
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2026-03-02"), Some(20_514));
        assert_eq!(day_of("2024-02-29"), Some(19_782));
        assert_eq!(day_of("2026-02-29"), None);
        assert_eq!(day_of("2026-13-01"), None);
        assert_eq!(day_of("2026-3-2"), None);
        assert_eq!(day_of("2026-03-0é"), None);
        for day in (-719_528..2_932_896).step_by(11) {
            assert_eq!(day_of(&day_text(day)), Some(day));
        }
        assert_eq!(day_text(2_932_896), "9999-12-31");
        assert_eq!(day_text(2_932_897), "2932897");
        assert_eq!(day_text(i64::MIN), i64::MIN.to_string());
    }
}
