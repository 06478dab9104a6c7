//! The disk: the few primitive steps by which the ledger touches its files.
//!
//! Each required method of [`Disk`] is one step that may fail, or be lost at a power failure until the matching sync.
//! What is made of several steps is a provided method, so that both disks take the same steps in the same order:
//! [`OsDisk`] is the operating system's, [`SimDisk`] is in memory and can lose what was not synced.
//!
//! What is durable when: bytes after [`Disk::sync_file`]; the names made by create, create_dir, rename and remove after
//! [`Disk::sync_dir`] of the folder they stand in. After a sync that failed nobody knows what is durable, and a later
//! one that works does not mend it: what was written has to be written again.
//!
//! Section: "The embedded store" of the architecture.

mod error;
mod os;
mod path;
mod sim;

pub use error::{DiskError, Operation};
pub use os::OsDisk;
pub use path::{BadPath, DiskPath};
pub use sim::{CrashPlan, Fault, SimDisk, Step, Tear, Trigger};

/// A place for files, addressed by paths relative to the ledger's folder.
///
/// Offsets and lengths are in bytes. Errors name the step and the path.
pub trait Disk: Send + Sync {
    /// Reads a whole file of at most `bytes_max` bytes; a longer one is refused, not cut.
    fn read(&self, path: &DiskPath, bytes_max: u64) -> Result<Vec<u8>, DiskError>;

    /// Reads up to `len` bytes from `offset` on; fewer only where the file ends.
    fn read_at(&self, path: &DiskPath, offset: u64, len: u64) -> Result<Vec<u8>, DiskError>;

    /// The length of a file.
    fn len(&self, path: &DiskPath) -> Result<u64, DiskError>;

    /// Whether a file or folder of this name exists.
    fn exists(&self, path: &DiskPath) -> Result<bool, DiskError>;

    /// The names in a folder, files and folders alike, in byte order. Names that are not UTF-8 are left out.
    fn list(&self, dir: &DiskPath) -> Result<Vec<String>, DiskError>;

    /// Makes one folder in a folder that exists; one that is there already is refused.
    fn create_dir(&self, dir: &DiskPath) -> Result<(), DiskError>;

    /// Makes a new, empty file; one that is there already is refused.
    fn create(&self, path: &DiskPath) -> Result<(), DiskError>;

    /// Writes all of `bytes` at `offset` of a file that exists, which grows where needed.
    fn write_at(&self, path: &DiskPath, offset: u64, bytes: &[u8]) -> Result<(), DiskError>;

    /// Cuts a file, or lengthens it with zeros (without taking the room for them).
    fn set_len(&self, path: &DiskPath, len: u64) -> Result<(), DiskError>;

    /// Makes the file's bytes and length durable.
    fn sync_file(&self, path: &DiskPath) -> Result<(), DiskError>;

    /// Makes the names in a folder durable.
    fn sync_dir(&self, dir: &DiskPath) -> Result<(), DiskError>;

    /// Renames a file; one that has the new name already is replaced.
    fn rename(&self, from: &DiskPath, to: &DiskPath) -> Result<(), DiskError>;

    /// Removes a file.
    fn remove(&self, path: &DiskPath) -> Result<(), DiskError>;

    /// Makes a folder and the folders above it, each durable in the one it stands in.
    ///
    /// One that is there already is left, and made durable all the same: a process that was killed may have made it and
    /// not come so far.
    fn create_dir_durably(&self, dir: &DiskPath) -> Result<(), DiskError> {
        if dir.is_root() {
            return Ok(());
        }
        if !self.exists(dir)? {
            self.create_dir_durably(&dir.parent())?;
            self.create_dir(dir)?;
        }
        self.sync_dir(&dir.parent())
    }

    /// Puts `bytes` in the place of a file, so that at any moment, and after a power loss, either the old file stands
    /// there whole or the new one does.
    ///
    /// Writes beside it under the name with [`TEMPORARY_ENDING`], syncs, renames and syncs the folder. After an error
    /// the old file stands, unless it was the last step that failed: then either may stand after a power loss. So may it
    /// when the process was killed there: who finds a file at open, and does something that cannot be undone because of
    /// it, syncs its folder first.
    fn replace_durably(&self, path: &DiskPath, bytes: &[u8]) -> Result<(), DiskError> {
        let temporary = path.with_ending(TEMPORARY_ENDING);
        if self.exists(&temporary)? {
            self.remove(&temporary)?;
        }
        self.write_beside(&temporary, bytes).inspect_err(|_| {
            // A half-written file would keep the room a full disk lacks; the next attempt removes what stays here.
            drop(self.remove(&temporary));
        })?;
        self.rename(&temporary, path)?;
        self.sync_dir(&path.parent())
    }

    /// As [`Disk::replace_durably`], but refuses with [`std::io::ErrorKind::AlreadyExists`] when the file is there.
    fn write_new_durably(&self, path: &DiskPath, bytes: &[u8]) -> Result<(), DiskError> {
        if self.exists(path)? {
            return Err(DiskError::new(
                Operation::Create,
                path,
                std::io::ErrorKind::AlreadyExists.into(),
            ));
        }
        self.replace_durably(path, bytes)
    }

    /// Makes a new file with these bytes and syncs it; its name is not durable yet.
    fn write_beside(&self, path: &DiskPath, bytes: &[u8]) -> Result<(), DiskError> {
        self.create(path)?;
        self.write_at(path, 0, bytes)?;
        self.sync_file(path)
    }

    /// Writes zeros over `len` bytes from `offset` on, taking the room for them, without a sync.
    fn write_zeros(&self, path: &DiskPath, offset: u64, len: u64) -> Result<(), DiskError> {
        let end = offset.saturating_add(len);
        let mut at = offset;
        while at < end {
            let piece = ZEROS.len().min(usize::try_from(end - at).unwrap_or(usize::MAX));
            self.write_at(path, at, ZEROS.get(..piece).unwrap_or_default())?;
            at += piece as u64;
        }
        Ok(())
    }
}

/// What [`Disk::replace_durably`] adds to a name while the new file is being written. A file of such a name that is
/// found at open was never finished and can be removed.
pub const TEMPORARY_ENDING: &str = ".tmp";

static ZEROS: [u8; 1 << 16] = [0; 1 << 16];
