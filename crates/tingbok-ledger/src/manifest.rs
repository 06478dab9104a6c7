//! The manifest of a static copy: SHA-256 of every file, as `sha256sum -c` reads it.
//!
//! Invariants: one line for each file but the manifest itself, `<64 lower-case hexadecimal digits>  <path>`, in the byte
//! order of the paths. A path never leads out of the folder.
//!
//! Spec: docs/spec/store.md, "Store and export".

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::disk::{Disk, DiskError, DiskPath};
use crate::layout;
use crate::published::ROWS_BYTES_MAX;
use crate::verify::{Report, VerifyError};

/// Writes the manifest of everything that stands on a disk.
///
/// # Errors
/// [`DiskError`].
pub fn write(disk: &dyn Disk) -> Result<(), DiskError> {
    let mut lines = String::new();
    for path in files(disk)? {
        lines.push_str(&format!("{}  {path}\n", digest(disk, &path)?));
    }
    disk.replace_durably(&layout::manifest(), lines.as_bytes())
}

/// Holds every file against the manifest. Gives what is worth noting.
pub(crate) fn check(disk: &dyn Disk, report: &mut Report) -> Result<Option<String>, VerifyError> {
    let manifest = layout::manifest();
    let bytes = match disk.read(&manifest, MANIFEST_BYTES_MAX) {
        Ok(bytes) => bytes,
        Err(error) if error.is_not_found() => {
            report.fail(manifest.as_str(), "is not there");
            return Ok(None);
        }
        Err(error) => return Err(VerifyError::Disk(error)),
    };
    let Some(mut named) = parse(&bytes) else {
        report.fail(manifest.as_str(), "is malformed");
        return Ok(None);
    };
    let count = named.len();
    for path in files(disk).map_err(VerifyError::Disk)? {
        let Some(expected) = named.remove(path.as_str()) else {
            report.fail(path.as_str(), format!("is not named in `{manifest}`"));
            continue;
        };
        let found = digest(disk, &path).map_err(VerifyError::Disk)?;
        if found != expected {
            report.fail(
                path.as_str(),
                format!("SHA-256: expected `{expected}`, found `{found}`"),
            );
        }
    }
    for path in named.into_keys() {
        report.fail(path, format!("is named in `{manifest}`, and is not there"));
    }
    Ok(Some(format!("{manifest}: {count} files")))
}

/// The digests by path; `None` when a line is not of the one form, out of order, or leads out of the folder.
fn parse(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut named = BTreeMap::new();
    for line in text.split_inclusive('\n') {
        let (digest, path) = line.strip_suffix('\n')?.split_once("  ")?;
        let is_digest = digest.len() == 64
            && digest
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let path = DiskPath::parse(path).ok()?;
        let is_next = named
            .last_key_value()
            .is_none_or(|(before, _): (&String, _)| before.as_str() < path.as_str());
        if !is_digest || !is_next {
            return None;
        }
        named.insert(path.as_str().to_owned(), digest.to_owned());
    }
    Some(named)
}

/// Every file but the manifest, in the byte order of their paths.
fn files(disk: &dyn Disk) -> Result<Vec<DiskPath>, DiskError> {
    let mut files = Vec::new();
    let mut folders = vec![DiskPath::root()];
    while let Some(folder) = folders.pop() {
        for name in disk.list(&folder)? {
            let Ok(path) = folder.join(&name) else { continue };
            if disk.list(&path).is_ok() {
                folders.push(path);
            } else if path != layout::manifest() {
                files.push(path);
            }
        }
    }
    files.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    Ok(files)
}

fn digest(disk: &dyn Disk, path: &DiskPath) -> Result<String, DiskError> {
    let bytes = disk.read(path, ROWS_BYTES_MAX)?;
    Ok(Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// A line for each of a million files.
const MANIFEST_BYTES_MAX: u64 = 256 << 20;
