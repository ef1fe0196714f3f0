//! The table of the process, specified row by row.
#![cfg(test)]

mod given;
mod holes;
mod refusals;
mod rows;
