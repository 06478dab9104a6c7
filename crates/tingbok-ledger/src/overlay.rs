//! A tree of which one bundle's nodes are made of its entries, and the others are read.
//!
//! Invariant: what the entries make is never read, so a proof over this tree speaks for every one of them.

use std::collections::BTreeMap;

use tingbok_tlog::hash::{Hash, leaf_hash, node_hash};
use tingbok_tlog::node::{NodeId, NodeReader};
use tingbok_tlog::path::PathError;

/// The nodes that the entries of one bundle make, on top of another tree.
pub(crate) struct Overlay<R> {
    own: BTreeMap<NodeId, Hash>,
    others: R,
}

impl<R> Overlay<R> {
    /// The nodes of `entries`, of which the first is the log's entry `first`; a bundle begins at a multiple of 256.
    pub(crate) fn new(first: u64, entries: &[Vec<u8>], others: R) -> Result<Self, PathError> {
        let mut own = BTreeMap::new();
        let mut hashes: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let (mut level, mut index) = (0_u8, first);
        while !hashes.is_empty() {
            for (place, hash) in (index..).zip(&hashes) {
                own.insert(NodeId::new(level, place)?, *hash);
            }
            // Only whole pairs make a node of the level above.
            hashes = hashes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|[left, right]| node_hash(left, right))
                .collect();
            (level, index) = (level + 1, index / 2);
        }
        Ok(Self { own, others })
    }
}

impl<R: NodeReader> NodeReader for Overlay<R> {
    type Error = R::Error;

    fn node(&self, id: NodeId) -> Result<Hash, R::Error> {
        self.own
            .get(&id)
            .copied()
            .map_or_else(|| self.others.node(id), Ok)
    }
}
