//! A lane for each context with how much happened where, the refusals and lost races, and the slider below.

use super::slider::Slider;
use crate::app::message::PersonMessage;
use crate::app::view_model::{BarView, LaneView, MarkerView, TimelineView};
use crate::ui::icon::{Icon, icon};
use crate::ui::place::Place;
use crate::ui::sender::Sender;
use std::fmt::Write;
use std::rc::Rc;
use yew::prelude::*;

/// With fewer places than this, bars don't grow any wider.
const PLACES_AT_FULL_WIDTH: usize = 64;
/// The width of a place, in units of the drawing.
const PLACE: usize = 1_000;

/// The lanes.
pub(super) fn lanes(
    sender: &Sender,
    show_place: &Callback<Place>,
    timeline: &Rc<TimelineView>,
    past: bool,
) -> Html {
    let markers = timeline
        .markers
        .iter()
        .map(|it| marker(sender, show_place, it));
    let stops = timeline.stops.max(1);
    html! {
        <div class="lanes" style={format!("--part: calc({} / {stops})", timeline.stop)}>
            { for timeline.lanes.iter().map(lane) }
            <div class="lane markers">
                <span class="lane-name">{ "refused, lost" }</span>
                <div class="marker-line" role="group" aria-label="Refusals and lost races">{ for markers }</div>
            </div>
            <div class="playhead" aria-hidden="true"><i /></div>
            <div class="lane slide">
                <span class="lane-name" aria-hidden="true" />
                <Slider {timeline} {past} />
            </div>
        </div>
    }
}

fn lane(lane: &LaneView) -> Html {
    let events = match lane.bars.len() {
        0 => format!("{}: nothing happened", lane.context),
        places => format!("{}: events at {places} places", lane.context),
    };
    let places = lane.places.max(1);
    html! {
        <div class={classes!("lane", lane.private.then_some("private"))} key={lane.context.clone()} data-test="lane" data-context={lane.context.clone()}>
            <span class="lane-name" title={lane.context.clone()}>{ &lane.context }</span>
            <svg class="bars" viewBox={format!("0 0 {} 1000", places * PLACE)} preserveAspectRatio="none" role="img" aria-label={events}>
                <path class="bar" d={drawn(&lane.bars, places, false)} />
                <path class="bar future" d={drawn(&lane.bars, places, true)} />
            </svg>
        </div>
    }
}

/// All bars of one kind as one path.
fn drawn(bars: &[BarView], places: usize, future: bool) -> String {
    let width = PLACE * 3 / 5 * places.min(PLACES_AT_FULL_WIDTH) / PLACES_AT_FULL_WIDTH;
    let mut path = String::new();
    for bar in bars.iter().filter(|bar| bar.future == future) {
        let left = bar.place * PLACE + (PLACE - width) / 2;
        // The least is still seen.
        let height = bar.height.max(60);
        // Writing into a string can't fail.
        let _ = write!(path, "M{left} 1000v-{height}h{width}V1000Z");
    }
    path
}

fn marker(sender: &Sender, show_place: &Callback<Place>, marker: &MarkerView) -> Html {
    let (kind, picture) = match marker.conflict {
        true => ("conflict", Icon::Race),
        false => ("refused", Icon::Cross),
    };
    let onclick = {
        let (sender, show_place, moment) = (sender.clone(), show_place.clone(), marker.moment);
        Callback::from(move |_: MouseEvent| {
            sender.send(PersonMessage::FollowedLink(moment));
            show_place.emit(Place::Selection);
        })
    };
    let class = classes!("marker", kind, marker.future.then_some("future"));
    html! {
        <button type="button" {class} key={marker.moment.to_string()} data-test="marker" data-kind={kind} data-moment={marker.moment.to_string()}
            style={format!("--at: {}", marker.at)} aria-label={marker.label.clone()} title={marker.label.clone()} {onclick}>
            { icon(picture) }
        </button>
    }
}
