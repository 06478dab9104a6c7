//! Opening a ledger's folder: lock, settings, checkpoint, journal, in this order; and why it is refused.
//!
//! Invariant: an opening that is refused has changed nothing but the lock's text.
//!
//! Spec: docs/spec/journal.md; docs/architecture.md, "The embedded store".

use std::path::Path;
use std::sync::Arc;

use tingbok_record::checkpoint::CheckpointRefusal;
use tingbok_record::tip::Refusal;

use crate::disk::{Disk, DiskError, DiskPath, OsDisk};
use crate::journal::{Journal, JournalError, JournalSettings, Note};
use crate::lock::{LedgerLock, LockError};
use crate::log::{Log, read_checkpoint};
use crate::published::{Published, PublishedError};
use crate::settings::{Settings, SettingsError};

/// Why a ledger does not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Somebody else has it.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// No ledger, or one of another format.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A ledger always has a checkpoint: this one's is lost.
    #[error("checkpoint: is not there; acknowledged history may be missing")]
    CheckpointAbsent,
    /// The checkpoint is not this ledger's own, or does not fit its tree.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointRefusal),
    /// `ledger.toml` names another log than the checkpoint: what is published next would be another log's.
    #[error("ledger.toml: origin `{found}`, expected `{expected}` as in the checkpoint")]
    AnotherOrigin {
        /// The log that the checkpoint is of.
        expected: String,
        /// What `ledger.toml` says.
        found: String,
    },
    /// A published entry is not the one that the checkpoint signs: what is appended next would be chained to it.
    #[error("entry {index} is not the one in the checkpoint's tree: {what}")]
    NotInTree {
        /// The entry.
        index: u64,
        /// What its proof comes to.
        what: String,
    },
    /// A published file is absent or malformed, a tile for one.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// Acknowledged entries are missing, or the journal cannot be read.
    #[error("journal: {0}")]
    Journal(#[from] JournalError),
    /// An entry of the journal does not continue the log.
    #[error("journal: {0}")]
    Chain(#[from] Refusal),
    /// An entry cannot be read.
    #[error("entry {index}: {what}")]
    Malformed {
        /// The entry.
        index: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The ledger holds entries of a later version, which this program may read in part but not continue.
    #[error("entries from {from} on are of a later version; this program does not continue such a ledger")]
    LaterVersion {
        /// The first such entry.
        from: u64,
    },
    /// The key that was given is not the log's.
    #[error("the log's key is `{expected}`, not `{found}`")]
    AnotherLogKey {
        /// What `ledger.toml` says.
        expected: String,
        /// The key that was given.
        found: String,
    },
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Who is at fault, for an exit code or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A rule or a conflict: nothing is wrong with the ledger.
    Refused,
    /// Something is absent, malformed or altered.
    Tampered,
    /// The operating system's error.
    Store,
}

impl OpenError {
    /// Who is at fault.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Lock(LockError::Io(_)) | Self::Disk(_) => Fault::Store,
            Self::Published(PublishedError::Disk(_)) | Self::Settings(SettingsError::Disk(_)) => Fault::Store,
            Self::Journal(
                JournalError::Disk(_) | JournalError::NoRoom { .. } | JournalError::Poisoned(_),
            ) => Fault::Store,
            Self::Settings(SettingsError::Malformed(_)) => Fault::Tampered,
            Self::Lock(_) | Self::Settings(_) | Self::LaterVersion { .. } | Self::AnotherLogKey { .. } => {
                Fault::Refused
            }
            _ => Fault::Tampered,
        }
    }
}

/// A log opened for reading: shared with other readers, keeping writers out, changing nothing.
pub struct ReadOnlyLog {
    log: Log,
    notes: Vec<Note>,
    _lock: LedgerLock,
}

impl ReadOnlyLog {
    /// Opens the ledger in the folder `root` for reading.
    ///
    /// # Errors
    /// [`OpenError`] as for writing: a log that is not whole is not shown as if it were.
    pub fn open(root: &Path) -> Result<Self, OpenError> {
        let disk: Arc<dyn Disk> = Arc::new(read_only_disk(root)?);
        let settings = Settings::read(disk.as_ref())?;
        let lock = LedgerLock::shared(root)?;
        let (note, signed) = read_checkpoint(disk.as_ref())?;
        let size = signed.checkpoint().size().get();
        let published = Published::new(Arc::clone(&disk), size)?;
        let recovery = Journal::inspect(disk.as_ref(), size)?;
        let notes = recovery.notes.clone();
        let log = Log::assemble(disk, settings, &note, published, recovery)?;
        Ok(Self {
            log,
            notes,
            _lock: lock,
        })
    }

    /// What the journal's inspection noted and went on.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

impl std::ops::Deref for ReadOnlyLog {
    type Target = Log;

    fn deref(&self) -> &Log {
        &self.log
    }
}

/// The folder `root` for reading; one that is not there is no ledger.
pub(crate) fn read_only_disk(root: &Path) -> Result<OsDisk, OpenError> {
    OsDisk::read_only(root).map_err(not_a_ledger)
}

pub(crate) fn not_a_ledger(error: DiskError) -> OpenError {
    if error.is_not_found() {
        SettingsError::NotALedger.into()
    } else {
        error.into()
    }
}

/// Opens the log and its journal for writing. What the journal's tail held unacknowledged is cut.
pub(crate) fn open_for_writing(
    disk: Arc<dyn Disk>,
    settings: Settings,
) -> Result<(Log, Journal, Vec<Note>), OpenError> {
    // A process that was killed may have renamed the checkpoint without making its name durable: before anything is
    // built on it, it is.
    disk.sync_dir(&DiskPath::root())?;
    let (note, signed) = read_checkpoint(disk.as_ref())?;
    let size = signed.checkpoint().size().get();
    let published = Published::new(Arc::clone(&disk), size)?;
    // All of this is read and compared before the journal is opened, which may cut a torn tail.
    let recovery = Journal::inspect(disk.as_ref(), size)?;
    let log = Log::assemble(Arc::clone(&disk), settings, &note, published, recovery)?;
    if let Some(from) = log.tip().authority().unknown_from() {
        return Err(OpenError::LaterVersion { from });
    }
    let (journal, recovery) = Journal::open(disk, size, JournalSettings::default())?;
    Ok((log, journal, recovery.notes))
}
