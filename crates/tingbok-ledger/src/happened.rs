//! From the record to the meeting: an entry and its row, read as an event that the procedure understands.
//!
//! Invariant: content comes from the row alone, and each value is held against its commitment before it is given out. An
//! event that is unknown here, or whose fields are gone, is said to be so, never guessed.

use sha2::{Digest, Sha256};
use tingbok_procedure::{Content, Event, Kind, Signed, Signer, Stream};
use tingbok_record::commitment::commitment;
use tingbok_record::content::assemble;
use tingbok_record::disclosure::{FieldState, Row};
use tingbok_record::entry::Entry;
use tingbok_record::event::{Field, Opening, SignedEvent};
use tingbok_record::json::Value;

use crate::journal::Record;
#[cfg(doc)]
use crate::log::Log;
use crate::log::ReadError;
use crate::masks::{Masks, paragraph_of};

/// How an event was read of which values may not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Masking {
    /// Every value is there.
    None,
    /// Words stand in the place of some.
    Words,
    /// Some could have no words in their place, and are left out.
    LeftOut,
}

/// What an entry says happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// An event that the procedure knows.
    Event(Box<Event>),
    /// A kind of the stream `ledger`, or one of a later version: verified and kept, not understood here.
    OtherKind(String),
    /// A kind that is known, but fields that it needs are withheld, erased or lost.
    Incomplete(String),
}

impl Happened {
    /// Reads an entry of a log. Who holds the keys that signed it is not known here: [`Log::happened`] says it too.
    ///
    /// # Errors
    /// [`ReadError::Malformed`] when entry or row cannot be read.
    pub fn read(index: u64, record: &Record) -> Result<Self, ReadError> {
        let (_, event) = parsed(index, record)?;
        Self::of_event(index, &event, record)
    }

    /// The same, of an entry whose event was read before.
    pub(crate) fn of_event(index: u64, event: &SignedEvent<'_>, record: &Record) -> Result<Self, ReadError> {
        let content = assembled(index, &row_of(index, event, record)?)?;
        Ok(Self::of(event, &content))
    }

    /// The same, with words in the place of values that are not shown; and whether there are such. Where no words can
    /// stand, in a number or a day, the event is read without the value if it can be.
    pub(crate) fn masked(
        index: u64,
        event: &SignedEvent<'_>,
        record: &Record,
        masks: &Masks,
    ) -> Result<(Self, Masking), ReadError> {
        let mut row = row_of(index, event, record)?;
        let at = masks
            .looks_at_texts()
            .then(|| paragraph_of(event, &row))
            .flatten();
        let words = row.fields.iter().map(|field| masks.of(index, at, field));
        let words: Vec<Option<String>> = words.collect();
        if words.iter().all(Option::is_none) {
            return Ok((Self::of(event, &assembled(index, &row)?), Masking::None));
        }
        for (field, words) in row.fields.iter_mut().zip(&words) {
            if let Some(words) = words {
                // A member is named by a short name for programs, in whose place no words stand.
                field.state = if field.path.ends_with(MEMBER) {
                    FieldState::Missing
                } else {
                    let (salt, value) = ([0; 32], Value::String(words.clone()));
                    FieldState::Disclosed { salt, value }
                };
            }
        }
        let with_words = Self::of(event, &assembled(index, &row)?);
        if !matches!(with_words, Self::Incomplete(_)) {
            return Ok((with_words, Masking::Words));
        }
        let mut shown = words.iter().map(Option::is_none);
        row.fields.retain(|_| shown.next().unwrap_or_default());
        Ok(match Self::of(event, &assembled(index, &row)?) {
            Self::Incomplete(_) => {
                let mut words: Vec<String> = words.into_iter().flatten().collect();
                words.dedup();
                (Self::Incomplete(words.join(", ")), Masking::LeftOut)
            }
            read => (read, Masking::LeftOut),
        })
    }

    fn of(event: &SignedEvent<'_>, content: &Value) -> Self {
        let header = event.header();
        match header.kind.parse::<Kind>() {
            Err(unknown) => Self::OtherKind(unknown.0),
            Ok(kind) => match procedural(event, kind, content) {
                Ok(event) => Self::Event(Box::new(event)),
                Err(why) => Self::Incomplete(why),
            },
        }
    }

    /// The event, when the procedure understands it.
    #[must_use]
    pub fn event(self) -> Option<Event> {
        if let Self::Event(event) = self {
            Some(*event)
        } else {
            None
        }
    }
}

/// The row of an entry. Every value that it discloses opens what the entry commits to, or it is not given out.
///
/// # Errors
/// [`ReadError::Malformed`] when the row cannot be read or is not this entry's, [`ReadError::Altered`] when a value is
/// not the one that was committed to.
pub fn row(index: u64, record: &Record) -> Result<Row, ReadError> {
    let (_, event) = parsed(index, record)?;
    row_of(index, &event, record)
}

/// An entry and its event.
///
/// # Errors
/// [`ReadError::Malformed`].
pub(crate) fn parsed(index: u64, record: &Record) -> Result<(Entry<'_>, SignedEvent<'_>), ReadError> {
    let malformed = |what: String| ReadError::Malformed { index, what };
    let entry = Entry::parse(&record.entry).map_err(|error| malformed(error.to_string()))?;
    let event = SignedEvent::parse(entry.event).map_err(|error| malformed(error.to_string()))?;
    Ok((entry, event))
}

fn row_of(index: u64, event: &SignedEvent<'_>, record: &Record) -> Result<Row, ReadError> {
    let malformed = |what: String| ReadError::Malformed { index, what };
    let row = Row::parse(&record.row).map_err(|error| malformed(error.to_string()))?;
    let paths = row.fields.iter().map(|field| field.path.as_str());
    if row.index != index || !paths.eq(event.fields().iter().map(|field| field.path)) {
        return Err(malformed("its row of disclosures is not its own".to_owned()));
    }
    for (said, field) in row.fields.iter().zip(event.fields()) {
        let is_shown = matches!(said.state, FieldState::Disclosed { .. });
        if is_shown && !opens(event, field, &said.state) {
            let path = field.path.to_owned();
            return Err(ReadError::Altered { index, path });
        }
    }
    Ok(row)
}

/// Whether a row's field opens what the event commits to.
pub(crate) fn opens(event: &SignedEvent<'_>, field: &Field<'_>, state: &FieldState) -> bool {
    match state {
        FieldState::Disclosed { salt, value } => {
            commitment(event.header().id, salt, field.path, &value.canonical()) == field.commitment
        }
        _ => false,
    }
}

/// The content of an entry as its row discloses it; what is not disclosed is absent.
///
/// # Errors
/// As [`row`].
pub fn content(index: u64, record: &Record) -> Result<Value, ReadError> {
    assembled(index, &row(index, record)?)
}

fn assembled(index: u64, row: &Row) -> Result<Value, ReadError> {
    let values: Vec<(&str, String)> = row
        .values()
        .map(|(path, value)| (path, value.canonical()))
        .collect();
    let what = |error: tingbok_record::content::ContentError| ReadError::Malformed {
        index,
        what: error.to_string(),
    };
    assemble(values.iter().map(|(path, text)| (*path, text.as_str()))).map_err(what)
}

/// What the log says of an event beside its content. Who holds the keys is not known here.
fn signed(event: &SignedEvent<'_>) -> Signed {
    let header = event.header();
    let digest = Sha256::digest(event.text());
    let signer = |handle: &&str| Signer {
        handle: (*handle).to_owned(),
        holder: None,
    };
    Signed {
        seq: header.seq,
        digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        by: header.by.iter().map(signer).collect(),
    }
}

/// The content that these openings open.
pub(crate) fn opened(openings: &[Opening]) -> Result<Value, tingbok_record::content::ContentError> {
    assemble(
        openings
            .iter()
            .map(|opening| (opening.leaf.path.as_str(), opening.leaf.value.as_str())),
    )
}

/// The event that the procedure judges; the error says which field does not fit.
pub(crate) fn procedural(event: &SignedEvent<'_>, kind: Kind, content: &Value) -> Result<Event, String> {
    let header = event.header();
    let text = content.canonical();
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let (content, source) = Content::parse(kind, &value).map_err(|error| error.to_string())?;
    let at = header
        .at
        .parse()
        .map_err(|error: tingbok_procedure::moment::NotAMoment| error.to_string())?;
    let stream: Stream = header.stream.parse().unwrap_or_else(|never| match never {});
    Ok(Event {
        id: header.id.to_string(),
        stream,
        at,
        content,
        source,
        signed: Some(signed(event)),
    })
}

/// The leaf that names a member of the body for programs, beside the name.
const MEMBER: &str = "/member";
/// The leaf that says to which item an event belongs.
pub(crate) const ITEM: &str = "/item";
