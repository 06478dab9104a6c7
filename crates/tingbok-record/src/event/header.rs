//! The header lines of an event, each in its place and grammar.
//!
//! Spec: docs/spec/event.md, "Header lines".

use super::clear::ClearLines;
use super::{EventError, EventId, exact};
use crate::entry::ChainHash;
use crate::number;
use crate::time;

/// The header lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// The origin of the log that the event was signed for.
    pub log: &'a str,
    /// The event's identity.
    pub id: EventId,
    /// The stream.
    pub stream: &'a str,
    /// The place in the stream, from 0.
    pub seq: u64,
    /// The kind, `motion.moved/1`.
    pub kind: &'a str,
    /// When it happened, as the author claims.
    pub at: &'a str,
    /// The handles of all who sign, in byte order.
    pub by: Vec<&'a str>,
    /// What the author's program had seen; absent in entry 0 alone.
    pub basis: Option<Basis>,
    /// The lines that stand in the clear, so that authority needs no disclosure.
    pub clear: ClearLines<'a>,
}

/// A place in a log's history: an index, and the chain hash after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The index of the newest entry seen.
    pub index: u64,
    /// The chain hash after that entry.
    pub chain: ChainHash,
}

impl<'a> Header<'a> {
    /// Reads the header, and gives back the lines after it.
    pub(super) fn parse(text: &'a str) -> Result<(Self, &'a str), EventError> {
        let mut lines = Lines { rest: text };
        lines.skip();
        let log = lines
            .expect("log")
            .and_then(|log| checked(log, is_origin, |_| EventError::Log))?;
        let id = EventId::parse(lines.expect("id")?)?;
        let stream = lines.expect("stream")?;
        let stream = checked(stream, is_stream, EventError::Stream)?;
        let seq = number::parse(lines.expect("seq")?)?;
        let kind = checked(lines.expect("kind")?, is_kind, EventError::Kind)?;
        let at = checked(lines.expect("at")?, time::is_at, EventError::At)?;
        let by = handles(lines.expect("by")?)?;
        let basis = lines.take("basis").map(basis).transpose()?;
        let clear = ClearLines::parse(&mut lines, kind)?;
        Ok((
            Self {
                log,
                id,
                stream,
                seq,
                kind,
                at,
                by,
                basis,
                clear,
            },
            lines.rest,
        ))
    }
}

/// Whether a text is an origin: segments of `[a-z0-9.-]` (later also `_`) joined by `/`, at most 200 bytes.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    let first = text.split('/').next().unwrap_or_default();
    is_segments(text) && !first.contains('_')
}

/// Whether a text is a stream's name; nothing stands below `ledger/`.
#[must_use]
pub fn is_stream(text: &str) -> bool {
    is_segments(text) && !text.starts_with("ledger/")
}

/// Whether a text is a handle: `[a-z][a-z0-9-]{0,31}`. Roles have the same grammar.
#[must_use]
pub fn is_handle(text: &str) -> bool {
    let tail = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    text.len() <= 32 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(tail)
}

/// Reads 1 to 8 words with the grammar of handles, in byte order, each once.
pub(super) fn words(text: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = text.split(',').collect();
    let fits =
        words.len() <= 8 && words.iter().all(|word| is_handle(word)) && words.is_sorted_by(|a, b| a < b);
    fits.then_some(words)
}

/// A walk over lines of the form `name value`.
pub(super) struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    /// Takes the value of the line here when it has this name.
    pub(super) fn take(&mut self, name: &str) -> Option<&'a str> {
        let (line, rest) = self.rest.split_once('\n')?;
        let value = line.strip_prefix(name)?.strip_prefix(' ')?;
        self.rest = rest;
        Some(value)
    }

    fn expect(&mut self, name: &str) -> Result<&'a str, EventError> {
        self.take(name)
            .ok_or_else(|| EventError::HeaderLines(format!("expected `{name}`")))
    }

    fn skip(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
}

fn checked(
    text: &str,
    fits: fn(&str) -> bool,
    error: impl FnOnce(String) -> EventError,
) -> Result<&str, EventError> {
    if fits(text) {
        Ok(text)
    } else {
        Err(error(text.to_owned()))
    }
}

fn handles(text: &str) -> Result<Vec<&str>, EventError> {
    words(text).ok_or(EventError::By)
}

fn basis(text: &str) -> Result<Basis, EventError> {
    let (index, chain) = text
        .split_once(' ')
        .ok_or(EventError::Basis("expected an index and a chain hash"))?;
    Ok(Basis {
        index: number::parse(index)?,
        chain: ChainHash(exact(chain)?),
    })
}

fn is_kind(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let version =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() && !text.starts_with('0');
    let parts = text
        .split_once('/')
        .and_then(|(name, number)| Some((name.split_once('.')?, number)));
    parts.is_some_and(|((what, happened), number)| word(what) && word(happened) && version(number))
}

fn is_segments(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    let starts = |segment: &str| segment.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.len() <= 200
        && text
            .split('/')
            .all(|segment| starts(segment) && segment.bytes().all(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammars() {
        assert!(is_origin("fjallmark.example/regionstyrelsen") && !is_origin("a_b/c") && is_origin("a/b_c"));
        assert!(is_stream("paragraph/2026/194/chair-1") && is_stream("ledger"));
        for bad in ["", "a//b", "A", "../x", "a/", "/a", "ledger/x", "a/-b"] {
            assert!(!is_stream(bad), "{bad}");
        }
        assert!(is_handle("root-1") && !is_handle("1root") && !is_handle(&"a".repeat(33)));
        assert!(is_kind("voting_list.recorded/12"));
        for bad in [
            "a.b", "a.b/0", "a.b/01", "a/1", "a.b.c/1", "A.b/1", ".b/1", "a.b/",
        ] {
            assert!(!is_kind(bad), "{bad}");
        }
    }
}
