//! What an event says, on one line.

use tingbok_procedure::Content;
use tingbok_procedure::content::{BallotSource, Choice, DecisionMade, Person, Text, VoteCounted};

use crate::afterwards::{decision, role_of};
use crate::text::wording::{enumeration, one_line};

/// The event on one line, shortened where it is long; empty where its kind says it all.
pub(super) fn of(content: &Content) -> String {
    short(
        &of_item(content)
            .or_else(|| of_paragraph(content))
            .unwrap_or_else(|| around(content)),
    )
}

fn of_item(content: &Content) -> Option<String> {
    Some(match content {
        Content::ItemOpened(c) => words(&c.title),
        Content::ItemPresented(c) => words(&c.text),
        Content::ProposalLaid(c) => c.points.iter().map(words).collect::<Vec<_>>().join(" "),
        Content::RecusalDeclared(c) => c.person.to_string(),
        Content::MotionMoved(c) => format!("{}: {}", c.motion, c.mover),
        Content::MotionJoined(c) => format!("{}: {}", names(&c.motions), c.person),
        Content::MotionWithdrawn(c) => names(&c.motions),
        Content::SpeechMade(c) => c.speaker.to_string(),
        Content::PropositionOrdered(c) => names(&c.order),
        Content::PropositionPut(c) => c.proposition.to_string(),
        Content::PropositionFound(c) => c.proposition.to_string(),
        Content::VoteDemanded(c) => with(&c.vote.to_string(), c.by.as_ref()),
        Content::VoteOrdered(c) => match &c.follows {
            Some(before) => format!("{} efter {}", c.vote, before.vote),
            None => c.vote.to_string(),
        },
        Content::BallotCast(c) => {
            let derived = if c.source == BallotSource::Derived {
                " (härledd)"
            } else {
                ""
            };
            format!("{}: {} {}{derived}", c.vote, c.voter, choice(c.choice))
        }
        Content::VoteCounted(c) => counted(c),
        Content::VotingListRecorded(c) => format!("{}: {} namn", c.vote, c.voters.len()),
        Content::DecisionMade(c) => decided(c),
        Content::ParticipationDeclined(c) => persons(&c.persons),
        Content::ReservationEntered(c) => persons(&c.persons),
        Content::StatementEntered(c) => persons(&c.persons),
        Content::DispatchOrdered(c) => c.recipients.join(", "),
        Content::ItemClosed(c) if c.adjusted_at_once => "omedelbar justering".to_owned(),
        _ => return None,
    })
}

fn of_paragraph(content: &Content) -> Option<String> {
    Some(match content {
        Content::ParagraphCompiled(c) => format!("plats {}–{} med {}", c.from, c.to, c.renderer),
        Content::ParagraphAdjusted(c) => format!("{}, {}", c.person, role_of(c.role)),
        Content::AdjustmentDisputed(c) => format!("{}: {}", c.person, words(&c.reason)),
        Content::AdjustmentRecorded(c) => words(&c.statement),
        Content::NoticePosted(c) => c.place.clone().unwrap_or_default(),
        Content::ExtractDispatched(c) => c.recipients.join(", "),
        Content::ParagraphCorrected(c) => format!("”{}” till ”{}”", words(&c.old), words(&c.new)),
        Content::AppealLodged(c) => c.court.clone().unwrap_or_default(),
        Content::DecisionRevised(c) => format!("§ {} genom {}", c.item, decision(&c.by)),
        _ => return None,
    })
}

fn around(content: &Content) -> String {
    match content {
        Content::FieldWithheld(c) => format!("post {}, {}, {}", c.index, c.path, c.ground),
        Content::FieldReleased(c) => format!("post {}, {}", c.index, c.path),
        Content::ErasureCompleted(c) => format!("post {}", c.erasure),
        Content::AssignmentGiven(c) => format!("{}: {}", c.to, words(&c.text)),
        Content::AdjustersAppointed(c) => persons(&c.adjusters),
        Content::ServiceStarted(c) => c.person.to_string(),
        Content::ServiceEnded(c) => c.person.to_string(),
        Content::MeetingOpened(c) => c.chair.to_string(),
        _ => String::new(),
    }
}

/// `post 3`, `posterna 3 och 30`.
pub(super) fn entries(indices: &[u64]) -> String {
    let names: Vec<String> = indices.iter().map(ToString::to_string).collect();
    let noun = if names.len() == 1 { "post" } else { "posterna" };
    format!("{noun} {}", enumeration(&names))
}

fn counted(counted: &VoteCounted) -> String {
    format!(
        "{}: {} ja, {} nej, {} avstår",
        counted.vote, counted.yes, counted.no, counted.abstain
    )
}

fn decided(made: &DecisionMade) -> String {
    let points: Vec<String> = made.points.iter().map(|point| words(&point.text)).collect();
    format!("{}: {}", made.decision, points.join(" "))
}

fn words(text: &Text) -> String {
    one_line(&text.concat())
}

fn names<T: ToString>(names: &[T]) -> String {
    names
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn persons(all: &[Person]) -> String {
    enumeration(&all.iter().map(ToString::to_string).collect::<Vec<_>>())
}

fn with(name: &str, person: Option<&Person>) -> String {
    person.map_or_else(|| name.to_owned(), |person| format!("{name}: {person}"))
}

const fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "ja",
        Choice::No => "nej",
        Choice::Abstain => "avstår",
        Choice::Absent => "frånvarande",
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LENGTH_MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LENGTH_MAX).collect();
    format!("{} …", kept.trim_end())
}

/// A line longer than this is shortened, in characters.
const LENGTH_MAX: usize = 120;
