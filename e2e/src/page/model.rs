//! What a person does with the text of a model.

use super::Page;
use crate::Outcome;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

impl Page {
    /// Makes a workspace of a model of the gallery, with its story where it has one, and waits until it is open.
    ///
    /// # Errors
    /// It was not opened.
    pub async fn new_workspace_of(&self, model: &str, name: &str) -> Outcome {
        self.order("new").await?;
        self.click(&format!("model-{model}"), json!({})).await?;
        self.type_into("workspace-name", json!({}), name).await?;
        self.click("dialog-confirm", json!({})).await?;
        self.in_workspace(name).await
    }

    /// Shows the text of the model, and waits until it can be written in.
    ///
    /// # Errors
    /// The editor did not come.
    pub async fn open_model(&self) -> Outcome {
        self.click("tab", json!({ "name": "model" })).await?;
        self.see("model-editor", json!({ "ready": "true" })).await?;
        Ok(())
    }

    /// Selects the first place where this stands in the text, as far as it is drawn, and types over it.
    ///
    /// # Errors
    /// It stands nowhere.
    pub async fn rewrite(&self, text: &str, instead: &str) -> Outcome {
        self.run("selectText(given); await drawn();", json!(text))
            .await?;
        self.type_text(instead).await
    }

    /// Types over the whole text.
    ///
    /// # Errors
    /// The editor did not take it.
    pub async fn write_all(&self, text: &str) -> Outcome {
        let editor = self.web().find(By::Css(".cm-content")).await?;
        editor.send_keys(Key::Control + "a").await?;
        self.type_text(text).await
    }

    /// Puts a text in where the caret is, as an input method does.
    ///
    /// # Errors
    /// The browser can't.
    pub async fn type_text(&self, text: &str) -> Outcome {
        let cdp = self.web().cdp();
        cdp.send_raw("Input.insertText", json!({ "text": text }))
            .await?;
        Ok(())
    }

    /// Waits until the text stands like this: `ready`, `wrong`, `in-force`.
    ///
    /// # Errors
    /// It never did.
    pub async fn stands(&self, standing: &str) -> Outcome<Value> {
        self.see("standing", json!({ "name": standing })).await
    }

    /// Applies the text, and waits for the report.
    ///
    /// # Errors
    /// There was none.
    pub async fn apply(&self) -> Outcome<Value> {
        self.stands("ready").await?;
        self.click("apply", json!({})).await?;
        self.stands("in-force").await?;
        self.see("report", json!({})).await
    }

    /// The lines of the text that are drawn.
    ///
    /// # Errors
    /// There is no editor.
    pub async fn text(&self) -> Outcome<String> {
        let lines = "return [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n');";
        let found = self.run(lines, json!([])).await?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    /// The rows of a read model: key and cells.
    ///
    /// # Errors
    /// There is no such read model.
    pub async fn rows(&self, read_model: &str) -> Outcome<Value> {
        let body =
            "await tab('read-models'); one('read-model', { name: given }).click(); await drawn();
             return table().rows.map(({ cells }) => cells);";
        self.run(body, json!(read_model)).await
    }
}
