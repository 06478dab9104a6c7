//! Entry bundles: the log's entries as files, 256 to a file, each with its length before it.
//!
//! Invariants: a bundle that was read is written back byte for byte; reading stops at the first fault and
//! names the entry; entries are slices of the file, nothing is copied.
//!
//! Specification: C2SP tlog-tiles 0.1.0, "Log entries".

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::{
    path::{self, PathError, TileWidth},
    tile::{TILE_HASHES, Tile, new_tiles},
    tree::{LeafIndex, TreeSize},
};

/// A bundle file: its number and how many entries it holds. It covers the leaves of the level 0 tile of the
/// same number and width.
///
/// Its text (`Display`, `FromStr`) is its path, `tile/entries/<N>[.p/<W>]`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Bundle {
    index: u64,
    width: TileWidth,
}

impl Bundle {
    /// The `index`-th bundle, of `width` entries.
    ///
    /// # Errors
    /// [`PathError::Beyond`] when no tree is large enough for it.
    pub fn new(index: u64, width: TileWidth) -> Result<Self, PathError> {
        Tile::new(0, index, width).map(Self::beside)
    }

    /// The number of bundles before this one.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// The number of entries.
    #[must_use]
    pub const fn width(self) -> TileWidth {
        self.width
    }

    /// The places of the entries in the log, in order.
    pub fn places(self) -> impl Iterator<Item = LeafIndex> {
        let first = self.index * TILE_HASHES;
        // A bundle that could be made has no place beyond the largest tree: none is dropped here.
        (first..first + u64::from(self.width.get())).filter_map(|place| LeafIndex::new(place).ok())
    }

    /// The bytes of the bundle with these entries.
    ///
    /// # Errors
    /// [`BundleError::Count`] when there are more or fewer entries than the width says,
    /// [`BundleError::TooLong`] when one is longer than 65 535 bytes.
    pub fn encode<E: AsRef<[u8]>>(self, entries: &[E]) -> Result<Vec<u8>, BundleError> {
        if entries.len() != usize::from(self.width.get()) {
            return Err(BundleError::Count {
                expected: self.width,
                found: entries.len(),
            });
        }
        let mut bytes = Vec::new();
        for (index, entry) in self.places().zip(entries) {
            let entry = entry.as_ref();
            let length = u16::try_from(entry.len()).map_err(|_| BundleError::TooLong { index })?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        Ok(bytes)
    }

    /// The entries of the bundle with these bytes.
    ///
    /// # Errors
    /// [`BundleError::Cut`] when the bytes end before the last entry does, [`BundleError::Rest`] when they
    /// go on after it.
    pub fn decode(self, bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
        let mut rest = bytes;
        let mut entries = Vec::with_capacity(self.width.get().into());
        for index in self.places() {
            let (entry, after) = split_entry(rest).ok_or(BundleError::Cut { index })?;
            entries.push(entry);
            rest = after;
        }
        if rest.is_empty() {
            Ok(entries)
        } else {
            Err(BundleError::Rest { bytes: rest.len() })
        }
    }

    /// The bundle of the entries whose leaf hashes stand in this tile of level 0.
    #[must_use]
    pub fn beside(tile: Tile) -> Self {
        Self {
            index: tile.index(),
            width: tile.width(),
        }
    }
}

impl FromStr for Bundle {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, PathError> {
        let (index, width) = path::parse_place(path.strip_prefix(PATH_PREFIX).ok_or(PathError::Form)?)?;
        Self::new(index, width)
    }
}

impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PATH_PREFIX)?;
        path::write_place(f, self.index, self.width)
    }
}

/// All bundles of a log of `size` entries, in order; only the last can be partial.
pub fn bundles(size: TreeSize) -> impl Iterator<Item = Bundle> {
    new_bundles(TreeSize::EMPTY, size)
}

/// The bundles of a log of `new` entries that its first `old` did not have, or had less wide.
pub fn new_bundles(old: TreeSize, new: TreeSize) -> impl Iterator<Item = Bundle> {
    new_tiles(old, new)
        .take_while(|tile| tile.level() == 0)
        .map(Bundle::beside)
}

/// The first entry and what follows it.
fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}

/// Why entries are no bundle, or bytes are not the bundle asked for.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum BundleError {
    /// More or fewer entries than the bundle is wide.
    #[error("the bundle has {found} entries, expected {}", expected.get())]
    Count {
        /// The bundle's width.
        expected: TileWidth,
        /// The number of entries given.
        found: usize,
    },
    /// An entry is longer than its length field can say.
    #[error("entry {index} is longer than 65535 bytes")]
    TooLong {
        /// The entry's place in the log.
        index: LeafIndex,
    },
    /// The bytes end within an entry or before it.
    #[error("the bundle is cut off in entry {index}")]
    Cut {
        /// The entry's place in the log.
        index: LeafIndex,
    },
    /// Bytes follow the last entry.
    #[error("{bytes} bytes follow the bundle's last entry")]
    Rest {
        /// Their number.
        bytes: usize,
    },
}

const PATH_PREFIX: &str = "tile/entries/";

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(path: &str) -> Bundle {
        path.parse().unwrap()
    }

    fn place(index: u64) -> LeafIndex {
        LeafIndex::new(index).unwrap()
    }

    #[test]
    fn paths_come_back_and_others_are_refused() {
        for path in ["tile/entries/000", "tile/entries/x001/x234/067.p/8"] {
            assert_eq!(bundle(path).to_string(), path);
        }
        for path in [
            "",
            "tile/entries/",
            "tile/entries/0",
            "tile/0/000",
            "entries/000",
            "tile/entries/000.p/256",
        ] {
            assert_eq!(path.parse::<Bundle>(), Err(PathError::Form), "{path:?}");
        }
        let far = format!("{PATH_PREFIX}{}", path::encode_index(1 << 45));
        assert_eq!(far.parse::<Bundle>(), Err(PathError::Beyond));
    }

    #[test]
    fn entries_come_back() {
        let entries: [&[u8]; 4] = [b"one", b"", &[7; 65_535], b"four"];
        let bytes = bundle("tile/entries/001.p/4").encode(&entries).unwrap();
        assert_eq!(bytes[..7], [0, 3, b'o', b'n', b'e', 0, 0]);
        assert_eq!(bundle("tile/entries/001.p/4").decode(&bytes).unwrap(), entries);
    }

    #[test]
    fn entries_that_make_no_bundle() {
        let two = bundle("tile/entries/001.p/2");
        assert_eq!(
            two.encode(&["a"]),
            Err(BundleError::Count {
                expected: two.width,
                found: 1
            })
        );
        let long = [vec![0], vec![0; 65_536]];
        assert_eq!(two.encode(&long), Err(BundleError::TooLong { index: place(257) }));
    }

    #[test]
    fn every_cut_names_its_entry() {
        let three = bundle("tile/entries/001.p/3");
        let bytes = three.encode(&["ab", "", "cde"]).unwrap();
        for (length, entry) in [
            (0, 256),
            (1, 256),
            (3, 256),
            (4, 257),
            (5, 257),
            (6, 258),
            (10, 258),
        ] {
            let error = three.decode(&bytes[..length]).unwrap_err();
            assert_eq!(error, BundleError::Cut { index: place(entry) }, "{length}");
        }
        let longer = [&bytes[..], b"x"].concat();
        assert_eq!(three.decode(&longer), Err(BundleError::Rest { bytes: 1 }));
        assert_eq!(
            bundle("tile/entries/001.p/2").decode(&bytes),
            Err(BundleError::Rest { bytes: 5 })
        );
    }

    #[test]
    fn bundles_stand_beside_the_tiles_of_level_0() {
        let size = |leaves| TreeSize::new(leaves).unwrap();
        let paths: Vec<_> = new_bundles(size(300), size(600))
            .map(|bundle| bundle.to_string())
            .collect();
        assert_eq!(paths, ["tile/entries/001", "tile/entries/002.p/88"]);
        assert_eq!(bundles(size(70_000)).count(), 274);
        assert_eq!(bundles(size(0)).count(), 0);
        let places: Vec<_> = bundle("tile/entries/002.p/3")
            .places()
            .map(LeafIndex::get)
            .collect();
        assert_eq!(places, [512, 513, 514]);
    }
}
