//! The log's own signature: which checkpoints a ledger's authority accepts.
//!
//! Spec: docs/spec/entry.md, "Checkpoint"; docs/spec/keys.md, log keys.

use tingbok_tlog::checkpoint::{CheckpointError, SignedCheckpoint};
use tingbok_tlog::hash::Hash;
use tingbok_tlog::tree::SizeError;

use crate::authority::Authority;

/// Why a checkpoint does not stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointRefusal {
    /// Not a checkpoint in its one form, or one of another log.
    #[error("checkpoint: {0}")]
    Form(String),
    /// A number not in its one form.
    #[error("number: {0}")]
    Number(SizeError),
    /// Fewer than two entries, or more than there are.
    #[error("checkpoint size {0}")]
    Size(u64),
    /// Another root than the entries give.
    #[error("root: expected `{expected}`, found `{found}`")]
    Root {
        /// What the entries give.
        expected: Hash,
        /// What stands there.
        found: Hash,
    },
    /// A line of a log key that does not verify.
    #[error("signature: a line of the log's key does not verify")]
    Signature,
    /// No line of a log key that is valid at that size.
    #[error("checkpoint is not signed by a log key")]
    NotByLogKey,
}

/// Reads a checkpoint and checks all of it that needs no entries: form, log, size against `entries`, signatures.
///
/// # Errors
/// [`CheckpointRefusal`] names the rule.
pub fn check(
    authority: &Authority,
    note: &[u8],
    entries: u64,
) -> Result<SignedCheckpoint, CheckpointRefusal> {
    let signed = SignedCheckpoint::parse(note).map_err(|error| malformed(&error))?;
    let checkpoint = signed.checkpoint();
    if checkpoint.origin() != authority.origin() {
        return Err(CheckpointRefusal::Form(format!(
            "of another log, `{}`",
            checkpoint.origin()
        )));
    }
    let size = checkpoint.size().get();
    if size < SIZE_MIN || size > entries {
        return Err(CheckpointRefusal::Size(size));
    }
    check_signatures(authority, &signed, size)?;
    Ok(signed)
}

/// Checks a checkpoint's root against the one that its entries give.
///
/// # Errors
/// [`CheckpointRefusal::Root`].
pub fn check_root(signed: &SignedCheckpoint, expected: Hash) -> Result<(), CheckpointRefusal> {
    let found = *signed.checkpoint().root();
    if found == expected {
        Ok(())
    } else {
        Err(CheckpointRefusal::Root { expected, found })
    }
}

/// Lines of other names, types or keys are ignored; a line of a log key must verify, and one must be there.
fn check_signatures(
    authority: &Authority,
    signed: &SignedCheckpoint,
    size: u64,
) -> Result<(), CheckpointRefusal> {
    let note = signed.note();
    let mut verified = 0_usize;
    for key in authority.keys().iter().filter(|key| key.signs_checkpoint(size)) {
        for line in note.signatures().iter().filter(|line| line.is_by(&key.vkey)) {
            line.verify(note.text().as_bytes(), &key.vkey)
                .map_err(|_| CheckpointRefusal::Signature)?;
            verified += 1;
        }
    }
    if verified > 0 {
        Ok(())
    } else {
        Err(CheckpointRefusal::NotByLogKey)
    }
}

fn malformed(error: &CheckpointError) -> CheckpointRefusal {
    match error {
        CheckpointError::Size(error) => CheckpointRefusal::Number(*error),
        other => CheckpointRefusal::Form(other.to_string()),
    }
}

/// Entries 0 and 1 make the log's key; before them nobody can sign.
const SIZE_MIN: u64 = 2;
