//! The read models: which there are, and the rows of one as of the moment shown.

mod counters;
mod projection;

use super::frame::use_frame_sender;
use super::icon::{Icon, icon};
use super::screen::use_narrow;
use super::sender::Sender;
use super::shown::Slice;
use super::time_text::{plain, value};
use crate::app::message::PersonMessage;
use crate::app::view_model::{ReadModelChoice, ReadModelsView, TableRow};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The height of a row in pixels, where cells are one line and where they may be two; styles take it from here.
const ROW_HEIGHT: usize = 30;
const TALL_ROW_HEIGHT: usize = 44;

/// The read models.
pub(super) fn read_models(sender: &Sender, view: &Rc<ReadModelsView>) -> Html {
    html! {
        <div class="read-models" key="read-models">
            <nav class="read-model-list" aria-label="Read models">
                { for view.all.iter().map(|it| choice(sender, it)) }
            </nav>
            <section class="read-model">
                <div class="panel-head">
                    <p class="read-model-summary" data-test="read-model-summary">{ &view.summary }</p>
                    <span class="as-of" data-test="as-of" data-behind={view.projection.as_ref().map(|it| it.behind.to_string())}>{ icon(Icon::Clock) }{ &view.as_of }</span>
                </div>
                if let Some(it) = &view.projection { { projection::projection(sender, it) } }
                <Rows {view} />
                <p class="listens">
                    <span class="muted">{ "listens to " }</span>
                    { for view.events.iter().map(|name| html! { <span class="tag tone-event">{ name }</span> }) }
                </p>
                if let Some(it) = &view.counters { { counters::counters(sender, it) } }
            </section>
        </div>
    }
}

fn choice(sender: &Sender, choice: &ReadModelChoice) -> Html {
    let onclick = sender.on(PersonMessage::ChoseReadModel(choice.name.clone()));
    html! {
        <button type="button" key={choice.name.clone()} class="read-model-choice" data-test="read-model" data-name={choice.name.clone()}
            data-rows={choice.rows.to_string()} aria-current={choice.current.then_some("true")} {onclick}>
            <span>
                { &choice.title }
                if choice.behind > 0 { <small class="behind">{ format!(" {} behind", choice.behind) }</small> }
            </span>
            <span class="count" aria-label={format!("{} rows", choice.rows)}>{ choice.rows }</span>
        </button>
    }
}

/// The rows in the window, with room for all the others above and below.
#[component]
fn Rows(props: &Slice<ReadModelsView>) -> Html {
    let view = &props.view;
    let send = use_frame_sender();
    let height = if use_narrow() {
        TALL_ROW_HEIGHT
    } else {
        ROW_HEIGHT
    };
    let onscroll = Callback::from(move |event: Event| {
        let top = event.target_unchecked_into::<Element>().scroll_top().max(0);
        let first = usize::try_from(top).unwrap_or(0) / height;
        send.emit(PersonMessage::ScrolledRows(first));
    });
    if view.total == 0 {
        return html! {
            <div class="empty" data-test="read-model-empty">
                <h2>{ "No rows yet" }</h2>
                <p>{ "At this moment none of the events that this read model listens to has put anything into it." }</p>
            </div>
        };
    }
    let after = view.total.saturating_sub(view.first + view.rows.len());
    let heads = view.columns.iter().map(|(title, number)| {
        html! { <th scope="col" class={number.then_some("number")}>{ title }</th> }
    });
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Rows" style={format!("--row: {height}px")} {onscroll}>
            <table class="rows" data-test="rows" aria-rowcount={view.total.to_string()}>
                <thead><tr><th class="sign"><span class="hidden">{ "Changed" }</span></th>{ for heads }</tr></thead>
                <tbody>
                    { spacer("above", view.first * height) }
                    { for view.rows.iter().map(|it| row(it, &view.columns)) }
                    { spacer("below", after * height) }
                </tbody>
            </table>
        </div>
    }
}

/// Room for rows that are not drawn.
fn spacer(key: &'static str, height: usize) -> Html {
    html! { <tr {key} class="spacer" aria-hidden="true" style={format!("height: {height}px")} /> }
}

fn row(row: &TableRow, columns: &[(String, bool)]) -> Html {
    let cells = row.cells.iter().enumerate().map(|(index, cell)| {
        let (title, number) = columns
            .get(index)
            .map_or(("", false), |(title, number)| (title.as_str(), *number));
        html! { <td class={number.then_some("number")} data-column={title.to_owned()} data-value={cell.clone()} title={plain(cell)}><span class="cell">{ value(cell) }</span></td> }
    });
    html! {
        <tr key={row.key.clone()} class={row.changed.then_some("changed")} data-test="row" data-key={row.key.clone()} data-changed={row.changed.to_string()}>
            <td class="sign">
                if row.changed {
                    <span title="Changed by the last commit"><span aria-hidden="true">{ "Δ" }</span><span class="hidden">{ "changed" }</span></span>
                }
            </td>
            { for cells }
        </tr>
    }
}
