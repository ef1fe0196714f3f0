//! The stored payload of an event beside the one that the model reads today.

use crate::app::plain::{differences, inline};
use crate::app::workbench::Workbench;
use crate::engine::event::RecordedEvent;
use crate::engine::value::Value;

/// The stored payload beside the one that the model reads today.
#[derive(Clone, PartialEq, Debug)]
pub struct ShapesView {
    /// The version of the stored shape.
    pub stored: u32,
    /// The version of today's shape.
    pub today: u32,
    /// Every value that is in either.
    pub rows: Vec<ShapeRow>,
}

/// A value in both shapes.
#[derive(Clone, PartialEq, Debug)]
pub struct ShapeRow {
    /// Where it is in the payload.
    pub name: String,
    /// As it is stored; none where it is not.
    pub stored: Option<String>,
    /// As it is read today; none where it is not.
    pub today: Option<String>,
}

/// Both shapes of an event that is lifted.
pub(super) fn shapes(
    bench: &Workbench,
    event: &RecordedEvent,
    lifted: &Value,
) -> Option<ShapesView> {
    let data = event.data();
    let stored = data.payload.value().ok()?;
    let both = differences(Some(&stored), Some(lifted));
    let leaves = both.iter().filter(|it| !it.is_branch());
    let today = bench.model.schema().event(&data.event_type);
    Some(ShapesView {
        stored: data.schema_version,
        today: today.map_or(data.schema_version, |known| known.version),
        rows: leaves
            .map(|it| ShapeRow {
                name: it.path.join(" · "),
                stored: it.before.map(inline),
                today: it.after.map(inline),
            })
            .collect(),
    })
}
