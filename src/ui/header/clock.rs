//! The workspace's clock: what it shows, moving it, and what is due.

use crate::app::message::{ClockMove, PersonMessage};
use crate::app::view_model::{ClockView, DueView};
use crate::ui::flyout::Flyout;
use crate::ui::icon::{Icon, icon};
use crate::ui::place::Place;
use crate::ui::sender::{Sender, use_sender};
use crate::ui::time_text::{long, time};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

const MINUTE: i64 = 60_000;

/// The usual steps: their names for tests and people, and how many minutes.
const STEPS: [(&str, &str, i64); 4] = [
    ("1m", "1 min", 1),
    ("15m", "15 min", 15),
    ("1h", "1 hour", 60),
    ("1d", "1 day", 24 * 60),
];

/// The clock of the workspace.
pub(super) fn clock(sender: &Sender, show_place: &Callback<Place>, view: &ClockView) -> Html {
    let hand = match (view.live, view.by_hand) {
        (false, true) => "then, set by hand",
        (false, false) => "then",
        (true, true) => "set by hand",
        (true, false) => "follows the machine",
    };
    let label = html! {
        <span class={classes!("clock", view.by_hand.then_some("by-hand"))} data-test="clock-time" data-time={view.time.clone()} data-by-hand={view.by_hand.to_string()}>
            { icon(Icon::Clock) }
            if view.time.is_empty() { { "–" } } else { { time(&view.time, "clock-time") } }
            <small class="muted clock-hand">{ hand }</small>
        </span>
    };
    let name = format!("Clock: {}, {hand}", long(&view.time));
    html! {
        <Flyout {name} test="clock" {label} at_end={true} stays={true}>
            <div class="clock-panel">
                // On a narrow screen the header has no room for it.
                <p class="clock-now"><b>{ time(&view.time, "") }</b>{ " " }<span class="muted">{ hand }</span></p>
                if view.live {
                    { moves(sender, view) }
                } else {
                    <p class="muted">{ "This is the past: its clock can't be moved." }</p>
                }
                <h3>{ "What is due" }</h3>
                if view.due.is_empty() {
                    <p class="muted">{ "No process has set a deadline." }</p>
                }
                <ol class="due">{ for view.due.iter().map(|it| due(sender, show_place, it)) }</ol>
                if view.more > 0 {
                    <p class="muted">{ format!("and {} more after that", view.more) }</p>
                }
            </div>
        </Flyout>
    }
}

fn moves(sender: &Sender, view: &ClockView) -> Html {
    let step = |(name, title, minutes): &(&'static str, &'static str, i64)| {
        let onclick = sender.on(PersonMessage::MovedClock(ClockMove::By(minutes * MINUTE)));
        html! { <button type="button" class="small" key={*name} data-test="advance" data-name={*name} aria-label={format!("Advance by {title}")} {onclick}>{ *title }</button> }
    };
    let next = view.next.as_ref();
    html! {
        <>
            <h3>{ "Advance by" }</h3>
            <div class="buttons">{ for STEPS.iter().map(step) }</div>
            <FreeStep />
            <button type="button" class="clock-next" data-test="advance-next" disabled={next.is_none()}
                onclick={sender.on(PersonMessage::MovedClock(ClockMove::ToNextDeadline))}>
                { icon(Icon::Live) }
                <span class="clock-next-words">{ "To the next deadline" }
                    if let Some(next) = next {
                        <small>{ &next.name }{ " of " }{ &next.process }{ " " }{ &*next.instance.id }{ ", " }{ time(&next.due, "") }</small>
                    }
                </span>
            </button>
            <button type="button" data-test="follow-machine" disabled={!view.by_hand}
                onclick={sender.on(PersonMessage::MovedClock(ClockMove::FollowMachine))}>{ "Follow the machine again" }</button>
        </>
    }
}

/// A step of any length.
#[component]
fn FreeStep() -> Html {
    let sender = use_sender();
    let number = use_state_eq(|| "5".to_owned());
    let unit = use_state_eq(|| "1".to_owned());
    let millis = number
        .trim()
        .parse::<i64>()
        .ok()
        .filter(|number| (1..=10_000).contains(number))
        .zip(unit.parse::<i64>().ok())
        .map(|(number, minutes)| number * minutes * MINUTE);
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(millis) = millis {
            sender.send(PersonMessage::MovedClock(ClockMove::By(millis)));
        }
    });
    let typed = {
        let set = number.setter();
        Callback::from(move |event: InputEvent| {
            set.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let chosen = {
        let set = unit.setter();
        Callback::from(move |event: Event| {
            set.set(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    html! {
        <form class="free-step" onsubmit={submit}>
            <input type="number" min="1" max="10000" step="1" aria-label="How many" data-test="advance-number" value={(*number).clone()} oninput={typed} />
            <select aria-label="Of what" data-test="advance-unit" onchange={chosen}>
                <option value="1" selected={*unit == "1"}>{ "minutes" }</option>
                <option value="60" selected={*unit == "60"}>{ "hours" }</option>
                <option value="1440" selected={*unit == "1440"}>{ "days" }</option>
            </select>
            <button type="submit" data-test="advance-free" disabled={millis.is_none()}>{ "Advance" }</button>
        </form>
    }
}

fn due(sender: &Sender, show_place: &Callback<Place>, view: &DueView) -> Html {
    let onclick = {
        let (sender, show_place, instance) =
            (sender.clone(), show_place.clone(), view.instance.clone());
        Callback::from(move |_: MouseEvent| {
            sender.send(PersonMessage::ChoseInstance(instance.clone()));
            show_place.emit(Place::Middle);
        })
    };
    html! {
        <li key={format!("{}/{}", view.instance, view.name)}>
            <button type="button" class="due-entry" data-closes="true" data-test="due" data-name={view.name.clone()} data-instance={view.instance.to_string()} {onclick}>
                <span><b>{ &view.name }</b>{ " " }<span class="muted">{ &view.until }</span></span>
                <small>{ &view.process }{ " " }{ &*view.instance.id }{ " · " }{ time(&view.due, "") }</small>
                if let Some(why) = view.waits {
                    <small class="bad">{ "waits: " }{ why }</small>
                }
            </button>
        </li>
    }
}
