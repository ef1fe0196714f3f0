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

/// Text for people: every recorded time in it as they write it, everything else as it is.
pub(super) fn value(text: &str) -> Html {
    let part = |part: Part<'_>| match part {
        Part::Words(words) => html! { words },
        Part::Time(iso) => time(iso, ""),
    };
    html! { <>{ for split(text).into_iter().map(part) }</> }
}

/// The same where only plain text may stand.
pub(super) fn plain(text: &str) -> String {
    let part = |part: Part<'_>| match part {
        Part::Words(words) => words.to_owned(),
        Part::Time(iso) => long(iso),
    };
    split(text).into_iter().map(part).collect()
}

/// A part of a text.
enum Part<'a> {
    Words(&'a str),
    Time(&'a str),
}

/// A text as the times in it, and what stands between them.
fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for (middle, _) in text.match_indices('T') {
        let begin = middle.checked_sub("2026-03-14".len());
        let Some(begin) = begin.filter(|begin| *begin >= done) else {
            continue;
        };
        if let Some(time) = text.get(begin..).and_then(leading_time) {
            parts.push(Part::Words(&text[done..begin]));
            parts.push(Part::Time(time));
            done = begin + time.len();
        }
    }
    parts.push(Part::Words(&text[done..]));
    parts
}

/// The ISO 8601 time in UTC that a text begins with.
fn leading_time(text: &str) -> Option<&str> {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00";
    let whole = text.as_bytes().get(..SHAPE.len())?;
    let fits = whole.iter().zip(SHAPE).all(|(byte, shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        sign => byte == sign,
    });
    let rest = text.get(SHAPE.len()..)?;
    let fraction = rest.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let ends = fits && fraction.starts_with('Z');
    ends.then(|| &text[..=text.len() - fraction.len()])
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

/// A time, with the exact one as its title.
pub(super) fn time(iso: &str, class: &'static str) -> Html {
    element(iso, long(iso), class)
}

/// The clock of a time, with the exact one as its title.
pub(super) fn short_time(iso: &str, class: &'static str) -> Html {
    element(iso, clock(iso), class)
}

fn element(iso: &str, text: String, class: &'static str) -> Html {
    let title = match iso.is_empty() {
        true => String::new(),
        false => format!("{iso} (UTC)"),
    };
    html! { <time class={classes!(class)} datetime={iso.to_owned()} {title}>{ text }</time> }
}
