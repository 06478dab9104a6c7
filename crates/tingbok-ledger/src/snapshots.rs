//! Snapshots: the states of projections, kept between two runs so that the next reads only what is new.
//!
//! Invariants: a snapshot is derived and never trusted for more than saving time. It is used when name, version and the
//! digest of its state fit, and the log's chain stands at its index where it says; otherwise it is dropped. It can be
//! deleted at any time. It holds values, so it is dropped when one is erased. That it cannot be read or written is no
//! error: on a medium that is read-only every view is made from entry 0.
//!
//! Spec: docs/spec/store.md, "Views".

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tingbok_minutes::Projection;

use crate::disk::{Disk, DiskError, DiskPath, OsDisk, TEMPORARY_ENDING};
use crate::layout;
use crate::log::{Log, ReadError};
use crate::view::hex;

/// Where snapshots are kept.
#[derive(Clone)]
pub struct Snapshots {
    place: Place,
}

#[derive(Clone)]
enum Place {
    Nowhere,
    Folder(PathBuf),
    Disk(Arc<dyn Disk>),
}

/// A snapshot as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored<'a> {
    /// The projection's name.
    name: String,
    /// Its version.
    version: u32,
    /// The newest entry that was taken in.
    index: u64,
    /// The chain hash after it, in hexadecimal.
    chain: String,
    /// BLAKE3 of the state's text, in hexadecimal: what was cut or mixed up is not taken for a state.
    digest: String,
    /// The state.
    #[serde(borrow)]
    state: &'a RawValue,
}

impl Snapshots {
    /// Keeps nothing: every view is made from entry 0.
    #[must_use]
    pub fn none() -> Self {
        let place = Place::Nowhere;
        Self { place }
    }

    /// Keeps them in the ledger's folder `root`, below `views/`.
    #[must_use]
    pub fn in_folder(root: &Path) -> Self {
        let place = Place::Folder(root.to_owned());
        Self { place }
    }

    /// Keeps them on a disk, below `views/`.
    #[must_use]
    pub fn on(disk: Arc<dyn Disk>) -> Self {
        let place = Place::Disk(disk);
        Self { place }
    }

    /// Drops every snapshot. Whoever erases a value does this too.
    ///
    /// # Errors
    /// [`DiskError`] when one is still there.
    pub fn clear(&self) -> Result<(), DiskError> {
        let Some(disk) = self.disk() else { return Ok(()) };
        let folder = layout::views();
        if !disk.exists(&folder)? {
            return Ok(());
        }
        for name in disk.list(&folder)? {
            if let Ok(path) = folder.join(&name) {
                disk.remove(&path)?;
            }
        }
        Ok(())
    }

    /// The state that is kept of a projection and the newest entry in it, when it is one of this log and not newer than
    /// entry `newest`.
    pub(crate) fn read<P: Projection>(&self, log: &Log, newest: u64) -> Option<(P, u64)> {
        let bytes = self
            .disk()?
            .read(&layout::view(P::NAME)?, SNAPSHOT_BYTES_MAX)
            .ok()?;
        let stored: Stored<'_> = serde_json::from_slice(&bytes).ok()?;
        let fits = stored.name == P::NAME && stored.version == P::VERSION && stored.index <= newest;
        if !fits || stored.digest != digest(stored.state.get()) {
            return None;
        }
        let chain = log.chain_hash(stored.index).ok()??;
        if stored.chain != hex(&chain.0) {
            return None;
        }
        let state = serde_json::from_str(stored.state.get()).ok()?;
        Some((state, stored.index))
    }

    /// Keeps the state of a projection after entry `index`. What stands there unfinished is taken away.
    pub(crate) fn write<P: Projection>(&self, log: &Log, state: &P, index: u64) -> Result<(), ReadError> {
        let (Some(disk), Some(path)) = (self.disk(), layout::view(P::NAME)) else {
            return Ok(());
        };
        let Some(chain) = log.chain_hash(index)? else {
            return Ok(());
        };
        if let Some(bytes) = stored(state, index, &hex(&chain.0)) {
            // Whatever hinders it hinders nothing else.
            drop(put(disk.as_ref(), &path, &bytes));
        }
        Ok(())
    }

    /// The disk to read from and write to. A folder is opened for each use: what is written is not synced, and its file
    /// is to be closed.
    fn disk(&self) -> Option<Arc<dyn Disk>> {
        match &self.place {
            Place::Nowhere => None,
            Place::Folder(root) => Some(Arc::new(OsDisk::open(root).ok()?)),
            Place::Disk(disk) => Some(Arc::clone(disk)),
        }
    }
}

fn stored<P: Projection>(state: &P, index: u64, chain: &str) -> Option<Vec<u8>> {
    let text = serde_json::value::to_raw_value(state).ok()?;
    let stored = Stored {
        name: P::NAME.to_owned(),
        version: P::VERSION,
        index,
        chain: chain.to_owned(),
        digest: digest(text.get()),
        state: &text,
    };
    let bytes = serde_json::to_vec(&stored).ok()?;
    (bytes.len() as u64 <= SNAPSHOT_BYTES_MAX).then_some(bytes)
}

/// Writes beside and renames, under a name that no other reader writes to. Nothing is synced: a file that a power loss
/// tore does not fit its digest.
fn put(disk: &dyn Disk, path: &DiskPath, bytes: &[u8]) -> Result<(), DiskError> {
    let folder = layout::views();
    if !disk.exists(&folder)? {
        disk.create_dir(&folder)?;
    }
    let own = format!(
        ".{}-{}",
        std::process::id(),
        WRITTEN.fetch_add(1, Ordering::Relaxed)
    );
    let temporary = path.with_ending(&own).with_ending(TEMPORARY_ENDING);
    remove_unfinished(disk, &folder, path)?;
    let written = disk
        .create(&temporary)
        .and_then(|()| disk.write_at(&temporary, 0, bytes))
        .and_then(|()| disk.rename(&temporary, path));
    written.inspect_err(|_| drop(disk.remove(&temporary)))
}

/// Removes what readers that were killed have left of a snapshot. One that is at work loses its own, and no more.
fn remove_unfinished(disk: &dyn Disk, folder: &DiskPath, path: &DiskPath) -> Result<(), DiskError> {
    for name in disk.list(folder)? {
        let is_unfinished = name.starts_with(path.name()) && name.ends_with(TEMPORARY_ENDING);
        if let Some(unfinished) = folder.join(&name).ok().filter(|_| is_unfinished) {
            disk.remove(&unfinished)?;
        }
    }
    Ok(())
}

fn digest(text: &str) -> String {
    hex(blake3::hash(text.as_bytes()).as_bytes())
}

/// A larger state is made anew each time.
const SNAPSHOT_BYTES_MAX: u64 = 1 << 30;
/// Tells apart what one process writes at the same time.
static WRITTEN: AtomicU64 = AtomicU64::new(0);
