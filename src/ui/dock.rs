//! The dock at the bottom: the timeline and the log.

use super::log::EventLog;
use super::timeline::{Controls, Lanes};
use crate::app::view_model::{LogView, TimelineView, WhenView};
use std::rc::Rc;
use yew::prelude::*;

/// What the dock needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DockProps {
    /// The timeline.
    pub(super) timeline: Rc<TimelineView>,
    /// Which moment is shown.
    pub(super) when: Rc<WhenView>,
    /// The log.
    pub(super) log: Rc<LogView>,
}

/// The dock.
#[component]
pub(super) fn Dock(props: &DockProps) -> Html {
    html! {
        <div class="dock">
            <section class="timeline" aria-label="Timeline">
                <Controls timeline={&props.timeline} when={&props.when} />
                <Lanes timeline={&props.timeline} when={&props.when} />
            </section>
            <EventLog view={&props.log} />
        </div>
    }
}
