//! What can go wrong with a chore: files, and nothing else.

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
}
