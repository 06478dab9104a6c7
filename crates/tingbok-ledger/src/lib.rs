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

pub mod disk;
pub mod journal;
pub mod layout;
pub mod lock;
