//! Publishing: the newest entries become files that anyone can fetch, and a checkpoint that covers them.
//!
//! Invariants: disclosures, bundles and tiles are durable before the checkpoint that covers them; the checkpoint is
//! renamed into place last, and is durable before this returns. It continues the one before: its tree grows from the
//! files of that one.
//!
//! Spec: docs/spec/store.md; C2SP tlog-tiles.

use std::collections::BTreeMap;
use std::sync::Arc;

use tingbok_tlog::bundle::{Bundle, BundleError, new_bundles};
use tingbok_tlog::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::{Hash, leaf_hash};
use tingbok_tlog::key::SignerKey;
use tingbok_tlog::node::{NodeId, NodeReader};
use tingbok_tlog::note::NoteError;
use tingbok_tlog::tile::{TileHashes, new_tiles};
use tingbok_tlog::tree::{SizeError, TreeSize};

use crate::disk::{Disk, DiskError, DiskPath};
use crate::journal::Record;
use crate::layout;
use crate::published::{Published, PublishedError, spelled, unreadable};

/// Why entries could not be published. They stay in the journal, durable.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// A published file that must be continued cannot be read.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// An entry that no bundle holds.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The tree cannot grow.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// The origin is none.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint cannot be signed.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// What is published next: the log's records from the published size on, under the log's own key.
pub(crate) struct Publication<'a> {
    pub(crate) disk: &'a Arc<dyn Disk>,
    pub(crate) origin: &'a str,
    pub(crate) key: &'a SignerKey,
    pub(crate) before: &'a Published,
    pub(crate) tail: &'a [Arc<Record>],
}

impl Publication<'_> {
    /// Publishes everything, and moves `frontier` over it. Gives what is published then; whoever reads must be shown
    /// that before [`Publication::remove_partial_files`].
    pub(crate) fn publish(&self, frontier: &mut Frontier) -> Result<Published, PublishError> {
        let (old, mut grown) = (self.before.size(), frontier.clone());
        let mut nodes = BTreeMap::new();
        for record in self.tail {
            grown.push_with(leaf_hash(&record.entry), |id, hash| {
                nodes.insert(id, hash);
            })?;
        }
        let new = grown.size();
        for bundle in new_bundles(old, new) {
            self.write_bundle(bundle)?;
        }
        self.write_tiles(old, new, &nodes)?;
        self.write_checkpoint(&grown)?;
        *frontier = grown;
        Ok(Published::new(Arc::clone(self.disk), new.get())?)
    }

    fn write_bundle(&self, bundle: Bundle) -> Result<(), PublishError> {
        let records = bundle
            .places()
            .map(|place| self.record(place.get()))
            .collect::<Result<Vec<_>, _>>()?;
        let mut rows = Vec::new();
        for record in &records {
            rows.extend_from_slice(&record.row);
            rows.push(b'\n');
        }
        // The rows first: whoever sees an entry finds what it discloses.
        self.write(&layout::disclosure_file(bundle.index()), &rows)?;
        let entries: Vec<&[u8]> = records.iter().map(|record| record.entry.as_slice()).collect();
        self.write(&spelled(&bundle.to_string())?, &bundle.encode(&entries)?)
    }

    fn record(&self, index: u64) -> Result<Arc<Record>, PublishedError> {
        let Some(place) = index.checked_sub(self.before.size().get()) else {
            return Ok(Arc::new(self.before.record(index)?));
        };
        let record = usize::try_from(place).ok().and_then(|place| self.tail.get(place));
        record.cloned().ok_or(PublishedError::Beyond(index))
    }

    fn write_tiles(
        &self,
        old: TreeSize,
        new: TreeSize,
        nodes: &BTreeMap<NodeId, Hash>,
    ) -> Result<(), PublishError> {
        let grown = Grown {
            nodes,
            before: self.before.tree(),
        };
        for tile in new_tiles(old, new) {
            let hashes = TileHashes::read(&grown, tile).map_err(|error| unreadable(&error))?;
            self.write(&spelled(&tile.to_string())?, &hashes.encode())?;
        }
        Ok(())
    }

    fn write_checkpoint(&self, tree: &Frontier) -> Result<(), PublishError> {
        let checkpoint = Checkpoint::new(self.origin.to_owned(), tree.size(), tree.root())?;
        let signed = SignedCheckpoint::sign(checkpoint, &[self.key])?;
        Ok(self
            .disk
            .replace_durably(&layout::checkpoint(), signed.encode().as_bytes())?)
    }

    fn write(&self, path: &DiskPath, bytes: &[u8]) -> Result<(), PublishError> {
        self.disk.create_dir_durably(&path.parent())?;
        Ok(self.disk.replace_durably(path, bytes)?)
    }

    /// Removes the partial files whose full ones a tree of `new` entries has. They serve readers of older checkpoints
    /// until then.
    pub(crate) fn remove_partial_files(&self, new: TreeSize) -> Result<(), PublishError> {
        let full = new_tiles(self.before.size(), new).filter(|tile| tile.width().is_full());
        for tile in full {
            self.remove_partials_of(&tile.to_string())?;
            if tile.level() == 0 {
                self.remove_partials_of(&Bundle::beside(tile).to_string())?;
            }
        }
        Ok(())
    }

    fn remove_partials_of(&self, full: &str) -> Result<(), PublishError> {
        let folder = spelled(&format!("{full}.p"))?;
        if !self.disk.exists(&folder)? {
            return Ok(());
        }
        for name in self.disk.list(&folder)? {
            let partial = spelled(&format!("{folder}/{name}"))?;
            self.disk.remove(&partial)?;
        }
        Ok(())
    }
}

/// The nodes of a tree that has grown: new ones from memory, older ones from the files of the tree before.
struct Grown<'a, R> {
    nodes: &'a BTreeMap<NodeId, Hash>,
    before: R,
}

impl<R: NodeReader> NodeReader for Grown<'_, R> {
    type Error = R::Error;

    fn node(&self, id: NodeId) -> Result<Hash, R::Error> {
        self.nodes
            .get(&id)
            .copied()
            .map_or_else(|| self.before.node(id), Ok)
    }
}
