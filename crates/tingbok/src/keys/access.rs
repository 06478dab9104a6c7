//! What may be opened as a key, and who else than its owner can reach it.
//!
//! Invariant: nothing is opened to find out, since opening a pipe waits for somebody to write into it.
//!
//! Section: docs/threat-model.md, "readable by their owner only".

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use crate::error::CommandError;

/// A key file or a folder of keys that others can read, change or enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exposed {
    /// The file or the folder.
    pub(crate) path: PathBuf,
    /// Its permission bits.
    pub(crate) mode: u32,
    /// Those that leave it to its owner.
    pub(crate) mended: u32,
}

/// Refuses what is no regular file, and a link to it; what is not there is not refused here.
pub(super) fn refuse_irregular(path: &Path) -> Result<(), CommandError> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let name = path.display();
            Err(CommandError::refused(format!(
                "`{name}` is no regular file, and so no key"
            )))
        }
        _ => Ok(()),
    }
}

/// Tells whether others can reach a file or a folder; what is not there is out of their reach.
pub(super) fn exposed(path: &Path) -> Option<Exposed> {
    let found = std::fs::metadata(path).ok()?;
    let mode = permissions(&found)?;
    (mode & OTHERS != 0).then(|| Exposed {
        path: path.to_owned(),
        mode,
        mended: if found.is_dir() { 0o700 } else { 0o600 },
    })
}

#[cfg(unix)]
fn permissions(found: &Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(found.permissions().mode() & 0o777)
}

/// Elsewhere the folder's inherited access decides, and no bits tell of it.
#[cfg(not(unix))]
fn permissions(_: &Metadata) -> Option<u32> {
    None
}

/// The permission bits of the group and of everybody.
const OTHERS: u32 = 0o077;
