//! The log of a ledger as it stands: published entries from their files, newer ones from the journal.
//!
//! Invariant: the log is whole. Opening refuses where the checkpoint, the published files and the journal do not
//! meet, and names the entries that are missing. Its cost is that of the newest bundle, the journal's tail and the
//! entries of the stream `ledger`, whatever the log's length.
//!
//! Spec: docs/spec/store.md, docs/spec/journal.md.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tingbok_record::authority::{Authority, LEDGER_STREAM};
use tingbok_record::checkpoint::{self, CheckpointRefusal};
use tingbok_record::entry::{ChainHash, Cursor, Entry};
use tingbok_record::event::SignedEvent;
use tingbok_record::tip::Tip;
use tingbok_tlog::checkpoint::SignedCheckpoint;
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::{Hash, leaf_hash};
use tingbok_tlog::inclusion::{prove_inclusion, verify_inclusion};
use tingbok_tlog::node::root_at;
use tingbok_tlog::tile::TILE_HASHES;
use tingbok_tlog::tree::LeafIndex;

use crate::disk::Disk;
use crate::happened::Happened;
use crate::holders::Holders;
use crate::journal::{Record, Recovery};
use crate::layout;
use crate::open::OpenError;
use crate::published::{Published, PublishedError, unreadable};
use crate::settings::Settings;

/// Entries 0 to n, readable while the writer goes on.
pub struct Log {
    disk: Arc<dyn Disk>,
    settings: Settings,
    view: RwLock<View>,
    holders: Mutex<Holders>,
}

/// What the log is at one moment. Everything in it is shared: looking costs a few counters.
#[derive(Clone)]
struct View {
    published: Arc<Published>,
    /// The entries that are not published, from the published size on.
    tail: Vec<Arc<Record>>,
    tip: Tip,
}

/// Why an entry could not be read.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The log does not have it.
    #[error("entry {index} is not in the log, which has {size}")]
    Beyond {
        /// What was asked for.
        index: u64,
        /// The number of entries.
        size: u64,
    },
    /// A cursor of another history: the chain hash after its entry is another one.
    #[error("cursor `{cursor}` is of another history: after entry {index} the chain stands at `{found}`")]
    Fork {
        /// The cursor that was given.
        cursor: Cursor,
        /// Its index.
        index: u64,
        /// The short form of the chain hash here.
        found: String,
    },
    /// A published file is not as it must be.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// A value that is not the one that was committed to.
    #[error("entry {index} {path}: the value kept is not the one that was signed")]
    Altered {
        /// The entry.
        index: u64,
        /// The leaf.
        path: String,
    },
    /// The entry or its event cannot be read.
    #[error("entry {index}: {what}")]
    Malformed {
        /// The entry.
        index: u64,
        /// What is wrong with it.
        what: String,
    },
}

impl Log {
    /// Puts the log together from the checkpoint, the published files and what the journal held.
    pub(crate) fn assemble(
        disk: Arc<dyn Disk>,
        settings: Settings,
        note: &[u8],
        published: Published,
        recovery: Recovery,
    ) -> Result<Self, OpenError> {
        let size = published.size().get();
        let newest = published.record(size.saturating_sub(1))?;
        let governing = governing(&published, &newest)?;
        let authority = Arc::new(authority_after(&governing)?);
        let root = check_checkpoint(&authority, note, &published)?;
        published.anchor(root);
        // The newest bundle is what the next publication continues: all of it must be in the tree, not its last alone.
        published.bundle(size.saturating_sub(1) / TILE_HASHES)?;
        check_origin(&authority, &settings)?;
        for (index, record) in &governing {
            check_in_tree(&published, &root, *index, record)?;
        }

        let mut tip = Tip::after(&parsed(&newest)?, authority)?;
        let mut tail = Vec::new();
        for record in recovery.batches.into_iter().flat_map(|batch| batch.records) {
            advance(&mut tip, &record)?;
            tail.push(Arc::new(record));
        }
        let view = View {
            published: Arc::new(published),
            tail,
            tip,
        };
        Ok(Self {
            disk,
            settings,
            view: RwLock::new(view),
            holders: Mutex::default(),
        })
    }

    /// What stands in `ledger.toml`.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.read_view(|view| view.tip.size())
    }

    /// The number of entries that the newest checkpoint covers.
    #[must_use]
    pub fn published_size(&self) -> u64 {
        self.read_view(|view| view.published.size().get())
    }

    /// The end of the log: size, chain hash, authority.
    #[must_use]
    pub fn tip(&self) -> Tip {
        self.read_view(|view| view.tip.clone())
    }

    /// One entry with its row.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn record(&self, index: u64) -> Result<Arc<Record>, ReadError> {
        let found = self.read_view(|view| view.find(index));
        match found {
            Found::Here(record) => Ok(record),
            Found::Published(published) => match published.record(index) {
                // A later publication has removed the partial file since it was looked for: the full one is there.
                Err(PublishedError::Absent(_)) if !Arc::ptr_eq(&published, &self.published()) => {
                    self.record(index)
                }
                read => Ok(Arc::new(read?)),
            },
            Found::Beyond(size) => Err(ReadError::Beyond { index, size }),
        }
    }

    /// What an entry says happened, with the names of those who hold the keys that signed it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn happened(&self, index: u64) -> Result<Happened, ReadError> {
        let mut happened = Happened::read(index, &*self.record(index)?)?;
        self.name_signers(&mut happened)?;
        Ok(happened)
    }

    /// Who holds the key of a handle; `None` where its enrolment says nothing, or no longer.
    ///
    /// # Errors
    /// [`ReadError`] when the enrolment cannot be read, or its name is not the one that was signed.
    pub fn holder(&self, handle: &str) -> Result<Option<String>, ReadError> {
        let authority = self.authority();
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        holders.of(handle, &authority, |index| self.record(index))
    }

    /// Writes the holders of the keys into an event that was read without them.
    /// Tells whether one who signs a text is not shown.
    pub(crate) fn name_signers(&self, happened: &mut Happened) -> Result<bool, ReadError> {
        let Happened::Event(event) = happened else {
            return Ok(false);
        };
        let authority = self.authority();
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        holders.name_signers(event, &authority, |index| self.record(index))
    }

    /// Keys and removals after the newest entry.
    #[must_use]
    pub fn authority(&self) -> Arc<Authority> {
        self.read_view(|view| Arc::clone(view.tip.authority()))
    }

    /// The chain hash after an entry; `None` when the log does not have it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn chain_hash(&self, index: u64) -> Result<Option<ChainHash>, ReadError> {
        if index >= self.size() {
            return Ok(None);
        }
        Ok(Some(ChainHash::of(&self.record(index)?.entry)))
    }

    /// The entries after `cursor` in order, or all; as they are when each is asked for.
    ///
    /// # Errors
    /// [`ReadError::Fork`] when the chain hash after the cursor's entry is another one, [`ReadError::Beyond`] when the
    /// log does not reach it: entries are lost, or this is another log.
    pub fn replay(
        &self,
        cursor: Option<&Cursor>,
    ) -> Result<impl Iterator<Item = Result<(u64, Arc<Record>), ReadError>>, ReadError> {
        let start = match cursor {
            None => 0,
            Some(cursor) => self.after(cursor)?,
        };
        Ok((start..self.size()).map(|index| Ok((index, self.record(index)?))))
    }

    fn after(&self, cursor: &Cursor) -> Result<u64, ReadError> {
        let (index, size) = (cursor.index, self.size());
        let chain = self.chain_hash(index)?.ok_or(ReadError::Beyond { index, size })?;
        if chain.short() == cursor.chain {
            return Ok(index + 1);
        }
        Err(ReadError::Fork {
            cursor: cursor.clone(),
            index,
            found: chain.short(),
        })
    }

    pub(crate) fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// The published entries of the stream `ledger`, found by following `authority` back from the newest.
    pub(crate) fn governing(&self) -> Result<Vec<u64>, OpenError> {
        let published = self.published();
        let newest = published.record(published.size().get().saturating_sub(1))?;
        let governing = governing(&published, &newest)?;
        Ok(governing.into_iter().map(|(index, _)| index).collect())
    }

    /// Drops what was read before and is kept in memory: values have been taken out of the files.
    pub(crate) fn forget(&self) {
        self.published().forget();
        *self.holders.lock().unwrap_or_else(PoisonError::into_inner) = Holders::default();
    }

    pub(crate) fn published(&self) -> Arc<Published> {
        self.read_view(|view| Arc::clone(&view.published))
    }

    /// The entries that are not published yet.
    pub(crate) fn tail(&self) -> Vec<Arc<Record>> {
        self.read_view(|view| view.tail.clone())
    }

    /// Takes up entries that the journal has made durable.
    pub(crate) fn extend(&self, records: impl IntoIterator<Item = Arc<Record>>, tip: Tip) {
        let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
        view.tail.extend(records);
        view.tip = tip;
    }

    /// Takes up that the checkpoint now covers more.
    pub(crate) fn set_published(&self, published: Published, root: Hash) {
        published.anchor(root);
        let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
        let covered = published.size().get().saturating_sub(view.published.size().get());
        let covered = usize::try_from(covered)
            .unwrap_or(usize::MAX)
            .min(view.tail.len());
        view.tail.drain(..covered);
        view.published = Arc::new(published);
    }

    fn read_view<T>(&self, look: impl FnOnce(&View) -> T) -> T {
        look(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }
}

enum Found {
    Here(Arc<Record>),
    Published(Arc<Published>),
    Beyond(u64),
}

impl View {
    fn find(&self, index: u64) -> Found {
        let Some(place) = index.checked_sub(self.published.size().get()) else {
            return Found::Published(Arc::clone(&self.published));
        };
        let record = usize::try_from(place).ok().and_then(|place| self.tail.get(place));
        record.map_or_else(
            || Found::Beyond(self.tip.size()),
            |record| Found::Here(Arc::clone(record)),
        )
    }
}

/// Reads the newest published checkpoint's bytes.
pub(crate) fn read_checkpoint(disk: &dyn Disk) -> Result<(Vec<u8>, SignedCheckpoint), OpenError> {
    let note = disk
        .read(&layout::checkpoint(), CHECKPOINT_BYTES_MAX)
        .map_err(|error| match error {
            error if error.is_not_found() => OpenError::CheckpointAbsent,
            error => OpenError::Disk(error),
        })?;
    let signed =
        SignedCheckpoint::parse(&note).map_err(|error| CheckpointRefusal::Form(error.to_string()))?;
    Ok((note, signed))
}

/// Follows `authority` from the newest entry back to entry 0. Gives the entries that stand there, in order.
fn governing(published: &Published, newest: &Record) -> Result<Vec<(u64, Record)>, OpenError> {
    let entry = parsed(newest)?;
    let mut governing = Vec::new();
    let mut next = (event(&entry)?.header().stream == LEDGER_STREAM).then_some(entry.head.index);
    let mut back = entry.head.authority;
    loop {
        let index = next.take().unwrap_or(back);
        let record = if index == entry.head.index {
            newest.clone()
        } else {
            published.record(index)?
        };
        back = parsed(&record)?.head.authority;
        governing.push((index, record));
        if index == 0 {
            break;
        }
        if back >= index {
            let what = format!("authority {back} is not an earlier entry");
            return Err(OpenError::Malformed { index, what });
        }
    }
    governing.reverse();
    Ok(governing)
}

fn authority_after(governing: &[(u64, Record)]) -> Result<Authority, OpenError> {
    let mut authority = Authority::default();
    for (index, record) in governing {
        authority.apply(*index, &event(&parsed(record)?)?);
    }
    Ok(authority)
}

/// The checkpoint must be signed by this ledger's log, and its root must be the published tree's: what is signed next
/// continues it. Gives the root.
fn check_checkpoint(authority: &Authority, note: &[u8], published: &Published) -> Result<Hash, OpenError> {
    let signed = checkpoint::check(authority, note, published.size().get())?;
    let tree = published.tree();
    let root = root_at(&tree, published.size()).map_err(|error| unreadable(&error))?;
    checkpoint::check_root(&signed, root)?;
    Ok(root)
}

fn check_origin(authority: &Authority, settings: &Settings) -> Result<(), OpenError> {
    if authority.origin() == settings.origin {
        return Ok(());
    }
    Err(OpenError::AnotherOrigin {
        expected: authority.origin().to_owned(),
        found: settings.origin.clone(),
    })
}

/// An entry that opening builds on must be the one that the checkpoint signs. Where the journal goes on, the chain
/// would show it for the newest alone; where it does not, nothing would, and the next entry would be chained to it.
fn check_in_tree(published: &Published, root: &Hash, index: u64, record: &Record) -> Result<(), OpenError> {
    let not_in_tree = |what: &dyn std::fmt::Display| OpenError::NotInTree {
        index,
        what: what.to_string(),
    };
    let (place, size) = (
        LeafIndex::new(index).map_err(|error| not_in_tree(&error))?,
        published.size(),
    );
    let proof = prove_inclusion(&published.tree(), place, size).map_err(|error| unreadable(&error))?;
    verify_inclusion(&leaf_hash(&record.entry), place, size, &proof, root)
        .map_err(|error| not_in_tree(&error))
}

/// Moves a tip over an entry that was admitted before.
fn advance(tip: &mut Tip, record: &Record) -> Result<(), OpenError> {
    let entry = parsed(record)?;
    tip.check_head(&entry)?;
    tip.advance(&entry, entry.chain_hash(), Some(&event(&entry)?));
    Ok(())
}

fn parsed(record: &Record) -> Result<Entry<'_>, OpenError> {
    Ok(Entry::parse(&record.entry).map_err(tingbok_record::tip::Refusal::from)?)
}

fn event<'a>(entry: &Entry<'a>) -> Result<SignedEvent<'a>, OpenError> {
    let index = entry.head.index;
    SignedEvent::parse(entry.event).map_err(|error| OpenError::Malformed {
        index,
        what: error.to_string(),
    })
}

/// The frontier of the published tree, from which the next checkpoint continues.
pub(crate) fn frontier(published: &Published) -> Result<Frontier, OpenError> {
    Ok(Frontier::read(&published.tree(), published.size()).map_err(|error| unreadable(&error))?)
}

/// A checkpoint with all the cosignatures that the format lets stand on it is shorter.
pub(crate) const CHECKPOINT_BYTES_MAX: u64 = 1 << 20;
