//! From what is to be recorded to a signed event: the author's side of an append.
//!
//! The place in the stream and the basis are the log's as the author's program sees it; a stale one is refused by the
//! writer. The keys stay with the caller.

use std::collections::{BTreeMap, BTreeSet};

use tingbok_procedure::Kind;
use tingbok_record::commitment::Salt;
use tingbok_record::content::{ContentError, leaves};
use tingbok_record::entry::Entry;
use tingbok_record::event::{
    Basis, ClearLines, EventError, EventId, Header, LeafAddress, SignedEvent, UnsignedEvent,
};
use tingbok_record::json::Value;
use tingbok_tlog::key::SignerKey;

use crate::happened::content;
use crate::index::IndexError;
use crate::lookup::Lookup;
use crate::receipt::Receipt;
use crate::submission::Signed;

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The event's identity, random.
    pub id: EventId,
    /// The stream.
    pub stream: String,
    /// The kind with its version.
    pub kind: String,
    /// When it happened.
    pub at: String,
    /// The content.
    pub content: Value,
    /// The lines in the clear, on the kinds of the stream `ledger` that have them.
    pub clear: NewClearLines,
}

/// The lines that stand in the clear.
#[derive(Clone, Debug, Default)]
pub struct NewClearLines {
    /// A vkey.
    pub key: Option<String>,
    /// What the key may do, in byte order.
    pub roles: Vec<String>,
    /// From where on a revoked key is disputed.
    pub until: Option<u64>,
    /// The leaves that are erased, by entry and path.
    pub erases: BTreeSet<(u64, String)>,
    /// The leaves whose values are lost.
    pub lost: BTreeSet<(u64, String)>,
}

/// Why an event cannot be signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthoringError {
    /// The content cannot be recorded.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// Header or keys do not make an event.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] IndexError),
}

/// Whether something is recorded already.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// It is not.
    No,
    /// It is, with equal content: its receipt.
    Same(Receipt),
    /// The id is taken by something else, at this entry.
    Other(u64),
}

/// Signs events one after another onto the log's end as it stands now.
pub struct Authoring<'a> {
    lookup: &'a Lookup,
    log: String,
    basis: Option<Basis>,
    keys: Vec<&'a SignerKey>,
    seqs: BTreeMap<String, u64>,
}

impl<'a> Authoring<'a> {
    /// Signs with these keys, all of which sign every event.
    #[must_use]
    pub fn new(lookup: &'a Lookup, mut keys: Vec<&'a SignerKey>) -> Self {
        let tip = lookup.log().tip();
        keys.sort_by_key(|key| key.verifier_key().name().to_string());
        let basis = tip.size().checked_sub(1).map(|index| Basis {
            index,
            chain: tip.chain(),
        });
        Self {
            lookup,
            log: lookup.log().settings().origin.clone(),
            basis,
            keys,
            seqs: BTreeMap::new(),
        }
    }

    /// Signs the next event of its stream. `salt` is called once for each leaf and must be random.
    ///
    /// # Errors
    /// [`AuthoringError`].
    pub fn sign(&mut self, new: &NewEvent, salt: impl FnMut() -> Salt) -> Result<Signed, AuthoringError> {
        let seq = match self.seqs.get(&new.stream) {
            Some(seq) => *seq,
            None => self.lookup.next_seq(&new.stream)?,
        };
        let signed = signed(new, &self.log, seq, self.basis, &self.keys, salt)?;
        self.seqs.insert(new.stream.clone(), seq + 1);
        Ok(signed)
    }
}

/// Signs an event for a place in its stream.
///
/// # Errors
/// [`AuthoringError`].
pub(crate) fn signed(
    new: &NewEvent,
    log: &str,
    seq: u64,
    basis: Option<Basis>,
    keys: &[&SignerKey],
    salt: impl FnMut() -> Salt,
) -> Result<Signed, AuthoringError> {
    let whole = new
        .kind
        .parse::<Kind>()
        .map(Kind::whole_paths)
        .unwrap_or_default();
    let names: Vec<String> = keys
        .iter()
        .map(|key| key.verifier_key().name().to_string())
        .collect();
    let handles = names
        .iter()
        .map(|name| name.rsplit('/').next().unwrap_or_default());
    let header = Header {
        log,
        id: new.id,
        stream: &new.stream,
        seq,
        kind: &new.kind,
        at: &new.at,
        by: handles.collect(),
        basis,
        clear: ClearLines {
            key: new.clear.key.as_deref(),
            roles: new.clear.roles.iter().map(String::as_str).collect(),
            until: new.clear.until,
            erases: addresses(&new.clear.erases),
            lost: addresses(&new.clear.lost),
        },
    };
    let unsigned = UnsignedEvent::new(&header, leaves(&new.content, whole)?, salt);
    Ok(Signed {
        event: unsigned.sign(keys)?,
        openings: unsigned.openings().to_vec(),
    })
}

fn addresses(leaves: &BTreeSet<(u64, String)>) -> Vec<LeafAddress<'_>> {
    let leaves = leaves.iter().map(|leaf| (leaf.0, leaf.1.as_str()));
    leaves.map(|(index, path)| LeafAddress { index, path }).collect()
}

/// Whether an event is recorded: the id decides where, and stream, kind, time and content whether it is the same.
///
/// # Errors
/// [`IndexError`] when the log cannot be read.
pub fn recorded(lookup: &Lookup, new: &NewEvent) -> Result<Recorded, IndexError> {
    let Some(index) = lookup.find(new.id)? else {
        return Ok(Recorded::No);
    };
    let record = lookup.log().record(index)?;
    let entry = Entry::parse(&record.entry).map_err(|_| IndexError::Damaged)?;
    let event = SignedEvent::parse(entry.event).map_err(|_| IndexError::Damaged)?;
    let header = event.header();
    let same = header.stream == new.stream && header.kind == new.kind && header.at == new.at;
    let receipt = Receipt::of(&record).filter(|_| same);
    match receipt {
        Some(receipt) if content(index, &record)? == new.content => Ok(Recorded::Same(receipt)),
        _ => Ok(Recorded::Other(index)),
    }
}
