//! Projections: what is computed from the log and from nothing else, entry by entry.
//!
//! Invariants: a projection is a fold over entries in the order of the log. The same entries give the same state, and
//! the same state the same bytes. What was computed before may be kept with its version, index and chain hash, and is
//! dropped when one of them does not match.
//!
//! Section: docs/architecture.md, "Who decides what".

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tingbok_procedure::{Event, Kind};

use crate::document::{Part, Section};

/// An entry of the log, as projections read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// The index of the entry.
    pub index: u64,
    /// When it was received, RFC 3339 in UTC.
    pub received: String,
    /// The chain hash after it, BLAKE3 in lower-case hexadecimal.
    pub chain: String,
    /// Whether values of it are masked: withheld, erased or lost. What it says is then no ground for a finding.
    pub masked: bool,
    /// What it says.
    pub what: What,
}

/// What an entry says, as far as this program understands it.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// An event of the meeting.
    Event(Box<Event>),
    /// An act of the stream `ledger`: a key, an erasure, a loss. It is understood at record level.
    Ledger {
        /// Its kind, with its version.
        kind: String,
        /// The entries whose fields it erases or gives up, of `field.erased` and `field.lost`; ascending, each once.
        names: Vec<u64>,
    },
    /// An event that is not understood here: of a later kind, or with fields that are withheld, erased or lost.
    Unread {
        /// The stream that it stands in.
        stream: String,
        /// Its kind, with its version.
        kind: String,
        /// Why it is not understood.
        why: String,
    },
}

/// An entry that a view needs and cannot read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The index of the entry.
    pub index: u64,
    /// The stream that it stands in.
    pub stream: String,
    /// Its kind, with its version.
    pub kind: String,
    /// Why it is not understood.
    pub why: String,
}

impl Unread {
    /// Whether it may be one of these kinds: it is one of them, or of a kind that is not known here.
    #[must_use]
    pub fn may_be_one_of(&self, kinds: &[Kind]) -> bool {
        self.kind.parse().map_or(true, |kind| kinds.contains(&kind))
    }
}

/// The entries among these that cannot be read.
#[must_use]
pub fn unread(entries: &[Logged]) -> Vec<Unread> {
    entries.iter().filter_map(Logged::unread).collect()
}

/// The section that says what a view lacks; `None` where nothing is missing.
pub(crate) fn unread_section(unread: &[Unread]) -> Option<Section> {
    let entries = match unread.len() {
        0 => return None,
        1 => "en post",
        _ => "dessa poster",
    };
    let entry = |unread: &Unread| format!("Post {}, {} i {}", unread.index, unread.kind, unread.stream);
    Some(
        Section::new("Ofullständigt underlag")
            .saying(format!(
                "Sammanställningen är ofullständig: {entries} kan inte läsas här."
            ))
            .with(Part::List(unread.iter().map(entry).collect())),
    )
}

impl Logged {
    /// The entry as one that cannot be read, when it cannot.
    #[must_use]
    pub fn unread(&self) -> Option<Unread> {
        let What::Unread { stream, kind, why } = &self.what else {
            return None;
        };
        Some(Unread {
            index: self.index,
            stream: stream.clone(),
            kind: kind.clone(),
            why: why.clone(),
        })
    }

    /// The event, when it is understood.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        match &self.what {
            What::Event(event) => Some(event),
            What::Ledger { .. } | What::Unread { .. } => None,
        }
    }
}

/// A state that is folded from the whole log, and may be kept between two runs.
pub trait Projection: Default + Serialize + DeserializeOwned {
    /// The name that its snapshot is kept under: lower-case letters and `-`.
    const NAME: &'static str;
    /// Changes whenever the same entries would give another state.
    const VERSION: u32;
    /// Whether people are shown what is in it: then it is made of entries whose withheld values are masked. What only
    /// finds things sees all of them.
    const SHOWN: bool = true;

    /// Takes in the next entry. Total: what has no place in it changes nothing.
    fn take(&mut self, entry: &Logged);
}

#[cfg(test)]
mod tests;
