//! The application as a whole, over a store in memory: what a person does, and what the page then shows.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;

use foldline::app::message::PersonMessage as P;
use foldline::app::state::Tab;
use foldline::app::view_model::{
    AnswerKind, ControlView, FormView, Lit, MainView, PreviewView, WorkbenchView,
};
use foldline::engine::environment::FixedEnvironment;
use foldline::engine::time::Timestamp;
use foldline::samples;
use page::{Page, conferences, does, workbench};

fn task(page: &Page, title: &str) -> usize {
    let shown = workbench(page);
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    let task = tasks.into_iter().find(|task| task.title == title);
    task.unwrap_or_else(|| panic!("no task {title}")).index
}

fn form(shown: &WorkbenchView) -> &FormView {
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    tasks
        .into_iter()
        .find_map(|task| task.form.as_ref())
        .expect("an open form")
}

fn field(name: &str, text: &str) -> P {
    P::EditedField {
        field: name.to_owned(),
        text: text.to_owned(),
    }
}

fn entry(key: &str, text: &str) -> P {
    P::EditedEntry {
        field: "seats".to_owned(),
        key: key.to_owned(),
        text: text.to_owned(),
    }
}

fn lit(page: &Page) -> Vec<String> {
    match does(page, P::ChoseTab(Tab::Flow)).main {
        MainView::Flow(flow) => flow
            .nodes
            .iter()
            .filter(|node| node.lit != Lit::Dark)
            .map(|node| node.id.clone())
            .collect(),
        other => panic!("not the flow but {other:?}"),
    }
}

#[test]
fn the_first_open_shows_the_recorded_history() {
    let shown = workbench(&conferences());
    assert_eq!(shown.header.workspace, "Conference booking");
    assert!(!shown.when.past && shown.when.position > 40);
    assert!(shown.log.all > 50, "{} entries", shown.log.all);
    assert!(shown.timeline.markers.iter().any(|marker| marker.conflict));
    assert!(shown.timeline.markers.iter().any(|marker| !marker.conflict));
    assert_eq!(shown.timeline.stop, shown.timeline.stops);
}

#[test]
fn a_task_is_previewed_sent_and_seen_everywhere() {
    let page = conferences();
    let before = workbench(&page);
    does(&page, P::ToggledTask(task(&page, "Reserve seats")));
    let shown = does(&page, entry("General admission", "2"));
    let PreviewView::Accepted { events, changes } = &form(&shown).preview else {
        panic!("{:?}", form(&shown).preview);
    };
    assert_eq!(events[0].0, "SeatsReserved");
    assert!(
        changes.iter().any(|change| change.starts_with("remaining")),
        "{changes:?}"
    );
    let after = does(&page, P::ClickedSend);
    let answer = after.tasks.answer.clone().expect("an answer");
    assert_eq!(answer.kind, AnswerKind::Done, "{answer:?}");
    assert_eq!(after.log.all, before.log.all + 1);
    assert_eq!(after.when.position, before.when.position + 1);
    assert_eq!(after.log.rows[0].title, "SeatsReserved");
    assert!(after.log.rows[0].selected);
    let accepted = [
        "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "n11", "n12", "n13", "n14", "n15",
        "n18",
    ];
    assert_eq!(lit(&page), accepted);
}

#[test]
fn a_proposed_number_does_not_follow_to_another_conference() {
    let page = conferences();
    let numbers = |shown: &WorkbenchView| match &form(shown).fields[2].control {
        ControlView::Numbers { entries, .. } => entries
            .iter()
            .filter(|entry| !entry.text.is_empty())
            .map(|entry| (entry.key.clone(), entry.text.clone()))
            .collect::<Vec<_>>(),
        other => panic!("not numbers but {other:?}"),
    };
    let number = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    let oslo = does(&page, P::ToggledTask(task(&page, "Reserve seats")));
    assert_eq!(numbers(&oslo), [number("Cocktail party", "1")]);
    let lisbon = does(&page, field("conference", "rustconf-lisbon"));
    assert_eq!(numbers(&lisbon), [number("CQRS workshop", "1")]);
    // What the person typed stays where it is possible.
    does(&page, entry("General admission", "3"));
    let oslo = does(&page, field("conference", "event-storm-oslo"));
    assert_eq!(numbers(&oslo), [number("General admission", "3")]);
}

#[test]
fn a_refused_and_an_invalid_task_leave_the_log_alone_and_show_why() {
    let page = conferences();
    let before = workbench(&page);
    does(&page, P::ToggledTask(task(&page, "Add seats")));
    does(&page, field("conference", "rustconf-lisbon"));
    let shown = does(&page, field("quantity", "a few"));
    assert!(matches!(
        &form(&shown).preview,
        PreviewView::Refused { invalid: true, .. }
    ));
    let after = does(&page, P::ClickedSend);
    assert_eq!(
        after.tasks.answer.expect("an answer").kind,
        AnswerKind::Refused
    );
    assert_eq!(after.when.position, before.when.position);
    assert_eq!(after.log.rows[0].title, "refused");
    assert_eq!(lit(&page), ["n1", "n2", "n3"]);
}

#[test]
fn a_race_is_told_where_the_person_asked_for_it() {
    let page = conferences();
    does(&page, P::ToggledTask(task(&page, "Reserve seats")));
    does(&page, entry("General admission", "1"));
    does(&page, P::ChoseTellLostRace(true));
    let open = workbench(&page);
    let ControlView::Select { value, .. } = &form(&open).fields[0].control else {
        panic!("the conference is picked");
    };
    sneak_in(&page, value);
    let after = does(&page, P::ClickedSend);
    let answer = after.tasks.answer.clone().expect("an answer");
    assert_eq!(answer.kind, AnswerKind::Conflict, "{answer:?}");
    assert_eq!(after.log.rows[0].title, "lost race");
    assert_eq!(
        lit(&page),
        ["n1", "n2", "n3", "n6", "n7", "n8", "n9", "n11"]
    );
    let moved = form(&after).moved_on.clone();
    assert!(moved.is_some_and(|text| text.contains("since you opened this form")));
    does(&page, P::AcceptedNewVersion);
    let again = does(&page, P::ClickedSend);
    assert_eq!(
        again.tasks.answer.expect("an answer").kind,
        AnswerKind::Done
    );
}

/// Another tab appends to the same stream.
fn sneak_in(page: &Page, conference: &str) {
    use foldline::engine::command_handler::{CommandHandler, CommandRequest};
    use foldline::engine::commit::Command;
    use foldline::engine::names::{Actor, CommandId, CommandType};
    use foldline::engine::outside::Platform;
    use foldline::engine::snapshot::SnapshotEvery;
    use foldline::engine::value::{Payload, Value};
    use foldline::engine::version::ExpectedVersion;
    use foldline::engine::workspace::Workspaces;
    let workspace = page.state().workbench().expect("open").info.id.clone();
    let command = Command {
        id: CommandId::new("sneaked-in"),
        command_type: CommandType::new("AddSeats"),
        payload: Payload::of(&Value::map([
            ("conference", Value::from(conference)),
            ("seatType", Value::from("General admission")),
            ("quantity", Value::Int(1)),
        ])),
        actor: Actor::new("Operator", "Otto"),
        not_after: None,
    };
    let request = CommandRequest::by_person(command, ExpectedVersion::Any);
    let environment = FixedEnvironment::new(Timestamp::default(), "other tab");
    let handled = pollster::block_on(async {
        let store = page
            .platform()
            .workspaces()
            .open(&workspace)
            .await
            .expect("open");
        let handler = CommandHandler::new(samples::conference(), SnapshotEvery::default());
        handler.handle(&store, &environment, &request).await
    });
    handled.expect("the other tab's command");
}

#[test]
fn the_past_shows_everything_as_it_was_and_takes_no_command() {
    let page = conferences();
    let start = does(&page, P::WentToStart);
    assert!(start.when.past && start.when.position == 0);
    let first = does(&page, P::Stepped(2));
    assert_eq!(first.when.position, 1);
    assert!(first.tasks.locked.is_some());
    let MainView::State(state) = does(&page, P::ChoseTab(Tab::State)).main else {
        panic!("not the state");
    };
    assert_eq!(state.version, 1);
    does(&page, P::ToggledTask(task(&page, "Add seats")));
    let locked = does(&page, P::ClickedSend);
    let tasks = locked.tasks.groups.iter().flat_map(|group| &group.tasks);
    assert!(tasks.into_iter().all(|task| task.form.is_none()));
    assert_eq!(locked.when.last, start.when.last);
    let live = does(&page, P::WentLive);
    assert!(!live.when.past);
}

#[test]
fn playing_goes_through_every_stop_and_ends_live() {
    let page = conferences();
    let shown = does(&page, P::ToggledPlay);
    assert!(!shown.when.past && !shown.timeline.playing);
    let jumped = does(&page, P::JumpedToTime("2026-03-14T00:00".to_owned()));
    assert_eq!(jumped.when.position, 0);
    let told = does(&page, P::JumpedToTime("tomorrow".to_owned()));
    assert!(told.notices[0].bad);
}

#[test]
fn the_log_is_filtered_by_text_type_and_stream() {
    let page = conferences();
    let all = workbench(&page).log;
    let only = does(&page, P::FilteredType(Some("SeatsReserved".to_owned()))).log;
    assert!(only.total > 0 && only.total < all.total);
    assert!(only.rows.iter().all(|row| row.title == "SeatsReserved"));
    let none = does(&page, P::EditedFilter("no such text".to_owned())).log;
    assert_eq!((none.total, none.rows.len()), (0, 0));
    does(&page, P::FilteredType(None));
    let text = does(&page, P::EditedFilter("LISBON".to_owned())).log;
    assert!(text.total > 0 && text.total < all.total);
}

#[test]
fn workspaces_are_made_renamed_reset_and_deleted() {
    let page = conferences();
    let recorded = workbench(&page);
    let empty = does(
        &page,
        P::CreatedWorkspace {
            name: "Mine".to_owned(),
            model: None,
            with_story: false,
        },
    );
    assert_eq!(
        (empty.header.workspace.as_str(), empty.when.last),
        // Nothing but the first step of each process.
        ("Mine", 3)
    );
    let blocked = empty.tasks.groups[0].tasks[0].blocked.clone();
    assert!(blocked.is_some(), "there is nothing to reserve");
    let renamed = does(&page, P::RenamedWorkspace("My own".to_owned()));
    assert_eq!(renamed.header.workspace, "My own");
    let reset = does(&page, P::ConfirmedReset);
    assert_eq!(reset.when.last, recorded.when.last);
    let id = reset
        .header
        .workspaces
        .iter()
        .find(|w| w.current)
        .expect("open")
        .id
        .clone();
    let left = does(&page, P::ConfirmedDelete(id));
    assert_eq!(left.header.workspaces.len(), 1);
    assert_eq!(left.header.workspace, "Conference booking");
}
