//! What went wrong, and what a person can do about it: every failure carries both.

use std::fmt;

/// The result of anything that can fail in these commands.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// What happened, and what to do next.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    /// A failure in words, with its remedy.
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "What happened: {}", self.what)?;
        write!(formatter, "What to do:    {}", self.remedy)
    }
}

/// Turns any error into a [`Failure`].
pub(crate) trait OrFail<T> {
    /// Says what was tried when the error came, and what to do about it.
    fn or_fail(self, tried: impl fmt::Display, remedy: &str) -> Outcome<T>;
}

impl<T, E: fmt::Display> OrFail<T> for Result<T, E> {
    fn or_fail(self, tried: impl fmt::Display, remedy: &str) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{tried}: {error}"), remedy))
    }
}
