//! A paragraph of the minutes: what the events of one item say, put together and typed.
//!
//! The projection is pure: the same events give the same paragraph. Every event that it is given is taken in or
//! refused, none is dropped unseen. What happened stands in the order in which it did; each statement carries the
//! id of the event that it came from.
//!
//! Spec: docs/procedure.md, "Event kinds" and "States".

use serde::{Serialize, Serializer};
use tingbok_procedure::content::{
    AdjustmentRecorded, BallotCast, DecisionMade, DispatchOrdered, ItemOpened, ItemPresented, MotionJoined,
    MotionMoved, ParagraphNo, ProposalLaid, PropositionFound, PropositionPut, ReservationEntered, SpeechMade,
    UnderlayListed, VoteCounted, VoteDemanded, VoteOrdered, VotingListRecorded,
};
use tingbok_procedure::{Content, Event, Kind, Moment, Stream};

use crate::RENDERER;

mod projection;

/// A paragraph (*paragraf*) of the minutes: one item of one meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paragraph {
    /// The version of this projection and of the text made from it, [`RENDERER`].
    pub renderer: &'static str,
    /// The year of the meeting.
    pub year: i16,
    /// The paragraph's number in that year.
    pub number: ParagraphNo,
    /// The day of the meeting, `YYYY-MM-DD`.
    pub meeting: String,
    /// The body's name, when `body.constituted` was among the events.
    pub body: Option<String>,
    /// The opening of the item: its title and case.
    pub opened: Recorded<ItemOpened>,
    /// The summaries (*sammanfattning*).
    pub summaries: Vec<Recorded<ItemPresented>>,
    /// The proposals that lay before the meeting.
    pub proposals: Vec<Recorded<ProposalLaid>>,
    /// What happened, in order: motions, pauses, propositions, votes, decisions.
    pub proceedings: Vec<Step>,
    /// The reservations.
    pub reservations: Vec<Recorded<ReservationEntered>>,
    /// Who is to be sent the decision.
    pub dispatch: Vec<Recorded<DispatchOrdered>>,
    /// The documents that the decision rests on.
    pub underlay: Vec<Recorded<UnderlayListed>>,
    /// What is recorded of the adjustment of the minutes.
    pub adjustments: Vec<Recorded<AdjustmentRecorded>>,
    /// The event that closed the item, when it is closed.
    pub closed: Option<String>,
    /// Words of a source that fit no kind.
    pub kept: Vec<Kept>,
}

/// Content with the id of the event that it stands in; in JSON the id is the member `event` beside the content.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded<T> {
    /// The event's id.
    pub event: String,
    /// What it says.
    #[serde(flatten)]
    pub content: T,
}

/// One thing that happened in the item.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// A motion was moved.
    Motion(Recorded<MotionMoved>),
    /// A motion was joined.
    Join(Recorded<MotionJoined>),
    /// Somebody spoke.
    Speech(Recorded<SpeechMade>),
    /// The meeting was adjourned, resumed, or both.
    Pause(Pause),
    /// A proposition was put, and perhaps found.
    Question(Question),
    /// A vote was demanded, and what followed.
    Vote(Box<Poll>),
    /// The body decided.
    Decision(Recorded<DecisionMade>),
}

/// An adjournment. One half is missing where it happened in another item or is not recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pause {
    /// When the meeting was adjourned.
    pub adjourned: Option<Timed>,
    /// When it went on.
    pub resumed: Option<Timed>,
}

/// An event of which only its time is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timed {
    /// The event's id.
    pub event: String,
    /// When it happened, as its author claims.
    #[serde(serialize_with = "as_text")]
    pub at: Moment,
}

/// A proposition with what the chair found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The question as it was put.
    pub put: Recorded<PropositionPut>,
    /// The answer, when it is recorded. A vote may have changed it.
    pub found: Option<Recorded<PropositionFound>>,
}

/// A vote with all that is recorded of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Poll {
    /// The demand.
    pub demanded: Recorded<VoteDemanded>,
    /// What Ja and Nej mean.
    pub ordered: Option<Recorded<VoteOrdered>>,
    /// The ballots, in the order recorded.
    pub ballots: Vec<Recorded<BallotCast>>,
    /// The lists as printed.
    pub lists: Vec<Recorded<VotingListRecorded>>,
    /// The count and the outcome declared.
    pub counted: Option<Recorded<VoteCounted>>,
}

/// Words of a source that fit no kind, with their line numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// The event's id.
    pub event: String,
    /// Why they fit no kind.
    pub reason: String,
    /// The lines, verbatim.
    pub quote: Vec<String>,
    /// Their numbers.
    pub lines: Vec<u64>,
}

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

impl Paragraph {
    /// Puts a paragraph together from the events of one item in the order of their streams: those of the meeting,
    /// those of the paragraph's own stream, and `body.constituted` where it is at hand.
    ///
    /// # Errors
    /// [`ProjectionError`] when the events are not those of one item, or refer to what is not among them.
    pub fn project(events: &[Event]) -> Result<Self, ProjectionError> {
        let mut openings = events.iter().filter_map(opening);
        let first = openings.next().ok_or(ProjectionError::NotOpened(events.len()))?;
        let mut paragraph = Self::opened(first);
        if let Some(again) = openings.find(|again| again.item() == paragraph.number) {
            let (item, event) = (paragraph.number, again.event.id.clone());
            return Err(ProjectionError::OpenedAgain { item, event });
        }
        for event in events {
            paragraph.belongs(event)?;
            paragraph.take(event)?;
        }
        Ok(paragraph)
    }

    fn opened(opening: Opening<'_>) -> Self {
        Self {
            renderer: RENDERER,
            year: opening.year,
            number: opening.item(),
            meeting: opening.meeting,
            body: None,
            opened: Recorded::of(opening.event, opening.content),
            summaries: Vec::new(),
            proposals: Vec::new(),
            proceedings: Vec::new(),
            reservations: Vec::new(),
            dispatch: Vec::new(),
            underlay: Vec::new(),
            adjustments: Vec::new(),
            closed: None,
            kept: Vec::new(),
        }
    }

    fn belongs(&self, event: &Event) -> Result<(), ProjectionError> {
        let ours = match &event.stream {
            Stream::Body => true,
            Stream::Meeting(date) => date.to_string() == self.meeting,
            Stream::Paragraph(at) => at.year == self.year && at.number == self.number.0,
            _ => false,
        };
        if !ours {
            return Err(ProjectionError::OtherStream {
                event: event.id.clone(),
                stream: event.stream.clone(),
                expected: self.number,
            });
        }
        match event.content.item() {
            Some(found) if found != self.number => Err(ProjectionError::OtherItem {
                event: event.id.clone(),
                found,
                expected: self.number,
            }),
            _ => Ok(()),
        }
    }
}

impl<T: Clone> Recorded<T> {
    fn of(event: &Event, content: &T) -> Self {
        Self {
            event: event.id.clone(),
            content: content.clone(),
        }
    }
}

/// The event that opens the item, with what it must have.
struct Opening<'a> {
    event: &'a Event,
    year: i16,
    meeting: String,
    content: &'a ItemOpened,
}

impl Opening<'_> {
    fn item(&self) -> ParagraphNo {
        self.content.item
    }
}

fn opening(event: &Event) -> Option<Opening<'_>> {
    match (&event.stream, &event.content) {
        (Stream::Meeting(date), Content::ItemOpened(content)) => Some(Opening {
            event,
            year: date.year(),
            meeting: date.to_string(),
            content,
        }),
        _ => None,
    }
}

fn as_text<S: Serializer>(at: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

#[cfg(test)]
mod tests;
