//! How it ended for two people who sent the same at once.

use crate::app::message::PersonMessage;
use crate::app::view_model::{AnswerKind, PairSenderView, PairView};
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::link;
use crate::ui::place::Place;
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The card of both outcomes; locked where nothing can be sent now.
pub(super) fn two_at_once(
    sender: &Sender,
    show_place: &Callback<Place>,
    pair: &PairView,
    locked: bool,
) -> Html {
    let row = |it: &PairSenderView| one(sender, show_place, it, locked);
    html! {
        <div class="answer pair" data-test="pair">
            <p class="answer-title">
                { icon(Icon::Race) }
                <b>{ &pair.title }{ ": two at once" }</b>
                <button type="button" class="plain square" data-test="pair-dismiss" aria-label="Put this away" title="Put away" disabled={!pair.done}
                    onclick={sender.on(PersonMessage::DismissedPair)}>{ icon(Icon::Close) }</button>
            </p>
            <ul class="pair-senders">{ for pair.senders.iter().map(row) }</ul>
        </div>
    }
}

fn one(sender: &Sender, show_place: &Callback<Place>, view: &PairSenderView, locked: bool) -> Html {
    let Some(answer) = &view.answer else {
        return html! {
            <li class="pair-sender" key={view.person.clone()} data-test="pair-sender" data-name={view.person.clone()} data-kind="sending">
                <p><b>{ &view.person }</b>{ " is sending…" }</p>
            </li>
        };
    };
    let (kind, sign) = match answer.kind {
        AnswerKind::Done => ("done", Icon::Check),
        AnswerKind::Refused => ("refused", Icon::Cross),
        AnswerKind::Conflict => ("conflict", Icon::Race),
        AnswerKind::Failed => ("failed", Icon::Warning),
    };
    let follow = answer.moment.map(|moment| {
        let (sender, show_place) = (sender.clone(), show_place.clone());
        Callback::from(move |_: MouseEvent| {
            sender.send(PersonMessage::FollowedLink(moment));
            show_place.emit(Place::Selection);
        })
    });
    html! {
        <li class={classes!("pair-sender", kind)} key={view.person.clone()} data-test="pair-sender" data-name={view.person.clone()} data-kind={kind}>
            <p class="pair-head">{ icon(sign) }<b>{ &view.person }</b><span>{ &answer.title }</span></p>
            <p>{ &answer.text }</p>
            if !view.winners.is_empty() {
                <ul class="links" aria-label="Who won">{ for view.winners.iter().map(|it| link(sender, it)) }</ul>
            }
            <div class="answer-links">
                if let Some(onclick) = follow {
                    <button type="button" class="link" data-test="pair-link" {onclick}>{ "See it in the log" }</button>
                }
                if view.again {
                    <button type="button" class="link" data-test="pair-retry" disabled={locked}
                        onclick={sender.on(PersonMessage::RetriedLoser)}>{ "Retry" }</button>
                }
            </div>
        </li>
    }
}
