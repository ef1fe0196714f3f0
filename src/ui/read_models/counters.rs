//! Two counters of one type of event: one that believes every delivery, one that keeps a checkpoint.

use crate::app::message::PersonMessage;
use crate::app::view_model::CountersView;
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The two counters, and a button that makes the naive one wrong.
pub(super) fn counters(sender: &Sender, view: &CountersView) -> Html {
    let option = |name: &String| {
        let selected = *name == view.event_type;
        html! { <option key={name.clone()} value={name.clone()} {selected}>{ name }</option> }
    };
    let wrong = view.naive != view.idempotent;
    let naive = classes!("counter", wrong.then_some("wrong"));
    let onclick = sender.on(PersonMessage::ClickedDeliverAgain);
    html! {
        <section class="counters" aria-label="Two counters" data-test="counters" data-wrong={wrong.to_string()}>
            <div class="counters-line">
                <label class="inline"><span>{ "Two counters of" }</span>
                    <select data-test="counted" onchange={sender.on_choice(PersonMessage::ChoseCounted)}>
                        { for view.choices.iter().map(option) }
                    </select>
                </label>
                <button type="button" class="small" data-test="deliver-again" disabled={!view.can_deliver} {onclick}
                    title={format!("Deliver the last {} once more", view.event_type)}>{ "Deliver the last one again" }</button>
            </div>
            <div class="counters-line">
                <span class={naive} data-test="naive" data-value={view.naive.to_string()}>
                    { "naive " }<b>{ view.naive }</b>
                    if wrong { <span>{ " too high" }</span> }
                </span>
                <span class="counter" data-test="idempotent" data-value={view.idempotent.to_string()}
                    title={format!("It has handled everything up to position {}", view.checkpoint)}>
                    { "idempotent " }<b>{ view.idempotent }</b>
                </span>
            </div>
            <p class="muted" data-test="counters-why"><small>{ &view.why }</small></p>
        </section>
    }
}
