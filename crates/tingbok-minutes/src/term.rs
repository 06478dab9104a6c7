//! The Swedish words for event kinds, as minutes use them.
//!
//! Section: docs/glossary.md.

use tingbok_procedure::Kind;

/// What an event of this kind is called in Swedish minutes.
#[must_use]
pub fn swedish(kind: Kind) -> &'static str {
    of_body(kind)
        .or_else(|| of_meeting(kind))
        .or_else(|| of_item(kind))
        .or_else(|| of_paragraph(kind))
        .unwrap_or("händelse")
}

fn of_body(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::FieldWithheld => "sekretessmarkering",
        Kind::FieldReleased => "hävd sekretessmarkering",
        Kind::ErasureCompleted => "genomförd gallring",
        Kind::BodyConstituted => "organ",
        Kind::MemberElected => "val av ledamot",
        Kind::MemberReleased => "avgång",
        Kind::CaseRegistered => "registrering av ärende",
        Kind::DocumentRegistered => "handling",
        Kind::ProposalSubmitted => "förslag till beslut",
        Kind::AssignmentGiven => "uppdrag",
        Kind::CaseClosed => "avslutning av ärende",
        _ => return None,
    })
}

fn of_meeting(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::MeetingSummoned => "kallelse",
        Kind::MeetingOpened => "sammanträdet öppnas",
        Kind::MeetingAdjourned => "ajournering",
        Kind::MeetingResumed => "återupptagande",
        Kind::MeetingClosed => "sammanträdet avslutas",
        Kind::MeetingCancelled => "inställt sammanträde",
        Kind::AttendanceRecorded => "upprop",
        Kind::ServiceStarted => "tjänstgöring börjar",
        Kind::ServiceEnded => "tjänstgöring slutar",
        Kind::AgendaAdopted => "föredragningslista",
        Kind::AdjustersAppointed => "val av justerare",
        Kind::DoorsClosed => "stängda dörrar",
        Kind::DoorsOpened => "öppna dörrar",
        _ => return None,
    })
}

fn of_item(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::ItemOpened => "ärende",
        Kind::ItemPresented => "sammanfattning",
        Kind::UnderlayListed => "beslutsunderlag",
        Kind::ProposalLaid => "förslag till beslut",
        Kind::RecusalDeclared => "jäv",
        Kind::MotionMoved => "yrkande",
        Kind::MotionJoined => "bifall till yrkande",
        Kind::MotionWithdrawn => "återtaget yrkande",
        Kind::SpeechMade => "yttrande",
        Kind::DebateClosed => "avslutad överläggning",
        Kind::PropositionOrdered => "propositionsordning",
        Kind::PropositionPut => "proposition",
        Kind::PropositionFound => "utfall av proposition",
        Kind::VoteDemanded => "begäran om omröstning",
        Kind::VoteOrdered => "voteringsproposition",
        Kind::BallotCast => "röst",
        Kind::VoteCounted => "omröstning",
        Kind::VotingListRecorded => "voteringslista",
        Kind::DecisionMade => "beslut",
        Kind::ParticipationDeclined => "deltar inte i beslutet",
        Kind::ReservationEntered => "reservation",
        Kind::StatementEntered => "protokollsanteckning",
        Kind::DispatchOrdered => "expediering",
        Kind::ItemClosed => "avslutat ärende",
        Kind::PassageKept => "bevarad text",
        _ => return None,
    })
}

fn of_paragraph(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::ParagraphCompiled => "sammanställd text",
        Kind::AdjustmentDisputed => "invändning mot justering",
        Kind::AdjustmentRecorded => "antecknad justering",
        Kind::NoticePosted => "anslag",
        Kind::NoticeRemoved => "nedtaget anslag",
        Kind::ExtractDispatched => "utdrag",
        Kind::ParagraphCorrected => "rättelse",
        Kind::AppealLodged => "överklagande",
        Kind::ForceGained => "laga kraft",
        Kind::DecisionRevised => "ändrat beslut",
        Kind::ParagraphAdjusted => "justering",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word() {
        for &kind in Kind::ALL {
            assert_ne!(swedish(kind), "händelse", "{kind}");
        }
        assert_eq!(swedish(Kind::MotionMoved), "yrkande");
    }
}
