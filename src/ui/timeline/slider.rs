//! The slider: the browser's own, so that every hand and every assistive technology can move it.

use crate::app::message::PersonMessage;
use crate::app::view_model::TimelineView;
use crate::ui::frame::use_frame_sender;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the slider needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SliderProps {
    /// The timeline.
    pub(super) timeline: Rc<TimelineView>,
    /// Whether it stands in the past.
    pub(super) past: bool,
}

/// The slider.
#[component]
pub(super) fn Slider(props: &SliderProps) -> Html {
    let timeline = &props.timeline;
    let node = use_node_ref();
    let send = use_frame_sender();
    // While a hand holds it, a late answer must not pull it back.
    let held = use_mut_ref(|| false);
    {
        let (node, held) = (node.clone(), held.clone());
        use_effect_with((timeline.stop, timeline.stops), move |&(stop, _)| {
            if let Some(input) = node.cast::<HtmlInputElement>()
                && !*held.borrow()
            {
                input.set_value(&stop.to_string());
            }
        });
    }
    let oninput = {
        let held = held.clone();
        Callback::from(move |event: InputEvent| {
            held.replace(true);
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Ok(stop) = input.value().parse() {
                send.emit(PersonMessage::MovedSlider(stop));
            }
        })
    };
    let onchange = Callback::from(move |_: Event| {
        held.replace(false);
    });
    let class = classes!("slider", props.past.then_some("past"));
    html! {
        <input {class} ref={node} type="range" min="0" max={timeline.stops.to_string()} step="1" data-test="slider"
            data-stop={timeline.stop.to_string()} aria-label="Moment" aria-valuetext={timeline.label.clone()} {oninput} {onchange} />
    }
}
