//! The timeline: what happened when, and the slider that takes the whole system to any moment of it.

mod controls;
mod lanes;
mod slider;

pub(super) use controls::Controls;
pub(super) use lanes::Lanes;

use crate::app::view_model::{TimelineView, WhenView};
use std::rc::Rc;
use yew::Properties;

/// What the parts of the timeline need.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TimelineProps {
    /// The timeline.
    pub(crate) timeline: Rc<TimelineView>,
    /// Which moment is shown.
    pub(crate) when: Rc<WhenView>,
}
