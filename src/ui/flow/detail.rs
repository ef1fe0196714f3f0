//! What the command read and decided at the opened node.

use crate::app::message::PersonMessage;
use crate::app::view_model::FlowDetailView;
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The part of the trace that belongs to the opened node. It stands on the left where it would cover the node.
pub(super) fn detail(sender: &Sender, node: &str, detail: &FlowDetailView, left: bool) -> Html {
    let close = sender.on(PersonMessage::ToggledNode(node.to_owned()));
    let class = classes!("flow-detail", left.then_some("on-left"));
    html! {
        <aside {class} data-test="flow-detail" data-node={node.to_owned()} aria-label={format!("Step: {}", detail.title)}>
            <div class="flow-detail-head">
                <h3>{ &detail.title }</h3>
                <button type="button" class="plain square" data-test="flow-detail-close" aria-label="Close this step" title="Close (Esc)" onclick={close}>
                    { icon(Icon::Close) }
                </button>
            </div>
            <p class="soft">{ detail.explanation }</p>
            if detail.groups.is_empty() {
                <p class="muted" data-test="flow-detail-empty">{ "The command did not come by here." }</p>
            }
            { for detail.groups.iter().map(|rows| group(rows)) }
        </aside>
    }
}

/// What is known of one time the command came by.
fn group(rows: &[(String, String)]) -> Html {
    let row = |(name, value): &(String, String)| {
        html! { <><dt>{ name }</dt><dd data-name={name.clone()}>{ value }</dd></> }
    };
    html! { <dl class="details">{ for rows.iter().map(row) }</dl> }
}
