//! Leaves and trees that the tests share.

use tingbok_tlog::{
    hash::{Hash, leaf_hash},
    node::MemoryTree,
    tree::{LeafIndex, TreeSize},
};

/// The tree size of `leaves`.
pub(crate) fn size(leaves: u64) -> TreeSize {
    TreeSize::new(leaves).unwrap()
}

/// The leaf index `index`.
pub(crate) fn place(index: u64) -> LeafIndex {
    LeafIndex::new(index).unwrap()
}

/// The entry at `index`.
pub(crate) fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

/// The hash of the entry at `index`.
pub(crate) fn leaf(index: u64) -> Hash {
    leaf_hash(&entry(index))
}

/// A tree of the first `leaves` entries.
pub(crate) fn memory_tree(leaves: u64) -> MemoryTree {
    let mut tree = MemoryTree::new();
    for index in 0..leaves {
        tree.push(leaf(index)).unwrap();
    }
    tree
}
