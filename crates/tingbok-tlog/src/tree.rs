//! Numbers of the tree: how many leaves it has, and the places of its leaves.
//!
//! Invariant: sizes and indexes are at most 2^53−1, so that every reader can hold them exactly, and no sum
//! or shift of them overflows 64 bits.
//!
//! Specification: RFC 6962 §2.1, RFC 9162 §2.1.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// The number of leaves of a tree, 0 to 2^53−1.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TreeSize(u64);

impl TreeSize {
    /// The tree without leaves.
    pub const EMPTY: Self = Self(0);
    /// The largest size, 2^53−1.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// The size `leaves`.
    ///
    /// # Errors
    /// [`SizeError::TooLarge`] beyond [`TreeSize::MAX`].
    pub const fn new(leaves: u64) -> Result<Self, SizeError> {
        if leaves > Self::MAX.0 {
            Err(SizeError::TooLarge)
        } else {
            Ok(Self(leaves))
        }
    }

    /// The number of leaves.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Whether the tree has a leaf at `index`.
    #[must_use]
    pub const fn contains(self, index: LeafIndex) -> bool {
        index.0 < self.0
    }
}

impl From<TreeSize> for u64 {
    fn from(size: TreeSize) -> Self {
        size.0
    }
}

impl FromStr for TreeSize {
    type Err = SizeError;

    /// Reads `0|[1-9][0-9]*`.
    fn from_str(text: &str) -> Result<Self, SizeError> {
        let leading_zero = text.len() > 1 && text.starts_with('0');
        if text.is_empty() || leading_zero || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SizeError::Form);
        }
        Self::new(text.parse().map_err(|_| SizeError::TooLarge)?)
    }
}

impl fmt::Display for TreeSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The place of a leaf, from 0 to 2^53−2.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct LeafIndex(u64);

impl LeafIndex {
    /// The place `index`.
    ///
    /// # Errors
    /// [`SizeError::TooLarge`] when no tree has such a leaf.
    pub const fn new(index: u64) -> Result<Self, SizeError> {
        if index >= TreeSize::MAX.0 {
            Err(SizeError::TooLarge)
        } else {
            Ok(Self(index))
        }
    }

    /// The number of leaves before this one.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl From<LeafIndex> for u64 {
    fn from(index: LeafIndex) -> Self {
        index.0
    }
}

impl FromStr for LeafIndex {
    type Err = SizeError;

    /// Reads `0|[1-9][0-9]*`, as a size is read.
    fn from_str(text: &str) -> Result<Self, SizeError> {
        Self::new(text.parse::<TreeSize>()?.get())
    }
}

impl fmt::Display for LeafIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a number is no size of a tree, or no place in one.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum SizeError {
    /// Not `0|[1-9][0-9]*`.
    #[error("not a decimal number without sign and leading zero")]
    Form,
    /// Beyond what a tree can hold.
    #[error("beyond 2^53-1")]
    TooLarge,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_one_text() {
        for text in ["0", "1", "10", "9007199254740991"] {
            assert_eq!(text.parse::<TreeSize>().unwrap().to_string(), text);
        }
        for text in ["", "00", "05", "+5", "-1", " 5", "5 ", "5\r", "0x5", "٥", "1_0"] {
            assert_eq!(text.parse::<TreeSize>(), Err(SizeError::Form), "{text:?}");
        }
        for text in [
            "9007199254740992",
            "18446744073709551616",
            "99999999999999999999999999",
        ] {
            assert_eq!(text.parse::<TreeSize>(), Err(SizeError::TooLarge), "{text:?}");
        }
    }

    #[test]
    fn every_leaf_is_in_some_tree() {
        let last = LeafIndex::new(TreeSize::MAX.get() - 1).unwrap();
        assert!(TreeSize::MAX.contains(last));
        assert_eq!(LeafIndex::new(TreeSize::MAX.get()), Err(SizeError::TooLarge));
    }
}
