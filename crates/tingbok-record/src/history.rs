//! What must be known of the entries before, to judge the next one.
//!
//! Two things know it: an audit that has read every entry ([`Seen`]), and the engine of a ledger, by its index.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::error::Error;

use crate::entry::ChainHash;
use crate::event::EventId;

/// The entries before the one that is judged.
pub trait History {
    /// What can go wrong when looking.
    type Error: Error + Send + Sync + 'static;

    /// The chain hash after the entry at `index`; `None` when there is no such entry.
    ///
    /// # Errors
    /// When the history cannot be read.
    fn chain_hash(&self, index: u64) -> Result<Option<ChainHash>, Self::Error>;

    /// How many events stand in a stream, which is the `seq` of its next one.
    ///
    /// # Errors
    /// When the history cannot be read.
    fn next_seq(&self, stream: &str) -> Result<u64, Self::Error>;

    /// Whether an entry holds an event with this id.
    ///
    /// # Errors
    /// When the history cannot be read.
    fn holds(&self, id: EventId) -> Result<bool, Self::Error>;

    /// The bytes of the entry at `index`; asked for only when a leaf of it is erased or lost.
    ///
    /// # Errors
    /// When the history cannot be read.
    fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Whether an entry that is not found may stand in the log all the same: evidence holds a few of many.
    fn is_partial(&self) -> bool {
        false
    }
}

/// The history of an audit that reads every entry from 0: 48 bytes an entry, and the names of the streams.
#[derive(Debug)]
pub struct Seen<F> {
    chain: Vec<ChainHash>,
    ids: BTreeSet<EventId>,
    streams: BTreeMap<String, u64>,
    fetch: F,
}

impl<F: Fn(u64) -> Option<Vec<u8>>> Seen<F> {
    /// A history with nothing in it. `fetch` reads again the bytes of an entry that was seen.
    pub fn new(fetch: F) -> Self {
        Self {
            chain: Vec::new(),
            ids: BTreeSet::new(),
            streams: BTreeMap::new(),
            fetch,
        }
    }

    /// Notes the next entry: its chain hash, and its event's id and stream when they could be read.
    pub fn push(&mut self, chain: ChainHash, event: Option<(EventId, &str)>) {
        self.chain.push(chain);
        if let Some((id, stream)) = event {
            self.ids.insert(id);
            match self.streams.get_mut(stream) {
                Some(count) => *count += 1,
                None => drop(self.streams.insert(stream.to_owned(), 1)),
            }
        }
    }
}

impl<F: Fn(u64) -> Option<Vec<u8>>> History for Seen<F> {
    type Error = Infallible;

    fn chain_hash(&self, index: u64) -> Result<Option<ChainHash>, Infallible> {
        Ok(usize::try_from(index)
            .ok()
            .and_then(|index| self.chain.get(index).copied()))
    }

    fn next_seq(&self, stream: &str) -> Result<u64, Infallible> {
        Ok(self.streams.get(stream).copied().unwrap_or(0))
    }

    fn holds(&self, id: EventId) -> Result<bool, Infallible> {
        Ok(self.ids.contains(&id))
    }

    fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, Infallible> {
        Ok((self.fetch)(index))
    }
}
