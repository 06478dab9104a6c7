//! Every kept document against the digest that is its name.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use tingbok_procedure::{Content, Event};

use super::{Report, VerifyError, is_content};
use crate::disk::{Disk, DiskPath, TEMPORARY_ENDING};
use crate::layout;

/// Reads every file below `documents/`, and notes which of the `named` ones are not there: an event names the file that
/// it was read from whether that was handed in or not, so its absence alone is no damage.
pub(super) fn check(
    disk: &dyn Disk,
    mut named: BTreeSet<String>,
    report: &mut Report,
) -> Result<(), VerifyError> {
    let folder = layout::documents();
    if disk.exists(&folder).map_err(VerifyError::Disk)? {
        check_files(disk, &folder, &mut named, report)?;
    }
    let absent = named
        .iter()
        .map(|digest| format!("documents/{digest}: named by an event, not kept here"));
    report.notes.extend(absent);
    Ok(())
}

/// The documents that an event was read from or registers, by SHA-256 in hexadecimal.
pub(crate) fn named(event: &Event) -> impl Iterator<Item = String> {
    let registered = match &event.content {
        Content::DocumentRegistered(registered) => registered.file.as_ref(),
        _ => None,
    };
    let source = event.source.document.iter().cloned();
    source.chain(registered.map(|file| file.sha256.clone()))
}

fn check_files(
    disk: &dyn Disk,
    folder: &DiskPath,
    named: &mut BTreeSet<String>,
    report: &mut Report,
) -> Result<(), VerifyError> {
    for name in disk.list(folder).map_err(VerifyError::Disk)? {
        if name.ends_with(TEMPORARY_ENDING) {
            continue;
        }
        let Ok(path) = folder.join(&name) else { continue };
        let bytes = match disk.read(&path, DOCUMENT_BYTES_MAX) {
            Ok(bytes) => bytes,
            Err(error) if is_content(&error) => {
                report.fail(path.as_str(), error.source.to_string());
                continue;
            }
            Err(error) => return Err(VerifyError::Disk(error)),
        };
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        report.checked.documents += 1;
        named.remove(&name);
        if digest != name {
            report.fail(
                path.as_str(),
                format!("SHA-256: expected `{name}`, found `{digest}`"),
            );
        }
    }
    Ok(())
}

/// The largest document that is kept.
pub const DOCUMENT_BYTES_MAX: u64 = 1 << 30;
