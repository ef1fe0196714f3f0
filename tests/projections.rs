//! Read models that lag, are rebuilt, and get events twice: what the page shows of it, live and in the past.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;

use foldline::app::message::{Delivery, FaultPlan, FaultPoint, Message, PersonMessage as P};
use foldline::app::state::Tab;
use foldline::app::view_model::{AnswerKind, CountersView, MainView, ReadModelsView};
use page::{Page, conferences, does, makes_an_empty_workspace};
use pollster::block_on;

const SHOWN: &str = "Availability";

/// A page that shows a read model.
fn page() -> Page {
    let page = conferences();
    does(&page, P::ChoseTab(Tab::ReadModels));
    does(&page, P::ChoseReadModel(SHOWN.to_owned()));
    page
}

fn shown(page: &Page) -> ReadModelsView {
    match does(page, P::ChoseTab(Tab::ReadModels)).main {
        MainView::ReadModels(view) => view,
        other => panic!("not the read models but {other:?}"),
    }
}

fn counters(page: &Page) -> CountersView {
    shown(page).counters.expect("two counters")
}

fn set(page: &Page, delivery: Delivery) -> ReadModelsView {
    let read_model = SHOWN.to_owned();
    does(
        page,
        P::SetDelivery {
            read_model,
            delivery,
        },
    );
    shown(page)
}

/// Somebody wants one seat by this task. Answers the position then.
fn wants_a_seat(page: &Page, title: &str) -> u64 {
    let view = does(page, P::WentLive);
    let mut tasks = view.tasks.groups.iter().flat_map(|group| &group.tasks);
    let task = tasks.find(|task| task.title == title).expect("the task");
    if task.form.is_none() {
        does(page, P::ToggledTask(task.index));
    }
    does(
        page,
        P::EditedEntry {
            field: "seats".to_owned(),
            key: "General admission".to_owned(),
            text: "1".to_owned(),
        },
    );
    let sent = does(page, P::ClickedSend);
    let answer = sent.tasks.answer.expect("an answer");
    assert_eq!(answer.kind, AnswerKind::Done, "{answer:?}");
    sent.when.position
}

/// An operator reserves one seat: one event. Answers the position then.
fn act(page: &Page) -> u64 {
    wants_a_seat(page, "Reserve seats")
}

#[test]
fn a_paused_read_model_shows_old_rows_and_says_so_also_in_the_past() {
    let page = page();
    let before = set(&page, Delivery::Paused);
    let paused_at = before.projection.clone().expect("it is shown").seen;
    let after = act(&page);
    assert_eq!(after, paused_at + 1);
    let lagging = shown(&page);
    assert_eq!(
        lagging.as_of,
        format!("as of position {paused_at}, 1 behind")
    );
    assert_eq!(lagging.rows.len(), before.rows.len());
    let cells = |view: &ReadModelsView| {
        view.rows
            .iter()
            .map(|r| r.cells.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(&lagging), cells(&before));
    act(&page);
    does(&page, P::Stepped(-1));
    let past = shown(&page);
    assert_eq!(
        (&past.as_of, cells(&past)),
        (&lagging.as_of, cells(&before))
    );
    assert!(!past.projection.expect("it is shown").live);
    // Nothing is recorded from the past.
    let last = does(&page, P::ClickedDeliverAgain).log.all;
    assert_eq!(set(&page, Delivery::Live).as_of, lagging.as_of);
    assert_eq!(does(&page, P::WentLive).log.all, last);
    assert!(shown(&page).as_of.ends_with(", 2 behind"));
    let resumed = set(&page, Delivery::Live);
    assert_eq!(resumed.as_of, format!("as of position {}", after + 1));
    assert_ne!(cells(&resumed), cells(&before));
    does(&page, P::Stepped(-1));
    // While it was paused it was behind, and it still was a moment ago.
    assert!(shown(&page).as_of.ends_with(", 2 behind"));
}

#[test]
fn a_delayed_read_model_follows_some_events_later() {
    let page = page();
    let begin = set(&page, Delivery::Delayed { events: 2 });
    let begin = begin.projection.expect("it is shown").seen;
    let behind = [act(&page), act(&page), act(&page)].len();
    assert_eq!(behind, 3);
    assert_eq!(
        shown(&page).as_of,
        format!("as of position {}, 2 behind", begin + 1)
    );
    let other = shown(&page).all.iter().filter(|it| it.behind > 0).count();
    assert_eq!(other, 1);
    assert_eq!(
        set(&page, Delivery::Live).as_of,
        format!("as of position {}", begin + 3)
    );
}

#[test]
fn an_event_that_comes_again_breaks_the_naive_counter_only() {
    let page = page();
    does(&page, P::ChoseCounted("OrderPlaced".to_owned()));
    let before = counters(&page);
    assert!(before.naive > 1 && before.naive == before.idempotent);
    let rows = shown(&page).rows;
    does(&page, P::ClickedDeliverAgain);
    let after = counters(&page);
    assert_eq!(
        (after.naive, after.idempotent),
        (before.naive + 1, before.idempotent)
    );
    assert!(after.why.contains("was delivered again"), "{}", after.why);
    let unmarked = |rows: &[foldline::app::view_model::TableRow]| {
        rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>()
    };
    assert_eq!(unmarked(&shown(&page).rows), unmarked(&rows));
    does(&page, P::Stepped(-1));
    assert_eq!(counters(&page).naive, before.naive);
    does(&page, P::ChoseCounted("SeatsAdded".to_owned()));
    does(&page, P::WentLive);
    let other = counters(&page);
    assert_eq!(other.naive, other.idempotent);
}

#[test]
fn two_instances_of_one_consumer_break_the_naive_counter_only() {
    let page = page();
    let point = FaultPoint::TwoConsumers;
    does(&page, P::PlannedFaults(FaultPlan::Once { point }));
    wants_a_seat(&page, "Register");
    let types = shown(&page).counters.expect("two counters").choices;
    let broken = types.iter().filter(|event_type| {
        does(&page, P::ChoseCounted((*event_type).clone()));
        let counters = counters(&page);
        counters.naive > counters.idempotent && counters.why.contains(point.title())
    });
    assert_eq!(broken.count(), 1);
}

#[test]
fn a_rebuild_equals_what_is_shown_also_of_what_is_paused() {
    let page = page();
    let last = shown(&page).projection.expect("it is shown").seen;
    for delivery in [Delivery::Live, Delivery::Paused] {
        set(&page, delivery);
        act(&page);
        does(&page, P::ClickedRebuild(SHOWN.to_owned()));
        let view = shown(&page);
        let rebuild = view
            .projection
            .and_then(|it| it.rebuild)
            .expect("a rebuild");
        assert!(rebuild.done && !rebuild.bad, "{rebuild:?}");
        let same = format!(
            "rebuilt up to position {}: the same {} rows",
            last + 1,
            view.total
        );
        assert_eq!(rebuild.text, same);
    }
}

#[test]
fn a_rebuild_of_a_workspace_that_is_left_is_dropped() {
    let page = page();
    let effects = page.take(Message::Person(P::ClickedRebuild(SHOWN.to_owned())));
    let rebuild = shown(&page).projection.and_then(|it| it.rebuild);
    assert!(rebuild.is_some_and(|it| !it.done && it.folded == 0));
    makes_an_empty_workspace(&page);
    let told = std::cell::RefCell::new(Vec::new());
    for effect in effects {
        block_on(page.carry_out(effect, &|message| told.borrow_mut().push(message)));
    }
    for message in told.take() {
        block_on(page.settle(message));
    }
    assert!(shown(&page).projection.and_then(|it| it.rebuild).is_none());
}
