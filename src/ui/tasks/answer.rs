//! How the last task that was sent ended.

use crate::app::message::PersonMessage;
use crate::app::view_model::{AnswerKind, AnswerView};
use crate::ui::icon::{Icon, icon};
use crate::ui::place::Place;
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The card of the last answer; locked where nothing can be sent now.
pub(super) fn answer(
    sender: &Sender,
    show_place: &Callback<Place>,
    answer: &AnswerView,
    locked: bool,
) -> Html {
    let (kind, sign) = looks(answer.kind);
    let follow = answer.moment.map(|moment| {
        let (sender, show_place) = (sender.clone(), show_place.clone());
        Callback::from(move |_: MouseEvent| {
            sender.send(PersonMessage::FollowedLink(moment));
            show_place.emit(Place::Selection);
        })
    });
    html! {
        <div class={classes!("answer", kind)} data-test="answer" data-kind={kind}>
            <p class="answer-title">
                { icon(sign) }
                <b>{ &answer.title }</b>
                <button type="button" class="plain square" data-test="answer-dismiss" aria-label="Put this answer away" title="Put away"
                    onclick={sender.on(PersonMessage::DismissedAnswer)}>{ icon(Icon::Close) }</button>
            </p>
            <p class="answer-text">{ &answer.text }</p>
            <div class="answer-links">
                if let Some(onclick) = follow {
                    <button type="button" class="link" data-test="answer-link" {onclick}>{ "See it in the log" }</button>
                }
                if answer.again {
                    <button type="button" class="link" data-test="answer-again" disabled={locked}
                        onclick={sender.on(PersonMessage::ClickedSend)}>{ "Send again" }</button>
                }
            </div>
        </div>
    }
}

const fn looks(kind: AnswerKind) -> (&'static str, Icon) {
    match kind {
        AnswerKind::Done => ("done", Icon::Check),
        AnswerKind::Refused => ("refused", Icon::Cross),
        AnswerKind::Conflict => ("conflict", Icon::Race),
        AnswerKind::Failed => ("failed", Icon::Warning),
    }
}
