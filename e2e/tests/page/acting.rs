//! Tasks: previewed, sent, and seen everywhere; or refused, with a reason.

use crate::orders::REGISTERED;
use e2e::database::Dump;
use e2e::json::{list, members, text};
use e2e::page::{FIRST_WORKSPACE, Place};
use e2e::{Failure, Outcome, Page};
use serde_json::{Value, json};

#[tokio::test]
async fn a_task_is_previewed_sent_and_seen_everywhere() -> Outcome {
    let page = Page::first_visit("acting").await?;
    let before = page.place().await?;
    page.click("task", json!({ "title": "Register" })).await?;
    let field = page.see("field", json!({ "name": "order" })).await?;
    let order = text(&field["value"]).to_owned();
    page.fill(("conference", None, "rustconf-lisbon")).await?;
    let seats = json!({ "name": "seats", "key": "General admission" });
    page.type_into("field", seats, "2").await?;
    page.see("preview", json!({ "kind": "accepted" })).await?;
    page.see("preview-event", json!({ "name": "OrderPlaced" }))
        .await?;
    let body = "const shown = all('preview-change').map((it) => it.innerText);
         return shown.some((text) => text.startsWith('total')) && shown;";
    page.until("what would change", body, json!([])).await?;
    assert_eq!(page.place().await?, before, "a preview records nothing");

    page.click("send", json!({})).await?;
    page.see("answer", json!({ "kind": "done" })).await?;
    assert_everywhere(&page, &order, before.last + REGISTERED).await?;
    page.reload().await?;
    assert_everywhere(&page, &order, before.last + REGISTERED).await?;
    page.end_quietly().await
}

/// An order and its reservation stand in log, state, read models and database, each time once.
async fn assert_everywhere(page: &Page, order: &str, position: u64) -> Outcome {
    let place = page.at(position).await?;
    assert!(place.live && place.last == position, "{place:?}");
    let log = page.log().await?;
    let reserved = log
        .iter()
        .find(|row| row["title"] == "OrderReservationCompleted");
    let reserved = reserved.ok_or_else(|| Failure::new(format!("{log:#?}")))?;
    assert_eq!(reserved["position"], (position - 1).to_string());

    let states = page.run("return states();", json!([])).await?;
    let held = list(&states["SeatsAvailability/rustconf-lisbon"]["rows"]).iter();
    assert_eq!(
        held.filter(|row| row["name"] == order).count(),
        1,
        "{states:#}"
    );
    let placed = members(&states).keys();
    let placed = placed.filter(|stream| **stream == format!("Order/{order}"));
    assert_eq!(placed.count(), 1);

    let read_models = page.run("return readModels();", json!([])).await?;
    for read_model in ["OpenReservations", "DraftOrders", "PricedOrders"] {
        let rows = read_models[read_model]["rows"].as_array();
        let rows = rows.ok_or_else(|| Failure::new(format!("{read_models:#}")))?;
        let of_it = rows
            .iter()
            .filter(|row| list(&row["cells"]).contains(&json!(order)));
        assert_eq!(of_it.count(), 1, "{read_model}: {rows:#?}");
    }

    let stored = Dump::of(page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    for event_type in ["OrderPlaced", "SeatsReserved", "OrderReservationCompleted"] {
        assert_eq!(stored.happened(event_type, order), 1, "{event_type}");
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_task_shows_its_reason_and_leaves_the_log_alone() -> Outcome {
    let page = Page::first_visit("refused").await?;
    let before = page.place().await?;
    let events = Dump::of(&page, FIRST_WORKSPACE)
        .await?
        .records("commits")
        .len();
    page.click("task", json!({ "title": "Add seats" })).await?;
    page.type_into("field", json!({ "name": "conference" }), "rustconf-lisbon")
        .await?;
    page.type_into("field", json!({ "name": "seatType" }), "General admission")
        .await?;
    page.type_into("field", json!({ "name": "quantity" }), "0")
        .await?;
    page.see("preview", json!({ "kind": "invalid" })).await?;
    let problem = page.see("problem", json!({ "name": "quantity" })).await?;
    let problem = text(&problem["text"]);

    // A person may send it all the same, to see what happens.
    page.click("send", json!({})).await?;
    let answer = page.see("answer", json!({ "kind": "refused" })).await?;
    assert!(
        text(&answer["text"]).contains(problem),
        "{problem}: {answer}"
    );
    let after = page.place().await?;
    assert_eq!(
        after,
        Place {
            stop: before.stop + 1,
            ..before.clone()
        },
        "one more stop, no event"
    );
    assert_refused(&page, problem).await?;

    page.reload().await?;
    assert_eq!(page.place().await?, after);
    assert_refused(&page, problem).await?;
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    assert_eq!(stored.records("commits").len(), events);
    page.end_quietly().await
}

/// The journal's entry is the newest of the log, and the newest marker of the timeline.
async fn assert_refused(page: &Page, problem: &str) -> Outcome {
    let newest = &page.log().await?[0];
    assert_eq!(
        (&newest["title"], &newest["position"]),
        (&json!("refused"), &json!(""))
    );
    assert!(
        text(&newest["text"]).contains(problem),
        "{problem}: {newest}"
    );
    let body = "return all('marker').at(-1).getAttribute('aria-label');";
    let marker: Value = page.run(body, json!([])).await?;
    assert!(text(&marker).contains(problem), "{problem}: {marker}");
    Ok(())
}
