//! Erasure (*gallring*) carried out: what the log says is erased is made to be gone from every file of the ledger.
//!
//! Invariants: nothing is taken away before the event that says so is covered by a published checkpoint. Before that
//! event is appended a mark is made, durably, and it is removed when everything is gone: an opening that finds it
//! finishes the work. Every step can be done again. Commitments stay, so everything still verifies.
//!
//! What the operating system keeps of a file that was replaced, and what stands in copies elsewhere, is the operator's.
//!
//! Spec: docs/spec/keys.md, "The order of an erasure"; docs/spec/store.md, "Disclosures".

use std::collections::{BTreeMap, BTreeSet};

use tingbok_record::authority::Authority;
use tingbok_record::disclosure::{FieldState, Row, RowError};
use tingbok_record::json::Value;
use tingbok_tlog::tile::TILE_HASHES;

use crate::disk::{Disk, DiskError, DiskPath, TEMPORARY_ENDING};
use crate::happened::row;
use crate::layout;
use crate::log::{Log, ReadError};
use crate::published::{ROWS_BYTES_MAX, rows_in};
use crate::snapshots::Snapshots;

/// Why an erasure is not finished. It is gone on with at the next opening.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErasingError {
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// An erasure cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A row that a value is to be taken out of cannot be read.
    #[error("{place}: {source}")]
    Row {
        /// The file.
        place: DiskPath,
        /// What is wrong with it.
        source: RowError,
    },
}

/// Makes the mark that an erasure is about to be recorded, durably.
pub(crate) fn announce(disk: &dyn Disk) -> Result<(), DiskError> {
    disk.replace_durably(&layout::erasing(), b"")
}

/// Whether an erasure may be unfinished.
pub(crate) fn is_announced(disk: &dyn Disk) -> Result<bool, DiskError> {
    disk.exists(&layout::erasing())
}

/// Removes the mark, durably.
pub(crate) fn conclude(disk: &dyn Disk) -> Result<(), DiskError> {
    if is_announced(disk)? {
        disk.remove(&layout::erasing())?;
    }
    disk.sync_dir(&DiskPath::root())
}

/// Takes everything out of the files that the log says is erased. The journal, and the index that is open, are the
/// writer's to clean before.
pub(crate) fn carry_out(log: &Log) -> Result<(), ErasingError> {
    let disk = log.disk().as_ref();
    let authority = log.authority();
    remove_unfinished(disk, &layout::disclosures())?;
    remove_unfinished(disk, &layout::documents())?;
    for bundle in bundles(&authority) {
        rewrite_rows(disk, &authority, bundle)?;
    }
    log.forget();
    for document in documents(log, &authority)? {
        remove_document(disk, &document)?;
    }
    Snapshots::on(log.disk().clone()).clear()?;
    if disk.exists(&layout::views())? {
        disk.sync_dir(&layout::views())?;
    }
    Ok(())
}

/// The bundles with erased leaves.
fn bundles(authority: &Authority) -> BTreeSet<u64> {
    let erased = authority
        .removals()
        .filter(|(_, removal)| removal.erased.is_some());
    erased.map(|((index, _), _)| index / TILE_HASHES).collect()
}

fn rewrite_rows(disk: &dyn Disk, authority: &Authority, bundle: u64) -> Result<(), ErasingError> {
    let place = layout::disclosure_file(bundle);
    let bytes = disk.read(&place, ROWS_BYTES_MAX)?;
    let mut rewritten = Vec::with_capacity(bytes.len());
    let mut is_changed = false;
    for (index, line) in (bundle * TILE_HASHES..).zip(rows_in(&bytes)) {
        // Most rows stay, and are not read: what is stored is not written anew for nothing.
        match has_erased(authority, index) {
            true => {
                let row = Row::parse(line).map_err(|source| ErasingError::Row {
                    place: place.clone(),
                    source,
                })?;
                let erased = erased(row, authority).canonical();
                is_changed |= erased.as_bytes() != line;
                rewritten.extend_from_slice(erased.as_bytes());
            }
            false => rewritten.extend_from_slice(line),
        }
        rewritten.push(b'\n');
    }
    if is_changed {
        disk.replace_durably(&place, &rewritten)?;
    }
    Ok(())
}

fn has_erased(authority: &Authority, index: u64) -> bool {
    authority
        .removals_of(index)
        .any(|(_, removal)| removal.erased.is_some())
}

/// The row without the values that are erased.
fn erased(mut row: Row, authority: &Authority) -> Row {
    for field in &mut row.fields {
        let removal = authority.removal(row.index, &field.path);
        if let Some(by) = removal.and_then(|removal| removal.erased) {
            field.state = FieldState::Erased(by);
        }
    }
    row
}

/// The documents that erasures name in their content, by SHA-256.
fn documents(log: &Log, authority: &Authority) -> Result<BTreeSet<String>, ReadError> {
    let erasures: BTreeMap<u64, ()> = authority
        .removals()
        .filter_map(|(_, removal)| Some((removal.erased?, ())))
        .collect();
    let mut documents = BTreeSet::new();
    for erasure in erasures.into_keys() {
        let row = row(erasure, &*log.record(erasure)?)?;
        documents.extend(row.values().filter_map(|(path, value)| match value {
            Value::String(digest) if path.starts_with(DOCUMENTS) => Some(digest.clone()),
            _ => None,
        }));
    }
    Ok(documents)
}

fn remove_document(disk: &dyn Disk, digest: &str) -> Result<(), DiskError> {
    let folder = layout::documents();
    // A digest that is no name of a file names no document.
    let Ok(path) = folder.join(digest) else {
        return Ok(());
    };
    if disk.exists(&folder)? && disk.exists(&path)? {
        disk.remove(&path)?;
        disk.sync_dir(&folder)?;
    }
    Ok(())
}

/// Removes what a crash left of files that were being written, in a folder and those below it.
fn remove_unfinished(disk: &dyn Disk, folder: &DiskPath) -> Result<(), DiskError> {
    if !disk.exists(folder)? {
        return Ok(());
    }
    for name in disk.list(folder)? {
        let Ok(path) = folder.join(&name) else { continue };
        if name.ends_with(TEMPORARY_ENDING) {
            disk.remove(&path)?;
            disk.sync_dir(folder)?;
        } else if disk.list(&path).is_ok() {
            remove_unfinished(disk, &path)?;
        }
    }
    Ok(())
}

/// The leaves of an erasure that name documents.
const DOCUMENTS: &str = "/documents/";
