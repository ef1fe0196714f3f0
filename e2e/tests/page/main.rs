//! What people see and do on the page, in a real browser.

mod acting;
mod first_open;
mod killed;
mod two_windows;
