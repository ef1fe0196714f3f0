//! Decimals: how a number with four digits after the point is stored, and the whole number that stands for it.

/// How many parts one has.
pub const ONE: i64 = 10_000;

/// Reads `1.5`, `-0.25` or `3` into ten-thousandths. None where that is no number, has more than four digits after the
/// point, or is too large.
pub fn parse(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(part) || part.len() > 4 || whole.len() > 18 {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = format!("{part:0<4}").parse().ok()?;
    let parts = whole * i128::from(ONE) + part;
    i64::try_from(if negative { -parts } else { parts }).ok()
}

/// The text of so many ten-thousandths, without zeros that say nothing.
pub fn text(parts: i64) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let size = parts.unsigned_abs();
    let one = ONE.unsigned_abs();
    let (whole, part) = (size / one, size % one);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:04}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_back() {
        for parts in [0, 1, -1, 15_000, 123_456, -2_500, i64::MAX, i64::MIN] {
            assert_eq!(parse(&text(parts)), Some(parts));
        }
        assert_eq!(text(15_000), "1.5");
        assert_eq!(text(-2_500), "-0.25");
        assert_eq!(parse("3"), Some(30_000));
        for wrong in [
            "",
            ".",
            "1.",
            ".5",
            "1.23456",
            "1e3",
            "--1",
            "٣",
            "999999999999999999",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
