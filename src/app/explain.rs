//! What happened, what is safe and what to do: for everything that can go wrong with the storage.

use crate::engine::event_store::StoreError;

/// A failure in plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// What happened.
    pub happened: String,
    /// What is safe.
    pub safe: String,
    /// What to do.
    pub advice: String,
}

impl Explanation {
    /// As one text.
    pub fn text(&self) -> String {
        [&self.happened, &self.safe, &self.advice]
            .map(String::as_str)
            .join(" ")
    }
}

/// Explains a store's failure.
pub fn explain(error: &StoreError) -> Explanation {
    let (happened, safe, advice) = match error {
        StoreError::Full => (
            "The storage of this browser is full.".to_owned(),
            "Everything that was recorded before is safe. What you just sent was not recorded.",
            "Delete a workspace you no longer need, or free some disk space, and send it again.",
        ),
        StoreError::Denied(why) => (
            format!("This browser does not let Foldline store anything ({why})."),
            "Nothing was lost, for nothing could be stored.",
            "Private windows and strict privacy settings often forbid storage: open Foldline in a normal window, or \
             allow this site to store data.",
        ),
        StoreError::Blocked => (
            "Another tab has this workspace open in an older version of Foldline.".to_owned(),
            "Everything that was recorded is safe.",
            "Close or reload the other Foldline tabs, then try again.",
        ),
        StoreError::Newer { found, known } => (
            format!(
                "A newer Foldline wrote this workspace: its database has version {found}, and this page knows \
                 versions up to {known}."
            ),
            "Everything in it is safe and was not touched.",
            "Reload the page to get the newest Foldline. If it stays like this, open the workspace where it was \
             last used.",
        ),
        StoreError::Corrupt { record, problem } => (
            format!("A record of this workspace is damaged: {record}: {problem}."),
            "Nothing was changed or cut off. All other records are still there as they were.",
            "Work in another workspace meanwhile. If you know how, look at the record with the browser's own tools \
             (Application, IndexedDB). Deleting the workspace gives up everything in it.",
        ),
        StoreError::Malformed(why) => (
            format!("This can't be stored: {why}."),
            "Everything that was recorded before is safe. What you just sent was not recorded.",
            "This is a mistake in the model or in Foldline, not in what you did.",
        ),
        StoreError::Closed(why) => (
            format!("The database of this workspace was closed: {why}."),
            "Everything that was acknowledged before is safe, unless the workspace itself was deleted.",
            "Reload the page to open it again.",
        ),
        StoreError::Failed(why) => (
            format!("The storage of this browser failed: {why}."),
            "Everything that was acknowledged before is safe.",
            "Try again. Sending the same task again is harmless: it takes effect once.",
        ),
    };
    Explanation {
        happened,
        safe: safe.to_owned(),
        advice: advice.to_owned(),
    }
}
