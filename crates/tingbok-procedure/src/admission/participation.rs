//! Who takes part without serving: whoever asks something of the meeting, or is trusted with its minutes.
//!
//! Invariant: judged where the roll is recorded, and never of the recused, whose finding says more. Whoever may be one of
//! those who serve, of the same name and with the party left out, is taken for that one.
//!
//! Spec: docs/procedure.md, "States", meeting; 4:22. Others may be let in by the body (5:39–40, 6:17), which no event says.

use jiff::civil::Date;

use super::body::Body;
use super::service::Service;
use crate::content::{Content, Person};
use crate::rule::{Finding, Rule};
use crate::wording::Wording;
use crate::words;

/// Those who act in the meeting by an event and are on record as not serving.
pub(super) fn not_serving(
    content: &Content,
    service: &Service,
    body: &Body,
    recused: &[Person],
) -> Vec<Finding> {
    let Some((does, persons)) = acting(content) else {
        return Vec::new();
    };
    let roster = body.roster();
    let Some(serving) = service.serving(service.now(), roster) else {
        return Vec::new();
    };
    let serves = |person: &Person| {
        let mut serving = serving.iter().map(|one| &one.person);
        serving.any(|one| roster.same(one, person) || may_be(one, person))
    };
    let is_recused = |person: &Person| recused.iter().any(|one| roster.same(one, person));
    let others = persons
        .into_iter()
        .filter(|person| !serves(person) && !is_recused(person));
    let say = |person: &Person| {
        let what =
            words!("{person} {does} and does not serve", "{person} {does} och tjänstgör inte"; does = does);
        Finding::new(Rule::TakesPart, what)
    };
    others.map(say).collect()
}

/// Those who lead an item, are recused, decline or state something and are not in the roster, where one is recorded.
pub(super) fn strangers(content: &Content, body: &Body, day: Date) -> Option<Finding> {
    let roster = body.roster();
    let persons = match content {
        Content::ItemOpened(c) => c.chair.iter().collect(),
        Content::RecusalDeclared(c) => vec![&c.person],
        Content::ParticipationDeclined(c) => c.persons.iter().collect(),
        Content::StatementEntered(c) => c.persons.iter().collect(),
        _ => Vec::new(),
    };
    let unknown = persons.into_iter().filter(|person| !roster.holds_on(person, day));
    let said: Vec<Wording> = unknown.map(|person| roster.unknown(person)).collect();
    (roster.is_recorded() && !said.is_empty())
        .then(|| Finding::new(Rule::KnownPerson, Wording::join(&said, "; ")))
}

/// Whether nothing tells two persons apart but a party that one of them lacks.
pub(super) fn may_be(a: &Person, b: &Person) -> bool {
    a.name == b.name && (a.party.is_none() || b.party.is_none())
}

/// Who does by an event what those who serve do, and what.
fn acting(content: &Content) -> Option<(Wording, Vec<&Person>)> {
    Some(match content {
        Content::MotionMoved(c) => (words!("moves a motion", "yrkar"), vec![&c.mover]),
        Content::MotionJoined(c) => (words!("joins a motion", "biträder ett yrkande"), vec![&c.person]),
        Content::VoteDemanded(c) => (
            words!("demands a vote", "begär omröstning"),
            c.by.iter().collect(),
        ),
        Content::AdjustersAppointed(c) => (
            words!("is appointed to adjust", "utses att justera"),
            c.adjusters.iter().collect(),
        ),
        _ => return None,
    })
}
