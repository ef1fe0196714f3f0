//! `cargo xtask serve`: builds the release page and serves it on this machine.

use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::page;
use crate::project::Project;
use crate::server::{self, Site};

/// What can be chosen on the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    port: u16,
    open: bool,
}

impl ServeOptions {
    /// Reads `[--port N] [--open]`.
    pub(crate) fn parse(mut words: &[&str]) -> Outcome<Self> {
        let mut options = Self {
            port: 8080,
            open: false,
        };
        loop {
            words = match words {
                [] => return Ok(options),
                ["--open", rest @ ..] => {
                    options.open = true;
                    rest
                }
                ["--port", port, rest @ ..] if port.parse::<u16>().is_ok() => {
                    options.port = port.parse().unwrap_or(options.port);
                    rest
                }
                [word, ..] => {
                    return Err(Failure::new(
                        format!("`serve` can't read {word}"),
                        "cargo xtask serve [--port N] [--open], N from 0 (any free one) to 65535",
                    ));
                }
            }
        }
    }
}

/// Builds the page, then serves it until it is interrupted.
pub(crate) fn run(project: &Project, options: ServeOptions) -> Outcome<()> {
    let listener = server::listen(options.port)?;
    let dist = page::build_from_nothing(project)?;
    let site = Site::open(listener, &dist, "/")?;
    println!("\nFoldline is at {}  (Ctrl-C ends it)", site.address);
    if options.open {
        open_browser(&site.address);
    }
    site.wait();
    Ok(())
}

fn open_browser(address: &str) {
    let quiet = Stdio::null;
    let started = Command::new("xdg-open")
        .arg(address)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .spawn();
    if started.is_err() {
        println!("There is no xdg-open here: open the address in a browser yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::ServeOptions;

    #[test]
    fn the_port_and_the_browser_can_be_chosen() {
        let read = |words: &[&str]| ServeOptions::parse(words).ok();
        assert_eq!(
            read(&[]),
            Some(ServeOptions {
                port: 8080,
                open: false
            })
        );
        let both = ["--open", "--port", "9000"];
        assert_eq!(
            read(&both),
            Some(ServeOptions {
                port: 9000,
                open: true
            })
        );
        assert_eq!(read(&["--port", "http"]), None);
        assert_eq!(read(&["--prot", "9000"]), None);
    }
}
