//! Two windows of one browser: each soon shows what the other did, and a race has one winner.

use e2e::database::Dump;
use e2e::json::{list, text};
use e2e::page::{Answer, FIRST_WORKSPACE, Fill, filled};
use e2e::{Outcome, Page};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many commands each window sends in the race.
const TIMES: usize = 25;

const CONFERENCE: &str = "a-test-of-races";
const SEATS: &str = "Standing room";

const OFFER: [Fill<'_>; 3] = [
    ("conference", None, CONFERENCE),
    ("seatType", None, SEATS),
    ("quantity", None, "1000"),
];

const RESERVE: [Fill<'_>; 2] = [
    ("conference", None, CONFERENCE),
    ("seats", Some(SEATS), "1"),
];

#[tokio::test]
async fn a_task_sent_in_one_window_soon_shows_in_the_other() -> Outcome {
    let page = Page::first_visit("two-windows").await?;
    let before = page.place().await?.last;
    let [first, second] = page.second_window().await?;
    assert_eq!(
        page.place().await?.last,
        before,
        "both are of one workspace"
    );
    let answer = page.perform("Add seats", &OFFER).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    page.go_to(&first).await?;
    page.at(before + 1).await?;
    let answer = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    page.go_to(&second).await?;
    page.at(before + 2).await?;
    assert_eq!(page.log().await?[0]["title"], "SeatsReserved");
    page.end_quietly().await
}

#[tokio::test]
async fn a_window_that_looks_at_the_past_stays_there_and_learns_of_more() -> Outcome {
    let page = Page::first_visit("past-window").await?;
    let [first, second] = page.second_window().await?;
    page.click("start", json!({})).await?;
    let past = page.at(0).await?;
    page.go_to(&first).await?;
    let answer = page.perform("Add seats", &OFFER).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    page.go_to(&second).await?;
    let last = past.last + 1;
    page.until("the new end", "return where().last === given;", json!(last))
        .await?;
    assert_eq!(page.place().await?.position, 0);
    page.click("end", json!({})).await?;
    page.at(last).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn both_windows_race_on_one_stream_and_nothing_is_lost_or_doubled() -> Outcome {
    let page = Page::first_visit("race").await?;
    page.perform("Add seats", &OFFER).await?;
    let windows = page.second_window().await?;
    let now = page.run("return Date.now();", json!([])).await?;
    let from = now.as_f64().unwrap_or_default() + 1500.0;
    let order = json!({ "title": "Reserve seats", "fields": filled(&RESERVE), "times": TIMES, "from": from });
    for window in &windows {
        page.go_to(window).await?;
        page.run("keepSending(given);", order.clone()).await?;
    }
    let mut acknowledged = BTreeSet::new();
    for window in &windows {
        page.go_to(window).await?;
        let sent = page
            .until("all is sent", "return sending.ended && sending;", json!([]))
            .await?;
        assert_eq!(sent["error"], Value::Null);
        for answer in list(&sent["answers"]).iter().map(Answer::of) {
            assert_eq!(answer.kind, "done", "{answer:?}");
            acknowledged.extend(answer.id);
        }
    }
    assert_eq!(acknowledged.len(), 2 * TIMES);

    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    for reservation in &acknowledged {
        assert_eq!(stored.reserving(reservation).len(), 1, "{reservation}");
    }
    let lost = stored.records("journal").iter();
    let lost = lost
        .filter(|entry| text(&entry["note"]).contains("lostRace"))
        .count();
    // For people who wonder whether it was a race.
    eprintln!("{lost} races lost and decided again");
    let mut shown = Vec::new();
    for window in &windows {
        page.go_to(window).await?;
        page.at(stored.end()).await?;
        let read_models = page.run("return readModels();", json!([])).await?;
        shown.push((page.place().await?, read_models, page.log().await?));
    }
    assert_eq!(shown[0], shown[1]);
    let rows = list(&shown[0].1["OpenReservations"]["rows"]).iter();
    let here = rows.filter(|row| list(&row["cells"])[0] == CONFERENCE);
    assert_eq!(here.count(), 2 * TIMES);
    page.end_quietly().await
}

#[tokio::test]
async fn a_loser_who_asked_for_it_is_told_who_won_and_can_send_again() -> Outcome {
    let page = Page::first_visit("loser").await?;
    page.perform("Add seats", &OFFER).await?;
    let [first, second] = page.second_window().await?;
    page.run(
        "await open('Reserve seats', given); one('tell-lost-race').click(); await drawn();",
        filled(&RESERVE),
    )
    .await?;
    page.go_to(&first).await?;
    let faster = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(faster.kind, "done", "{faster:?}");

    page.go_to(&second).await?;
    page.see("moved-on", json!({})).await?;
    let before = page.place().await?.last;
    page.click("send", json!({})).await?;
    let told = page.see("answer", json!({ "kind": "conflict" })).await?;
    assert!(text(&told["text"]).contains("SeatsReserved by"), "{told}");
    assert_eq!(page.place().await?.last, before, "nothing was recorded");
    assert_eq!(page.log().await?[0]["title"], "lost race");

    page.click("accept-new-version", json!({})).await?;
    page.click("send", json!({})).await?;
    page.see("answer", json!({ "kind": "done" })).await?;
    page.at(before + 1).await?;
    Dump::of(&page, FIRST_WORKSPACE).await?.assert_whole();
    page.end_quietly().await
}
