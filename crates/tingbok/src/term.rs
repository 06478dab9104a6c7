//! The Swedish words for event kinds, as minutes use them.
//!
//! Section: docs/glossary.md.

use tingbok_procedure::Kind;

/// What an event of this kind is called in Swedish minutes.
pub(crate) fn swedish(kind: Kind) -> &'static str {
    match kind {
        Kind::FieldWithheld => "maskning",
        Kind::FieldReleased => "upphävd maskning",
        Kind::ErasureCompleted => "genomförd gallring",
        Kind::BodyConstituted => "organ",
        Kind::MemberElected => "val av förtroendevald",
        Kind::MemberReleased => "entledigande",
        Kind::CaseRegistered => "registrering av ärende",
        Kind::DocumentRegistered => "handling",
        Kind::ProposalSubmitted | Kind::ProposalLaid => "förslag till beslut",
        Kind::AssignmentGiven => "uppdrag",
        Kind::CaseClosed => "avslutat diarieärende",
        Kind::MeetingSummoned => "kallelse",
        Kind::MeetingOpened => "mötet öppnas",
        Kind::MeetingAdjourned => "ajournering",
        Kind::MeetingResumed => "återupptagande",
        Kind::MeetingClosed => "mötet avslutas",
        Kind::MeetingCancelled => "inställt möte",
        Kind::AttendanceRecorded => "upprop",
        Kind::ServiceStarted => "tjänstgöring börjar",
        Kind::ServiceEnded => "tjänstgöring upphör",
        Kind::AgendaAdopted => "fastställd föredragningslista",
        Kind::AdjustersAppointed => "val av justerare",
        Kind::DoorsClosed => "stängda dörrar",
        Kind::DoorsOpened => "öppna dörrar",
        Kind::ItemOpened => "ärende",
        Kind::ItemPresented => "sammanfattning",
        Kind::UnderlayListed => "beslutsunderlag",
        Kind::RecusalDeclared => "jäv",
        Kind::MotionMoved => "yrkande",
        Kind::MotionJoined => "bifall till yrkande",
        Kind::MotionWithdrawn => "återtaget yrkande",
        Kind::SpeechMade => "yttrande",
        Kind::DebateClosed => "överläggningen avslutas",
        Kind::PropositionOrdered => "propositionsordning",
        Kind::PropositionPut => "proposition",
        Kind::PropositionFound => "utfall av proposition",
        Kind::VoteDemanded => "begäran om omröstning",
        Kind::VoteOrdered => "voteringsproposition",
        Kind::BallotCast => "röst",
        Kind::VoteCounted => "omröstning",
        Kind::VotingListRecorded => "voteringslista",
        Kind::DecisionMade => "beslut",
        Kind::ParticipationDeclined => "avstår från att delta",
        Kind::ReservationEntered => "reservation",
        Kind::StatementEntered => "protokollsanteckning",
        Kind::DispatchOrdered => "expediering",
        Kind::ItemClosed => "avslutat ärende",
        Kind::PassageKept => "bevarad text",
        Kind::ParagraphCompiled => "upprättad protokollstext",
        Kind::AdjustmentDisputed => "invändning mot justering",
        Kind::AdjustmentRecorded | Kind::ParagraphAdjusted => "justering",
        Kind::NoticePosted => "anslag",
        Kind::NoticeRemoved => "nedtaget anslag",
        Kind::ExtractDispatched => "protokollsutdrag",
        Kind::ParagraphCorrected => "rättelse",
        Kind::AppealLodged => "överklagande",
        Kind::ForceGained => "laga kraft",
        Kind::DecisionRevised => "ändrat beslut",
        // A kind that this program gives no word has its name in the record, which is better than none.
        _ => kind.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word() {
        for kind in Kind::ALL {
            let word = swedish(*kind);
            assert!(!word.is_empty() && word != kind.name(), "{kind}");
        }
    }
}
