//! What people see and do on the page, in a real browser.
#![allow(
    clippy::print_stderr,
    reason = "a test tells the seed of its chances and what it met"
)]

mod acting;
mod first_open;
mod killed;
mod two_windows;
