//! An event on its way into the log: what a caller hands in, and all of it that can be checked without knowing the
//! log's end. Callers do this part, many at once; the writer does the rest, one at a time.
//!
//! Spec: docs/spec/event.md, docs/spec/content.md (admission); docs/procedure.md (kinds and roles).

use std::sync::Arc;

use tingbok_procedure::role::{Role, signers};
use tingbok_procedure::{Event, Kind, Rejection};
use tingbok_record::authority::{Authority, LEDGER_KINDS, LEDGER_STREAM, SigningKeys};
use tingbok_record::content::{ContentError, leaves};
use tingbok_record::disclosure::{ROW_BYTES_MAX, Row};
use tingbok_record::event::{EventError, EventId, Opening, SignedEvent};
use tingbok_record::json::JsonError;
use tingbok_record::tip::{Refusal, check_signatures};

use crate::happened::{opened, procedural};
use crate::index::IndexError;

/// A signed event with what opens every one of its commitments.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The signed event's bytes.
    pub event: Vec<u8>,
    /// Salts and values, in the order of the paths.
    pub openings: Vec<Opening>,
}

/// Why an event is not admitted. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Inadmissible {
    /// The bytes are not an event.
    #[error(transparent)]
    Event(#[from] EventError),
    /// Values and salts do not open what the event commits to.
    #[error("the event's leaf `{0}` is not opened by what came with it")]
    Opening(String),
    /// The content cannot be recorded.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// A value that is not JSON as the record has it.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// A kind that this program does not know.
    #[error("unknown kind `{0}`")]
    UnknownKind(String),
    /// Content or time does not fit the kind.
    #[error("{0}")]
    Schema(String),
    /// Leaves that the kind's schema divides otherwise.
    #[error("the leaves of `{0}` are not those of its schema")]
    Leaves(Kind),
    /// Values that are too long together.
    #[error("the event's values make a row of {0} bytes, at most {ROW_BYTES_MAX}")]
    RowSize(usize),
    /// No signer has a role that may sign this kind.
    #[error("`{kind}` is signed by {needed}; none of {by} has that role")]
    Role {
        /// The kind.
        kind: Kind,
        /// The roles that may sign it.
        needed: String,
        /// The handles that signed.
        by: String,
    },
    /// The record level's rules: chain, keys, streams.
    #[error(transparent)]
    Record(#[from] Refusal),
    /// The procedure's rules: what cannot be true of this meeting.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The id stands in the log with another text.
    #[error("id {id} is recorded at entry {index} with another text")]
    IdTaken {
        /// The id.
        id: EventId,
        /// Where it stands.
        index: u64,
    },
    /// The clock is more than a year ahead of the newest entry: an entry written now would pin every later one.
    #[error("the clock says `{now}`, more than a year after the newest entry's `{newest}`")]
    ClockJump {
        /// What the clock says.
        now: String,
        /// When the newest entry was received.
        newest: String,
    },
    /// The history could not be read.
    #[error(transparent)]
    History(#[from] IndexError),
}

/// An event that has passed everything that needs no knowledge of the log's end.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
    pub(crate) signed: Signed,
    /// What happened; `None` in the stream `ledger`, which the procedure does not know.
    pub(crate) happened: Option<Event>,
    /// The keys under which the signatures were verified.
    pub(crate) verified: SigningKeys,
}

impl Submission {
    /// Checks form, openings, schema, and the signatures of all whose keys are known by now.
    pub(crate) fn new(signed: Signed, authority: &Authority) -> Result<Self, Inadmissible> {
        let event = SignedEvent::parse(&signed.event)?;
        check_openings(&event, &signed.openings)?;
        let happened = happened(&event, &signed.openings)?;
        let verified = known_keys(&event, authority);
        check_signatures(&event, &verified)?;
        Ok(Self {
            signed,
            happened,
            verified,
        })
    }

    /// The row that discloses everything.
    pub(crate) fn row(&self, index: u64) -> Result<Vec<u8>, Inadmissible> {
        let row = Row::disclosing(index, &self.signed.openings)?
            .canonical()
            .into_bytes();
        if row.len() > ROW_BYTES_MAX {
            Err(Inadmissible::RowSize(row.len()))
        } else {
            Ok(row)
        }
    }

    /// Verifies what was not verified before, now that the writer knows which keys are right.
    pub(crate) fn check_signatures(&self, event: &SignedEvent<'_>, keys: SigningKeys) -> Result<(), Refusal> {
        let unverified = keys.into_iter().zip(&self.verified);
        let rest = unverified
            .map(|(key, done)| if key == *done { None } else { key })
            .collect();
        check_signatures(event, &rest)
    }
}

/// Checks that a signer has a role that may sign this event. One such signer is enough.
pub(crate) fn check_role<S: AsRef<str>>(
    by: &[S],
    event: &Event,
    authority: &Authority,
) -> Result<(), Inadmissible> {
    let needed = signers(event.kind(), &event.stream);
    let has_role = |handle: &S| {
        let key = authority.handle(handle.as_ref());
        key.is_some_and(|key| needed.iter().any(|role| key.has_role(role.name())))
    };
    if by.iter().any(has_role) {
        return Ok(());
    }
    let needed: Vec<&str> = needed.iter().copied().map(Role::name).collect();
    let by: Vec<&str> = by.iter().map(AsRef::as_ref).collect();
    Err(Inadmissible::Role {
        kind: event.kind(),
        needed: needed.join(" or "),
        by: by.join(", "),
    })
}

fn check_openings(event: &SignedEvent<'_>, openings: &[Opening]) -> Result<(), Inadmissible> {
    let id = event.header().id;
    for (place, field) in event.fields().iter().enumerate() {
        let opening = openings
            .get(place)
            .filter(|opening| opening.leaf.path == field.path);
        if opening.is_none_or(|opening| opening.commitment(id) != field.commitment) {
            return Err(Inadmissible::Opening(field.path.to_owned()));
        }
    }
    match openings.get(event.fields().len()) {
        Some(extra) => Err(Inadmissible::Opening(extra.leaf.path.clone())),
        None => Ok(()),
    }
}

/// Reads the content under its kind's schema.
fn happened(event: &SignedEvent<'_>, openings: &[Opening]) -> Result<Option<Event>, Inadmissible> {
    let header = event.header();
    let content = opened(openings)?;
    if header.stream == LEDGER_STREAM {
        let known = LEDGER_KINDS.contains(&header.kind);
        return if known {
            Ok(None)
        } else {
            Err(Inadmissible::UnknownKind(header.kind.to_owned()))
        };
    }
    let kind: Kind = header
        .kind
        .parse()
        .map_err(|_| Inadmissible::UnknownKind(header.kind.to_owned()))?;
    let divided = leaves(&content, kind.whole_paths())?;
    if !divided.iter().eq(openings.iter().map(|opening| &opening.leaf)) {
        return Err(Inadmissible::Leaves(kind));
    }
    procedural(event, kind, &content)
        .map(Some)
        .map_err(Inadmissible::Schema)
}

fn known_keys(event: &SignedEvent<'_>, authority: &Authority) -> SigningKeys {
    let signers = event.header().by.iter().zip(event.signatures());
    let key = |handle: &str| authority.handle(handle).map(|key| Arc::clone(&key.vkey));
    signers
        .map(|(handle, signature)| key(handle).filter(|key| key.id() == signature.key))
        .collect()
}
