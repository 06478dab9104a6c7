//! Tingbok from the outside: one binary, a module for each way to use it or to break it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod adjustment;
mod append;
mod audit;
mod bad_input;
mod cli;
mod disputes;
mod guide;
mod key_files;
mod keys;
mod office;
mod record;
mod seeds;
mod tidy;
mod verification;
mod year;
