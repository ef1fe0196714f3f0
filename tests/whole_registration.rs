//! One registration from the first plan of a conference to the names on its seats: done by people through forms alone,
//! with the processes doing the rest.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;

use foldline::app::message::PersonMessage as P;
use foldline::app::view_model::{AnswerKind, ControlView, FormView, WorkbenchView};
use foldline::engine::names::ReadModelName;
use foldline::engine::value::Value;
use page::{Page, conferences, does, makes_an_empty_workspace, workbench};

/// A page in whose workspace nothing has happened.
fn page() -> Page {
    let page = conferences();
    makes_an_empty_workspace(&page);
    page
}

fn form(shown: &WorkbenchView) -> &FormView {
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    let form = tasks.into_iter().find_map(|task| task.form.as_ref());
    form.expect("an open form")
}

/// Performs a task. Texts that have no `=` before a name are left as the form proposes them.
#[track_caller]
fn performs(page: &Page, title: &str, fields: &[(&str, &str)], entries: &[(&str, &str)]) {
    let shown = workbench(page);
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    let task = tasks.into_iter().find(|task| task.title == title);
    let task = task.unwrap_or_else(|| panic!("no task {title}"));
    assert_eq!(task.blocked, None, "{title}");
    does(page, P::ToggledTask(task.index));
    for (field, text) in fields {
        let (field, text) = ((*field).to_owned(), (*text).to_owned());
        does(page, P::EditedField { field, text });
    }
    for (key, text) in entries {
        let (field, key, text) = ("seats".to_owned(), (*key).to_owned(), (*text).to_owned());
        does(page, P::EditedEntry { field, key, text });
    }
    let answer = does(page, P::ClickedSend).tasks.answer.expect("an answer");
    assert_eq!(answer.kind, AnswerKind::Done, "{title}: {answer:?}");
}

fn rows(page: &Page, read_model: &str) -> Vec<Value> {
    let state = page.state();
    let bench = state.workbench().expect("open");
    let name = ReadModelName::new(read_model);
    let timeline = &bench.timeline;
    let rows = timeline
        .history()
        .rows(timeline.live(), &name, 0..usize::MAX);
    rows.rows.into_iter().map(|(_, row)| row).collect()
}

#[track_caller]
fn column(page: &Page, read_model: &str, column: &str) -> Value {
    let rows = rows(page, read_model);
    let row = rows
        .first()
        .unwrap_or_else(|| panic!("{read_model} has no row"));
    row.get(column).cloned().expect("a column")
}

fn plan_and_publish(page: &Page) {
    let details = [
        ("conference", "rustconf-lisbon"),
        ("name", "RustConf"),
        ("description", "Three days of Rust"),
        ("location", "Lisbon"),
        ("tagline", "Fearless"),
        ("twitterSearch", "rustconf"),
        ("startDate", "2026-05-14"),
        ("endDate", "2026-05-16"),
        ("ownerName", "Olga"),
        ("ownerEmail", "olga@example.com"),
    ];
    performs(page, "Create a conference", &details, &[]);
    for (seat_type, price) in [("General admission", "19900"), ("Volunteer", "0")] {
        let seat = [
            ("seatType", seat_type),
            ("description", "All talks"),
            ("price", price),
            ("quantity", "4"),
        ];
        performs(page, "Create seats", &seat, &[]);
    }
    performs(page, "Publish a conference", &[], &[]);
}

fn assign_the_first_seat(page: &Page) {
    let ada = [
        ("firstName", "Ada"),
        ("lastName", "Lovelace"),
        ("email", "ada@example.com"),
    ];
    performs(page, "Assign a seat", &ada, &[]);
    assert_eq!(column(page, "OrderSeats", "firstName"), "Ada".into());
}

#[test]
fn an_order_is_reserved_paid_for_confirmed_and_assigned_without_an_id_typed() {
    let page = page();
    plan_and_publish(&page);
    let availability = rows(&page, "Availability");
    assert_eq!(availability[0].get("remaining"), Some(&Value::Int(4)));
    performs(&page, "Register", &[], &[("General admission", "2")]);
    let state = |read_model| column(&page, read_model, "state");
    assert_eq!(state("DraftOrders"), "ReservationCompleted".into());
    assert_eq!(column(&page, "PricedOrders", "total"), Value::Int(39_800));
    performs(&page, "Pay", &[], &[]);
    performs(&page, "Complete a payment", &[], &[]);
    assert_eq!(state("PaymentDetails"), "Completed".into());
    assert_eq!(state("DraftOrders"), "Confirmed".into());
    let status = column(&page, "OrdersAndAttendees", "status");
    assert_eq!(status, "Paid".into());
    let availability = rows(&page, "Availability");
    assert_eq!(availability[0].get("committed"), Some(&Value::Int(2)));
    assert_eq!(rows(&page, "OrderSeats").len(), 2);
    assign_the_first_seat(&page);
    all_holds(&page);
}

#[test]
fn s35_a_free_order_is_confirmed_by_its_attendee_and_nothing_is_paid() {
    let page = page();
    plan_and_publish(&page);
    performs(&page, "Register", &[], &[("Volunteer", "1")]);
    performs(&page, "Confirm a free order", &[], &[]);
    assert_eq!(column(&page, "DraftOrders", "state"), "Confirmed".into());
    assign_the_first_seat(&page);
    assert_eq!(rows(&page, "PaymentDetails"), []);
    all_holds(&page);
}

#[test]
fn s24_who_gets_a_part_changes_the_order_and_goes_on() {
    let page = page();
    plan_and_publish(&page);
    performs(&page, "Register", &[], &[("General admission", "6")]);
    let state = || column(&page, "DraftOrders", "state");
    assert_eq!(state(), "PartiallyReserved".into());
    performs(
        &page,
        "Change the order",
        &[],
        &[("General admission", "3")],
    );
    assert_eq!(state(), "ReservationCompleted".into());
    assert_eq!(column(&page, "PricedOrders", "total"), Value::Int(59_700));
    all_holds(&page);
}

#[test]
fn no_more_seats_are_offered_than_are_left() {
    let page = page();
    plan_and_publish(&page);
    let shown = workbench(&page);
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    let register = tasks.into_iter().find(|task| task.title == "Register");
    let shown = does(&page, P::ToggledTask(register.expect("a task").index));
    let fields = form(&shown).fields.iter();
    let most = fields.filter_map(|field| match &field.control {
        ControlView::Numbers { entries, .. } => Some(entries[0].most),
        _ => None,
    });
    assert_eq!(most.collect::<Vec<_>>(), [4]);
}

#[track_caller]
fn all_holds(page: &Page) {
    let state = page.state();
    let timeline = &state.workbench().expect("open").timeline;
    let broken = timeline.history().broken_invariants(timeline.live());
    assert_eq!(broken, []);
}
