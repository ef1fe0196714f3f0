//! Messages to the person, over the page.

use super::icon::{Icon, icon};
use super::sender::{Sender, use_sender};
use super::shown::Slice;
use crate::app::message::PersonMessage;
use crate::app::view_model::NoticeView;
use yew::prelude::*;

/// The messages, newest first.
#[component]
pub(super) fn Notices(props: &Slice<Vec<NoticeView>>) -> Html {
    let sender = use_sender();
    // The list is there even when it is empty, or else assistive technology would miss the first message.
    html! {
        <ul class="notices" role="log" aria-live="polite" aria-label="Messages">
            { for props.view.iter().rev().map(|notice| line(&sender, notice)) }
        </ul>
    }
}

fn line(sender: &Sender, notice: &NoticeView) -> Html {
    let dismiss = sender.on(PersonMessage::DismissedNotice(notice.id));
    let (class, kind, sign) = match notice.bad {
        true => ("notice wrong", "bad", Icon::Warning),
        false => ("notice", "good", Icon::Check),
    };
    html! {
        <li key={notice.id} {class} data-test="notice" data-kind={kind}>
            <span class="notice-sign">{ icon(sign) }</span>
            <div class="notice-words">
                <p>{ &notice.text }</p>
                if notice.offers_update {
                    <button type="button" class="small" data-test="accept-update" onclick={sender.on(PersonMessage::AcceptedUpdate)}>
                        { "Load the new version" }
                    </button>
                }
            </div>
            if notice.offers_update {
                <button type="button" class="plain" data-test="notice-update" onclick={sender.on(PersonMessage::AcceptedUpdate)}>
                    { "Use it now" }
                </button>
            }
            <button type="button" class="plain square" data-test="notice-dismiss" aria-label="Dismiss this message" title="Dismiss" onclick={dismiss}>
                { icon(Icon::Close) }
            </button>
        </li>
    }
}
