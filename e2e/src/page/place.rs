//! Where the page stands in time.

use super::Page;
use crate::{Failure, Outcome};
use serde_json::{Value, json};

impl Page {
    /// Position, last position, stop of the slider, and whether it is live.
    ///
    /// # Errors
    /// The page shows none.
    pub async fn place(&self) -> Outcome<Place> {
        Place::of(&self.run("return where();", json!([])).await?)
    }

    /// Waits until the page shows a position.
    ///
    /// # Errors
    /// It never did.
    pub async fn at(&self, position: u64) -> Outcome<Place> {
        let body = "const found = where(); return found.position === given && found;";
        let what = format!("position {position}");
        Place::of(&self.until(&what, body, json!(position)).await?)
    }
}

/// Where the page stands in time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The position shown.
    pub position: u64,
    /// The last position.
    pub last: u64,
    /// The stop of the slider.
    pub stop: u64,
    /// Whether it is the live end.
    pub live: bool,
}

impl Place {
    fn of(found: &Value) -> Outcome<Self> {
        let number = |name: &str| {
            let number = found[name].as_u64();
            number.ok_or_else(|| Failure::new(format!("no {name} in {found}")))
        };
        Ok(Self {
            position: number("position")?,
            last: number("last")?,
            stop: number("stop")?,
            live: found["when"] == "live",
        })
    }
}
