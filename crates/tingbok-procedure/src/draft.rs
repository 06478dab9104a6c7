//! A draft: an event before it is signed, one line of JSON in a file that people and programs can write.
//!
//! Spec: docs/spec/draft.md.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::content::{Content, ContentError};
use crate::event::Event;
use crate::kind::{Kind, UnknownKind};
use crate::moment::NotAMoment;
use crate::stream::Stream;

/// An event that nobody has signed yet. Members stand in this order when written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// A random UUID (version 4) in lower case: appending the same draft twice records it once.
    pub id: String,
    /// The stream, `meeting/2026-03-11`.
    pub stream: String,
    /// The kind with its version, `motion.moved/1`.
    pub kind: String,
    /// When it happened: `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss±hh:mm`.
    pub at: String,
    /// The content, as the kind's schema has it, with `quote` and `lines` when read from a document.
    pub content: Value,
}

/// Why a draft is no event.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// The kind or its version is not known here.
    #[error(transparent)]
    Kind(#[from] UnknownKind),
    /// The time is not one.
    #[error(transparent)]
    Moment(#[from] NotAMoment),
    /// The content does not fit the kind.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The kind does not stand in such a stream.
    #[error("`{kind}` does not stand in the stream `{stream}`")]
    Stream {
        /// The kind of the draft.
        kind: Kind,
        /// The stream that it names.
        stream: Stream,
    },
}

impl Draft {
    /// The draft of an event.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self {
            id: event.id.clone(),
            stream: event.stream.to_string(),
            kind: event.kind().name().to_owned(),
            at: event.at.to_string(),
            content: event.content.to_value(&event.source),
        }
    }

    /// The JSON Schema (draft 2020-12) of a draft; [`Kind::schema`] has that of its content.
    #[must_use]
    pub fn schema() -> Value {
        crate::schema::of_draft()
    }

    /// Reads the draft as an event: kind, time, stream and every field must be known.
    ///
    /// # Errors
    /// [`DraftError`] names the first thing that does not fit.
    pub fn event(&self) -> Result<Event, DraftError> {
        let kind: Kind = self.kind.parse()?;
        let stream: Stream = self.stream.parse().unwrap_or_else(|never| match never {});
        if !stream.is(kind.stream_class()) {
            return Err(DraftError::Stream { kind, stream });
        }
        let (content, source) = Content::parse(kind, &self.content)?;
        Ok(Event {
            id: self.id.clone(),
            stream,
            at: self.at.parse()?,
            content,
            source,
            signed: None,
        })
    }
}
