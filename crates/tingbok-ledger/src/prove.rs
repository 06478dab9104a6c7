//! The proof that an entry is in the log's published tree, as a file that any client of the log can check.
//!
//! Invariants: the proof is of the checkpoint that stands in the ledger, cosignatures included, and has been followed
//! from the entry's own bytes to its root before it is given out.
//!
//! Specification: C2SP tlog-proof; RFC 9162 §2.1.3.

use std::sync::Arc;

use tingbok_tlog::hash::leaf_hash;
use tingbok_tlog::inclusion::prove_inclusion;
use tingbok_tlog::proof::ProofError;
use tingbok_tlog::tlog_proof::TlogProof;
use tingbok_tlog::tree::{LeafIndex, SizeError, TreeSize};

use crate::log::{Log, ReadError, read_checkpoint};
use crate::open::OpenError;
use crate::published::{Published, PublishedError, unreadable};

/// Why there is no proof of an entry.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProveError {
    /// The log does not have it, or it cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is durable in the journal, and no checkpoint covers it yet.
    #[error("entry {index} is not published yet: the checkpoint covers {size}")]
    Unpublished {
        /// The entry.
        index: u64,
        /// The number of entries that the checkpoint covers.
        size: TreeSize,
    },
    /// The checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] OpenError),
    /// A tile cannot be read.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// No tree has such a leaf.
    #[error(transparent)]
    Index(#[from] SizeError),
    /// The tiles do not lead from the entry to the checkpoint's root.
    #[error("entry {index} is not in the checkpoint's tree")]
    NotInTree {
        /// The entry.
        index: u64,
        /// Where they lead.
        source: ProofError,
    },
}

/// The proof that the entry at `index` is in the tree of the newest checkpoint.
///
/// # Errors
/// [`ProveError`].
pub fn prove(log: &Log, index: u64) -> Result<TlogProof, ProveError> {
    let entry = log.record(index)?;
    let (_, checkpoint) = read_checkpoint(log.disk().as_ref())?;
    let size = checkpoint.checkpoint().size();
    let place = LeafIndex::new(index)?;
    if !size.contains(place) {
        return Err(ProveError::Unpublished { index, size });
    }
    let published = Published::new(Arc::clone(log.disk()), size.get())?;
    let hashes = prove_inclusion(&published.tree(), place, size).map_err(|error| unreadable(&error))?;
    let proof = TlogProof::new(place, hashes, checkpoint);
    proof
        .verify_inclusion(&leaf_hash(&entry.entry))
        .map_err(|source| ProveError::NotInTree { index, source })?;
    Ok(proof)
}
