//! Recorded times for people: "14 Mar 2026, 10:41:07", in UTC as they are stored.

use yew::prelude::*;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// An ISO 8601 time in UTC as people write it; what is no such time stays as it is.
pub(super) fn long(iso: &str) -> String {
    parts(iso).map_or_else(
        || iso.to_owned(),
        |(date, clock)| format!("{date}, {clock}"),
    )
}

/// Only the clock; what is no such time stays as it is.
pub(super) fn clock(iso: &str) -> String {
    parts(iso).map_or_else(|| iso.to_owned(), |(_, clock)| clock.to_owned())
}

/// A value for people: a recorded time as they write it, everything else as it is.
pub(super) fn value(text: &str) -> Html {
    let bytes = text.as_bytes();
    let timely = bytes.len() >= 20
        && bytes.ends_with(b"Z")
        && bytes.get(4) == Some(&b'-')
        && bytes.get(10) == Some(&b'T');
    match timely {
        true => html! { <Time iso={text.to_owned()} /> },
        false => html! { text },
    }
}

/// As a field for date and time wants it: without a zone and without fractions.
pub(super) fn for_field(iso: &str) -> String {
    iso.get(..19).unwrap_or(iso).to_owned()
}

fn parts(iso: &str) -> Option<(String, &str)> {
    let year = iso.get(..4)?;
    let month = iso.get(5..7)?.parse::<usize>().ok()?;
    let day = iso.get(8..10)?.parse::<u32>().ok()?;
    let clock = iso.get(11..19)?;
    let month = MONTHS.get(month.checked_sub(1)?)?;
    Some((format!("{day} {month} {year}"), clock))
}

/// What a time on the page needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TimeProps {
    /// ISO 8601 in UTC; empty for none.
    pub(super) iso: AttrValue,
    /// Whether the date is left out.
    #[prop_or_default]
    pub(super) short: bool,
    /// The class of the element.
    #[prop_or_default]
    pub(super) class: Classes,
}

/// A time, with the exact one as its title.
#[component]
pub(super) fn Time(props: &TimeProps) -> Html {
    let text = match props.short {
        true => clock(&props.iso),
        false => long(&props.iso),
    };
    let title = match props.iso.is_empty() {
        true => AttrValue::from(""),
        false => AttrValue::from(format!("{} (UTC)", props.iso)),
    };
    html! { <time class={props.class.clone()} datetime={props.iso.clone()} {title}>{ text }</time> }
}
