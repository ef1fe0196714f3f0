//! The page in real browsers: what its tests stand on.
//!
//! The tests themselves are in `tests/page/`. `cargo xtask test` builds the page, serves it and runs them; by hand, with
//! a page that was built before, `cargo test -p e2e` serves `dist/` itself and takes Chromium's driver from the path.
//!
//! Each test has its own driver, its own browser and its own profile on disk, and ends all of them whatever happens.

mod browser;
mod failure;
mod processes;
mod settings;

pub mod database;
pub mod json;
pub mod native;
pub mod page;
pub mod site;

pub use failure::{Failure, Outcome};
pub use page::Page;
