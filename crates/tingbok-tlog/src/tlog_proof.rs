//! An inclusion proof as a file: the place of a leaf, the hashes to the root, and the checkpoint that states it.
//!
//! Invariants: a proof that is read has exactly one text (parse, re-encode, compare); nothing in it is to be
//! trusted before [`TlogProof::verify`] has said so, and the extra data not even then; number and size of what is
//! read are bounded.
//!
//! Specification: C2SP tlog-proof, <https://c2sp.org/tlog-proof@v1>.

use thiserror::Error;

use crate::{
    base64::{self, Base64Error},
    checkpoint::{CheckpointError, SignedCheckpoint},
    hash::Hash,
    inclusion::verify_inclusion,
    key::VerifierKey,
    note::{NOTE_BYTES_MAX, NoteError},
    proof::ProofError,
    tree::{LeafIndex, SizeError},
};

/// Evidence that something was logged, which can be checked without the log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TlogProof {
    extra: Option<Vec<u8>>,
    index: LeafIndex,
    hashes: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

impl TlogProof {
    /// The proof that the leaf at `index` is in the tree of `checkpoint`: `hashes` as
    /// [`prove_inclusion`](crate::inclusion::prove_inclusion) makes them.
    #[must_use]
    pub fn new(index: LeafIndex, hashes: Vec<Hash>, checkpoint: SignedCheckpoint) -> Self {
        Self {
            extra: None,
            index,
            hashes,
            checkpoint,
        }
    }

    /// Reads a proof, without looking at its signatures or following its hashes.
    ///
    /// # Errors
    /// [`TlogProofError`] names the first part that is at fault, in the order in which they stand.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(TlogProofError::Size);
        }
        let text = str::from_utf8(bytes).map_err(|_| TlogProofError::Text)?;
        let rest = text.strip_prefix(VERSION_LINE).ok_or(TlogProofError::Version)?;
        let (head, checkpoint) = rest.split_once("\n\n").ok_or(TlogProofError::BlankLine)?;
        let mut lines = head.split('\n').peekable();
        let extra = lines
            .next_if(|line| line.starts_with(EXTRA))
            .and_then(|line| line.strip_prefix(EXTRA))
            .map(|data| base64::decode(data).map_err(TlogProofError::Extra))
            .transpose()?;
        let index = lines.next().and_then(|line| line.strip_prefix(INDEX));
        let index = index.ok_or(TlogProofError::IndexLine)?;
        let index = index.parse().map_err(TlogProofError::Index)?;
        let hashes: Vec<Hash> = (1..)
            .zip(lines)
            .map(|(number, line)| {
                if number > HASHES_MAX {
                    return Err(TlogProofError::Count);
                }
                Hash::from_base64(line).map_err(|source| TlogProofError::Hash { number, source })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }

    /// The bytes of the proof: exactly those that [`TlogProof::parse`] read.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = VERSION_LINE.to_owned();
        if let Some(extra) = &self.extra {
            text.push_str(&format!("{EXTRA}{}\n", base64::encode(extra)));
        }
        text.push_str(&format!("{INDEX}{}\n", self.index));
        for hash in &self.hashes {
            text.push_str(&format!("{hash}\n"));
        }
        text.push('\n');
        text.push_str(&self.checkpoint.encode());
        text
    }

    /// The place of the leaf.
    #[must_use]
    pub fn index(&self) -> LeafIndex {
        self.index
    }

    /// The hashes from the leaf's sibling up to the root's child.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The checkpoint, with whatever cosignatures stand on it.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// What an application put beside the proof. Nobody has signed it.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Checks that the hashes lead from `leaf` to the root that the checkpoint states, whoever signed it.
    ///
    /// # Errors
    /// As [`verify_inclusion`].
    pub fn verify_inclusion(&self, leaf: &Hash) -> Result<(), ProofError> {
        let stated = self.checkpoint.checkpoint();
        verify_inclusion(leaf, self.index, stated.size(), &self.hashes, stated.root())
    }

    /// Checks that one of the `known` keys has signed the checkpoint, and that the hashes lead from `leaf` to its root.
    ///
    /// # Errors
    /// [`TlogProofRefusal::Checkpoint`] as [`SignedCheckpoint::verify`]; [`TlogProofRefusal::Inclusion`] as
    /// [`verify_inclusion`].
    pub fn verify(&self, leaf: &Hash, known: &[VerifierKey]) -> Result<(), TlogProofRefusal> {
        self.checkpoint.verify(known)?;
        Ok(self.verify_inclusion(leaf)?)
    }
}

/// Why bytes are no proof.
#[derive(Clone, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum TlogProofError {
    /// Longer than [`PROOF_BYTES_MAX`].
    #[error("the proof is longer than {PROOF_BYTES_MAX} bytes")]
    Size,
    /// Not UTF-8.
    #[error("the proof is not UTF-8")]
    Text,
    /// The first line is another one.
    #[error("the first line is not `c2sp.org/tlog-proof@v1`")]
    Version,
    /// Nothing parts the hashes from the checkpoint.
    #[error("no empty line parts the proof from its checkpoint")]
    BlankLine,
    /// The extra data is no base64.
    #[error("the line `extra` is malformed")]
    Extra(#[source] Base64Error),
    /// The line that names the place is absent, or out of order.
    #[error("no line `index` where it must stand")]
    IndexLine,
    /// The place is no number in its one form.
    #[error("the line `index` is malformed")]
    Index(#[source] SizeError),
    /// More than [`HASHES_MAX`] hashes.
    #[error("more than {HASHES_MAX} hashes")]
    Count,
    /// A line among the hashes is none.
    #[error("hash {number} is malformed")]
    Hash {
        /// Which, from 1.
        number: usize,
        /// What is wrong with it.
        source: Base64Error,
    },
    /// What stands below the empty line is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// Why a proof does not hold.
#[derive(Clone, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum TlogProofRefusal {
    /// No known key has signed the checkpoint, or a line of one does not verify.
    #[error(transparent)]
    Checkpoint(#[from] NoteError),
    /// The hashes do not lead from the leaf to the root.
    #[error(transparent)]
    Inclusion(#[from] ProofError),
}

/// The most hashes of a proof: a tree has at most 2^53 leaves, and C2SP's client sends at most 63.
pub const HASHES_MAX: usize = 63;
/// The longest proof that is read, in bytes: a checkpoint with all its cosignatures, the hashes, and as much again.
pub const PROOF_BYTES_MAX: usize = 2 * NOTE_BYTES_MAX;

const VERSION_LINE: &str = "c2sp.org/tlog-proof@v1\n";
const EXTRA: &str = "extra ";
const INDEX: &str = "index ";

#[cfg(test)]
mod tests;
