//! What has passed and what has failed so far.

use std::io::{self, Write as _};
use std::process::{Command, ExitCode};

use crate::failure::{Failure, Outcome};
use crate::step::step;
use crate::stream::stream;
use crate::test::tally::Tally;

/// The running count of a whole test run.
#[derive(Default)]
pub(crate) struct Report {
    tally: Tally,
    broken: Vec<String>,
}

impl Report {
    /// A program that is one check: it passes when it succeeds.
    pub(crate) fn check(&mut self, name: &str, mut command: Command) {
        self.build(name, || {
            let output = stream(&mut command)?;
            output
                .success
                .then_some(())
                .ok_or_else(|| read_above("this check failed"))
        });
    }

    /// A piece of work that is one check, and whose result is used later.
    pub(crate) fn build<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        let result = self.need(name, step(name, work));
        self.tally.passed += u64::from(result.is_some());
        result
    }

    /// Something that later checks stand on: it counts only when it fails.
    pub(crate) fn need<T>(&mut self, name: &str, outcome: Outcome<T>) -> Option<T> {
        self.tally.failed += u64::from(outcome.is_err());
        self.note(name, outcome)
    }

    /// A program that runs many tests and says itself how many passed and failed.
    pub(crate) fn tests(&mut self, name: &str, mut command: Command) {
        let mut tally = Tally {
            passed: 0,
            failed: 1,
        };
        let outcome = step(name, || {
            tally = Tally::of(&stream(&mut command)?);
            (tally.failed == 0)
                .then_some(())
                .ok_or_else(|| read_above("tests failed"))
        });
        self.tally += tally;
        self.note(name, outcome);
    }

    fn note<T>(&mut self, name: &str, outcome: Outcome<T>) -> Option<T> {
        outcome
            .inspect_err(|failure| {
                println!("{failure}");
                self.broken.push(name.to_owned());
            })
            .ok()
    }

    /// Names the steps that failed, and ends with the one line that others read.
    pub(crate) fn conclude(self) -> ExitCode {
        println!();
        if !self.broken.is_empty() {
            println!("Failed: {}", self.broken.join("; "));
        }
        // Nothing written earlier to the other stream may come after the last line.
        let _ = io::stderr().flush();
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        ExitCode::from(u8::from(self.tally.failed > 0))
    }
}

fn read_above(what: &str) -> Failure {
    Failure::new(
        what,
        "read the messages above; the command line under the step's name repeats it",
    )
}
