//! Receipts: what an author gets back when an event is durable.

use tingbok_procedure::Finding;
use tingbok_procedure::citation::Cited;
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{EventId, SignedEvent};

use crate::journal::Record;

/// An event's place in the log. Whoever keeps it can show later that the entry was there.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The entry's index.
    pub index: u64,
    /// The event's id.
    pub id: EventId,
    /// The chain hash after the entry.
    pub chain: ChainHash,
    /// When it was received, RFC 3339 in UTC.
    pub received: String,
    /// Whether it was recorded before, and this is its first receipt again.
    pub repeated: bool,
    /// What is irregular about it and was recorded all the same.
    pub findings: Vec<Finding>,
    /// What it cites, and whether the ledger holds it.
    pub notes: Vec<Note>,
}

/// A citation of an older case or paragraph. One that does not resolve is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is cited.
    pub cited: Cited,
    /// Whether this ledger holds it.
    pub held: bool,
}

impl Receipt {
    /// The receipt of an entry that stands in the log, when its event has exactly this text.
    pub(crate) fn repeated(record: &Record, text: &str) -> Option<Self> {
        let receipt = Self::of(record)?;
        let entry = Entry::parse(&record.entry).ok()?;
        let same = SignedEvent::parse(entry.event).ok()?.text() == text;
        same.then_some(receipt)
    }

    /// The receipt of an entry that stands in the log.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let entry = Entry::parse(&record.entry).ok()?;
        let id = SignedEvent::parse(entry.event).ok()?.header().id;
        Some(Self {
            index: entry.head.index,
            id,
            chain: entry.chain_hash(),
            received: entry.head.received.to_owned(),
            repeated: true,
            findings: Vec::new(),
            notes: Vec::new(),
        })
    }
}
