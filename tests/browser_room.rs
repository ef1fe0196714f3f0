//! Workspaces, clock and ids, tabs, locks and the state of the storage, in a real browser.
#![cfg(target_arch = "wasm32")]

#[path = "support/event_store_contract/given.rs"]
#[allow(dead_code, reason = "shared with the contract, which uses all of it")]
mod given;

use foldline::browser::{
    BroadcastTabs, BrowserEnvironment, Heard, IndexedDbWorkspaces, StorageState, WebLocks,
};
use foldline::engine::environment::Environment;
use foldline::engine::time::Clock;
use foldline::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use futures_util::FutureExt;
use given::*;
use gloo::timers::future::TimeoutFuture;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn info(id: &str, age: i64) -> WorkspaceInfo {
    WorkspaceInfo {
        id: WorkspaceId::new(id),
        name: format!("The {id}"),
        model: "Conference booking".to_owned(),
        created_at: NOON.plus_millis(-age),
        ready: false,
        with_story: true,
        text: Some("model \"Of my own\"\n".to_owned()),
    }
}

#[wasm_bindgen_test]
async fn workspaces_are_listed_changed_opened_and_deleted() {
    let workspaces = IndexedDbWorkspaces::open().await.expect("opened");
    assert_eq!(workspaces.list().await, Ok(Vec::new()));
    let (young, old) = (info("young", 1), info("old", 2));
    for info in [&young, &old] {
        workspaces.save(info).await.expect("saved");
    }
    assert_eq!(workspaces.list().await, Ok(vec![old.clone(), young]));

    let mut renamed = info("young", 1);
    renamed.name = "Zoë’s".to_owned();
    renamed.ready = true;
    workspaces.save(&renamed).await.expect("renamed");
    let other_tab = IndexedDbWorkspaces::open().await.expect("opened");
    assert_eq!(
        other_tab.list().await,
        Ok(vec![old.clone(), renamed.clone()])
    );

    let store = workspaces.open(&old.id).await.expect("opened");
    append(&store, decision("c1", "a", 1)).await;
    let elsewhere = workspaces.open(&renamed.id).await.expect("opened");
    assert!(history(&elsewhere).await.is_empty());
    workspaces.delete(&old.id).await.expect("deleted");
    workspaces.delete(&old.id).await.expect("deleted already");
    assert_eq!(workspaces.list().await, Ok(vec![renamed]));
    let fresh = workspaces.open(&old.id).await.expect("made anew");
    assert!(history(&fresh).await.is_empty());
}

#[wasm_bindgen_test]
fn the_clock_is_the_machines_and_ids_are_never_used_twice() {
    let environment = BrowserEnvironment;
    let now = js_sys::Date::now() as i64;
    assert!((environment.now().millis() - now).abs() < 60_000);
    assert_eq!(environment.clock(), Clock::Real);
    let ids: BTreeSet<_> = (0..1_000).map(|_| environment.new_id()).collect();
    assert_eq!(ids.len(), 1_000);
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    assert!(
        ids.iter()
            .all(|id| id.len() == 32 && id.chars().all(is_hex))
    );
}

#[wasm_bindgen_test]
async fn a_tab_hears_the_others_and_not_itself() {
    let (left, right) = (BroadcastTabs::join(), BroadcastTabs::join());
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = |tab: &'static str| {
        let heard = Rc::clone(&heard);
        move |said| heard.borrow_mut().push((tab, said))
    };
    let listening = (left.listen(hear("left")), right.listen(hear("right")));
    let workspace = WorkspaceId::new("one");
    left.announce(&workspace);
    while heard.borrow().is_empty() {
        TimeoutFuture::new(5).await;
    }
    TimeoutFuture::new(50).await;
    assert_eq!(heard.take(), [("right", Heard::News(workspace.clone()))]);
    right.ask_to_lead(&workspace);
    TimeoutFuture::new(50).await;
    assert_eq!(
        heard.take(),
        [("left", Heard::AskToLead(workspace.clone()))]
    );
    drop(listening);
    left.announce(&workspace);
    TimeoutFuture::new(50).await;
    assert!(heard.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn a_lock_is_held_by_one_at_a_time() {
    let (left, right) = (WebLocks::new(), WebLocks::new());
    assert!(left.are_available());
    let held = left.acquire("leader").await;
    let other = left.acquire("another name").await;
    let mut waiting = Box::pin(right.acquire("leader"));
    for _ in 0..5 {
        assert!(waiting.as_mut().now_or_never().is_none());
        TimeoutFuture::new(10).await;
    }
    drop(held);
    let held = waiting.await;
    drop((held, other));
    let again = left.acquire("leader").await;
    drop(again);
}

#[wasm_bindgen_test]
async fn whoever_gives_up_waiting_holds_no_lock() {
    let locks = WebLocks::new();
    let held = locks.acquire("given up").await;
    let mut waiting = Box::pin(locks.acquire("given up"));
    assert!(waiting.as_mut().now_or_never().is_none());
    drop(waiting);
    drop(held);
    drop(locks.acquire("given up").await);
}

#[wasm_bindgen_test]
async fn the_browser_tells_how_it_stores() {
    let state = StorageState::read().await;
    let (usage, quota) = (state.usage.expect("usage"), state.quota.expect("quota"));
    assert!(usage < quota);
    let granted = StorageState::ask_to_persist().await;
    assert_eq!(StorageState::read().await.persisted, granted);
}
