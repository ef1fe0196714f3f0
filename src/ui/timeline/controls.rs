//! The buttons of the timeline, and which moment is shown.

use crate::app::dialog::Dialog;
use crate::app::message::PersonMessage;
use crate::app::view_model::{TimelineView, WhenView};
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use crate::ui::time_text::time;
use yew::prelude::*;

/// The buttons of the timeline.
pub(super) fn controls(sender: &Sender, timeline: &TimelineView, when: &WhenView) -> Html {
    let at_start = timeline.stop == 0;
    let live = !when.past;
    html! {
        <div class="controls">
            <div class="transport" role="group" aria-label="Move through time">
                { transport(sender, "start", "To the start (Home)", Icon::Start, PersonMessage::WentToStart, at_start) }
                { transport(sender, "step-back", "One step back (←)", Icon::Back, PersonMessage::Stepped(-1), at_start) }
                { play(sender, timeline) }
                { transport(sender, "step-on", "One step on (→)", Icon::On, PersonMessage::Stepped(1), live) }
                { transport(sender, "end", "To the live end (End)", Icon::Live, PersonMessage::WentLive, live) }
            </div>
            { speed(sender, timeline) }
            <button type="button" class="by-event" data-test="by-event" aria-pressed={timeline.by_event.to_string()}
                title="Stop at single events too, not only at the ends of commits" onclick={sender.on(PersonMessage::ToggledByEvent)}>
                { "By event" }
            </button>
            { position(when) }
            <span class="grow" />
            <button type="button" class="jump" data-test="jump" aria-label="Jump to a time" title="Jump to a time" disabled={timeline.span.is_none()}
                onclick={sender.on(PersonMessage::OpenedDialog(Dialog::JumpToTime))}>{ icon(Icon::Clock) }<span class="wide-only">{ "Jump to time…" }</span></button>
        </div>
    }
}

fn transport(
    sender: &Sender,
    test: &'static str,
    name: &'static str,
    picture: Icon,
    message: PersonMessage,
    idle: bool,
) -> Html {
    // An idle button keeps the focus, so that stepping by keyboard does not lose it at the end.
    let onclick = sender.on(message);
    html! {
        <button type="button" class="square" data-test={test} aria-label={name} title={name} aria-disabled={idle.to_string()} {onclick}>
            { icon(picture) }
        </button>
    }
}

fn play(sender: &Sender, timeline: &TimelineView) -> Html {
    let (name, picture) = match timeline.playing {
        true => ("Stop playing (Space)", Icon::Pause),
        false => ("Play (Space)", Icon::Play),
    };
    html! {
        <button type="button" class="square play" data-test="play" aria-label={name} title={name} aria-pressed={timeline.playing.to_string()}
            onclick={sender.on(PersonMessage::ToggledPlay)}>{ icon(picture) }</button>
    }
}

fn speed(sender: &Sender, timeline: &TimelineView) -> Html {
    let times = timeline.speed.0;
    let name = format!("Speed: {times} times the usual; click for the next");
    html! {
        <button type="button" class="speed" data-test="speed" data-value={times.to_string()} aria-label={name.clone()} title={name}
            onclick={sender.on(PersonMessage::ChoseSpeed)}>{ times }{ "×" }</button>
    }
}

fn position(when: &WhenView) -> Html {
    html! {
        <p class="position">
            <span class="position-number" data-test="position" data-position={when.position.to_string()} data-last={when.last.to_string()}
                aria-label={format!("Position {} of {}", when.moment, when.last)}>
                <b>{ &when.moment }</b><span class="muted">{ " / " }{ when.last }</span>
            </span>
            <span class={classes!("live-mark", when.past.then_some("past"))}>{ if when.past { "past" } else { "live" } }</span>
            { time(&when.time, "muted wide-only") }
        </p>
    }
}
