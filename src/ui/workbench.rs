//! The workbench: where everything stands.

use super::dialogs::DialogOver;
use super::header::Header;
use super::icon::{Icon, icon};
use super::inspector::Inspector;
use super::log::EventLog;
use super::middle::Middle;
use super::notices::Notices;
use super::place::{Place, ShowPlace};
use super::sender::{Sender, use_sender};
use super::shown::Slices;
use super::tasks::Tasks;
use super::timeline::Timeline;
use crate::app::dialog::Dialog;
use crate::app::message::PersonMessage;
use yew::prelude::*;

/// The workbench.
#[component]
pub(super) fn Workbench(props: &Slices) -> Html {
    let sender = use_sender();
    let place = use_state_eq(Place::default);
    let set = place.setter();
    let show = use_memo((), |()| {
        ShowPlace(Callback::from(move |place| set.set(place)))
    });
    let when = if props.when.past { "past" } else { "live" };
    html! {
        <ContextProvider<ShowPlace> context={(*show).clone()}>
            <div class="page workbench" data-phase="ready" data-when={when} data-place={place.name()}>
                <Header view={&props.header} />
                <Tasks view={&props.tasks} />
                <Middle tab={props.tab} main={props.main.clone()} when={&props.when} />
                <Inspector view={props.inspector.clone()} />
                <div class="dock">
                    <Timeline timeline={&props.timeline} when={&props.when} />
                    <EventLog view={&props.log} />
                </div>
                { place_bar(*place, &show.0, props.inspector.is_some()) }
                <Notices view={&props.notices} />
                if let Some(dialog) = &props.dialog {
                    { dialog_over(&sender, dialog, props) }
                }
            </div>
        </ContextProvider<ShowPlace>>
    }
}

fn dialog_over(sender: &Sender, dialog: &Dialog, props: &Slices) -> Html {
    let confirm = {
        let sender = sender.clone();
        Callback::from(move |message| sender.send(message))
    };
    html! {
        <DialogOver
            dialog={dialog.clone()}
            span={props.timeline.span.clone()}
            time={props.when.time.clone()}
            close={sender.on(PersonMessage::ClosedDialog)}
            {confirm}
        />
    }
}

/// The bar by which a narrow screen switches between the parts.
fn place_bar(current: Place, show: &Callback<Place>, selected: bool) -> Html {
    let button = |place: Place| {
        let onclick = show.reform(move |_: MouseEvent| place);
        let picture = match place {
            Place::Tasks => Icon::Tasks,
            Place::Middle => Icon::System,
            Place::Log => Icon::Log,
            Place::Selection => Icon::Selection,
        };
        let dotted = place == Place::Selection && selected;
        html! {
            <button type="button" key={place.name()} data-test="place" data-name={place.name()}
                aria-current={(place == current).then_some("true")} {onclick}>
                <span class="place-icon">{ icon(picture) }if dotted { <i class="dot" aria-hidden="true" /> }</span>
                { place.title() }
            </button>
        }
    };
    html! {
        <nav class="place-bar" aria-label="Parts of the workbench">{ for Place::ALL.into_iter().map(button) }</nav>
    }
}
