//! Every kept document against the digest that is its name.

use sha2::{Digest, Sha256};

use super::{Report, VerifyError};
use crate::disk::{Disk, TEMPORARY_ENDING};
use crate::layout;

/// Reads every file below `documents/`.
pub(super) fn check(disk: &dyn Disk, report: &mut Report) -> Result<(), VerifyError> {
    let folder = layout::documents();
    if !disk.exists(&folder).map_err(VerifyError::Disk)? {
        return Ok(());
    }
    for name in disk.list(&folder).map_err(VerifyError::Disk)? {
        if name.ends_with(TEMPORARY_ENDING) {
            continue;
        }
        let Ok(path) = folder.join(&name) else { continue };
        let bytes = disk.read(&path, DOCUMENT_BYTES_MAX).map_err(VerifyError::Disk)?;
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        report.checked.documents += 1;
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
const DOCUMENT_BYTES_MAX: u64 = 1 << 30;
