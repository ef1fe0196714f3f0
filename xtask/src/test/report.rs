//! What has passed and what has failed so far.

use std::io::{self, IsTerminal, Write as _};
use std::process::{Command, ExitCode};

use crate::failure::{Failure, Outcome};
use crate::step::step;
use crate::test::tally::{Tally, stream};

/// The running count of a whole test run.
#[derive(Default)]
pub(crate) struct Report {
    tally: Tally,
    broken: Vec<String>,
}

impl Report {
    /// A program that is one check: it passes when it succeeds.
    pub(crate) fn check(&mut self, name: &str, command: Command) {
        self.build(name, || finished(command).map(drop));
    }

    /// A piece of work that is one check, and whose result is used later.
    pub(crate) fn build<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        let result = self.need(name, step(name, work));
        self.tally.passed += u64::from(result.is_some());
        result
    }

    /// A program that runs many tests and says itself how many passed and failed.
    pub(crate) fn tests(&mut self, name: &str, mut command: Command) {
        let mut tally = Tally::default();
        let outcome = step(name, || {
            tally = stream(colored(&mut command))?.settle();
            if tally.failed == 0 {
                Ok(())
            } else {
                Err(read_above("tests failed"))
            }
        });
        // What could not even start counts as one failure.
        if outcome.is_err() && tally.failed == 0 {
            tally.failed = 1;
        }
        self.tally += tally;
        self.note(name, outcome);
    }

    /// Something that later checks stand on: it counts only when it fails.
    pub(crate) fn need<T>(&mut self, name: &str, outcome: Outcome<T>) -> Option<T> {
        self.tally.failed += u64::from(outcome.is_err());
        self.note(name, outcome)
    }

    fn note<T>(&mut self, name: &str, outcome: Outcome<T>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(failure) => {
                println!("{failure}");
                self.broken.push(name.to_owned());
                None
            }
        }
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

fn finished(mut command: Command) -> Outcome<Tally> {
    let output = stream(colored(&mut command))?;
    if output.success {
        Ok(output.tally)
    } else {
        Err(read_above("this check failed"))
    }
}

fn read_above(what: &str) -> Failure {
    Failure::new(
        what,
        "read the messages above; the command line under the step's name repeats it",
    )
}

/// A program whose output is read here can't see that a person looks at it.
fn colored(command: &mut Command) -> &mut Command {
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}
