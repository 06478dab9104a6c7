//! What `tingbok-transcribe` makes of whole texts: the repository's example, the seeds, other houses, nonsense.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests, also in the functions they share"
)]

mod asserted;
mod corpus;
mod counts;
mod dialect;
mod dialects;
mod example;
mod front;
mod hostile;
mod openings;
mod properties;
mod reading;
mod seeds;
mod unread;
