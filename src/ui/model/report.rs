//! What differs since another model folds the history.

use crate::app::message::{ModelMessage, PersonMessage};
use crate::app::view_model::{BrokenView, ChangedRowsView, ReportView, UnreadView};
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::link;
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The report.
pub(super) fn report(sender: &Sender, view: &ReportView, can_undo: bool) -> Html {
    let order = |message| sender.on(PersonMessage::Model(message));
    let class = classes!("report", view.bad.then_some("bad"));
    html! {
        <section {class} data-test="report" data-bad={view.bad.to_string()} aria-label="What applying changed">
            <div class="report-head">
                { icon(if view.bad { Icon::Warning } else { Icon::Check }) }
                <p role="status" data-test="report-summary">{ &view.summary }</p>
                if can_undo {
                    <button type="button" class="small" data-test="undo-apply" onclick={order(ModelMessage::ClickedUndo)}>{ "Undo" }</button>
                }
                <button type="button" class="plain square" data-test="dismiss-report" aria-label="Put the report away" onclick={order(ModelMessage::DismissedReport)}>{ icon(Icon::Close) }</button>
            </div>
            <ul class="report-list">
                if let Some(stopped) = &view.stopped { <li class="bad" data-test="report-stopped">{ stopped }</li> }
                { for view.broken.iter().map(|it| broken(sender, it)) }
                { for view.unread.iter().enumerate().map(|(place, it)| unread(sender, place, it)) }
                { for view.leftovers.iter().map(|it| html! { <li data-test="report-leftover">{ it }</li> }) }
                { for view.rows.iter().map(|it| rows(sender, it)) }
            </ul>
        </section>
    }
}

fn rows(sender: &Sender, view: &ChangedRowsView) -> Html {
    let go = sender.on(PersonMessage::ChoseReadModel(view.name.clone()));
    let show = sender.on(PersonMessage::ChoseTab(crate::app::state::Tab::ReadModels));
    let onclick = Callback::from(move |event: MouseEvent| {
        go.emit(event.clone());
        show.emit(event);
    });
    html! {
        <li key={view.name.clone()} data-test="report-rows" data-name={view.name.clone()}>
            <button type="button" class="link-like" {onclick}><b>{ &view.title }</b></button>
            { ": " }{ &view.text }{ ": " }
            <span class="report-keys">{ view.keys.join(", ") }</span>
            if view.more > 0 { { format!(" and {} more", view.more) } }
        </li>
    }
}

fn broken(sender: &Sender, view: &BrokenView) -> Html {
    html! {
        <li class="bad" key={view.title.clone()} data-test="report-broken">
            <b>{ "Broken: " }{ &view.title }</b>{ " " }{ &view.problem }
            { if view.still { " It is still broken at the end." } else { " It holds again later." } }
            <ul class="links">{ link(sender, &view.link) }</ul>
        </li>
    }
}

fn unread(sender: &Sender, place: usize, view: &UnreadView) -> Html {
    let insert = sender.on(PersonMessage::Model(ModelMessage::ClickedInsertUpcast(
        place,
    )));
    html! {
        <li class="bad" key={view.title.clone()} data-test="report-unread">
            <b>{ "Can’t be read any more: " }{ &view.title }</b>{ ". " }{ &view.why }
            { " The events stay as they are; the fold passes over them." }
            <ul class="links">{ link(sender, &view.link) }</ul>
            <button type="button" class="small" data-test="insert-upcast" onclick={insert}>{ "Write an upcast for them" }</button>
        </li>
    }
}
