//! Sending the open form as two people at once.

use super::commands::answer;
use super::tasks::stream_of_draft;
use crate::app::draft::Draft;
use crate::app::effect::Effect;
use crate::app::message::PersonMessage;
use crate::app::pair::{Ending, Pair, PairSender, command_of};
use crate::app::view_model::AnswerView;
use crate::app::workbench::{View, Workbench};
use crate::engine::command_handler::{CommandRequest, Handled, Outcome};
use crate::engine::environment::derived_id;
use crate::engine::event::RecordedEvent;
use crate::engine::lookup::looked_up;
use crate::engine::names::{Actor, CommandId};
use crate::engine::schema::{CommandSchema, TaskSchema};
use crate::engine::version::ExpectedVersion;

pub(super) fn update(bench: &mut Workbench, message: &PersonMessage) -> Vec<Effect> {
    let resting = matches!(bench.view, View::Live) && !bench.desk.sending;
    match message {
        PersonMessage::ClickedSendAsTwo if resting => send_as_two(bench).unwrap_or_default(),
        PersonMessage::RetriedLoser if resting => {
            let request = bench.desk.pair.as_mut().and_then(Pair::try_again);
            bench.desk.sending = request.is_some();
            request.map(|it| send(bench, it)).into_iter().collect()
        }
        PersonMessage::DismissedPair if !bench.desk.sending => {
            bench.desk.pair = None;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Another person who plays the role of the acting one.
pub(in crate::app) fn second_person(bench: &Workbench) -> Option<Actor> {
    let first = &bench.desk.actor;
    let actors = &bench.model.schema().actors;
    let role = actors.iter().find(|actor| actor.role == first.role)?;
    let person = role.people.iter().find(|person| **person != first.person)?;
    Some(Actor {
        role: first.role.clone(),
        person: person.clone(),
    })
}

fn send_as_two(bench: &mut Workbench) -> Option<Vec<Effect>> {
    let draft = bench.desk.draft.as_ref()?;
    let second = second_person(bench)?;
    let schema = bench.model.schema();
    let task = schema.tasks.get(draft.task)?;
    let (_, _, known) = schema.command(&task.command_type)?;
    let rival = rival(draft, task, known);
    let stream = stream_of_draft(bench, draft)?;
    let version = bench.log.version(&stream, bench.log.last());
    let sender = |draft: &Draft, actor: &Actor| {
        let command = draft.command(schema, actor)?;
        Some(PairSender {
            request: CommandRequest::by_person(command, ExpectedVersion::Exact(version)),
            ending: None,
        })
    };
    let pair = Pair {
        title: task.title.clone(),
        senders: [sender(draft, &bench.desk.actor)?, sender(&rival, &second)?],
    };
    let requests = pair.senders.each_ref().map(|it| it.request.clone());
    bench.desk.pair = Some(pair);
    bench.desk.sending = true;
    bench.desk.answer = None;
    bench.desk.draft = None;
    Some(requests.map(|request| send(bench, request)).into())
}

/// The same form in another hand: another command, with new ids of its own where the form makes any, unless the new
/// id names the very stream that both write to.
fn rival(draft: &Draft, task: &TaskSchema, command: &CommandSchema) -> Draft {
    let id = CommandId::new(derived_id(draft.id.as_str(), "the other person"));
    let mut rival = Draft {
        id,
        ..draft.clone()
    };
    rival.renew_ids(task, command);
    rival
}

fn send(bench: &Workbench, request: CommandRequest) -> Effect {
    let facts = looked_up(&*bench.model, &bench.timeline, &request.command);
    Effect::Send(Box::new(CommandRequest { facts, ..request }))
}

/// Takes the ending of a command in. False where none of the two sent it.
pub(super) fn settle(bench: &mut Workbench, handled: &Handled) -> bool {
    let Some(command) = command_of(handled) else {
        return false;
    };
    let ours = bench
        .desk
        .pair
        .as_mut()
        .is_some_and(|pair| pair.sender(command).is_some());
    if !ours {
        return false;
    }
    let ending = ending(bench, handled);
    end(bench, command, ending);
    true
}

/// The events that won are shown beside the words, so the words need not name them.
fn ending(bench: &Workbench, handled: &Handled) -> Ending {
    let answer = answer(bench, handled, handled.end());
    match &handled.outcome {
        Outcome::Conflicted(conflict) => Ending {
            answer: AnswerView {
                text: format!(
                    "Nothing was recorded: it was based on {}, and the stream is at version {} now.",
                    conflict.expected, conflict.actual
                ),
                ..answer
            },
            winners: conflict.winners.iter().map(RecordedEvent::id).collect(),
        },
        _ => Ending {
            answer,
            winners: Vec::new(),
        },
    }
}

/// The store failed for one of the two, and did not say for which. False where nobody waits.
pub(super) fn unanswered(bench: &mut Workbench, answer: &AnswerView) -> bool {
    let pair = bench.desk.pair.as_ref();
    let waiting = pair.and_then(|pair| pair.senders.iter().find(|it| it.ending.is_none()));
    let Some(command) = waiting.map(|it| it.request.command.id.clone()) else {
        return false;
    };
    let ending = Ending {
        answer: answer.clone(),
        winners: Vec::new(),
    };
    end(bench, &command, ending);
    true
}

fn end(bench: &mut Workbench, command: &CommandId, ending: Ending) {
    if let Some(pair) = &mut bench.desk.pair {
        if let Some(sender) = pair.sender(command) {
            sender.ending = Some(ending);
        }
        bench.desk.sending = pair.waits();
    }
}
