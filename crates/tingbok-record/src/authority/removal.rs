//! Erasure and loss of single leaves: the value goes, the commitment stays, everything still verifies.
//!
//! Spec: docs/spec/keys.md, "Kinds".

use super::{Authority, AuthorityError, LEDGER_STREAM};
use crate::entry::Entry;
use crate::event::{LeafAddress, SignedEvent};
use crate::history::History;

/// What was said of a leaf, by the index that said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// The `field.erased` that lists it.
    pub erased: Option<u64>,
    /// The `field.lost` that lists it.
    pub lost: Option<u64>,
}

impl Authority {
    pub(super) fn judge_removal<H: History>(
        &self,
        index: u64,
        event: &SignedEvent<'_>,
        history: &H,
    ) -> Result<(), AuthorityError> {
        let clear = &event.header().clear;
        if event.header().by.len() < 2 {
            return Err(AuthorityError::TwoSigners);
        }
        for address in &clear.erases {
            let said = self
                .removal(address.index, address.path)
                .copied()
                .unwrap_or_default();
            let leaf = leaf(index, address, history)?;
            if said.erased.is_some() || !matches!(leaf, Leaf::Erasable | Leaf::Elsewhere) {
                return Err(AuthorityError::Erased(address.index, address.path.to_owned()));
            }
        }
        for address in &clear.lost {
            let said = self
                .removal(address.index, address.path)
                .copied()
                .unwrap_or_default();
            if said != Removal::default() || leaf(index, address, history)? == Leaf::Absent {
                return Err(AuthorityError::Lost(address.index, address.path.to_owned()));
            }
        }
        Ok(())
    }
}

/// What stands at an address.
#[derive(PartialEq, Eq)]
enum Leaf {
    Absent,
    /// The entry is not in this evidence: what a root and another key signed of it is taken as they say.
    Elsewhere,
    /// A leaf of the stream `ledger`: may be lost, not erased.
    Kept,
    Erasable,
}

fn leaf<H: History>(index: u64, address: &LeafAddress<'_>, history: &H) -> Result<Leaf, AuthorityError> {
    if address.index >= index {
        return Ok(Leaf::Absent);
    }
    let bytes = history
        .entry(address.index)
        .map_err(|error| AuthorityError::History(error.to_string()))?;
    if bytes.is_none() && history.is_partial() {
        return Ok(Leaf::Elsewhere);
    }
    let entry = bytes.as_deref().and_then(|bytes| Entry::parse(bytes).ok());
    let Some(event) = entry
        .as_ref()
        .and_then(|entry| SignedEvent::parse(entry.event).ok())
    else {
        return Ok(Leaf::Absent);
    };
    let header = event.header();
    let erasable = header.stream != LEDGER_STREAM || header.kind == "key.enrolled/1";
    Ok(
        match event.fields().iter().any(|field| field.path == address.path) {
            false => Leaf::Absent,
            true if erasable => Leaf::Erasable,
            true => Leaf::Kept,
        },
    )
}
