//! Tiles: the tree's hashes as files, 256 to a file, each the root of 256 full tiles' worth below.
//!
//! Invariants: a [`Tile`] names a file that some tree has; a full tile never changes, a partial one is the
//! beginning of every wider one; the bytes of a tile are its hashes and nothing else. Tiles are no evidence:
//! whoever reads them compares the root they give with a checkpoint's.
//!
//! Specification: C2SP tlog-tiles 0.1.0, "Merkle Tree" and "Partial Tiles".

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::{
    hash::{HASH_BYTES, Hash, node_hash},
    node::{MissingNode, NodeId, NodeReader},
    path::{self, PathError, TileWidth},
    tree::TreeSize,
};

/// A tile file: level, number within the level, and how many hashes it holds.
///
/// Its text (`Display`, `FromStr`) is its path, `tile/<L>/<N>[.p/<W>]`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Tile {
    level: u8,
    index: u64,
    width: TileWidth,
}

impl Tile {
    /// The tile of `width` hashes that is the `index`-th of `level`; level 0 holds leaf hashes, and each hash
    /// of a level covers 256 of the level below.
    ///
    /// # Errors
    /// [`PathError::Beyond`] when no tree is large enough for it.
    pub fn new(level: u8, index: u64, width: TileWidth) -> Result<Self, PathError> {
        let last = index.checked_mul(TILE_HASHES).ok_or(PathError::Beyond)?;
        let last = last
            .checked_add(u64::from(width.get()) - 1)
            .ok_or(PathError::Beyond)?;
        NodeId::new(level.checked_mul(TILE_HEIGHT).ok_or(PathError::Beyond)?, last)?;
        Ok(Self { level, index, width })
    }

    /// The tile that holds `node`, or the hashes that it is made of, as wide as a tree of `size` leaves has
    /// it; none when the node is not complete there.
    #[must_use]
    pub fn holding(node: NodeId, size: TreeSize) -> Option<Self> {
        let level = node.level() / TILE_HEIGHT;
        let index = (node.index() << (node.level() % TILE_HEIGHT)) / TILE_HASHES;
        node.is_complete_in(size)
            .then(|| Self::cut(level, index, hashes_at(size, level)))
    }

    /// The level: 0 for leaf hashes.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.level
    }

    /// The number of tiles of the level before this one.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// The number of hashes.
    #[must_use]
    pub const fn width(self) -> TileWidth {
        self.width
    }

    /// The nodes whose hashes stand in the tile, in order.
    pub fn nodes(self) -> impl Iterator<Item = NodeId> {
        let first = self.index * TILE_HASHES;
        let places = first..first + u64::from(self.width.get());
        // A tile that could be made has no node beyond the largest tree: none is dropped here.
        places.filter_map(move |place| NodeId::new(self.level * TILE_HEIGHT, place).ok())
    }

    /// The number of bytes in the file.
    #[must_use]
    pub fn bytes(self) -> usize {
        usize::from(self.width.get()) * HASH_BYTES
    }

    /// The `index`-th tile of a level that has `hashes` > `index` · 256 hashes.
    fn cut(level: u8, index: u64, hashes: u64) -> Self {
        Self {
            level,
            index,
            width: TileWidth::up_to_full(hashes - index * TILE_HASHES),
        }
    }
}

impl FromStr for Tile {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, PathError> {
        let rest = path.strip_prefix("tile/").ok_or(PathError::Form)?;
        let (level_text, place) = rest.split_once('/').ok_or(PathError::Form)?;
        let level: u8 = level_text.parse().map_err(|_| PathError::Form)?;
        if level.to_string() != level_text {
            return Err(PathError::Form);
        }
        let (index, width) = path::parse_place(place)?;
        Self::new(level, index, width)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        path::write_place(f, self.index, self.width)
    }
}

/// All tiles of a tree of `size` leaves, full and partial, level by level from the left.
pub fn tiles(size: TreeSize) -> impl Iterator<Item = Tile> {
    new_tiles(TreeSize::EMPTY, size)
}

/// The tiles of a tree of `new` leaves that its first `old` leaves did not have, or had less wide: what is to
/// be written before a checkpoint of `new`. None when `new` is not above `old`.
pub fn new_tiles(old: TreeSize, new: TreeSize) -> impl Iterator<Item = Tile> {
    (0..TILE_LEVELS).flat_map(move |level| {
        let [old, new] = [old, new].map(|size| hashes_at(size, level));
        let changed = if old < new {
            old / TILE_HASHES..new.div_ceil(TILE_HASHES)
        } else {
            0..0
        };
        changed.map(move |index| Tile::cut(level, index, new))
    })
}

/// What stands in a tile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TileHashes {
    tile: Tile,
    hashes: Vec<Hash>,
}

impl TileHashes {
    /// Puts `tile` together from its nodes.
    ///
    /// # Errors
    /// What the reader says of a node.
    pub fn read<R: NodeReader>(reader: &R, tile: Tile) -> Result<Self, R::Error> {
        let hashes = tile
            .nodes()
            .map(|node| reader.node(node))
            .collect::<Result<_, _>>()?;
        Ok(Self { tile, hashes })
    }

    /// Reads the bytes of `tile`.
    ///
    /// # Errors
    /// When there are more or fewer bytes than its width asks for.
    pub fn decode(tile: Tile, bytes: &[u8]) -> Result<Self, TileError> {
        let (hashes, []) = bytes.as_chunks::<HASH_BYTES>() else {
            return Err(TileError::new(tile, bytes));
        };
        if bytes.len() != tile.bytes() {
            return Err(TileError::new(tile, bytes));
        }
        Ok(Self {
            tile,
            hashes: hashes.iter().copied().map(Hash::from_bytes).collect(),
        })
    }

    /// The bytes of the tile: its hashes, one after another.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
    }

    /// The hashes, as many as the tile is wide.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The hash of a node that stands in the tile, or is made of hashes that do: up to the root of the full
    /// tile. None for any other.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<Hash> {
        let height = node.level().checked_sub(self.tile.level * TILE_HEIGHT)?;
        let count = 1_u64
            .checked_shl(height.into())
            .filter(|count| *count <= TILE_HASHES)?;
        let first = (node.index() * count).checked_sub(self.tile.index * TILE_HASHES)?;
        let range = usize::try_from(first).ok()?..usize::try_from(first + count).ok()?;
        self.hashes.get(range).map(subtree)
    }
}

/// The root of a complete subtree with these hashes: their number is a power of two.
fn subtree(hashes: &[Hash]) -> Hash {
    if let [one] = hashes {
        return *one;
    }
    let (left, right) = hashes.split_at(hashes.len() / 2);
    node_hash(&subtree(left), &subtree(right))
}

/// The nodes of a tree of one size, read from its tiles.
///
/// `fetch` gives the bytes of a tile, exactly as wide as asked for: where the partial tile has been replaced
/// by a wider one, the beginning of that. It is asked anew for every node, so it may well remember.
#[derive(Clone, Debug)]
pub struct TileReader<F> {
    size: TreeSize,
    fetch: F,
}

impl<F> TileReader<F> {
    /// A reader of the tree of `size` leaves.
    pub const fn new(size: TreeSize, fetch: F) -> Self {
        Self { size, fetch }
    }
}

impl<E, F: Fn(Tile) -> Result<Vec<u8>, E>> NodeReader for TileReader<F> {
    type Error = TileReadError<E>;

    fn node(&self, id: NodeId) -> Result<Hash, TileReadError<E>> {
        let missing = TileReadError::Missing(MissingNode(id));
        let Some(tile) = Tile::holding(id, self.size) else {
            return Err(missing);
        };
        let bytes = (self.fetch)(tile).map_err(|source| TileReadError::Fetch { tile, source })?;
        let hashes = TileHashes::decode(tile, &bytes).map_err(TileReadError::Tile)?;
        hashes.node(id).ok_or(missing)
    }
}

/// A tile file of a wrong length.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[error("{tile} has {found} bytes, expected {}", tile.bytes())]
pub struct TileError {
    /// The tile.
    pub tile: Tile,
    /// The number of bytes found.
    pub found: usize,
}

impl TileError {
    fn new(tile: Tile, bytes: &[u8]) -> Self {
        Self {
            tile,
            found: bytes.len(),
        }
    }
}

/// Why a node could not be read from tiles; `E` is the fetching function's own error.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum TileReadError<E> {
    /// A tree of the reader's size does not have the node.
    #[error(transparent)]
    Missing(MissingNode),
    /// The tile could not be fetched.
    #[error("{tile} could not be read")]
    Fetch {
        /// The tile that was asked for.
        tile: Tile,
        /// Why.
        source: E,
    },
    /// The tile has a wrong length.
    #[error(transparent)]
    Tile(TileError),
}

/// The number of hashes that a level of tiles has in all in a tree of `size` leaves.
const fn hashes_at(size: TreeSize, level: u8) -> u64 {
    size.get() >> (level * TILE_HEIGHT)
}

/// Levels of the tree that a tile spans.
const TILE_HEIGHT: u8 = 8;
/// Hashes in a full tile.
pub const TILE_HASHES: u64 = 1 << TILE_HEIGHT;
/// Levels of tiles that the largest tree has: 256^6 leaves fit in it, 256^7 do not.
const TILE_LEVELS: u8 = 7;

#[cfg(test)]
mod tests;
