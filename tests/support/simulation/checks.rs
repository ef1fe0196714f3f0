//! What must hold: while it goes on, and when everything has come to rest.

use super::browser::{Browser, Database};
use super::coverage::Coverage;
use super::tab::Tab;
use foldline::app::message::{Message, PersonMessage};
use foldline::app::state::Phase;
use foldline::app::view_model::ViewModel;
use foldline::app::workbench::Workbench;
use foldline::engine::command_handler::Handled;
use foldline::engine::commit::{Command, Visibility};
use foldline::engine::decision::DecisionInput;
use foldline::engine::environment::DecisionEnvironment;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::journal::{JournalNote, RefusalStage};
use foldline::engine::model::{History, World, world_hash};
use foldline::engine::names::{CommandId, StreamName};
use foldline::engine::position::{GlobalPosition, Moment};
use foldline::engine::time::Clock;
use foldline::engine::version::StreamVersion;
use foldline::samples;
use std::collections::{BTreeMap, BTreeSet};

/// A command that was refused, or lost its race, is not in the log; and what refused it were the rules, in a state
/// that the stream had while the command was on its way.
pub(crate) fn not_recorded(
    handled: &Handled,
    database: Option<&Database>,
    sent_at: &BTreeMap<CommandId, GlobalPosition>,
    coverage: &Coverage,
) {
    let note = handled.notes.last().expect("what is told is journaled too");
    let (command, ending) = match &note.note {
        JournalNote::Refused { command, .. } => (command, "refused"),
        JournalNote::LostRace { command, .. } => (command, "lost its race"),
        other => panic!("a command does not end by {other:?}"),
    };
    coverage.command(command.command_type.as_str(), ending);
    let Some(database) = database else {
        return;
    };
    let history = database.history();
    let mut commits = history.iter().filter_map(HistoryEntry::commit);
    assert!(
        !commits.any(|commit| commit.data.command.id == command.id),
        "{command:?} is {ending} and is in the log"
    );
    if let JournalNote::Refused {
        stream: Some(stream),
        refusal,
        ..
    } = &note.note
        && refusal.stage == RefusalStage::Decision
    {
        let sent = sent_at.get(&command.id).expect("it was sent").number();
        let refused = (sent..=note.moment.position.number())
            .any(|position| is_refused(&history, position, stream, command));
        assert!(
            refused,
            "nothing since position {sent} refuses {command:?}, and yet: {refusal}"
        );
    }
}

fn is_refused(
    history: &[HistoryEntry],
    position: u64,
    stream: &StreamName,
    command: &Command,
) -> bool {
    let (decoded, world) = folded(history, position);
    let environment = DecisionEnvironment::new(Default::default(), Clock::Real, "");
    let decision = DecisionInput::without_facts(command, &environment);
    let decision = decoded.decide(&world, stream, decision);
    decision.is_err()
}

/// Everything has come to rest.
pub(crate) fn at_rest(browser: &Browser, tabs: &mut [Tab]) {
    for database in browser.databases.borrow().values() {
        let history = database.history();
        unbroken(&history);
        rightly_decided(&history);
    }
    for acknowledged in browser.acknowledged.borrow().iter() {
        let database = &acknowledged.database;
        if database.deleted.get() {
            continue;
        }
        let history = database.history();
        let commits = history.iter().filter_map(HistoryEntry::commit);
        let id = &acknowledged.commit.data.command.id;
        let found: Vec<_> = commits.filter(|c| c.data.command.id == *id).collect();
        assert!(
            found == [&acknowledged.commit],
            "{id} is acknowledged, and in the log there is {found:?}"
        );
        let infos = browser.infos.borrow();
        let listed = infos.iter().any(|info| info.id == database.workspace);
        assert!(
            listed,
            "{id} is acknowledged in a workspace that nobody can find"
        );
    }
    for tab in tabs {
        tells_the_truth(browser, tab);
    }
}

/// Positions without a gap, versions in order, times that never go back, and each command once.
fn unbroken(history: &[HistoryEntry]) {
    let mut last = Moment::START;
    let mut commands = BTreeSet::new();
    let mut versions = BTreeMap::<&StreamName, StreamVersion>::new();
    for pair in history.windows(2) {
        assert!(pair[0].recorded_at() <= pair[1].recorded_at(), "{pair:?}");
    }
    for entry in history {
        match entry.commit() {
            Some(commit) => {
                assert_eq!(commit.base.position, last.position, "{commit:?}");
                let version = versions.entry(&commit.data.stream).or_default();
                assert_eq!(commit.base.version, *version, "{commit:?}");
                *version = commit.version();
                let id = &commit.data.command.id;
                assert!(commands.insert(id), "{id} took effect twice");
                let events = commit.data.events.len() as u64;
                let end = Moment::after(last.position.plus(events));
                let end = if events == 0 { last.next_anchor() } else { end };
                assert_eq!(commit.moment, end, "{commit:?}");
            }
            None => assert_eq!(entry.moment(), last.next_anchor(), "{entry:?}"),
        }
        last = entry.moment();
    }
}

/// Every public commit is what the rules decide on the state just before it.
fn rightly_decided(history: &[HistoryEntry]) {
    let (decoded, _) = folded(history, 0);
    let mut world = decoded.initial_world();
    for commit in history.iter().filter_map(HistoryEntry::commit) {
        let data = &commit.data;
        let decision = DecisionInput {
            command: &data.command,
            facts: &data.facts,
            environment: &data.environment,
        };
        // What is recorded on private streams is decided by the processes.
        if data.visibility == Visibility::Public {
            let again = decoded.decide(&world, &data.stream, decision);
            assert_eq!(again.as_ref(), Ok(&data.events), "{:?}", data.command);
        }
        let from = usize::try_from(commit.base.position.number()).expect("a short history");
        decoded
            .fold(&mut world, from..from + data.events.len())
            .expect("no budget to break");
    }
}

/// Whether a tab has caught up with its workspace, where it shows one.
pub(crate) fn has_caught_up(browser: &Browser, tab: &Tab) -> bool {
    let state = tab.application.state();
    state.workbench().is_some_and(|bench| {
        let databases = browser.databases.borrow();
        let database = databases.get(&bench.info.id);
        database.is_some_and(|database| database.history() == bench.log.entries())
    })
}

/// What a tab shows is the fold of the log, at the live end and anywhere else.
fn tells_the_truth(browser: &Browser, tab: &mut Tab) {
    let history = {
        let state = tab.application.state();
        let Phase::Ready(bench) = &state.phase else {
            panic!("the tab did not come to rest");
        };
        let databases = browser.databases.borrow();
        let history = databases[&bench.info.id].history();
        same_log(&history, bench.log.entries());
        assert!(!bench.desk.sending, "the tab waits for an answer for ever");
        history
    };
    let end = history.last().map_or(Moment::START, HistoryEntry::moment);
    tab.take(Message::Person(PersonMessage::WentLive));
    shows(tab, &history, end);
    let ViewModel::Ready(shown) = tab.application.view_model() else {
        panic!("the workbench is gone");
    };
    tab.take(Message::Person(PersonMessage::MovedSlider(
        browser.dice.below(shown.timeline.stops + 1),
    )));
    let moment = {
        let state = tab.application.state();
        state.workbench().expect("it is open").moment()
    };
    shows(tab, &history, moment);
}

fn same_log(stored: &[HistoryEntry], shown: &[HistoryEntry]) {
    for (stored, shown) in stored.iter().zip(shown) {
        assert_eq!(stored, shown, "the tab has another log");
    }
    assert_eq!(stored.len(), shown.len(), "the tab has another log");
}

fn shows(tab: &Tab, history: &[HistoryEntry], moment: Moment) {
    let ViewModel::Ready(shown) = tab.application.view_model() else {
        panic!("the workbench is gone");
    };
    let end = history.last().map_or(Moment::START, HistoryEntry::moment);
    assert_eq!(shown.when.position, moment.position.number());
    assert_eq!(shown.when.last, end.position.number());
    assert_eq!(shown.when.moment, moment.to_string());
    assert_eq!(shown.when.past, moment < end);
    let state = tab.application.state();
    let bench = state.workbench().expect("it is open");
    let (decoded, world) = folded(history, moment.position.number());
    assert_eq!(
        hash_of(bench.timeline.history(), bench.world(), bench),
        hash_of(&*decoded, &world, bench),
        "the world at {moment}"
    );
}

fn hash_of(history: &dyn History, world: &World, bench: &Workbench) -> String {
    world_hash(bench.model.schema(), history, world)
}

/// The fold from zero.
fn folded(history: &[HistoryEntry], position: u64) -> (Box<dyn History>, World) {
    let mut decoded = samples::conference().history();
    let commits = history.iter().filter_map(HistoryEntry::commit);
    for event in commits.flat_map(RecordedEvent::all_of) {
        decoded.push(&event);
    }
    let mut world = decoded.initial_world();
    let position = usize::try_from(position).expect("a short history");
    decoded
        .fold(&mut world, 0..position)
        .expect("no budget to break");
    (decoded, world)
}
