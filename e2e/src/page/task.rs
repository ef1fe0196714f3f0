//! Tasks, performed through their forms.

use super::Page;
use crate::Outcome;
use serde_json::{Value, json};

impl Page {
    /// Fills in one field of the open form.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn fill(&self, field: Fill<'_>) -> Outcome {
        let given = filled(&[field]);
        self.run("await fill(given[0]); await drawn();", given)
            .await?;
        Ok(())
    }

    /// Performs a task through its form.
    ///
    /// # Errors
    /// The form did not come, or no answer.
    pub async fn perform(&self, title: &str, fields: &[Fill<'_>]) -> Outcome<Answer> {
        let given = json!({ "title": title, "fields": filled(fields) });
        let answer = self
            .run("return perform(given.title, given.fields);", given)
            .await?;
        Ok(Answer::of(&answer))
    }
}

/// How the page answered a task.
#[derive(Clone, Debug)]
pub struct Answer {
    /// `done`, `refused`, `conflict` or `failed`.
    pub kind: String,
    /// What it said.
    pub text: String,
    /// The id that the form had made.
    pub id: Option<String>,
}

impl Answer {
    /// Reads an answer of a script.
    pub fn of(found: &Value) -> Self {
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        Self {
            kind: text("kind"),
            text: text("text"),
            id: found["id"].as_str().map(str::to_owned),
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
