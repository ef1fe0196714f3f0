//! What is said to the page, and what it answers.

use crate::{Failure, Outcome};
use serde_json::{Value, json};

/// Where the page stands in time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The position shown.
    pub position: u64,
    /// The last position.
    pub last: u64,
    /// The stop of the slider.
    pub stop: u64,
    /// Whether it is the live end.
    pub live: bool,
}

impl Place {
    pub(super) fn of(found: &Value) -> Outcome<Self> {
        let number = |name: &str| {
            let number = found[name].as_u64();
            number.ok_or_else(|| Failure::new(format!("no {name} in {found}")))
        };
        Ok(Self {
            position: number("position")?,
            last: number("last")?,
            stop: number("stop")?,
            live: found["when"] == "live",
        })
    }
}

/// How the page answered a task.
#[derive(Clone, Debug)]
pub struct Answer {
    /// `done`, `refused`, `conflict` or `failed`.
    pub kind: String,
    /// What it said.
    pub text: String,
    /// The reservation that the form had made an id for.
    pub reservation: Option<String>,
}

impl Answer {
    /// Reads an answer of a script.
    pub fn of(found: &Value) -> Self {
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        Self {
            kind: text("kind"),
            text: text("text"),
            reservation: found["id"].as_str().map(str::to_owned),
        }
    }
}

/// What is filled into a form: the field, the key within it where it has several, the value.
pub type Fill<'a> = (&'a str, Option<&'a str>, &'a str);

/// What is filled in, for a script.
pub fn filled(fields: &[Fill<'_>]) -> Value {
    let fill = |(field, key, value): &Fill<'_>| match key {
        Some(key) => json!({ "field": field, "key": key, "value": value }),
        None => json!({ "field": field, "value": value }),
    };
    fields.iter().map(fill).collect()
}

/// The element with this `data-test`, and with these other data attributes.
pub fn selector(test: &str, data: &Value) -> String {
    let others = data.as_object().into_iter().flatten();
    let others = others.map(|(name, value)| match value.as_str() {
        Some(text) => format!("[data-{name}=\"{text}\"]"),
        None => format!("[data-{name}=\"{value}\"]"),
    });
    format!("[data-test=\"{test}\"]{}", others.collect::<String>())
}
