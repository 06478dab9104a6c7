//! Consistency proofs: that a tree only grew.
//!
//! Invariants: a proof has exactly one form for two sizes; from the empty tree, and from a tree to itself, it
//! has no hashes, and the roots alone decide.
//!
//! Specification: RFC 9162 §2.1.4.1 (making) and §2.1.4.2 (checking).

use crate::{
    hash::{Hash, empty_root, node_hash},
    node::{NodeReader, range_root, split},
    proof::{ProofError, ProveError},
    tree::TreeSize,
};

/// The proof that the tree of `new` leaves whose nodes `reader` holds continues that of its first `old`.
///
/// # Errors
/// [`ProveError::Range`] when `old` is above `new`, [`ProveError::Read`] when a node cannot be read.
pub fn prove_consistency<R: NodeReader>(
    reader: &R,
    old: TreeSize,
    new: TreeSize,
) -> Result<Vec<Hash>, ProveError<R::Error>> {
    if old > new {
        return Err(ProveError::Range);
    }
    if old == TreeSize::EMPTY {
        return Ok(Vec::new());
    }
    let read = |range| range_root(reader, range).map_err(ProveError::Read);
    let mut proof = Vec::new();
    let mut range = 0..new.get();
    while range.end != old.get() {
        let middle = range.start + split(range.end - range.start);
        if old.get() <= middle {
            proof.push(read(middle..range.end)?);
            range.end = middle;
        } else {
            proof.push(read(range.start..middle)?);
            range.start = middle;
        }
    }
    // The checker knows the old root; any other subtree that the old tree ends with must be told.
    if range.start != 0 {
        proof.push(read(range)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `proof` leads to both roots: the tree of `new_size` leaves continues that of `old_size`.
///
/// # Errors
/// [`ProofError::Range`] when the old size is above the new, [`ProofError::Length`] when the number of hashes
/// is not that of the sizes, [`ProofError::OldRoot`] or [`ProofError::Root`] when they lead elsewhere.
pub fn verify_consistency(
    old_size: TreeSize,
    old_root: &Hash,
    new_size: TreeSize,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Range);
    }
    if old_size == TreeSize::EMPTY || old_size == new_size {
        return verify_without_hashes(old_size, old_root, new_size, new_root, proof);
    }
    // A complete old tree is itself the first node: the proof need not repeat its root.
    let known = old_size.get().is_power_of_two().then_some(old_root);
    let mut hashes = known.into_iter().chain(proof);
    let first = hashes
        .next()
        .filter(|_| !proof.is_empty())
        .ok_or(ProofError::Length)?;
    let (old_found, new_found) = fold(old_size, new_size, first, hashes)?;
    if old_found != *old_root {
        return Err(ProofError::OldRoot {
            expected: *old_root,
            found: old_found,
        });
    }
    expect_root(new_root, new_found)
}

/// Steps 3 to 6 of RFC 9162 §2.1.4.2: the old and the new root that the hashes lead to.
fn fold<'h>(
    old_size: TreeSize,
    new_size: TreeSize,
    first: &Hash,
    hashes: impl Iterator<Item = &'h Hash>,
) -> Result<(Hash, Hash), ProofError> {
    // The RFC's fn and sn: the last places of the old and of the new tree, level by level.
    let (mut place, mut last) = (old_size.get() - 1, new_size.get() - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut old, mut new) = (*first, *first);
    for hash in hashes {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            (old, new) = (node_hash(hash, &old), node_hash(hash, &new));
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            new = node_hash(&new, hash);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last == 0 {
        Ok((old, new))
    } else {
        Err(ProofError::Length)
    }
}

/// From the empty tree, whose root everybody knows, or from a tree to itself.
fn verify_without_hashes(
    old_size: TreeSize,
    old_root: &Hash,
    new_size: TreeSize,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if !proof.is_empty() {
        return Err(ProofError::Length);
    }
    if old_size == TreeSize::EMPTY && *old_root != empty_root() {
        return Err(ProofError::OldRoot {
            expected: *old_root,
            found: empty_root(),
        });
    }
    if old_size == new_size {
        expect_root(new_root, *old_root)
    } else {
        Ok(())
    }
}

fn expect_root(expected: &Hash, found: Hash) -> Result<(), ProofError> {
    if found == *expected {
        Ok(())
    } else {
        Err(ProofError::Root {
            expected: *expected,
            found,
        })
    }
}
