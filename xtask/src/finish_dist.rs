//! Trunk's post-build hook: puts into the built page what is known only when it is built.
//!
//! The page gets the hashes of its inline scripts, so that its Content-Security-Policy allows
//! exactly those; the service worker gets the list of all files with their hashes, and a version
//! that is a hash of this list and of the worker itself. Hashes let the browser refuse a file of
//! another version.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, OrFail, Outcome};

const PAGE: &str = "index.html";
const WORKER: &str = "sw.js";
const INLINE_SCRIPTS: &str = "{inline-scripts}";
const RELEASE: &str = "const RELEASE = { version: \"unfinished\", files: [] };";
const REMEDY: &str = "build the page by `cargo xtask serve`, or by `trunk build`";

/// Finishes the folder in which Trunk has gathered the page.
pub(crate) fn run() -> Outcome<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::new(
                "TRUNK_STAGING_DIR is not set: only Trunk calls this command",
                REMEDY,
            )
        })?;
    edit(&staging.join(PAGE), |page| {
        let hashes: Vec<_> = inline_scripts(page).map(quoted_hash).collect();
        replace_once(page, INLINE_SCRIPTS, &hashes.join(" "))
    })?;
    drop_names(&staging)?;
    let release = release(&staging)?;
    edit(&staging.join(WORKER), |worker| {
        replace_once(worker, RELEASE, &format!("const RELEASE = {release};"))
    })
}

/// Drops the names of functions from the page's code: they are a quarter of it, and only a debugger reads them.
fn drop_names(staging: &Path) -> Outcome<()> {
    let mut paths = Vec::new();
    list(staging, &mut paths).or_fail("listing the files of the page", REMEDY)?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    });
    for path in paths {
        let name = path.display();
        let module = fs::read(&path).or_fail(format_args!("reading {name}"), REMEDY)?;
        let kept =
            without_names(&module).or_fail(format_args!("reading the module {name}"), REMEDY)?;
        fs::write(&path, kept).or_fail(format_args!("writing {name}"), REMEDY)?;
    }
    Ok(())
}

fn without_names(module: &[u8]) -> wasmparser::Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(module.len());
    let mut begin = 0;
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        let payload = payload?;
        let end = match (&payload, payload.as_section()) {
            (wasmparser::Payload::Version { range, .. }, _) => range.end,
            (_, Some((_, content))) => content.end,
            _ => continue,
        };
        let names = matches!(&payload, wasmparser::Payload::CustomSection(s) if s.name() == "name");
        if !names {
            kept.extend_from_slice(&module[begin..end]);
        }
        begin = end;
    }
    Ok(kept)
}

fn edit(path: &Path, change: impl FnOnce(&str) -> Option<String>) -> Outcome<()> {
    let name = path.display();
    let text = fs::read_to_string(path).or_fail(format_args!("reading {name}"), REMEDY)?;
    let changed = change(&text).ok_or_else(|| {
        Failure::new(
            format!("{name} lacks the place that this hook fills in"),
            "index.html holds {inline-scripts} once, in its policy; www/sw.js holds its RELEASE",
        )
    })?;
    fs::write(path, changed).or_fail(format_args!("writing {name}"), REMEDY)
}

fn replace_once(text: &str, place: &str, filling: &str) -> Option<String> {
    (text.matches(place).count() == 1).then(|| text.replace(place, filling))
}

/// The text of every script that is written into the page itself.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

fn quoted_hash(script: &str) -> String {
    format!("'{}'", integrity(script.as_bytes()))
}

/// A hash in the form of the `integrity` attribute.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

/// Version and files of this build, as the service worker reads them.
fn release(staging: &Path) -> Outcome<serde_json::Value> {
    let mut paths = Vec::new();
    list(staging, &mut paths).or_fail("listing the files of the page", REMEDY)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let url = url_of(&path, staging);
        let bytes = fs::read(&path).or_fail(format_args!("reading {}", path.display()), REMEDY)?;
        files.push(json!({ "url": url, "integrity": integrity(&bytes) }));
    }
    // The worker is part of the version; but it is the browser that keeps it, not its own cache.
    let version = integrity(json!(files).to_string().as_bytes());
    files.retain(|file| file["url"] != WORKER);
    Ok(json!({ "version": version, "files": files }))
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

/// The page itself is asked for by its folder: many hosts redirect `index.html` there, and a
/// redirected answer can't be used to open a page.
fn url_of(path: &Path, staging: &Path) -> String {
    let relative = path.strip_prefix(staging).unwrap_or(path);
    if relative == Path::new(PAGE) {
        return "./".to_owned();
    }
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_without_a_source_are_inline() {
        let page = r#"<script defer src="a.js"></script><script type="module">go()</script>"#;
        assert_eq!(inline_scripts(page).collect::<Vec<_>>(), ["go()"]);
    }

    #[test]
    fn only_names_are_dropped_from_a_module() {
        let custom = |name: &[u8]| {
            let length = name.len() as u8;
            [&[0, length + 2, length][..], name, &[9]].concat()
        };
        let header = b"\0asm\x01\0\0\0".to_vec();
        let module = [header.clone(), custom(b"name"), custom(b"target_features")].concat();
        let kept = without_names(&module).expect("a module");
        assert_eq!(kept, [header, custom(b"target_features")].concat());
    }

    #[test]
    fn a_hash_is_written_as_browsers_read_it() {
        // The value that `openssl dgst -sha256 -binary | base64` gives for the same bytes.
        let expected = "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
        assert_eq!(integrity(b"hello"), expected);
    }

    #[test]
    fn a_place_that_is_missing_or_doubled_is_not_filled() {
        assert_eq!(
            replace_once("a {x} b", "{x}", "1").as_deref(),
            Some("a 1 b")
        );
        assert_eq!(replace_once("a b", "{x}", "1"), None);
        assert_eq!(replace_once("{x} {x}", "{x}", "1"), None);
    }

    #[test]
    fn the_page_is_listed_by_its_folder() {
        let staging = Path::new("dist/.stage");
        assert_eq!(url_of(&staging.join("index.html"), staging), "./");
        assert_eq!(
            url_of(&staging.join("icons/icon.svg"), staging),
            "icons/icon.svg"
        );
    }
}
