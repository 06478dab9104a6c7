//! The operating system's disk: a ledger's folder and `std::fs`.
//!
//! Invariants: a file that was written stays open until it is synced, and among the last few after that, so that a group
//! costs one `pwrite` and one `fdatasync`, and a sync is asked of the handle that wrote: it is the one that learns of an
//! error in writing back. Opened read-only, every step that changes something is refused before the system is asked. Section: "The embedded store" of the architecture.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Disk, DiskError, DiskPath, Operation};

/// A ledger's folder on the operating system's disk.
#[derive(Debug)]
pub struct OsDisk {
    root: PathBuf,
    writable: bool,
    handles: Mutex<Vec<Handle>>,
}

/// A file open for writing; the oldest stands first.
#[derive(Debug)]
struct Handle {
    path: DiskPath,
    file: Arc<File>,
    unsynced: bool,
}

impl OsDisk {
    /// The folder at `root`, which must exist.
    ///
    /// # Errors
    /// The operating system's, or "not a directory".
    pub fn open(root: &Path) -> Result<Self, DiskError> {
        Self::at(root, true)
    }

    /// The folder at `root`, which must exist, for reading only: every change is refused.
    ///
    /// # Errors
    /// As for [`OsDisk::open`].
    pub fn read_only(root: &Path) -> Result<Self, DiskError> {
        Self::at(root, false)
    }

    /// Makes the folder at `root`, durably, with those above it; one that is there already is taken as it is.
    ///
    /// # Errors
    /// As for [`OsDisk::open`].
    pub fn create(root: &Path) -> Result<Self, DiskError> {
        make_durably(root).map_err(|e| DiskError::new(Operation::CreateDir, &DiskPath::root(), e))?;
        Self::open(root)
    }

    /// The ledger's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn at(root: &Path, writable: bool) -> Result<Self, DiskError> {
        let found = fs::metadata(root).and_then(|folder| match folder.is_dir() {
            true => Ok(()),
            false => Err(io::ErrorKind::NotADirectory.into()),
        });
        found.map_err(|e| DiskError::new(Operation::Look, &DiskPath::root(), e))?;
        Ok(Self {
            root: root.to_owned(),
            writable,
            handles: Mutex::new(Vec::new()),
        })
    }

    /// Takes one step and puts its name on whatever error it gives.
    fn step<T>(
        &self,
        operation: Operation,
        path: &DiskPath,
        act: impl FnOnce(PathBuf) -> io::Result<T>,
    ) -> Result<T, DiskError> {
        let done = match operation.changes() && !self.writable {
            true => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
            false => act(self.root.join(path.as_str())),
        };
        done.map_err(|e| DiskError::new(operation, path, e))
    }

    /// The handle that writes this file, opened at the first write; `unsynced` is what it will be after this step.
    fn handle(&self, path: &DiskPath, place: &Path, unsynced: bool) -> io::Result<Arc<File>> {
        let mut handles = self.handles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = handles.iter_mut().find(|kept| kept.path == *path) {
            kept.unsynced = unsynced;
            return Ok(Arc::clone(&kept.file));
        }
        let oldest_synced = handles.iter().position(|kept| !kept.unsynced);
        if let Some(oldest) = oldest_synced.filter(|_| handles.len() >= HANDLES_MAX) {
            handles.remove(oldest);
        }
        let file = Arc::new(OpenOptions::new().write(true).open(place)?);
        handles.push(Handle {
            path: path.clone(),
            file: Arc::clone(&file),
            unsynced,
        });
        Ok(file)
    }

    fn forget(&self, path: &DiskPath) {
        self.handles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|kept| kept.path != *path);
    }
}

impl Disk for OsDisk {
    fn read(&self, path: &DiskPath, bytes_max: u64) -> Result<Vec<u8>, DiskError> {
        self.step(Operation::Read, path, |place| {
            let mut bytes = Vec::new();
            File::open(place)?
                .take(bytes_max.saturating_add(1))
                .read_to_end(&mut bytes)?;
            match bytes.len() as u64 > bytes_max {
                true => Err(io::ErrorKind::FileTooLarge.into()),
                false => Ok(bytes),
            }
        })
    }

    fn read_at(&self, path: &DiskPath, offset: u64, len: u64) -> Result<Vec<u8>, DiskError> {
        self.step(Operation::Read, path, |place| {
            let file = File::open(place)?;
            let len = len.min(file.metadata()?.len().saturating_sub(offset));
            let mut bytes = vec![0; usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?];
            file.read_exact_at(&mut bytes, offset)?;
            Ok(bytes)
        })
    }

    fn len(&self, path: &DiskPath) -> Result<u64, DiskError> {
        self.step(Operation::Look, path, |place| Ok(fs::metadata(place)?.len()))
    }

    fn exists(&self, path: &DiskPath) -> Result<bool, DiskError> {
        self.step(Operation::Look, path, |place| place.try_exists())
    }

    fn list(&self, dir: &DiskPath) -> Result<Vec<String>, DiskError> {
        self.step(Operation::List, dir, |place| {
            let mut names = Vec::new();
            for entry in fs::read_dir(place)? {
                names.extend(entry?.file_name().into_string().ok());
            }
            names.sort_unstable();
            Ok(names)
        })
    }

    fn create_dir(&self, dir: &DiskPath) -> Result<(), DiskError> {
        self.step(Operation::CreateDir, dir, fs::create_dir)
    }

    fn create(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.forget(path);
        self.step(Operation::Create, path, |place| File::create_new(place).map(drop))
    }

    fn write_at(&self, path: &DiskPath, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.step(Operation::Write, path, |place| {
            self.handle(path, &place, true)?.write_all_at(bytes, offset)
        })
    }

    fn set_len(&self, path: &DiskPath, len: u64) -> Result<(), DiskError> {
        self.step(Operation::SetLen, path, |place| {
            self.handle(path, &place, true)?.set_len(len)
        })
    }

    fn sync_file(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.step(Operation::SyncFile, path, |place| {
            self.handle(path, &place, false)?.sync_data()
        })
    }

    fn sync_dir(&self, dir: &DiskPath) -> Result<(), DiskError> {
        self.step(Operation::SyncDir, dir, |place| File::open(place)?.sync_all())
    }

    fn rename(&self, from: &DiskPath, to: &DiskPath) -> Result<(), DiskError> {
        self.forget(from);
        self.forget(to);
        self.step(Operation::Rename, from, |place| {
            fs::rename(place, self.root.join(to.as_str()))
        })
    }

    fn remove(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.forget(path);
        self.step(Operation::Remove, path, fs::remove_file)
    }
}

fn make_durably(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.try_exists()? {
        return Ok(());
    }
    let parent = folder.parent().unwrap_or(Path::new(""));
    make_durably(parent)?;
    fs::create_dir(folder)?;
    File::open(if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    })?
    .sync_all()
}

/// The open segment, the acknowledged mark, and a few files of a publication under way.
const HANDLES_MAX: usize = 8;

#[cfg(test)]
mod tests;
