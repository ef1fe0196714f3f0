//! Two people who send the same at once: one is faster, and the other is told.

use super::view_model::AnswerView;
use crate::engine::command_handler::{CommandRequest, Handled, Outcome};
use crate::engine::names::CommandId;
use crate::engine::version::ExpectedVersion;

/// Two people who send the same at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// What they do, for example "Reserve seats".
    pub title: String,
    /// Both, in the order in which they send.
    pub senders: [PairSender; 2],
}

/// One of the two.
#[derive(Clone, PartialEq, Debug)]
pub struct PairSender {
    /// What is sent; both expect the same version.
    pub request: CommandRequest,
    /// How it ended; none while it is on its way.
    pub ending: Option<Ending>,
}

/// How it ended for one of the two.
#[derive(Clone, PartialEq, Debug)]
pub struct Ending {
    /// In words.
    pub answer: AnswerView,
    /// The ids of the events that won, where somebody was faster.
    pub winners: Vec<String>,
}

impl Pair {
    /// Whether something is still on its way.
    pub fn waits(&self) -> bool {
        self.senders.iter().any(|sender| sender.ending.is_none())
    }

    /// The one who sent this command.
    pub fn sender(&mut self, command: &CommandId) -> Option<&mut PairSender> {
        let mut senders = self.senders.iter_mut();
        senders.find(|sender| sender.request.command.id == *command)
    }

    /// Takes the command of the one who lost on its way again: it is decided on the newer state.
    pub fn try_again(&mut self) -> Option<CommandRequest> {
        let mut senders = self.senders.iter_mut();
        let loser = senders.find(|sender| sender.lost())?;
        loser.ending = None;
        loser.request.expected = ExpectedVersion::Any;
        Some(loser.request.clone())
    }
}

impl PairSender {
    /// Whether somebody else was faster.
    pub fn lost(&self) -> bool {
        let ending = self.ending.as_ref();
        ending.is_some_and(|ending| !ending.winners.is_empty())
    }
}

/// The command that was handled.
pub fn command_of(handled: &Handled) -> Option<&CommandId> {
    match &handled.outcome {
        Outcome::Accepted(commit) | Outcome::Repeated(commit) => Some(&commit.data.command.id),
        Outcome::Refused(_) | Outcome::Conflicted(_) => {
            let command = handled.notes.last()?.note.command()?;
            Some(&command.id)
        }
    }
}
