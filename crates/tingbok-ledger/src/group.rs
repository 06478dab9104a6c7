//! A group: the batches that wait together, admitted one after another and made durable with one sync.
//!
//! Invariant: a batch is admitted whole or not at all, and judged as if all batches before it in the group stood in
//! the log already. A refused batch leaves no trace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tingbok_procedure::{Cited, Content, Event, Finding, Stream, references};
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{EventId, SignedEvent};
use tingbok_record::history::History;
use tingbok_record::tip::{Refusal, Tip};

use crate::clock::{self, Clock};
use crate::holders::named_in;
use crate::index::IndexError;
use crate::journal::{Batch, Record};
use crate::judging::{not_seen, signed_text};
use crate::lookup::Lookup;
use crate::meetings::{Meetings, opens};
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
#[derive(Default)]
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
        let before = self.tip.clone();
        let (records, events) = (self.admitted.records.len(), self.admitted.events.len());
        let mut receipts = Vec::with_capacity(batch.len());
        for (place, submission) in batch.iter().enumerate() {
            match self.admit_one(submission) {
                Ok(receipt) => receipts.push(receipt),
                Err(refusal) => {
                    for stream in self.admitted.take_back(records, events) {
                        self.meetings.forget(&stream);
                    }
                    self.tip = before;
                    return Err((place, refusal));
                }
            }
        }
        let new = self.admitted.records.get(records..).unwrap_or_default();
        if !new.is_empty() {
            let records = new.iter().map(|record| (**record).clone()).collect();
            self.batches.push(Batch {
                first: before.size(),
                records,
            });
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
        let keys = self.tip.check_event(&event, None, &self.waiting())?;
        submission.check_signatures(&event, keys)?;
        let (mut happened, mut findings, mut notes) = (submission.happened.clone(), Vec::new(), Vec::new());
        if let Some(happened) = &mut happened {
            check_role(&event.header().by, happened, self.tip.authority())?;
            self.name_signers(happened)?;
            findings = self
                .meetings
                .admit(happened, self.lookup, &self.admitted.events)?;
            self.check_signed_text(&event, happened)?;
            notes = self.citations(happened)?;
        }
        let receipt = self.take(submission, &event, findings, notes)?;
        if let Some(happened) = happened {
            self.meetings.apply(&happened);
            self.admitted.events.push(happened);
        }
        Ok(receipt)
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
            let held = match (&cited, cited.paragraph()) {
                (Cited::Case(number), _) => self.holds_case(number)?,
                (_, Some(at)) => self.lookup.meeting_of(at)?.is_some() || self.opens(at),
                _ => false,
            };
            notes.push(Note { cited, held });
        }
        Ok(notes)
    }

    /// Whether the log or this group holds a case: see [`Lookup::holds_case`].
    fn holds_case(&self, number: &str) -> Result<bool, IndexError> {
        let registered = |event: &Event| match &event.content {
            Content::CaseRegistered(c) => Some(c.number.trim() == number.trim()),
            _ => None,
        };
        let waiting = self.admitted.events.iter();
        if waiting.clone().filter_map(registered).any(|is| is) || self.lookup.holds_case(number)? {
            return Ok(true);
        }
        let stream = Stream::case(number);
        let mut own = waiting.filter(|event| event.stream == stream).peekable();
        let unregistered = own.peek().is_some() && own.filter_map(registered).next().is_none();
        Ok(unregistered && self.lookup.next_seq(&stream.to_string())? == 0)
    }

    fn opens(&self, at: tingbok_procedure::stream::ParagraphRef) -> bool {
        self.admitted.events.iter().any(|event| opens(event, at))
    }

    /// Names those who hold the keys that signed, of which an earlier event of this group may have enrolled some.
    fn name_signers(&self, event: &mut Event) -> Result<(), Inadmissible> {
        let waiting = self.waiting();
        for signer in event.signed.iter_mut().flat_map(|signed| &mut signed.by) {
            let key = self.tip.authority().handle(&signer.handle);
            let enrolled = key.and_then(|key| Some((key.enrolled, waiting.record(key.enrolled)?)));
            let holder = match enrolled {
                Some((index, record)) => named_in(index, record),
                None => self.lookup.log().holder(&signer.handle),
            };
            signer.holder = holder.map_err(IndexError::from)?;
        }
        Ok(())
    }

    /// Whoever signs a text has seen it: the basis is not older than the entry of the compiled event.
    fn check_signed_text(&self, event: &SignedEvent<'_>, happened: &Event) -> Result<(), Inadmissible> {
        let Some(compiled) = signed_text(happened) else {
            return Ok(());
        };
        let Ok(id) = EventId::parse(&compiled.id) else {
            return Ok(());
        };
        let entry = match self.admitted.ids.get(&id) {
            Some(receipt) => Some(receipt.index),
            None => self.lookup.find(id)?,
        };
        let basis = event.header().basis.map(|basis| basis.index);
        match entry.and_then(|entry| not_seen(basis, entry)) {
            Some(rejection) => Err(rejection.into()),
            None => Ok(()),
        }
    }

    fn waiting(&self) -> Waiting<'_> {
        Waiting {
            lookup: self.lookup,
            pending: &self.admitted,
            size: self.lookup.log().size(),
        }
    }
}

impl Pending {
    /// Takes back all but the first `records`, and all but the first `events`. Gives the streams that they stood in.
    fn take_back(&mut self, records: usize, events: usize) -> BTreeSet<Stream> {
        self.events.truncate(events);
        let mut streams = BTreeSet::new();
        while self.records.len() > records {
            let Some(record) = self.records.pop() else { break };
            let Ok(entry) = Entry::parse(&record.entry) else {
                continue;
            };
            let Ok(event) = SignedEvent::parse(entry.event) else {
                continue;
            };
            let (id, stream, seq) = (event.header().id, event.header().stream, event.header().seq);
            self.ids.remove(&id);
            match seq {
                0 => drop(self.streams.remove(stream)),
                seq => drop(self.streams.insert(stream.to_owned(), seq)),
            }
            streams.insert(stream.parse().unwrap_or_else(|never| match never {}));
        }
        streams
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
