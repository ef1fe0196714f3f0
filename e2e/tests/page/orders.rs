//! Orders: placed, reserved by the process, paid and confirmed, or expired when nobody pays in time.

use e2e::database::Dump;
use e2e::json::{list, number, text};
use e2e::page::{Answer, FIRST_WORKSPACE, Fill};
use e2e::{Failure, Outcome, Page};
use serde_json::{Value, json};
use thirtyfour::Key;

/// What an order makes happen: it is placed and priced, and two steps of the process are recorded and settled, each
/// with the one event that it makes.
pub(crate) const REGISTERED: u64 = 8;

/// What a completed payment makes happen: itself, and three steps of processes.
const PAID: u64 = 10;

const CONFERENCE: &str = "rustconf-lisbon";

pub(crate) const TWO: [Fill<'_>; 2] = [
    ("conference", None, CONFERENCE),
    ("seats", Some("General admission"), "2"),
];

/// Performs a task that makes an id, and answers with that.
pub(crate) async fn made(page: &Page, title: &str, fields: &[Fill<'_>]) -> Outcome<String> {
    let answer = page.perform(title, fields).await?;
    match &answer {
        Answer {
            kind, id: Some(id), ..
        } if kind == "done" => Ok(id.clone()),
        _ => Err(Failure::new(format!("{answer:?}"))),
    }
}

/// Places an order, and waits until its seats are reserved.
pub(crate) async fn register(page: &Page) -> Outcome<String> {
    let before = page.place().await?.last;
    let order = made(page, "Register", &TWO).await?;
    page.at(before + REGISTERED).await?;
    Ok(order)
}

/// The cells of a row, by the names of their columns.
pub(crate) async fn row(page: &Page, read_model: &str, key: &str) -> Outcome<Value> {
    let body = "await tab('read-models');
         one('read-model', { name: given[0] }).click();
         await drawn();
         const { columns, rows } = table();
         const found = rows.find(({ key }) => key === given[1]);
         return found && Object.fromEntries(columns.map((column, index) => [column, found.cells[index]]));";
    page.run(body, json!([read_model, key])).await
}

#[tokio::test]
async fn an_order_is_paid_confirmed_and_its_seats_are_assigned() -> Outcome {
    let page = Page::first_visit("order").await?;
    let left = || row(&page, "Availability", "rustconf-lisbon / General admission");
    let before = left().await?;
    let order = register(&page).await?;
    let payment = made(&page, "Pay", &[("order", None, &order)]).await?;
    let last = page.place().await?.last;
    let complete = [("payment", None, payment.as_str())];
    let answer = page.perform("Complete a payment", &complete).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    page.at(last + PAID).await?;

    let seats = format!("{order}.seats");
    let seated = [
        ("assignments", None, seats.as_str()),
        ("position", None, "1"),
        ("firstName", None, "Grace"),
        ("lastName", None, "Huber"),
        ("email", None, "grace@example.org"),
    ];
    let answer = page.perform("Assign a seat", &seated).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    page.at(last + PAID + 1).await?;

    let confirmed = row(&page, "DraftOrders", &order).await?;
    assert_eq!(confirmed["State"], "Confirmed", "{confirmed}");
    let seat = row(&page, "OrderSeats", &format!("{seats} / 001")).await?;
    assert_eq!(seat["First name"], "Grace", "{seat}");
    let after = left().await?;
    assert_eq!(
        number(&after["Remaining"]) + 2,
        number(&before["Remaining"]),
        "{after}"
    );
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    for event_type in [
        "SeatsReserved",
        "OrderConfirmed",
        "SeatsReservationCommitted",
    ] {
        assert_eq!(stored.happened(event_type, &order), 1, "{event_type}");
    }
    page.end_quietly().await
}

#[tokio::test]
async fn an_order_that_nobody_pays_expires_when_the_clock_is_advanced() -> Outcome {
    let page = Page::first_visit("expiry").await?;
    let left = || row(&page, "Availability", "rustconf-lisbon / General admission");
    let before = left().await?;
    let order = register(&page).await?;
    assert_ne!(left().await?, before, "two seats are held");
    page.click("clock", json!({})).await?;
    let due = page.see("due", json!({ "name": "Expire" })).await?;
    assert!(text(&due["instance"]).ends_with(&order), "{due}");
    // A minute is not enough.
    page.click("advance", json!({ "name": "1m" })).await?;
    let moved = "return one('clock-time').dataset.byHand === 'true';";
    page.until("a clock moved by hand", moved, json!([]))
        .await?;
    page.see("due", json!({ "name": "Expire" })).await?;
    page.click("advance-next", json!({})).await?;
    page.until("nothing is due", "return !one('due');", json!([]))
        .await?;
    page.press(Key::Escape).await?;

    let expired = "return log().some(({ title }) => title === 'OrderExpired') && log()[0].title === 'StepSettled';";
    page.until("the order expires", expired, json!([])).await?;
    let rejected = row(&page, "DraftOrders", &order).await?;
    assert_eq!(rejected["State"], "Rejected", "{rejected}");
    assert_eq!(left().await?, before, "the seats are given back");
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    for event_type in ["OrderExpired", "SeatsReservationCancelled"] {
        assert_eq!(stored.happened(event_type, &order), 1, "{event_type}");
    }
    page.end_quietly().await
}

/// What the Processes tab shows of the newest step of an order: whether it is settled, and what became of its command.
async fn step(page: &Page, order: &str) -> Outcome<Value> {
    let body = "await tab('processes');
         one('process', { name: 'RegistrationProcess' }).click();
         await drawn();
         one('instance', { name: given })?.click();
         await drawn();
         const step = one('instance-detail', { name: given })?.querySelector('[data-test=step]');
         const command = step?.querySelector('[data-test=step-command]')?.dataset;
         return step && { settled: step.dataset.settled, command: command.name, answer: command.answer };";
    page.run(body, json!(order)).await
}

#[tokio::test]
async fn the_slider_shows_a_process_half_way() -> Outcome {
    let page = Page::first_visit("half-way").await?;
    let before = page.place().await?;
    let order = register(&page).await?;
    let half_way = [
        (1, Value::Null, "it has not heard of the order"),
        (2, json!(["false", "MakeSeatReservation"]), "it reserves"),
        (3, json!(["false", "MakeSeatReservation"]), "they are held"),
        (4, json!(["true", "MakeSeatReservation"]), "it knows that"),
        (
            5,
            json!(["false", "MarkSeatsAsReserved"]),
            "it tells the order",
        ),
        (7, json!(["true", "MarkSeatsAsReserved"]), "all is done"),
    ];
    let mut answers = Vec::new();
    for (stops, expected, what) in half_way {
        page.run("slide(given); await drawn();", json!(before.stop + stops))
            .await?;
        let shown = step(&page, &order).await?;
        let found = match shown.is_null() {
            true => Value::Null,
            false => json!([shown["settled"], shown["command"]]),
        };
        assert_eq!(found, expected, "{what}: {shown}");
        answers.push(shown["answer"].as_str().unwrap_or_default().to_owned());
    }
    assert_eq!(answers[1], "not answered yet");
    assert!(
        answers[2].starts_with("accepted") && answers[2] != answers[3],
        "{answers:?}"
    );
    assert_eq!(answers[3], "accepted");
    let rows = page.log().await?;
    assert!(
        list(&json!(rows)).len() > 8,
        "the log is that of the moment"
    );
    page.end_quietly().await
}
