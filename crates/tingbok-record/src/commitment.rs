//! The salted commitment to one leaf: public for ever, and silent about the value.
//!
//! Spec: docs/spec/content.md, "Commitment".

use sha2::{Digest, Sha256};

use crate::event::EventId;

/// 32 random bytes of one leaf, independent of all others, never derived.
pub type Salt = [u8; 32];

/// The commitment to `value` (its RFC 8785 text) at `path` in the event `id`.
///
/// The id makes a line that is copied into another event open nothing. Lengths stand before what they measure, so
/// no two inputs give the same bytes.
#[must_use]
pub fn commitment(id: EventId, salt: &Salt, path: &str, value: &str) -> [u8; 32] {
    // Paths are at most 255 bytes and values at most 1 MiB; a longer one is refused before it comes here, and
    // saturating keeps even such a one from the commitment of a shorter.
    let path_len = u16::try_from(path.len()).unwrap_or(u16::MAX);
    let value_len = u32::try_from(value.len()).unwrap_or(u32::MAX);
    let mut hash = Sha256::new();
    hash.update(DOMAIN);
    hash.update(id.0);
    hash.update(salt);
    hash.update(path_len.to_be_bytes());
    hash.update(path);
    hash.update(value_len.to_be_bytes());
    hash.update(value);
    hash.finalize().into()
}

const DOMAIN: &str = "tingbok/field/v1\n";
