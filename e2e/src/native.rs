//! The recorded story as it is computed natively: what the page is compared with.

use crate::{Failure, Outcome};
use foldline::{cli, samples};
use serde_json::Value;

/// Every entry of log and journal, as it is stored.
///
/// # Errors
/// The command line failed.
pub fn history() -> Outcome<Vec<Value>> {
    let lines = answer(&["history"])?;
    lines
        .lines()
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// States and read models at a position.
///
/// # Errors
/// The command line failed.
pub fn world(position: u64) -> Outcome<Value> {
    let at = position.to_string();
    Ok(serde_json::from_str(&answer(&["world", "--at", &at])?)?)
}

fn answer(arguments: &[&str]) -> Outcome<String> {
    let mut said = Vec::new();
    cli::answer(
        arguments.iter().map(Into::into),
        samples::models(),
        &mut std::io::empty(),
        &mut said,
    )?;
    String::from_utf8(said).map_err(|error| Failure::new(error.to_string()))
}
