//! What the reader promises.
#![cfg(test)]
