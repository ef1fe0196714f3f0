//! A lane for each context with how much happened where, the refusals and lost races, and the slider below.

use super::TimelineProps;
use super::slider::Slider;
use crate::app::message::PersonMessage;
use crate::app::view_model::{BarView, LaneView, MarkerView};
use crate::ui::icon::{Icon, icon};
use crate::ui::place::{Place, use_show_place};
use crate::ui::sender::{Sender, use_sender};
use std::fmt::Write;
use yew::prelude::*;

/// With fewer places than this, bars don't grow any wider.
const PLACES_AT_FULL_WIDTH: usize = 64;

/// The lanes.
#[component]
pub(crate) fn Lanes(props: &TimelineProps) -> Html {
    let timeline = &props.timeline;
    let sender = use_sender();
    let show_place = use_show_place();
    let markers = timeline
        .markers
        .iter()
        .map(|it| marker(&sender, &show_place, it));
    let stops = timeline.stops.max(1);
    // Numbers this small lose nothing by the conversion.
    let share = timeline.stop as f64 / stops as f64 * 100.0;
    html! {
        <div class="lanes" style={format!("--share: {share:.3}%; --part: {:.5}", share / 100.0)}>
            { for timeline.lanes.iter().map(lane) }
            <div class="lane markers">
                <span class="lane-name">{ "refused, lost" }</span>
                <div class="marker-line" role="group" aria-label="Refusals and lost races">{ for markers }</div>
            </div>
            <div class="playhead" aria-hidden="true"><i /></div>
            <div class="lane slide">
                <span class="lane-name" aria-hidden="true" />
                <Slider {timeline} past={props.when.past} />
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
            <svg class="bars" viewBox={format!("0 0 {places} 1000")} preserveAspectRatio="none" role="img" aria-label={events}>
                <path class="bar" d={drawn(&lane.bars, places, false)} />
                <path class="bar future" d={drawn(&lane.bars, places, true)} />
            </svg>
        </div>
    }
}

/// All bars of one kind as one path.
fn drawn(bars: &[BarView], places: usize, future: bool) -> String {
    let width = 0.6 * (places as f64 / PLACES_AT_FULL_WIDTH as f64).min(1.0);
    let mut path = String::new();
    for bar in bars.iter().filter(|bar| bar.future == future) {
        let left = bar.place as f64 + (1.0 - width) / 2.0;
        // The least is still seen.
        let height = bar.height.max(60);
        // Writing into a string can't fail.
        let _ = write!(path, "M{left:.3} 1000v-{height}h{width:.3}V1000Z");
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
