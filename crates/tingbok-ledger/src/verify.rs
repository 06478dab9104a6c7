//! Verification of a ledger's folder: every published file, the journal and the disclosures, then the procedure.
//!
//! Invariants: opens read-only and repairs nothing. What is absent, malformed or altered is a failure with its place;
//! only the operating system's errors and a folder that is no ledger end it early. The first failure named is the one
//! that stands earliest in the log.
//!
//! Spec: docs/spec/keys.md, "Anchors and verdicts"; docs/spec/store.md.

use std::path::Path;
use std::sync::Arc;

use tingbok_procedure::Finding;
use tingbok_record::audit::Verdict;
use tingbok_record::authority::{Authority, LOG};
use tingbok_record::checkpoint;
use tingbok_record::disclosure::{FieldCounts, Place};
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::hash::Hash;
use tingbok_tlog::key::VerifierKey;

use crate::disk::{Disk, DiskError};
use crate::journal::{Journal, JournalError, Note, Record};
use crate::layout;
use crate::lock::{LedgerLock, LockError};
use crate::open::{Fault, OpenError, read_only_disk};
use crate::published::{Published, PublishedError};
use crate::settings::{Settings, SettingsError};
pub use documents::DOCUMENT_BYTES_MAX;
use entries::Walk;
pub use exported::verify_export;
pub use paragraph::later::LaterEvent;
pub use paragraph::{
    Check, CheckOf, Outcome, ParagraphReport, Signatory, SignedBy, SignedText, Wanted, verify_bundle,
    verify_paragraph,
};
use since::Growth;
pub use since::Since;

pub(crate) mod documents;
mod entries;
mod exported;
mod meetings;
mod paragraph;
mod rows;
mod since;
mod strays;
mod tiles;

/// What whoever verifies knows from outside of the ledger.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The first root's vkey.
    pub root: Option<&'a str>,
    /// An earlier checkpoint of the log: it must have grown from there.
    pub since: Option<&'a SignedCheckpoint>,
}

impl<'a> Known<'a> {
    /// Nothing but the first root's vkey, or not even that.
    #[must_use]
    pub fn root(root: Option<&'a str>) -> Self {
        Self { root, since: None }
    }
}

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The number of entries that the checkpoint covers.
    pub size: u64,
    /// The root of the tree over them, as computed.
    pub root: Option<Hash>,
    /// What the entries establish when nothing failed.
    pub verdict: Option<Verdict>,
    /// What the remembered checkpoint came to, when one was given.
    pub since: Option<Since>,
    /// The key of the log that signed the checkpoint, when its signature holds.
    pub log_key: Option<VerifierKey>,
    /// How much was checked.
    pub checked: Checked,
    /// What is irregular in the meetings and was recorded all the same, with its entry.
    pub findings: Vec<(u64, Finding)>,
    /// What is worth knowing and no failure.
    pub notes: Vec<String>,
    /// What is absent, malformed or altered, earliest first.
    pub failures: Vec<Failure>,
}

/// Something absent, malformed or altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where: a file of the ledger, an entry.
    pub place: String,
    /// What: what was expected, what was found.
    pub what: String,
}

/// How much a verification checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries: form, chain, authority, signatures.
    pub entries: u64,
    /// Signatures, one by one.
    pub signatures: u64,
    /// Entries of the journal that no checkpoint covers yet.
    pub journal_entries: u64,
    /// Tiles of hashes, older partial ones included.
    pub tiles: u64,
    /// Bundles of entries, older partial ones included.
    pub bundles: u64,
    /// Rows of disclosures.
    pub rows: u64,
    /// The fields in them, by state.
    pub fields: FieldCounts,
    /// Documents.
    pub documents: u64,
    /// Events that were judged by the rules of the meeting.
    pub events: u64,
    /// Events whose kind is unknown here, or whose fields are gone: kept, not judged.
    pub unjudged: u64,
}

/// How far a verification has come: entries read, then rows and events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
}

/// Why a folder could not be verified at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// No ledger, or one of a newer format.
    #[error(transparent)]
    Settings(SettingsError),
    /// Somebody is writing to it.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(DiskError),
}

impl VerifyError {
    /// Who is at fault.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Disk(_) | Self::Lock(LockError::Io(_)) | Self::Settings(SettingsError::Disk(_)) => {
                Fault::Store
            }
            _ => Fault::Refused,
        }
    }
}

impl Report {
    /// Whether nothing failed, and every entry could be judged by this program.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.failures.is_empty()
    }

    pub(crate) fn fail(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.failures.len() < FAILURES_MAX {
            self.failures.push(Failure {
                place: place.into(),
                what: what.into(),
            });
        }
    }

    /// Makes a file that is not as it must be a failure, and an error of the operating system an error.
    pub(crate) fn fail_file(&mut self, error: PublishedError) -> Result<(), VerifyError> {
        let place = error
            .place()
            .map_or_else(|| "tile".to_owned(), ToString::to_string);
        let what = match error {
            PublishedError::Disk(error) if !is_content(&error) => return Err(VerifyError::Disk(error)),
            PublishedError::Disk(error) => error.source.to_string(),
            error => error.to_string(),
        };
        let what = what.strip_prefix(&format!("{place}: ")).unwrap_or(&what);
        self.fail(place, what);
        Ok(())
    }
}

/// Verifies the ledger in the folder `root`, against what is known from outside of it.
///
/// # Errors
/// [`VerifyError`] when it is no ledger, is being written to, or the operating system fails.
pub fn verify(
    root: &Path,
    known: Known<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, VerifyError> {
    let mut report = Report::default();
    let Some(read) = entries(root, known, &mut report, progress)? else {
        return Ok(report);
    };
    let (disk, walk) = (read.disk.as_ref(), &read.walk);
    let named = rows::check(walk, &read.published, Place::Store, &mut report, progress)?;
    documents::check(disk, named, &mut report)?;
    strays::note(disk, &mut report)?;
    report.verdict = Some(walk.verdict());
    if let Some(Verdict::OnlyOrder { from } | Verdict::AuthorityNotEstablished { from }) = report.verdict {
        report.fail(format!("entry {from}"), walk.verdict().to_string());
    }
    Ok(report)
}

/// A folder whose entries were audited, with its checkpoint.
struct Entries {
    disk: Arc<dyn Disk>,
    published: Arc<Published>,
    signed: SignedCheckpoint,
    walk: Walk,
    /// Keeps writers out while what was read is looked at.
    _lock: LedgerLock,
}

/// Reads and audits every entry of the folder; `None` when there is no checkpoint to begin at.
fn entries(
    root: &Path,
    known: Known<'_>,
    report: &mut Report,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<Entries>, VerifyError> {
    let disk: Arc<dyn Disk> = Arc::new(read_only_disk(root).map_err(not_openable)?);
    let settings = settings(disk.as_ref(), report)?;
    let lock = LedgerLock::shared(root)?;
    let Some((note, signed)) = checkpoint_file(disk.as_ref(), report)? else {
        return Ok(None);
    };
    report.size = signed.checkpoint().size().get();
    let Ok(published) = Published::new(Arc::clone(&disk), report.size) else {
        return Ok(None);
    };
    let tail = tail(disk.as_ref(), report)?;

    let published = Arc::new(published);
    let mut walk = Walk::new(known.root, Arc::clone(&published), tail);
    let mut growth = Growth::new(known.since);
    walk.entries(&mut growth, report, progress)?;
    check_checkpoint(&note, &walk, report);
    growth.report(walk.authority(), report);
    if let Some(settings) = settings {
        check_settings(&settings, walk.authority(), report);
    }
    Ok(Some(Entries {
        disk,
        published,
        signed,
        walk,
        _lock: lock,
    }))
}

/// Reads `ledger.toml`. Without it a folder that has a checkpoint is a ledger that lost it.
fn settings(disk: &dyn Disk, report: &mut Report) -> Result<Option<Settings>, VerifyError> {
    match Settings::read(disk) {
        Ok(settings) => Ok(Some(settings)),
        Err(SettingsError::Malformed(what)) => {
            report.fail("ledger.toml", what);
            Ok(None)
        }
        Err(SettingsError::NotALedger)
            if disk.exists(&layout::checkpoint()).map_err(VerifyError::Disk)? =>
        {
            report.fail("ledger.toml", "is not there");
            Ok(None)
        }
        Err(SettingsError::Disk(error)) if is_content(&error) => {
            report.fail("ledger.toml", error.source.to_string());
            Ok(None)
        }
        Err(SettingsError::Disk(error)) => Err(VerifyError::Disk(error)),
        Err(error) => Err(VerifyError::Settings(error)),
    }
}

fn checkpoint_file(
    disk: &dyn Disk,
    report: &mut Report,
) -> Result<Option<(Vec<u8>, SignedCheckpoint)>, VerifyError> {
    let note = match disk.read(&layout::checkpoint(), crate::log::CHECKPOINT_BYTES_MAX) {
        Ok(note) => note,
        Err(error) if is_content(&error) => {
            report.fail(
                "checkpoint",
                if error.is_not_found() {
                    "is not there"
                } else {
                    "is too long"
                },
            );
            return Ok(None);
        }
        Err(error) => return Err(VerifyError::Disk(error)),
    };
    match SignedCheckpoint::parse(&note) {
        Ok(signed) => Ok(Some((note, signed))),
        Err(error) => {
            report.fail("checkpoint", error.to_string());
            Ok(None)
        }
    }
}

/// The entries of the journal that the checkpoint does not cover.
///
/// A torn tail was never acknowledged, and a half-written mark is what a power loss leaves: both are notes. Whatever else
/// is damaged or absent is a failure, even where nothing that is needed any more stood.
fn tail(disk: &dyn Disk, report: &mut Report) -> Result<Vec<Record>, VerifyError> {
    let recovery = match Journal::inspect(disk, report.size) {
        Ok(recovery) => recovery,
        Err(JournalError::Disk(error)) if !is_content(&error) => return Err(VerifyError::Disk(error)),
        Err(error) => {
            report.fail("journal", error.to_string());
            return Ok(Vec::new());
        }
    };
    for note in &recovery.notes {
        match note {
            Note::Unneeded(stop) => report.fail("journal", stop.to_string()),
            note => report.notes.push(format!("journal: {note}")),
        }
    }
    let names = disk.list(&layout::journal()).map_err(VerifyError::Disk)?;
    if !names.iter().any(|name| layout::segment_number(name).is_some()) {
        report.fail("journal", "has no segment");
    }
    Ok(recovery
        .batches
        .into_iter()
        .flat_map(|batch| batch.records)
        .collect())
}

/// The checkpoint's signature is judged even when the entries below it do not all verify: it may be what was altered.
fn check_checkpoint(note: &[u8], walk: &Walk, report: &mut Report) {
    if walk.authority().keys().is_empty() {
        return;
    }
    let root = walk.published_root().filter(|_| walk.is_whole());
    report.root = root;
    let checked = checkpoint::check(walk.authority(), note, report.size);
    let checked = checked.and_then(|signed| {
        root.map_or(Ok(()), |root| checkpoint::check_root(&signed, root))?;
        Ok(signed)
    });
    match checked {
        Ok(signed) => {
            let mut keys = walk.authority().keys().iter().map(|key| key.vkey.as_ref());
            report.log_key = keys
                .find(|key| key.name().as_str() == walk.authority().origin() && signed_by(&signed, key))
                .cloned();
        }
        Err(refusal) => report.fail("checkpoint", refusal.to_string()),
    }
}

fn signed_by(signed: &SignedCheckpoint, key: &VerifierKey) -> bool {
    signed.verify(std::slice::from_ref(key)).is_ok()
}

fn check_settings(settings: &Settings, authority: &Authority, report: &mut Report) {
    if authority.origin().is_empty() {
        return;
    }
    if settings.origin != authority.origin() {
        let what = format!(
            "origin: expected `{}`, found `{}`",
            authority.origin(),
            settings.origin
        );
        report.fail("ledger.toml", what);
    }
    let is_log = |vkey: &str| {
        authority
            .keys()
            .iter()
            .any(|key| key.has_role(LOG) && key.vkey.as_str() == vkey)
    };
    if !is_log(&settings.log) {
        report.fail(
            "ledger.toml",
            format!("log: `{}` is not a key of this log", settings.log),
        );
    }
}

/// Whether an error says something of the ledger's content: a file that is absent or longer than any can be.
fn is_content(error: &DiskError) -> bool {
    use std::io::ErrorKind as Kind;
    let kinds = [
        Kind::NotFound,
        Kind::FileTooLarge,
        Kind::NotADirectory,
        Kind::IsADirectory,
        Kind::InvalidData,
    ];
    kinds.contains(&error.source.kind())
}

fn not_openable(error: OpenError) -> VerifyError {
    match error {
        OpenError::Settings(error) => VerifyError::Settings(error),
        OpenError::Disk(error) => VerifyError::Disk(error),
        other => VerifyError::Settings(SettingsError::Malformed(other.to_string())),
    }
}

/// A ledger that is damaged in more places is not helped by a longer list.
const FAILURES_MAX: usize = 100;
