//! An entry: an event given its place in the log.
//!
//! Invariant: the chain hash after entry n is BLAKE3 of its bytes, and stands in entry n+1 as `prev`.
//!
//! Spec: docs/spec/entry.md.

use std::fmt;
use std::str::FromStr;

use tingbok_tlog::base64;
use tingbok_tlog::hash::{Hash, leaf_hash};

use crate::number;
use crate::time;

/// The version word of the entries that this program reads and writes.
pub const VERSION: &str = "tingbok/entry/v1";

/// BLAKE3 of an entry's bytes: the link that the next entry and later events hold on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainHash(pub [u8; 32]);

/// The place of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// The index, from 0.
    pub index: u64,
    /// The chain hash after the entry before; zeros for entry 0.
    pub prev: ChainHash,
    /// The index of the newest earlier entry of the stream `ledger`.
    pub authority: u64,
    /// When the operator received it, `YYYY-MM-DDThh:mm:ss.sssZ`.
    pub received: &'a str,
}

/// An entry, read from bytes that it borrows. The event in it is not read yet.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// All bytes of the entry.
    pub bytes: &'a [u8],
    /// Its place.
    pub head: Head<'a>,
    /// The bytes of the signed event.
    pub event: &'a [u8],
}

/// Why bytes are not an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// The version word, a line or the blank line after them is not as it should be.
    #[error("entry head: {0}")]
    Head(&'static str),
    /// No real time in the one form.
    #[error("received: `{0}` is no time")]
    Received(String),
}

impl<'a> Entry<'a> {
    /// Reads an entry's head and finds its event.
    ///
    /// # Errors
    /// [`EntryError`] names the line that does not fit.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, EntryError> {
        let blank = bytes.windows(2).position(|pair| pair == b"\n\n");
        let blank = blank.ok_or(EntryError::Head("no blank line after it"))?;
        let (head, event) = (&bytes[..blank], &bytes[blank + 2..]);
        let head = std::str::from_utf8(head).map_err(|_| EntryError::Head("not text"))?;
        Ok(Self {
            bytes,
            head: Head::parse(head)?,
            event,
        })
    }

    /// The chain hash after this entry.
    #[must_use]
    pub fn chain_hash(&self) -> ChainHash {
        ChainHash::of(self.bytes)
    }

    /// The entry's leaf in the Merkle tree.
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(self.bytes)
    }
}

impl<'a> Head<'a> {
    fn parse(text: &'a str) -> Result<Self, EntryError> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [version, index, prev, authority, received] = lines.as_slice() else {
            return Err(EntryError::Head("not five lines"));
        };
        if *version != VERSION {
            return Err(EntryError::Head("not the version word of an entry"));
        }
        let prev = value(prev, "prev").and_then(|text| base64::decode_exact(text).ok());
        let received = value(received, "received").ok_or(EntryError::Head("expected `received`"))?;
        let head = Self {
            index: numbered(index, "index").ok_or(EntryError::Head("expected `index` and a number"))?,
            prev: ChainHash(prev.ok_or(EntryError::Head("expected `prev` and a hash"))?),
            authority: numbered(authority, "authority")
                .ok_or(EntryError::Head("expected `authority` and a number"))?,
            received,
        };
        if time::is_received(received) {
            Ok(head)
        } else {
            Err(EntryError::Received(received.to_owned()))
        }
    }

    /// Writes the entry that gives `event` this place.
    #[must_use]
    pub fn entry(&self, event: &[u8]) -> Vec<u8> {
        let Self {
            index,
            prev,
            authority,
            received,
        } = self;
        let head =
            format!("{VERSION}\nindex {index}\nprev {prev}\nauthority {authority}\nreceived {received}\n\n");
        [head.as_bytes(), event].concat()
    }
}

impl ChainHash {
    /// What stands as `prev` in entry 0.
    pub const ZERO: Self = Self([0; 32]);

    /// The chain hash after the entry with these bytes.
    #[must_use]
    pub fn of(entry: &[u8]) -> Self {
        Self(*blake3::hash(entry).as_bytes())
    }

    /// The first 16 hexadecimal digits: for cursors and for the eye, not for proof.
    #[must_use]
    pub fn short(&self) -> String {
        self.0[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(&self.0))
    }
}

/// A place to continue reading from: `<index>-<first 16 hex digits of the chain hash>`.
///
/// A convenience: whoever verifies keeps the whole hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The index of the newest entry read.
    pub index: u64,
    /// The short form of the chain hash after it.
    pub chain: String,
}

/// A text that is no cursor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no cursor: expected `<index>-<16 hexadecimal digits>`")]
pub struct CursorError(pub String);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.index, self.chain)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text
            .split_once('-')
            .and_then(|(index, chain)| Some((number::parse(index).ok()?, chain)));
        let hex =
            |chain: &str| chain.len() == 16 && chain.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match parts {
            Some((index, chain)) if hex(chain) => Ok(Self {
                index,
                chain: chain.to_owned(),
            }),
            _ => Err(CursorError(text.to_owned())),
        }
    }
}

fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.strip_prefix(name)?.strip_prefix(' ')
}

fn numbered(line: &str, name: &str) -> Option<u64> {
    value(line, name).and_then(|text| number::parse(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_back() {
        let head = Head {
            index: 7,
            prev: ChainHash([7; 32]),
            authority: 3,
            received: "2026-04-05T07:00:07.000Z",
        };
        let bytes = head.entry(b"event\n\nsignatures\n");
        let entry = Entry::parse(&bytes).unwrap();
        assert_eq!(entry.head, head);
        assert_eq!(entry.event, b"event\n\nsignatures\n");
    }

    #[test]
    fn cursors_have_one_form() {
        let cursor = "7-07070707abcdef01";
        assert_eq!(cursor.parse::<Cursor>().unwrap().to_string(), cursor);
        for bad in [
            "",
            "7",
            "07-0707070707070707",
            "7-07",
            "7-070707070707070G",
            "-7-0707070707070707",
        ] {
            assert!(bad.parse::<Cursor>().is_err(), "{bad}");
        }
    }
}
