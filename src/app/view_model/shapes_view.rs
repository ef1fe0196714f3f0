//! The stored payload of an event beside what the model reads today.

use crate::app::plain::{differences, inline, readable_fields};
use crate::engine::event::RecordedEvent;
use crate::engine::schema::Schema;
use crate::engine::upcasting::EventShape;

/// The stored payload beside what the model reads today.
#[derive(Clone, PartialEq, Debug)]
pub struct ShapesView {
    /// The stored shape, for example "SeatsReserved, version 1".
    pub stored: String,
    /// What became of it: mostly one event, sometimes several.
    pub today: Vec<ShapeView>,
}

/// One event of today's shape beside the stored one.
#[derive(Clone, PartialEq, Debug)]
pub struct ShapeView {
    /// Today's shape, for example "SeatsReserved, version 2".
    pub title: String,
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

/// Both shapes of an event that is lifted. `None` where it is read as it is stored.
pub(super) fn shapes(
    schema: &Schema,
    event: &RecordedEvent,
    lifted: &[EventShape],
) -> Option<ShapesView> {
    if lifted.is_empty() {
        return None;
    }
    let data = event.data();
    let stored = data.payload.value().ok()?;
    let shape_view = |shape: &EventShape| {
        let fields = schema.event_fields(&shape.event_type);
        // Times stand under the same names in both.
        let stored = readable_fields(fields, &stored);
        let today = readable_fields(fields, &shape.payload);
        let both = differences(Some(&stored), Some(&today));
        let leaves = both.iter().filter(|it| !it.is_branch());
        ShapeView {
            title: format!("{}, version {}", shape.event_type, shape.schema_version),
            rows: leaves
                .map(|it| ShapeRow {
                    name: it.path.join(" · "),
                    stored: it.before.map(inline),
                    today: it.after.map(inline),
                })
                .collect(),
        }
    };
    Some(ShapesView {
        stored: format!("{}, version {}", data.event_type, data.schema_version),
        today: lifted.iter().map(shape_view).collect(),
    })
}
