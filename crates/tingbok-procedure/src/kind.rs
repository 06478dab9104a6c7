//! The event kinds that this program knows: name, the streams they stand in, and which fields are one leaf.
//!
//! A kind's name and version are signed and can never be renamed; a changed content is a new version.

use std::fmt;
use std::str::FromStr;

use crate::stream::StreamClass;

/// Declares the kinds once: the variant, its name in the record, the class of stream it stands in.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal in $class:ident;)+) => {
        /// A kind of event, version 1 of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind { $($(#[doc = $doc])+ $variant,)+ }

        impl Kind {
            /// Every kind that this program knows, in the order of a meeting.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The kind as it stands in the record: `motion.moved/1`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => concat!($name, "/1"),)+ }
            }

            /// The class of streams that this kind stands in.
            #[must_use]
            pub const fn stream_class(self) -> StreamClass {
                match self { $(Self::$variant => StreamClass::$class,)+ }
            }
        }
    };
}

kinds! {
    /// A value is left out of exports and pages (OSL).
    FieldWithheld = "field.withheld" in Publication;
    /// A value that was withheld is left out no longer.
    FieldReleased = "field.released" in Publication;
    /// What was to be erased is gone from every file.
    ErasureCompleted = "erasure.completed" in Publication;
    /// The body exists: its name, whether it is a board or an assembly, its seats, its local rules.
    BodyConstituted = "body.constituted" in Body;
    /// Somebody has a seat, or is a substitute (5:9, 6:16).
    MemberElected = "member.elected" in Body;
    /// A member leaves.
    MemberReleased = "member.released" in Body;
    /// A case (*ärende med diarienummer*) was registered.
    CaseRegistered = "case.registered" in Case;
    /// A document (*handling*) came to a case: an official letter, an attachment.
    DocumentRegistered = "document.registered" in Case;
    /// A proposal for a decision (*förslag till beslut*) was submitted in a case.
    ProposalSubmitted = "proposal.submitted" in Case;
    /// Somebody was told to do something (*uppdrag*).
    AssignmentGiven = "assignment.given" in Case;
    /// A case was closed.
    CaseClosed = "case.closed" in Case;
    /// The meeting was called (*kallelse*; 5:13–15, 6:23).
    MeetingSummoned = "meeting.summoned" in Meeting;
    /// The meeting was opened.
    MeetingOpened = "meeting.opened" in Meeting;
    /// The meeting was adjourned (*ajournering*).
    MeetingAdjourned = "meeting.adjourned" in Meeting;
    /// The meeting went on after an adjournment.
    MeetingResumed = "meeting.resumed" in Meeting;
    /// The meeting was closed.
    MeetingClosed = "meeting.closed" in Meeting;
    /// A meeting that was called did not take place (*inställt*).
    MeetingCancelled = "meeting.cancelled" in Meeting;
    /// The roll call (*upprop*): who serves, who is there, who is not.
    AttendanceRecorded = "attendance.recorded" in Meeting;
    /// Somebody serves from here on (*tjänstgör*).
    ServiceStarted = "service.started" in Meeting;
    /// Somebody serves no longer.
    ServiceEnded = "service.ended" in Meeting;
    /// The agenda was adopted.
    AgendaAdopted = "agenda.adopted" in Meeting;
    /// Those who adjust the minutes together with the chair (*justerare*, 5:69).
    AdjustersAppointed = "adjusters.appointed" in Meeting;
    /// The meeting went on behind closed doors (5:42, 6:25).
    DoorsClosed = "doors.closed" in Meeting;
    /// The meeting was public again.
    DoorsOpened = "doors.opened" in Meeting;
    /// An item (*ärende*, in the minutes a *paragraf*) was opened.
    ItemOpened = "item.opened" in Meeting;
    /// The item was presented: the summary in the minutes.
    ItemPresented = "item.presented" in Meeting;
    /// The documents that the decision rests on (*beslutsunderlag*).
    UnderlayListed = "underlay.listed" in Meeting;
    /// A proposal was laid before the meeting.
    ProposalLaid = "proposal.laid" in Meeting;
    /// Somebody was recused (*jäv*; 6:28–30, 5:47).
    RecusalDeclared = "recusal.declared" in Meeting;
    /// Somebody moved that the body should decide something (*yrkande*).
    MotionMoved = "motion.moved" in Meeting;
    /// Somebody joined a motion of another (*bifall till X:s yrkande*).
    MotionJoined = "motion.joined" in Meeting;
    /// A mover took a motion back.
    MotionWithdrawn = "motion.withdrawn" in Meeting;
    /// Somebody spoke without moving anything.
    SpeechMade = "speech.made" in Meeting;
    /// The chair closed the debate.
    DebateClosed = "debate.closed" in Meeting;
    /// The order in which the questions were to be put (*propositionsordning*).
    PropositionOrdered = "proposition.ordered" in Meeting;
    /// The chair put a question to the meeting (*proposition*).
    PropositionPut = "proposition.put" in Meeting;
    /// The chair found what the meeting had answered.
    PropositionFound = "proposition.found" in Meeting;
    /// A count was demanded before the gavel fell (5:53).
    VoteDemanded = "vote.demanded" in Meeting;
    /// The order of the vote: what Ja and Nej mean (*voteringsproposition*).
    VoteOrdered = "vote.ordered" in Meeting;
    /// One ballot in an open vote.
    BallotCast = "ballot.cast" in Meeting;
    /// The votes were counted and the outcome declared (*omröstning*).
    VoteCounted = "vote.counted" in Meeting;
    /// The voting list as printed: names and roles, and the result where it stands there.
    VotingListRecorded = "voting_list.recorded" in Meeting;
    /// The body decided.
    DecisionMade = "decision.made" in Meeting;
    /// Somebody took no part in a decision (4:25).
    ParticipationDeclined = "participation.declined" in Meeting;
    /// Somebody reserved against the decision (4:27).
    ReservationEntered = "reservation.entered" in Meeting;
    /// Words that somebody had put into the minutes without reserving.
    StatementEntered = "statement.entered" in Meeting;
    /// Who is to be sent the decision (*expedieras till*).
    DispatchOrdered = "dispatch.ordered" in Meeting;
    /// The item was closed.
    ItemClosed = "item.closed" in Meeting;
    /// Words of a source that no other kind fits, and why.
    PassageKept = "passage.kept" in Source;
    /// The paragraph's exact text was made from the events of its item (5:67).
    ParagraphCompiled = "paragraph.compiled" in Paragraph;
    /// Somebody who is to adjust the minutes did not agree with the text.
    AdjustmentDisputed = "adjustment.disputed" in Adjustment;
    /// The minutes were adjusted on paper or elsewhere, as far as a source says so (*justering*).
    AdjustmentRecorded = "adjustment.recorded" in Paragraph;
    /// That the minutes are adjusted was announced (*anslag*, 8:12).
    NoticePosted = "notice.posted" in Paragraph;
    /// The announcement was taken down.
    NoticeRemoved = "notice.removed" in Paragraph;
    /// An extract of the minutes was sent.
    ExtractDispatched = "extract.dispatched" in Paragraph;
    /// Something in an adjusted paragraph was wrong (*rättelse*).
    ParagraphCorrected = "paragraph.corrected" in Paragraph;
    /// Somebody appealed (13:1).
    AppealLodged = "appeal.lodged" in Paragraph;
    /// The decision could no longer be appealed (*laga kraft*).
    ForceGained = "force.gained" in Paragraph;
    /// A later decision changed one of this paragraph's.
    DecisionRevised = "decision.revised" in Paragraph;
    /// The chair or an adjuster certified the text (5:69).
    ParagraphAdjusted = "paragraph.adjusted" in Adjuster;
}

impl Kind {
    /// The JSON Schema (draft 2020-12) of this kind's content, with the words of a source that may stand beside it.
    #[must_use]
    pub fn schema(self) -> serde_json::Value {
        crate::schema::of(self)
    }

    /// The paths of this kind's content that are committed to as one leaf, whatever stands below them.
    ///
    /// `lines` and `also` are numbers of source lines: many, never withheld one by one.
    #[must_use]
    pub const fn whole_paths(self) -> &'static [&'static str] {
        &["/lines", "/also"]
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A kind or version that this program does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind `{0}`")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|kind| kind.name() == name);
        known.copied().ok_or_else(|| UnknownKind(name.to_owned()))
    }
}
