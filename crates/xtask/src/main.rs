//! Chores of the workspace, run with `cargo run -p xtask -- CHORE`.
fn main() {}
