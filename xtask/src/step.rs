//! Steps that are named and timed as they run, and the programs that they start.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Failure, OrFail, Outcome};

/// Names a step when it starts, and says how long it took when it ends.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n==> {name}");
    let started = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() {
        "done in"
    } else {
        "FAILED after"
    };
    println!("    {name}: {verdict} {}", spoken(started.elapsed()));
    outcome
}

/// Runs a program to its end, its output going straight to the terminal.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Outcome<()> {
    let line = announce(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .or_fail(format_args!("starting `{line}`"), remedy)?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{line}` failed ({status})"), remedy))
}

/// Prints the command line that is about to run, and returns it for messages.
pub(crate) fn announce(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let line = line.join(" ");
    println!("    $ {line}");
    line
}

fn spoken(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 60.0 {
        return format!("{seconds:.1} s");
    }
    format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60)
}
