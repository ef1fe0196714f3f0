//! Draws an edge: straight runs with rounded corners, and a tip that shows the direction.

use super::layout::Point;
use std::fmt::Write;

/// How round the corners are.
const RADIUS: i32 = 9;

/// How long the tip is.
const TIP: i32 = 7;

/// The line through these points, which ends where the tip begins.
pub(super) fn path(points: &[Point]) -> String {
    let mut drawn = String::new();
    let last = points.len().saturating_sub(1);
    for (index, &point) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|it| points.get(it)).copied();
        let after = points.get(index + 1).copied();
        // Writing into a string can't fail.
        let _ = match (before, after) {
            (None, _) => write!(drawn, "M{} {}", point.0, point.1),
            (Some(before), None) => {
                let (x, y) = towards(point, before, TIP - 1);
                write!(drawn, "L{x} {y}")
            }
            (Some(before), Some(after)) => {
                let room = if index + 1 == last { TIP } else { 0 };
                let radius = RADIUS
                    .min(length(before, point) / 2)
                    .min((length(point, after) - room) / 2);
                let (from, to) = (
                    towards(point, before, radius),
                    towards(point, after, radius),
                );
                write!(
                    drawn,
                    "L{} {}Q{} {} {} {}",
                    from.0, from.1, point.0, point.1, to.0, to.1
                )
            }
        };
    }
    drawn
}

/// The tip at the end of these points.
pub(super) fn tip(points: &[Point]) -> String {
    let [.., before, end] = points else {
        return String::new();
    };
    let (x, y) = towards(*end, *before, TIP);
    // Runs are level or upright, so a quarter turn swaps the differences.
    let (dx, dy) = ((end.0 - x) * 4 / TIP, (end.1 - y) * 4 / TIP);
    format!(
        "M{} {}L{} {}L{} {}Z",
        end.0,
        end.1,
        x - dy,
        y + dx,
        x + dy,
        y - dx
    )
}

/// The length of a level or upright run.
fn length(from: Point, to: Point) -> i32 {
    (to.0 - from.0).abs() + (to.1 - from.1).abs()
}

/// The point this far from `from` on the way to `to`.
fn towards(from: Point, to: Point, by: i32) -> Point {
    (
        from.0 + (to.0 - from.0).signum() * by,
        from.1 + (to.1 - from.1).signum() * by,
    )
}
