//! The engine from the outside: creating, appending, reopening, reading.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod body;
mod engine;
mod tamper;
