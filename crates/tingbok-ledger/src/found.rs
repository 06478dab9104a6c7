//! Values that are lost: which those of an entry are, and values that are found again in a copy.
//!
//! Invariants: what is said to be lost does not open in the store; what is put back opens what the event commits to. An
//! erased value is never put back.
//!
//! Spec: docs/spec/content.md, "States of a field".

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tingbok_record::commitment::Salt;
use tingbok_record::disclosure::{FieldState, Row};
use tingbok_record::json::Value;
use tingbok_tlog::tile::TILE_HASHES;

use crate::disk::{Disk, DiskError};
use crate::erasing::{ErasingError, absent};
use crate::happened::{opens, parsed};
use crate::layout;
use crate::log::{Log, ReadError};
use crate::open::{OpenError, read_only_disk};
use crate::published::{ROWS_BYTES_MAX, rows_in};

/// A value that was found, with the salt that opens its commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundValue {
    /// The entry.
    pub index: u64,
    /// The leaf.
    pub path: String,
    /// What was mixed into the commitment.
    pub salt: Salt,
    /// The value.
    pub value: Value,
}

/// Why a copy could not be looked through.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// It is no folder.
    #[error(transparent)]
    Copy(#[from] OpenError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The ledger's own entry cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The leaves of an entry whose values are not there and of which no event says so.
///
/// # Errors
/// [`ReadError`] when the entry cannot be read.
pub fn unexplained(log: &Log, index: u64) -> Result<BTreeSet<String>, ReadError> {
    let record = log.record(index)?;
    let (_, event) = parsed(index, &record)?;
    let authority = log.authority();
    let row = own_row(index, &record.row, &event);
    let fields = row.fields.iter().zip(event.fields());
    let gone = fields.filter(|(said, field)| {
        authority.removal(index, field.path).is_none() && !opens(&event, field, &said.state)
    });
    Ok(gone.map(|(_, field)| field.path.to_owned()).collect())
}

/// A row as far as it is this event's; one that is not says nothing of any leaf.
pub(crate) fn own_row(index: u64, line: &[u8], event: &tingbok_record::event::SignedEvent<'_>) -> Row {
    let paths = || event.fields().iter().map(|field| field.path);
    let own = Row::parse(line).ok().filter(|row| {
        let said = row.fields.iter().map(|field| field.path.as_str());
        row.index == index && said.eq(paths())
    });
    own.unwrap_or_else(|| absent(index, event))
}

/// Looks for lost values in a copy of the ledger, or in an export: only its disclosures are read, and nothing of it is
/// trusted that does not open a commitment.
///
/// # Errors
/// [`SearchError`].
pub fn search(log: &Log, copy: &Path) -> Result<Vec<FoundValue>, SearchError> {
    let disk = read_only_disk(copy)?;
    let authority = log.authority();
    let lost = authority
        .removals()
        .filter(|(_, removal)| removal.lost.is_some() && removal.erased.is_none());
    let mut by_entry: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for ((index, path), _) in lost {
        by_entry.entry(index).or_default().push(path);
    }
    let mut found = Vec::new();
    for (index, paths) in by_entry {
        let place = layout::disclosure_file(index / TILE_HASHES);
        if !disk.exists(&place)? {
            continue;
        }
        let bytes = disk.read(&place, ROWS_BYTES_MAX)?;
        let number = usize::try_from(index % TILE_HASHES).unwrap_or(usize::MAX);
        let Some(line) = rows_in(&bytes).nth(number) else {
            continue;
        };
        let record = log.record(index)?;
        let (_, event) = parsed(index, &record)?;
        let (theirs, ours) = (own_row(index, line, &event), own_row(index, &record.row, &event));
        for ((theirs, ours), field) in theirs.fields.into_iter().zip(&ours.fields).zip(event.fields()) {
            let is_wanted = paths.contains(&field.path) && !opens(&event, field, &ours.state);
            if !is_wanted || !opens(&event, field, &theirs.state) {
                continue;
            }
            if let FieldState::Disclosed { salt, value } = theirs.state {
                found.push(FoundValue {
                    index,
                    path: theirs.path,
                    salt,
                    value,
                });
            }
        }
    }
    Ok(found)
}

/// Puts values back into the rows that they are missing from.
pub(crate) fn put_back(log: &Log, found: &[FoundValue]) -> Result<(), ErasingError> {
    let disk = log.disk().as_ref();
    let bundles: BTreeSet<u64> = found.iter().map(|value| value.index / TILE_HASHES).collect();
    for bundle in bundles {
        let place = layout::disclosure_file(bundle);
        let bytes = disk.read(&place, ROWS_BYTES_MAX)?;
        let mut rewritten = Vec::with_capacity(bytes.len());
        for (index, line) in (bundle * TILE_HASHES..).zip(rows_in(&bytes)) {
            let values: Vec<&FoundValue> = found.iter().filter(|value| value.index == index).collect();
            if values.is_empty() {
                rewritten.extend_from_slice(line);
            } else {
                rewritten.extend_from_slice(with_values(log, index, line, &values)?.as_bytes());
            }
            rewritten.push(b'\n');
        }
        disk.replace_durably(&place, &rewritten)?;
    }
    log.forget();
    Ok(())
}

fn with_values(log: &Log, index: u64, line: &[u8], values: &[&FoundValue]) -> Result<String, ReadError> {
    let record = log.record(index)?;
    let (_, event) = parsed(index, &record)?;
    let authority = log.authority();
    let mut row = own_row(index, line, &event);
    for (said, field) in row.fields.iter_mut().zip(event.fields()) {
        let removal = authority.removal(index, field.path).copied().unwrap_or_default();
        let Some(value) = values.iter().find(|value| value.path == field.path) else {
            continue;
        };
        let state = FieldState::Disclosed {
            salt: value.salt,
            value: value.value.clone(),
        };
        if removal.erased.is_none() && opens(&event, field, &state) {
            said.state = state;
        }
    }
    Ok(row.canonical())
}
