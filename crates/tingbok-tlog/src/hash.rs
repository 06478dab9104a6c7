//! The hash of the Merkle tree: SHA-256 with one byte that keeps leaves and nodes apart.
//!
//! Invariant: nothing is hashed into the tree but through [`leaf_hash`] and [`node_hash`], so that no
//! leaf can be passed off as a node.
//!
//! Specification: RFC 6962 §2.1, RFC 9162 §2.1.1.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::base64::{self, Base64Error};

/// A SHA-256 hash: of a leaf, of an inner node, or a tree's root.
///
/// Shown as base64, as checkpoints write it.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Hash([u8; HASH_BYTES]);

impl Hash {
    /// The hash whose bytes are `bytes`.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads the base64 text of a hash.
    ///
    /// # Errors
    /// As [`base64::decode_exact`].
    pub fn from_base64(text: &str) -> Result<Self, Base64Error> {
        base64::decode_exact(text).map(Self)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The hash of a leaf: SHA-256(0x00 ‖ `entry`).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let digest = Sha256::new().chain_update([LEAF_PREFIX]).chain_update(entry);
    Hash(digest.finalize().into())
}

/// The hash of an inner node: SHA-256(0x01 ‖ `left` ‖ `right`).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let digest = Sha256::new()
        .chain_update([NODE_PREFIX])
        .chain_update(left.0)
        .chain_update(right.0);
    Hash(digest.finalize().into())
}

/// The root of the tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The length of a hash in bytes.
pub const HASH_BYTES: usize = 32;

const LEAF_PREFIX: u8 = 0x00;
const NODE_PREFIX: u8 = 0x01;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_that_rfc_6962_logs_are_known_by() {
        assert_eq!(
            empty_root().to_string(),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
        assert_eq!(
            leaf_hash(b"").to_string(),
            "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="
        );
    }

    #[test]
    fn a_node_is_no_leaf() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        let both = [left.as_bytes().as_slice(), right.as_bytes()].concat();
        assert_ne!(node_hash(&left, &right), leaf_hash(&both));
        assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
    }

    #[test]
    fn base64_and_back() {
        let hash = leaf_hash(b"x");
        assert_eq!(Hash::from_base64(&hash.to_string()), Ok(hash));
        assert_eq!(Hash::from_base64("Zm9v"), Err(Base64Error::Form));
    }
}
