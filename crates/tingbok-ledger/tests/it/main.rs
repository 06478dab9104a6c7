//! The engine from the outside: creating, appending, reopening, reading; killed, damaged, without power or room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on says so by panicking, and prints its seed and what it tried"
)]

mod adjusted;
mod adjustment;
mod audit;
mod batches;
mod body;
mod concurrency;
mod damage;
mod disk_errors;
mod engine;
mod erasure;
mod kill;
mod power_loss;
mod proofs;
mod random;
mod tamper;
mod views;
mod watched;
mod who_signed;
mod year;
