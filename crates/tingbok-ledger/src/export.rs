//! A static copy of a ledger: the published tree, disclosures as the public or the archive may have them, documents.
//!
//! Invariants: tiles, bundles and the checkpoint are copied byte for byte, under one checkpoint, and no row above it. A
//! copy for the archive has every value that the ledger has; one for the public has none that is withheld, and no
//! document of an event that withholds something. Nothing is written outside the folder of the copy.
//!
//! Spec: docs/spec/store.md, "Store and export".

use std::collections::BTreeSet;
use std::sync::Arc;

use tingbok_record::disclosure::{FieldState, Row};
use tingbok_record::event::SignedEvent;
use tingbok_tlog::bundle::bundles;
use tingbok_tlog::hash::Hash;
use tingbok_tlog::tile::{TILE_HASHES, tiles};
use tingbok_tlog::tree::{LeafIndex, TreeSize};

use crate::disk::{Disk, DiskError, DiskPath};
use crate::happened::{Happened, parsed, row};
use crate::layout;
use crate::log::{Log, ReadError, read_checkpoint};
use crate::masks::{Masks, paragraph_of};
use crate::open::OpenError;
use crate::published::{BUNDLE_BYTES_MAX, Published, PublishedError, TILE_BYTES_MAX, spelled};
use crate::verify::documents;
use crate::verify::{DOCUMENT_BYTES_MAX, Progress};

/// For whom a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Who keeps the ledger when we do not: everything that it has.
    Archive,
    /// Everybody: nothing that is withheld.
    Public,
}

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The number of entries under the checkpoint.
    pub size: TreeSize,
    /// The root that it states.
    pub root: Hash,
    /// How many values are withheld from it.
    pub withheld: u64,
    /// How many documents are in it.
    pub documents: u64,
    /// The documents that are left out, since events that name them withhold something.
    pub kept_back: BTreeSet<String>,
    /// The documents that events name and the ledger does not keep.
    pub absent: BTreeSet<String>,
}

/// Why a copy could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] OpenError),
    /// A published file cannot be read.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// An entry or its row cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Copies a ledger to an empty disk, under its newest checkpoint.
///
/// # Errors
/// [`ExportError`]; what was copied until then is of no use.
pub fn export(
    log: &Log,
    masks: &Masks,
    audience: Audience,
    to: &dyn Disk,
    progress: &mut dyn FnMut(Progress),
) -> Result<Exported, ExportError> {
    let (note, checkpoint) = read_checkpoint(log.disk().as_ref())?;
    let stated = checkpoint.checkpoint();
    let size = stated.size();
    let published = Published::new(Arc::clone(log.disk()), size.get())?;
    for tile in tiles(size) {
        copy(&published, &spelled(&tile.to_string())?, TILE_BYTES_MAX, to)?;
    }
    let nothing = Masks::of_gone(log)?;
    let mut copying = Copying {
        log,
        masks: match audience {
            Audience::Archive => &nothing,
            Audience::Public => masks,
        },
        named: BTreeSet::new(),
        kept_back: BTreeSet::new(),
        count: 0,
    };
    for bundle in bundles(size) {
        copy(&published, &spelled(&bundle.to_string())?, BUNDLE_BYTES_MAX, to)?;
        let places: Vec<u64> = bundle.places().map(LeafIndex::get).collect();
        let mut rows = Vec::new();
        for index in &places {
            rows.extend_from_slice(copying.row(*index)?.as_bytes());
            rows.push(b'\n');
        }
        write(to, &layout::disclosure_file(bundle.index()), &rows)?;
        let done = places.last().map_or(0, |last| last + 1);
        progress(Progress {
            done,
            total: size.get(),
        });
    }
    copying.named = copying.named.difference(&copying.kept_back).cloned().collect();
    let absent = copying.documents(to)?;
    // The checkpoint last: a copy without it is none.
    write(to, &layout::checkpoint(), &note)?;
    Ok(Exported {
        size,
        root: *stated.root(),
        withheld: copying.count,
        documents: (copying.named.len() - absent.len()) as u64,
        kept_back: copying.kept_back,
        absent,
    })
}

/// Rows on their way into a copy, and the documents that they name.
struct Copying<'l> {
    log: &'l Log,
    masks: &'l Masks,
    named: BTreeSet<String>,
    /// Documents that events name of which something is withheld: they hold it in the clear.
    kept_back: BTreeSet<String>,
    /// How many values are withheld so far.
    count: u64,
}

impl Copying<'_> {
    /// The row of an entry as this copy has it. A row of which nothing is withheld is the one that is stored.
    fn row(&mut self, index: u64) -> Result<String, ReadError> {
        let record = self.log.record(index)?;
        let before = self.count;
        let (_, event) = parsed(index, &record)?;
        let row = self.masked(&event, row(index, &record)?);
        let whole = Happened::masked(index, &event, &record, &Masks::default())?;
        if let (Happened::Event(event), _) = whole {
            let documents = documents::named(&event);
            if self.count > before {
                self.kept_back.extend(documents);
            } else {
                self.named.extend(documents);
            }
        }
        Ok(row.canonical())
    }

    fn masked(&mut self, event: &SignedEvent<'_>, mut row: Row) -> Row {
        let at = paragraph_of(event, &row);
        for field in &mut row.fields {
            if let Some(by) = self.masks.erasure(row.index, &field.path) {
                field.state = FieldState::Erased(by);
                continue;
            }
            let ground = self.masks.ground(row.index, at, field).map(str::to_owned);
            if let (FieldState::Disclosed { .. }, Some(ground)) = (&field.state, ground) {
                field.state = FieldState::Withheld(ground);
                self.count += 1;
            }
        }
        row
    }

    /// Copies the documents that were named, and gives those that are not kept.
    fn documents(&self, to: &dyn Disk) -> Result<BTreeSet<String>, ExportError> {
        let (disk, folder) = (self.log.disk(), layout::documents());
        let mut absent = BTreeSet::new();
        for digest in &self.named {
            let path = folder.join(digest).ok();
            let path = path.filter(|path| {
                disk.exists(&folder).is_ok_and(|is| is) && disk.exists(path).is_ok_and(|is| is)
            });
            match path {
                Some(path) => write(to, &path, &disk.read(&path, DOCUMENT_BYTES_MAX)?)?,
                None => drop(absent.insert(digest.clone())),
            }
        }
        Ok(absent)
    }
}

fn copy(published: &Published, path: &DiskPath, bytes_max: u64, to: &dyn Disk) -> Result<(), ExportError> {
    Ok(write(to, path, &published.read(path, bytes_max)?)?)
}

fn write(to: &dyn Disk, path: &DiskPath, bytes: &[u8]) -> Result<(), DiskError> {
    to.create_dir_durably(&path.parent())?;
    to.replace_durably(path, bytes)
}

/// A bundle's worth of rows stands in one file.
const _: () = assert!(TILE_HASHES == 256);
