//! What goes wrong on purpose and what came of it, what waits for a person, and two people at once.

use crate::orders::{TWO, made, register, row};
use e2e::database::Dump;
use e2e::json::{list, text};
use e2e::page::{FIRST_WORKSPACE, filled};
use e2e::{Outcome, Page};
use serde_json::{Value, json};

/// Shows faults and invariants.
async fn show_faults(page: &Page) -> Outcome {
    let body =
        "await tab('processes'); one('processes-part', { name: 'faults' }).click(); await drawn();";
    page.run(body, json!([])).await?;
    page.see("fault-plan", json!({})).await?;
    Ok(())
}

#[tokio::test]
async fn a_named_fault_strikes_once_and_the_verdict_says_what_came_of_it() -> Outcome {
    let page = Page::first_visit("fault").await?;
    let before = page.place().await?;
    show_faults(&page).await?;
    page.click("fault", json!({ "name": "crashBeforeSettling" }))
        .await?;
    page.see("verdict", json!({ "kind": "quiet" })).await?;
    let plan = page.see("plan-text", json!({})).await?;
    let waits = "Waits to strike once: crash before a step is settled.";
    assert_eq!(text(&plan["text"]), waits);

    let order = register(&page).await?;
    let verdict = page.see("verdict", json!({ "kind": "safe" })).await?;
    let struck = "struck once: crash before a step is settled";
    assert!(text(&verdict["text"]).contains(struck), "{verdict}");
    let absorbed = "1 command was sent again and absorbed by its id";
    assert!(text(&verdict["text"]).contains(absorbed), "{verdict}");
    let states = "return all('invariant').map(({ dataset }) => dataset.state);";
    let states = page.run(states, json!([])).await?;
    let holds = |state: &Value| state == "holds";
    assert!(list(&states).len() > 3 && list(&states).iter().all(holds));
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    assert_eq!(stored.happened("SeatsReserved", &order), 1);

    // Nothing had been wanted before, and nothing can be wanted there.
    page.run("slide(given); await drawn();", json!(before.stop - 1))
        .await?;
    let nothing = "return !one('verdict') && all('fault').every((it) => it.disabled);";
    page.until("no verdict yet", nothing, json!([])).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_stream_of_faults_does_no_harm() -> Outcome {
    let page = Page::first_visit("fault-stream").await?;
    show_faults(&page).await?;
    page.run("set(one('fault-per-mille'), '200');", json!([]))
        .await?;
    page.click("faults-seeded", json!({})).await?;
    // A fault may strike the person too, who then sends again.
    let send = "let answer = await perform('Register', given);
         while (answer.kind === 'failed') answer = await send();
         return answer;";
    let mut orders = Vec::new();
    for _ in 0..3 {
        let answer = page.run(send, filled(&TWO)).await?;
        assert_eq!(answer["kind"], "done", "{answer}");
        orders.push(text(&answer["id"]).to_owned());
    }
    page.click("faults-off", json!({})).await?;
    let verdict = page.see("verdict", json!({ "kind": "safe" })).await?;
    assert!(text(&verdict["text"]).contains("struck"), "{verdict}");
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    for order in orders {
        let times = |event_type| stored.happened(event_type, &order);
        assert_eq!(times("OrderPlaced"), 1, "{order}");
        // Somebody may have been faster, and then the order was changed: each time its seats are reserved, once.
        let wanted = 1 + times("OrderUpdated");
        assert_eq!(times("SeatsReserved"), wanted, "{order}");
    }
    page.end_quietly().await
}

#[tokio::test]
async fn a_reference_bug_is_switched_on_for_a_while() -> Outcome {
    let page = Page::first_visit("bug").await?;
    show_faults(&page).await?;
    let is = |on: bool| {
        let state =
            "return one('reference-bug', { name: 'H7' }).getAttribute('aria-checked') === given;";
        page.until("the switch", state, json!(on.to_string()))
    };
    is(false).await?;
    page.click("reference-bug", json!({ "name": "H7" })).await?;
    is(true).await?;
    let newest = &page.log().await?[0];
    assert_eq!(newest["title"], "reference bug", "{newest}");
    page.click("step-back", json!({})).await?;
    is(false).await?;
    page.click("back-to-live", json!({})).await?;
    is(true).await?;
    page.reload().await?;
    show_faults(&page).await?;
    is(true).await?;
    page.end_quietly().await
}

/// Waits until so many inputs of orders are parked.
async fn parked(page: &Page, count: u64) -> Outcome {
    page.run("await tab('processes');", json!([])).await?;
    let process = json!({ "name": "RegistrationProcess", "parked": count.to_string() });
    page.see("process", process).await?;
    Ok(())
}

#[tokio::test]
async fn a_parked_input_is_retried_and_skipped_by_hand_and_later_ones_go_on() -> Outcome {
    let page = Page::first_visit("parked").await?;
    let order = register(&page).await?;
    // Nobody may change what an order has reserved but its process: it can't tell what that is about.
    let changed = [
        ("conference", None, "rustconf-lisbon"),
        ("reservation", None, order.as_str()),
        ("seats", Some("General admission"), "3"),
    ];
    let answer = page.perform("Change reservation", &changed).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    parked(&page, 1).await?;
    page.click("instance", json!({ "name": order })).await?;
    let why = page.see("parked", json!({})).await?;
    let reason = "Cannot handle seat reservation at this stage.";
    assert!(text(&why["text"]).contains(reason), "{why}");

    // What comes after it waits for it.
    let payment = made(&page, "Pay", &[("order", None, &order)]).await?;
    let complete = [("payment", None, payment.as_str())];
    let answer = page.perform("Complete a payment", &complete).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    let held = page.see("held", json!({})).await?;
    assert!(text(&held["text"]).contains("PaymentCompleted"), "{held}");

    page.click("parked-retry", json!({})).await?;
    let twice = "return log().filter(({ title }) => title === 'InputParked').length === 2;";
    page.until("it is parked again", twice, json!([])).await?;
    parked(&page, 1).await?;
    page.click("parked-skip", json!({})).await?;
    parked(&page, 0).await?;
    let confirmed = "return log().some(({ title }) => title === 'OrderConfirmed');";
    page.until("the order is confirmed", confirmed, json!([]))
        .await?;
    assert_eq!(
        row(&page, "DraftOrders", &order).await?["State"],
        "Confirmed"
    );
    Dump::of(&page, FIRST_WORKSPACE).await?.assert_whole();
    page.end_quietly().await
}

#[tokio::test]
async fn of_two_people_at_once_one_is_told_who_won_and_tries_again() -> Outcome {
    let page = Page::first_visit("pair").await?;
    page.run(
        "await open('Register', given); await drawn();",
        filled(&TWO),
    )
    .await?;
    page.click("send-as-two", json!({})).await?;
    page.see("pair-sender", json!({ "kind": "done" })).await?;
    let loser = page
        .see("pair-sender", json!({ "kind": "conflict" }))
        .await?;
    assert!(text(&loser["text"]).contains("OrderPlaced"), "{loser}");
    let lost = "return log().some(({ title }) => title === 'lost race');";
    page.until("the lost race", lost, json!([])).await?;
    page.click("pair-retry", json!({})).await?;
    let both = "return all('pair-sender', { kind: 'done' }).length === 2;";
    page.until("both are done", both, json!([])).await?;
    page.click("pair-dismiss", json!({})).await?;
    page.until("it is put away", "return !one('pair');", json!([]))
        .await?;
    Dump::of(&page, FIRST_WORKSPACE).await?.assert_whole();
    page.end_quietly().await
}
