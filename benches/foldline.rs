//! What the performance figures come from: natively and in Chromium, each figure one line of JSON.
//!
//! `cargo xtask bench` runs both and prints one table; `cargo bench --bench foldline -- folds` leaves the seeks out.
//! Nothing here fails because it was slow.

/// A long history of conference booking, made from a seed.
#[path = "support/workload.rs"]
mod workload;

/// Folding, seeking, and what they take of memory.
#[path = "support/folding.rs"]
mod folding;

/// Measured times, and a line for each figure.
#[path = "support/figure.rs"]
mod figure;

/// The same fold as one writes it by hand in Rust.
#[cfg(not(target_arch = "wasm32"))]
#[path = "support/by_hand.rs"]
mod by_hand;

/// The same fold as a script.
#[cfg(not(target_arch = "wasm32"))]
#[path = "support/scripted.rs"]
mod scripted;

/// What only a browser has: JavaScript, and a storage on the disk.
#[cfg(target_arch = "wasm32")]
#[path = "support/in_browser.rs"]
mod in_browser;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[cfg(target_arch = "wasm32")]
fn main() {}

/// Counts what is allocated.
#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    folding::measure_compiling();
    folding::measure_folds(scripted::Scripted::new(), folding::EVENTS / 10);
    folding::measure_folds(by_hand::ByHand::default(), folding::EVENTS);
    if !std::env::args().any(|argument| argument == "folds") {
        folding::measure_seeks();
    }
}
