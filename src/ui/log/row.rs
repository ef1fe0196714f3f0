//! A row of the log.

use crate::app::view_model::LogRow;
use crate::ui::tag::tag;
use crate::ui::time_text::{plain, short_time, value};
use yew::prelude::*;

/// What a row needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RowProps {
    /// The row.
    pub(super) row: LogRow,
    /// Which row it is of all, counted from 1: most of them are not drawn.
    pub(super) number: usize,
    /// How many rows there are in all.
    pub(super) of: usize,
    /// Chooses an entry.
    pub(super) choose: Callback<usize>,
}

/// The name by which the list refers to a row.
pub(super) fn id(item: usize) -> String {
    format!("log-{item}")
}

/// A row.
#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let row = &props.row;
    let item = row.item;
    let onclick = props.choose.reform(move |_: MouseEvent| item);
    let class = classes!(
        "log-row",
        row.selected.then_some("selected"),
        row.current.then_some("current"),
        row.future.then_some("future"),
        row.private.then_some("private"),
    );
    html! {
        <div {class} id={id(item)} role="option" aria-posinset={props.number.to_string()} aria-setsize={props.of.to_string()} aria-selected={row.selected.to_string()} aria-current={row.current.then_some("true")}
            data-test="log-row" data-item={item.to_string()} data-title={row.title.clone()} data-position={row.position.clone()}
            data-future={row.future.to_string()} data-private={row.private.to_string()} {onclick}>
            <span class="log-position">{ &row.position }</span>
            <span class="log-tag">{ tag(row.tone, &row.title) }</span>
            <span class="log-stream" title={row.stream.clone()}><bdi>{ &row.stream }</bdi></span>
            <span class="log-sentence" title={plain(&row.sentence)}>{ value(&row.sentence) }</span>
            { short_time(&row.time, "log-time") }
        </div>
    }
}
