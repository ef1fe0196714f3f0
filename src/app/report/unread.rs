//! Stored events that the rules can't read any more.

use super::Sides;
use crate::engine::event::EventData;
use crate::engine::position::Moment;

/// A kind of stored events that can't be read any more. They stay as they are; the fold passes over them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// The first of them.
    pub first: EventData,
    /// After it.
    pub moment: Moment,
    /// How many there are.
    pub count: usize,
    /// Why the first one can't be read.
    pub why: String,
}

/// The kinds of events that can't be read, in the order of the history.
pub(super) fn unread(sides: &Sides<'_>) -> Vec<Unread> {
    let mut kinds: Vec<Unread> = Vec::new();
    for skipped in sides.after.1.skipped() {
        let moment = Moment::after(skipped.position);
        let item = sides.log.item_at(moment);
        let Some(event) = item.and_then(|item| sides.log.event(item)) else {
            continue;
        };
        let data = event.data();
        let known = kinds.iter_mut().find(|kind| {
            let first = &kind.first;
            first.event_type == data.event_type && first.schema_version == data.schema_version
        });
        match known {
            Some(known) => known.count += 1,
            None => kinds.push(Unread {
                first: data.clone(),
                moment,
                count: 1,
                why: skipped.why.clone(),
            }),
        }
    }
    kinds
}
