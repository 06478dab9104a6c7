//! The roster: who has a seat or is a substitute, and which member a person in the minutes is.
//!
//! A person is the member that `member` names; without it, the one member of equal name, and of equal party where both
//! state one. Two members of one name are told apart by `member` alone: nothing is guessed, and names are then
//! compared as they are written.
//!
//! Spec: docs/procedure.md, "Contents", person; sections 4:1, 4:6, 5:6.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Judgement;
use super::naming::{Noun, resolves};
use super::sequence::{Act, not_before};
use crate::content::{MemberElected, MemberId, MemberReleased, Person};
use crate::event::Event;
use crate::moment::Moment;
use crate::rule::{Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// Everybody who was ever elected, by the name given to them here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roster {
    members: BTreeMap<MemberId, Member>,
    by_name: BTreeMap<String, BTreeSet<MemberId>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Member {
    name: String,
    party: Option<String>,
    terms: Vec<Term>,
}

/// The days of one election; an open end is unknown or not come yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Term {
    from: Option<Date>,
    until: Option<Date>,
}

/// Who a person is, as far as the roster and the words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity<'a> {
    /// A member or substitute.
    Member(&'a MemberId),
    /// Somebody of this name and party, letter by letter.
    Written(&'a str, Option<&'a str>),
}

impl Roster {
    pub(super) fn is_recorded(&self) -> bool {
        !self.members.is_empty()
    }

    pub(super) fn identity<'a>(&'a self, person: &'a Person) -> Identity<'a> {
        if let Some(member) = &person.member {
            return Identity::Member(member);
        }
        match self.namesakes(person).as_slice() {
            [only] => Identity::Member(only),
            _ => Identity::Written(&person.name, person.party.as_deref()),
        }
    }

    /// Whether two persons are the same, as far as that is known.
    #[must_use]
    pub fn same(&self, a: &Person, b: &Person) -> bool {
        // Without `member` only equal names can mean one person; this spares most comparisons a look-up.
        if a.member.is_none() && b.member.is_none() && a.name != b.name {
            return false;
        }
        self.identity(a) == self.identity(b)
    }

    /// Whether a person is a member or substitute on a day.
    pub(super) fn holds_on(&self, person: &Person, day: Date) -> bool {
        match self.identity(person) {
            Identity::Member(id) => self
                .members
                .get(id)
                .is_some_and(|member| member.terms.iter().any(|term| term.covers(day))),
            Identity::Written(..) => false,
        }
    }

    /// Refuses a `member` that the roster does not know.
    pub(super) fn knows(&self, person: &Person) -> Result<(), Rejection> {
        match &person.member {
            Some(member) => resolves(Noun::Member, member, &self.members, ""),
            None => Ok(()),
        }
    }

    pub(super) fn admit_election(&self, elected: &MemberElected, at: &Moment) -> Judgement {
        term_in_order(elected)?;
        if let Some(other) = elected
            .person
            .member
            .as_ref()
            .filter(|other| **other != elected.member)
        {
            let what = words!(
                "member `{member}` is elected as a person who is member `{other}`",
                "ledamoten `{member}` väljs som en person som är ledamoten `{other}`",
                member = elected.member,
            );
            let hint = words!(
                "name the same member twice, or leave `member` out of the person",
                "ange samma ledamot båda gångerna, eller utelämna `member` i personen"
            );
            return Err(Rejection::new(Rule::ReferenceResolves, what, hint));
        }
        let Some(known) = self.members.get(&elected.member) else {
            return Ok(Vec::new());
        };
        let start = elected.from.map_or(at.date(), |day| day.0);
        let what = if known.name != elected.person.name {
            words!(
                "member `{member}` is {name} already",
                "ledamoten `{member}` är redan {name}",
                member = elected.member,
                name = known.name,
            )
        } else if known.terms.iter().any(|term| term.runs_on(start)) {
            words!(
                "member `{member}` is in the roster already",
                "ledamoten `{member}` finns redan i registret",
                member = elected.member,
            )
        } else {
            return Ok(Vec::new());
        };
        let hint = words!(
            "give another person a name of their own; record `member.released/1` before a new election",
            "ge en annan person ett eget namn; anteckna `member.released/1` före ett nytt val"
        );
        Err(Rejection::new(Rule::NameOnce, what, hint))
    }

    pub(super) fn admit_release(&self, released: &MemberReleased, at: &Moment) -> Judgement {
        resolves(Noun::Member, &released.member, &self.members, "")?;
        let on = released.on.map_or(at.date(), |day| day.0);
        let terms = self
            .members
            .get(&released.member)
            .map(|member| member.terms.as_slice());
        match terms.unwrap_or_default().last() {
            Some(term) if term.until.is_some_and(|until| until < on) => {
                let what = words!(
                    "member `{member}` has left the roster before `{on}`",
                    "ledamoten `{member}` har lämnat registret före `{on}`",
                    member = released.member,
                );
                let hint = words!(
                    "a member leaves once; correct the name or the day",
                    "en ledamot lämnar en gång; rätta namnet eller dagen"
                );
                Err(Rejection::new(Rule::ReferenceResolves, what, hint))
            }
            Some(term) => {
                let from = term.from.map(Moment::Day);
                let release = (Act::Release, &Moment::Day(on));
                not_before(release, (Act::FirstDay, from.as_ref())).map(|()| Vec::new())
            }
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn elect(&mut self, elected: &MemberElected) {
        let member = self.members.entry(elected.member.clone()).or_default();
        member.name.clone_from(&elected.person.name);
        member.party.clone_from(&elected.person.party);
        member.terms.push(Term {
            from: elected.from.map(|day| day.0),
            until: elected.until.map(|day| day.0),
        });
        let namesakes = self.by_name.entry(elected.person.name.clone()).or_default();
        namesakes.insert(elected.member.clone());
    }

    pub(super) fn release(&mut self, released: &MemberReleased, event: &Event) {
        let member = self.members.get_mut(&released.member);
        if let Some(term) = member.and_then(|member| member.terms.last_mut()) {
            term.until = Some(released.on.map_or(event.at.date(), |day| day.0));
        }
    }

    /// The members of equal name, and of equal party where both state one.
    fn namesakes(&self, person: &Person) -> Vec<&MemberId> {
        let named = self.by_name.get(&person.name).into_iter().flatten();
        let fits = |id: &&MemberId| {
            let party = self.members.get(*id).and_then(|member| member.party.as_ref());
            match (party, &person.party) {
                (Some(known), Some(written)) => known == written,
                _ => true,
            }
        };
        named.filter(fits).collect()
    }

    /// Whether several members fit, and nothing says which is meant.
    pub(super) fn may_be_several(&self, person: &Person) -> bool {
        person.member.is_none() && self.namesakes(person).len() > 1
    }

    /// Why a person is not known here: nobody of that name, several, or at another time.
    pub(super) fn unknown(&self, person: &Person) -> Wording {
        let namesakes = self.namesakes(person);
        match (namesakes.as_slice(), &person.member) {
            ([], None) => words!("{person} is not in the roster", "{person} finns inte i registret"),
            ([_, _, ..], None) => {
                let names: Vec<String> = namesakes.iter().map(|id| format!("`{id}`")).collect();
                words!(
                    "{person} may be {names}: `member` says which",
                    "{person} kan vara {names}: `member` anger vem";
                    names = Wording::of(names.join(" or "), names.join(" eller "))
                )
            }
            _ => words!(
                "{person} is not in the roster on that day",
                "{person} finns inte i registret den dagen"
            ),
        }
    }
}

impl Term {
    fn covers(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it has not ended before a day.
    fn runs_on(self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

fn term_in_order(elected: &MemberElected) -> Result<(), Rejection> {
    let (Some(from), Some(until)) = (elected.from, elected.until) else {
        return Ok(());
    };
    let (from, until) = (Moment::Day(from.0), Moment::Day(until.0));
    not_before((Act::LastDay, &until), (Act::FirstDay, Some(&from)))
}
