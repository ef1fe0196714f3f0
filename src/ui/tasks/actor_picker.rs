//! Whom a person acts as.

use crate::app::message::PersonMessage;
use crate::app::view_model::TasksView;
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The picker of the acting person: a plain list laid over what it looks like.
pub(super) fn actor_picker(sender: &Sender, view: &Rc<TasksView>) -> Html {
    let onchange = {
        let (view, sender) = (view.clone(), sender.clone());
        Callback::from(move |event: Event| {
            let list = event.target_unchecked_into::<HtmlSelectElement>();
            let chosen = usize::try_from(list.selected_index()).ok();
            if let Some((role, person)) = chosen.and_then(|index| view.people.get(index)) {
                sender.send(PersonMessage::ChoseActor {
                    role: role.clone(),
                    person: person.clone(),
                });
            }
        })
    };
    let initial: String = view.person.chars().take(1).collect();
    let option = |(role, person): &(String, String)| {
        let selected = *role == view.role && *person == view.person;
        html! { <option {selected} value={format!("{role}/{person}")}>{ format!("{person} · {role}") }</option> }
    };
    html! {
        <label class="actor">
            <span class="face" aria-hidden="true">{ initial }</span>
            <span class="actor-text" aria-hidden="true">
                <b>{ &view.person }</b>
                <small>{ "acting as " }{ &view.role }</small>
            </span>
            <span class="muted">{ icon(Icon::Down) }</span>
            <select data-test="actor" aria-label="Acting as" {onchange}>{ for view.people.iter().map(option) }</select>
        </label>
    }
}
