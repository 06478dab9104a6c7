//! A ledger made from a copy for the archive: the same published files, byte for byte, and an empty journal.
//!
//! Invariants: the copy is verified before, and nothing of it is taken that did not verify; a copy that withholds is no
//! ledger. The new folder is put in place with one rename, or not at all.
//!
//! Spec: docs/spec/store.md, "Store and export".

use std::path::Path;
use std::sync::Arc;

use tingbok_record::event::EventId;

use crate::create::{Unplaced, put_in_place};
use crate::disk::{Disk, DiskError, DiskPath};
use crate::journal::{Journal, JournalError, JournalSettings};
use crate::layout;
use crate::open::{OpenError, read_only_disk};
use crate::published::ROWS_BYTES_MAX;
use crate::settings::{Settings, SettingsError};
use crate::verify::Report;

/// Why no ledger was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The copy did not verify, or was not verified under a root from outside.
    #[error("the copy was not verified")]
    NotVerified,
    /// It lacks values that are withheld from it.
    #[error("{0} values are withheld from this copy: a ledger has all of them")]
    Withholds(u64),
    /// The copy cannot be read.
    #[error(transparent)]
    Copy(#[from] OpenError),
    /// The folder could not be put in place.
    #[error(transparent)]
    Folder(#[from] Unplaced),
    /// The journal could not be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The settings could not be written.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Makes a ledger in the folder `root` from the copy in `from`, which was verified with this report. `settings` name the
/// log and its key; `id` is random.
///
/// # Errors
/// [`ImportError`].
pub fn import(
    from: &Path,
    report: &Report,
    settings: &Settings,
    root: &Path,
    id: EventId,
) -> Result<(), ImportError> {
    if !report.ok() {
        return Err(ImportError::NotVerified);
    }
    if report.checked.fields.withheld > 0 {
        return Err(ImportError::Withholds(report.checked.fields.withheld));
    }
    let copy = read_only_disk(from)?;
    put_in_place(root, id, |disk| {
        for folder in [layout::tile(), layout::disclosures(), layout::documents()] {
            take(&copy, &folder, disk.as_ref())?;
        }
        let note = copy.read(&layout::checkpoint(), crate::log::CHECKPOINT_BYTES_MAX)?;
        disk.replace_durably(&layout::checkpoint(), &note)?;
        Journal::init(disk.as_ref(), JournalSettings::default())?;
        let (journal, _) = Journal::open(Arc::clone(disk), report.size, JournalSettings::default())?;
        journal.close()?;
        // As where a ledger is created: the lock for readers, and the settings last.
        disk.write_new_durably(&layout::lock(), b"")?;
        Ok(settings.write_new(disk.as_ref())?)
    })
}

/// Copies a folder with all that is in it.
fn take(copy: &dyn Disk, folder: &DiskPath, to: &dyn Disk) -> Result<(), DiskError> {
    if !copy.exists(folder)? {
        return Ok(());
    }
    to.create_dir_durably(folder)?;
    for name in copy.list(folder)? {
        let Ok(path) = folder.join(&name) else { continue };
        if copy.list(&path).is_ok() {
            take(copy, &path, to)?;
        } else {
            to.replace_durably(&path, &copy.read(&path, ROWS_BYTES_MAX)?)?;
        }
    }
    Ok(())
}
