//! Picks the page or the command line by target and wires it; no logic.

fn main() {}
