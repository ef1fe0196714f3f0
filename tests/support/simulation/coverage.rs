//! What the runs reached: commands, messages and faults, each counted.

use foldline::app::message::{Message, OfflineState, PersonMessage as P, RuntimeMessage as R};
use foldline::samples;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Something that goes wrong, or at least not as one would like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fault {
    /// The storage fails and has written nothing.
    FailedBefore,
    /// The storage fails and has written everything: only the answer is lost.
    FailedAfter,
    /// Somebody else appends to the stream just before.
    SneakedIn,
    /// The storage takes its time, and others go first.
    Delayed,
    /// Another tab learns of something much later.
    NewsLate,
    /// Another tab is told twice.
    NewsTwice,
    /// Another tab is never told.
    NewsLost,
    /// A tab is closed in the middle of what it does, and opened again.
    TabClosed,
    /// The clock of the machine is set back.
    ClockSetBack,
}

impl Fault {
    const ALL: [Self; 9] = [
        Self::FailedBefore,
        Self::FailedAfter,
        Self::SneakedIn,
        Self::Delayed,
        Self::NewsLate,
        Self::NewsTwice,
        Self::NewsLost,
        Self::TabClosed,
        Self::ClockSetBack,
    ];
}

/// How a command can end for the person who sent it.
const ENDINGS: [&str; 4] = ["accepted", "repeated", "refused", "lost its race"];

/// How often each thing was reached.
#[derive(Default)]
pub(crate) struct Coverage(RefCell<BTreeMap<String, u64>>);

impl Coverage {
    /// A fault struck.
    pub(crate) fn fault(&self, fault: Fault) {
        self.count(format!("fault {fault:?}"));
    }

    /// A message was taken in.
    pub(crate) fn message(&self, message: &Message) {
        self.count(format!("message {}", name(message)));
    }

    /// A command ended like this.
    pub(crate) fn command(&self, command_type: &str, ending: &str) {
        self.count(format!("command {command_type} {ending}"));
        self.count(format!("ending {ending}"));
    }

    /// Everything that must be reached, with how often it was.
    pub(crate) fn table(&self) -> String {
        let counts = self.0.borrow();
        let mut all: BTreeMap<String, u64> = expected().map(|what| (what, 0)).collect();
        all.extend(counts.iter().map(|(what, count)| (what.clone(), *count)));
        let mut table = String::new();
        for (what, count) in all {
            writeln!(table, "{count:>9}  {what}").expect("a text grows");
        }
        table
    }

    /// What must be reached and was not.
    pub(crate) fn missed(&self) -> Vec<String> {
        let counts = self.0.borrow();
        expected()
            .filter(|what| !counts.contains_key(what))
            .collect()
    }

    fn count(&self, what: String) {
        *self.0.borrow_mut().entry(what).or_default() += 1;
    }
}

/// Of the commands, those by hand: for the others much must have happened before, which is left to chance here.
fn expected() -> impl Iterator<Item = String> {
    let model = samples::conference();
    let schema = model.schema();
    let commands: Vec<String> = schema
        .aggregates()
        .flat_map(|(_, aggregate)| &aggregate.commands)
        .filter(|command| command.roles.contains(&"Operator".into()))
        // They take a reservation that is still open, which these people rarely come across; those of the processes'
        // simulation send them by hand too.
        .filter(|command| {
            let command_type = command.command_type.as_str();
            !["CancelSeatReservation", "CommitSeatReservation"].contains(&command_type)
        })
        .flat_map(|command| {
            let named = |ending| format!("command {} {ending}", command.command_type);
            [named("accepted"), named("refused")]
        })
        .collect();
    let faults = Fault::ALL.map(|fault| format!("fault {fault:?}"));
    let messages = MESSAGES
        .iter()
        .filter(|name| !TRIED_ELSEWHERE.contains(name));
    let messages = messages.map(|name| format!("message {name}"));
    let endings = ENDINGS.map(|ending| format!("ending {ending}"));
    let all = commands.into_iter().chain(endings);
    all.chain(faults).chain(messages)
}

/// What has to do with running processes: these runs leave that out, for it has a simulation of its own; and what is
/// done to read models and to the model, which `tests/projections.rs` and `tests/modelling.rs` try.
const TRIED_ELSEWHERE: [&str; 30] = [
    "ImportedWorkspace",
    "Model",
    "FoundText",
    "ReadGalleryFile",
    "ChoseProcess",
    "ChoseInstance",
    "ScrolledInstances",
    "ShowedFaults",
    "ToggledPrivate",
    "ClickedSendAsTwo",
    "RetriedLoser",
    "DismissedPair",
    "ToldTime",
    "SetSnapshots",
    "ClickedForgetSnapshots",
    "ForgotSnapshots",
    "PlannedFaults",
    "MovedClock",
    "SwitchedReferenceBug",
    "DecidedParked",
    "SetDelivery",
    "ClickedDeliverAgain",
    "ClickedRebuild",
    "ChoseCounted",
    "ChangedVisibility",
    "BecameLeader",
    "AskedToLead",
    "HandledByProcess",
    "ProcessesRested",
    "Woke",
];

/// Names every message by one list, so that a new one can't be forgotten: the match would not compile.
macro_rules! messages {
    ($($pattern:pat => $name:literal,)*) => {
        const MESSAGES: &[&str] = &[$($name),*];

        fn name(message: &Message) -> &'static str {
            match message {
                $($pattern => $name,)*
            }
        }
    };
}

messages! {
    Message::Started => "Started",
    Message::Person(P::ChoseActor { .. }) => "ChoseActor",
    Message::Person(P::ToggledTask(_)) => "ToggledTask",
    Message::Person(P::EditedField { .. }) => "EditedField",
    Message::Person(P::EditedEntry { .. }) => "EditedEntry",
    Message::Person(P::ChoseTellLostRace(_)) => "ChoseTellLostRace",
    Message::Person(P::AcceptedNewVersion) => "AcceptedNewVersion",
    Message::Person(P::ClickedSend) => "ClickedSend",
    Message::Person(P::DismissedAnswer) => "DismissedAnswer",
    Message::Person(P::SelectedItem(_)) => "SelectedItem",
    Message::Person(P::FollowedLink(_)) => "FollowedLink",
    Message::Person(P::TravelledTo(_)) => "TravelledTo",
    Message::Person(P::ClearedSelection) => "ClearedSelection",
    Message::Person(P::ChoseTab(_)) => "ChoseTab",
    Message::Person(P::ToggledNode(_)) => "ToggledNode",
    Message::Person(P::ChoseStream(_)) => "ChoseStream",
    Message::Person(P::ChoseReadModel(_)) => "ChoseReadModel",
    Message::Person(P::ScrolledRows(_)) => "ScrolledRows",
    Message::Person(P::MovedSlider(_)) => "MovedSlider",
    Message::Person(P::Stepped(_)) => "Stepped",
    Message::Person(P::WentToStart) => "WentToStart",
    Message::Person(P::WentLive) => "WentLive",
    Message::Person(P::ToggledPlay) => "ToggledPlay",
    Message::Person(P::ChoseSpeed) => "ChoseSpeed",
    Message::Person(P::ToggledByEvent) => "ToggledByEvent",
    Message::Person(P::JumpedToTime(_)) => "JumpedToTime",
    Message::Person(P::EditedFilter(_)) => "EditedFilter",
    Message::Person(P::ToggledContext(_)) => "ToggledContext",
    Message::Person(P::FilteredStream(_)) => "FilteredStream",
    Message::Person(P::FilteredType(_)) => "FilteredType",
    Message::Person(P::ScrolledLog(_)) => "ScrolledLog",
    Message::Person(P::OpenedDialog(_)) => "OpenedDialog",
    Message::Person(P::ClosedDialog) => "ClosedDialog",
    Message::Person(P::ChoseWorkspace(_)) => "ChoseWorkspace",
    Message::Person(P::CreatedWorkspace { .. }) => "CreatedWorkspace",
    Message::Person(P::RenamedWorkspace(_)) => "RenamedWorkspace",
    Message::Person(P::ConfirmedDelete(_)) => "ConfirmedDelete",
    Message::Person(P::ConfirmedReset) => "ConfirmedReset",
    Message::Person(P::ClickedRetry) => "ClickedRetry",
    Message::Person(P::DismissedNotice(_)) => "DismissedNotice",
    Message::Person(P::AcceptedUpdate) => "AcceptedUpdate",
    Message::Runtime(R::ListedWorkspaces(_)) => "ListedWorkspaces",
    Message::Runtime(R::OpenedWorkspace(..)) => "OpenedWorkspace",
    Message::Runtime(R::RecordedSteps(_)) => "RecordedSteps",
    Message::Runtime(R::DeletedWorkspace(..)) => "DeletedWorkspace",
    Message::Runtime(R::SavedWorkspace(_)) => "SavedWorkspace",
    Message::Runtime(R::ReadHistory { .. }) => "ReadHistory",
    Message::Runtime(R::MadeId { .. }) => "MadeId",
    Message::Runtime(R::HandledCommand(_)) => "HandledCommand",
    Message::Runtime(R::FoundTrace(..)) => "FoundTrace",
    Message::Runtime(R::HeardOfNews(_)) => "HeardOfNews",
    Message::Runtime(R::Ticked(_)) => "Ticked",
    Message::Person(P::ChoseProcess(_)) => "ChoseProcess",
    Message::Person(P::ChoseInstance(_)) => "ChoseInstance",
    Message::Person(P::ScrolledInstances(_)) => "ScrolledInstances",
    Message::Person(P::ShowedFaults(_)) => "ShowedFaults",
    Message::Person(P::ToggledPrivate) => "ToggledPrivate",
    Message::Person(P::ClickedSendAsTwo) => "ClickedSendAsTwo",
    Message::Person(P::RetriedLoser) => "RetriedLoser",
    Message::Person(P::DismissedPair) => "DismissedPair",
    Message::Person(P::ImportedWorkspace { .. }) => "ImportedWorkspace",
    Message::Person(P::Model(_)) => "Model",
    Message::Runtime(R::FoundText { .. }) => "FoundText",
    Message::Runtime(R::ReadGalleryFile { .. }) => "ReadGalleryFile",
    Message::Runtime(R::ToldTime(_)) => "ToldTime",
    Message::Person(P::MovedClock(_)) => "MovedClock",
    Message::Person(P::SwitchedReferenceBug { .. }) => "SwitchedReferenceBug",
    Message::Person(P::PlannedFaults(_)) => "PlannedFaults",
    Message::Person(P::SetSnapshots(_)) => "SetSnapshots",
    Message::Person(P::ClickedForgetSnapshots) => "ClickedForgetSnapshots",
    Message::Runtime(R::ForgotSnapshots(_)) => "ForgotSnapshots",
    Message::Person(P::SetDelivery { .. }) => "SetDelivery",
    Message::Person(P::ClickedRebuild(_)) => "ClickedRebuild",
    Message::Person(P::ChoseCounted(_)) => "ChoseCounted",
    Message::Person(P::ClickedDeliverAgain) => "ClickedDeliverAgain",
    Message::Person(P::DecidedParked { .. }) => "DecidedParked",
    Message::Runtime(R::ChangedVisibility(_)) => "ChangedVisibility",
    Message::Runtime(R::BecameLeader) => "BecameLeader",
    Message::Runtime(R::AskedToLead(_)) => "AskedToLead",
    Message::Runtime(R::HandledByProcess(_)) => "HandledByProcess",
    Message::Runtime(R::ProcessesRested(_)) => "ProcessesRested",
    Message::Runtime(R::Woke(_)) => "Woke",
    Message::Runtime(R::LearnedStorage(_)) => "LearnedStorage",
    Message::Runtime(R::LearnedOffline(OfflineState::Ready)) => "LearnedOffline Ready",
    Message::Runtime(R::LearnedOffline(OfflineState::UpdateReady)) => "LearnedOffline UpdateReady",
}
