//! A commit of three events, and the slider between them: the page shows the whole system after each single event.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;

use foldline::app::message::{PersonMessage as P, RuntimeMessage};
use foldline::app::state::Tab;
use foldline::app::view_model::{InspectorView, MainView, WorkbenchView};
use foldline::engine::commit::{Command, CommitData, Visibility};
use foldline::engine::environment::DecisionEnvironment;
use foldline::engine::event::EventData;
use foldline::engine::event_store::{Appended, EventStore};
use foldline::engine::names::{Actor, BranchId, StreamName};
use foldline::engine::outside::Platform;
use foldline::engine::position::{GlobalPosition, Moment};
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::value::Payload;
use foldline::engine::version::ExpectedVersion;
use foldline::engine::workspace::Workspaces;
use page::{Page, conferences, does, makes_an_empty_workspace};

const CONFERENCE: &str = "three-at-once";

/// Each of the three processes first records where it begins.
const BEFORE: u64 = 3;

/// A page with an empty workspace, in which another tab has recorded one seat, then two, four and eight more in one
/// commit.
fn page() -> Page {
    let page = conferences();
    makes_an_empty_workspace(&page);
    pollster::block_on(async {
        let workspace = page.state().workbench().expect("open").info.id.clone();
        let store = page.platform().workspaces().open(&workspace).await;
        let store = store.expect("it opens");
        for (command, seats) in [("one", &[1][..]), ("three", &[2, 4, 8])] {
            let data = commit(command, seats);
            let answer = store.append(data, ExpectedVersion::Any).await;
            assert!(matches!(answer, Ok(Appended::Committed(_))), "{answer:?}");
        }
        page.settle(RuntimeMessage::HeardOfNews(workspace).into())
            .await;
    });
    page
}

fn commit(command: &str, seats: &[u32]) -> CommitData {
    let added = seats.iter().map(|seats| EventData {
        event_type: "AvailableSeatsChanged".into(),
        schema_version: 1,
        payload: Payload::stored(&format!(r#"{{"seats":{{"General admission":{seats}}}}}"#)),
    });
    CommitData {
        branch: BranchId::main(),
        context: "registration".into(),
        stream: StreamName::new("SeatsAvailability", CONFERENCE),
        visibility: Visibility::Public,
        command: Command {
            id: command.into(),
            command_type: "AddSeats".into(),
            payload: Payload::stored("{}"),
            actor: Actor::new("Organizer", "Olga"),
            not_after: None,
        },
        correlation: command.into(),
        causation: None,
        environment: DecisionEnvironment::new(Timestamp::default(), Clock::ByHand, command),
        facts: Vec::new(),
        model: "by hand".into(),
        events: added.collect(),
    }
}

fn inspected(shown: &WorkbenchView) -> &InspectorView {
    shown.inspector.as_ref().expect("something is selected")
}

/// What the row of the read model says is left.
fn remaining(page: &Page) -> String {
    let MainView::ReadModels(shown) = does(page, P::ChoseTab(Tab::ReadModels)).main else {
        panic!("not the read models");
    };
    let column = shown
        .columns
        .iter()
        .position(|(title, _)| title == "Remaining");
    let row = shown.rows.first().expect("a row");
    row.cells[column.expect("a column")].clone()
}

#[test]
fn the_slider_stops_after_single_events_on_demand_only() {
    let page = page();
    let by_commit = does(&page, P::WentLive).timeline.stops;
    let shown = does(&page, P::ToggledByEvent);
    assert_eq!(shown.timeline.stops, by_commit + 2);
    assert_eq!(shown.timeline.stop, shown.timeline.stops);
    // A stop within the commit is none any more when single events are no stops: the one before it is.
    does(&page, P::Stepped(-1));
    let back = does(&page, P::ToggledByEvent);
    assert_eq!(back.timeline.stops, by_commit);
    assert!(back.timeline.stop < back.timeline.stops);
}

#[test]
fn every_panel_shows_the_middle_of_the_commit() {
    let page = page();
    does(&page, P::ToggledByEvent);
    does(&page, P::ChoseReadModel("Availability".to_owned()));
    for (back, position, seats, left) in [(0, 4, 8, 15), (1, 3, 4, 7), (1, 2, 2, 3), (1, 1, 1, 1)] {
        let shown = does(&page, P::Stepped(-back));
        let place = BEFORE + position;
        assert_eq!(shown.when.position, place);
        assert_eq!(shown.when.past, position < 4);
        // The log marks the event at the slider, and those after it as the future.
        let rows = shown.log.rows.iter().filter(|row| !row.position.is_empty());
        for row in rows {
            let at: u64 = row.position.parse().expect("a position");
            assert_eq!(row.current, at == place, "{row:?}");
            assert_eq!(row.future, at > place, "{row:?}");
        }
        let event = inspected(&shown);
        let moment = Moment::after(GlobalPosition::new(place));
        assert_eq!((&*event.tag, event.moment), ("event", moment));
        let seats = format!("added {seats} General admission seat");
        assert!(event.sentence.contains(&seats), "{}", event.sentence);
        assert_eq!(remaining(&page), left.to_string(), "after {position}");
        let MainView::State(state) = does(&page, P::ChoseTab(Tab::State)).main else {
            panic!("not the state");
        };
        assert_eq!(state.version, position);
    }
}

#[test]
fn an_event_of_the_commit_is_selected_and_gone_to_by_itself() {
    let page = page();
    let live = does(&page, P::WentLive);
    let second = live
        .log
        .rows
        .iter()
        .find(|row| row.position == (BEFORE + 3).to_string());
    let item = second.expect("the second of three").item;
    let selected = does(&page, P::SelectedItem(item));
    assert!(!selected.when.past, "to look is not to travel");
    let moment = inspected(&selected).moment;
    let there = does(&page, P::TravelledTo(moment));
    assert_eq!((there.when.position, there.when.past), (BEFORE + 3, true));
    does(&page, P::ChoseReadModel("Availability".to_owned()));
    assert_eq!(remaining(&page), "7");
}
