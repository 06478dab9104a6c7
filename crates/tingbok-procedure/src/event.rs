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
