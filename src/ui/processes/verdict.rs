//! What came of the last run of faults.

use crate::app::message::PersonMessage;
use crate::app::view_model::VerdictView;
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::link;
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The verdict on the last run of faults.
pub(super) fn verdict(sender: &Sender, view: &VerdictView) -> Html {
    let sign = match view.kind {
        "safe" => Icon::Check,
        "broken" => Icon::Cross,
        "parked" => Icon::Warning,
        _ => Icon::Clock,
    };
    let line = |(text, bad): &(String, bool)| {
        html! { <li class={bad.then_some("bad")} data-test="verdict-line">if *bad { { icon(Icon::Cross) } }{ text }</li> }
    };
    let parked = view.parked.iter().map(|(stream, reason)| {
        let onclick = sender.on(PersonMessage::ChoseInstance(stream.clone()));
        html! {
            <li data-test="verdict-parked"><button type="button" class="link" {onclick}>{ stream.to_string() }</button>{ " is parked: " }{ reason }</li>
        }
    });
    html! {
        <section class={classes!("verdict", view.kind)} data-test="verdict" data-kind={view.kind} aria-label="What came of the faults">
            <p class="verdict-title" role="status">{ icon(sign) }<b>{ view.title }</b></p>
            <ul class="verdict-lines">{ for view.lines.iter().map(line) }{ for parked }</ul>
            <ul class="links">{ link(sender, &view.link) }</ul>
        </section>
    }
}
