//! Where the page, the driver and the browser are.

use crate::site::Site;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The page is tried where people will host it too: in a folder of a site, not at its root.
pub(crate) const BASE: &str = "/some/where/";

/// Where the page is served.
pub(crate) fn address() -> String {
    static OWN: OnceLock<Site> = OnceLock::new();
    env::var("FOLDLINE_URL").unwrap_or_else(|_| {
        let site = OWN.get_or_init(|| Site::open(&dist(), BASE).expect("dist/ can be served"));
        site.address().to_owned()
    })
}

/// The driver of the browser.
pub(crate) fn driver() -> PathBuf {
    env::var_os("FOLDLINE_CHROMEDRIVER").map_or_else(|| "chromedriver".into(), PathBuf::from)
}

/// The browser; none for the one that the driver finds.
pub(crate) fn chromium() -> Option<String> {
    env::var("FOLDLINE_CHROMIUM").ok()
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    project().join("dist")
}

/// Where tests leave what people may look at.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| project().join("target"), PathBuf::from)
}

fn project() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}
