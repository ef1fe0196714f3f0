//! Two stores that are given the same calls answer the same: whatever the calls, and with the fewest that do not told.

#[path = "support/event_store_contract/given.rs"]
#[allow(dead_code, reason = "shared with the contract, which uses all of it")]
mod given;
#[cfg(not(target_arch = "wasm32"))]
#[path = "support/recoding_store.rs"]
mod recoding_store;
#[path = "support/store_calls.rs"]
mod store_calls;

/// In memory, and in memory behind the stored shapes.
#[cfg(not(target_arch = "wasm32"))]
mod natively {
    use crate::recoding_store::RecodingStore;
    use crate::store_calls::{Call, NUMBERS, difference};
    use foldline::engine::memory_store::MemoryStore;
    use proptest::prelude::*;

    fn any_calls() -> impl Strategy<Value = Vec<Call>> {
        let numbers = prop::array::uniform(0..10_000_u32);
        let call = numbers.prop_map(|numbers: [u32; NUMBERS]| Call::of(numbers));
        prop::collection::vec(call, 0..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 96,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_store_behind_the_stored_shapes_answers_as_one_without(calls in any_calls()) {
            let (one, other) = (RecodingStore::default(), MemoryStore::new());
            let differs = pollster::block_on(difference(&one, &other, &calls));
            prop_assert_eq!(differs, None);
        }
    }
}

/// In IndexedDB, and in memory.
#[cfg(target_arch = "wasm32")]
mod in_browser {
    use crate::store_calls::{Call, difference};
    use foldline::browser::IndexedDbStore;
    use foldline::engine::memory_store::MemoryStore;
    use foldline::engine::workspace::WorkspaceId;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// A call takes milliseconds on a disk, so the cases are few, and the same on every run.
    const CASES: u64 = 8;
    const CALLS: usize = 60;

    struct Dice(u64);

    impl Dice {
        fn roll(&mut self) -> u32 {
            // Knuth's constants; the upper bits are the better ones.
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as u32
        }
    }

    async fn differs(workspace: &str, calls: &[Call]) -> Option<String> {
        let id = WorkspaceId::new(workspace);
        let real = IndexedDbStore::open(&id).await.expect("it opens");
        let difference = difference(&real, &MemoryStore::new(), calls).await;
        drop(real);
        IndexedDbStore::delete(&id).await.expect("it is deleted");
        difference
    }

    #[wasm_bindgen_test]
    async fn the_store_of_the_browser_answers_as_the_one_in_memory() {
        for case in 0..CASES {
            let mut dice = Dice(case);
            let calls = (0..CALLS).map(|_| Call::of(std::array::from_fn(|_| dice.roll())));
            let calls: Vec<Call> = calls.collect();
            if let Some(told) = differs(&format!("same answers {case}"), &calls).await {
                let (calls, told) = fewest(calls, told).await;
                panic!("case {case}: {told}\nof {} calls: {calls:#?}", calls.len());
            }
        }
    }

    /// Leaves out every call without which the stores still differ.
    async fn fewest(mut calls: Vec<Call>, mut told: String) -> (Vec<Call>, String) {
        for index in (0..calls.len()).rev() {
            let mut fewer = calls.clone();
            fewer.remove(index);
            if let Some(still) = differs("fewest calls", &fewer).await {
                (calls, told) = (fewer, still);
            }
        }
        (calls, told)
    }
}
