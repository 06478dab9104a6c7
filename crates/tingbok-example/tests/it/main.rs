//! The example years, held against the rules: deterministic, well formed, and irregular only where it is planted.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod rehearsal;
mod traps;
mod years;
