//! Erasure (*gallring*) carried out: what the log says is erased is made to be gone from every file of the ledger. So is
//! a loss written down: what the log says is lost is said to be so in its row, until it is found.
//!
//! Invariants: nothing is taken away before the event that says so is covered by a published checkpoint. Before that
//! event is appended a mark is made, durably, and it is removed when everything is gone: an opening that finds it
//! finishes the work. Every step can be done again. Commitments stay, so everything still verifies.
//!
//! What the operating system keeps of a file that was replaced, and what stands in copies elsewhere, is the operator's.
//!
//! Spec: docs/spec/keys.md, "The order of an erasure"; docs/spec/store.md, "Disclosures".

use std::collections::BTreeSet;

use tingbok_record::authority::Authority;
use tingbok_record::disclosure::{FieldState, Row, RowError, RowField};
use tingbok_record::event::{Field, SignedEvent};
use tingbok_record::json::Value;
use tingbok_tlog::tile::TILE_HASHES;

use crate::disk::{Disk, DiskError, DiskPath, TEMPORARY_ENDING};
use crate::found::own_row;
use crate::happened::{opens, parsed, row};
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
        rewrite_rows(log, &authority, bundle)?;
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

/// The bundles with leaves that are erased or lost.
fn bundles(authority: &Authority) -> BTreeSet<u64> {
    let removals = authority.removals();
    removals.map(|((index, _), _)| index / TILE_HASHES).collect()
}

fn rewrite_rows(log: &Log, authority: &Authority, bundle: u64) -> Result<(), ErasingError> {
    let (disk, place) = (log.disk().as_ref(), layout::disclosure_file(bundle));
    let bytes = disk.read(&place, ROWS_BYTES_MAX)?;
    let mut rewritten = Vec::with_capacity(bytes.len());
    for (index, line) in (bundle * TILE_HASHES..).zip(rows_in(&bytes)) {
        // Most rows stay, and are not read: what is stored is not written anew for nothing.
        if authority.removals_of(index).next().is_some() {
            let row = rewritten_row(log, authority, index, line).map_err(|source| match source {
                Unread::Log(error) => ErasingError::Read(error),
                Unread::Row(source) => ErasingError::Row {
                    place: place.clone(),
                    source,
                },
            })?;
            rewritten.extend_from_slice(row.as_bytes());
        } else {
            rewritten.extend_from_slice(line);
        }
        rewritten.push(b'\n');
    }
    if rewritten != bytes {
        disk.replace_durably(&place, &rewritten)?;
    }
    Ok(())
}

enum Unread {
    Log(ReadError),
    Row(RowError),
}

/// The row without the values that are erased, and with those that are lost said to be so, unless they are there.
fn rewritten_row(log: &Log, authority: &Authority, index: u64, line: &[u8]) -> Result<String, Unread> {
    let record = log.record(index).map_err(Unread::Log)?;
    let (_, event) = parsed(index, &record).map_err(Unread::Log)?;
    let has_lost = || {
        authority
            .removals_of(index)
            .any(|(_, removal)| removal.lost.is_some())
    };
    let mut row = match Row::parse(line) {
        // Damage that is recorded: what a broken row held of other leaves is lost with it, and recorded too.
        _ if has_lost() => own_row(index, line, &event),
        Ok(row) if row.index == index => row,
        Ok(row) => return Err(Unread::Row(RowError::Paths(row.index))),
        Err(error) => return Err(Unread::Row(error)),
    };
    for (said, field) in row.fields.iter_mut().zip(event.fields()) {
        let removal = authority.removal(index, &said.path).copied().unwrap_or_default();
        if let Some(by) = removal.erased {
            said.state = FieldState::Erased(by);
        } else if let Some(by) = removal.lost
            && !opens(&event, field, &said.state)
        {
            said.state = FieldState::Lost(by);
        }
    }
    Ok(row.canonical())
}

/// A row that says nothing of any leaf.
pub(crate) fn absent(index: u64, event: &SignedEvent<'_>) -> Row {
    let field = |field: &Field<'_>| RowField {
        path: field.path.to_owned(),
        state: FieldState::Missing,
    };
    Row {
        index,
        fields: event.fields().iter().map(field).collect(),
    }
}

/// The documents that erasures name in their content, by SHA-256.
fn documents(log: &Log, authority: &Authority) -> Result<BTreeSet<String>, ReadError> {
    let mut documents = BTreeSet::new();
    for erasure in authority.erasures() {
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
