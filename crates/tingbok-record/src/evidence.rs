//! Evidence: some entries of a log with their rows and inclusion proofs, under one checkpoint, in one file.
//!
//! Invariants: evidence that is read has exactly one text (parse, re-encode, compare); what is verified are the bytes
//! of the entries that stand in it, and nothing in it is trusted before [`Evidence::check`] has said so.
//!
//! Spec: docs/spec/bundle.md; docs/spec/entry.md, "Evidence".

use std::collections::BTreeMap;

use tingbok_tlog::base64::Base64Error;
use tingbok_tlog::hash::Hash;

pub use check::{Established, EvidenceFault, EvidencePlace, EvidenceRefusal};

use crate::event::is_stream;
use crate::json::{self, JsonError, Value};

mod check;

/// Entries of a log that were taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is about: the name of a stream.
    pub subject: String,
    /// The signed checkpoint, byte for byte, with its cosignatures.
    pub checkpoint: String,
    /// The entries, in the order of the log.
    pub items: Vec<EvidenceItem>,
}

/// One entry of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceItem {
    /// The entry, byte for byte.
    pub entry: String,
    /// The hashes from its leaf's sibling up to the root's child.
    pub proof: Vec<Hash>,
    /// Its row of disclosures, without LF.
    pub row: String,
}

/// Why bytes are no evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// Longer than [`EVIDENCE_BYTES_MAX`].
    #[error("evidence size: more than {EVIDENCE_BYTES_MAX} bytes")]
    Size,
    /// Not UTF-8.
    #[error("evidence: not UTF-8")]
    Text,
    /// Not JSON as the record has it.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// Not the members that evidence has, or of another kind.
    #[error("evidence: {0}")]
    Form(&'static str),
    /// A hash of an inclusion proof.
    #[error("evidence: item {item}: hash {hash} of its proof is malformed")]
    Hash {
        /// The item, from 0.
        item: usize,
        /// The hash, from 1.
        hash: usize,
        /// What is wrong with it.
        source: Base64Error,
    },
    /// Written otherwise than in its one form.
    #[error("evidence is not canonical")]
    Canonical,
}

impl Evidence {
    /// Reads evidence. Nothing of what it says is verified.
    ///
    /// # Errors
    /// [`EvidenceError`] names the first fault.
    pub fn parse(bytes: &[u8]) -> Result<Self, EvidenceError> {
        if bytes.len() > EVIDENCE_BYTES_MAX {
            return Err(EvidenceError::Size);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| EvidenceError::Text)?;
        let Value::Object(members) = json::parse(text)? else {
            return Err(EvidenceError::Form("expected an object"));
        };
        let evidence = Self::from_members(members)?;
        if evidence.encode() == text {
            Ok(evidence)
        } else {
            Err(EvidenceError::Canonical)
        }
    }

    /// The one text of this evidence: RFC 8785, and one LF.
    #[must_use]
    pub fn encode(&self) -> String {
        let items = self.items.iter().map(EvidenceItem::value).collect();
        let whole = object([
            ("checkpoint", string(&self.checkpoint)),
            ("entries", Value::Array(items)),
            ("format", string(FORMAT)),
            ("subject", string(&self.subject)),
        ]);
        let mut text = whole.canonical();
        text.push('\n');
        text
    }

    fn from_members(mut members: BTreeMap<String, Value>) -> Result<Self, EvidenceError> {
        match members.remove("format") {
            Some(Value::String(format)) if format == FORMAT => {}
            _ => return Err(EvidenceError::Form("expected `format` to be `tingbok/bundle/v1`")),
        }
        let subject = take_string(&mut members, "subject", "expected `subject`, a string")?;
        if !is_stream(&subject) {
            return Err(EvidenceError::Form("`subject` is not the name of a stream"));
        }
        let checkpoint = take_string(&mut members, "checkpoint", "expected `checkpoint`, a string")?;
        let Some(Value::Array(items)) = members.remove("entries") else {
            return Err(EvidenceError::Form("expected `entries`, an array"));
        };
        if !members.is_empty() {
            return Err(EvidenceError::Form("a member that evidence does not have"));
        }
        let items = items
            .into_iter()
            .enumerate()
            .map(|(number, item)| EvidenceItem::from_value(number, item));
        Ok(Self {
            subject,
            checkpoint,
            items: items.collect::<Result<_, _>>()?,
        })
    }
}

impl EvidenceItem {
    fn value(&self) -> Value {
        let proof = self.proof.iter().map(|hash| string(&hash.to_string())).collect();
        object([
            ("entry", string(&self.entry)),
            ("proof", Value::Array(proof)),
            ("row", string(&self.row)),
        ])
    }

    fn from_value(item: usize, value: Value) -> Result<Self, EvidenceError> {
        let Value::Object(mut members) = value else {
            return Err(EvidenceError::Form("an item is not an object"));
        };
        let entry = take_string(&mut members, "entry", "an item without `entry`, a string")?;
        let row = take_string(&mut members, "row", "an item without `row`, a string")?;
        let Some(Value::Array(hashes)) = members.remove("proof") else {
            return Err(EvidenceError::Form("an item without `proof`, an array"));
        };
        if !members.is_empty() {
            return Err(EvidenceError::Form("a member that an item does not have"));
        }
        let hashes = hashes.into_iter().enumerate().map(|(number, hash)| match hash {
            Value::String(text) => Hash::from_base64(&text).map_err(|source| EvidenceError::Hash {
                item,
                hash: number + 1,
                source,
            }),
            _ => Err(EvidenceError::Form("a hash of a proof is not a string")),
        });
        Ok(Self {
            entry,
            proof: hashes.collect::<Result<_, _>>()?,
            row,
        })
    }
}

fn take_string(
    members: &mut BTreeMap<String, Value>,
    key: &str,
    otherwise: &'static str,
) -> Result<String, EvidenceError> {
    match members.remove(key) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(EvidenceError::Form(otherwise)),
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.map(|(key, value)| (key.to_owned(), value));
    Value::Object(members.into())
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// The most bytes of evidence that is read: a meeting of several thousand events fits.
pub const EVIDENCE_BYTES_MAX: usize = 16 << 20;

const FORMAT: &str = "tingbok/bundle/v1";
