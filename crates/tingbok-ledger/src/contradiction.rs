//! A remembered checkpoint that a ledger contradicts, packed as evidence against whoever signed both.
//!
//! Spec: docs/spec/equivocation.md.

use std::path::Path;
use std::sync::Arc;

use tingbok_record::equivocation::{Beginning, Equivocation};
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::consistency::prove_consistency;
use tingbok_tlog::node::root_at;

use crate::disk::Disk;
use crate::log::read_checkpoint;
use crate::open::{OpenError, read_only_disk};
use crate::published::{Published, unreadable};

/// The evidence that the checkpoint of the ledger or copy in `root` and a remembered one contradict each other; `None`
/// where they do not, or where it cannot be shown since the ledger is the shorter one.
///
/// # Errors
/// [`OpenError`] when the checkpoint or the tree cannot be read.
pub fn contradiction(root: &Path, remembered: &SignedCheckpoint) -> Result<Option<Equivocation>, OpenError> {
    let disk: Arc<dyn Disk> = Arc::new(read_only_disk(root)?);
    let (_, now) = read_checkpoint(disk.as_ref())?;
    let (old, new) = (remembered.checkpoint(), now.checkpoint());
    if old.origin() != new.origin() || old.size() > new.size() {
        return Ok(None);
    }
    let published = Published::new(disk, new.size().get())?;
    let tree = published.tree();
    let root = root_at(&tree, old.size()).map_err(|error| unreadable(&error))?;
    if root == *old.root() {
        return Ok(None);
    }
    let beginning = if old.size() == new.size() {
        None
    } else {
        let proof = prove_consistency(&tree, old.size(), new.size()).map_err(|error| unreadable(&error))?;
        Some(Beginning { root, proof })
    };
    Ok(Some(Equivocation {
        first: remembered.encode(),
        second: now.encode(),
        beginning,
    }))
}
