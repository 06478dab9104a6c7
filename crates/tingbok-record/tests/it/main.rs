//! The record against its vectors, which an independent program made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so by panicking"
)]
mod evidence;
mod properties;
mod rebuild;
mod refusals;
mod vectors;
