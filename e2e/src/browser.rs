//! A driver, the browser that it drives, and the profile that outlives both until the test is over.

use crate::processes::Processes;
use crate::{Failure, Outcome, settings};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{ChildStdout, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel, TimeoutConfiguration};

/// Long enough for a busy machine; nothing waits that long where all is well.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

const ARGUMENTS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Two windows on one machine: the one behind is drawn too.
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--window-size=1440,900",
];

/// A profile on disk, and the browser that may be running on it.
pub(crate) struct Browser {
    // First, so that it has ended when its profile is deleted.
    running: Option<Running>,
    profile: Profile,
}

struct Running {
    web: WebDriver,
    _driver: Driver,
}

impl Drop for Running {
    fn drop(&mut self) {
        // The session ends with its processes; nothing is to be asked of it any more.
        let _ = self.web.clone().leak();
    }
}

impl Browser {
    /// A browser with a new profile.
    pub(crate) async fn start(name: &str) -> Outcome<Self> {
        let mut browser = Self {
            profile: Profile::new(name)?,
            running: None,
        };
        browser.resume().await?;
        Ok(browser)
    }

    /// Starts the browser, again with the same profile.
    pub(crate) async fn resume(&mut self) -> Outcome {
        let driver = Driver::start()?;
        let mut wanted = ChromeCapabilities::new();
        for argument in ARGUMENTS {
            wanted.add_arg(argument)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", self.profile.0.display()))?;
        if let Some(browser) = settings::chromium() {
            wanted.set_binary(&browser)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let web = WebDriver::new(format!("http://127.0.0.1:{}", driver.port), wanted).await?;
        let patience = Some(PATIENCE * 2);
        web.update_timeouts(TimeoutConfiguration::new(patience, patience, None))
            .await?;
        self.running = Some(Running {
            web,
            _driver: driver,
        });
        Ok(())
    }

    /// Kills driver and browser where they stand.
    pub(crate) fn kill(&mut self) {
        self.running.take();
    }

    /// The session with the browser.
    ///
    /// # Panics
    /// The browser was killed and not started again.
    pub(crate) fn web(&self) -> &WebDriver {
        let running = self.running.as_ref();
        &running.expect("the browser runs").web
    }
}

/// A driver that listens.
struct Driver {
    port: u16,
    _processes: Processes,
    /// Held open: a driver whose output nobody holds ends at its next line.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts a driver on a free port.
    ///
    /// The driver picks a port that is free for IPv6 and gives up when another process has the same
    /// one for IPv4: a new start picks another.
    fn start() -> Outcome<Self> {
        const STARTS: u32 = 5;
        let mut last = Self::start_once();
        for _ in 1..STARTS {
            if last.is_ok() {
                break;
            }
            last = Self::start_once();
        }
        last
    }

    fn start_once() -> Outcome<Self> {
        let mut driver = Command::new(settings::driver());
        let mut processes = Processes::start(driver.arg("--port=0"))?;
        let output = processes.output();
        let mut output = BufReader::new(output.ok_or_else(|| Failure::new("no output"))?);
        Ok(Self {
            port: port(&mut output)?,
            _processes: processes,
            _output: output,
        })
    }
}

/// The port that the driver says it took.
fn port(output: &mut impl BufRead) -> Outcome<u16> {
    let mut said = String::new();
    while output.read_line(&mut said)? > 0 {
        let port = said
            .rsplit_once("successfully on port ")
            .and_then(|(_, rest)| rest.trim().trim_end_matches('.').parse().ok());
        if let Some(port) = port {
            return Ok(port);
        }
    }
    Err(Failure::new(format!("the driver did not start:\n{said}")))
}

/// A folder with a browser's data: new for each test, and deleted after it.
struct Profile(PathBuf);

impl Profile {
    fn new(name: &str) -> Outcome<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("{name}-{}-{number}", std::process::id());
        let path = settings::target().join("e2e").join(folder);
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A process that is just ending may still write: then a second look finds the folder quiet.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
