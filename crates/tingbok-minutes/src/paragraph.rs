//! A paragraph of the minutes: what the events of one item say, put together and typed.
//!
//! The projection is pure: the same events give the same paragraph. Every event that it is given is taken in or
//! refused, none is dropped unseen. What happened stands in the order in which it did; each statement carries the
//! id of the event that it came from.
//!
//! Spec: docs/procedure.md, "Event kinds" and "States".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tingbok_procedure::admission::adjustment::{Appointed, Signers};
use tingbok_procedure::admission::{Adjustment, Body};
use tingbok_procedure::content::{
    AdjustersAppointed, AdjustmentRecorded, AttendanceRecorded, BallotCast, BodyConstituted, Day,
    DecisionMade, DispatchOrdered, Following, ItemOpened, ItemPresented, MotionJoined, MotionMoved,
    MotionWithdrawn, ParagraphNo, ParticipationDeclined, Person, ProposalLaid, PropositionFound,
    PropositionId, PropositionOrdered, PropositionPut, RecusalDeclared, ReservationEntered, SpeechMade,
    StatementEntered, UnderlayListed, VoteCounted, VoteDemanded, VoteId, VoteOrdered, VotingListRecorded,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Moment, Stream};

use crate::RENDERER;
use crate::afterwards::Afterwards;
use crate::text::wording::one_line;

mod error;
mod projection;

pub use error::ProjectionError;

/// A paragraph (*paragraf*) of the minutes: one item of one meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paragraph {
    /// The version of this projection and of the text made from it unless another is asked for, [`RENDERER`].
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
    /// The days of decisions that were made on another day than the meeting's, by their events.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub decided_on: BTreeMap<String, Day>,
    /// Those who took no part in a decision.
    pub declined: Vec<Recorded<ParticipationDeclined>>,
    /// The reservations.
    pub reservations: Vec<Recorded<ReservationEntered>>,
    /// The statements (*protokollsanteckningar*, *särskilda yttranden*).
    pub statements: Vec<Recorded<StatementEntered>>,
    /// Who is to be sent the decision.
    pub dispatch: Vec<Recorded<DispatchOrdered>>,
    /// The documents that the decision rests on.
    pub underlay: Vec<Recorded<UnderlayListed>>,
    /// Those appointed to adjust this paragraph alone.
    pub adjusters: Vec<Recorded<AdjustersAppointed>>,
    /// What a source says of the adjustment of the minutes.
    pub adjustments: Vec<Recorded<AdjustmentRecorded>>,
    /// The event that closed the item, when it is closed.
    pub closed: Option<String>,
    /// Whether the body decided that the paragraph is adjusted at once (*omedelbar justering*).
    pub adjusted_at_once: bool,
    /// What happened after the meeting.
    pub afterwards: Afterwards,
    /// Events of the meeting or the body that belong to no item and have no place above.
    pub around: Vec<Around>,
    /// The meeting's chair and adjusters, where its events are among those around.
    #[serde(skip)]
    of_meeting: Appointed,
    /// Those appointed for this paragraph alone.
    #[serde(skip)]
    of_item: Appointed,
    /// The body's rules and roster, where its events are among those given.
    #[serde(skip)]
    rules: Body,
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
    /// Motions were withdrawn.
    Withdrawal(Recorded<MotionWithdrawn>),
    /// Somebody was recused.
    Recusal(Recorded<RecusalDeclared>),
    /// The roll was called.
    Attendance(Recorded<AttendanceRecorded>),
    /// Somebody began or ceased to serve.
    Service(Service),
    /// The doors were closed or opened.
    Doors(Doors),
    /// The debate was closed.
    DebateClosed(Timed),
    /// The order of the propositions was set.
    Order(Recorded<PropositionOrdered>),
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timed {
    /// The event's id.
    pub event: String,
    /// When it happened, as its author claims.
    pub at: Moment,
}

/// Somebody began or ceased to serve (*tjänstgöra*).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Service {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// Whether the person serves from here on.
    pub serves: bool,
    /// Who.
    pub person: Person,
    /// In whose place.
    #[serde(rename = "for")]
    pub in_place_of: Option<Person>,
}

/// The doors were closed or opened.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doors {
    /// The event's id.
    pub event: String,
    /// When.
    pub at: Moment,
    /// Whether they are closed from here on.
    pub closed: bool,
}

/// An event around the item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Around {
    /// The event's id.
    pub event: String,
    /// Its kind, with its version.
    pub kind: &'static str,
    /// When.
    pub at: Moment,
    /// What it says.
    pub content: Value,
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
    /// Its name, which the demand or the order gives.
    #[serde(skip)]
    pub vote: VoteId,
    /// The demand; one that follows another vote has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demanded: Option<Recorded<VoteDemanded>>,
    /// What Ja and Nej mean.
    pub ordered: Option<Recorded<VoteOrdered>>,
    /// The ballots, in the order recorded.
    pub ballots: Vec<Recorded<BallotCast>>,
    /// The lists as printed.
    pub lists: Vec<Recorded<VotingListRecorded>>,
    /// The count and the outcome declared.
    pub counted: Option<Recorded<VoteCounted>>,
}

impl Poll {
    fn of(vote: &VoteId) -> Self {
        Self {
            vote: vote.clone(),
            demanded: None,
            ordered: None,
            ballots: Vec::new(),
            lists: Vec::new(),
            counted: None,
        }
    }

    /// The proposition that it is on, where that is known.
    #[must_use]
    pub fn proposition(&self) -> Option<&PropositionId> {
        match &self.demanded {
            Some(demanded) => demanded.content.proposition.as_ref(),
            None => self.follows()?.proposition.as_ref(),
        }
    }

    /// What it follows upon, where nobody demanded it anew.
    #[must_use]
    pub fn follows(&self) -> Option<&Following> {
        self.ordered.as_ref()?.content.follows.as_ref()
    }
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

impl Paragraph {
    /// Puts a paragraph together from the events of one item in the order of their streams: those of the meeting,
    /// those of the paragraph's own streams, and those of the body where they are at hand: they name it, and tell who is
    /// whom. Events of the meeting that belong to no item may be among them.
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
        paragraph.body = paragraph.constituted().map(|rules| rules.name.clone());
        Ok(paragraph)
    }

    /// The year and number of the paragraph.
    #[must_use]
    pub fn at(&self) -> ParagraphRef {
        ParagraphRef {
            year: self.year,
            number: self.number.0,
        }
    }

    /// The title on one line.
    #[must_use]
    pub fn title(&self) -> String {
        one_line(&self.opened.content.title.concat())
    }

    /// How far the adjustment has come, as far as the events tell.
    #[must_use]
    pub fn adjustment(&self) -> Adjustment {
        let of_item = Appointed {
            chair: self.opened.content.chair.clone(),
            ..self.of_item.clone()
        };
        let wanted = self.constituted().and_then(|rules| rules.adjusters);
        let signers = Signers::of(&of_item, &self.of_meeting, wanted);
        self.afterwards.adjustment(signers, self.rules.roster())
    }

    /// What the body had decided of itself on the day of the meeting.
    fn constituted(&self) -> Option<&BodyConstituted> {
        self.rules.on(self.meeting.parse().ok()?)
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
            decided_on: BTreeMap::new(),
            declined: Vec::new(),
            reservations: Vec::new(),
            statements: Vec::new(),
            dispatch: Vec::new(),
            underlay: Vec::new(),
            adjusters: Vec::new(),
            adjustments: Vec::new(),
            closed: None,
            adjusted_at_once: false,
            afterwards: Afterwards::default(),
            around: Vec::new(),
            of_meeting: Appointed::default(),
            of_item: Appointed::default(),
            rules: Body::default(),
            kept: Vec::new(),
        }
    }

    fn belongs(&self, event: &Event) -> Result<(), ProjectionError> {
        let ours = match &event.stream {
            Stream::Body => true,
            Stream::Meeting(date) => date.to_string() == self.meeting,
            Stream::Paragraph(at) | Stream::Adjuster(at, _) => *at == self.at(),
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

impl Timed {
    pub(crate) fn of(event: &Event) -> Self {
        Self {
            event: event.id.clone(),
            at: event.at.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
