//! Files among the published ones that no checkpoint of this log covers: noted, not judged.
//!
//! Spec: docs/spec/store.md.

use tingbok_tlog::bundle::Bundle;
use tingbok_tlog::path::parse_index;
use tingbok_tlog::tile::{TILE_HASHES, Tile};

use super::{Report, VerifyError};
use crate::disk::{Disk, DiskPath};
use crate::layout;

/// Notes every file below `tile/` and `disclosures/` that is none of the format, or lies beyond the checkpoint.
pub(super) fn note(disk: &dyn Disk, report: &mut Report) -> Result<(), VerifyError> {
    let mut folders = vec![layout::tile(), layout::disclosures()];
    while let Some(folder) = folders.pop() {
        if !disk.exists(&folder).map_err(VerifyError::Disk)? {
            continue;
        }
        for name in disk.list(&folder).map_err(VerifyError::Disk)? {
            let Ok(path) = folder.join(&name) else { continue };
            if is_folder(disk, &path) {
                folders.push(path);
            } else if !is_covered(&path, report.size) {
                report
                    .notes
                    .push(format!("{path}: covered by no checkpoint, not looked at"));
            }
        }
    }
    Ok(())
}

fn is_folder(disk: &dyn Disk, path: &DiskPath) -> bool {
    disk.list(path).is_ok()
}

/// Whether a log of `size` entries has this file.
fn is_covered(path: &DiskPath, size: u64) -> bool {
    let path = path.as_str();
    if let Some(name) = path.strip_prefix("disclosures/") {
        let bundle = name
            .strip_suffix(".jsonl")
            .and_then(|number| parse_index(number).ok());
        return bundle.is_some_and(|bundle| bundle < size.div_ceil(TILE_HASHES));
    }
    let bundle = path
        .parse::<Bundle>()
        .ok()
        .and_then(|bundle| Tile::new(0, bundle.index(), bundle.width()).ok());
    let Some(tile) = bundle.or_else(|| path.parse().ok()) else {
        return false;
    };
    let hashes = size >> (8 * u32::from(tile.level()));
    tile.index() * TILE_HASHES + u64::from(tile.width().get()) <= hashes
}
