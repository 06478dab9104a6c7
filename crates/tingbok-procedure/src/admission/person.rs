//! The persons that an event of a meeting or of a paragraph names.
//!
//! Spec: docs/procedure.md, "Contents", person.

use crate::content::{Content, Person, Serving};

/// Everybody whom an event names as a person, in the order of its fields.
pub(super) fn persons(content: &Content) -> Vec<&Person> {
    match content {
        Content::MeetingOpened(c) => [&c.chair].into_iter().chain(&c.secretary).collect(),
        Content::AttendanceRecorded(c) => {
            let serving = c.serving.iter().flat_map(of_service);
            let there = c.substitutes.iter().chain(&c.others).chain(&c.absent);
            serving.chain(there).collect()
        }
        Content::ServiceStarted(c) => [&c.person].into_iter().chain(&c.in_place_of).collect(),
        Content::ServiceEnded(c) => vec![&c.person],
        Content::AdjustersAppointed(c) => c.adjusters.iter().collect(),
        Content::ItemOpened(c) => c.chair.iter().collect(),
        Content::RecusalDeclared(c) => vec![&c.person],
        Content::MotionMoved(c) => vec![&c.mover],
        Content::MotionJoined(c) => vec![&c.person],
        Content::MotionWithdrawn(c) => c.by.iter().collect(),
        Content::SpeechMade(c) => vec![&c.speaker],
        Content::VoteDemanded(c) => c.by.iter().collect(),
        Content::BallotCast(c) => vec![&c.voter],
        Content::VotingListRecorded(c) => c.voters.iter().collect(),
        Content::ParticipationDeclined(c) => c.persons.iter().collect(),
        Content::ReservationEntered(c) => c.persons.iter().collect(),
        Content::StatementEntered(c) => c.persons.iter().collect(),
        Content::AdjustmentDisputed(c) => vec![&c.person],
        Content::ParagraphAdjusted(c) => vec![&c.person],
        Content::ParagraphCorrected(c) => c.by.iter().collect(),
        _ => Vec::new(),
    }
}

fn of_service(serving: &Serving) -> impl Iterator<Item = &Person> {
    [&serving.person].into_iter().chain(&serving.in_place_of)
}
