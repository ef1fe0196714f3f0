//! What the performance figures come from: natively and in Chromium, each figure one line of JSON.
//!
//! `cargo xtask bench` runs both and prints one table. Nothing here fails because it was slow.

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
    folding::measure(by_hand::ByHand::default());
}
