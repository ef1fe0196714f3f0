//! What each message does to the state, and which effects it orders. Pure: everything outside happens elsewhere.

mod clock;
mod commands;
mod looking;
mod modelling;
mod opening;
mod pairs;
mod processing;
mod projections;
mod tasks;
mod travel;
mod workspaces;

use super::effect::Effect;
use super::message::{Message, OfflineState, PersonMessage, RuntimeMessage};
use super::state::AppState;

pub(super) use pairs::second_person;
pub(super) use tasks::stream_of_draft;

/// Takes a message in.
pub fn update(state: &mut AppState, message: Message) -> Vec<Effect> {
    match message {
        Message::Started => {
            let mut effects = vec![Effect::ListWorkspaces, Effect::AskStorage];
            effects.extend(clock::start(state));
            effects
        }
        Message::Person(message) => by_person(state, message),
        Message::Runtime(message) => by_runtime(state, message),
    }
}

fn by_person(state: &mut AppState, message: PersonMessage) -> Vec<Effect> {
    use PersonMessage as P;
    match message {
        P::ChoseWorkspace(_)
        | P::CreatedWorkspace { .. }
        | P::ImportedWorkspace { .. }
        | P::RenamedWorkspace(_)
        | P::ConfirmedDelete(_)
        | P::ConfirmedReset
        | P::ClickedRetry => workspaces::update(state, message),
        P::OpenedDialog(dialog) => {
            state.dialog = Some(dialog);
            Vec::new()
        }
        P::ClosedDialog => {
            state.dialog = None;
            Vec::new()
        }
        P::AcceptedUpdate => vec![Effect::UseUpdate],
        P::DismissedNotice(id) => {
            state.notices.retain(|notice| notice.id != id);
            Vec::new()
        }
        P::JumpedToTime(text) => travel::jump_to_time(state, &text),
        P::ToggledPlay => travel::toggle_play(state),
        P::ClickedRebuild(read_model) => projections::rebuild(state, read_model),
        P::Model(message) => modelling::update(state, message),
        _ => state
            .workbench_mut()
            .map_or_else(Vec::new, |bench| on_workbench(bench, message)),
    }
}

fn on_workbench(bench: &mut super::workbench::Workbench, message: PersonMessage) -> Vec<Effect> {
    use PersonMessage as P;
    match message {
        P::ChoseActor { .. }
        | P::ToggledTask(_)
        | P::EditedField { .. }
        | P::EditedEntry { .. }
        | P::ChoseTellLostRace(_)
        | P::AcceptedNewVersion
        | P::ClickedSend
        | P::DismissedAnswer => tasks::update(bench, message),
        P::ClickedSendAsTwo | P::RetriedLoser | P::DismissedPair => pairs::update(bench, &message),
        P::MovedSlider(_)
        | P::Stepped(_)
        | P::WentToStart
        | P::WentLive
        | P::TravelledTo(_)
        | P::ChoseSpeed
        | P::ToggledByEvent => travel::update(bench, message),
        P::SetDelivery { .. } | P::ChoseCounted(_) | P::ClickedDeliverAgain => {
            projections::update(bench, message)
        }
        P::MovedClock(_)
        | P::SwitchedReferenceBug { .. }
        | P::PlannedFaults(_)
        | P::SetSnapshots(_)
        | P::ClickedForgetSnapshots
        | P::DecidedParked { .. } => processing::by_person(bench, message),
        other => looking::update(bench, other),
    }
}

fn by_runtime(state: &mut AppState, message: RuntimeMessage) -> Vec<Effect> {
    use RuntimeMessage as R;
    match message {
        R::ListedWorkspaces(_)
        | R::OpenedWorkspace(..)
        | R::RecordedSteps(_)
        | R::ReadHistory { .. }
        | R::HeardOfNews(_) => opening::update(state, message),
        R::DeletedWorkspace(..) | R::SavedWorkspace(_) | R::ReadGalleryFile { .. } => {
            workspaces::answered(state, message)
        }
        R::FoundText {
            workspace,
            written,
            file,
        } => modelling::found(state, &workspace, written, file),
        R::MadeId { id, now } => state
            .workbench_mut()
            .map_or_else(Vec::new, |bench| tasks::open(bench, &id, now)),
        R::HandledCommand(handled) => commands::handled(state, handled),
        R::ChangedVisibility(_)
        | R::BecameLeader
        | R::AskedToLead(_)
        | R::HandledByProcess(_)
        | R::ProcessesRested(_)
        | R::Woke(_)
        | R::ForgotSnapshots(_) => processing::update(state, message),
        R::ToldTime(time) => clock::told(state, time),
        R::FoundTrace(moment, trace) => {
            if let Some(bench) = state.workbench_mut() {
                bench.traces.entry(moment).or_insert(trace);
            }
            Vec::new()
        }
        R::Ticked(tick) => {
            let mut effects = travel::ticked(state, tick);
            effects.extend(projections::ticked(state, tick));
            effects.extend(modelling::ticked(state, tick));
            effects
        }
        R::LearnedStorage(facts) => {
            state.storage = facts;
            Vec::new()
        }
        R::LearnedOffline(OfflineState::Ready) => Vec::new(),
        R::LearnedOffline(OfflineState::UpdateReady) => {
            state.tell(
                "A new version of Foldline is ready. Your data stays as it is.",
                false,
            );
            if let Some(notice) = state.notices.last_mut() {
                notice.offers_update = true;
            }
            Vec::new()
        }
    }
}
