//! Programs whose output is passed on as it comes, and kept to be read afterwards.

use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::{OrFail, Outcome};
use crate::step::announce;

/// How a program ended, and the lines it has written: plain text, without colours.
pub(crate) struct Streamed {
    pub(crate) success: bool,
    pub(crate) lines: Vec<String>,
}

/// Runs a program to its end.
pub(crate) fn stream(command: &mut Command) -> Outcome<Streamed> {
    let line = announce(command);
    let remedy = "check that the program is installed and on PATH";
    // The program can't see that a person looks at what it writes into this pipe.
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .or_fail(format_args!("starting `{line}`"), remedy)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let lines = thread::scope(|scope| {
        let errors = scope.spawn(|| stderr.map(|from| pass_on(from, io::stderr())));
        let mut lines = stdout
            .map(|from| pass_on(from, io::stdout()))
            .unwrap_or_default();
        lines.extend(errors.join().ok().flatten().unwrap_or_default());
        lines
    });
    let status = child
        .wait()
        .or_fail(format_args!("waiting for `{line}`"), remedy)?;
    Ok(Streamed {
        success: status.success(),
        lines,
    })
}

fn pass_on(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        // Reading goes on even when nobody looks any more.
        let _ = to.write_all(&line);
        let text = String::from_utf8_lossy(&line);
        lines.push(without_colors(text.trim_end()));
        line.clear();
    }
    lines
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
    fn output_is_passed_on_unchanged_and_kept_as_plain_lines() {
        let output = "one\r\n\u{1b}[1mtest result: \u{1b}[32mok\u{1b}[0m.\nno newline at the end";
        let mut copy = Vec::new();
        let lines = pass_on(output.as_bytes(), &mut copy);
        assert_eq!(copy, output.as_bytes());
        assert_eq!(lines, ["one", "test result: ok.", "no newline at the end"]);
    }
}
