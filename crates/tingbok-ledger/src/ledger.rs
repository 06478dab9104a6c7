//! A ledger open for writing: many callers, one writer.
//!
//! Invariants: a receipt is given when its entry is durable, and not before. A full queue makes callers wait; nothing
//! is dropped. The log's key is held here, a person's key never is: events come signed. A ledger that is dropped
//! without being closed is published by its writer all the same, and keeps the folder until that is done.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tingbok_tlog::key::SignerKey;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::clock::{Clock, format_received};
use crate::disk::{Disk, DiskError, OsDisk};
use crate::erasing::{self, ErasingError};
use crate::found::FoundValue;
use crate::journal::{JournalError, Note};
use crate::layout;
use crate::lock::{Holder, LedgerLock};
use crate::log::{Log, frontier};
use crate::lookup::Lookup;
use crate::open::{OpenError, not_a_ledger, open_for_writing};
use crate::publish::PublishError;
use crate::receipt::Receipt;
use crate::settings::Settings;
use crate::submission::{Inadmissible, Signed, Submission};
use crate::writer::{Request, Writer};

/// How a ledger is opened.
pub struct Options {
    /// The key that signs this log's checkpoints.
    pub log_key: SignerKey,
    /// What tells the time.
    pub clock: Clock,
    /// What the ledger is opened for, in a word, for others who find it locked: `append`.
    pub purpose: String,
}

/// A ledger that is open for writing.
pub struct Ledger {
    lookup: Arc<Lookup>,
    requests: mpsc::Sender<Request>,
    writer: JoinHandle<()>,
    notes: Vec<Note>,
    /// Shared with the writer: the folder is free when both have ended.
    _lock: Option<Arc<LedgerLock>>,
}

/// Why nothing of a batch was appended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// An event breaks a rule.
    #[error("{refusal}")]
    Refused {
        /// The event's place in the batch, from 0.
        place: usize,
        /// The rule.
        #[source]
        refusal: Box<Inadmissible>,
    },
    /// The disk would not take it.
    #[error("not written: {0}")]
    NotWritten(Arc<str>),
    /// The writer stopped after an earlier error of the disk; open the ledger anew.
    #[error("the ledger has stopped: {0}")]
    Stopped(Arc<str>),
    /// The ledger is closed.
    #[error("the ledger is closed")]
    Closed,
}

/// Why a ledger was not left clean. What was acknowledged is durable all the same, and the next opening goes on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CloseError {
    /// The newest entries could not be published.
    #[error("not published: {0}")]
    Publish(#[source] PublishError),
    /// What is erased is not gone yet.
    #[error("erasing: {0}")]
    Erasing(#[source] ErasingError),
    /// The index, which holds values, could not be removed.
    #[error("index: {0}")]
    Index(#[source] std::io::Error),
    /// The journal could not be cleaned.
    #[error("journal: {0}")]
    Journal(#[source] JournalError),
    /// The writer stopped after an earlier error.
    #[error("the ledger has stopped: {0}")]
    Stopped(Arc<str>),
    /// The ledger is closed.
    #[error("the ledger is closed")]
    Closed,
}

/// Why an erasure did not come to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EraseError {
    /// Nothing was recorded and nothing is gone.
    #[error(transparent)]
    NotBegun(DiskError),
    /// The erasure was not appended.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// It is recorded, and not everything is gone yet.
    #[error("the erasure is recorded and not finished: {0}")]
    Unfinished(#[source] CloseError),
}

impl Ledger {
    /// Opens the ledger in the folder `root` for writing, within a tokio runtime.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(root: &Path, options: Options) -> Result<Self, OpenError> {
        // Looked at before the lock is taken, which would leave a file in a folder that is no ledger.
        let disk: Arc<dyn Disk> = Arc::new(OsDisk::open(root).map_err(not_a_ledger)?);
        let settings = Settings::read(disk.as_ref())?;
        let since = format_received(options.clock.now());
        let holder = Holder {
            pid: std::process::id(),
            doing: options.purpose.clone(),
            since,
        };
        let lock = LedgerLock::exclusive(root, &holder)?;
        let index = root.join(layout::index().as_str());
        Self::open_locked(disk, settings, index, options, Some(Arc::new(lock)))
    }

    /// Opens the ledger on a disk, with its index in the folder `index`, without taking a lock.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_on(
        disk: Arc<dyn Disk>,
        settings: Settings,
        index: PathBuf,
        options: Options,
    ) -> Result<Self, OpenError> {
        Self::open_locked(disk, settings, index, options, None)
    }

    fn open_locked(
        disk: Arc<dyn Disk>,
        settings: Settings,
        index: PathBuf,
        options: Options,
        lock: Option<Arc<LedgerLock>>,
    ) -> Result<Self, OpenError> {
        let found = options.log_key.verifier_key().to_string();
        if found != settings.log {
            return Err(OpenError::AnotherLogKey {
                expected: settings.log,
                found,
            });
        }
        let interval = settings.publish_interval();
        let (log, journal, notes) = open_for_writing(disk, settings)?;
        let frontier = frontier(&log.published())?;
        let lookup = Arc::new(Lookup::new(Arc::new(log), index));
        let (key, clock) = (options.log_key, options.clock);
        let writer = Writer {
            lookup: Arc::clone(&lookup),
            journal,
            frontier,
            key,
            clock,
            interval,
            _lock: lock.clone(),
        };
        let (requests, queue) = mpsc::channel(QUEUE_BATCHES);
        let runtime = Handle::current();
        let writer = tokio::task::spawn_blocking(move || writer.run(queue, &runtime));
        Ok(Self {
            lookup,
            requests,
            writer,
            notes,
            _lock: lock,
        })
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> &Arc<Log> {
        self.lookup.log()
    }

    /// The log with its index.
    #[must_use]
    pub fn lookup(&self) -> &Arc<Lookup> {
        &self.lookup
    }

    /// What opening found amiss and mended: a torn tail that was cut, a mark half written.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Appends a batch of signed events: all of them or none.
    ///
    /// # Errors
    /// [`AppendError`]. Refused events have changed nothing.
    pub async fn append(&self, batch: Vec<Signed>) -> Result<Vec<Receipt>, AppendError> {
        let authority = Arc::clone(self.log().tip().authority());
        let check = move || {
            let checked = batch.into_par_iter().enumerate().map(|(place, signed)| {
                let refused = |refusal| AppendError::Refused {
                    place,
                    refusal: Box::new(refusal),
                };
                Submission::new(signed, &authority).map_err(refused)
            });
            // In order, so that the first refused event is named whatever the cores did.
            checked
                .collect::<Vec<_>>()
                .into_iter()
                .collect::<Result<Vec<_>, _>>()
        };
        let batch = tokio::task::spawn_blocking(check)
            .await
            .map_err(|_| AppendError::Closed)??;
        let (answer, answered) = oneshot::channel();
        self.requests
            .send(Request::Append(batch, answer))
            .await
            .map_err(|_| AppendError::Closed)?;
        answered.await.map_err(|_| AppendError::Closed)?
    }

    /// Appends an event that this program cannot judge, as a later program would.
    #[cfg(test)]
    async fn append_unjudged(&self, signed: Signed) -> Result<Vec<Receipt>, AppendError> {
        let verified = tingbok_record::event::SignedEvent::parse(&signed.event)
            .map(|event| event.signatures().iter().map(|_| None).collect())
            .unwrap_or_default();
        let submission = Submission {
            signed,
            happened: None,
            verified,
        };
        let (answer, answered) = oneshot::channel();
        let request = Request::Append(vec![submission], answer);
        self.requests
            .send(request)
            .await
            .map_err(|_| AppendError::Closed)?;
        answered.await.map_err(|_| AppendError::Closed)?
    }

    /// Keeps a document under its SHA-256, durably, and gives the digest in lower-case hexadecimal.
    ///
    /// # Errors
    /// [`DiskError`].
    pub fn keep_document(&self, bytes: &[u8]) -> Result<String, DiskError> {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        let (disk, path) = (self.log().disk(), layout::document_file(&digest));
        if !disk.exists(&path)? {
            disk.create_dir_durably(&layout::documents())?;
            disk.replace_durably(&path, bytes)?;
        }
        Ok(path.name().to_owned())
    }

    /// Appends a batch with an erasure or a loss, and takes what an erasure names out of every file of the ledger. When
    /// this returns, the checkpoint covers the event, erased values are gone, and rows say what is lost.
    ///
    /// # Errors
    /// [`EraseError`]. After [`EraseError::Unfinished`] the erasure is recorded, and the next opening finishes it.
    pub async fn erase(&self, batch: Vec<Signed>) -> Result<Vec<Receipt>, EraseError> {
        erasing::announce(self.log().disk().as_ref()).map_err(EraseError::NotBegun)?;
        let receipts = match self.append(batch).await {
            Ok(receipts) => receipts,
            Err(refused @ AppendError::Refused { .. }) => {
                erasing::conclude(self.log().disk().as_ref()).map_err(EraseError::NotBegun)?;
                return Err(refused.into());
            }
            // Nobody knows whether it was written: the mark stays.
            Err(error) => return Err(error.into()),
        };
        self.ask(Request::Erase).await.map_err(EraseError::Unfinished)?;
        Ok(receipts)
    }

    /// Puts values back into their rows that were lost and are found: they stand there again as before.
    ///
    /// # Errors
    /// [`CloseError`].
    pub async fn put_back(&self, found: Vec<FoundValue>) -> Result<(), CloseError> {
        self.ask(|answer| Request::PutBack(found, answer)).await
    }

    /// Publishes what is not published yet.
    ///
    /// # Errors
    /// [`CloseError`].
    pub async fn publish(&self) -> Result<(), CloseError> {
        self.ask(Request::Publish).await
    }

    /// Publishes, leaves the journal clean, and gives the folder free.
    ///
    /// # Errors
    /// [`CloseError`]. The folder is free then too.
    pub async fn close(self) -> Result<(), CloseError> {
        let closed = self.ask(Request::Close).await;
        drop(self.requests);
        // The folder is free only when the writer has ended.
        let ended = self.writer.await;
        closed.and(ended.map_err(|_| CloseError::Closed))
    }

    async fn ask(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<(), CloseError>>) -> Request,
    ) -> Result<(), CloseError> {
        let (answer, answered) = oneshot::channel();
        self.requests
            .send(request(answer))
            .await
            .map_err(|_| CloseError::Closed)?;
        answered.await.map_err(|_| CloseError::Closed)?
    }
}

/// How many batches may wait. Each is at most what one caller has in hand.
const QUEUE_BATCHES: usize = 1024;

#[cfg(test)]
mod tests;
