//! Measured times, and a line of JSON for each figure.

use serde_json::{Map, Value, json};

/// Milliseconds since some moment.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn now() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0
}

#[cfg(target_arch = "wasm32")]
pub(crate) use crate::in_browser::now;

/// Bytes of memory in use: natively what is allocated, in wasm the pages that the memory has grown to.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn memory() -> usize {
    crate::ALLOCATED.current_usage()
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn memory() -> usize {
    core::arch::wasm32::memory_size(0) * 65_536
}

/// How long something takes, in milliseconds.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = now();
    let result = work();
    let took = now() - start;
    drop(std::hint::black_box(result));
    took
}

/// The value that so many of a hundred are not greater than.
pub(crate) fn percentile(times: &mut [f64], of_a_hundred: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    let last = times.len().saturating_sub(1);
    times[last * of_a_hundred / 100]
}

/// Tells a figure, and others of the same run and unit beside it.
pub(crate) fn figure(name: &str, value: f64, unit: &str, beside: &[(&str, f64)]) {
    let beside: Map<String, Value> = beside
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(rounded(*value))))
        .collect();
    let line = json!({ "name": name, "value": rounded(value), "unit": unit, "beside": beside })
        .to_string();
    tell(&line);
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::print_stdout, reason = "the figures are the output")]
fn tell(line: &str) {
    println!("{line}");
}

#[cfg(target_arch = "wasm32")]
fn tell(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}
