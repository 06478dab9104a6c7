//! Who serves: the roll, people who come and go, substitutes in members' places.
//!
//! What was recorded is kept as it is written; who a person is is asked of the roster when an event is judged, so that
//! it does not matter in which order the streams were applied. While no roll is recorded nobody knows who serves, and
//! no rule is judged that needs to.
//!
//! Spec: docs/procedure.md, "States", meeting; 4:22–24, 5:17, 5:45, 6:21, 6:27.

use jiff::civil::Date;

use super::body::Body;
use super::roster::{Identity, Roster};
use crate::content::{AttendanceRecorded, Content, ParagraphNo, Person, Serving};
use crate::event::Event;
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// The changes of service in the order in which they were recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Service {
    acts: Vec<Act>,
}

#[derive(Clone, Debug, PartialEq)]
enum Act {
    Roll(Vec<Serving>),
    Started(Serving),
    Ended(End),
}

/// Somebody ceases to serve.
#[derive(Clone, Debug, PartialEq)]
struct End {
    person: Person,
    item: Option<ParagraphNo>,
    on: Date,
}

/// That a member broke off the service (*avbröt tjänstgöringen*).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BrokenOff {
    /// Before this change the member served.
    pub(super) at: ServicePoint,
    /// The item that it is said to have been in.
    pub(super) item: Option<ParagraphNo>,
}

/// A point in the course of service: how many changes had been recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ServicePoint(usize);

impl Service {
    pub(super) fn now(&self) -> ServicePoint {
        ServicePoint(self.acts.len())
    }

    /// Who serves at a point; `None` where no roll was recorded by then.
    pub(super) fn serving(&self, at: ServicePoint, roster: &Roster) -> Option<Vec<&Serving>> {
        let acts = self.acts.get(..at.0).unwrap_or(&self.acts);
        let rolls = acts.iter().any(|act| matches!(act, Act::Roll(_)));
        rolls.then(|| known_to_serve(acts, roster))
    }

    /// How many places stand empty since those who are recused left them, in an item that was opened at a point.
    ///
    /// A place is counted when the person served in it while the item was dealt with, did not leave in another item, and
    /// nobody fills it now.
    pub(super) fn emptied(
        &self,
        (item, since): (ParagraphNo, ServicePoint),
        recused: &[Person],
        roster: &Roster,
    ) -> usize {
        let place = |one: &'_ Serving| one.in_place_of.as_ref().unwrap_or(&one.person).clone();
        let now = self.serving(self.now(), roster).unwrap_or_default();
        let mut empty: Vec<Person> = Vec::new();
        for person in recused {
            if self.left_in_another(item, since, person, roster) {
                continue;
            }
            let Some(left) = self.last_served(since, person, roster).map(place) else {
                continue;
            };
            let mut taken = now.iter().map(|one| place(one)).chain(empty.iter().cloned());
            if !taken.any(|taken| roster.same(&taken, &left)) {
                empty.push(left);
            }
        }
        empty.len()
    }

    /// How a person served last, of all points since one.
    fn last_served(&self, since: ServicePoint, person: &Person, roster: &Roster) -> Option<&Serving> {
        let points = (since.0..=self.acts.len()).rev().map(ServicePoint);
        points
            .filter_map(|at| self.serving(at, roster))
            .find_map(|serving| serving.into_iter().find(|one| roster.same(&one.person, person)))
    }

    /// Whether the last that is said of a person's leaving since a point is that it was in another item.
    fn left_in_another(
        &self,
        item: ParagraphNo,
        since: ServicePoint,
        person: &Person,
        roster: &Roster,
    ) -> bool {
        let acts = self.acts.get(since.0..).unwrap_or_default();
        let left = acts.iter().rev().find_map(|act| match act {
            Act::Ended(end) if roster.same(&end.person, person) => Some(end.item),
            _ => None,
        });
        left.flatten().is_some_and(|of| of != item)
    }

    /// The members who begin to serve by an event, each in the own place, and do not serve yet.
    pub(super) fn beginners<'a>(&self, content: &'a Content, roster: &Roster) -> Vec<&'a Person> {
        let begin: Vec<&Person> = match content {
            Content::ServiceStarted(c) if c.in_place_of.is_none() => vec![&c.person],
            Content::AttendanceRecorded(c) => {
                let own = c.serving.iter().filter(|one| one.in_place_of.is_none());
                own.map(|one| &one.person).collect()
            }
            _ => return Vec::new(),
        };
        let serving = self.serving(self.now(), roster).unwrap_or_default();
        let serves = |person: &Person| serving.iter().any(|one| roster.same(&one.person, person));
        begin.into_iter().filter(|person| !serves(person)).collect()
    }

    /// How a member last broke off the service on a day, in the own place; `None` where no roll tells.
    pub(super) fn broken_off(&self, person: &Person, on: Date, roster: &Roster) -> Option<BrokenOff> {
        let mut acts = self.acts.iter().enumerate().rev();
        let (at, end) = acts.find_map(|(at, act)| match act {
            Act::Ended(end) if roster.same(&end.person, person) => Some((ServicePoint(at), end)),
            _ => None,
        })?;
        let served = self.serving(at, roster)?;
        let own = |one: &&Serving| one.in_place_of.is_none() && roster.same(&one.person, person);
        let broke_off = end.on == on && served.iter().any(own);
        broke_off.then_some(BrokenOff { at, item: end.item })
    }

    /// Judges a roll or a change of service. What is irregular about persons comes back as a finding.
    pub(super) fn admit(
        &self,
        content: &Content,
        body: &Body,
        day: Date,
    ) -> Result<Option<Finding>, Rejection> {
        match content {
            Content::AttendanceRecorded(roll) => {
                admit_roll(roll, body, day)?;
                Ok(strangers(roll.serving.iter(), body, day))
            }
            Content::ServiceStarted(started) => {
                let started = Serving {
                    person: started.person.clone(),
                    in_place_of: started.in_place_of.clone(),
                };
                let mut all = known_to_serve(&self.acts, body.roster());
                all.push(&started);
                places_differ(&all, body, day)?;
                Ok(strangers([&started], body, day))
            }
            Content::ServiceEnded(ended) => self.admit_end(&ended.person, body).map(|()| None),
            _ => Ok(None),
        }
    }

    pub(super) fn apply(&mut self, event: &Event) {
        self.acts.extend(match &event.content {
            Content::AttendanceRecorded(roll) => Some(Act::Roll(roll.serving.clone())),
            Content::ServiceStarted(started) => Some(Act::Started(Serving {
                person: started.person.clone(),
                in_place_of: started.in_place_of.clone(),
            })),
            Content::ServiceEnded(ended) => Some(Act::Ended(End {
                person: ended.person.clone(),
                item: ended.item,
                on: event.at.date(),
            })),
            _ => None,
        });
    }

    fn admit_end(&self, person: &Person, body: &Body) -> Result<(), Rejection> {
        let Some(serving) = self.serving(self.now(), body.roster()) else {
            return Ok(());
        };
        if serving.iter().any(|one| body.roster().same(&one.person, person)) {
            return Ok(());
        }
        let what = words!(
            "{person} does not serve: the service cannot end",
            "{person} tjänstgör inte: tjänstgöringen kan inte upphöra"
        );
        let hint = words!(
            "record `service.started/1` first, or name the person as the roll does",
            "anteckna `service.started/1` först, eller skriv personen som uppropet gör"
        );
        Err(Rejection::new(Rule::ServiceInOrder, what, hint))
    }
}

/// Who serves after these changes, as far as they tell.
fn known_to_serve<'a>(acts: &'a [Act], roster: &Roster) -> Vec<&'a Serving> {
    let last = acts.iter().rposition(|act| matches!(act, Act::Roll(_)));
    let mut serving: Vec<&Serving> = Vec::new();
    for act in acts.get(last.unwrap_or(0)..).unwrap_or_default() {
        match act {
            Act::Roll(roll) => serving.extend(roll),
            Act::Started(started) => serving.push(started),
            Act::Ended(end) => serving.retain(|one| !roster.same(&one.person, &end.person)),
        }
    }
    serving
}

fn admit_roll(roll: &AttendanceRecorded, body: &Body, day: Date) -> Result<(), Rejection> {
    let serving: Vec<&Serving> = roll.serving.iter().collect();
    places_differ(&serving, body, day)?;
    let away = |one: &&Serving| {
        roll.absent
            .iter()
            .any(|person| body.roster().same(person, &one.person))
    };
    match roll.serving.iter().find(|one| away(one)) {
        None => Ok(()),
        Some(one) => Err(Rejection::new(
            Rule::ServiceInOrder,
            words!(
                "{person} serves and is absent in the same roll",
                "{person} tjänstgör och är frånvarande i samma upprop",
                person = one.person,
            ),
            words!(
                "name each person once: serving or absent",
                "ange varje person en gång: tjänstgörande eller frånvarande"
            ),
        )),
    }
}

/// A person serves once, in a place that nobody else fills; there are no more places than seats.
fn places_differ(serving: &[&Serving], body: &Body, day: Date) -> Result<(), Rejection> {
    let roster = body.roster();
    let mut persons: Vec<Identity<'_>> = Vec::new();
    let mut places: Vec<(Identity<'_>, &Serving)> = Vec::new();
    for one in serving {
        let person = roster.identity(&one.person);
        if persons.contains(&person) {
            return Err(not_in_order(words!(
                "{person} serves already",
                "{person} tjänstgör redan",
                person = one.person,
            )));
        }
        let place = roster.identity(one.in_place_of.as_ref().unwrap_or(&one.person));
        if let Some((_, holder)) = places.iter().find(|(taken, _)| *taken == place) {
            let member = one.in_place_of.as_ref().unwrap_or(&one.person);
            let what = words!(
                "{person} cannot serve: the place of {member} is filled by {holder}",
                "{person} kan inte tjänstgöra: platsen för {member} fylls av {holder}",
                person = one.person,
                holder = holder.person,
            );
            return Err(not_in_order(what));
        }
        persons.push(person);
        places.push((place, one));
    }
    match body.on(day).map(|rules| rules.seats) {
        Some(seats) if u32::try_from(serving.len()).is_ok_and(|count| count > seats) => {
            let what = words!(
                "{count} would serve, and the body has {seats} seats",
                "{count} skulle tjänstgöra, och organet har {seats} platser",
                count = serving.len(),
            );
            Err(not_in_order(what))
        }
        _ => Ok(()),
    }
}

fn not_in_order(what: Wording) -> Rejection {
    let hint = words!(
        "record `service.ended/1` of whoever leaves the place first; tell namesakes apart by `member`",
        "anteckna först `service.ended/1` för den som lämnar platsen; skilj namnar åt med `member`"
    );
    Rejection::new(Rule::ServiceInOrder, what, hint)
}

/// Those who serve, or are served for, and are not in the roster that day.
fn strangers<'a>(serving: impl IntoIterator<Item = &'a Serving>, body: &Body, day: Date) -> Option<Finding> {
    let roster = body.roster();
    if !roster.is_recorded() {
        return None;
    }
    let persons = serving
        .into_iter()
        .flat_map(|one| [Some(&one.person), one.in_place_of.as_ref()]);
    let unknown = persons.flatten().filter(|person| !roster.holds_on(person, day));
    let said: Vec<Wording> = unknown.map(|person| roster.unknown(person)).collect();
    (!said.is_empty()).then(|| Finding::new(Rule::KnownPerson, Wording::join(&said, "; ")))
}
