//! The engine of a ledger: journal, publishing, index, replay and verification of the stored files.
//!
//! This half is the store. It knows bytes and their order, and nothing of signatures or meetings:
//!
//! | module | job |
//! | --- | --- |
//! | [`disk`] | the one seam that touches files: [`Disk`](disk::Disk), over the operating system or simulated |
//! | [`layout`] | where each file of a ledger lies |
//! | [`lock`] | one writer at a time, and who it is |
//! | [`journal`] | the truth for the newest entries: durable before acknowledged, replayed at open |
//!
//! **Invariants.** Nothing above [`disk`] opens a file, but for [`lock`], whose lock is the kernel's. An entry is
//! acknowledged only after it was made durable, and an acknowledged entry is either found again at open or opening is
//! refused with the range that is missing. Nothing here prints, or reads the environment, the clock or randomness.
//!
//! Section: "The embedded store" of the architecture.

pub mod audit;
pub mod authoring;
pub mod bundle;
pub mod clock;
pub mod contradiction;
pub mod copies;
pub mod create;
pub mod disk;
pub mod erasing;
pub mod export;
pub mod found;
mod group;
pub mod happened;
mod holders;
pub mod import;
pub mod index;
pub mod journal;
mod judging;
pub mod layout;
pub mod ledger;
pub mod lock;
pub mod log;
pub mod lookup;
pub mod manifest;
pub mod masks;
mod meetings;
pub mod open;
mod overlay;
pub mod paragraph;
pub mod prove;
pub mod publish;
pub mod published;
pub mod receipt;
pub mod settings;
pub mod snapshots;
pub mod submission;
pub mod verify;
pub mod view;
mod writer;

pub use audit::audit;
pub use bundle::bundle;
pub use contradiction::contradiction;
pub use create::create;
pub use export::export;
pub use import::import;
pub use ledger::{Ledger, Options};
pub use masks::Masks;
pub use open::ReadOnlyLog;
pub use prove::prove;
pub use snapshots::Snapshots;
pub use verify::{verify, verify_bundle, verify_export, verify_paragraph};

// The integration tests' fictional body and meeting, for tests that need what is not public.
#[cfg(test)]
#[allow(dead_code, reason = "each half of the tests uses its part of it")]
#[path = "../tests/it/adjusted.rs"]
mod adjusted;
#[cfg(test)]
#[allow(dead_code, reason = "each half of the tests uses its part of it")]
#[path = "../tests/it/body.rs"]
mod body;
#[cfg(test)]
extern crate self as tingbok_ledger;
