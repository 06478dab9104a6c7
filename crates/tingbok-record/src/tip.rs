//! The end of a log: what the next entry must hold on to, and the rules for giving an event its place.
//!
//! Invariant: `check` reads, `advance` writes; an entry that was not checked is never advanced over.
//!
//! Spec: docs/spec/entry.md, docs/spec/keys.md.

use std::sync::Arc;

use tingbok_tlog::key::SignatureError;

use crate::authority::{Authority, AuthorityError, LEDGER_STREAM, SigningKeys};
use crate::entry::{ChainHash, Entry, EntryError, Head};
use crate::event::{EventError, SignedEvent};
use crate::history::History;

/// Everything of a log that the next entry must fit, but for what a [`History`] looks up.
#[derive(Clone, Debug)]
pub struct Tip {
    size: u64,
    chain: ChainHash,
    received: String,
    authority: Arc<Authority>,
    unknown_version_from: Option<u64>,
}

/// Why an entry does not stand at the end of a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The entry's head is malformed, or names another index.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The index is not the next one.
    #[error("entry head: index {found}, expected {expected}")]
    Index {
        /// The next index.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// The hash chain is broken.
    #[error("does not extend the chain: expected prev `{expected}`, found `{found}`")]
    Chain {
        /// The chain hash after the entry before.
        expected: ChainHash,
        /// What stands there.
        found: ChainHash,
    },
    /// Not the newest earlier entry of the stream `ledger`.
    #[error("authority: expected {expected}, found {found}")]
    AuthorityIndex {
        /// The newest earlier entry of the stream `ledger`.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// A time before the one of the entry before.
    #[error("received: `{found}` is before `{before}`")]
    Received {
        /// The time of the entry before.
        before: String,
        /// What stands there.
        found: String,
    },
    /// The event is malformed.
    #[error(transparent)]
    Event(#[from] EventError),
    /// An event of another log.
    #[error("another log: `{0}`")]
    AnotherLog(String),
    /// The id stands in the log already.
    #[error("id twice: {0}")]
    IdTwice(String),
    /// Not the next place in its stream.
    #[error("seq: {found}, but `{stream}` stands at {expected}")]
    Seq {
        /// The stream.
        stream: String,
        /// The next place.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// Absent where it must stand, or present in entry 0.
    #[error("basis: every event but the first has one")]
    Basis,
    /// An index at or beyond the entry's own, or a hash that is not that entry's.
    #[error("basis is not in this history")]
    ForeignBasis,
    /// Keys, revocations, erasures.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// A signature in a form that no honest signer writes.
    #[error("signature form: {0}")]
    SignatureForm(String),
    /// A signature over other bytes or by another key.
    #[error("signature: {0}")]
    Signature(String),
    /// The history could not be read.
    #[error("history: {0}")]
    History(String),
}

impl Default for Tip {
    fn default() -> Self {
        Self {
            size: 0,
            chain: ChainHash::ZERO,
            received: String::new(),
            authority: Arc::default(),
            unknown_version_from: None,
        }
    }
}

impl Tip {
    /// The tip of a log whose newest entry is `newest`, under the authority after it.
    ///
    /// # Errors
    /// [`Refusal::Index`] when the entry's index has no successor.
    pub fn after(newest: &Entry<'_>, authority: Arc<Authority>) -> Result<Self, Refusal> {
        let index = newest.head.index;
        let size = index.checked_add(1).ok_or(Refusal::Index {
            expected: 0,
            found: index,
        })?;
        let received = newest.head.received.to_owned();
        Ok(Self {
            size,
            chain: newest.chain_hash(),
            received,
            authority,
            unknown_version_from: None,
        })
    }

    /// The number of entries, which is the index of the next one.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The chain hash after the newest entry.
    #[must_use]
    pub fn chain(&self) -> ChainHash {
        self.chain
    }

    /// When the newest entry was received; empty before there is one.
    #[must_use]
    pub fn received(&self) -> &str {
        &self.received
    }

    /// Keys and removals after the newest entry. Shared: copying a tip copies no keys.
    #[must_use]
    pub fn authority(&self) -> &Arc<Authority> {
        &self.authority
    }

    /// The first entry whose event has a version unknown here; from it on only order is checked.
    #[must_use]
    pub fn unknown_version_from(&self) -> Option<u64> {
        self.unknown_version_from
    }

    /// The head that the next entry must have, when it is received at this time.
    #[must_use]
    pub fn next_head<'a>(&self, received: &'a str) -> Head<'a> {
        Head {
            index: self.size,
            prev: self.chain,
            authority: self.authority.newest(),
            received,
        }
    }

    /// Checks an entry's head against the end of the log.
    ///
    /// # Errors
    /// [`Refusal`] names the line that does not fit.
    pub fn check_head(&self, entry: &Entry<'_>) -> Result<(), Refusal> {
        let head = &entry.head;
        if head.index != self.size {
            return Err(Refusal::Index {
                expected: self.size,
                found: head.index,
            });
        }
        if head.prev != self.chain {
            return Err(Refusal::Chain {
                expected: self.chain,
                found: head.prev,
            });
        }
        // After an unknown version nobody here knows which entries stand in the stream `ledger`.
        let expected = self.authority.newest();
        if head.authority != expected && self.unknown_version_from.is_none() {
            return Err(Refusal::AuthorityIndex {
                expected,
                found: head.authority,
            });
        }
        if head.received < self.received.as_str() {
            return Err(Refusal::Received {
                before: self.received.clone(),
                found: head.received.to_owned(),
            });
        }
        Ok(())
    }

    /// Checks that an event may stand next, all but its signatures; gives the keys that must have made those.
    ///
    /// `root` is the first root's vkey as known from outside, if it is.
    ///
    /// # Errors
    /// [`Refusal`] names the rule.
    pub fn check_event<H: History>(
        &self,
        event: &SignedEvent<'_>,
        root: Option<&str>,
        history: &H,
    ) -> Result<SigningKeys, Refusal> {
        let header = event.header();
        let unreadable = |error: H::Error| Refusal::History(error.to_string());
        if self.size > 0 && header.log != self.authority.origin() {
            return Err(Refusal::AnotherLog(header.log.to_owned()));
        }
        self.check_basis(event, history)?;
        if history.holds(header.id).map_err(unreadable)? {
            return Err(Refusal::IdTwice(header.id.to_string()));
        }
        let keys = self.authority.judge(self.size, event, root, history)?;
        let expected = history.next_seq(header.stream).map_err(unreadable)?;
        if header.seq != expected {
            let stream = header.stream.to_owned();
            return Err(Refusal::Seq {
                stream,
                expected,
                found: header.seq,
            });
        }
        Ok(keys)
    }

    /// Moves the end of the log over an entry that was checked. `event` is `None` when its version is unknown.
    pub fn advance(&mut self, entry: &Entry<'_>, chain: ChainHash, event: Option<&SignedEvent<'_>>) {
        match event {
            Some(event) if event.header().stream == LEDGER_STREAM => {
                Arc::make_mut(&mut self.authority).apply(self.size, event);
            }
            Some(_) => {}
            None => self.unknown_version_from = self.unknown_version_from.or(Some(self.size)),
        }
        self.size += 1;
        self.chain = chain;
        entry.head.received.clone_into(&mut self.received);
    }

    fn check_basis<H: History>(&self, event: &SignedEvent<'_>, history: &H) -> Result<(), Refusal> {
        let Some(basis) = event.header().basis else {
            return if self.size == 0 {
                Ok(())
            } else {
                Err(Refusal::Basis)
            };
        };
        if self.size == 0 {
            return Err(Refusal::Basis);
        }
        let chain = history
            .chain_hash(basis.index)
            .map_err(|error| Refusal::History(error.to_string()))?;
        if basis.index < self.size && chain == Some(basis.chain) {
            Ok(())
        } else {
            Err(Refusal::ForeignBasis)
        }
    }
}

/// Verifies an event's signatures strictly, one by one.
///
/// # Errors
/// [`Refusal`] names the handle whose signature does not hold.
pub fn check_signatures(event: &SignedEvent<'_>, keys: &SigningKeys) -> Result<(), Refusal> {
    for ((signature, key), handle) in event.signatures().iter().zip(keys).zip(&event.header().by) {
        let Some(key) = key else { continue };
        key.verify(event.text().as_bytes(), &signature.bytes)
            .map_err(|error| match error {
                SignatureError::Form => Refusal::SignatureForm((*handle).to_owned()),
                _ => Refusal::Signature((*handle).to_owned()),
            })?;
    }
    Ok(())
}
