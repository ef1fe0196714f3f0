//! One window runs the processes. Closed or killed in the middle of its work, another one finishes it, once.

use crate::orders::REGISTERED;
use e2e::database::Dump;
use e2e::page::{FIRST_WORKSPACE, Fill};
use e2e::{Failure, Outcome, Page};
use serde_json::json;
use thirtyfour::WindowHandle;

/// How many events an order begins with.
const ORDERED: u64 = 2;

/// How many commits the process writes for an order until all its seats are reserved.
const COMMITS: u64 = 6;

const ONE: [Fill<'_>; 2] = [
    ("conference", None, "rustconf-lisbon"),
    ("seats", Some("General admission"), "1"),
];

/// Places an order.
async fn place(page: &Page) -> Outcome<String> {
    let answer = page.perform("Register", &ONE).await?;
    let order = answer.id.clone().filter(|_| answer.kind == "done");
    order.ok_or_else(|| Failure::new(format!("{answer:?}")))
}

/// Every order was reserved and told so exactly once.
async fn assert_once(page: &Page, orders: &[String]) -> Outcome {
    let stored = Dump::of(page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    for order in orders {
        for event_type in ["OrderPlaced", "SeatsReserved", "OrderReservationCompleted"] {
            assert_eq!(
                stored.happened(event_type, order),
                1,
                "{event_type}: {order}"
            );
        }
    }
    Ok(())
}

/// A window that leads and will stand still after so many commits.
async fn stalling(page: &Page, window: &WindowHandle, commits: u64) -> Outcome {
    page.go_to(window).await?;
    let leads = "return all('process-runs')[0]?.innerText === 'runs in this tab';";
    page.run("await tab('processes');", json!([])).await?;
    page.until("this window leads", leads, json!([])).await?;
    page.run("stallAfter(given);", json!(commits)).await?;
    Ok(())
}

/// It stands still, and the history ends here.
async fn assert_stalled(page: &Page, window: &WindowHandle, end: u64) -> Outcome {
    page.go_to(window).await?;
    let stalled = "return window.stalled === true;";
    page.until("it stands still", stalled, json!([])).await?;
    assert_eq!(Dump::of(page, FIRST_WORKSPACE).await?.end(), end);
    Ok(())
}

#[tokio::test]
async fn a_window_closed_in_the_middle_is_taken_over_and_nothing_happens_twice() -> Outcome {
    let page = Page::first_visit("closed").await?;
    let mut leader = page.web().window().await?;
    let mut last = page.place().await?.last;
    let mut orders = Vec::new();
    for commits in 0..COMMITS {
        let [_, other] = page.second_window().await?;
        stalling(&page, &leader, commits).await?;
        page.go_to(&other).await?;
        orders.push(place(&page).await?);
        assert_stalled(&page, &leader, last + ORDERED + commits).await?;
        page.web().close_window().await?;
        page.go_to(&other).await?;
        last += REGISTERED;
        page.at(last).await?;
        assert_once(&page, &orders).await?;
        leader = other;
    }
    page.end_quietly().await
}

#[tokio::test]
async fn a_browser_killed_in_the_middle_goes_on_when_it_is_opened_again() -> Outcome {
    let mut page = Page::first_visit("killed-process").await?;
    let mut last = page.place().await?.last;
    let mut orders = Vec::new();
    for commits in [1, 2, 4] {
        let window = page.web().window().await?;
        let [first, second] = page.second_window().await?;
        assert_eq!(first, window);
        stalling(&page, &first, commits).await?;
        page.go_to(&second).await?;
        orders.push(place(&page).await?);
        assert_stalled(&page, &first, last + ORDERED + commits).await?;
        page.kill();
        page.reopen().await?;
        last += REGISTERED;
        page.at(last).await?;
        assert_once(&page, &orders).await?;
    }
    page.end_quietly().await
}
