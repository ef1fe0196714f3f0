//! Several connections to one workspace, as several tabs have: nothing is lost and nothing is doubled.
#![cfg(target_arch = "wasm32")]

#[path = "support/event_store_contract/given.rs"]
#[allow(dead_code, reason = "shared with the contract, which uses all of it")]
mod given;

use foldline::browser::IndexedDbStore;
use foldline::engine::event_store::Appended;
use foldline::engine::version::ExpectedVersion::{Any, Exact, NoStream};
use foldline::engine::version::StreamVersion;
use foldline::engine::workspace::WorkspaceId;
use futures_util::future::{join, join_all, select};
use given::*;
use std::pin::pin;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn open(workspace: &str) -> IndexedDbStore {
    let opened = IndexedDbStore::open(&WorkspaceId::new(workspace)).await;
    opened.expect("the browser opens the database")
}

#[wasm_bindgen_test]
async fn what_was_appended_is_there_after_opening_again() {
    let first = open("again").await;
    let commit = append(&first, full_decision()).await;
    note(&first, "noted").await;
    drop(first);
    let second = open("again").await;
    let entries = history(&second).await;
    assert_eq!(moments(&entries), ["2", "2+1"]);
    assert_eq!(entries[0].commit(), Some(&commit));
    let repeated = try_append(&second, full_decision(), NoStream).await;
    assert_eq!(repeated, Appended::Repeated(commit));
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_race_exactly_one_wins() {
    let (left, right) = (open("race").await, open("race").await);
    for round in 0..50 {
        let known = Exact(StreamVersion::new(round * 2));
        let (l, r) = (format!("l{round}"), format!("r{round}"));
        let answers = join(
            try_append(&left, decision(&l, "a", 2), known),
            try_append(&right, decision(&r, "a", 2), known),
        );
        let (won, lost) = match answers.await {
            (Appended::Committed(commit), Appended::Conflict(lost))
            | (Appended::Conflict(lost), Appended::Committed(commit)) => (commit, lost),
            both => panic!("not one winner: {both:?}"),
        };
        assert_eq!(lost.actual, won.version());
        let winners = ids(&lost.winners);
        let id = &won.data.command.id;
        assert_eq!(winners, [format!("{id}.0"), format!("{id}.1")]);
    }
    assert_eq!(history(&left).await.len(), 50);
    assert_eq!(history(&left).await, history(&right).await);
    assert_eq!(stream(&left, "a").await.len(), 100);
}

#[wasm_bindgen_test]
async fn many_appends_at_once_are_all_there_once() {
    let tabs = [open("many").await, open("many").await, open("many").await];
    let appends = (0..90).map(|n| {
        let data = decision(&format!("c{n}"), &format!("s{}", n % 4), n % 3);
        append(&tabs[n % 3], data)
    });
    let commits = join_all(appends).await;
    let mut moments: Vec<_> = commits.iter().map(|commit| commit.moment).collect();
    moments.sort();
    let entries = history(&tabs[0]).await;
    let read: Vec<_> = entries.iter().map(|entry| entry.moment()).collect();
    assert_eq!(moments, read);
    assert_eq!(context_after(&tabs[1], 0, ALL).await.len(), 90);
}

#[wasm_bindgen_test]
async fn one_command_from_two_tabs_takes_effect_once() {
    let (left, right) = (open("once").await, open("once").await);
    for round in 0..20 {
        let data = || decision(&format!("c{round}"), "a", round % 2);
        let answers = join(
            try_append(&left, data(), Any),
            try_append(&right, data(), Any),
        );
        let (first, second) = match answers.await {
            (Appended::Committed(first), Appended::Repeated(second))
            | (Appended::Repeated(second), Appended::Committed(first)) => (first, second),
            both => panic!("not once: {both:?}"),
        };
        assert_eq!(first, second);
    }
    assert_eq!(history(&left).await.len(), 20);
}

#[wasm_bindgen_test]
async fn an_append_that_is_given_up_is_there_whole_or_not_at_all() {
    let store = open("given up").await;
    for steps in 0..8 {
        let id = format!("c{steps}");
        // It is dropped after as long as some other requests take: somewhere between its first and its last.
        {
            let append = pin!(try_append(&store, decision(&id, "a", 2), Any));
            let meanwhile = pin!(async {
                for _ in 0..steps {
                    find(&store, "nothing").await;
                }
            });
            select(append, meanwhile).await;
        }
        let found = find(&store, &id).await;
        let events = stream(&store, "a").await;
        let there = events.iter().filter(|e| e.id().starts_with(&id)).count();
        assert_eq!(there, if found.is_some() { 2 } else { 0 });
        history(&store).await;
    }
    append(&store, decision("last", "a", 1)).await;
}
