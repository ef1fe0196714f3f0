//! A small web server that can be switched off: what is left of the page then is what the browser kept.

use crate::Outcome;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

/// A served folder.
pub struct Site {
    address: String,
    local: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves a folder under a path such as `/some/where/`, on any free port.
    ///
    /// # Errors
    /// There is no such folder, or no port.
    pub fn open(folder: &Path, base: &str) -> Outcome<Self> {
        fs::metadata(folder.join("index.html"))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let local = listener.local_addr()?;
        let stopped = Arc::new(AtomicBool::new(false));
        let (folder, prefix, stop) = (folder.to_owned(), base.to_owned(), Arc::clone(&stopped));
        let thread = thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (folder, prefix) = (folder.clone(), prefix.clone());
                // A browser that goes away in the middle of an answer is no matter.
                thread::spawn(move || drop(answer(connection, &folder, &prefix)));
            }
        });
        Ok(Self {
            address: format!("http://{local}{base}"),
            local,
            stopped,
            thread: Some(thread),
        })
    }

    /// Serves the built page.
    ///
    /// # Errors
    /// The page was not built.
    pub fn of_the_page() -> Outcome<Self> {
        Self::open(&crate::settings::dist(), crate::settings::BASE)
    }

    /// Where the page opens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Switches the server off: from now on nobody answers at its address.
    pub fn stop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            // It waits for a connection, and sees then that it shall stop.
            drop(TcpStream::connect(self.local));
            let _ = thread.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answer(mut connection: TcpStream, folder: &Path, base: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let url = request.split(' ').nth(1).unwrap_or_default();
    let found = file(url, folder, base).and_then(|path| Some((fs::read(&path).ok()?, path)));
    let (status, kind, body) = match &found {
        Some((body, path)) => ("200 OK", media_type(path), body.as_slice()),
        None => ("404 Not Found", "text/plain", b"no such file".as_slice()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes())?;
    connection.write_all(body)
}

fn file(url: &str, folder: &Path, base: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix(base)?;
    let path = if path.is_empty() { "index.html" } else { path };
    (!path.contains("..")).then(|| folder.join(path))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
