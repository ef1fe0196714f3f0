//! Tasks: previewed, sent, and seen everywhere; or refused, with a reason.

use e2e::database::Dump;
use e2e::json::{list, members, text};
use e2e::page::{FIRST_WORKSPACE, Place};
use e2e::{Failure, Outcome, Page};
use serde_json::{Value, json};

#[tokio::test]
async fn a_task_is_previewed_sent_and_seen_everywhere() -> Outcome {
    let page = Page::first_visit("acting").await?;
    let before = page.place().await?;
    page.click("task", json!({ "title": "Reserve seats" }))
        .await?;
    let field = page.see("field", json!({ "name": "reservation" })).await?;
    let reservation = text(&field["value"]).to_owned();
    page.fill(("conference", None, "rustconf-lisbon")).await?;
    let seats = json!({ "name": "seats", "key": "General admission" });
    page.type_into("field", seats, "2").await?;
    page.see("preview", json!({ "kind": "accepted" })).await?;
    page.see("preview-event", json!({ "name": "SeatsReserved" }))
        .await?;
    let body = "const shown = all('preview-change').map((it) => it.innerText);
         return shown.some((text) => text.startsWith('remaining · General admission')) && shown;";
    page.until("what would change", body, json!([])).await?;
    assert_eq!(page.place().await?, before, "a preview records nothing");

    page.click("send", json!({})).await?;
    page.see("answer", json!({ "kind": "done" })).await?;
    assert_everywhere(&page, &reservation, before.last + 1).await?;
    page.reload().await?;
    assert_everywhere(&page, &reservation, before.last + 1).await?;
    page.end_quietly().await
}

/// A reservation stands in log, state, read models and database, each time once.
async fn assert_everywhere(page: &Page, reservation: &str, position: u64) -> Outcome {
    let place = page.at(position).await?;
    assert!(place.live && place.last == position, "{place:?}");
    let newest = &page.log().await?[0];
    assert_eq!(newest["title"], "SeatsReserved");
    assert_eq!(newest["position"], position.to_string());

    let states = page.run("return states();", json!([])).await?;
    let rows = members(&states).values();
    let rows = rows.flat_map(|state| list(&state["rows"]));
    assert_eq!(
        rows.filter(|row| row["name"] == reservation).count(),
        1,
        "{states:#}"
    );

    let read_models = page.run("return readModels();", json!([])).await?;
    let open = read_models["OpenReservations"]["rows"].as_array();
    let open = open.ok_or_else(|| Failure::new(format!("{read_models:#}")))?;
    let of_it = open
        .iter()
        .filter(|row| list(&row["cells"]).contains(&json!(reservation)));
    assert_eq!(of_it.count(), 1, "{open:#?}");

    let stored = Dump::of(page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    assert_eq!(stored.reserving(reservation).len(), 1);
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
