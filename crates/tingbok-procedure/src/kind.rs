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
    /// The body exists: its name, whether it is a board or an assembly, its seats.
    BodyConstituted = "body.constituted" in Body;
    /// A document (*handling*) came to a case: an official letter, an attachment.
    DocumentRegistered = "document.registered" in Case;
    /// A proposal for a decision (*förslag till beslut*) was submitted in a case.
    ProposalSubmitted = "proposal.submitted" in Case;
    /// The meeting was adjourned (*ajournering*).
    MeetingAdjourned = "meeting.adjourned" in Meeting;
    /// The meeting went on after an adjournment.
    MeetingResumed = "meeting.resumed" in Meeting;
    /// An item (*ärende*, in the minutes a *paragraf*) was opened.
    ItemOpened = "item.opened" in Meeting;
    /// The item was presented: the summary in the minutes.
    ItemPresented = "item.presented" in Meeting;
    /// The documents that the decision rests on (*beslutsunderlag*).
    UnderlayListed = "underlay.listed" in Meeting;
    /// A proposal was laid before the meeting.
    ProposalLaid = "proposal.laid" in Meeting;
    /// Somebody moved that the body should decide something (*yrkande*).
    MotionMoved = "motion.moved" in Meeting;
    /// Somebody joined a motion of another (*bifall till X:s yrkande*).
    MotionJoined = "motion.joined" in Meeting;
    /// Somebody spoke without moving anything.
    SpeechMade = "speech.made" in Meeting;
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
    /// Somebody reserved against the decision (4:27).
    ReservationEntered = "reservation.entered" in Meeting;
    /// Who is to be sent the decision (*expedieras till*).
    DispatchOrdered = "dispatch.ordered" in Meeting;
    /// The item was closed.
    ItemClosed = "item.closed" in Meeting;
    /// Words of a source that no other kind fits, and why.
    PassageKept = "passage.kept" in Source;
    /// The minutes were adjusted on paper or elsewhere, as far as a source says so (*justering*).
    AdjustmentRecorded = "adjustment.recorded" in Paragraph;
}

impl Kind {
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
