//! Making a ledger: the root's entry, the log's key, the registrar's key, the body; signed, published, in place.
//!
//! Invariant: the folder appears whole or not at all: it is made under another name and renamed.
//!
//! Spec: docs/spec/keys.md, "Kinds".

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tingbok_procedure::content::BodyConstituted;
use tingbok_record::audit::{Audit, BadEntry};
use tingbok_record::commitment::Salt;
use tingbok_record::content::ContentError;
use tingbok_record::disclosure::Row;
use tingbok_record::entry::{ChainHash, Entry, Head};
use tingbok_record::event::{Basis, EventId};
use tingbok_record::json::{JsonError, Value, parse};
use tingbok_record::tip::Tip;
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::key::SignerKey;

use crate::authoring::{AuthoringError, NewClearLines, NewEvent, signed};
use crate::clock::format_received;
use crate::disk::{Disk, DiskError, OsDisk};
use crate::journal::{Journal, JournalError, JournalSettings, Record};
use crate::layout;
use crate::publish::{Publication, PublishError};
use crate::published::{Published, PublishedError};
use crate::settings::{Settings, SettingsError};
use crate::submission::Signed;

/// What a new ledger is made of.
pub struct Creation<'a> {
    /// The log's origin.
    pub origin: &'a str,
    /// The body that it belongs to.
    pub body: &'a BodyConstituted,
    /// The first root's key, named `<origin>/<handle>`.
    pub root: &'a SignerKey,
    /// The log's key, named as the origin.
    pub log: &'a SignerKey,
    /// The registrar's key, named `<origin>/<handle>`.
    pub registrar: &'a SignerKey,
    /// When, in the author's time: the day, or a time with its offset.
    pub at: &'a str,
    /// When, in the operator's time.
    pub now: jiff::Timestamp,
}

/// Where randomness comes from.
pub trait Entropy {
    /// A new id.
    fn id(&mut self) -> EventId;
    /// A new salt.
    fn salt(&mut self) -> Salt;
}

/// Why a ledger was not made. The folder is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateError {
    /// The folder could not be put in place.
    #[error(transparent)]
    Folder(#[from] Unplaced),
    /// An event could not be signed.
    #[error(transparent)]
    Authoring(#[from] AuthoringError),
    /// The body's name and numbers cannot be recorded.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// A value that is not JSON as the record has it.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The entries do not verify: the keys are not named for this origin, for example.
    #[error(transparent)]
    Entry(#[from] BadEntry),
    /// The settings could not be written.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The journal could not be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The entries could not be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The entries could not be published.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// The operating system's error.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Makes a ledger in the folder `root`, which must be empty or absent.
///
/// # Errors
/// [`CreateError`].
pub fn create(root: &Path, creation: &Creation<'_>, entropy: &mut dyn Entropy) -> Result<(), CreateError> {
    let id = entropy.id();
    put_in_place(root, id, |disk| create_on(disk, creation, entropy))
}

/// Makes a folder's content beside the folder, which must be empty or absent, and puts it in place with one rename. `id`
/// is random: nobody else stages under the same name.
pub(crate) fn put_in_place<E: From<Unplaced> + From<DiskError>>(
    root: &Path,
    id: EventId,
    make: impl FnOnce(&Arc<dyn Disk>) -> Result<(), E>,
) -> Result<(), E> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| Unplaced::Io { path, source }
    };
    if is_occupied(root).map_err(io(root))? {
        return Err(Unplaced::NotEmpty(root.to_owned()).into());
    }
    let parent = root
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(io(parent))?;
    let staged = staging(root, id);
    let made = OsDisk::create(&staged).map_err(E::from).and_then(|disk| {
        let disk: Arc<dyn Disk> = Arc::new(disk);
        make(&disk)?;
        std::fs::rename(&staged, root).map_err(io(root))?;
        let synced = std::fs::File::open(parent).and_then(|folder| folder.sync_all());
        Ok(synced.map_err(io(parent))?)
    });
    if made.is_err() {
        // What was staged is of no use to anybody; that it cannot be removed is not what went wrong.
        drop(std::fs::remove_dir_all(&staged));
    }
    made
}

/// Why a folder could not be put in place. It is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unplaced {
    /// Something stands in the folder.
    #[error("`{0}` is not empty")]
    NotEmpty(PathBuf),
    /// The folder could not be made or put in place.
    #[error("{path}: {source}")]
    Io {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

/// Makes a ledger on an empty disk.
///
/// # Errors
/// [`CreateError`].
pub fn create_on(
    disk: &Arc<dyn Disk>,
    creation: &Creation<'_>,
    entropy: &mut dyn Entropy,
) -> Result<(), CreateError> {
    let records = first_records(creation, entropy)?;
    let entries: Vec<&[u8]> = records.iter().map(|record| record.entry.as_slice()).collect();
    let root = creation.root.verifier_key().to_string();
    Audit::new(Some(root), |_| None).extend(&entries)?;

    Journal::init(disk.as_ref(), JournalSettings::default())?;
    let before = Published::new(Arc::clone(disk), 0)?;
    let (origin, key) = (creation.origin, creation.log);
    let publication = Publication {
        disk,
        origin,
        key,
        before: &before,
        tail: &records,
    };
    let published = publication.publish(&mut Frontier::new())?;
    let (journal, _) = Journal::open(
        Arc::clone(disk),
        published.size().get(),
        JournalSettings::default(),
    )?;
    journal.close()?;
    // Readers share a lock on it before any writer came.
    disk.write_new_durably(&layout::lock(), b"")?;
    // The settings last: a folder without them is no ledger.
    let settings = Settings::new(origin, &key.verifier_key().to_string());
    Ok(settings.write_new(disk.as_ref())?)
}

fn first_records(
    creation: &Creation<'_>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<Arc<Record>>, CreateError> {
    let received = format_received(creation.now);
    let mut tip = Tip::default();
    let mut records = Vec::new();
    for (new, seq, key) in first_events(creation, entropy)? {
        let basis = tip.size().checked_sub(1).map(|index| Basis {
            index,
            chain: tip.chain(),
        });
        let signed = signed(&new, creation.origin, seq, basis, &[key], || entropy.salt())?;
        records.push(Arc::new(append(&mut tip, &signed, &received)?));
    }
    Ok(records)
}

/// The events, each with its place in its stream and the key that signs it.
fn first_events<'a>(
    creation: &Creation<'a>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<(NewEvent, u64, &'a SignerKey)>, CreateError> {
    let mut event = |stream: &str, kind: &str, content: Value, clear: NewClearLines| NewEvent {
        id: entropy.id(),
        stream: stream.to_owned(),
        kind: kind.to_owned(),
        at: creation.at.to_owned(),
        content,
        clear,
    };
    let key = |key: &SignerKey, role: &str| NewClearLines {
        key: Some(key.verifier_key().to_string()),
        roles: vec![role.to_owned()],
        ..NewClearLines::default()
    };
    let empty = || Value::Object([].into());
    let body = serde_json::to_string(creation.body).map_err(|_| JsonError::Syntax(0))?;
    let created = [("body".to_owned(), Value::String(creation.body.name.clone()))];
    Ok(vec![
        (
            event(
                "ledger",
                "ledger.created/1",
                Value::Object(created.into()),
                key(creation.root, "root"),
            ),
            0,
            creation.root,
        ),
        (
            event("ledger", "key.enrolled/1", empty(), key(creation.log, "log")),
            1,
            creation.root,
        ),
        (
            event(
                "ledger",
                "key.enrolled/1",
                empty(),
                key(creation.registrar, "registrar"),
            ),
            2,
            creation.root,
        ),
        (
            event(
                "body",
                "body.constituted/1",
                parse(&body)?,
                NewClearLines::default(),
            ),
            0,
            creation.registrar,
        ),
    ])
}

fn append(tip: &mut Tip, signed: &Signed, received: &str) -> Result<Record, CreateError> {
    let index = tip.size();
    let head: Head<'_> = tip.next_head(received);
    let bytes = head.entry(&signed.event);
    let bad = |refusal| BadEntry { index, refusal };
    let entry = Entry::parse(&bytes).map_err(|error| bad(error.into()))?;
    let event = tingbok_record::event::SignedEvent::parse(entry.event).map_err(|error| bad(error.into()))?;
    tip.advance(&entry, ChainHash::of(&bytes), Some(&event));
    let row = Row::disclosing(index, &signed.openings)?.canonical().into_bytes();
    Ok(Record { entry: bytes, row })
}

fn is_occupied(root: &Path) -> io::Result<bool> {
    match std::fs::read_dir(root) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A name beside the folder that nobody else uses.
fn staging(root: &Path, id: EventId) -> PathBuf {
    let mut name = root.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{id}.new"));
    root.with_file_name(name)
}
