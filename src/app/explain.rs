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

/// What was being done when the store failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doing {
    /// A workspace was being opened, made or deleted.
    Opening,
    /// More of the history was being read.
    Reading,
    /// A command was being sent.
    Sending,
    /// The entry of a workspace was being saved.
    Saving,
    /// The processes were running.
    Processing,
}

/// Explains a store's failure.
pub fn explain(error: &StoreError, doing: Doing) -> Explanation {
    let (happened, advice) = match error {
        StoreError::Full => (
            "The storage of this browser is full.".to_owned(),
            "Delete a workspace you no longer need, or free some disk space, and try again.",
        ),
        StoreError::Denied(why) => (
            format!("This browser does not let Foldline store anything ({why})."),
            "Private windows and strict privacy settings often forbid storage: open Foldline in a normal window, or \
             allow this site to store data.",
        ),
        StoreError::Blocked => (
            "Another tab keeps the database of this workspace from being changed.".to_owned(),
            "Close or reload the other Foldline tabs, then try again.",
        ),
        StoreError::Newer { found, known } => (
            format!(
                "A newer Foldline wrote this workspace: it has version {found}, and this page knows versions up to \
                 {known}."
            ),
            "Reload the page to get the newest Foldline. If it stays like this, open the workspace where it was \
             last used.",
        ),
        StoreError::Corrupt { record, problem } => (
            format!(
                "A record of this workspace can't be read, damaged or written by a newer Foldline: {record}: {problem}."
            ),
            "Reload the page first: a newer Foldline may be able to read it. Work in another workspace meanwhile. If \
             you know how, look at the record with the browser's own tools (Application, IndexedDB). Deleting the \
             workspace gives up everything in it.",
        ),
        StoreError::Malformed(why) => (
            format!("This can't be stored: {why}."),
            "This is a mistake in the model or in Foldline, not in what you did.",
        ),
        StoreError::Closed(why) => (
            format!("The database of this workspace was closed: {why}."),
            "Reload the page: it opens again if it is still there, or else another workspace does.",
        ),
        StoreError::Failed(why) => (
            format!("The storage of this browser failed: {why}."),
            "Try again.",
        ),
    };
    Explanation {
        happened,
        safe: safe(error, doing).to_owned(),
        advice: advice.to_owned(),
    }
}

/// What is safe. After a failure while sending it may be that the command was recorded and only the answer was lost.
fn safe(error: &StoreError, doing: Doing) -> &'static str {
    match (error, doing) {
        (StoreError::Full | StoreError::Malformed(_) | StoreError::Denied(_), Doing::Sending) => {
            "Everything that was recorded before is safe. What you just sent was not recorded."
        }
        (_, Doing::Sending) => {
            "Everything that was acknowledged before is safe. Whether what you just sent was recorded, the log \
             tells once it can be read; sending it again unchanged is harmless, for it takes effect once."
        }
        (StoreError::Closed(_), _) => {
            "Everything that was acknowledged before is safe, unless the workspace itself was deleted."
        }
        (StoreError::Corrupt { .. } | StoreError::Newer { .. }, _) => {
            "Everything in it is safe: nothing was changed or cut off."
        }
        (_, Doing::Processing) => {
            "Everything that was recorded is safe, and the processes go on from there as soon as they can."
        }
        (_, Doing::Opening | Doing::Reading | Doing::Saving) => {
            "Everything that was recorded before is safe."
        }
    }
}
