//! Arithmetic that stops at the ends of the range. Decimals are whole numbers of ten-thousandths.

use super::super::program::Operator;
use crate::engine::decimal::ONE;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;

/// An operator with two numbers. `None` where it has no result: by zero, or where it is no such operator.
pub(super) fn of_two(operator: &Operator, a: i64, b: i64) -> Option<i64> {
    Some(match operator {
        Operator::Add => a.saturating_add(b),
        Operator::Subtract => a.saturating_sub(b),
        Operator::Multiply => a.saturating_mul(b),
        Operator::MultiplyDecimals => rounded(i128::from(a) * i128::from(b), i128::from(ONE))?,
        Operator::Divide => match b {
            0 => return None,
            _ => a.saturating_div(b),
        },
        Operator::DivideDecimals => rounded(i128::from(a) * i128::from(ONE), i128::from(b))?,
        Operator::Round => round(a, b),
        Operator::Min => a.min(b),
        Operator::Max => a.max(b),
        Operator::AddToDate => a.saturating_add(b / DAY),
        Operator::BetweenDates => a.saturating_sub(b).saturating_mul(DAY),
        _ => return None,
    })
}

/// An operator with one number.
pub(super) fn of_one(operator: &Operator, a: i64) -> i64 {
    match operator {
        Operator::Not => i64::from(a == 0),
        Operator::Negate => a.saturating_neg(),
        Operator::Abs => a.saturating_abs(),
        Operator::ToDecimal => a.saturating_mul(ONE),
        Operator::ToInt => a / ONE,
        Operator::DateOf => a.div_euclid(DAY),
        Operator::InstantOf => a.saturating_mul(DAY),
        Operator::InMinutes => a / MINUTE,
        Operator::InDays => a / DAY,
        _ => a,
    }
}

/// Within the range.
pub(super) fn clamped(number: i128) -> i64 {
    let end = if number < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(number).unwrap_or(end)
}

/// Half away from zero. `None` by zero.
fn rounded(a: i128, b: i128) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let (whole, rest) = (a / b, a % b);
    let away = if rest.abs() * 2 >= b.abs() {
        (a.signum()) * (b.signum())
    } else {
        0
    };
    Some(clamped(whole + away))
}

fn round(decimal: i64, digits: i64) -> i64 {
    let unit = match digits {
        ..=0 => ONE,
        1 => 1_000,
        2 => 100,
        3 => 10,
        _ => return decimal,
    };
    let units = rounded(i128::from(decimal), i128::from(unit)).unwrap_or(0);
    units.saturating_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stop_at_the_ends_and_round_half_away_from_zero() {
        use Operator::*;
        assert_eq!(of_two(&Add, i64::MAX, 1), Some(i64::MAX));
        assert_eq!(of_two(&Multiply, i64::MIN, 2), Some(i64::MIN));
        assert_eq!(of_two(&Divide, i64::MIN, -1), Some(i64::MAX));
        assert_eq!(of_two(&Divide, -7, 2), Some(-3));
        assert_eq!(
            (of_two(&Divide, 1, 0), of_two(&DivideDecimals, 1, 0)),
            (None, None)
        );
        assert_eq!(of_two(&MultiplyDecimals, 15_000, -15_000), Some(-22_500));
        assert_eq!(of_two(&MultiplyDecimals, 1, 5_000), Some(1));
        assert_eq!(of_two(&MultiplyDecimals, -1, 5_000), Some(-1));
        assert_eq!(
            of_two(&MultiplyDecimals, i64::MAX, i64::MAX),
            Some(i64::MAX)
        );
        assert_eq!(of_two(&DivideDecimals, 10_000, 30_000), Some(3_333));
        assert_eq!(of_two(&DivideDecimals, -20_000, 30_000), Some(-6_667));
        assert_eq!(of_two(&Round, 12_345, 2), Some(12_300));
        assert_eq!(of_two(&Round, -12_350, 2), Some(-12_400));
        assert_eq!(of_two(&Round, 15_000, 0), Some(20_000));
        assert_eq!(
            (of_one(&Negate, i64::MIN), of_one(&ToInt, -19_999)),
            (i64::MAX, -1)
        );
        assert_eq!((of_one(&DateOf, -1), of_one(&InDays, -1)), (-1, 0));
    }
}
