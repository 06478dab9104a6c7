//! The prompt of the meeting room: what a registrar types becomes drafts, shown in words before anybody signs them.
//!
//! This crate is pure: no terminal, no clock, no files. It is given what the log says, the time, and ids; the same
//! lines give the same drafts. Nothing is guessed: a name that fits several people is asked about, a name that fits
//! nobody is refused with those that are near.
//!
//! | module | what stands there |
//! | --- | --- |
//! | [`line`] | a line into words, commas, quotations and a free text |
//! | [`verb`] | the commands by name, Swedish and English, with their help |
//! | [`people`] | who is meant by a name |
//! | [`floor`] | what a meeting has come to: open items, motions, questions, votes |
//! | [`desk`] | a session: lines that wait to be signed, judged on top of the log |
//! | [`spool`] | those lines as a file that outlives a crash |
//! | [`saying`] | a draft, and what is still open, in words |
//! | [`completion`] | what may stand at the cursor |
//! | [`roster`] | a table of members, read and compared with the body's roster |
//!
//! Spec: docs/spec/desk.md.

mod act;
pub mod clock;
pub mod completion;
pub mod desk;
pub mod floor;
pub mod lang;
pub mod line;
pub mod people;
pub mod problem;
mod reader;
#[cfg(test)]
mod room;
pub mod roster;

pub mod saying;
pub mod spool;
pub mod verb;

pub use desk::{Command, Desk, Heard, Record, Said, Show, Waiting};
pub use lang::Lang;
pub use people::{Candidate, People};
pub use problem::Problem;
pub use spool::{Spool, SpoolError};
