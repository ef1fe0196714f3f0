//! What people see and do on the page, in a real browser.
#![allow(
    clippy::print_stderr,
    reason = "a test tells the seed of its chances and what it met"
)]

mod access;
mod acting;
mod faults;
mod first_open;
mod flow;
mod gallery;
mod killed;
mod models;
mod offline;
mod orders;
mod pictures;
mod projections;
mod taken_over;
mod time_travel;
mod trouble;
mod two_windows;
mod workspaces;
mod worlds;
