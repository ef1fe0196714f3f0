//! The contract of every event store, held by the browser's store in a real browser.
#![cfg(target_arch = "wasm32")]

#[path = "support/event_store_contract.rs"]
mod contract;

use foldline::browser::IndexedDbStore;
use foldline::engine::workspace::WorkspaceId;
use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

/// Each case has a workspace of its own.
async fn open(case: &str) -> IndexedDbStore {
    let opened = IndexedDbStore::open(&WorkspaceId::new(case)).await;
    opened.expect("the browser opens a new database")
}

macro_rules! on_indexed_db {
    ($room:ident: $($case:ident),* $(,)?) => {
        mod $room {
            use wasm_bindgen_test::wasm_bindgen_test;

            $(
                #[wasm_bindgen_test]
                async fn $case() {
                    let store = super::open(stringify!($case)).await;
                    super::contract::$room::$case(store).await;
                }
            )*
        }
    };
}

contract::for_every_case!(on_indexed_db);
