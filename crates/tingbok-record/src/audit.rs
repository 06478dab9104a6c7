//! Verification of a whole log from entry 0: every entry in its order, the work spread over the cores.
//!
//! Invariant: the verdict names the first bad entry, whatever the cores did in which order.
//!
//! Spec: docs/spec/keys.md, "Anchors and verdicts".

use std::fmt;

use rayon::prelude::*;
use tingbok_tlog::frontier::Frontier;
use tingbok_tlog::hash::Hash;

use crate::authority::{Authority, SigningKeys};
use crate::entry::{ChainHash, Entry};
use crate::event::{self, SignedEvent};
use crate::history::Seen;
use crate::tip::{Refusal, Tip, check_signatures};

/// An audit under way. Feed it all entries in order, in ranges of any size.
#[derive(Debug)]
pub struct Audit<F> {
    tip: Tip,
    seen: Seen<F>,
    tree: Frontier,
    root: Option<String>,
}

/// An entry that does not verify, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {index}: {refusal}")]
pub struct BadEntry {
    /// The first entry that does not verify.
    pub index: u64,
    /// The rule that it breaks.
    pub refusal: Refusal,
}

/// What an audit without failures establishes, when it is less than everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry verifies, under the root that was given from outside.
    Verified,
    /// Every entry verifies, but nobody said which root is the right one.
    NotAnchored,
    /// From an index on, events have a version that is unknown here.
    OnlyOrder {
        /// The first such entry.
        from: u64,
    },
    /// From an index on, a root has signed something that is unknown here.
    AuthorityNotEstablished {
        /// That entry.
        from: u64,
    },
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified => f.write_str("verified"),
            Self::NotAnchored => f.write_str("order attested, authors not anchored"),
            Self::OnlyOrder { from: 0 } => f.write_str("from 0 only order"),
            Self::OnlyOrder { from } => write!(f, "verified to {}; from {from} only order", from - 1),
            Self::AuthorityNotEstablished { from } => {
                write!(f, "authority not established from index {from}")
            }
        }
    }
}

impl<F: Fn(u64) -> Option<Vec<u8>>> Audit<F> {
    /// An audit that has seen nothing. `root` is the first root's vkey as known from outside; `fetch` reads again
    /// the bytes of an entry that was fed before.
    pub fn new(root: Option<String>, fetch: F) -> Self {
        Self {
            tip: Tip::default(),
            seen: Seen::new(fetch),
            tree: Frontier::default(),
            root,
        }
    }

    /// Verifies the next entries.
    ///
    /// # Errors
    /// [`BadEntry`] is the first that does not verify. The audit then stands before it.
    pub fn extend(&mut self, entries: &[&[u8]]) -> Result<(), BadEntry> {
        let read: Vec<Result<Read<'_>, Refusal>> = entries.par_iter().map(|bytes| Read::new(bytes)).collect();
        let mut accepted = Vec::with_capacity(read.len());
        let mut failed = None;
        for read in read {
            match read.and_then(|read| self.accept(&read).map(|keys| (read, keys))) {
                Ok(one) => accepted.push(one),
                Err(refusal) => {
                    failed = Some(BadEntry {
                        index: self.tip.size(),
                        refusal,
                    });
                    break;
                }
            }
        }
        // Signatures are most of the work and hang on nothing but their own entry. A bad one stands earlier than
        // whatever stopped the walk above.
        let forged = accepted.par_iter().find_map_first(|(read, keys)| {
            let refusal = check_signatures(read.event.as_ref()?, keys).err()?;
            Some(BadEntry {
                index: read.entry.head.index,
                refusal,
            })
        });
        forged.or(failed).map_or(Ok(()), Err)
    }

    /// The end of what was verified.
    #[must_use]
    pub fn tip(&self) -> &Tip {
        &self.tip
    }

    /// Keys and removals after the newest entry.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        self.tip.authority()
    }

    /// The root of the Merkle tree over what was verified.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// What the entries so far establish.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.tip.unknown_version_from(), self.authority().unknown_from()) {
            (Some(from), unknown) if unknown.is_none_or(|unknown| from < unknown) => {
                Verdict::OnlyOrder { from }
            }
            (_, Some(from)) => Verdict::AuthorityNotEstablished { from },
            _ if self.root.is_none() => Verdict::NotAnchored,
            _ => Verdict::Verified,
        }
    }

    /// Checks one entry but for its signatures, and moves over it.
    fn accept(&mut self, read: &Read<'_>) -> Result<SigningKeys, Refusal> {
        self.tip.check_head(&read.entry)?;
        let event = read
            .event
            .as_ref()
            .filter(|_| self.tip.unknown_version_from().is_none());
        let keys = match event {
            Some(event) => self.tip.check_event(event, self.root.as_deref(), &self.seen)?,
            None => Vec::new(),
        };
        self.tip.advance(&read.entry, read.chain, event);
        self.seen.push(
            read.chain,
            event.map(|event| (event.header().id, event.header().stream)),
        );
        let (expected, found) = (self.tip.size(), read.entry.head.index);
        self.tree
            .push(read.leaf)
            .map_err(|_| Refusal::Index { expected, found })?;
        Ok(keys)
    }
}

/// An entry with what can be computed from its bytes alone.
struct Read<'a> {
    entry: Entry<'a>,
    /// `None` when the event's version is unknown.
    event: Option<SignedEvent<'a>>,
    chain: ChainHash,
    leaf: Hash,
}

impl<'a> Read<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let entry = Entry::parse(bytes)?;
        let unknown = event::is_unknown_version(entry.event);
        let event = if unknown {
            None
        } else {
            Some(SignedEvent::parse(entry.event)?)
        };
        Ok(Self {
            entry,
            event,
            chain: entry.chain_hash(),
            leaf: entry.leaf_hash(),
        })
    }
}
