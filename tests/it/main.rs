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
mod batches;
mod bundle;
mod cli;
mod contradictions;
mod disputes;
mod documents;
mod erased;
mod export;
mod guide;
mod kept_back;
mod key_files;
mod keys;
mod office;
#[path = "../../crates/tingbok-extract/tests/it/paper.rs"]
#[allow(dead_code, reason = "each binary of tests makes the documents that it needs")]
mod paper;
mod proofs;
mod record;
mod review;
mod revision;
mod seeds;
mod spelling;
mod tidy;
mod verification;
mod year;
