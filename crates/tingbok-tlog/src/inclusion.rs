//! Inclusion proofs: that a leaf stands at its place in a tree.
//!
//! Invariants: a proof has exactly one form for a place and a size, nearest sibling first; checking takes at
//! most 53 hashes, whatever is handed in.
//!
//! Specification: RFC 9162 §2.1.3.1 (making) and §2.1.3.2 (checking).

use crate::{
    hash::{Hash, node_hash},
    node::{NodeReader, range_root, split},
    proof::{ProofError, ProveError},
    tree::{LeafIndex, TreeSize},
};

/// The proof that the leaf at `index` is in the tree of `size` leaves whose nodes `reader` holds.
///
/// # Errors
/// [`ProveError::Range`] when the tree has no such leaf, [`ProveError::Read`] when a node cannot be read.
pub fn prove_inclusion<R: NodeReader>(
    reader: &R,
    index: LeafIndex,
    size: TreeSize,
) -> Result<Vec<Hash>, ProveError<R::Error>> {
    if !size.contains(index) {
        return Err(ProveError::Range);
    }
    let mut proof = Vec::new();
    let mut range = 0..size.get();
    while range.end - range.start > 1 {
        let middle = range.start + split(range.end - range.start);
        let (within, beside) = if index.get() < middle {
            (range.start..middle, middle..range.end)
        } else {
            (middle..range.end, range.start..middle)
        };
        proof.push(range_root(reader, beside).map_err(ProveError::Read)?);
        range = within;
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `proof` leads from the leaf at `index` to the root of the tree of `size` leaves.
///
/// # Errors
/// [`ProofError::Range`] when the tree has no such leaf, [`ProofError::Length`] when the number of hashes is
/// not that of the place, [`ProofError::Root`] when they lead elsewhere.
pub fn verify_inclusion(
    leaf: &Hash,
    index: LeafIndex,
    size: TreeSize,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if !size.contains(index) {
        return Err(ProofError::Range);
    }
    // The RFC's fn and sn: the places of the node and of the last node, level by level.
    let (mut place, mut last) = (index.get(), size.get() - 1);
    let mut found = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            found = node_hash(sibling, &found);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            found = node_hash(&found, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if found == *root {
        Ok(())
    } else {
        Err(ProofError::Root {
            expected: *root,
            found,
        })
    }
}
