//! What is delivered to a read model, and its rebuild.

use crate::app::message::{Delivery, PersonMessage};
use crate::app::view_model::{ProjectionView, RebuildView};
use crate::ui::sender::Sender;
use yew::prelude::*;

/// How late events come to a read model that is delayed.
const LATE: u64 = 5;

/// The buttons that change what is delivered, and how a rebuild goes.
pub(super) fn projection(sender: &Sender, view: &ProjectionView) -> Html {
    let paused = view.delivery == Delivery::Paused;
    let delayed = matches!(view.delivery, Delivery::Delayed { .. });
    let late = Delivery::Delayed { events: LATE };
    let switch = |test: &'static str, on: bool, wanted: Delivery, words: (String, &'static str)| {
        let delivery = if on { Delivery::Live } else { wanted };
        let onclick = sender.on(PersonMessage::SetDelivery {
            read_model: view.name.clone(),
            delivery,
        });
        let (off, back) = words;
        let words = if on { back.to_owned() } else { off };
        html! {
            <button type="button" class="small" data-test={test} disabled={!view.live} {onclick}>{ words }</button>
        }
    };
    let rebuild = sender.on(PersonMessage::ClickedRebuild(view.name.clone()));
    let running = view.rebuild.as_ref().is_some_and(|it| !it.done);
    html! {
        <div class="projection" role="group" aria-label="What is delivered to this read model" data-test="projection"
            data-seen={view.seen.to_string()} data-behind={view.behind.to_string()}>
            { switch("pause", paused, Delivery::Paused, ("Pause".to_owned(), "Resume")) }
            { switch("delay", delayed, late, (format!("Delay by {LATE} events"), "Live again")) }
            <button type="button" class="small" data-test="rebuild" disabled={!view.live || running} onclick={rebuild}
                title="Fold it again from nothing and compare">{ "Rebuild" }</button>
            if let Some(view) = &view.rebuild { { progress(view) } }
        </div>
    }
}

fn progress(view: &RebuildView) -> Html {
    let class = classes!("rebuild", view.bad.then_some("bad"));
    html! {
        <span {class} data-test="rebuilt" data-done={view.done.to_string()} data-bad={view.bad.to_string()}>
            if !view.done {
                <progress max={view.of.to_string()} value={view.folded.to_string()} aria-label="Events folded again" />
            }
            // Only the end is announced: a reader of the screen need not hear every slice.
            <span role={view.done.then_some("status")}>{ &view.text }</span>
        </span>
    }
}
