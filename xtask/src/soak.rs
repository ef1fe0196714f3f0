//! `cargo xtask soak`: the simulation of the whole system and the fuzzing of the model language, optimised and for long,
//! with seeds that no test has used.

use std::process::ExitCode;

use crate::failure::{Failure, OrFail, Outcome};
use crate::project::Project;

/// How many runs there are, unless `--runs` says otherwise; on two cores about half an hour.
const RUNS: u64 = 20_000;

/// How many minutes of a processor each target of the fuzzing gets, unless `--fuzz-minutes` says otherwise.
const FUZZ_MINUTES: u64 = 10;

/// The tests use the seeds below this one.
const FIRST_SEED: u64 = 1_000_000;

/// What a person wants.
pub(crate) struct SoakOptions {
    runs: u64,
    fuzz_minutes: u64,
    first_seed: u64,
}

impl SoakOptions {
    /// Reads `--runs N`, `--fuzz-minutes N` and `--first-seed N`.
    ///
    /// # Errors
    /// An option is unknown, or is no number.
    pub(crate) fn parse(arguments: &[&str]) -> Outcome<Self> {
        let mut options = Self {
            runs: RUNS,
            fuzz_minutes: FUZZ_MINUTES,
            first_seed: FIRST_SEED,
        };
        for pair in arguments.chunks(2) {
            let (option, number) = match pair {
                [option, text] => (*option, number(text)?),
                other => return Err(unknown(&other.join(" "))),
            };
            match option {
                "--runs" => options.runs = number,
                "--fuzz-minutes" => options.fuzz_minutes = number,
                "--first-seed" => options.first_seed = number,
                other => return Err(unknown(other)),
            }
        }
        Ok(options)
    }
}

/// Runs the simulation, then the fuzzing, each of them if it is wanted at all. They print their tables at the end, or the
/// seed of what failed.
pub(crate) fn run(project: &Project, options: &SoakOptions) -> Outcome<ExitCode> {
    let simulated = options.runs == 0 || {
        let variable = ("FOLDLINE_RUNS", options.runs);
        soak(
            project,
            ("process_simulation", "whatever_goes_wrong"),
            variable,
            options,
        )?
    };
    let fuzzed = options.fuzz_minutes == 0 || {
        let variable = (
            "FOLDLINE_FUZZ_SECONDS",
            options.fuzz_minutes.saturating_mul(60),
        );
        soak(project, ("language_fuzz", ""), variable, options)?
    };
    Ok(match simulated && fuzzed {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Runs the tests of a file that have this in their names, with an amount in a variable. Tells whether they passed.
fn soak(
    project: &Project,
    (file, names): (&str, &str),
    (variable, amount): (&str, u64),
    options: &SoakOptions,
) -> Outcome<bool> {
    let mut soak = project.cargo(&["test", "--release", "--test", file]);
    soak.args([names, "--", "--nocapture"])
        .env(variable, amount.to_string())
        .env("FOLDLINE_FIRST_SEED", options.first_seed.to_string());
    let status = soak
        .status()
        .or_fail("starting cargo", "install Rust by rustup")?;
    Ok(status.success())
}

fn number(text: &str) -> Outcome<u64> {
    text.parse()
        .map_err(|_| Failure::new(format!("{text} is no number"), "for example: --runs 5000"))
}

fn unknown(option: &str) -> Failure {
    Failure::new(
        format!("no such option: {option}"),
        "there are --runs N, --fuzz-minutes N and --first-seed N",
    )
}
