//! An entry as people and programs see it: its place, its event, and what its row says of each field.
//!
//! Invariant: nothing that the row does not disclose is shown as if it were not there: its state is.

use serde::Serialize;
use tingbok_ledger::happened;
use tingbok_ledger::journal::Record;
use tingbok_ledger::log::ReadError;
use tingbok_record::authority::Authority;
use tingbok_record::disclosure::FieldState;
use tingbok_record::entry::{Cursor, Entry};
use tingbok_record::event::SignedEvent;
use tingbok_record::json::Value;

/// An entry's place and header.
#[derive(Debug, Serialize)]
pub(crate) struct EntryView {
    /// The index of the entry.
    pub(crate) index: u64,
    /// When it was received, RFC 3339 in UTC.
    pub(crate) received: String,
    /// The stream.
    pub(crate) stream: String,
    /// The place in the stream, from 0.
    pub(crate) seq: u64,
    /// The kind, with its version.
    pub(crate) kind: String,
    /// When it happened, as its author claims.
    pub(crate) at: String,
    /// The handles of all who signed.
    pub(crate) by: Vec<String>,
    /// The event's id.
    pub(crate) id: String,
    /// What disputes it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) disputed: Vec<Dispute>,
}

/// One reason why an entry is disputed: a signer's key was revoked from before it. A mark and no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Dispute {
    /// The handle of the revoked key.
    pub(crate) by: String,
    /// The index of the revocation.
    pub(crate) at: u64,
}

impl EntryView {
    /// Reads an entry; `authority` is that of the log's end.
    pub(crate) fn read(index: u64, record: &Record, authority: &Authority) -> Result<Self, ReadError> {
        let entry = entry(index, record)?;
        let event = event(&entry)?;
        let header = event.header();
        Ok(Self {
            index,
            received: entry.head.received.to_owned(),
            stream: header.stream.to_owned(),
            seq: header.seq,
            kind: header.kind.to_owned(),
            at: header.at.to_owned(),
            by: header.by.iter().map(|handle| (*handle).to_owned()).collect(),
            id: header.id.to_string(),
            disputed: disputes(index, &header.by, authority),
        })
    }

    /// "disputed by" the handles "at index" n, as docs/spec/keys.md words it; nothing for most entries.
    pub(crate) fn disputed(&self) -> Option<String> {
        let each = self.disputed.iter();
        let each: Vec<String> = each
            .map(|dispute| format!("by {} at index {}", dispute.by, dispute.at))
            .collect();
        (!each.is_empty()).then(|| format!("disputed {}", each.join(", ")))
    }
}

/// What disputes an entry that these handles signed; `authority` is that of the log's end.
pub(crate) fn disputes(index: u64, by: &[&str], authority: &Authority) -> Vec<Dispute> {
    let revoked = by
        .iter()
        .filter_map(|handle| Some((handle, authority.handle(handle)?.revoked?)));
    revoked
        .filter(|(_, revocation)| revocation.until <= index)
        .map(|(handle, revocation)| Dispute {
            by: (*handle).to_owned(),
            at: revocation.index,
        })
        .collect()
}

/// The cursor after an entry.
pub(crate) fn cursor(index: u64, record: &Record) -> Result<Cursor, ReadError> {
    let chain = entry(index, record)?.chain_hash().short();
    Ok(Cursor { index, chain })
}

/// The content of an entry, put together from what its row discloses.
pub(crate) fn content(index: u64, record: &Record) -> Result<serde_json::Value, ReadError> {
    Ok(as_json(&happened::content(index, record)?))
}

/// One field, as its row has it.
#[derive(Debug, Serialize)]
pub(crate) struct FieldView {
    /// The path.
    pub(crate) path: String,
    /// Its value or its state.
    #[serde(flatten)]
    pub(crate) state: StateView,
}

/// What a row says of a field.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StateView {
    /// The value.
    Value(serde_json::Value),
    /// Withheld, on this ground.
    Withheld(String),
    /// Erased by the event at this index.
    Erased(u64),
    /// Lost, as the event at this index says.
    Lost(u64),
    /// Not there, and nothing says why.
    Missing(bool),
}

/// Every field of an entry.
pub(crate) fn fields(index: u64, record: &Record) -> Result<Vec<FieldView>, ReadError> {
    let row = happened::row(index, record)?;
    let view = |field: tingbok_record::disclosure::RowField| FieldView {
        path: field.path,
        state: match field.state {
            FieldState::Disclosed { value, .. } => StateView::Value(as_json(&value)),
            FieldState::Withheld(ground) => StateView::Withheld(ground),
            FieldState::Erased(by) => StateView::Erased(by),
            FieldState::Lost(by) => StateView::Lost(by),
            FieldState::Missing => StateView::Missing(true),
        },
    };
    Ok(row.fields.into_iter().map(view).collect())
}

/// The fields of an entry whose values are not there.
pub(crate) fn absent(index: u64, record: &Record) -> Result<Vec<FieldView>, ReadError> {
    let mut fields = fields(index, record)?;
    fields.retain(|field| !matches!(field.state, StateView::Value(_)));
    Ok(fields)
}

/// The entry in a record.
pub(crate) fn entry(index: u64, record: &Record) -> Result<Entry<'_>, ReadError> {
    Entry::parse(&record.entry).map_err(|error| malformed(index, &error))
}

/// The event in an entry.
pub(crate) fn event<'a>(entry: &Entry<'a>) -> Result<SignedEvent<'a>, ReadError> {
    SignedEvent::parse(entry.event).map_err(|error| malformed(entry.head.index, &error))
}

fn as_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Integer(value) => (*value).into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(as_json).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), as_json(value)))
            .collect(),
    }
}

fn malformed(index: u64, error: &dyn std::fmt::Display) -> ReadError {
    let what = error.to_string();
    ReadError::Malformed { index, what }
}
