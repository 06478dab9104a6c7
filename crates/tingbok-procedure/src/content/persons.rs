//! The persons that a content names, wherever they stand in it.
//!
//! Invariant: the match has no fallback, so that a new kind cannot forget its persons.

use super::{AttendanceRecorded, Content, Person};

impl Content {
    /// The persons that this content names, in the order in which they stand in it.
    #[must_use]
    pub fn persons(&self) -> Vec<&Person> {
        match self {
            Self::MemberElected(c) => vec![&c.person],
            Self::MeetingOpened(c) => with(&c.chair, c.secretary.as_ref()),
            Self::AttendanceRecorded(c) => present(c),
            Self::ServiceStarted(c) => with(&c.person, c.in_place_of.as_ref()),
            Self::ServiceEnded(c) => vec![&c.person],
            Self::AdjustersAppointed(c) => c.adjusters.iter().collect(),
            Self::ItemOpened(c) => c.chair.iter().collect(),
            Self::RecusalDeclared(c) => vec![&c.person],
            Self::MotionMoved(c) => vec![&c.mover],
            Self::MotionJoined(c) => vec![&c.person],
            Self::MotionWithdrawn(c) => c.by.iter().collect(),
            Self::SpeechMade(c) => vec![&c.speaker],
            Self::VoteDemanded(c) => c.by.iter().collect(),
            Self::BallotCast(c) => vec![&c.voter],
            Self::VotingListRecorded(c) => c.voters.iter().collect(),
            Self::ParticipationDeclined(c) => c.persons.iter().collect(),
            Self::ReservationEntered(c) => c.persons.iter().collect(),
            Self::StatementEntered(c) => c.persons.iter().collect(),
            Self::AdjustmentDisputed(c) => vec![&c.person],
            Self::ParagraphCorrected(c) => c.by.iter().collect(),
            Self::ParagraphAdjusted(c) => vec![&c.person],
            Self::FieldWithheld(_)
            | Self::FieldReleased(_)
            | Self::ErasureCompleted(_)
            | Self::BodyConstituted(_)
            | Self::MemberReleased(_)
            | Self::CaseRegistered(_)
            | Self::DocumentRegistered(_)
            | Self::ProposalSubmitted(_)
            | Self::AssignmentGiven(_)
            | Self::CaseClosed(_)
            | Self::MeetingSummoned(_)
            | Self::MeetingAdjourned(_)
            | Self::MeetingResumed(_)
            | Self::MeetingClosed(_)
            | Self::MeetingCancelled(_)
            | Self::AgendaAdopted(_)
            | Self::DoorsClosed(_)
            | Self::DoorsOpened(_)
            | Self::ItemPresented(_)
            | Self::UnderlayListed(_)
            | Self::ProposalLaid(_)
            | Self::DebateClosed(_)
            | Self::PropositionOrdered(_)
            | Self::PropositionPut(_)
            | Self::PropositionFound(_)
            | Self::VoteOrdered(_)
            | Self::VoteCounted(_)
            | Self::DecisionMade(_)
            | Self::DispatchOrdered(_)
            | Self::ItemClosed(_)
            | Self::PassageKept(_)
            | Self::ParagraphCompiled(_)
            | Self::AdjustmentRecorded(_)
            | Self::NoticePosted(_)
            | Self::NoticeRemoved(_)
            | Self::ExtractDispatched(_)
            | Self::AppealLodged(_)
            | Self::ForceGained(_)
            | Self::DecisionRevised(_) => Vec::new(),
        }
    }
}

fn with<'a>(first: &'a Person, second: Option<&'a Person>) -> Vec<&'a Person> {
    std::iter::once(first).chain(second).collect()
}

fn present(attendance: &AttendanceRecorded) -> Vec<&Person> {
    let serving = attendance.serving.iter();
    let mut all: Vec<&Person> = serving
        .flat_map(|serving| with(&serving.person, serving.in_place_of.as_ref()))
        .collect();
    all.extend(&attendance.substitutes);
    all.extend(&attendance.others);
    all.extend(&attendance.absent);
    all
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::draft::Draft;

    /// Every object with a name in the examples that is written as persons are, found without the types.
    fn named(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                let name = object.get("name").and_then(Value::as_str);
                found.extend(name.map(str::to_owned));
                object.values().for_each(|value| named(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| named(value, found)),
            _ => {}
        }
    }

    #[test]
    fn nobody_is_forgotten_in_the_examples() {
        let examples = include_str!("../../../../docs/spec/examples.jsonl");
        let mut persons = 0;
        for line in examples.lines() {
            let draft: Draft = serde_json::from_str(line).unwrap();
            // A body has a name and is no person.
            if draft.kind == "body.constituted/1" {
                continue;
            }
            let mut expected = Vec::new();
            named(&draft.content, &mut expected);
            let event = draft.event().unwrap();
            let mut found: Vec<&str> = event
                .content
                .persons()
                .iter()
                .map(|person| person.name.as_str())
                .collect();
            persons += found.len();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{}", draft.kind);
        }
        assert!(persons > 20, "{persons}");
    }
}
