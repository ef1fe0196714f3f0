//! How much a first visit fetches before the page is there.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, json};

use crate::bench::figure::Figure;
use crate::failure::{OrFail, Outcome};

const REMEDY: &str = "build the page by `cargo xtask dist`, and have `gzip` on PATH";

/// Adds up the page and the files that it names itself; others are loaded when they are needed.
pub(crate) fn measure(dist: &Path) -> Outcome<Figure> {
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page).or_fail("reading the page", REMEDY)?;
    let entries = fs::read_dir(dist).or_fail("listing the page's files", REMEDY)?;
    let (mut plain, mut compressed) = (0, 0);
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let named = path.is_file() && text.contains(&*name.to_string_lossy());
        if named || path == page {
            plain += fs::metadata(&path)
                .or_fail("reading the size of a file", REMEDY)?
                .len();
            compressed += gzipped(&path)?;
        }
    }
    let mut beside = Map::new();
    beside.insert("uncompressed".to_owned(), json!(plain.div_ceil(1000)));
    Ok(Figure {
        place: "Chromium",
        name: "first load, gzip".to_owned(),
        value: compressed as f64 / 1000.0,
        unit: "KB".to_owned(),
        beside,
    })
}

fn gzipped(path: &Path) -> Outcome<usize> {
    let mut gzip = Command::new("gzip");
    let output = gzip
        .arg("-9c")
        .arg(path)
        .output()
        .or_fail("starting `gzip`", REMEDY)?;
    Ok(output.stdout.len())
}
