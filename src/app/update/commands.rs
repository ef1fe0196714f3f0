//! How a command that was sent ends.

use super::opening::read_on;
use super::pairs;
use crate::app::effect::Effect;
use crate::app::explain::{Doing, explain};
use crate::app::state::AppState;
use crate::app::view_model::{AnswerKind, AnswerView};
use crate::app::words::why_refused;
use crate::app::workbench::{View, Workbench};
use crate::engine::command_handler::{Handled, Outcome};
use crate::engine::commit::Commit;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{Conflict, StoreError};
use crate::engine::journal::{JournalNote, Refusal};
use crate::engine::position::Moment;
use std::rc::Rc;

pub(super) fn handled(
    state: &mut AppState,
    handled: Result<Box<Handled>, StoreError>,
) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    match handled {
        Ok(handled) => {
            let moment = handled.end();
            bench.desk.handled.push(*handled);
            if moment > bench.log.last() {
                // Others may have written just before: what was recorded is read, and in order.
                return read_on(bench);
            }
            settle_handled(state)
        }
        Err(error) => unanswered(bench, &error),
    }
}

/// The store failed. It may have written the command and not said so: the history is read again, and tells.
fn unanswered(bench: &mut Workbench, error: &StoreError) -> Vec<Effect> {
    let title = match error {
        StoreError::Full | StoreError::Malformed(_) | StoreError::Denied(_) => "Not recorded",
        _ => "No answer",
    };
    let answer = AnswerView {
        kind: AnswerKind::Failed,
        title: title.to_owned(),
        text: explain(error, Doing::Sending).text(),
        moment: None,
        again: true,
    };
    if !pairs::unanswered(bench, &answer) {
        bench.desk.sending = false;
        bench.desk.answer = Some(answer);
        if let Some(draft) = &mut bench.desk.draft {
            draft.unanswered = true;
        }
    }
    read_on(bench)
}

/// Answers the person once every entry of the command that ended has been read.
pub(super) fn settle_handled(state: &mut AppState) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let last = bench.log.last();
    let (read, unread) = std::mem::take(&mut bench.desk.handled)
        .into_iter()
        .partition(|handled: &Handled| handled.end() <= last);
    bench.desk.handled = unread;
    read.iter()
        .filter_map(|handled| settle_one(bench, handled))
        .collect()
}

fn settle_one(bench: &mut Workbench, handled: &Handled) -> Option<Effect> {
    let moment = handled.end();
    if !pairs::settle(bench, handled) {
        bench.desk.sending = false;
        bench.desk.answer = Some(answer(bench, handled, moment));
        if matches!(handled.outcome, Outcome::Accepted(_) | Outcome::Repeated(_)) {
            bench.desk.draft = None;
        }
    }
    if matches!(bench.view, View::Live) {
        bench.looking.selected = bench.log.item_at(moment);
        bench.looking.log_first = 0;
    }
    keep_trace(bench, handled)
}

/// Finishes and keeps the traces of the commands that processes sent, as far as their entries have been read.
pub(super) fn settle_processes(bench: &mut Workbench) -> Vec<Effect> {
    let last = bench.log.last();
    let (read, unread) = std::mem::take(&mut bench.processing.handled)
        .into_iter()
        .partition(|handled: &Handled| handled.end() <= last);
    bench.processing.handled = unread;
    read.iter()
        .filter_map(|handled| keep_trace(bench, handled))
        .collect()
}

fn keep_trace(bench: &mut Workbench, handled: &Handled) -> Option<Effect> {
    let trace = handled.whole_trace(&*bench.model, &bench.timeline)?;
    bench.traces.insert(handled.end(), Some(trace.clone()));
    Some(Effect::KeepTrace(handled.end(), trace))
}

pub(super) fn answer(bench: &Workbench, handled: &Handled, moment: Moment) -> AnswerView {
    let (kind, title, text) = match &handled.outcome {
        Outcome::Accepted(commit) => (AnswerKind::Done, "Done", meaning(bench, commit)),
        Outcome::Repeated(_) => (
            AnswerKind::Done,
            "Done before",
            "This very command had been recorded already; it took effect once.".to_owned(),
        ),
        Outcome::Refused(refusal) => (AnswerKind::Refused, "Refused", why(bench, handled, refusal)),
        Outcome::Conflicted(conflict) => {
            (AnswerKind::Conflict, "Somebody was faster", lost(conflict))
        }
    };
    AnswerView {
        kind,
        title: title.to_owned(),
        text,
        moment: Some(moment),
        // Where the person asked to be told, sending the same again would only be told again.
        again: kind == AnswerKind::Conflict && !tells_lost_race(bench),
    }
}

fn tells_lost_race(bench: &Workbench) -> bool {
    let draft = bench.desk.draft.as_ref();
    draft.is_some_and(|draft| draft.tell_lost_race)
}

/// The refused command stands in the journal entry that was just written.
fn why(bench: &Workbench, handled: &Handled, refusal: &Refusal) -> String {
    match handled.notes.last().map(|entry| &entry.note) {
        Some(JournalNote::Refused { command, .. }) => {
            why_refused(bench.model.schema(), command, refusal)
        }
        _ => refusal.reason.clone(),
    }
}

fn meaning(bench: &Workbench, commit: &Rc<Commit>) -> String {
    let history = bench.timeline.history();
    let sentences: Vec<String> = RecordedEvent::all_of(commit)
        .filter_map(|event| usize::try_from(event.global_position().number() - 1).ok())
        .map(|index| history.sentence(index, &commit.data.command.actor))
        .collect();
    if sentences.is_empty() {
        return "It was accepted, and there was nothing to record.".to_owned();
    }
    sentences.join(" ")
}

fn lost(conflict: &Conflict) -> String {
    let winners: Vec<String> = conflict
        .winners
        .iter()
        .map(|event| {
            let person = &event.commit().data.command.actor.person;
            format!("{} by {person}", event.data().event_type)
        })
        .collect();
    format!(
        "It was based on {}, and the stream is at version {} now. Since then: {}. Nothing was recorded.",
        conflict.expected,
        conflict.actual,
        winners.join(", ")
    )
}
