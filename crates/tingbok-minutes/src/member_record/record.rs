//! One person's record, gathered from all that was written under the person's names.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tingbok_procedure::Moment;
use tingbok_procedure::content::{Choice, Day, Person};

use super::{Ballot, Deeds, Members, Sitting, Term, page, plain};
use crate::document::{Document, View};
use crate::projection::Unread;
use crate::service::Stint;

/// A person's record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberRecord {
    /// The member's name in the roster; `None` of somebody who is not on it.
    pub member: Option<String>,
    /// The person, as the roster writes the name, else as the minutes do.
    pub person: Person,
    /// The terms, in the order recorded.
    pub terms: Vec<Term>,
    /// The meetings at which the person is recorded, by day.
    pub meetings: Vec<MeetingRecord>,
    /// The sums.
    pub counts: Counts,
    /// Entries that might have told more.
    pub unread: Vec<Unread>,
}

/// One meeting in a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeetingRecord {
    /// The day.
    pub meeting: Day,
    /// How the person was there, as far as it is recorded.
    pub presence: Presence,
    /// The service, with the paragraphs.
    pub service: Vec<StintRecord>,
    /// The ballots, in the order recorded.
    pub ballots: Vec<Ballot>,
    /// The paragraphs in which the person moved something, one for each motion.
    pub motions: Vec<u32>,
    /// The paragraphs in which the person joined motions.
    pub joins: Vec<u32>,
    /// The paragraphs in which the person took no part in a decision.
    pub declined: Vec<u32>,
    /// The paragraphs in which the person reserved.
    pub reservations: Vec<u32>,
    /// The paragraphs in which the person had something noted, or gave a special opinion.
    pub statements: Vec<u32>,
    /// The paragraphs in which the person was recused.
    pub recusals: Vec<u32>,
}

/// How somebody was at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Served, for a part of the meeting at least.
    Served,
    /// Was there and did not serve.
    Present,
    /// Was not there.
    Absent,
    /// Did something there; the roll does not say more.
    NotRecorded,
}

/// A stint of service in a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StintRecord {
    /// In whose place, of a substitute.
    #[serde(rename = "for")]
    pub in_place_of: Option<Person>,
    /// Since when.
    pub from: Moment,
    /// Until when; `None` to the end.
    pub until: Option<Moment>,
    /// The paragraphs.
    pub items: BTreeSet<u32>,
}

/// The sums of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Meetings at which the person served in a paragraph at least.
    pub served: usize,
    /// Meetings at which the person served, and in no paragraph: after the last decision, say, or recused.
    pub undecided: usize,
    /// Meetings at which the person was and did not serve.
    pub present: usize,
    /// Meetings missed.
    pub absent: usize,
    /// Paragraphs served in.
    pub paragraphs: usize,
    /// Ja.
    pub yes: usize,
    /// Nej.
    pub no: usize,
    /// *Avstår*.
    pub abstain: usize,
    /// *Frånvarande*.
    pub absent_from_vote: usize,
    /// Motions moved.
    pub motions: usize,
    /// Motions joined.
    pub joins: usize,
    /// Decisions in which the person took no part.
    pub declined: usize,
    /// Reservations.
    pub reservations: usize,
    /// Statements.
    pub statements: usize,
    /// Recusals.
    pub recusals: usize,
}

/// Why a name leads to no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoRecord {
    /// Nobody has this name.
    #[error("nobody in this ledger is named `{0}`")]
    Nobody(String),
    /// Several persons have it.
    #[error("several persons are named `{name}`: `{}`", candidates.join("`, `"))]
    Several {
        /// The name.
        name: String,
        /// What tells them apart: a member's name in the roster, or name and party.
        candidates: Vec<String>,
    },
}

/// Who somebody is: a member of the roster, or as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Member(String),
    Written(Person),
}

impl Members {
    /// The record of a member by the name in the roster, or of a person by name, `Klara Nordin` or `Klara Nordin (M)`.
    ///
    /// # Errors
    /// [`NoRecord`] when nobody or several have this name.
    pub fn record(&self, name: &str) -> Result<MemberRecord, NoRecord> {
        let name = name.trim();
        let identity = self.find(name)?;
        let mut meetings = Vec::new();
        for (day, sitting) in &self.meetings {
            meetings.extend(self.at_meeting(*day, sitting, &identity));
        }
        let (member, terms, person) = match &identity {
            Identity::Written(person) => (None, Vec::new(), person.clone()),
            Identity::Member(member) => {
                let terms: Vec<Term> = self
                    .terms
                    .iter()
                    .filter(|term| term.member == *member)
                    .cloned()
                    .collect();
                // A member that no roster in this ledger has is as the minutes write the name.
                let written = || self.written().find(|person| self.identity(person) == identity);
                let person = terms.last().map(|term| &term.person).or_else(written).map(plain);
                let person = person.unwrap_or_default();
                (Some(member.clone()), terms, person)
            }
        };
        Ok(MemberRecord {
            member,
            person,
            terms,
            counts: Counts::of(&meetings),
            meetings,
            unread: self.unread.clone(),
        })
    }

    fn find(&self, name: &str) -> Result<Identity, NoRecord> {
        let is = |person: &Person| person.member.as_ref().is_some_and(|member| member.0 == name);
        if self.terms.iter().any(|term| term.member == name) || self.written().any(is) {
            return Ok(Identity::Member(name.to_owned()));
        }
        let named = |person: &&Person| person.name == name || person.to_string() == name;
        let on_roster = self.terms.iter().map(|term| &term.person);
        let mut found: BTreeSet<Identity> = self
            .written()
            .filter(named)
            .map(|person| self.identity(person))
            .collect();
        let of_term = self
            .terms
            .iter()
            .zip(on_roster)
            .filter(|(_, person)| named(person));
        found.extend(of_term.map(|(term, _)| Identity::Member(term.member.clone())));
        let candidates = || found.iter().map(Identity::words).collect();
        match found.len() {
            0 => Err(NoRecord::Nobody(name.to_owned())),
            1 => found
                .first()
                .cloned()
                .ok_or_else(|| NoRecord::Nobody(name.to_owned())),
            _ => Err(NoRecord::Several {
                name: name.to_owned(),
                candidates: candidates(),
            }),
        }
    }

    /// Every person of a meeting, as written there.
    fn written(&self) -> impl Iterator<Item = &Person> {
        self.meetings.values().flat_map(Sitting::persons)
    }

    fn identity(&self, person: &Person) -> Identity {
        if let Some(member) = &person.member {
            return Identity::Member(member.0.clone());
        }
        let members = self.namesakes(person);
        match (members.len(), members.first()) {
            (1, Some(member)) => Identity::Member((*member).to_owned()),
            _ => Identity::Written(plain(person)),
        }
    }

    /// Whether several members fit, and nothing says which is meant.
    pub(super) fn may_be_several(&self, person: &Person) -> bool {
        person.member.is_none() && self.namesakes(person).len() > 1
    }

    /// The members of equal name, and of equal party where both state one.
    fn namesakes(&self, person: &Person) -> BTreeSet<&str> {
        let fits = |term: &&Term| {
            let parties = term.person.party.as_ref().zip(person.party.as_ref());
            term.person.name == person.name && parties.is_none_or(|(a, b)| a == b)
        };
        let terms = self.terms.iter().filter(fits);
        terms.map(|term| term.member.as_str()).collect()
    }

    fn at_meeting(&self, day: Day, sitting: &Sitting, identity: &Identity) -> Option<MeetingRecord> {
        let is = |person: &Person| self.identity(person) == *identity;
        let any = |persons: &[Person]| persons.iter().any(is);
        let service: Vec<StintRecord> = sitting
            .service
            .stints
            .iter()
            .filter(|stint| is(&stint.person))
            .map(StintRecord::of)
            .collect();
        let deeds: Vec<&Deeds> = sitting.deeds.iter().filter(|deeds| is(&deeds.person)).collect();
        let presence = if !service.is_empty() {
            Presence::Served
        } else if any(&sitting.substitutes) || any(&sitting.others) {
            Presence::Present
        } else if any(&sitting.absent) {
            Presence::Absent
        } else if deeds.is_empty() {
            return None;
        } else {
            Presence::NotRecorded
        };
        let all = |of: fn(&Deeds) -> &Vec<u32>| deeds.iter().flat_map(|deeds| of(deeds)).copied().collect();
        Some(MeetingRecord {
            meeting: day,
            presence,
            service,
            ballots: deeds.iter().flat_map(|deeds| &deeds.ballots).cloned().collect(),
            motions: all(|deeds| &deeds.motions),
            joins: all(|deeds| &deeds.joins),
            declined: all(|deeds| &deeds.declined),
            reservations: all(|deeds| &deeds.reservations),
            statements: all(|deeds| &deeds.statements),
            recusals: all(|deeds| &deeds.recusals),
        })
    }
}

impl Sitting {
    fn persons(&self) -> impl Iterator<Item = &Person> {
        let stints = self.service.stints.iter();
        let served = stints.flat_map(|stint| std::iter::once(&stint.person).chain(&stint.in_place_of));
        let rolled = self.substitutes.iter().chain(&self.others).chain(&self.absent);
        served
            .chain(rolled)
            .chain(self.deeds.iter().map(|deeds| &deeds.person))
    }
}

impl Identity {
    fn words(&self) -> String {
        match self {
            Self::Member(member) => member.clone(),
            Self::Written(person) => person.to_string(),
        }
    }
}

impl StintRecord {
    fn of(stint: &Stint) -> Self {
        Self {
            in_place_of: stint.in_place_of.clone(),
            from: stint.from.clone(),
            until: stint.until.clone(),
            items: stint.items.clone(),
        }
    }
}

impl Counts {
    fn of(meetings: &[MeetingRecord]) -> Self {
        let with = |presence: Presence| {
            meetings
                .iter()
                .filter(|meeting| meeting.presence == presence)
                .count()
        };
        let ballots = |choice: Choice| {
            meetings
                .iter()
                .flat_map(|meeting| &meeting.ballots)
                .filter(|ballot| ballot.choice == choice)
                .count()
        };
        let sum = |of: fn(&MeetingRecord) -> usize| meetings.iter().map(of).sum();
        Self {
            served: meetings
                .iter()
                .filter(|meeting| !meeting.paragraphs().is_empty())
                .count(),
            undecided: meetings
                .iter()
                .filter(|meeting| meeting.served_without_decision())
                .count(),
            present: with(Presence::Present),
            absent: with(Presence::Absent),
            paragraphs: sum(|meeting| meeting.paragraphs().len()),
            yes: ballots(Choice::Yes),
            no: ballots(Choice::No),
            abstain: ballots(Choice::Abstain),
            absent_from_vote: ballots(Choice::Absent),
            motions: sum(|meeting| meeting.motions.len()),
            joins: sum(|meeting| meeting.joins.len()),
            declined: sum(|meeting| meeting.declined.len()),
            reservations: sum(|meeting| meeting.reservations.len()),
            statements: sum(|meeting| meeting.statements.len()),
            recusals: sum(|meeting| meeting.recusals.len()),
        }
    }
}

impl MeetingRecord {
    /// The paragraphs served in, whoever's place it was in.
    #[must_use]
    pub fn paragraphs(&self) -> BTreeSet<u32> {
        self.service
            .iter()
            .flat_map(|stint| &stint.items)
            .copied()
            .collect()
    }

    /// Whether the person served, and in no paragraph.
    #[must_use]
    pub fn served_without_decision(&self) -> bool {
        self.presence == Presence::Served && self.paragraphs().is_empty()
    }

    /// The stints by the member in whose place they were, each with its paragraphs.
    pub(super) fn by_place(&self) -> BTreeMap<Option<String>, BTreeSet<u32>> {
        let mut places: BTreeMap<Option<String>, BTreeSet<u32>> = BTreeMap::new();
        for stint in &self.service {
            let place = stint.in_place_of.as_ref().map(ToString::to_string);
            places.entry(place).or_default().extend(&stint.items);
        }
        places
    }
}

impl View for MemberRecord {
    fn document(&self) -> Document {
        page::page(self)
    }
}
