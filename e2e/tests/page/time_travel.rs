//! The slider: every panel as of one moment, exactly as it is computed natively; and nothing can be sent there.

use crate::worlds::{assert_world, stop_of};
use e2e::json::{number, text};
use e2e::{Outcome, Page, native};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_slider_shows_exactly_what_is_computed_natively() -> Outcome {
    let page = Page::first_visit("slider").await?;
    let history = native::history()?;
    let last = page.place().await?.last;
    for position in [0, 1, 6, 37, 100, last / 2, last - 1, last] {
        let stop = stop_of(&history, position);
        page.run("slide(given);", json!(stop)).await?;
        let place = page.at(position).await?;
        assert_eq!((place.stop, place.live), (stop, position == last));
        assert_world(&page, &history, position).await?;
    }
    page.end_quietly().await
}

#[tokio::test]
async fn keys_move_the_whole_system() -> Outcome {
    let page = Page::first_visit("keys").await?;
    let history = native::history()?;
    let last = page.place().await?.last;
    page.press(Key::Home).await?;
    page.at(0).await?;
    assert_world(&page, &history, 0).await?;
    page.run("document.activeElement.blur();", json!([]))
        .await?;
    // The first stop is the journal's note of the model that was applied.
    page.press(Key::Right).await?;
    page.until("the first stop", "return where().stop === 1;", json!([]))
        .await?;
    page.press(Key::Right).await?;
    page.at(1).await?;
    page.press(Key::Right).await?;
    page.at(2).await?;
    assert_world(&page, &history, 2).await?;
    page.run("document.activeElement.blur();", json!([]))
        .await?;
    page.press(Key::Left).await?;
    page.at(1).await?;
    page.press(Key::End).await?;
    assert!(page.at(last).await?.live);
    page.press(Key::Left).await?;
    page.at(last - 1).await?;
    assert_world(&page, &history, last - 1).await?;
    // On the slider itself the keys do the same.
    page.run("one('slider').focus();", json!([])).await?;
    page.press(Key::Home).await?;
    page.at(0).await?;
    page.press(Key::Right).await?;
    page.until("the first stop", "return where().stop === 1;", json!([]))
        .await?;
    page.press(Key::End).await?;
    page.at(last).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn single_events_are_stops_on_demand() -> Outcome {
    let page = Page::first_visit("by-event").await?;
    let last = page.place().await?.last;
    page.click("by-event", json!({})).await?;
    page.see("by-event", json!({})).await?;
    page.click("step-back", json!({})).await?;
    let before = page.at(last - 1).await?;
    assert!(!before.live);
    let history = native::history()?;
    assert_world(&page, &history, last - 1).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_jump_goes_to_the_last_moment_at_that_time() -> Outcome {
    let page = Page::first_visit("jump").await?;
    let history = native::history()?;
    page.click("jump", json!({})).await?;
    page.see("jump-time", json!({})).await?;
    page.run("set(one('jump-time'), '2026-03-14T11:30:00');", json!([]))
        .await?;
    page.click("dialog-confirm", json!({})).await?;
    let asked = foldline::engine::time::Timestamp::parse("2026-03-14T11:30:00Z");
    let asked = asked.map(|time| json!(time));
    let asked = number(&asked.unwrap_or_default());
    let happened = history
        .iter()
        .filter(|entry| number(&entry["recordedAt"]) <= asked);
    let position = happened.map(|entry| number(&entry["position"])).max();
    let position = position.unwrap_or_default();
    let place = page.at(position).await?;
    assert!(
        !place.live && position > 0 && position < place.last,
        "{place:?}"
    );
    assert_world(&page, &history, position).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn playing_goes_from_the_start_to_the_live_end() -> Outcome {
    let page = Page::first_visit("play").await?;
    let place = page.place().await?;
    for _ in 0..4 {
        page.click("speed", json!({})).await?;
    }
    page.see("speed", json!({ "value": "16" })).await?;
    let watch = "window.seen = [];
         const note = () => seen.at(-1) === where().stop || seen.push(where().stop);
         const watched = { subtree: true, attributes: true, childList: true, characterData: true };
         new MutationObserver(note).observe(one('position').parentElement, watched);";
    page.run(watch, json!([])).await?;
    page.click("play", json!({})).await?;
    // A day of some hundred stops takes a busy machine a while.
    let past = "const { stop, when } = where(); return when === 'live' || stop > given;";
    for tenth in 1..10 {
        let until = json!(place.stop * tenth / 10);
        page.until("a tenth more of the play", past, until).await?;
    }
    let ended = "return seen.length > 5 && where().when === 'live' && seen;";
    let seen = page.until("the end of the play", ended, json!([])).await?;
    let seen: Vec<u64> = e2e::json::list(&seen).iter().map(number).collect();
    assert!(seen.is_sorted(), "{seen:?}");
    assert_eq!((seen.first(), seen.last()), (Some(&0), Some(&place.stop)));
    // A busy machine may not draw each of them.
    assert!(seen.len() as u64 > place.stop / 2, "{seen:?}");
    // The space bar does the same, and stops it too.
    page.run("document.activeElement.blur();", json!([]))
        .await?;
    page.press(" ").await?;
    page.until("it plays", "return where().when === 'past';", json!([]))
        .await?;
    page.press(" ").await?;
    page.until(
        "it rests",
        "return one('play').getAttribute('aria-pressed') === 'false';",
        json!([]),
    )
    .await?;
    assert!(!page.place().await?.live);
    page.end_quietly().await
}

#[tokio::test]
async fn in_the_past_nothing_can_be_sent() -> Outcome {
    let page = Page::first_visit("past").await?;
    let before = page.place().await?;
    page.click("task", json!({ "title": "Reserve seats" }))
        .await?;
    let seats = json!({ "name": "seats", "key": "General admission" });
    page.type_into("field", seats, "1").await?;
    page.click("step-back", json!({})).await?;
    page.see("past-banner", json!({})).await?;
    let locked = page.see("locked", json!({})).await?;
    assert!(text(&locked["text"]).contains("past"), "{locked}");
    let body = "const shown = all('task').concat(all('send'), all('field')).filter((it) => it.tagName !== 'OUTPUT');
         const open = shown.filter((it) => !it.matches(':disabled') && it.getAttribute('aria-expanded') !== 'true');
         return { shown: shown.length, open: open.map((it) => it.outerHTML) };";
    let found = page.run(body, json!([])).await?;
    assert!(number(&found["shown"]) > 5, "{found}");
    assert_eq!(found["open"], json!([]), "all of it is locked");

    // Neither by Enter, nor by a script that sends the form.
    page.run("document.activeElement.blur();", json!([]))
        .await?;
    page.press(Key::Enter).await?;
    let body = "const form = one('send')?.form; form?.querySelector('input')?.focus(); form?.requestSubmit(); await drawn();";
    page.run(body, json!([])).await?;
    page.press(Key::Enter).await?;
    page.run("await drawn();", json!([])).await?;
    assert_eq!(
        page.run("return one('answer');", json!([])).await?,
        Value::Null
    );
    assert_eq!(page.place().await?.last, before.last);

    page.click("back-to-live", json!({})).await?;
    assert_eq!(page.at(before.last).await?, before);
    page.click("send", json!({})).await?;
    page.see("answer", json!({ "kind": "done" })).await?;
    assert_eq!(
        page.place().await?.last,
        before.last + 1,
        "once, and only now"
    );
    page.end_quietly().await
}
