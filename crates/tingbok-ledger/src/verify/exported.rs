//! Verification of a static copy: every file against the manifest, then the tree, the entries, the rows, the rules.
//!
//! Invariants: a copy has no lock, journal and settings; rows may withhold. A file that the manifest does not name is a
//! failure, and so is one that it names and is not there: a copy is whole or it is none.
//!
//! Spec: docs/spec/store.md, "Store and export".

use std::path::Path;
use std::sync::Arc;

use tingbok_record::audit::Verdict;
use tingbok_record::disclosure::Place;

use super::entries::Walk;
use super::since::Growth;
use super::{
    Known, Progress, Report, VerifyError, check_checkpoint, checkpoint_file, documents, not_openable, rows,
    strays,
};
use crate::disk::Disk;
use crate::manifest;
use crate::open::read_only_disk;
use crate::published::Published;

/// Verifies the copy in the folder `root`, against what is known from outside of it.
///
/// # Errors
/// [`VerifyError`] when it is no folder, or the operating system fails.
pub fn verify_export(
    root: &Path,
    known: Known<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, VerifyError> {
    let mut report = Report::default();
    let disk: Arc<dyn Disk> = Arc::new(read_only_disk(root).map_err(not_openable)?);
    let whole = manifest::check(disk.as_ref(), &mut report)?;
    let Some((note, signed)) = checkpoint_file(disk.as_ref(), &mut report)? else {
        return Ok(report);
    };
    report.size = signed.checkpoint().size().get();
    let Ok(published) = Published::new(Arc::clone(&disk), report.size) else {
        return Ok(report);
    };
    let published = Arc::new(published);
    let mut walk = Walk::new(known.root, Arc::clone(&published), Vec::new());
    let mut growth = Growth::new(known.since);
    walk.entries(&mut growth, &mut report, progress)?;
    check_checkpoint(&note, &walk, &mut report);
    growth.report(walk.authority(), &mut report);
    let named = rows::check(&walk, &published, Place::Export, &mut report, progress)?;
    documents::check(disk.as_ref(), named, &mut report)?;
    strays::note(disk.as_ref(), &mut report)?;
    report.verdict = Some(walk.verdict());
    if let Some(Verdict::OnlyOrder { from } | Verdict::AuthorityNotEstablished { from }) = report.verdict {
        report.fail(format!("entry {from}"), walk.verdict().to_string());
    }
    report.notes.extend(whole);
    Ok(report)
}
