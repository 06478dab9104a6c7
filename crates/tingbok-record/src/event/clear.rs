//! The lines that stand in the clear on the events that govern keys and erasure, and on no others.
//!
//! Spec: docs/spec/keys.md; docs/spec/event.md, "Clear lines".

use super::EventError;
use super::header::{Lines, words};
use crate::number;
use crate::path;

/// `key`, `roles`, `until`, `erases` and `lost`, on exactly the kinds that have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClearLines<'a> {
    /// A key in its vkey form; whether it is one is checked where it is enrolled or revoked.
    pub key: Option<&'a str>,
    /// What the key may do.
    pub roles: Vec<&'a str>,
    /// From which index on what a revoked key signed is disputed.
    pub until: Option<u64>,
    /// Leaves that are erased.
    pub erases: Vec<LeafAddress<'a>>,
    /// Leaves whose values are lost.
    pub lost: Vec<LeafAddress<'a>>,
}

/// One leaf of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafAddress<'a> {
    /// The entry.
    pub index: u64,
    /// The leaf in it.
    pub path: &'a str,
}

impl<'a> ClearLines<'a> {
    /// Reads the lines here and holds them against what `kind` has.
    pub(super) fn parse(lines: &mut Lines<'a>, kind: &str) -> Result<Self, EventError> {
        let key = lines.take("key");
        let roles = lines
            .take("roles")
            .map(|text| words(text).ok_or(EventError::Roles))
            .transpose()?;
        let until = lines.take("until").map(number::parse).transpose()?;
        let erases = addresses(lines, "erases")?;
        let lost = addresses(lines, "lost")?;

        if [key.is_some(), roles.is_some(), until.is_some()] != expected_key_lines(kind) {
            return Err(EventError::ClearLines(kind.to_owned()));
        }
        let counts = (erases.len(), lost.len());
        let fits = match kind {
            "field.erased/1" => (1..=ADDRESSES_MAX).contains(&counts.0) && counts.1 == 0,
            "field.lost/1" => (1..=ADDRESSES_MAX).contains(&counts.1) && counts.0 == 0,
            _ => counts == (0, 0),
        };
        if !fits {
            return Err(EventError::ErasedLines(kind.to_owned()));
        }
        Ok(Self {
            key,
            roles: roles.unwrap_or_default(),
            until,
            erases,
            lost,
        })
    }
}

/// Which of `key`, `roles` and `until` a kind has.
fn expected_key_lines(kind: &str) -> [bool; 3] {
    match kind {
        "ledger.created/1" | "key.enrolled/1" => [true, true, false],
        "key.revoked/1" => [true, false, true],
        _ => [false, false, false],
    }
}

fn addresses<'a>(lines: &mut Lines<'a>, name: &str) -> Result<Vec<LeafAddress<'a>>, EventError> {
    let mut addresses = Vec::new();
    while let Some(value) = lines.take(name) {
        let malformed = || EventError::HeaderLines(format!("`{name}` needs an index and a path"));
        let (index, path) = value.split_once(' ').ok_or_else(malformed)?;
        path::check_form(path)?;
        addresses.push(LeafAddress {
            index: number::parse(index)?,
            path,
        });
    }
    if addresses.is_sorted_by(|a, b| a < b) {
        Ok(addresses)
    } else {
        Err(EventError::ErasedOrder)
    }
}

/// The most `erases` or `lost` lines of one event.
const ADDRESSES_MAX: usize = 1000;
