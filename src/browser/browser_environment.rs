//! The real clock and ids that nobody has used.

use crate::engine::environment::Environment;
use crate::engine::time::{Clock, Timestamp};
use wasm_bindgen::prelude::*;

/// The clock of the machine, and ids made from the browser's random numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BrowserEnvironment;

impl Environment for BrowserEnvironment {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    fn clock(&self) -> Clock {
        Clock::Real
    }

    /// 128 random bits as 32 hexadecimal characters.
    fn new_id(&self) -> String {
        let mut bytes = [0; 16];
        if get_random_values(&mut bytes).is_err() {
            // Every browser has random numbers, also where the connection is not secure; if one should not, an id
            // that could be guessed is better than none, for ids keep no secrets.
            bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
        }
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn get_random_values(into: &mut [u8]) -> Result<(), JsValue>;
}
