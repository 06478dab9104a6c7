//! Why events give no paragraph.

use tingbok_procedure::content::ParagraphNo;
use tingbok_procedure::{Kind, Stream};

/// Events that are not those of one item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectionError {
    /// No item is opened by these events.
    #[error("no item is opened by these {0} events")]
    NotOpened(usize),
    /// An item is opened a second time.
    #[error("§ {item} is opened again by event `{event}`")]
    OpenedAgain {
        /// The paragraph.
        item: ParagraphNo,
        /// The second opening.
        event: String,
    },
    /// An event belongs to another item.
    #[error("event `{event}` belongs to § {found}, expected § {expected}")]
    OtherItem {
        /// The event.
        event: String,
        /// The item that it belongs to.
        found: ParagraphNo,
        /// The item that is projected.
        expected: ParagraphNo,
    },
    /// An event stands in a stream that is neither the meeting's, the paragraph's nor the body's.
    #[error("event `{event}` stands in `{stream}`, which is no stream of § {expected}")]
    OtherStream {
        /// The event.
        event: String,
        /// Its stream.
        stream: Stream,
        /// The item that is projected.
        expected: ParagraphNo,
    },
    /// A kind that this projection has no place for.
    #[error("event `{event}`: `{kind}` has no place in a paragraph")]
    Kind {
        /// The event.
        event: String,
        /// Its kind.
        kind: Kind,
    },
    /// An event speaks of a proposition or vote that no earlier event made.
    #[error("event `{event}` speaks of {what} `{name}`, which no earlier event made")]
    Unknown {
        /// The event.
        event: String,
        /// `proposition` or `vote`.
        what: &'static str,
        /// The name.
        name: String,
    },
}
