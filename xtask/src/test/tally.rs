//! Counts tests while their output passes by.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::ops::AddAssign;
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::{OrFail, Outcome};
use crate::step::announce;

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// Reads the line that closes a test binary, natively and in a browser alike:
    /// `test result: ok. 3 passed; 0 failed; ...`.
    fn read(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word| {
            let part = counts
                .split(';')
                .map(str::trim)
                .find(|part| part.ends_with(word))?;
            part.split(' ').next()?.parse().ok()
        };
        Some(Self {
            passed: count(" passed")?,
            failed: count(" failed")?,
        })
    }
}

/// What a program has said by its output and by its end.
pub(crate) struct Streamed {
    pub(crate) success: bool,
    pub(crate) tally: Tally,
}

impl Streamed {
    /// A failure that no test accounts for (a crash, code that does not compile) counts as one.
    pub(crate) fn settle(self) -> Tally {
        let unexplained = !self.success && self.tally.failed == 0;
        Tally {
            failed: self.tally.failed + u64::from(unexplained),
            ..self.tally
        }
    }
}

/// Runs a program, passes its output on as it comes, and counts the tests in it.
pub(crate) fn stream(command: &mut Command) -> Outcome<Streamed> {
    let line = announce(command);
    let remedy = "check that the program is installed and on PATH";
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .or_fail(format_args!("starting `{line}`"), remedy)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let tally = thread::scope(|scope| {
        let errors = scope.spawn(|| stderr.map(|from| pass_on(from, io::stderr())));
        let mut tally = stdout
            .map(|from| pass_on(from, io::stdout()))
            .unwrap_or_default();
        tally += errors.join().ok().flatten().unwrap_or_default();
        tally
    });
    let status = child
        .wait()
        .or_fail(format_args!("waiting for `{line}`"), remedy)?;
    Ok(Streamed {
        success: status.success(),
        tally,
    })
}

fn pass_on(from: impl Read, mut to: impl Write) -> Tally {
    let mut tally = Tally::default();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        // Counting goes on even when nobody reads any more.
        let _ = to.write_all(&line);
        let text = without_colors(&String::from_utf8_lossy(&line));
        tally += Tally::read(text.trim()).unwrap_or_default();
        line.clear();
    }
    tally
}

/// Removes the terminal's colour codes: from escape to `m`.
fn without_colors(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_a_test_binary_is_counted() {
        let line = "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; \
                    0 filtered out; finished in 0.00s";
        assert_eq!(
            Tally::read(line),
            Some(Tally {
                passed: 3,
                failed: 1
            })
        );
        assert_eq!(Tally::read("test a::result: ok ... ok"), None);
    }

    #[test]
    fn colours_are_no_obstacle() {
        let line = "\u{1b}[1mtest result: \u{1b}[32mok\u{1b}[0m. 7 passed; 0 failed\u{1b}[0m";
        assert_eq!(
            Tally::read(&without_colors(line)),
            Some(Tally {
                passed: 7,
                failed: 0
            })
        );
    }

    #[test]
    fn output_is_passed_on_unchanged_while_it_is_counted() {
        let output = "running 1 test\r\ntest result: ok. 1 passed; 0 failed\nno newline at the end";
        let mut copy = Vec::new();
        assert_eq!(
            pass_on(output.as_bytes(), &mut copy),
            Tally {
                passed: 1,
                failed: 0
            }
        );
        assert_eq!(copy, output.as_bytes());
    }

    #[test]
    fn a_failure_without_a_failed_test_counts_as_one() {
        let crashed = Streamed {
            success: false,
            tally: Tally {
                passed: 2,
                failed: 0,
            },
        };
        assert_eq!(
            crashed.settle(),
            Tally {
                passed: 2,
                failed: 1
            }
        );
        let red = Streamed {
            success: false,
            tally: Tally {
                passed: 2,
                failed: 3,
            },
        };
        assert_eq!(
            red.settle(),
            Tally {
                passed: 2,
                failed: 3
            }
        );
    }
}
