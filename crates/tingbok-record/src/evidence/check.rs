//! Verification of evidence: what its entries establish, although all others are absent.
//!
//! Invariants: the newest entry under the checkpoint is here, and from its `authority` every entry of the stream
//! `ledger` back to entry 0, so that whoever hands evidence on leaves out no enrolment, revocation or erasure. (The
//! operator writes heads: one that lies is found by a full verification.) The first fault that is named stands earliest:
//! the checkpoint's form, the entries in their order, the checkpoint's signature, the rows.
//!
//! Spec: docs/spec/bundle.md, "Verification"; docs/spec/keys.md, "Validity".

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt;

use tingbok_tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use tingbok_tlog::hash::Hash;
use tingbok_tlog::inclusion::verify_inclusion;
use tingbok_tlog::proof::ProofError;
use tingbok_tlog::tree::LeafIndex;

use super::{Evidence, EvidenceItem};
use crate::audit::Verdict;
use crate::authority::{Authority, LEDGER_STREAM};
use crate::checkpoint::{CheckpointRefusal, check as check_checkpoint};
use crate::disclosure::{FieldCounts, Place, Row, RowContext, RowError, check as check_row};
use crate::entry::{ChainHash, Entry, EntryError};
use crate::event::{EventError, EventId, SignedEvent, is_unknown_version};
use crate::history::History;
use crate::tip::{Refusal, check_signatures};

/// What evidence establishes when nothing in it failed.
#[derive(Clone, Debug)]
pub struct Established {
    /// Keys and removals under the checkpoint.
    pub authority: Authority,
    /// The number of entries under the checkpoint.
    pub size: u64,
    /// The root that the checkpoint states.
    pub root: Hash,
    /// How many signatures were verified.
    pub signatures: u64,
    /// The fields of the rows, by state.
    pub fields: FieldCounts,
    /// Whether the root that signed entry 0 is the one that was given from outside.
    pub verdict: Verdict,
}

/// Evidence that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct EvidenceRefusal {
    /// Where.
    pub place: EvidencePlace,
    /// What does not hold.
    pub fault: EvidenceFault,
}

/// Where a fault of evidence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidencePlace {
    /// In the checkpoint.
    Checkpoint,
    /// In the entry at this place among those that are here, from 0: what index it has cannot be told.
    Item(usize),
    /// In this entry, or in its proof.
    Entry(u64),
    /// In the row of this entry.
    Row(u64),
}

impl fmt::Display for EvidencePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Item(number) => write!(f, "item {number}"),
            Self::Entry(index) => write!(f, "entry {index}"),
            Self::Row(index) => write!(f, "row {index}"),
        }
    }
}

/// What does not hold of evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceFault {
    /// The checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointRefusal),
    /// An entry's form, keys or signatures.
    #[error(transparent)]
    Entry(#[from] Refusal),
    /// The first entry is not entry 0, which says whose ledger it is.
    #[error("entry 0 is absent: nothing says whose ledger it is")]
    FirstAbsent,
    /// The last entry is not the newest under the checkpoint, which leads to every key.
    #[error("the newest entry under the checkpoint, {0}, is absent: it leads to every key")]
    NewestAbsent(u64),
    /// Not after the entry before it, or beyond the checkpoint.
    #[error("order: stands after entry {before} under a checkpoint of {size} entries")]
    Order {
        /// The index before.
        before: u64,
        /// The number of entries under the checkpoint.
        size: u64,
    },
    /// The entry names an earlier entry of the stream `ledger` than the newest that is here, or one that is absent.
    #[error("authority: expected {expected}, found {found}")]
    Authority {
        /// The newest earlier entry of the stream `ledger` that is here.
        expected: u64,
        /// What the entry names.
        found: u64,
    },
    /// The proof does not lead to the checkpoint's root.
    #[error(transparent)]
    Inclusion(#[from] ProofError),
    /// An event of a version that is unknown here: nothing of it can be judged.
    #[error("version: an event of a version unknown here")]
    UnknownVersion,
    /// The row.
    #[error(transparent)]
    Row(#[from] RowError),
}

impl Evidence {
    /// Verifies everything but what the events mean. `root` is the first root's vkey as known from outside.
    ///
    /// # Errors
    /// [`EvidenceRefusal`] is the first fault.
    pub fn check(&self, root: Option<&str>) -> Result<Established, EvidenceRefusal> {
        let signed = SignedCheckpoint::parse(self.checkpoint.as_bytes())
            .map_err(|error| at_checkpoint(CheckpointRefusal::Form(error.to_string())))?;
        let stated = signed.checkpoint();
        let size = stated.size().get();
        let mut walk = Walk::new(stated, root);
        for (number, item) in self.items.iter().enumerate() {
            walk.take(number, item)?;
        }
        let newest = size.saturating_sub(1);
        match walk.before.as_ref().map(|before| before.index) {
            None => return Err(at_checkpoint(EvidenceFault::FirstAbsent)),
            Some(last) if last != newest => return Err(at_checkpoint(EvidenceFault::NewestAbsent(newest))),
            Some(_) => {}
        }
        check_checkpoint(&walk.authority, self.checkpoint.as_bytes(), size).map_err(at_checkpoint)?;
        let fields = walk.check_rows(size)?;
        Ok(Established {
            verdict: verdict(&walk.authority, root),
            authority: walk.authority,
            size,
            root: *stated.root(),
            signatures: walk.signatures,
            fields,
        })
    }
}

/// Evidence on its way through verification, entry by entry.
struct Walk<'e> {
    stated: &'e Checkpoint,
    root: Option<&'e str>,
    authority: Authority,
    before: Option<Before<'e>>,
    held: Held<'e>,
    signatures: u64,
    rows: Vec<(u64, &'e EvidenceItem)>,
}

/// What the next entry must fit.
struct Before<'e> {
    index: u64,
    chain: ChainHash,
    received: &'e str,
}

impl<'e> Walk<'e> {
    fn new(stated: &'e Checkpoint, root: Option<&'e str>) -> Self {
        Self {
            stated,
            root,
            authority: Authority::default(),
            before: None,
            held: Held::default(),
            signatures: 0,
            rows: Vec::new(),
        }
    }

    fn take(&mut self, number: usize, item: &'e EvidenceItem) -> Result<(), EvidenceRefusal> {
        let entry = Entry::parse(item.entry.as_bytes()).map_err(|error: EntryError| EvidenceRefusal {
            place: EvidencePlace::Item(number),
            fault: Refusal::from(error).into(),
        })?;
        let index = entry.head.index;
        self.check(&entry, item).map_err(|fault| EvidenceRefusal {
            place: EvidencePlace::Entry(index),
            fault,
        })?;
        self.rows.push((index, item));
        Ok(())
    }

    fn check(&mut self, entry: &Entry<'e>, item: &EvidenceItem) -> Result<(), EvidenceFault> {
        self.check_head(entry)?;
        let size = self.stated.size();
        let place = LeafIndex::new(entry.head.index).map_err(|_| ProofError::Range)?;
        verify_inclusion(&entry.leaf_hash(), place, size, &item.proof, self.stated.root())?;
        if is_unknown_version(entry.event) {
            return Err(EvidenceFault::UnknownVersion);
        }
        let event = SignedEvent::parse(entry.event).map_err(|error: EventError| Refusal::from(error))?;
        self.check_event(entry, &event)?;
        let index = entry.head.index;
        self.held.push(entry, &event);
        self.authority.apply(index, &event);
        self.before = Some(Before {
            index,
            chain: entry.chain_hash(),
            received: entry.head.received,
        });
        Ok(())
    }

    /// Order, chain where the entry before is here, authority, time.
    fn check_head(&self, entry: &Entry<'_>) -> Result<(), EvidenceFault> {
        let (head, size) = (&entry.head, self.stated.size().get());
        let before = self.before.as_ref();
        let Some(before) = before else {
            return match head.index {
                0 if size > 0 => Ok(()),
                _ => Err(EvidenceFault::FirstAbsent),
            };
        };
        if head.index <= before.index || head.index >= size {
            let before = before.index;
            return Err(EvidenceFault::Order { before, size });
        }
        if head.index == before.index + 1 && head.prev != before.chain {
            return Err(Refusal::Chain {
                expected: before.chain,
                found: head.prev,
            }
            .into());
        }
        let (expected, found) = (self.authority.newest(), head.authority);
        if found != expected {
            return Err(EvidenceFault::Authority { expected, found });
        }
        if head.received < before.received {
            return Err(Refusal::Received {
                before: before.received.to_owned(),
                found: head.received.to_owned(),
            }
            .into());
        }
        Ok(())
    }

    /// Log, id, place in its stream, basis, keys, signatures.
    fn check_event(&mut self, entry: &Entry<'_>, event: &SignedEvent<'_>) -> Result<(), EvidenceFault> {
        let (index, header) = (entry.head.index, event.header());
        if header.log != self.stated.origin() {
            return Err(Refusal::AnotherLog(header.log.to_owned()).into());
        }
        if self.held.ids.contains(&header.id) {
            return Err(Refusal::IdTwice(header.id.to_string()).into());
        }
        self.held.check_seq(event)?;
        match header.basis {
            None if index > 0 => return Err(Refusal::Basis.into()),
            Some(_) if index == 0 => return Err(Refusal::Basis.into()),
            Some(basis) => {
                let known = self.held.entries.get(&basis.index);
                let is_another = known.is_some_and(|bytes| ChainHash::of(bytes) != basis.chain);
                if basis.index >= index || is_another {
                    return Err(Refusal::ForeignBasis.into());
                }
            }
            None => {}
        }
        let keys = self
            .authority
            .judge(index, event, self.root, &self.held)
            .map_err(Refusal::from)?;
        check_signatures(event, &keys)?;
        self.signatures += keys.iter().flatten().count() as u64;
        Ok(())
    }

    fn check_rows(&self, size: u64) -> Result<FieldCounts, EvidenceRefusal> {
        let context = RowContext {
            authority: &self.authority,
            size,
            place: Place::Export,
        };
        let mut counts = FieldCounts::default();
        for (index, item) in &self.rows {
            counts += row_of(*index, item, context).map_err(|error| EvidenceRefusal {
                place: EvidencePlace::Row(*index),
                fault: error.into(),
            })?;
        }
        Ok(counts)
    }
}

fn row_of(index: u64, item: &EvidenceItem, context: RowContext<'_>) -> Result<FieldCounts, RowError> {
    let row = Row::parse(item.row.as_bytes())?;
    // Entry and event were read before.
    let entry = Entry::parse(item.entry.as_bytes()).map_err(|_| RowError::Paths(index))?;
    let event = SignedEvent::parse(entry.event).map_err(|_| RowError::Paths(index))?;
    check_row(&row, index, event.header().id, event.fields(), context)
}

fn verdict(authority: &Authority, root: Option<&str>) -> Verdict {
    match (authority.unknown_from(), root) {
        (Some(from), _) => Verdict::AuthorityNotEstablished { from },
        (None, None) => Verdict::NotAnchored,
        (None, Some(_)) => Verdict::Verified,
    }
}

fn at_checkpoint(fault: impl Into<EvidenceFault>) -> EvidenceRefusal {
    EvidenceRefusal {
        place: EvidencePlace::Checkpoint,
        fault: fault.into(),
    }
}

/// The entries that were taken in, as the rules of authority ask for them.
#[derive(Default)]
struct Held<'e> {
    entries: BTreeMap<u64, &'e [u8]>,
    ids: BTreeSet<EventId>,
    seqs: BTreeMap<String, u64>,
}

impl<'e> Held<'e> {
    fn push(&mut self, entry: &Entry<'e>, event: &SignedEvent<'_>) {
        let header = event.header();
        self.entries.insert(entry.head.index, entry.bytes);
        self.ids.insert(header.id);
        self.seqs.insert(header.stream.to_owned(), header.seq);
    }

    /// Places in a stream rise; in the stream `ledger`, of which every entry is here, without a gap.
    fn check_seq(&self, event: &SignedEvent<'_>) -> Result<(), Refusal> {
        let header = event.header();
        let before = self.seqs.get(header.stream);
        let expected = before.map_or(0, |seq| seq + 1);
        let is_whole = header.stream == LEDGER_STREAM;
        if header.seq == expected || (header.seq > expected && !is_whole) {
            return Ok(());
        }
        Err(Refusal::Seq {
            stream: header.stream.to_owned(),
            expected,
            found: header.seq,
        })
    }
}

impl History for Held<'_> {
    type Error = Infallible;

    fn chain_hash(&self, index: u64) -> Result<Option<ChainHash>, Infallible> {
        Ok(self.entries.get(&index).map(|bytes| ChainHash::of(bytes)))
    }

    fn next_seq(&self, stream: &str) -> Result<u64, Infallible> {
        Ok(self.seqs.get(stream).map_or(0, |seq| seq + 1))
    }

    fn holds(&self, id: EventId) -> Result<bool, Infallible> {
        Ok(self.ids.contains(&id))
    }

    fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.entries.get(&index).map(|bytes| bytes.to_vec()))
    }

    fn is_partial(&self) -> bool {
        true
    }
}
