//! The Swedish words for event kinds, as minutes use them.
//!
//! Section: docs/glossary.md.

use tingbok_procedure::Kind;

/// What an event of this kind is called in Swedish minutes.
pub(crate) fn swedish(kind: Kind) -> &'static str {
    match kind {
        Kind::BodyConstituted => "organ",
        Kind::DocumentRegistered => "handling",
        Kind::ProposalSubmitted | Kind::ProposalLaid => "förslag till beslut",
        Kind::MeetingAdjourned => "ajournering",
        Kind::MeetingResumed => "återupptagande",
        Kind::ItemOpened => "ärende",
        Kind::ItemPresented => "sammanfattning",
        Kind::UnderlayListed => "beslutsunderlag",
        Kind::MotionMoved => "yrkande",
        Kind::MotionJoined => "bifall till yrkande",
        Kind::SpeechMade => "yttrande",
        Kind::PropositionPut => "proposition",
        Kind::PropositionFound => "utfall av proposition",
        Kind::VoteDemanded => "begäran om omröstning",
        Kind::VoteOrdered => "voteringsproposition",
        Kind::BallotCast => "röst",
        Kind::VoteCounted => "omröstning",
        Kind::VotingListRecorded => "voteringslista",
        Kind::DecisionMade => "beslut",
        Kind::ReservationEntered => "reservation",
        Kind::DispatchOrdered => "expediering",
        Kind::ItemClosed => "avslutat ärende",
        Kind::PassageKept => "bevarad text",
        Kind::AdjustmentRecorded => "justering",
        _ => "",
    }
}
