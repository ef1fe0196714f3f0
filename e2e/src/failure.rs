//! Why a test could not go on, and where that was noticed.

use std::fmt;
use std::panic::Location;

/// What a test comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a test could not go on.
pub struct Failure {
    what: String,
    at: &'static Location<'static>,
}

impl Failure {
    /// Something did not happen, or happened wrongly.
    #[track_caller]
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            at: Location::caller(),
        }
    }

    /// The same, with what else there is to know.
    #[must_use]
    pub fn with(mut self, more: &str) -> Self {
        self.what.push('\n');
        self.what.push_str(more);
        self
    }
}

impl<E: std::error::Error> From<E> for Failure {
    #[track_caller]
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

/// A test that fails shows this.
impl fmt::Debug for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}\n  at {}", self.what, self.at)
    }
}
