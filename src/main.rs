//! Picks the page or the command line by target and wires it; no logic.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    foldline::cli::main(foldline::samples::models())
}
