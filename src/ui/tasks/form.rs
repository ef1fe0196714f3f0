//! The form of an open task: fields, what would happen, and the button.

use super::field::field;
use super::preview::preview;
use crate::app::message::PersonMessage;
use crate::app::view_model::FormView;
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The form of a task; Enter in any field sends it. Locked where nothing can be sent now.
pub(super) fn form(sender: &Sender, form: &FormView, locked: bool) -> Html {
    let resting = locked || form.sending;
    let submit = {
        let sender = sender.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !resting {
                sender.send(PersonMessage::ClickedSend);
            }
        })
    };
    let fields = form.fields.iter().map(|it| field(sender, it));
    html! {
        // What is wrong is said by the page itself, in its own words and places.
        <form class="task-form" novalidate={true} autocomplete="off" onsubmit={submit}>
            <fieldset disabled={locked}>
                { for fields }
                { tell_lost_race(sender, form.tell_lost_race) }
                if let Some(text) = &form.moved_on {
                    { moved_on(sender, text) }
                }
                // It stays in view while the fields above are filled in.
                <div class="send-area">
                    { preview(&form.preview) }
                    <button type="submit" class="primary send" data-test="send" disabled={resting} aria-busy={form.sending.to_string()}>
                        if form.sending { <i class="spinner" aria-hidden="true" /> }
                        { &form.button }
                    </button>
                    if let Some(rival) = &form.rival {
                        <button type="button" class="plain small send-as-two" data-test="send-as-two" disabled={resting}
                            title={format!("You and {rival} send the same, based on the same version: one of you is faster.")}
                            onclick={sender.on(PersonMessage::ClickedSendAsTwo)}>
                            { icon(Icon::Race) }{ "Send as two people at once" }
                        </button>
                    }
                </div>
            </fieldset>
        </form>
    }
}

/// Whether a lost race is told instead of being decided again.
fn tell_lost_race(sender: &Sender, checked: bool) -> Html {
    let sender = sender.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        sender.send(PersonMessage::ChoseTellLostRace(input.checked()));
    });
    html! {
        <label class="check quiet" title="Otherwise the task is decided again on the newer state.">
            <input type="checkbox" data-test="tell-lost-race" {checked} {onchange} />
            <span>{ "Tell me if somebody else is faster" }</span>
        </label>
    }
}

/// The warning that what the form shows is no longer the latest.
fn moved_on(sender: &Sender, text: &str) -> Html {
    html! {
        <div class="moved-on" role="status" data-test="moved-on">
            <p>{ icon(Icon::Warning) }<span>{ text }</span></p>
            <button type="button" data-test="accept-new-version" onclick={sender.on(PersonMessage::AcceptedNewVersion)}>
                { "Go on with what is shown now" }
            </button>
        </div>
    }
}
