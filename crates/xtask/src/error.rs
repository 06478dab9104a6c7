//! What can go wrong with a chore: files, minutes that are not read, and a ledger that refuses.

use std::io;
use std::path::PathBuf;

/// A chore that could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChoreError {
    /// A file or folder could not be made or written; what exists is never overwritten.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Minutes that were made for it could not be read.
    #[error("cannot read the minutes: {why}")]
    Reading {
        /// Why.
        why: String,
    },
    /// The ledger could not be made, or refused an act.
    #[error(transparent)]
    Rehearsal(#[from] tingbok_rehearsal::RehearsalError),
}
