//! The instances of a process: drawn only where they are seen.

use crate::app::message::PersonMessage;
use crate::app::view_model::{InstanceRow, InstancesView, OpenMark};
use crate::ui::frame::use_frame_sender;
use crate::ui::sender::{Sender, use_sender};
use crate::ui::time_text::{plain, value};
use web_sys::Element;
use yew::prelude::*;

/// The height of a row in pixels; styles take it from here.
const ROW_HEIGHT: usize = 54;

/// What the list of instances needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct InstancesProps {
    /// The window.
    pub(super) view: InstancesView,
}

/// The instances.
#[component]
pub(super) fn Instances(props: &InstancesProps) -> Html {
    let view = &props.view;
    let sender = use_sender();
    let send = use_frame_sender();
    let onscroll = Callback::from(move |event: Event| {
        let top = event.target_unchecked_into::<Element>().scroll_top().max(0);
        let first = usize::try_from(top).unwrap_or(0) / ROW_HEIGHT;
        send.emit(PersonMessage::ScrolledInstances(first));
    });
    if view.total == 0 {
        return html! {
            <div class="instances"><div class="empty" data-test="instances-empty">
                <h2>{ "No instances yet" }</h2>
                <p>{ "At this moment nothing has happened that this process reacts to." }</p>
            </div></div>
        };
    }
    let after = view.total.saturating_sub(view.first + view.rows.len());
    let room = |key: &'static str, rows: usize| html! { <div {key} aria-hidden="true" style={format!("height: {}px", rows * ROW_HEIGHT)} /> };
    let rows = view.rows.iter().enumerate();
    html! {
        <div class="instances scroll" role="list" tabindex="0" aria-label={format!("Instances of {}", view.process)} data-test="instances"
            data-total={view.total.to_string()} style={format!("--row: {ROW_HEIGHT}px")} {onscroll}>
            { room("above", view.first) }
            { for rows.map(|(index, it)| row(&sender, it, view.first + index + 1, view.total)) }
            { room("below", after) }
        </div>
    }
}

fn row(sender: &Sender, row: &InstanceRow, number: usize, of: usize) -> Html {
    let id = row.stream.id.to_string();
    let onclick = sender.on(PersonMessage::ChoseInstance(row.stream.clone()));
    html! {
        <div class="instance-row" role="listitem" key={id.clone()} aria-posinset={number.to_string()} aria-setsize={of.to_string()}>
            <button type="button" class="instance-choice" data-test="instance" data-name={id.clone()} data-status={row.status}
                aria-current={row.selected.then_some("true")} title={plain(&row.state)} {onclick}>
                <span class="instance-line">
                    <b>{ &id }</b>
                    <small class="muted">{ row.status }</small>
                    { for row.open.iter().map(mark) }
                </span>
                <small class="instance-state">{ value(&row.state) }</small>
            </button>
        </div>
    }
}

fn mark(mark: &OpenMark) -> Html {
    let tone = match mark.kind {
        "parked" | "retry" => "tone-bad",
        "deadline" => "tone-plain",
        _ => "tone-process",
    };
    html! { <span class={classes!("tag", tone)} data-test="open" data-kind={mark.kind} title={mark.text.clone()}>{ &mark.text }</span> }
}
