//! A small web server for the finished page, on this machine only.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::failure::{OrFail, Outcome};

const THREADS: usize = 4;

/// Takes a port of this machine, before anything slow begins. Port 0 takes any free one.
pub(crate) fn listen(port: u16) -> Outcome<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).or_fail(
        format_args!("taking port {port} of 127.0.0.1"),
        "end the program that uses this port, or choose another: `cargo xtask serve --port 8081`",
    )
}

/// A folder that is being served until the program ends.
pub(crate) struct Site {
    /// Where the page opens.
    pub(crate) address: String,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Site {
    /// Serves a folder under a path such as `/` or `/some/where/`.
    pub(crate) fn open(listener: TcpListener, folder: &Path, base: &str) -> Outcome<Self> {
        let remedy = "run the same command again";
        let local = listener
            .local_addr()
            .or_fail("reading the server's address", remedy)?;
        let server = Server::from_listener(listener, None).or_fail("starting to serve", remedy)?;
        let site = Arc::new((
            server,
            Files {
                base: base.to_owned(),
                folder: folder.to_owned(),
            },
        ));
        let serve = || {
            let site = Arc::clone(&site);
            thread::spawn(move || {
                for request in site.0.incoming_requests() {
                    site.1.answer(request);
                }
            })
        };
        Ok(Self {
            address: format!("http://{local}{base}"),
            workers: (0..THREADS).map(|_| serve()).collect(),
        })
    }

    /// Goes on serving until the program is ended from outside.
    pub(crate) fn wait(self) {
        for worker in self.workers {
            // A worker that panicked has said so; the others go on.
            let _ = worker.join();
        }
    }
}

struct Files {
    base: String,
    folder: PathBuf,
}

impl Files {
    fn answer(&self, request: Request) {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return refuse(request, 405, "only GET and HEAD");
        }
        let Some((path, file)) = self.find(request.url()) else {
            return refuse(request, 404, "no such file");
        };
        let response = Response::from_file(file)
            .with_chunked_threshold(usize::MAX)
            .with_header(header("Content-Type", media_type(&path)))
            .with_header(header("Cache-Control", "no-cache"))
            .with_header(header("X-Content-Type-Options", "nosniff"));
        // The browser may have gone away; nothing is lost.
        let _ = request.respond(response);
    }

    fn find(&self, url: &str) -> Option<(PathBuf, File)> {
        let mut path = self.folder.join(relative_path(url, &self.base)?);
        if path.is_dir() {
            path.push("index.html");
        }
        let file = File::open(&path).ok().filter(|_| path.is_file())?;
        Some((path, file))
    }
}

fn refuse(request: Request, status: u16, reason: &str) {
    let _ = request.respond(Response::from_string(reason).with_status_code(status));
}

fn header(name: &'static str, value: &'static str) -> Header {
    // Both are plain ASCII, which is all that is asked of them.
    Header::from_bytes(name, value).unwrap_or_else(|()| unreachable!("{name}: {value}"))
}

/// The path of a file below the served folder, unless it leads out of it.
fn relative_path(url: &str, base: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix(base)?;
    let path = PathBuf::from(percent_decoded(path)?);
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    inside.then_some(path)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        (bytes, rest) = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                (bytes, tail)
            }
            (byte, tail) => {
                bytes.push(*byte);
                (bytes, tail)
            }
        };
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        Some("fold" | "md" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{media_type, relative_path};

    #[test]
    fn a_url_names_a_file_below_the_folder() {
        let found = |url, base| relative_path(url, base);
        assert_eq!(found("/", "/"), Some(PathBuf::new()));
        assert_eq!(found("/a/b.js?v=1#top", "/"), Some(PathBuf::from("a/b.js")));
        assert_eq!(
            found("/some/where/a%20b", "/some/where/"),
            Some(PathBuf::from("a b"))
        );
    }

    #[test]
    fn a_url_never_leads_out_of_the_folder() {
        for url in [
            "/../secret",
            "/a/../../secret",
            "/%2e%2e/secret",
            "//etc/passwd",
            "/%zz",
        ] {
            assert_eq!(relative_path(url, "/"), None, "{url}");
        }
        assert_eq!(relative_path("/elsewhere", "/some/where/"), None);
    }

    #[test]
    fn a_module_is_served_as_what_browsers_compile_while_it_streams() {
        assert_eq!(
            media_type(Path::new("dist/page_bg.wasm")),
            "application/wasm"
        );
    }
}
