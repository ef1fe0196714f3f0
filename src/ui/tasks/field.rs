//! A field of a form: one control for each way of filling something in.

use crate::app::message::PersonMessage;
use crate::app::view_model::{ControlView, FieldView, NumberEntryView, OptionView};
use crate::ui::sender::Sender;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The names by which the parts of a field refer to each other.
struct Ids {
    control: String,
    problem: Option<String>,
    list: String,
}

/// A field.
pub(super) fn field(sender: &Sender, field: &FieldView) -> Html {
    let ids = Ids {
        control: format!("field-{}", field.name),
        problem: field
            .problem
            .as_ref()
            .map(|_| format!("problem-{}", field.name)),
        list: format!("list-{}", field.name),
    };
    let grouped = matches!(field.control, ControlView::Numbers { .. });
    let checked = matches!(field.control, ControlView::Check { .. });
    html! {
        <div key={field.name.clone()} class={classes!("field", field.problem.is_some().then_some("wrong"))} role={grouped.then_some("group")}
            aria-labelledby={grouped.then(|| format!("title-{}", field.name))}>
            if grouped {
                <span class="field-title" id={format!("title-{}", field.name)}>{ &field.title }</span>
            } else if !checked {
                <label class="field-title" for={ids.control.clone()}>{ &field.title }</label>
            }
            { control(sender, field, &ids) }
            if let Some(problem) = &field.problem {
                <p class="problem" id={ids.problem.clone()} data-test="problem" data-name={field.name.clone()}>{ problem }</p>
            }
        </div>
    }
}

fn control(sender: &Sender, field: &FieldView, ids: &Ids) -> Html {
    match &field.control {
        ControlView::Text { text, suggestions } => {
            text_control(sender, field, ids, text, suggestions)
        }
        ControlView::Number { text, min, max } => {
            number_control(sender, field, ids, text, (*min, *max))
        }
        ControlView::Select {
            value,
            options,
            when_empty,
        } => match options.is_empty() {
            true => html! { <p class="nothing" id={ids.control.clone()}>{ when_empty }</p> },
            false => select_control(sender, field, ids, value, options),
        },
        ControlView::Check { checked } => check_control(sender, field, ids, *checked),
        ControlView::Numbers {
            entries,
            when_empty,
        } => match entries.is_empty() {
            true => html! { <p class="nothing">{ when_empty }</p> },
            false => html! {
                <div class="entries">{ for entries.iter().map(|entry| number_entry(sender, field, entry)) }</div>
            },
        },
        ControlView::NewId { id } => html! {
            <output class="new-id" id={ids.control.clone()} data-test="field" data-name={field.name.clone()} data-value={id.clone()}>
                { id }<span class="muted">{ " new" }</span>
            </output>
        },
    }
}

fn text_control(
    sender: &Sender,
    field: &FieldView,
    ids: &Ids,
    text: &str,
    suggestions: &[OptionView],
) -> Html {
    let suggested = !suggestions.is_empty();
    let option =
        |it: &OptionView| html! { <option value={it.value.clone()}>{ &it.label }</option> };
    html! {
        <>
            <input type="text" id={ids.control.clone()} data-test="field" data-name={field.name.clone()}
                value={text.to_owned()} list={suggested.then(|| ids.list.clone())} oninput={edited(sender, field)}
                aria-invalid={field.problem.is_some().to_string()} aria-describedby={ids.problem.clone()} />
            if suggested {
                <datalist id={ids.list.clone()}>{ for suggestions.iter().map(option) }</datalist>
            }
        </>
    }
}

fn number_control(
    sender: &Sender,
    field: &FieldView,
    ids: &Ids,
    text: &str,
    (min, max): (i64, i64),
) -> Html {
    html! {
        <input type="number" inputmode="numeric" step="1" min={min.to_string()} max={max.to_string()}
            id={ids.control.clone()} data-test="field" data-name={field.name.clone()}
            value={text.to_owned()} oninput={edited(sender, field)}
            aria-invalid={field.problem.is_some().to_string()} aria-describedby={ids.problem.clone()} />
    }
}

fn select_control(
    sender: &Sender,
    field: &FieldView,
    ids: &Ids,
    value: &str,
    options: &[OptionView],
) -> Html {
    let name = field.name.clone();
    let onchange = sender.on_choice(move |text| PersonMessage::EditedField {
        field: name.clone(),
        text,
    });
    let known = options.iter().any(|option| option.value == value);
    let option = |it: &OptionView| {
        html! { <option key={it.value.clone()} value={it.value.clone()} selected={it.value == value}>{ &it.label }</option> }
    };
    html! {
        <select id={ids.control.clone()} data-test="field" data-name={field.name.clone()} {onchange}
            aria-invalid={field.problem.is_some().to_string()} aria-describedby={ids.problem.clone()}>
            if !known {
                <option key="" value="" selected={true} disabled={true}>{ "Choose…" }</option>
            }
            { for options.iter().map(option) }
        </select>
    }
}

fn check_control(sender: &Sender, field: &FieldView, ids: &Ids, checked: bool) -> Html {
    let (sender, name) = (sender.clone(), field.name.clone());
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        sender.send(PersonMessage::EditedField {
            field: name.clone(),
            text: input.checked().to_string(),
        });
    });
    html! {
        <label class="check">
            <input type="checkbox" id={ids.control.clone()} data-test="field" data-name={field.name.clone()} {checked} {onchange} />
            <span>{ &field.title }</span>
        </label>
    }
}

fn number_entry(sender: &Sender, field: &FieldView, entry: &NumberEntryView) -> Html {
    let (name, key) = (field.name.clone(), entry.key.clone());
    let oninput = sender.on_input(move |text| PersonMessage::EditedEntry {
        field: name.clone(),
        key: key.clone(),
        text,
    });
    html! {
        <label class="entry" key={entry.key.clone()}>
            <span class="entry-words">{ &entry.key }<small>{ &entry.hint }</small></span>
            <input type="number" inputmode="numeric" step="1" max={entry.most.to_string()} data-test="field" data-name={field.name.clone()} data-key={entry.key.clone()}
                value={entry.text.clone()} {oninput} aria-invalid={field.problem.is_some().to_string()} />
        </label>
    }
}

fn edited(sender: &Sender, field: &FieldView) -> Callback<InputEvent> {
    let name = field.name.clone();
    sender.on_input(move |text| PersonMessage::EditedField {
        field: name.clone(),
        text,
    })
}
