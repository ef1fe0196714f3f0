//! The table of the process, specified row by row.

mod given;
mod holes;
mod refusals;
mod rows;
