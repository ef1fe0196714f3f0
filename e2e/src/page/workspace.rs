//! What a person does with workspaces.

use super::Page;
use crate::Outcome;
use serde_json::json;

impl Page {
    /// Chooses an entry of the menu of workspaces: `new`, `rename`, `reset` or `delete`.
    ///
    /// # Errors
    /// The menu does not have it.
    pub async fn order(&self, order: &str) -> Outcome {
        self.click("workspace-menu", json!({})).await?;
        self.click(&format!("workspace-{order}"), json!({})).await
    }

    /// Makes a workspace, with the recorded history or empty, and waits until it is open.
    ///
    /// # Errors
    /// It was not opened.
    pub async fn new_workspace(&self, name: &str, with_story: bool) -> Outcome {
        self.order("new").await?;
        self.type_into("workspace-name", json!({}), name).await?;
        let beginning = if with_story {
            "begin-story"
        } else {
            "begin-empty"
        };
        self.click(beginning, json!({})).await?;
        self.click("dialog-confirm", json!({})).await?;
        self.in_workspace(name).await
    }

    /// Opens another workspace by the menu.
    ///
    /// # Errors
    /// It was not opened.
    pub async fn choose_workspace(&self, name: &str) -> Outcome {
        self.click("workspace-menu", json!({})).await?;
        self.click("workspace", json!({ "name": name })).await?;
        self.in_workspace(name).await
    }

    /// Waits until the workspace of this name is open.
    ///
    /// # Errors
    /// It was not opened.
    pub async fn in_workspace(&self, name: &str) -> Outcome {
        let body = "return one('workspace-menu')?.innerText.trim() === given;";
        self.until(&format!("the workspace {name}"), body, json!(name))
            .await?;
        self.ready().await
    }
}
