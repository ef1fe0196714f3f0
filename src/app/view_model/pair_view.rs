//! How it ended for two people who sent the same at once.

use super::answer_view::AnswerView;
use super::links::{LinkView, event_link};
use crate::app::pair::{Pair, PairSender};
use crate::app::workbench::Workbench;

/// How it ended for two people who sent the same at once.
#[derive(Clone, PartialEq, Debug)]
pub struct PairView {
    /// What they did.
    pub title: String,
    /// Both, in the order in which they sent.
    pub senders: Vec<PairSenderView>,
    /// Whether nothing is on its way any more.
    pub done: bool,
}

/// One of the two.
#[derive(Clone, PartialEq, Debug)]
pub struct PairSenderView {
    /// Who.
    pub person: String,
    /// How it ended; none while it is on its way.
    pub answer: Option<AnswerView>,
    /// The events that won, where somebody was faster.
    pub winners: Vec<LinkView>,
    /// Whether it can be sent again: somebody was faster.
    pub again: bool,
}

pub(super) fn pair_view(bench: &Workbench, pair: &Pair) -> PairView {
    PairView {
        title: pair.title.clone(),
        senders: pair
            .senders
            .iter()
            .map(|sender| sender_view(bench, sender))
            .collect(),
        done: !pair.waits(),
    }
}

fn sender_view(bench: &Workbench, sender: &PairSender) -> PairSenderView {
    let winners = sender.ending.iter().flat_map(|ending| &ending.winners);
    PairSenderView {
        person: sender.request.command.actor.person.to_string(),
        answer: sender.ending.as_ref().map(|ending| ending.answer.clone()),
        winners: winners.map(|id| event_link(bench, id)).collect(),
        again: sender.lost(),
    }
}
