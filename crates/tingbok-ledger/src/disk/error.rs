//! What went wrong at which step on which file.
//!
//! Invariant: a [`DiskError`] always names the step and the path, and can be kept and given again: a poisoned journal
//! answers every later append with the first one. Section: "The embedded store" of the architecture.

use std::fmt;
use std::io;
use std::sync::Arc;

use super::DiskPath;

/// A step on the disk that failed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("cannot {operation} `{path}`: {source}")]
pub struct DiskError {
    /// The step.
    pub operation: Operation,
    /// The file or folder it was about.
    pub path: DiskPath,
    /// What the operating system said.
    pub source: Arc<io::Error>,
}

impl DiskError {
    /// An error of this step on this path.
    pub fn new(operation: Operation, path: &DiskPath, source: io::Error) -> Self {
        Self {
            operation,
            path: path.clone(),
            source: Arc::new(source),
        }
    }

    /// Whether the file or folder was not there.
    pub fn is_not_found(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }

    /// Whether there was no room: a full disk, or a quota used up.
    pub fn is_full(&self) -> bool {
        matches!(
            self.source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        )
    }
}

/// A step on the disk, one for each required method of [`Disk`](super::Disk).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// `read` and `read_at`.
    Read,
    /// `len` and `exists`.
    Look,
    /// `list`.
    List,
    /// `create_dir`.
    CreateDir,
    /// `create`.
    Create,
    /// `write_at`.
    Write,
    /// `set_len`.
    SetLen,
    /// `sync_file`.
    SyncFile,
    /// `sync_dir`.
    SyncDir,
    /// `rename`.
    Rename,
    /// `remove`.
    Remove,
}

impl Operation {
    /// Whether the step changes the disk; a read-only disk refuses it.
    pub fn changes(self) -> bool {
        !matches!(self, Self::Read | Self::Look | Self::List)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Look => "look at",
            Self::List => "list",
            Self::CreateDir => "make the folder",
            Self::Create => "create",
            Self::Write => "write",
            Self::SetLen => "set the length of",
            Self::SyncFile => "make durable",
            Self::SyncDir => "make durable the names in",
            Self::Rename => "rename",
            Self::Remove => "remove",
        })
    }
}
