//! Read models that lag, get an event twice, and are folded again from nothing; and what *Flow* shows meanwhile.

use crate::orders::{REGISTERED, register};
use e2e::json::{list, number, text};
use e2e::{Outcome, Page};
use serde_json::{Value, json};

const SHOWN: &str = "Availability";

const RESERVE: [(&str, Option<&str>, &str); 2] = [
    ("conference", None, "rustconf-lisbon"),
    ("seats", Some("General admission"), "1"),
];

/// Shows a read model.
async fn show(page: &Page, read_model: &str) -> Outcome {
    let body =
        "await tab('read-models'); one('read-model', { name: given }).click(); await drawn();";
    page.run(body, json!(read_model)).await?;
    Ok(())
}

/// The rows that are shown.
async fn rows(page: &Page) -> Outcome<Value> {
    page.run("await drawn(); return table().rows;", json!([]))
        .await
}

/// The read model has seen the history up to here, and has not seen so many events; the page says so in words.
async fn assert_seen(page: &Page, seen: u64, behind: u64) -> Outcome {
    let place = json!({ "seen": seen.to_string(), "behind": behind.to_string() });
    page.see("projection", place).await?;
    let words = match behind {
        0 => format!("as of position {seen}"),
        behind => format!("as of position {seen}, {behind} behind"),
    };
    let shown = page.see("as-of", json!({})).await?;
    assert_eq!(text(&shown["text"]), words);
    Ok(())
}

#[tokio::test]
async fn a_paused_read_model_says_how_far_it_is_behind_also_in_the_past() -> Outcome {
    let page = Page::first_visit("paused").await?;
    let begin = page.place().await?;
    show(&page, SHOWN).await?;
    let before = rows(&page).await?;
    page.click("pause", json!({})).await?;
    let paused = "return one('pause').innerText === 'Resume';";
    page.until("it is paused", paused, json!([])).await?;

    register(&page).await?;
    assert_seen(&page, begin.last, REGISTERED).await?;
    assert_eq!(rows(&page).await?, before);
    page.click("step-back", json!({})).await?;
    assert_seen(&page, begin.last, REGISTERED - 1).await?;
    assert_eq!(rows(&page).await?, before);
    page.run("slide(given);", json!(begin.stop)).await?;
    page.at(begin.last).await?;
    assert_seen(&page, begin.last, 0).await?;
    page.click("back-to-live", json!({})).await?;

    page.click("pause", json!({})).await?;
    assert_seen(&page, begin.last + REGISTERED, 0).await?;
    assert_ne!(rows(&page).await?, before);
    // It has caught up now, and still had not a moment ago.
    page.click("step-back", json!({})).await?;
    assert_seen(&page, begin.last, REGISTERED).await?;
    assert_eq!(rows(&page).await?, before);
    page.end_quietly().await
}

#[tokio::test]
async fn flow_tells_which_read_models_the_events_have_not_reached() -> Outcome {
    let page = Page::first_visit("flow-lags").await?;
    show(&page, "OpenReservations").await?;
    page.click("pause", json!({})).await?;
    let answer = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    let waiting = json!(["OpenReservations"]);
    assert_eq!(facts(&page, "n12", "not delivered yet").await?, waiting);
    let told = facts(&page, "n13", "projection").await?;
    let updated = facts(&page, "n14", "read model").await?;
    assert!(list(&told).contains(&json!(SHOWN)), "{told}");
    assert!(!list(&told).contains(&json!("OpenReservations")), "{told}");
    assert_eq!(told, updated);

    show(&page, "OpenReservations").await?;
    page.click("pause", json!({})).await?;
    assert_eq!(
        facts(&page, "n12", "not delivered yet").await?,
        Value::Array(Vec::new())
    );
    let now = facts(&page, "n14", "read model").await?;
    assert_eq!(list(&now).len(), list(&updated).len() + 1);
    // A moment ago it was still paused.
    page.click("step-back", json!({})).await?;
    page.see("past-banner", json!({})).await?;
    assert_eq!(facts(&page, "n12", "not delivered yet").await?, waiting);
    page.end_quietly().await
}

/// The values of this name in what a node of the workflow opens.
async fn facts(page: &Page, node: &str, name: &str) -> Outcome<Value> {
    let body = "await tab('flow');
         await until('a path', () => one('flow-title') && !one('flow-empty'));
         one('flow-node', { node: given[0] }).dispatchEvent(new MouseEvent('click', { bubbles: true }));
         const detail = await until('the detail', () => one('flow-detail', { node: given[0] }));
         const facts = [...detail.querySelectorAll('dd')].filter((it) => it.dataset.name === given[1]);
         const values = facts.map((it) => it.textContent);
         one('flow-detail-close').click();
         await drawn();
         return values;";
    page.run(body, json!([node, name])).await
}

/// What the two counters say of this type: naive, idempotent, why.
async fn counters(page: &Page, event_type: &str) -> Outcome<(u64, u64, String)> {
    let body = "await tab('read-models'); set(one('counted'), given);
         await until('the counters', () => one('counters-why').innerText.includes(given));
         const value = (test) => one(test).dataset.value;
         return [value('naive'), value('idempotent'), one('counters-why').innerText];";
    let found = page.run(body, json!(event_type)).await?;
    let why = text(&found[2]).to_owned();
    Ok((number(&found[0]), number(&found[1]), why))
}

#[tokio::test]
async fn an_event_delivered_again_misleads_only_the_naive_counter() -> Outcome {
    let page = Page::first_visit("again").await?;
    show(&page, SHOWN).await?;
    let before = rows(&page).await?;
    let (naive, idempotent, _) = counters(&page, "OrderPlaced").await?;
    assert!(naive > 1 && naive == idempotent, "{naive}, {idempotent}");
    page.click("deliver-again", json!({})).await?;
    page.see("counters", json!({ "wrong": "true" })).await?;
    let (wrong, right, why) = counters(&page, "OrderPlaced").await?;
    assert_eq!((wrong, right), (naive + 1, idempotent));
    assert!(why.contains("was delivered again"), "{why}");
    assert_eq!(rows(&page).await?, before, "the read model is idempotent");
    page.click("step-back", json!({})).await?;
    page.see("counters", json!({ "wrong": "false" })).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn two_instances_of_one_consumer_mislead_only_the_naive_counter() -> Outcome {
    let page = Page::first_visit("two-consumers").await?;
    let body = "await tab('processes'); one('processes-part', { name: 'faults' }).click();";
    page.run(body, json!([])).await?;
    page.click("fault", json!({ "name": "twoConsumers" }))
        .await?;
    let waits = json!({ "name": "twoConsumers", "waits": "true" });
    page.see("fault", waits).await?;
    register(&page).await?;
    let struck = "return log().some(({ title }) => title === 'delivered again');";
    page.until("it comes again", struck, json!([])).await?;
    let (naive, idempotent, why) = counters(&page, "OrderPlaced").await?;
    assert_eq!(naive, idempotent + 1, "{why}");
    assert!(why.contains("two instances of one consumer"), "{why}");
    page.end_quietly().await
}

#[tokio::test]
async fn a_rebuild_shows_its_progress_and_ends_with_the_same_rows() -> Outcome {
    let page = Page::first_visit("rebuild").await?;
    let last = page.place().await?.last;
    show(&page, SHOWN).await?;
    let before = rows(&page).await?;
    let watch = "window.bars = [];
         const note = () => {
           const bar = one('rebuilt')?.querySelector('progress');
           if (bar && bars.at(-1)?.[0] !== bar.value) bars.push([bar.value, bar.max]);
         };
         new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });";
    page.run(watch, json!([])).await?;
    page.click("rebuild", json!({})).await?;
    let done = page
        .see("rebuilt", json!({ "done": "true", "bad": "false" }))
        .await?;
    let count = list(&before).len();
    assert_eq!(
        text(&done["text"]),
        format!("rebuilt up to position {last}: the same {count} rows")
    );
    assert_eq!(rows(&page).await?, before);
    let bars = page.run("return bars;", json!([])).await?;
    let folded: Vec<u64> = list(&bars).iter().map(|bar| number(&bar[0])).collect();
    // A busy machine may not draw each of them.
    assert!(folded.len() > 2 && folded.is_sorted(), "{bars}");
    assert!(
        list(&bars).iter().all(|bar| number(&bar[1]) == last),
        "{bars}"
    );
    page.end_quietly().await
}
