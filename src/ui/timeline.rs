//! The timeline: what happened when, and the slider that takes the whole system to any moment of it.

mod controls;
mod lanes;
mod slider;

use super::place::use_show_place;
use super::sender::use_sender;
use crate::app::view_model::{TimelineView, WhenView};
use controls::controls;
use lanes::lanes;
use std::rc::Rc;
use yew::prelude::*;

/// What the timeline needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TimelineProps {
    /// The timeline.
    pub(super) timeline: Rc<TimelineView>,
    /// Which moment is shown.
    pub(super) when: Rc<WhenView>,
}

/// The timeline.
#[component]
pub(super) fn Timeline(props: &TimelineProps) -> Html {
    let (timeline, when) = (&props.timeline, &props.when);
    let sender = use_sender();
    let show_place = use_show_place();
    html! {
        <section class="timeline" aria-label="Timeline">
            { controls(&sender, timeline, when) }
            { lanes(&sender, &show_place, timeline, when.past) }
        </section>
    }
}
