//! The Swedish words for rules and verdicts, as the page of an audit uses them.
//!
//! Section: docs/glossary.md.

use tingbok_procedure::{Rule, Verdict};

/// What a rule is called in Swedish, as the page of an audit heads its findings.
pub(crate) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::StreamOfKind => "Händelse i fel slags ström",
        Rule::PlainNames => "Otillåtna tecken i namn",
        Rule::ParagraphOfStream => "Annan paragraf än strömmens",
        Rule::MeetingInOrder => "Mötets gång",
        Rule::TimesInOrder => "Tidernas ordning",
        Rule::ItemOpened => "Ärendet är inte öppnat",
        Rule::ItemOpenedOnce => "Paragrafnumret används en gång",
        Rule::ItemNotClosed => "Ärendet är avslutat",
        Rule::NotAdjourned => "Mötet är ajournerat",
        Rule::ResumedWhileAdjourned => "Återupptagande utan ajournering",
        Rule::NameOnce => "Namn ges en gång",
        Rule::ReferenceResolves => "Hänvisning utan mål",
        Rule::ServiceInOrder => "Tjänstgöringens ordning",
        Rule::MotionStands => "Yrkandet är återtaget",
        Rule::FoundOnce => "Utfallet konstateras en gång",
        Rule::VoteOnFinding => "Omröstning om en proposition",
        Rule::VoteInOrder => "Omröstningens ordning",
        Rule::OneVote => "En röst var",
        Rule::BallotOfServing => "Röst av den som inte tjänstgör",
        Rule::VotesOfServing => "Fler röster än tjänstgörande",
        Rule::ClosedVote => "Sluten omröstning",
        Rule::DerivedHasReason => "Härledd röst utan skäl",
        Rule::TallyOfBallots => "Rösternas summa",
        Rule::DecisionOfSettled => "Beslut innan frågan är avgjord",
        Rule::OneDecision => "Ett beslut per proposition",
        Rule::CaseInOrder => "Diarieärendets gång",
        Rule::CompiledOfItem => "Protokollstextens underlag",
        Rule::CompiledUntilSigned => "Ny text efter underskrift",
        Rule::SignedText => "Annan text än den upprättade",
        Rule::AdjusterAppointed => "Justering av annan än utsedd",
        Rule::SignedOnce => "Justering två gånger",
        Rule::NoticeInOrder => "Anslagets ordning",
        Rule::CorrectionOfAdjusted => "Rättelse före justering",
        Rule::WithheldInOrder => "Maskningens ordning",
        Rule::NumberedPerYear => "Paragrafer som inte numreras per år",
        _ => finding(rule),
    }
}

/// The rules whose breach is recorded with a finding.
fn finding(rule: Rule) -> &'static str {
    match rule {
        Rule::Quorum => "Beslutförhet",
        Rule::Recusal => "Jäv",
        Rule::SimpleMajority => "Enkel majoritet",
        Rule::CastingVote => "Ordförandens utslagsröst",
        Rule::LotInElections => "Lottning",
        Rule::OpenVote => "Öppen omröstning",
        Rule::MinorityRemit => "Minoritetsåterremiss",
        Rule::QualifiedMajority => "Kvalificerad majoritet",
        Rule::DecisionAsCarried => "Beslutet följer utfallet",
        Rule::Abstain => "Avstående vid myndighetsutövning",
        Rule::ServesAgain => "Åter i tjänst samma dag",
        Rule::DemandInTime => "Begäran om omröstning i tid",
        Rule::FormalFirst => "Formella yrkanden först",
        Rule::AdditionsLast => "Tilläggsyrkanden sist",
        Rule::MotionsInMinutes => "Yrkanden som inte prövats",
        Rule::OrderInMinutes => "Propositionsordningen",
        Rule::VotesInMinutes => "Hur var och en röstat",
        Rule::ReservationInTime => "Reservation i tid",
        Rule::ReservationOfParticipant => "Reservation av den som inte deltagit",
        Rule::ReservationAsVoted => "Reservation mot det egna röstandet",
        Rule::ReservationOfDecision => "Reservation utan beslut",
        Rule::ItemSettled => "Ärendet avslutat utan avgörande",
        Rule::Numbering => "Paragrafnumreringen",
        Rule::AdjustersNumber => "Antalet justerare",
        Rule::AdjustedAtOnce => "Omedelbar justering",
        Rule::TextComplete => "Texten saknar något av ärendet",
        Rule::AdjustedInTime => "Justering inom 14 dagar",
        Rule::PostedAfterAdjustment => "Anslag före justering",
        Rule::PostedInTime => "Anslag inom två dagar",
        Rule::PostedWholeTime => "Anslagstiden",
        Rule::AppealInTime => "Överklagande i tid",
        Rule::ForceInTime => "Laga kraft",
        Rule::CorrectionHasGround => "Rättelsens grund",
        Rule::MeetingDay => "Annan dag än mötets",
        Rule::TakesPart => "Deltar utan att tjänstgöra",
        Rule::KnownPerson => "Okänd förtroendevald",
        Rule::RevisionResolves => "Ändring utan känt beslut",
        // A rule that this program gives no words has its code, which is better than none.
        _ => rule.code(),
    }
}

/// What becomes of an irregularity of this weight, in Swedish.
pub(crate) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Rejected => "avvisas i dag",
        Verdict::Grave => "allvarlig",
        Verdict::Formal => "formell",
        Verdict::Remark => "upplysning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_heading_of_its_own() {
        let headings: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|one| rule(*one)).collect();
        assert_eq!(headings.len(), Rule::ALL.len());
        for one in Rule::ALL {
            assert!(rule(*one) != one.code(), "{one}");
        }
    }
}
