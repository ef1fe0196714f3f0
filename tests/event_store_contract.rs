//! The contract of every event store, held by the reference store.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/event_store_contract.rs"]
mod contract;

use foldline::engine::memory_store::MemoryStore;

macro_rules! on_memory_store {
    ($room:ident: $($case:ident),* $(,)?) => {
        mod $room {
            $(
                #[test]
                fn $case() {
                    pollster::block_on(super::contract::$room::$case(super::MemoryStore::new()));
                }
            )*
        }
    };
}

contract::for_every_case!(on_memory_store);
