//! An event as the procedure sees it: what happened, when, in which stream; nothing of bytes or keys.

use crate::content::{Content, Source};
use crate::kind::Kind;
use crate::moment::Moment;
use crate::stream::Stream;

/// Something that happened, read from a draft or from the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The event's id, a UUID in lower case; other events may name it.
    pub id: String,
    /// The stream it stands in.
    pub stream: Stream,
    /// When it happened, as its author claims.
    pub at: Moment,
    /// What happened.
    pub content: Content,
    /// The words it was read from, where it was read from a document.
    pub source: Source,
    /// What the log says of it; `None` of a draft that nobody has signed.
    pub signed: Option<Signed>,
}

/// What the log says of an event, as far as rules speak of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Its place in its stream, from 0.
    pub seq: u64,
    /// A name of its exact text, SHA-256 in lower-case hexadecimal. Names are compared here and never computed.
    pub digest: String,
    /// Those who signed it.
    pub by: Vec<Signer>,
}

/// Somebody who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The handle of the key.
    pub handle: String,
    /// Who holds the key, as its enrolment says; `None` where it says nothing, or no longer.
    pub holder: Option<String>,
}

impl Event {
    /// The kind of the event.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.content.kind()
    }

    /// The year that the paragraphs of this event are numbered in: the meeting's.
    #[must_use]
    pub fn meeting_year(&self) -> i16 {
        match &self.stream {
            Stream::Meeting(date) => date.year(),
            Stream::Paragraph(at) | Stream::Adjuster(at, _) => at.year,
            _ => self.at.date().year(),
        }
    }
}
