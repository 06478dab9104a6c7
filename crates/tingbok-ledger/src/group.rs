//! A group: the batches that wait together, admitted one after another and made durable with one sync.
//!
//! Invariant: a batch is admitted whole or not at all, and judged as if all batches before it in the group stood in
//! the log already. A refused batch leaves no trace.

use std::collections::BTreeMap;
use std::sync::Arc;

use tingbok_procedure::{Event, Finding, Kind, references};
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{EventId, SignedEvent};
use tingbok_record::history::History;
use tingbok_record::tip::{Refusal, Tip};

use crate::clock::{self, Clock};
use crate::index::IndexError;
use crate::journal::{Batch, Record};
use crate::lookup::Lookup;
use crate::meetings::Meetings;
use crate::receipt::{Note, Receipt};
use crate::submission::{Inadmissible, Submission, check_role};

/// Batches under admission.
pub(crate) struct Group<'a> {
    lookup: &'a Lookup,
    clock: &'a Clock,
    pub(crate) tip: Tip,
    pub(crate) meetings: Meetings,
    admitted: Pending,
    batches: Vec<Batch>,
}

/// What was admitted and is not in the log yet.
#[derive(Clone, Default)]
struct Pending {
    records: Vec<Arc<Record>>,
    ids: BTreeMap<EventId, Receipt>,
    streams: BTreeMap<String, u64>,
    events: Vec<Event>,
}

impl<'a> Group<'a> {
    /// A group that continues the log.
    pub(crate) fn new(lookup: &'a Lookup, clock: &'a Clock, meetings: Meetings) -> Self {
        let tip = lookup.log().tip();
        Self {
            lookup,
            clock,
            tip,
            meetings,
            admitted: Pending::default(),
            batches: Vec::new(),
        }
    }

    /// Admits a batch, or refuses it and says which of its events broke which rule.
    pub(crate) fn admit(&mut self, batch: &[Submission]) -> Result<Vec<Receipt>, (usize, Inadmissible)> {
        // A single event that is refused leaves no trace; of several, those before it must be taken back.
        let several = batch.len() > 1;
        let mut before = several.then(|| (self.tip.clone(), self.meetings.clone(), self.admitted.clone()));
        let first = self.tip.size();
        let mut receipts = Vec::with_capacity(batch.len());
        for (place, submission) in batch.iter().enumerate() {
            match self.admit_one(submission) {
                Ok(receipt) => receipts.push(receipt),
                Err(refusal) => {
                    if let Some(before) = before.take() {
                        (self.tip, self.meetings, self.admitted) = before;
                    }
                    return Err((place, refusal));
                }
            }
        }
        let new = usize::try_from(self.tip.size() - first).unwrap_or(usize::MAX);
        if new > 0 {
            let start = self.admitted.records.len().saturating_sub(new);
            let records = self.admitted.records[start..]
                .iter()
                .map(|record| (**record).clone())
                .collect();
            self.batches.push(Batch { first, records });
        }
        Ok(receipts)
    }

    /// The batches that are to be made durable.
    pub(crate) fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// What the log takes up when they are.
    pub(crate) fn into_parts(self) -> (Vec<Arc<Record>>, Tip, Meetings) {
        (self.admitted.records, self.tip, self.meetings)
    }

    fn admit_one(&mut self, submission: &Submission) -> Result<Receipt, Inadmissible> {
        let event = SignedEvent::parse(&submission.signed.event)?;
        if let Some(receipt) = self.recorded_before(&event)? {
            return Ok(receipt);
        }
        let history = Waiting {
            lookup: self.lookup,
            pending: &self.admitted,
            size: self.lookup.log().size(),
        };
        let keys = self.tip.check_event(&event, None, &history)?;
        submission.check_signatures(&event, keys)?;
        let (findings, notes) = match &submission.happened {
            None => (Vec::new(), Vec::new()),
            Some(happened) => {
                check_role(&event.header().by, happened, self.tip.authority())?;
                let findings = self
                    .meetings
                    .admit(happened, self.lookup, &self.admitted.events)?;
                (findings, self.citations(happened)?)
            }
        };
        self.take(submission, &event, findings, notes)
    }

    /// Gives an admitted event its place.
    fn take(
        &mut self,
        submission: &Submission,
        event: &SignedEvent<'_>,
        findings: Vec<Finding>,
        notes: Vec<Note>,
    ) -> Result<Receipt, Inadmissible> {
        let received = clock::received(self.clock, self.tip.received())?;
        let index = self.tip.size();
        let bytes = self.tip.next_head(&received).entry(&submission.signed.event);
        let entry = Entry::parse(&bytes).map_err(Refusal::from)?;
        self.tip.check_head(&entry)?;
        let (chain, row) = (entry.chain_hash(), submission.row(index)?);
        self.tip.advance(&entry, chain, Some(event));

        let header = event.header();
        let receipt = Receipt {
            index,
            id: header.id,
            chain,
            received,
            repeated: false,
            findings,
            notes,
        };
        self.admitted.ids.insert(header.id, receipt.clone());
        *self.admitted.streams.entry(header.stream.to_owned()).or_default() = header.seq + 1;
        if let Some(happened) = &submission.happened {
            self.meetings.apply(happened);
            self.admitted.events.push(happened.clone());
        }
        self.admitted.records.push(Arc::new(Record { entry: bytes, row }));
        Ok(receipt)
    }

    /// The first receipt of an event that is recorded already. The text decides, not the signatures.
    fn recorded_before(&self, event: &SignedEvent<'_>) -> Result<Option<Receipt>, Inadmissible> {
        let id = event.header().id;
        let size = self.lookup.log().size();
        let (index, record) = match self.admitted.ids.get(&id) {
            Some(receipt) => {
                let place = usize::try_from(receipt.index - size).unwrap_or(usize::MAX);
                (receipt.index, self.admitted.records.get(place).cloned())
            }
            None => match self.lookup.find(id)? {
                Some(index) => (
                    index,
                    Some(self.lookup.log().record(index).map_err(IndexError::from)?),
                ),
                None => return Ok(None),
            },
        };
        let receipt = record.and_then(|record| Receipt::repeated(&record, event.text()));
        receipt.map(Some).ok_or(Inadmissible::IdTaken { id, index })
    }

    /// What the event cites, and whether the ledger holds it.
    fn citations(&self, event: &Event) -> Result<Vec<Note>, IndexError> {
        let mut notes = Vec::new();
        for cited in references(event) {
            let held = match (cited.paragraph(), cited.stream()) {
                (Some(at), _) => self.lookup.meeting_of(at)?.is_some() || self.opens(at),
                (None, Some(stream)) => {
                    let waiting = self.admitted.streams.contains_key(&stream.to_string());
                    waiting || self.lookup.next_seq(&stream.to_string())? > 0
                }
                (None, None) => false,
            };
            notes.push(Note { cited, held });
        }
        Ok(notes)
    }

    fn opens(&self, at: tingbok_procedure::stream::ParagraphRef) -> bool {
        self.admitted.events.iter().any(|event| {
            let number = event.content.item().map(|item| item.0);
            event.kind() == Kind::ItemOpened && number == Some(at.number) && event.meeting_year() == at.year
        })
    }
}

/// The log and what waits to be appended to it, as one history.
struct Waiting<'a> {
    lookup: &'a Lookup,
    pending: &'a Pending,
    size: u64,
}

impl Waiting<'_> {
    fn record(&self, index: u64) -> Option<&Record> {
        let place = usize::try_from(index.checked_sub(self.size)?).ok()?;
        self.pending.records.get(place).map(AsRef::as_ref)
    }
}

impl History for Waiting<'_> {
    type Error = IndexError;

    fn chain_hash(&self, index: u64) -> Result<Option<ChainHash>, IndexError> {
        match self.record(index) {
            Some(record) => Ok(Some(ChainHash::of(&record.entry))),
            None => History::chain_hash(self.lookup, index),
        }
    }

    fn next_seq(&self, stream: &str) -> Result<u64, IndexError> {
        match self.pending.streams.get(stream) {
            Some(next) => Ok(*next),
            None => self.lookup.next_seq(stream),
        }
    }

    fn holds(&self, id: EventId) -> Result<bool, IndexError> {
        Ok(self.pending.ids.contains_key(&id) || self.lookup.holds(id)?)
    }

    fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, IndexError> {
        match self.record(index) {
            Some(record) => Ok(Some(record.entry.clone())),
            None => History::entry(self.lookup, index),
        }
    }
}
