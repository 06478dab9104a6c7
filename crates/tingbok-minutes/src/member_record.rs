//! Members' records: terms on the roster, attendance and service, ballots, motions, reservations, statements and
//! recusals.
//!
//! Invariants: persons are kept as they are written and told apart when somebody asks, with the whole roster at hand: by
//! the member where one is named, else as the one member of that name (and party, where both state it), else as written.
//! Two of one name are never merged by guess.
//!
//! Section: docs/procedure.md, "Contents", *Person*; 4:1, 5:6, 5:67.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tingbok_procedure::content::{
    BallotCast, BallotSource, Choice, Day, MemberElected, Office, Person, Text, VoteId,
};
use tingbok_procedure::{Content, Event, Kind, Stream};

use crate::projection::{Logged, Projection, Unread};
use crate::service::Service;

pub use record::{MeetingRecord, MemberRecord, NoRecord, Presence, StintRecord};

mod page;
mod record;

/// Every person of the log, as far as records need them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    terms: Vec<Term>,
    meetings: BTreeMap<Day, Sitting>,
    /// Entries that might have told more.
    unread: Vec<Unread>,
}

/// A term on the roster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The member's name in the roster.
    pub member: String,
    /// The person.
    pub person: Person,
    /// As what.
    pub office: Office,
    /// The place in the order of substitutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// The first day, as stated, else that of the election.
    pub from: Day,
    /// The last day, when one is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The last day after a release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Day>,
    /// Why the member was released.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub reason: Text,
}

/// Who was at a meeting, and what each did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sitting {
    service: Service,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    substitutes: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    absent: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    deeds: Vec<Deeds>,
}

/// What one person, as written, did at a meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Deeds {
    person: Person,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ballots: Vec<Ballot>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    motions: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    joins: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    declined: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reservations: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    statements: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recusals: Vec<u32>,
}

/// A ballot in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The paragraph.
    pub item: u32,
    /// The vote in it.
    pub vote: VoteId,
    /// How.
    pub choice: Choice,
    /// Whether it was inferred.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
}

impl Members {
    /// The terms on the roster, in the order recorded.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The entries that might have told more, and could not be read.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn event(&mut self, event: &Event) {
        match (&event.stream, &event.content) {
            (Stream::Body, Content::MemberElected(c)) => self.elect(c, Day(event.at.date())),
            (Stream::Body, Content::MemberReleased(c)) => {
                let last = self.terms.iter_mut().rev().find(|term| term.member == c.member.0);
                if let Some(term) = last {
                    term.released = Some(c.on.unwrap_or(Day(event.at.date())));
                    term.reason = c.reason.clone();
                }
            }
            (Stream::Meeting(date), _) => {
                let nobody = match &event.content {
                    Content::RecusalDeclared(c) => self.may_be_several(&c.person),
                    _ => false,
                };
                let sitting = self.meetings.entry(Day(*date)).or_default();
                if !nobody {
                    sitting.service.take(event);
                }
                sitting.take(event);
            }
            _ => {}
        }
    }

    fn elect(&mut self, elected: &MemberElected, on: Day) {
        self.terms.push(Term {
            member: elected.member.0.clone(),
            person: elected.person.clone(),
            office: elected.office,
            order: elected.order,
            from: elected.from.unwrap_or(on),
            until: elected.until,
            released: None,
            reason: Text::default(),
        });
    }
}

impl Sitting {
    fn take(&mut self, event: &Event) {
        let item = event.content.item().map(|item| item.0).unwrap_or_default();
        match &event.content {
            Content::AttendanceRecorded(c) => {
                join(&mut self.substitutes, &c.substitutes);
                join(&mut self.others, &c.others);
                join(&mut self.absent, &c.absent);
            }
            Content::BallotCast(c) => self.of(&c.voter).ballots.push(ballot(c)),
            Content::MotionMoved(c) => self.of(&c.mover).motions.push(item),
            Content::MotionJoined(c) => self.of(&c.person).joins.push(item),
            Content::RecusalDeclared(c) => self.of(&c.person).recusals.push(item),
            Content::ParticipationDeclined(c) => {
                c.persons
                    .iter()
                    .for_each(|person| self.of(person).declined.push(item));
            }
            Content::ReservationEntered(c) => {
                c.persons
                    .iter()
                    .for_each(|person| self.of(person).reservations.push(item));
            }
            Content::StatementEntered(c) => {
                c.persons
                    .iter()
                    .for_each(|person| self.of(person).statements.push(item));
            }
            _ => {}
        }
    }

    /// What this person, exactly as written but for the role, did.
    fn of(&mut self, person: &Person) -> &mut Deeds {
        let person = plain(person);
        let at = self.deeds.iter().position(|deeds| deeds.person == person);
        let at = at.unwrap_or_else(|| {
            self.deeds.push(Deeds {
                person,
                ..Deeds::default()
            });
            self.deeds.len().saturating_sub(1)
        });
        &mut self.deeds[at]
    }
}

impl Projection for Members {
    const NAME: &'static str = "members";
    const VERSION: u32 = 2;

    fn take(&mut self, entry: &Logged) {
        match entry.event() {
            Some(event) => self.event(event),
            None => self
                .unread
                .extend(entry.unread().filter(|unread| unread.may_be_one_of(NEEDED))),
        }
    }
}

/// A person without the role, which the same person has here and not there.
fn plain(person: &Person) -> Person {
    Person {
        role: None,
        ..person.clone()
    }
}

fn join(known: &mut Vec<Person>, more: &[Person]) {
    for person in more.iter().map(plain) {
        if !known.contains(&person) {
            known.push(person);
        }
    }
}

fn ballot(cast: &BallotCast) -> Ballot {
    Ballot {
        item: cast.item.0,
        vote: cast.vote.clone(),
        choice: cast.choice,
        derived: cast.source == BallotSource::Derived,
    }
}

/// The kinds that records are made from.
const NEEDED: &[Kind] = &[
    Kind::MemberElected,
    Kind::MemberReleased,
    Kind::AttendanceRecorded,
    Kind::ServiceStarted,
    Kind::ServiceEnded,
    Kind::RecusalDeclared,
    Kind::MotionMoved,
    Kind::MotionJoined,
    Kind::BallotCast,
    Kind::DecisionMade,
    Kind::ParticipationDeclined,
    Kind::ReservationEntered,
    Kind::StatementEntered,
    Kind::ItemClosed,
];

#[cfg(test)]
mod tests;
