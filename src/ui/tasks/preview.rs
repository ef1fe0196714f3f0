//! What would happen if the task were sent.

use crate::app::view_model::PreviewView;
use crate::ui::icon::{Icon, icon};
use crate::ui::time_text::{plain, value};
use yew::prelude::*;

/// What would happen.
pub(super) fn preview(preview: &PreviewView) -> Html {
    match preview {
        PreviewView::Accepted { events, changes } => accepted(events, changes),
        PreviewView::Refused { reason, invalid } => refused(reason, *invalid),
    }
}

fn accepted(events: &[(String, String)], changes: &[String]) -> Html {
    let event = |(index, (name, payload)): (usize, &(String, String))| {
        let lead = if index == 0 { "Will record " } else { "and " };
        html! {
            <li data-test="preview-event" data-name={name.clone()}>
                { lead }<b>{ name }</b>
                <code title={plain(payload)}>{ value(payload) }</code>
            </li>
        }
    };
    let change = |text: &String| html! { <li data-test="preview-change">{ value(text) }</li> };
    html! {
        <div class="preview" data-test="preview" data-kind="accepted" aria-live="polite">
            if events.is_empty() {
                <p>{ "Nothing would change: there is nothing to record." }</p>
            } else {
                <ul class="preview-events">{ for events.iter().enumerate().map(event) }</ul>
            }
            if !changes.is_empty() {
                <ul class="preview-changes" aria-label="What would change">{ for changes.iter().map(change) }</ul>
            }
        </div>
    }
}

fn refused(reason: &str, invalid: bool) -> Html {
    let (kind, title) = match invalid {
        true => ("invalid", "Not valid yet"),
        false => ("refused", "Would be refused"),
    };
    html! {
        <div class="preview refused" data-test="preview" data-kind={kind} aria-live="polite">
            <p class="preview-reason">
                { icon(Icon::Cross) }
                <span><b>{ title }</b>{ ": " }{ reason }</span>
            </p>
        </div>
    }
}
