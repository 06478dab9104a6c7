//! An event: the text that somebody signs, and the signature lines under it.
//!
//! Invariant: a text that is accepted has exactly one meaning, and no other text has the same. Nothing is written
//! again to be verified: signatures are over the bytes that stand there.
//!
//! Spec: docs/spec/event.md; C2SP signed-note.

use std::fmt;

use sha2::{Digest, Sha256};
use tingbok_tlog::base64::{self, Base64Error};

pub use clear::{ClearLines, LeafAddress};
pub use header::{Basis, Header, is_handle, is_origin, is_stream};
pub use signature::EventSignature;
pub use unsigned::{Opening, UnsignedEvent};

use crate::number::NumberError;
use crate::path::{self, PathError};

mod clear;
mod header;
mod signature;
mod unsigned;

/// The version word of the events that this program reads and writes.
pub const VERSION: &str = "tingbok/event/v1";
/// The most bytes of a signed event.
pub const EVENT_BYTES_MAX: usize = 65_000;

/// An event's 16 bytes of identity: a random UUID, version 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub [u8; 16]);

/// SHA-256 of an event's text: what an adjuster names, what a receipt repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDigest(pub [u8; 32]);

/// A signed event, read from bytes that it borrows. Its form is checked, its signatures are not yet.
#[derive(Clone, Debug)]
pub struct SignedEvent<'a> {
    text: &'a str,
    header: Header<'a>,
    fields: Vec<Field<'a>>,
    signatures: Vec<EventSignature>,
}

/// A leaf of the content: where it stands, and what was committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The path.
    pub path: &'a str,
    /// The salted commitment to the value.
    pub commitment: [u8; 32],
}

/// Why bytes are not an event. Each variant is a rule of docs/spec/event.md.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// More than [`EVENT_BYTES_MAX`].
    #[error("event size: {0} bytes, at most {EVENT_BYTES_MAX}")]
    Size(usize),
    /// The first line is no version word.
    #[error("version: expected `{VERSION}`")]
    Version,
    /// A byte other than 0x20–0x7E and LF, an empty line, a space at the end of a line.
    #[error("text bytes: only ASCII 0x20 to 0x7E, no empty line, no trailing space")]
    TextBytes,
    /// A header line is absent, extra, repeated or out of order.
    #[error("header lines: {0}")]
    HeaderLines(String),
    /// The log's name.
    #[error("log: not an origin")]
    Log,
    /// Not a UUID of version 4 in lower case.
    #[error("id: not a UUID of version 4 in lower case")]
    Id,
    /// A stream's name.
    #[error("stream: `{0}` is not the name of a stream")]
    Stream(String),
    /// A number not in its one form.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// A kind without version, or not in its grammar.
    #[error("kind: `{0}`")]
    Kind(String),
    /// No real time in one of the two forms.
    #[error("at '{0}'")]
    At(String),
    /// Handles out of order, repeated, none, more than eight, or not in their grammar.
    #[error("by: not 1 to 8 handles in byte order, each once")]
    By,
    /// Absent, malformed, or present in entry 0.
    #[error("basis: {0}")]
    Basis(&'static str),
    /// `key`, `roles` or `until` where they do not belong, or absent where they do.
    #[error("clear lines: `{0}` does not have these")]
    ClearLines(String),
    /// `erases` or `lost` where they do not belong, or absent where they do.
    #[error("erased lines: `{0}` does not have these")]
    ErasedLines(String),
    /// `erases` or `lost` not strictly increasing by number and path.
    #[error("erased order: lines are to stand by number, then path, each once")]
    ErasedOrder,
    /// Roles out of order, repeated, none, more than eight, or not in their grammar.
    #[error("roles: not 1 to 8 words in byte order, each once")]
    Roles,
    /// Paths that are not those of one object.
    #[error(transparent)]
    Path(#[from] PathError),
    /// Base64 of a character outside the alphabet, or without its padding.
    #[error("base64: `{0}`")]
    Base64(String),
    /// Base64 of another length, or with spare bits.
    #[error("base64 form: `{0}`")]
    Base64Form(String),
    /// No blank line, no line, or no LF at the end.
    #[error("signature block: not lines that end in LF after a blank line")]
    SignatureBlock,
    /// Not exactly one line for each handle of `by`, in that order.
    #[error("signature lines are not those of by")]
    SignatureLines,
}

impl<'a> SignedEvent<'a> {
    /// Reads a signed event.
    ///
    /// # Errors
    /// [`EventError`] names the first rule that the bytes break.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, EventError> {
        if bytes.len() > EVENT_BYTES_MAX {
            return Err(EventError::Size(bytes.len()));
        }
        if !bytes.starts_with(VERSION_STEM.as_bytes()) {
            return Err(EventError::Version);
        }
        let blank = bytes.windows(2).position(|pair| pair == b"\n\n");
        let (text, block) = bytes.split_at(blank.map_or(bytes.len(), |at| at + 1));
        let text = plain_text(text)?;
        if text.split('\n').next() != Some(VERSION) {
            return Err(EventError::Version);
        }
        let block = block.strip_prefix(b"\n").ok_or(EventError::SignatureBlock)?;
        let (header, rest) = Header::parse(text)?;
        let fields = fields(rest)?;
        let signatures = signature::parse_block(block, &header)?;
        Ok(Self {
            text,
            header,
            fields,
            signatures,
        })
    }

    /// What was signed: every line up to the blank one, its LF included.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The header lines.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// The leaves, in the order of their paths.
    #[must_use]
    pub fn fields(&self) -> &[Field<'a>] {
        &self.fields
    }

    /// The signatures, one for each handle of `by`, in that order.
    #[must_use]
    pub fn signatures(&self) -> &[EventSignature] {
        &self.signatures
    }

    /// SHA-256 of the text.
    #[must_use]
    pub fn digest(&self) -> EventDigest {
        EventDigest(Sha256::digest(self.text).into())
    }
}

/// Whether the bytes begin with the version word of an event that a later program wrote.
#[must_use]
pub fn is_unknown_version(bytes: &[u8]) -> bool {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let Some(number) = line.strip_prefix(VERSION_STEM.as_bytes()) else {
        return false;
    };
    let digits = number.iter().all(u8::is_ascii_digit) && !number.starts_with(b"0");
    digits && !number.is_empty() && number != b"1"
}

impl EventId {
    /// Reads a UUID of version 4 in lower case.
    ///
    /// # Errors
    /// [`EventError::Id`].
    pub fn parse(text: &str) -> Result<Self, EventError> {
        let mut bytes = [0; 16];
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        if digits.len() != 32 || !digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(EventError::Id);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| EventError::Id)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| EventError::Id)?;
        }
        let id = Self(bytes);
        let random = bytes[6] >> 4 == 4 && bytes[8] >> 6 == 0b10;
        if random && id.to_string() == text {
            Ok(id)
        } else {
            Err(EventError::Id)
        }
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, byte) in self.0.iter().enumerate() {
            if matches!(n, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Display for EventDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(&self.0))
    }
}

/// Reads base64 of exactly `N` bytes, and keeps the two ways to fail apart as the rules do.
pub(crate) fn exact<const N: usize>(text: &str) -> Result<[u8; N], EventError> {
    base64::decode_exact(text).map_err(|error| match error {
        Base64Error::Form => EventError::Base64Form(text.to_owned()),
        _ => EventError::Base64(text.to_owned()),
    })
}

fn plain_text(bytes: &[u8]) -> Result<&str, EventError> {
    let plain = bytes.iter().all(|b| matches!(b, 0x20..=0x7E | b'\n'));
    let ends = bytes.ends_with(b"\n") && !bytes.windows(2).any(|pair| pair == b" \n" || pair == b"\n\n");
    match std::str::from_utf8(bytes) {
        Ok(text) if plain && ends => Ok(text),
        _ => Err(EventError::TextBytes),
    }
}

fn fields(lines: &str) -> Result<Vec<Field<'_>>, EventError> {
    let mut fields = Vec::new();
    for line in lines.lines() {
        let (path, value) = line
            .split_once(' ')
            .ok_or_else(|| EventError::HeaderLines(line.to_owned()))?;
        if !path.starts_with('/') {
            return Err(EventError::HeaderLines(format!(
                "`{path}` is unknown, repeated or out of order"
            )));
        }
        path::check_form(path)?;
        fields.push(Field {
            path,
            commitment: exact(value)?,
        });
    }
    let paths: Vec<&str> = fields.iter().map(|field| field.path).collect();
    path::check(&paths)?;
    Ok(fields)
}

const VERSION_STEM: &str = "tingbok/event/v";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_form() {
        let id = "7d5a9f0e-1c1e-4b52-8f0e-000000000007";
        assert_eq!(EventId::parse(id).unwrap().to_string(), id);
        for bad in [
            "7D5a9f0e-1c1e-4b52-8f0e-000000000007",
            "7d5a9f0e-1c1e-1b52-8f0e-000000000007",
            "7d5a9f0e-1c1e-4b52-cf0e-000000000007",
            "7d5a9f0e1c1e4b528f0e000000000007",
            "7d5a9f0e-1c1e-4b52-8f0e-00000000000é",
            "",
        ] {
            assert_eq!(EventId::parse(bad), Err(EventError::Id), "{bad}");
        }
    }

    #[test]
    fn only_another_number_is_another_version() {
        assert!(is_unknown_version(b"tingbok/event/v2\nwhatever"));
        for known in [
            &b"tingbok/event/v1\n"[..],
            b"tingbok/event/v02\n",
            b"tingbok/event/v\n",
            b"x",
            b"",
        ] {
            assert!(!is_unknown_version(known));
        }
    }
}
