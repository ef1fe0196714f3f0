//! What a person does with the model of the open workspace: writing it, applying it, and what came of that.

use super::applied::AppliedModels;
use super::manuscript::Manuscript;
use super::refold::Refold;
use super::report::Report;
use super::text_answer::TextAnswer;
use crate::engine::event_store::HistoryEntry;
use crate::engine::position::Moment;

/// What a person does with the model.
#[derive(Default)]
pub struct Modelling {
    /// The models that were applied.
    pub applied: AppliedModels,
    /// The text that is being written; none before it was wanted.
    pub manuscript: Option<Manuscript>,
    /// Whether its text is being looked up.
    pub finding: bool,
    /// Why there is no text to show.
    pub missing: Option<String>,
    /// The history while it is folded through rules that were just applied.
    pub refold: Option<Refold>,
    /// What differs since rules were applied here.
    pub report: Option<Report>,
    /// What is to become a spec once the text is there: the moment of its entry.
    pub wanted_spec: Option<Moment>,
    /// Where a model was applied that this Foldline can't read.
    pub unreadable: Option<Moment>,
    /// The answer to what a person asked last about a place in the text.
    pub answer: Option<TextAnswer>,
    /// Whether the editor keeps what is written when the model from before is in force again.
    pub keeps_text: bool,
    /// Whether the editor is to show the text that was applied.
    pub follows: bool,
}

impl Modelling {
    /// Takes the next entry of log and journal in. True where it applies a model.
    ///
    /// An editor that shows the text in force goes on doing so, unless the person here has taken a step back.
    pub fn receive(&mut self, entry: &HistoryEntry) -> bool {
        let was_in_force = self.is_in_force();
        if !self.applied.receive(entry) {
            return false;
        }
        let keeps = std::mem::take(&mut self.keeps_text);
        self.follows = was_in_force && !keeps && !self.is_in_force();
        true
    }

    /// The text of the model in force; none where it is built in.
    pub fn text_in_force(&self) -> Option<&str> {
        self.applied.last()?.text
    }

    /// Whether the manuscript says what the model in force says.
    pub fn is_in_force(&self) -> bool {
        let written = self.manuscript.as_ref().map(|it| &*it.text);
        written.is_some() && written == self.text_in_force()
    }
}
