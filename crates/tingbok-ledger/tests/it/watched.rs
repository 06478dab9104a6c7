//! A disk that is looked at after every step that changes something: what a power loss there would leave can be tried
//! while the ledger goes on.

use std::sync::{Arc, Mutex};

use tingbok_ledger::disk::{Disk, DiskError, DiskPath, Operation, SimDisk};

/// What looks at the disk: the disk, the step that was taken, and on what.
type Look = Box<dyn FnMut(&SimDisk, Operation, &DiskPath) + Send>;

/// A simulated disk under watch.
pub(crate) struct Watched {
    disk: Arc<SimDisk>,
    look: Mutex<Look>,
}

impl Watched {
    pub(crate) fn new(
        disk: Arc<SimDisk>,
        look: impl FnMut(&SimDisk, Operation, &DiskPath) + Send + 'static,
    ) -> Self {
        Self {
            disk,
            look: Mutex::new(Box::new(look)),
        }
    }

    fn looked_at<T>(
        &self,
        done: Result<T, DiskError>,
        operation: Operation,
        path: &DiskPath,
    ) -> Result<T, DiskError> {
        (self.look.lock().unwrap())(&self.disk, operation, path);
        done
    }
}

impl Disk for Watched {
    fn read(&self, path: &DiskPath, bytes_max: u64) -> Result<Vec<u8>, DiskError> {
        self.disk.read(path, bytes_max)
    }

    fn read_at(&self, path: &DiskPath, offset: u64, len: u64) -> Result<Vec<u8>, DiskError> {
        self.disk.read_at(path, offset, len)
    }

    fn len(&self, path: &DiskPath) -> Result<u64, DiskError> {
        self.disk.len(path)
    }

    fn exists(&self, path: &DiskPath) -> Result<bool, DiskError> {
        self.disk.exists(path)
    }

    fn list(&self, dir: &DiskPath) -> Result<Vec<String>, DiskError> {
        self.disk.list(dir)
    }

    fn create_dir(&self, dir: &DiskPath) -> Result<(), DiskError> {
        self.looked_at(self.disk.create_dir(dir), Operation::CreateDir, dir)
    }

    fn create(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.looked_at(self.disk.create(path), Operation::Create, path)
    }

    fn write_at(&self, path: &DiskPath, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        let done = self.disk.write_at(path, offset, bytes);
        self.looked_at(done, Operation::Write, path)
    }

    fn set_len(&self, path: &DiskPath, len: u64) -> Result<(), DiskError> {
        self.looked_at(self.disk.set_len(path, len), Operation::SetLen, path)
    }

    fn sync_file(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.looked_at(self.disk.sync_file(path), Operation::SyncFile, path)
    }

    fn sync_dir(&self, dir: &DiskPath) -> Result<(), DiskError> {
        self.looked_at(self.disk.sync_dir(dir), Operation::SyncDir, dir)
    }

    fn rename(&self, from: &DiskPath, to: &DiskPath) -> Result<(), DiskError> {
        self.looked_at(self.disk.rename(from, to), Operation::Rename, to)
    }

    fn remove(&self, path: &DiskPath) -> Result<(), DiskError> {
        self.looked_at(self.disk.remove(path), Operation::Remove, path)
    }
}
