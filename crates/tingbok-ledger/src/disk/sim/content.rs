//! The bytes of one simulated file: what a reader sees, what is durable, and the changes between the two.
//!
//! Invariant: `seen` is `durable` with all `pending` changes made in order, unless a sync has failed.
//! Section: "The embedded store" of the architecture.

use std::io;

#[derive(Debug, Default, Clone)]
pub(super) struct Content {
    seen: Vec<u8>,
    durable: Vec<u8>,
    pending: Vec<Change>,
}

/// One change of a file's bytes.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    SetLen(usize),
}

impl Content {
    /// A file whose bytes are durable.
    pub(super) fn durable(bytes: &[u8]) -> Self {
        Self {
            seen: bytes.to_vec(),
            durable: bytes.to_vec(),
            pending: Vec::new(),
        }
    }

    /// What a reader sees.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.seen
    }

    /// What a power loss cannot take.
    pub(super) fn durable_bytes(&self) -> &[u8] {
        &self.durable
    }

    /// The changes that a power loss may take, in order.
    pub(super) fn pending(&self) -> &[Change] {
        &self.pending
    }

    pub(super) fn change(&mut self, change: Change) {
        change.apply(&mut self.seen);
        self.pending.push(change);
    }

    pub(super) fn sync(&mut self) {
        for change in self.pending.drain(..) {
            change.apply(&mut self.durable);
        }
    }

    /// What a failed sync does: the changes are thought written and are not.
    pub(super) fn lose_unsynced(&mut self) {
        self.pending.clear();
    }
}

impl Change {
    pub(super) fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::SetLen(len) => bytes.resize(*len, 0),
            Self::Write {
                offset,
                bytes: written,
            } => {
                let end = offset.saturating_add(written.len());
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                if let Some(place) = bytes.get_mut(*offset..end) {
                    place.copy_from_slice(written);
                }
            }
        }
    }
}

/// An offset or length as a position in memory; a simulated file has at most 1 GiB.
pub(super) fn position(offset: u64) -> io::Result<usize> {
    let small = usize::try_from(offset).ok().filter(|at| *at <= FILE_BYTES_MAX);
    small.ok_or_else(|| io::ErrorKind::FileTooLarge.into())
}

const FILE_BYTES_MAX: usize = 1 << 30;
