//! The published files, read: entries, rows and tree of the log up to its checkpoint.
//!
//! Invariant: what is read here is what stands in the files of exactly one checkpoint; nothing is repaired.
//!
//! Spec: docs/spec/store.md; C2SP tlog-tiles.

use std::error::Error;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tingbok_tlog::bundle::{Bundle, BundleError};
use tingbok_tlog::hash::{Hash, leaf_hash};
use tingbok_tlog::inclusion::{prove_inclusion, verify_inclusion};
use tingbok_tlog::node::NodeReader;
use tingbok_tlog::path::{PathError, TileWidth};
use tingbok_tlog::tile::{TILE_HASHES, Tile, TileReader};
use tingbok_tlog::tree::{LeafIndex, SizeError, TreeSize};

use crate::disk::{Disk, DiskError, DiskPath};
use crate::journal::Record;
use crate::layout;
use crate::overlay::Overlay;

/// The published part of a ledger.
pub struct Published {
    disk: Arc<dyn Disk>,
    size: TreeSize,
    /// The root that the checkpoint signs, once it is known to be this log's.
    root: OnceLock<Hash>,
    /// The bundles that were read last: whoever reads one entry usually reads others near it.
    kept: Mutex<Kept>,
}

/// Why a published file could not be read.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum PublishedError {
    /// A file that must be there is not.
    #[error("{0}: is not there")]
    Absent(DiskPath),
    /// A bundle that is cut, or too long.
    #[error("{path}: {source}")]
    Bundle {
        /// The file.
        path: DiskPath,
        /// What is wrong with it.
        source: BundleError,
    },
    /// Fewer rows than entries, or a row without its end of line.
    #[error("{path}: {found} rows, expected {expected}")]
    Rows {
        /// The file.
        path: DiskPath,
        /// How many entries its bundle has.
        expected: usize,
        /// How many whole rows stand in it.
        found: usize,
    },
    /// A bundle whose entries are not those in the checkpoint's tree.
    #[error("{0}: holds entries that are not those in the checkpoint's tree")]
    NotInTree(DiskPath),
    /// A tile of a wrong length, or a node that no tile has.
    #[error("tile: {0}")]
    Tile(String),
    /// An index at or beyond the published size.
    #[error("entry {0} is not published")]
    Beyond(u64),
    /// A number too large for the format.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// A number too large for a path.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(DiskError),
}

impl PublishedError {
    /// The file that is not as it must be, where it is one.
    #[must_use]
    pub fn place(&self) -> Option<&DiskPath> {
        match self {
            Self::Absent(path) | Self::NotInTree(path) => Some(path),
            Self::Bundle { path, .. } | Self::Rows { path, .. } => Some(path),
            Self::Disk(error) => Some(&error.path),
            _ => None,
        }
    }
}

impl Published {
    /// The published part up to `size` entries.
    ///
    /// # Errors
    /// [`PublishedError::Size`].
    pub fn new(disk: Arc<dyn Disk>, size: u64) -> Result<Self, PublishedError> {
        Ok(Self {
            disk,
            size: TreeSize::new(size)?,
            root: OnceLock::new(),
            kept: Mutex::default(),
        })
    }

    /// The number of published entries.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.size
    }

    /// Says which root the checkpoint signs. From now on no entry is given out that is not in its tree.
    pub(crate) fn anchor(&self, root: Hash) {
        self.forget();
        self.root.get_or_init(|| root);
    }

    /// Drops the bundles that were read before.
    pub(crate) fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    /// One entry with its row.
    ///
    /// # Errors
    /// [`PublishedError`] names the file.
    pub fn record(&self, index: u64) -> Result<Record, PublishedError> {
        let records = self.bundle(index / TILE_HASHES)?;
        let place = usize::try_from(index % TILE_HASHES).unwrap_or(usize::MAX);
        records.get(place).cloned().ok_or(PublishedError::Beyond(index))
    }

    /// All entries of one bundle with their rows, as far as they are published.
    ///
    /// # Errors
    /// [`PublishedError`] names the file.
    pub fn bundle(&self, number: u64) -> Result<Arc<Vec<Record>>, PublishedError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(records) = kept.find(number) {
            return Ok(records);
        }
        let entries = self.entries(number)?;
        if let Some(root) = self.root.get() {
            self.check_in_tree(number, &entries, root)?;
        }
        let rows = self.rows(number, entries.len())?;
        let records = entries
            .into_iter()
            .zip(rows)
            .map(|(entry, row)| Record { entry, row })
            .collect();
        let records = Arc::new(records);
        kept.keep(number, Arc::clone(&records));
        Ok(records)
    }

    /// The tree over the published entries.
    pub fn tree(&self) -> impl NodeReader<Error = impl Error + use<>> + '_ {
        TileReader::new(self.size, move |tile: Tile| {
            self.read(&spelled(&tile.to_string())?, TILE_BYTES_MAX)
        })
    }

    /// Checks that all entries of a bundle are in the tree under `root`. The nodes inside the bundle are made of the
    /// entries themselves, so one proof for the first of them speaks for all.
    fn check_in_tree(&self, number: u64, entries: &[Vec<u8>], root: &Hash) -> Result<(), PublishedError> {
        let first = LeafIndex::new(number * TILE_HASHES)?;
        let Some(entry) = entries.first() else {
            return Err(PublishedError::Beyond(first.get()));
        };
        let tree = Overlay::new(first.get(), entries, self.tree())?;
        let proof = prove_inclusion(&tree, first, self.size).map_err(|error| unreadable(&error))?;
        let path = spelled(&bundle_of(number, self.size)?.to_string())?;
        verify_inclusion(&leaf_hash(entry), first, self.size, &proof, root)
            .map_err(|_| PublishedError::NotInTree(path))
    }

    /// The entries of one bundle, as far as they are published.
    ///
    /// # Errors
    /// [`PublishedError`] names the file.
    pub fn entries(&self, number: u64) -> Result<Vec<Vec<u8>>, PublishedError> {
        let bundle = bundle_of(number, self.size)?;
        let path = spelled(&bundle.to_string())?;
        let bytes = self.read(&path, BUNDLE_BYTES_MAX)?;
        let entries = bundle
            .decode(&bytes)
            .map_err(|source| PublishedError::Bundle { path, source })?;
        Ok(entries.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// The rows of the first `expected` entries of one bundle, unread.
    ///
    /// # Errors
    /// [`PublishedError`] names the file.
    pub fn rows(&self, number: u64, expected: usize) -> Result<Vec<Vec<u8>>, PublishedError> {
        let path = layout::disclosure_file(number);
        let bytes = self.read(&path, ROWS_BYTES_MAX)?;
        let rows: Vec<Vec<u8>> = rows_in(&bytes).take(expected).map(<[u8]>::to_vec).collect();
        if rows.len() == expected {
            Ok(rows)
        } else {
            Err(PublishedError::Rows {
                path,
                expected,
                found: rows.len(),
            })
        }
    }

    /// The names in a folder; none when it is not there.
    ///
    /// # Errors
    /// [`PublishedError::Disk`].
    pub(crate) fn list(&self, folder: &DiskPath) -> Result<Vec<String>, PublishedError> {
        match self.disk.exists(folder) {
            Ok(true) => self.disk.list(folder).map_err(PublishedError::Disk),
            Ok(false) => Ok(Vec::new()),
            Err(error) => Err(PublishedError::Disk(error)),
        }
    }

    /// A published file.
    ///
    /// # Errors
    /// [`PublishedError::Absent`] when it is not there, [`PublishedError::Disk`].
    pub(crate) fn read(&self, path: &DiskPath, bytes_max: u64) -> Result<Vec<u8>, PublishedError> {
        self.disk.read(path, bytes_max).map_err(|error| match error {
            error if error.is_not_found() => PublishedError::Absent(path.clone()),
            error => PublishedError::Disk(error),
        })
    }
}

/// A few bundles, the one that was used last at the end.
#[derive(Default)]
struct Kept(Vec<Bundled>);

struct Bundled {
    number: u64,
    records: Arc<Vec<Record>>,
    bytes: usize,
}

impl Kept {
    fn find(&mut self, number: u64) -> Option<Arc<Vec<Record>>> {
        let place = self.0.iter().position(|bundle| bundle.number == number)?;
        let found = self.0.remove(place);
        let records = Arc::clone(&found.records);
        self.0.push(found);
        Some(records)
    }

    /// Keeps a bundle, however large, and of those before it as many as are few and small enough.
    fn keep(&mut self, number: u64, records: Arc<Vec<Record>>) {
        let of = |record: &Record| record.entry.len() + record.row.len();
        let bytes = records.iter().map(of).sum();
        self.0.push(Bundled {
            number,
            records,
            bytes,
        });
        let sum = |kept: &[Bundled]| kept.iter().map(|bundle| bundle.bytes).sum::<usize>();
        while self.0.len() > 1 && (self.0.len() > BUNDLES_KEPT || sum(&self.0) > BYTES_KEPT) {
            self.0.remove(0);
        }
    }
}

/// Why a tree could not be read: what is wrong with the file where it is one, so that an error of the operating system
/// is not taken for damage.
pub(crate) fn unreadable(error: &(dyn Error + 'static)) -> PublishedError {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(file) = error.downcast_ref::<PublishedError>() {
            return file.clone();
        }
        cause = error.source();
    }
    PublishedError::Tile(error.to_string())
}

/// The whole rows in a file of disclosures, without their LF. A torn last one is left out.
pub(crate) fn rows_in(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .filter_map(|line| line.strip_suffix(b"\n"))
}

/// The bundle with this number, as wide as a log of `size` entries has it.
pub(crate) fn bundle_of(number: u64, size: TreeSize) -> Result<Bundle, PublishedError> {
    let first = number
        .checked_mul(TILE_HASHES)
        .ok_or(PublishedError::Path(PathError::Beyond))?;
    let width = size.get().saturating_sub(first).min(TILE_HASHES);
    let width = u16::try_from(width)
        .ok()
        .and_then(|width| TileWidth::new(width).ok());
    Ok(Bundle::new(number, width.ok_or(PublishedError::Beyond(first))?)?)
}

/// The path of a file that the tile format names.
pub(crate) fn spelled(path: &str) -> Result<DiskPath, PublishedError> {
    DiskPath::parse(path).map_err(|error| PublishedError::Tile(error.to_string()))
}

/// A meeting stands in one or two bundles, the body and the keys in others.
const BUNDLES_KEPT: usize = 8;
/// Bundles beside the newest are kept up to this size together.
const BYTES_KEPT: usize = 32 << 20;
/// A tile is 256 hashes.
pub(crate) const TILE_BYTES_MAX: u64 = TILE_HASHES * 32;
/// A bundle is at most 256 entries of at most 65 535 bytes, each with its length.
pub(crate) const BUNDLE_BYTES_MAX: u64 = TILE_HASHES * (2 + 65_535);
/// A file of rows is at most 256 rows of at most 16 MiB, each with its LF.
pub(crate) const ROWS_BYTES_MAX: u64 = TILE_HASHES * ((16 << 20) + 1);
