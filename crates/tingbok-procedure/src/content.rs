//! The content of each kind as a type, and the words of the source beside it.
//!
//! Types are for reading and writing content; what is signed are the leaves of the JSON as it was first written,
//! which the record keeps. An unknown field is refused here: nothing that a person wrote may be dropped unseen.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use decision::{AdjustmentRecorded, DecisionMade, DispatchOrdered, Point, ReservationEntered};
pub use document::{
    BodyConstituted, BodyKind, DocumentRegistered, MediaFile, ProposalSubmitted, Reference, Signatory,
};
pub use item::{
    ItemClosed, ItemOpened, ItemPresented, PassageKept, ProposalLaid, SpeechMade, Underlay, UnderlayListed,
};
pub use item::{MeetingAdjourned, MeetingResumed};
pub use motion::{Form, MotionJoined, MotionMoved, Target};
pub use proposition::{Effect, Outcome, PropositionFound, PropositionKind, PropositionPut};
pub use reference::{DecisionId, MotionId, ParagraphNo, ProposalId, PropositionId, VoteId};
pub use vote::{
    BallotCast, BallotSource, Choice, VoteCounted, VoteDemanded, VoteForm, VoteOrdered, VoteRule,
};
pub use vote::{Side, Tally, VotingListRecorded};

use crate::kind::Kind;

mod decision;
mod document;
mod item;
mod motion;
mod proposition;
mod reference;
mod vote;

/// Declares [`Content`] once: each variant is the kind of the same name and holds the type of the same name.
macro_rules! contents {
    ($($variant:ident)+) => {
        /// What happened, by kind.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each variant is documented at its type and at its kind")]
        pub enum Content { $($variant($variant),)+ }

        impl Content {
            /// The kind of this content.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$variant(_) => Kind::$variant,)+ }
            }

            fn read(kind: Kind, value: Value) -> Result<Self, serde_json::Error> {
                Ok(match kind { $(Kind::$variant => Self::$variant(serde_json::from_value(value)?),)+ })
            }

            fn write(&self) -> Result<Value, serde_json::Error> {
                match self { $(Self::$variant(content) => serde_json::to_value(content),)+ }
            }
        }

        $(impl From<$variant> for Content {
            fn from(content: $variant) -> Self { Self::$variant(content) }
        })+
    };
}

contents! {
    BodyConstituted DocumentRegistered ProposalSubmitted
    MeetingAdjourned MeetingResumed
    ItemOpened ItemPresented UnderlayListed ProposalLaid
    MotionMoved MotionJoined SpeechMade
    PropositionPut PropositionFound
    VoteDemanded VoteOrdered BallotCast VoteCounted VotingListRecorded
    DecisionMade ReservationEntered DispatchOrdered ItemClosed PassageKept
    AdjustmentRecorded
}

/// Content that does not fit its kind.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// Content is an object; this is something else.
    #[error("content of `{0}` is not an object")]
    NotAnObject(Kind),
    /// A field is unknown, missing or of another type.
    #[error("content of `{kind}`: {source}")]
    Field {
        /// The kind that the content should fit.
        kind: Kind,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// `quote` and `lines` are parallel: one number for each line.
    #[error("content of `{kind}` quotes {quoted} lines and numbers {numbered}")]
    Quote {
        /// The kind of the event.
        kind: Kind,
        /// How many lines it quotes.
        quoted: usize,
        /// How many line numbers it gives.
        numbered: usize,
    },
}

impl Content {
    /// Reads the content of an event of `kind`, and the words of the source that stand beside it.
    ///
    /// # Errors
    /// [`ContentError`] when a field is unknown, missing or of another type.
    pub fn parse(kind: Kind, value: &Value) -> Result<(Self, Source), ContentError> {
        let object = value.as_object().ok_or(ContentError::NotAnObject(kind))?;
        let (source, own) = split(object);
        let field = |source| ContentError::Field { kind, source };
        let source: Source = serde_json::from_value(Value::Object(source)).map_err(field)?;
        if source.quote.len() != source.lines.len() {
            return Err(ContentError::Quote {
                kind,
                quoted: source.quote.len(),
                numbered: source.lines.len(),
            });
        }
        Ok((Self::read(kind, Value::Object(own)).map_err(field)?, source))
    }

    /// Writes the content as JSON, with the words of the source beside it.
    #[must_use]
    pub fn to_value(&self, source: &Source) -> Value {
        let object = |value: Result<Value, serde_json::Error>| match value {
            Ok(Value::Object(object)) => object,
            // Every content type is a struct of strings, numbers, booleans, arrays and such structs.
            _ => Map::new(),
        };
        let mut all = object(self.write());
        all.extend(object(serde_json::to_value(source)));
        Value::Object(all)
    }

    /// The paragraph whose item this content belongs to, when it belongs to one.
    #[must_use]
    pub fn item(&self) -> Option<ParagraphNo> {
        Some(match self {
            Self::ItemOpened(c) => c.item,
            Self::ItemPresented(c) => c.item,
            Self::UnderlayListed(c) => c.item,
            Self::ProposalLaid(c) => c.item,
            Self::MotionMoved(c) => c.item,
            Self::MotionJoined(c) => c.item,
            Self::SpeechMade(c) => c.item,
            Self::PropositionPut(c) => c.item,
            Self::PropositionFound(c) => c.item,
            Self::VoteDemanded(c) => c.item,
            Self::VoteOrdered(c) => c.item,
            Self::BallotCast(c) => c.item,
            Self::VoteCounted(c) => c.item,
            Self::VotingListRecorded(c) => c.item,
            Self::DecisionMade(c) => c.item,
            Self::ReservationEntered(c) => c.item,
            Self::DispatchOrdered(c) => c.item,
            Self::ItemClosed(c) => c.item,
            Self::MeetingAdjourned(c) => return c.item,
            Self::MeetingResumed(c) => return c.item,
            Self::PassageKept(c) => return c.item,
            Self::AdjustmentRecorded(c) => c.item,
            Self::BodyConstituted(_) | Self::DocumentRegistered(_) | Self::ProposalSubmitted(_) => {
                return None;
            }
        })
    }
}

/// The words of a source that an event was read from.
///
/// Every non-blank line of a source is quoted by exactly one event; an event read from lines that another quotes
/// names them in `also`. So the source comes back from the ledger, byte for byte but for blank lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document that was read: SHA-256 of the file, in lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The lines, verbatim and without their LF.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quote: Vec<String>,
    /// The number of each line in `quote`, counted from 1 at every LF.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u64>,
    /// Lines that this event was read from too and that another event quotes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<u64>,
}

fn split(object: &Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    let of_source = |key: &String| ["document", "quote", "lines", "also"].contains(&key.as_str());
    let copy = |(key, value): (&String, &Value)| (key.clone(), value.clone());
    let (source, own): (Vec<_>, Vec<_>) = object.iter().partition(|(key, _)| of_source(key));
    (
        source.into_iter().map(copy).collect(),
        own.into_iter().map(copy).collect(),
    )
}

/// Free text as runs whose concatenation is the text; what may have to be withheld is a run of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<String>);

impl Text {
    /// The text as one string.
    #[must_use]
    pub fn concat(&self) -> String {
        self.0.concat()
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(vec![text.to_owned()])
    }
}

/// A person as the source or the registrar writes the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name as written, `Klara Nordin`.
    pub name: String,
    /// The party's letters as written, `M`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The role as written, `1:a vice ordförande`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

impl fmt::Display for Person {
    /// `Klara Nordin (M)`: as minutes name people, without the role.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.party {
            Some(party) => write!(f, " ({party})"),
            None => Ok(()),
        }
    }
}
