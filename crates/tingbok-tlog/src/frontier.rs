//! The frontier: what an appender keeps of a tree, one hash for each bit of its size.
//!
//! Invariant: there are as many hashes as the size has one bits, the hash of the largest subtree first; so
//! memory is O(log n), and any tree can be continued from [`Frontier::peaks`] or from its published tiles.
//!
//! Specification: RFC 6962 §2.1; the nodes that [`Frontier::push_with`] reports are those of C2SP tlog-tiles.

use thiserror::Error;

use crate::{
    hash::{Hash, empty_root, node_hash},
    node::{NodeId, NodeReader, peaks},
    tree::{LeafIndex, SizeError, TreeSize},
};

/// The right edge of a tree that only grows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Frontier {
    size: TreeSize,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The frontier of a tree of `size` leaves whose largest complete subtrees, from the left, have the
    /// hashes `peaks`.
    ///
    /// # Errors
    /// When their number is not that of the one bits of the size.
    pub fn from_peaks(size: TreeSize, peaks: Vec<Hash>) -> Result<Self, PeaksError> {
        let expected = self::peaks(size).count();
        if peaks.len() == expected {
            Ok(Self { size, peaks })
        } else {
            Err(PeaksError {
                size,
                expected,
                found: peaks.len(),
            })
        }
    }

    /// The frontier of the tree of `size` leaves whose nodes `reader` holds.
    ///
    /// # Errors
    /// What the reader says of a node.
    pub fn read<R: NodeReader>(reader: &R, size: TreeSize) -> Result<Self, R::Error> {
        let peaks = peaks(size).map(|id| reader.node(id)).collect::<Result<_, _>>()?;
        Ok(Self { size, peaks })
    }

    /// Appends a leaf by its hash and returns its place.
    ///
    /// # Errors
    /// [`SizeError::TooLarge`] when the tree has [`TreeSize::MAX`] leaves; it is then left as it was.
    pub fn push(&mut self, leaf: Hash) -> Result<LeafIndex, SizeError> {
        self.push_with(leaf, |_, _| ())
    }

    /// Appends a leaf and reports each node that it completes: the leaf first, then upwards.
    ///
    /// # Errors
    /// As [`Frontier::push`]; nothing is reported then.
    pub fn push_with(
        &mut self,
        leaf: Hash,
        mut completed: impl FnMut(NodeId, Hash),
    ) -> Result<LeafIndex, SizeError> {
        let index = LeafIndex::new(self.size.get())?;
        self.size = TreeSize::new(index.get() + 1)?;
        let (mut id, mut hash) = (NodeId::leaf(index), leaf);
        completed(id, hash);
        while id.is_right()
            && let Some(left) = self.peaks.pop()
        {
            (id, hash) = (id.parent_of_right(), node_hash(&left, &hash));
            completed(id, hash);
        }
        self.peaks.push(hash);
        Ok(index)
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.size
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let right_to_left = self.peaks.iter().rev().copied();
        right_to_left
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }

    /// The hashes of the largest complete subtrees, from the left.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }
}

/// Hashes that cannot be the frontier of a tree of that size.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[error("a tree of {size} leaves has {expected} peaks, not {found}")]
pub struct PeaksError {
    /// The size given.
    pub size: TreeSize,
    /// The number of one bits of that size.
    pub expected: usize,
    /// The number of hashes given.
    pub found: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    #[test]
    fn a_full_tree_takes_no_more_and_stays_as_it_was() {
        let mut full = Frontier::from_peaks(TreeSize::MAX, vec![leaf_hash(b""); 53]).unwrap();
        let before = full.clone();
        assert_eq!(full.push(leaf_hash(b"")), Err(SizeError::TooLarge));
        assert_eq!(full, before);
    }

    #[test]
    fn a_wrong_number_of_peaks_is_refused() {
        let size = TreeSize::new(5).unwrap();
        assert!(Frontier::from_peaks(size, vec![empty_root(); 2]).is_ok());
        for found in [0, 1, 3] {
            let error = Frontier::from_peaks(size, vec![empty_root(); found]).unwrap_err();
            assert_eq!(
                error,
                PeaksError {
                    size,
                    expected: 2,
                    found
                }
            );
        }
    }

    #[test]
    fn each_push_reports_the_nodes_it_completes() {
        let mut frontier = Frontier::new();
        let mut reported = Vec::new();
        for _ in 0..4 {
            frontier
                .push_with(leaf_hash(b""), |id, _| reported.push((id.level(), id.index())))
                .unwrap();
        }
        assert_eq!(reported, [(0, 0), (0, 1), (1, 0), (0, 2), (0, 3), (1, 1), (2, 0)]);
    }
}
