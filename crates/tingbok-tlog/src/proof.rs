//! What inclusion and consistency proofs have in common: how making and checking one can fail.
//!
//! Invariant: a proof that is too long, too short or of another tree is refused with its reason; none is
//! ever completed or cut to fit.
//!
//! Specification: RFC 9162 §2.1.3 and §2.1.4.

use thiserror::Error;

use crate::hash::Hash;

/// Why a proof could not be made; `E` is the reader's own error.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum ProveError<E> {
    /// There is no such leaf in a tree of that size, or the old tree is larger than the new.
    #[error("no such proof: the leaf or the old size is beyond the tree's size")]
    Range,
    /// A node could not be read.
    #[error("a node of the proof could not be read")]
    Read(#[source] E),
}

/// Why a proof was refused.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum ProofError {
    /// There is no such leaf in a tree of that size, or the old tree is larger than the new.
    #[error("no such proof: the leaf or the old size is beyond the tree's size")]
    Range,
    /// More or fewer hashes than a proof for these numbers has.
    #[error("the proof has too many or too few hashes")]
    Length,
    /// The proof leads to another root than the (new) tree's.
    #[error("the proof does not lead to the root: expected `{expected}`, found `{found}`")]
    Root {
        /// The root that was to be reached.
        expected: Hash,
        /// The root that the proof leads to.
        found: Hash,
    },
    /// The proof leads to another root than the old tree's.
    #[error("the proof does not lead to the old root: expected `{expected}`, found `{found}`")]
    OldRoot {
        /// The old root that was to be reached.
        expected: Hash,
        /// The old root that the proof leads to.
        found: Hash,
    },
}
