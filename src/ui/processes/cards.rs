//! A card for each process: where it runs, how far it has read, how many instances it has.

use crate::app::message::PersonMessage;
use crate::app::view_model::{CheckpointView, ProcessCard};
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The card of a process; it chooses whose instances are shown.
pub(super) fn card(sender: &Sender, view: &ProcessCard) -> Html {
    let onclick = sender.on(PersonMessage::ChoseProcess(view.name.clone()));
    html! {
        <button type="button" class="process-card" key={view.name.clone()} data-test="process" data-name={view.name.clone()}
            data-running={view.running.to_string()} data-ended={view.ended.to_string()} data-parked={view.parked.to_string()}
            aria-current={view.current.then_some("true")} title={view.summary.clone()} {onclick}>
            <span class="process-title">
                <b>{ &view.title }</b>
                if view.translation {
                    <span class="tag tone-plain">{ "translation" }</span>
                }
            </span>
            <small class="process-summary">{ &view.summary }</small>
            <span class="process-reads">{ for view.reads.iter().map(checkpoint) }</span>
            <small class="process-counts">
                { format!("{} running · {} ended", view.running, view.ended) }
                if view.parked > 0 {
                    <span class="bad process-parked">{ icon(Icon::Warning) }{ format!("{} parked", view.parked) }</span>
                }
                if !view.runs.is_empty() {
                    <span class="muted process-runs" data-test="process-runs">{ &view.runs }</span>
                }
            </small>
        </button>
    }
}

fn checkpoint(view: &CheckpointView) -> Html {
    let backlog = match (view.backlog, view.lag.as_str()) {
        (0, _) => "up to date".to_owned(),
        (many, "") => format!("{many} behind"),
        (many, lag) => format!("{many} behind, {lag}"),
    };
    let class = classes!("process-backlog", (view.backlog > 0).then_some("behind"));
    html! {
        <span class="process-read" key={view.context.clone()} data-test="checkpoint" data-name={view.context.clone()}
            data-checkpoint={view.checkpoint.to_string()} data-backlog={view.backlog.to_string()}>
            <span class="process-context">{ &view.context }</span>
            <span class="mono" title="The last position of this context that it has handled">{ view.checkpoint }</span>
            <span {class}>{ backlog }</span>
        </span>
    }
}
