//! Counts tests by what their programs have written.

use std::ops::AddAssign;

use crate::stream::Streamed;

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
    /// Counts all test binaries that one program has run. A failure that no test accounts for (a
    /// crash, code that does not compile) counts as one.
    pub(crate) fn of(output: &Streamed) -> Self {
        let mut tally = Self::default();
        for line in &output.lines {
            tally += Self::read(line).unwrap_or_default();
        }
        tally.failed += u64::from(!output.success && tally.failed == 0);
        tally
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(success: bool, lines: &[&str]) -> Tally {
        let lines = lines.iter().map(|&line| line.to_owned()).collect();
        Tally::of(&Streamed { success, lines })
    }

    #[test]
    fn the_closing_lines_of_all_test_binaries_are_counted() {
        let lines = [
            "test a::result: ok ... ok",
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.03s",
            "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out",
        ];
        assert_eq!(
            tally(false, &lines),
            Tally {
                passed: 5,
                failed: 1
            }
        );
    }

    #[test]
    fn a_failure_without_a_failed_test_counts_as_one() {
        let lines = ["test result: ok. 2 passed; 0 failed; 0 ignored"];
        assert_eq!(
            tally(false, &lines),
            Tally {
                passed: 2,
                failed: 1
            }
        );
        assert_eq!(
            tally(true, &lines),
            Tally {
                passed: 2,
                failed: 0
            }
        );
    }
}
