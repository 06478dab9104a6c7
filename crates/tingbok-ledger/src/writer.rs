//! The writer: the one task that appends. It takes what waits, admits it, makes it durable, acknowledges, publishes.
//!
//! Invariants: nothing is acknowledged before the journal has made it durable. After an error of the disk the writer
//! stops: what it does not know to be durable it does not build on. One group is one sync.
//!
//! Spec: docs/architecture.md, "The embedded store".

use std::sync::Arc;
use std::time::{Duration, Instant};

use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::key::SignerKey;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use crate::clock::Clock;
use crate::erasing;
use crate::found::{self, FoundValue};
use crate::group::Group;
use crate::journal::{Journal, JournalError};
use crate::ledger::{AppendError, CloseError};
use crate::lock::LedgerLock;
use crate::lookup::Lookup;
use crate::meetings::Meetings;
use crate::publish::Publication;
use crate::receipt::Receipt;
use crate::submission::Submission;

/// What the writer is asked to do.
pub(crate) enum Request {
    /// Append a batch: all of it or nothing.
    Append(
        Vec<Submission>,
        oneshot::Sender<Result<Vec<Receipt>, AppendError>>,
    ),
    /// Publish now.
    Publish(oneshot::Sender<Result<(), CloseError>>),
    /// Publish, and take everything out of the files that the log says is erased.
    Erase(oneshot::Sender<Result<(), CloseError>>),
    /// Put values back that were lost and are found.
    PutBack(Vec<FoundValue>, oneshot::Sender<Result<(), CloseError>>),
    /// Publish, leave the journal clean, and end.
    Close(oneshot::Sender<Result<(), CloseError>>),
}

/// The writer's own state. Readers share the log and the index.
pub(crate) struct Writer {
    pub(crate) lookup: Arc<Lookup>,
    pub(crate) journal: Journal,
    pub(crate) frontier: Frontier,
    pub(crate) key: SignerKey,
    pub(crate) clock: Clock,
    pub(crate) interval: Duration,
    /// Held until the writer has ended: a dropped ledger's writer still publishes, and nobody may open the folder then.
    pub(crate) _lock: Option<Arc<LedgerLock>>,
}

/// The writer at work.
struct Shift {
    writer: Writer,
    meetings: Meetings,
    /// When something was acknowledged that is not published.
    unpublished_since: Option<Instant>,
    stopped: Option<Arc<str>>,
}

impl Writer {
    /// Serves requests until it is asked to close, or nobody is left to ask. Blocks: run it on a thread of its own.
    pub(crate) fn run(self, mut requests: mpsc::Receiver<Request>, runtime: &Handle) {
        let unpublished = !self.lookup.log().tail().is_empty();
        let unpublished_since = unpublished.then(Instant::now);
        let mut shift = Shift {
            writer: self,
            meetings: Meetings::default(),
            unpublished_since,
            stopped: None,
        };
        shift.finish_erasing();
        let mut next = None;
        loop {
            match next.take().unwrap_or_else(|| shift.next(&mut requests, runtime)) {
                Next::Serve(Request::Append(batch, answer)) => {
                    next = shift.serve(batch, answer, &mut requests).map(Next::Serve);
                }
                Next::Serve(Request::Publish(answer)) => drop(answer.send(shift.publish())),
                Next::Serve(Request::PutBack(found, answer)) => drop(answer.send(shift.put_back(&found))),
                Next::Serve(Request::Erase(answer)) => drop(answer.send(shift.erase())),
                Next::Serve(Request::Close(answer)) => return drop(answer.send(shift.close())),
                // An error stops the writer; whoever appends next is told.
                Next::PublishIsDue => drop(shift.publish()),
                Next::NobodyIsLeft => return drop(shift.close()),
            }
        }
    }
}

enum Next {
    Serve(Request),
    PublishIsDue,
    NobodyIsLeft,
}

type Waiting = (
    Vec<Submission>,
    oneshot::Sender<Result<Vec<Receipt>, AppendError>>,
);

impl Shift {
    fn next(&self, requests: &mut mpsc::Receiver<Request>, runtime: &Handle) -> Next {
        let Some(since) = self.unpublished_since.filter(|_| self.stopped.is_none()) else {
            return requests.blocking_recv().map_or(Next::NobodyIsLeft, Next::Serve);
        };
        let left = self.writer.interval.saturating_sub(since.elapsed());
        if left.is_zero() {
            return Next::PublishIsDue;
        }
        match runtime.block_on(async { tokio::time::timeout(left, requests.recv()).await }) {
            Ok(Some(request)) => Next::Serve(request),
            Ok(None) => Next::NobodyIsLeft,
            Err(_elapsed) => Next::PublishIsDue,
        }
    }

    /// Serves a batch and the batches that wait behind it, as one group. Gives back a request of another kind that it
    /// came upon.
    fn serve(
        &mut self,
        batch: Vec<Submission>,
        answer: oneshot::Sender<Result<Vec<Receipt>, AppendError>>,
        requests: &mut mpsc::Receiver<Request>,
    ) -> Option<Request> {
        let mut events = batch.len();
        let mut waiting: Vec<Waiting> = vec![(batch, answer)];
        let mut other = None;
        while events < GROUP_EVENTS_MAX && other.is_none() {
            match requests.try_recv() {
                Ok(Request::Append(batch, answer)) => {
                    events += batch.len();
                    waiting.push((batch, answer));
                }
                Ok(request) => other = Some(request),
                Err(_) => break,
            }
        }
        self.append(waiting);
        other
    }

    fn append(&mut self, waiting: Vec<Waiting>) {
        if let Some(why) = &self.stopped {
            for (_, answer) in waiting {
                drop(answer.send(Err(AppendError::Stopped(Arc::clone(why)))));
            }
            return;
        }
        let lookup = Arc::clone(&self.writer.lookup);
        let clock = self.writer.clock.clone();
        let mut group = Group::new(&lookup, &clock, std::mem::take(&mut self.meetings));
        let mut admitted = Vec::with_capacity(waiting.len());
        for (batch, answer) in waiting {
            match group.admit(&batch) {
                Ok(receipts) => admitted.push((receipts, answer)),
                Err((place, refusal)) => {
                    drop(answer.send(Err(AppendError::Refused {
                        place,
                        refusal: Box::new(refusal),
                    })));
                }
            }
        }
        let durable = match group.batches() {
            [] => Ok(()),
            batches => self.writer.journal.append_group(batches),
        };
        match durable {
            Ok(()) => self.acknowledge(group, admitted),
            Err(error) => self.refuse_all(&error, admitted),
        }
    }

    fn acknowledge(&mut self, group: Group<'_>, admitted: Vec<Admitted>) {
        let (records, tip, meetings) = group.into_parts();
        self.meetings = meetings;
        if !records.is_empty() {
            self.writer.lookup.log().extend(records, tip);
            self.unpublished_since.get_or_insert_with(Instant::now);
        }
        for (receipts, answer) in admitted {
            drop(answer.send(Ok(receipts)));
        }
    }

    /// The group is not in the log. Only when there was no room is it known that nothing of it was written.
    fn refuse_all(&mut self, error: &JournalError, admitted: Vec<Admitted>) {
        self.meetings = Meetings::default();
        let why: Arc<str> = error.to_string().into();
        if !matches!(error, JournalError::NoRoom { .. }) {
            self.stopped = Some(Arc::clone(&why));
        }
        for (_, answer) in admitted {
            drop(answer.send(Err(AppendError::NotWritten(Arc::clone(&why)))));
        }
    }

    fn publish(&mut self) -> Result<(), CloseError> {
        if let Some(why) = &self.stopped {
            return Err(CloseError::Stopped(Arc::clone(why)));
        }
        self.try_publish()
            .inspect_err(|error| self.stopped = Some(error.to_string().into()))
    }

    fn try_publish(&mut self) -> Result<(), CloseError> {
        let log = self.writer.lookup.log();
        let tail = log.tail();
        if !tail.is_empty() {
            let (disk, before) = (log.disk(), log.published());
            let origin = &log.settings().origin;
            let publication = Publication {
                disk,
                origin,
                key: &self.writer.key,
                before: &before,
                tail: &tail,
            };
            let published = publication
                .publish(&mut self.writer.frontier)
                .map_err(CloseError::Publish)?;
            let size = published.size();
            log.set_published(published, self.writer.frontier.root());
            let removed = publication.remove_partial_files(size);
            self.writer
                .journal
                .published(size.get())
                .map_err(CloseError::Journal)?;
            removed.map_err(CloseError::Publish)?;
        }
        self.unpublished_since = None;
        Ok(())
    }

    /// Finishes what an earlier process began to erase. An error stops the writer; whoever appends next is told.
    fn finish_erasing(&mut self) {
        match erasing::is_announced(self.writer.lookup.log().disk().as_ref()) {
            Ok(false) => {}
            Ok(true) => drop(self.erase()),
            Err(error) => self.stopped = Some(error.to_string().into()),
        }
    }

    fn erase(&mut self) -> Result<(), CloseError> {
        self.publish()?;
        self.try_erase()
            .inspect_err(|error| self.stopped = Some(error.to_string().into()))
    }

    fn put_back(&mut self, values: &[FoundValue]) -> Result<(), CloseError> {
        self.publish()?;
        found::put_back(self.writer.lookup.log(), values)
            .map_err(CloseError::Erasing)
            .inspect_err(|error| self.stopped = Some(error.to_string().into()))
    }

    fn try_erase(&mut self) -> Result<(), CloseError> {
        self.writer.journal.scrub().map_err(CloseError::Journal)?;
        let lookup = &self.writer.lookup;
        lookup.forget().map_err(CloseError::Index)?;
        let disk = lookup.log().disk().as_ref();
        erasing::carry_out(lookup.log()).map_err(CloseError::Erasing)?;
        erasing::conclude(disk).map_err(|error| CloseError::Erasing(error.into()))
    }

    /// Publishes and leaves the journal clean. What was acknowledged is durable whether this works or not.
    fn close(mut self) -> Result<(), CloseError> {
        self.publish()?;
        self.writer.journal.close().map_err(CloseError::Journal)
    }
}

type Admitted = (Vec<Receipt>, oneshot::Sender<Result<Vec<Receipt>, AppendError>>);

/// The most events that wait for one sync; a batch that is larger by itself is still one group.
const GROUP_EVENTS_MAX: usize = 256;
