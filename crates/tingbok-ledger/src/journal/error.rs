//! What a journal refuses, and what it found and went on.
//!
//! Invariant: lost acknowledged history, a request that cannot be met, and the operating system's errors stay apart.
//! Section: "The embedded store" of the architecture.

use std::fmt;

use super::place::{Place, Stop};
use crate::disk::DiskError;

/// Why the journal did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// Tampered or lost: entries that were acknowledged cannot be found.
    #[error("acknowledged entries {first} to {last} are missing: reading stopped in {stop}")]
    AcknowledgedMissing {
        /// The first missing entry.
        first: u64,
        /// The last entry known to have been acknowledged.
        last: u64,
        /// Where reading stopped, and why.
        stop: Stop,
    },
    /// Tampered or lost: nothing says what was acknowledged.
    #[error(
        "`journal/acknowledged` {what}: whether acknowledged entries from {from} on are missing cannot be told"
    )]
    MarkLost {
        /// What is the matter with the file.
        what: &'static str,
        /// The first entry of which it cannot be told.
        from: u64,
    },
    /// Tampered or lost: half of the mark is damaged, and so is the journal's end, so that the newest acknowledged
    /// entries may be among what cannot be read.
    #[error(
        "`journal/acknowledged` is damaged in its slot {slot}, and reading stopped in {stop}: whether acknowledged \
         entries from {from} on are missing cannot be told"
    )]
    MarkAndTailDamaged {
        /// The damaged slot, 0 or 1.
        slot: u64,
        /// The first entry of which it cannot be told.
        from: u64,
        /// Where reading stopped, and why.
        stop: Stop,
    },
    /// A journal was to be made where one is.
    #[error("there is a journal already")]
    AlreadyThere,
    /// A batch that does not continue the journal.
    #[error("a batch begins with entry {found} instead of entry {expected}")]
    NotContiguous {
        /// The entry that follows the journal's last.
        expected: u64,
        /// The batch's first.
        found: u64,
    },
    /// A batch without entries.
    #[error("a batch has no entries")]
    EmptyBatch,
    /// An entry, a row or a batch beyond what a frame can hold (4 GiB, 4 GiB, 2³² entries).
    #[error("the batch that begins with entry {first} is too large for the journal")]
    TooLarge {
        /// The batch's first entry.
        first: u64,
    },
    /// More was said to be published than the journal ever held.
    #[error("entries below {up_to} cannot be published: the journal ends with entry {head} excluded")]
    PublishedBeyondHead {
        /// The end of what was said to be published.
        up_to: u64,
        /// The number of entries there are.
        head: u64,
    },
    /// The disk is full. This group is refused, nothing else is lost, and a later one may find room.
    #[error("no room for the journal: {0}")]
    NoRoom(#[source] DiskError),
    /// A write or sync failed earlier, so nobody knows what is durable: the journal must be opened again.
    #[error("the journal stopped at an earlier error and must be opened again: {0}")]
    Poisoned(#[source] DiskError),
    /// The operating system's error. What was asked has not been done, or not in full.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Something that was found while opening and did not stand in the way: no acknowledged entry is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Bytes of the journal's end that were never acknowledged. Opened for writing they are cut, that is, zeroed.
    TornTail {
        /// Where they begin.
        place: Place,
        /// How many there are, to the last one that is not zero.
        bytes: u64,
        /// What kept them from being read, and where.
        stop: Stop,
    },
    /// Damage in a part of the journal that is not needed any more.
    Unneeded(Stop),
    /// One of the two slots of the acknowledged mark is damaged; the other one counts, and nothing else is amiss.
    TornMark {
        /// The slot, 0 or 1.
        slot: u64,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TornTail { place, bytes, stop } => {
                write!(
                    f,
                    "{bytes} bytes that were never acknowledged, from {place}; reading stopped in {stop}"
                )
            }
            Self::Unneeded(stop) => write!(f, "damage where nothing is needed any more, in {stop}"),
            Self::TornMark { slot } => {
                write!(f, "`journal/acknowledged` is damaged in its slot {slot} alone")
            }
        }
    }
}
