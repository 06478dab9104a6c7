//! Nodes: the complete subtrees of the tree, whose hashes never change, and roots put together from them.
//!
//! Invariants: a [`NodeId`] names a subtree of 2^level leaves that some tree can hold, so arithmetic on it
//! cannot overflow; every root and every proof is made of such nodes, whatever the tree's size, so a
//! [`NodeReader`] needs to know nothing else.
//!
//! Specification: RFC 6962 §2.1 (MTH).

use std::{fmt, ops::Range};

use thiserror::Error;

use crate::{
    frontier::Frontier,
    hash::{Hash, empty_root, node_hash},
    tree::{LeafIndex, SizeError, TreeSize},
};

/// A complete subtree: the 2^`level` leaves from `index` · 2^`level` on.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct NodeId {
    level: u8,
    index: u64,
}

impl NodeId {
    /// The `index`-th subtree of 2^`level` leaves.
    ///
    /// # Errors
    /// [`SizeError::TooLarge`] when no tree has room for it.
    pub const fn new(level: u8, index: u64) -> Result<Self, SizeError> {
        let fits = level < LEVELS && index < TreeSize::MAX.get() >> level;
        if fits {
            Ok(Self { level, index })
        } else {
            Err(SizeError::TooLarge)
        }
    }

    /// The subtree that is one leaf.
    #[must_use]
    pub const fn leaf(index: LeafIndex) -> Self {
        Self {
            level: 0,
            index: index.get(),
        }
    }

    /// The height of the subtree: 0 for a leaf.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.level
    }

    /// The number of subtrees of this height before it.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// Whether a tree of `size` leaves holds all leaves of the subtree.
    #[must_use]
    pub const fn is_complete_in(self, size: TreeSize) -> bool {
        self.index < size.get() >> self.level
    }

    /// Whether it is the right half of its parent.
    pub(crate) const fn is_right(self) -> bool {
        self.index & 1 == 1
    }

    /// The subtree twice as large whose right half this is.
    pub(crate) const fn parent_of_right(self) -> Self {
        Self {
            level: self.level + 1,
            index: self.index >> 1,
        }
    }

    /// The same subtree, `leaves` further to the right; `leaves` is a multiple of its size.
    const fn shifted(self, leaves: u64) -> Self {
        Self {
            level: self.level,
            index: self.index + (leaves >> self.level),
        }
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node {} of level {}", self.index, self.level)
    }
}

/// Where the hashes of nodes come from: memory, tiles on a disk, a log far away.
pub trait NodeReader {
    /// Why a node could not be read.
    type Error;

    /// The hash of one complete subtree.
    ///
    /// # Errors
    /// When the node is not held, or reading it failed.
    fn node(&self, id: NodeId) -> Result<Hash, Self::Error>;
}

/// The largest complete subtrees of a tree of `size` leaves, from the left: one for each bit of the size.
pub fn peaks(size: TreeSize) -> impl DoubleEndedIterator<Item = NodeId> {
    peaks_of(size.get())
}

/// The root of the tree at `size`.
///
/// # Errors
/// What the reader says of a node of [`peaks`].
pub fn root_at<R: NodeReader>(reader: &R, size: TreeSize) -> Result<Hash, R::Error> {
    range_root(reader, 0..size.get())
}

/// MTH of the leaves in `range`, as the splits of RFC 6962 §2.1 make them: its start is a multiple of every
/// subtree that fits in its length.
pub(crate) fn range_root<R: NodeReader>(reader: &R, range: Range<u64>) -> Result<Hash, R::Error> {
    let mut root = None;
    for peak in peaks_of(range.end - range.start).rev() {
        let left = reader.node(peak.shifted(range.start))?;
        root = Some(root.map_or(left, |right| node_hash(&left, &right)));
    }
    Ok(root.unwrap_or_else(empty_root))
}

fn peaks_of(leaves: u64) -> impl DoubleEndedIterator<Item = NodeId> {
    let levels = (0..LEVELS).rev().filter(move |level| leaves >> level & 1 == 1);
    levels.map(move |level| NodeId {
        level,
        index: (leaves >> level) - 1,
    })
}

/// Where RFC 6962 §2.1 splits `leaves` > 1: the largest power of two below.
pub(crate) const fn split(leaves: u64) -> u64 {
    leaves.next_power_of_two() / 2
}

/// A tree whose nodes are all in memory: 64 bytes per leaf.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    frontier: Frontier,
    levels: Vec<Vec<Hash>>,
}

impl MemoryTree {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf by its hash.
    ///
    /// # Errors
    /// As [`Frontier::push`].
    pub fn push(&mut self, leaf: Hash) -> Result<LeafIndex, SizeError> {
        let levels = &mut self.levels;
        self.frontier.push_with(leaf, |id, hash| {
            let level = usize::from(id.level);
            if level == levels.len() {
                levels.push(Vec::new());
            }
            levels[level].push(hash);
        })
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.frontier.size()
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }
}

impl NodeReader for MemoryTree {
    type Error = MissingNode;

    fn node(&self, id: NodeId) -> Result<Hash, MissingNode> {
        let level = self.levels.get(usize::from(id.level));
        let index = usize::try_from(id.index).ok();
        level
            .zip(index)
            .and_then(|(level, index)| level.get(index))
            .copied()
            .ok_or(MissingNode(id))
    }
}

/// A node that is not, or not yet whole, in a tree.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[error("{0} is not in the tree")]
pub struct MissingNode(pub NodeId);

/// Heights of subtrees that fit in a tree: 0 to 52.
const LEVELS: u8 = 53;

#[cfg(test)]
mod tests {
    use super::*;

    fn size(leaves: u64) -> TreeSize {
        TreeSize::new(leaves).unwrap()
    }

    #[test]
    fn peaks_cover_the_tree_from_left_to_right_without_gap() {
        for leaves in (0..1000).chain([70_000, TreeSize::MAX.get()]) {
            let mut covered = 0;
            for peak in peaks(size(leaves)) {
                assert_eq!(peak.index << peak.level, covered);
                assert!(peak.is_complete_in(size(leaves)));
                covered += 1 << peak.level;
            }
            assert_eq!(covered, leaves);
        }
    }

    #[test]
    fn a_node_beyond_every_tree_has_no_id() {
        assert!(NodeId::new(0, TreeSize::MAX.get() - 1).is_ok());
        assert!(NodeId::new(52, 0).is_ok());
        for (level, index) in [
            (0, TreeSize::MAX.get()),
            (52, 1),
            (53, 0),
            (64, 0),
            (255, 0),
            (0, u64::MAX),
        ] {
            assert_eq!(
                NodeId::new(level, index),
                Err(SizeError::TooLarge),
                "{level} {index}"
            );
        }
    }

    #[test]
    fn a_node_is_whole_once_its_last_leaf_is_there() {
        let node = NodeId::new(3, 2).unwrap();
        assert!(!node.is_complete_in(size(23)));
        assert!(node.is_complete_in(size(24)));
        let tree = MemoryTree::new();
        assert_eq!(tree.node(node), Err(MissingNode(node)));
        assert_eq!(
            MissingNode(node).to_string(),
            "node 2 of level 3 is not in the tree"
        );
    }
}
