//! The content of each kind as a type, and the words of the source beside it.
//!
//! Types are for reading and writing content; what is signed are the leaves of the JSON as it was first written,
//! which the record keeps. An unknown field is refused here: nothing that a person wrote may be dropped unseen.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use body::{BodyConstituted, BodyKind, MemberElected, MemberReleased, Numbering, Office};
pub use case::{AssignmentGiven, CaseClosed, CaseRegistered};
pub use day::Day;
pub use decision::{
    DecisionMade, DispatchOrdered, ParticipationDeclined, Point, ReservationEntered, StatementEntered,
    StatementKind,
};
pub use document::{DocumentRegistered, MediaFile, ProposalSubmitted, Reference, Signatory};
pub use item::{
    DebateClosed, ItemClosed, ItemOpened, ItemPresented, Matter, PassageKept, ProposalLaid, RecusalDeclared,
    SpeechMade, Underlay, UnderlayListed,
};
pub use meeting::{
    AdjustersAppointed, AgendaAdopted, AgendaItem, AttendanceRecorded, DoorsClosed, DoorsOpened,
    MeetingAdjourned, MeetingCancelled, MeetingClosed, MeetingOpened, MeetingResumed, MeetingSummoned,
    ServiceEnded, ServiceStarted, Serving,
};
pub use motion::{Form, MotionJoined, MotionMoved, MotionWithdrawn, Target};
pub use paragraph::{
    AdjustmentDisputed, AdjustmentRecorded, AppealDecided, AppealLodged, Compiled, DecisionRef,
    DecisionRevised, ExtractDispatched, ForceGained, Ground, NoticePosted, NoticeRemoved, ParagraphAdjusted,
    ParagraphCompiled, ParagraphCorrected, SigningRole,
};
pub use proposition::{
    Effect, Outcome, PropositionFound, PropositionKind, PropositionOrdered, PropositionPut,
};
pub use publication::{ErasureCompleted, FieldReleased, FieldWithheld};
pub use reference::{DecisionId, MemberId, MotionId, ParagraphNo, ProposalId, PropositionId, VoteId};
pub use vote::{
    BallotCast, BallotSource, Choice, Following, VoteCounted, VoteDemanded, VoteForm, VoteOrdered, VoteRule,
};
pub use vote::{Side, Tally, VotingListRecorded};
pub use writing::turns_direction;

use crate::kind::Kind;

mod body;
mod case;
mod day;
mod decision;
mod document;
mod item;
mod meeting;
mod motion;
mod paragraph;
mod persons;
mod proposition;
mod publication;
mod reference;
mod vote;
mod writing;

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

            pub(crate) fn schema(kind: Kind) -> schemars::Schema {
                match kind { $(Kind::$variant => schemars::schema_for!($variant),)+ }
            }
        }

        $(impl From<$variant> for Content {
            fn from(content: $variant) -> Self { Self::$variant(content) }
        })+
    };
}

contents! {
    FieldWithheld FieldReleased ErasureCompleted
    BodyConstituted MemberElected MemberReleased
    CaseRegistered DocumentRegistered ProposalSubmitted AssignmentGiven CaseClosed
    MeetingSummoned MeetingOpened MeetingAdjourned MeetingResumed MeetingClosed MeetingCancelled
    AttendanceRecorded ServiceStarted ServiceEnded
    AgendaAdopted AdjustersAppointed DoorsClosed DoorsOpened
    ItemOpened ItemPresented UnderlayListed ProposalLaid RecusalDeclared
    MotionMoved MotionJoined MotionWithdrawn SpeechMade DebateClosed
    PropositionOrdered PropositionPut PropositionFound
    VoteDemanded VoteOrdered BallotCast VoteCounted VotingListRecorded
    DecisionMade ParticipationDeclined ReservationEntered StatementEntered DispatchOrdered ItemClosed
    PassageKept
    ParagraphCompiled AdjustmentDisputed AdjustmentRecorded NoticePosted NoticeRemoved ExtractDispatched
    ParagraphCorrected AppealLodged ForceGained DecisionRevised
    ParagraphAdjusted
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
            Self::RecusalDeclared(c) => c.item,
            Self::MotionMoved(c) => c.item,
            Self::MotionJoined(c) => c.item,
            Self::MotionWithdrawn(c) => c.item,
            Self::SpeechMade(c) => c.item,
            Self::DebateClosed(c) => c.item,
            Self::PropositionOrdered(c) => c.item,
            Self::PropositionPut(c) => c.item,
            Self::PropositionFound(c) => c.item,
            Self::VoteDemanded(c) => c.item,
            Self::VoteOrdered(c) => c.item,
            Self::BallotCast(c) => c.item,
            Self::VoteCounted(c) => c.item,
            Self::VotingListRecorded(c) => c.item,
            Self::DecisionMade(c) => c.item,
            Self::ParticipationDeclined(c) => c.item,
            Self::ReservationEntered(c) => c.item,
            Self::StatementEntered(c) => c.item,
            Self::DispatchOrdered(c) => c.item,
            Self::ItemClosed(c) => c.item,
            Self::ParagraphCompiled(c) => c.item,
            Self::AdjustmentDisputed(c) => c.item,
            Self::AdjustmentRecorded(c) => c.item,
            Self::NoticePosted(c) => c.item,
            Self::NoticeRemoved(c) => c.item,
            Self::ExtractDispatched(c) => c.item,
            Self::ParagraphCorrected(c) => c.item,
            Self::AppealLodged(c) => c.item,
            Self::ForceGained(c) => c.item,
            Self::DecisionRevised(c) => c.item,
            Self::ParagraphAdjusted(c) => c.item,
            Self::MeetingAdjourned(c) => return c.item,
            Self::MeetingResumed(c) => return c.item,
            Self::AttendanceRecorded(c) => return c.item,
            Self::ServiceStarted(c) => return c.item,
            Self::ServiceEnded(c) => return c.item,
            Self::AdjustersAppointed(c) => return c.item,
            Self::DoorsClosed(c) => return c.item,
            Self::DoorsOpened(c) => return c.item,
            Self::PassageKept(c) => return c.item,
            Self::FieldWithheld(_)
            | Self::FieldReleased(_)
            | Self::ErasureCompleted(_)
            | Self::BodyConstituted(_)
            | Self::MemberElected(_)
            | Self::MemberReleased(_)
            | Self::CaseRegistered(_)
            | Self::DocumentRegistered(_)
            | Self::ProposalSubmitted(_)
            | Self::AssignmentGiven(_)
            | Self::CaseClosed(_)
            | Self::MeetingSummoned(_)
            | Self::MeetingOpened(_)
            | Self::MeetingClosed(_)
            | Self::MeetingCancelled(_)
            | Self::AgendaAdopted(_) => return None,
        })
    }
}

/// The words of a source that an event was read from.
///
/// Every non-blank line of a source is quoted by exactly one event; an event read from lines that another quotes
/// names them in `also`. So the source comes back from the ledger, byte for byte but for blank lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// A person as the source or the registrar writes the name, and the member of the roster where it is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
    /// The member of the roster that this is, where exactly one fits: two of one name are told apart by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
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
