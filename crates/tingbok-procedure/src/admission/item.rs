//! An item: the names given in it, its motions, propositions, votes and decisions, and whether it is closed.
//!
//! The order that is held: a proposition is put, found, perhaps voted on, then decided; every name is given before
//! it is used. Speeches, underlay, lists and dispatch may come wherever people put them.
//!
//! Spec: docs/procedure.md, "States", item and proposition.

use std::collections::{BTreeMap, BTreeSet};

use super::Judgement;
use super::adjustment::Appointed;
use super::decision::{Decision, Declined, Reserved};
use super::motion::{Motions, meant};
use super::naming::{Noun, listing, resolves, unused};
use super::proposition::Proposition;
use super::room::Room;
use super::sequence::{Act, not_before};
use super::service::ServicePoint;
use super::vote::Vote;
use crate::content::{
    Content, DecisionId, Effect, Matter, MotionId, Outcome, Person, ProposalId, PropositionId,
    RecusalDeclared, VoteId,
};
use crate::event::Event;
use crate::moment::Moment;
use crate::rule::{Finding, Rejection, Rule};
use crate::words;

/// What the events of one item say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Item {
    opened: Option<Moment>,
    since: ServicePoint,
    closed: Option<Closing>,
    matter: Option<Matter>,
    case: Option<String>,
    chair: Option<Person>,
    recused: Vec<Person>,
    /// The events that declared them recused, one by one.
    recusals: Vec<String>,
    adjusters: Appointed,
    pub(super) motions: Motions,
    pub(super) proposals: BTreeSet<ProposalId>,
    pub(super) propositions: BTreeMap<PropositionId, Proposition>,
    /// The propositions as they were put, and the order that was adopted for them.
    pub(super) put: Vec<PropositionId>,
    pub(super) order: Vec<PropositionId>,
    /// Boxed, as a map keeps room for eleven: most items have one vote, or none.
    pub(super) votes: BTreeMap<VoteId, Box<Vote>>,
    /// Whether a vote remitted or tabled the matter for a minority (5:50).
    pub(super) put_off_by_minority: bool,
    pub(super) decisions: BTreeMap<DecisionId, Decision>,
    pub(super) declined: Vec<Declined>,
    pub(super) reserved: Vec<Reserved>,
    /// Every motion and proposal that a proposition, a vote or a decision speaks of.
    pub(super) asked_motions: BTreeSet<MotionId>,
    pub(super) asked_proposals: BTreeSet<ProposalId>,
    places: Places,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Closing {
    adjusted_at_once: bool,
    service: ServicePoint,
}

/// The places of the item's events in the meeting's stream, as far as all of them are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Places {
    range: Option<(u64, u64)>,
    unknown: bool,
}

impl Places {
    /// The first and the last place; `None` where an event's place is not known.
    pub(super) fn range(self) -> Option<(u64, u64)> {
        self.range.filter(|_| !self.unknown)
    }

    fn take(&mut self, event: &Event) {
        match (&event.signed, self.range) {
            (None, _) => self.unknown = true,
            (Some(signed), None) => self.range = Some((signed.seq, signed.seq)),
            (Some(signed), Some((first, last))) => {
                self.range = Some((first.min(signed.seq), last.max(signed.seq)));
            }
        }
    }
}

impl Item {
    pub(super) fn opened(&self) -> Option<&Moment> {
        self.opened.as_ref()
    }

    /// How far the changes of service had come when the item was opened.
    pub(super) fn since(&self) -> ServicePoint {
        self.since
    }

    pub(super) fn chair(&self) -> Option<&Person> {
        self.chair.as_ref()
    }

    pub(super) fn recused(&self) -> &[Person] {
        &self.recused
    }

    /// The events that declared them recused, one by one.
    pub(super) fn recusals(&self) -> &[String] {
        &self.recusals
    }

    /// Whether it was closed before a change of service.
    pub(super) fn was_closed(&self, at: ServicePoint) -> bool {
        self.closed.is_some_and(|closing| closing.service <= at)
    }

    pub(super) fn matter(&self) -> Option<Matter> {
        self.matter
    }

    /// The number of the case that it belongs to.
    pub(super) fn case(&self) -> Option<&str> {
        self.case.as_deref()
    }

    /// Who led this item where the meeting's chair did not, and those appointed to adjust this paragraph alone.
    pub(super) fn appointed(&self) -> Appointed {
        Appointed {
            chair: self.chair.clone(),
            ..self.adjusters.clone()
        }
    }

    pub(super) fn places(&self) -> Places {
        self.places
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// Whether the body decided to adjust the paragraph at once.
    pub(super) fn is_adjusted_at_once(&self) -> bool {
        self.closed.is_some_and(|closing| closing.adjusted_at_once)
    }

    pub(super) fn admit(&self, content: &Content, room: &Room<'_>) -> Judgement {
        self.is_open_to(content, room.item.place)?;
        not_before((Act::InItem, room.at), (Act::OpeningOfItem, self.opened.as_ref()))?;
        let place = room.item.place;
        let mut findings = match content {
            Content::VoteOrdered(_)
            | Content::BallotCast(_)
            | Content::VoteCounted(_)
            | Content::VotingListRecorded(_) => self.admit_in_vote(content, room),
            Content::VoteDemanded(demanded) => self.admit_demand(demanded, room),
            Content::PropositionPut(put) => self.admit_put(put, place),
            Content::PropositionFound(found) => self.admit_found(found, place),
            Content::DecisionMade(made) => self.admit_decision(made, room),
            Content::ParticipationDeclined(declined) => self.admit_declined(declined, room),
            Content::ReservationEntered(entered) => self.admit_reservation(entered, room),
            Content::ItemClosed(_) => Ok(self.at_close(room)),
            Content::RecusalDeclared(declared) => Ok(self.at_recusal(declared, room)),
            Content::ProposalLaid(laid) => {
                unused(Noun::Proposal, &laid.proposal, &self.proposals, place).map(|()| Vec::new())
            }
            _ => self.admit_motion(content, room),
        }?;
        findings.extend(room.recusal(content));
        Ok(findings)
    }

    /// Takes in an event of this item; `now` is the point in the meeting's service when it is recorded.
    pub(super) fn apply(&mut self, event: &Event, now: ServicePoint) {
        self.places.take(event);
        match &event.content {
            Content::ItemOpened(opened) => {
                self.opened = Some(event.at.clone());
                self.since = now;
                self.matter = opened.matter;
                self.case.clone_from(&opened.case);
                self.chair.clone_from(&opened.chair);
            }
            Content::RecusalDeclared(declared) => {
                self.recused.push(declared.person.clone());
                self.recusals.push(event.id.clone());
            }
            Content::AdjustersAppointed(c) => self.adjusters.appoint(&c.adjusters, &event.at),
            Content::ProposalLaid(laid) => drop(self.proposals.insert(laid.proposal.clone())),
            Content::ItemClosed(closed) => {
                let adjusted_at_once = closed.adjusted_at_once;
                self.closed = Some(Closing {
                    adjusted_at_once,
                    service: now,
                });
            }
            content => {
                self.apply_motion(content);
                self.apply_proposition(event);
                self.apply_vote(event, now);
                self.apply_decision(event, now);
            }
        }
    }

    /// After the item is closed only reservations and statements may follow.
    fn is_open_to(&self, content: &Content, place: &str) -> Result<(), Rejection> {
        let follows = matches!(
            content,
            Content::ReservationEntered(_) | Content::StatementEntered(_)
        );
        if self.closed.is_none() || follows {
            return Ok(());
        }
        let what = words!(
            "{place} is closed: only reservations and statements may follow",
            "{place} är avslutad: bara reservationer och protokollsanteckningar kan följa"
        );
        let hint = words!(
            "record it before `item.closed/1`; what a source adds can be kept as `passage.kept/1`",
            "anteckna det före `item.closed/1`; det som en källa tillägger kan behållas som `passage.kept/1`"
        );
        Err(Rejection::new(Rule::ItemNotClosed, what, hint))
    }

    fn at_close(&self, room: &Room<'_>) -> Vec<Finding> {
        let place = room.item.place;
        let mut findings = Vec::new();
        let open = self.unsettled();
        if !open.is_empty() {
            let what = words!(
                "{place} is closed while {open} is put and not settled",
                "{place} avslutas medan {open} är ställd och inte avgjord";
                open = listing(&open)
            );
            findings.push(Finding::new(Rule::ItemSettled, what));
        }
        let unput = self.unput(room.course.has_paused());
        if !unput.is_empty() {
            let what = words!(
                "{place} is closed, and {unput} was not put",
                "{place} avslutas, och {unput} har inte ställts under proposition";
                unput = listing(&unput)
            );
            let expected = words!(
                "every motion that was not withdrawn to be put, or to fall with another",
                "att varje yrkande som inte återtagits ställs under proposition, eller faller med ett annat"
            );
            findings.push(Finding::new(Rule::MotionsInMinutes, what).expecting(expected));
        }
        // Where something was decided, the quorum was judged then.
        if self.decisions.is_empty() {
            findings.extend(room.quorum());
        }
        findings
    }

    /// A recusal that comes too late, of the one who leads the item, or of nobody in particular.
    fn at_recusal(&self, declared: &RecusalDeclared, room: &Room<'_>) -> Vec<Finding> {
        let person = &declared.person;
        let mut findings = Vec::new();
        findings.extend(room.means_several(person));
        if room.chair().is_some_and(|chair| room.same(chair, person)) {
            findings.push(room.takes_part(person, &words!("leads it", "leder det")));
        }
        if self
            .motions
            .values()
            .any(|motion| room.same(&motion.mover, person))
        {
            findings.push(room.takes_part(
                person,
                &words!(
                    "has moved a motion before it was declared",
                    "har yrkat innan jävet anmäldes"
                ),
            ));
        }
        if self.votes.values().any(|vote| vote.has_ballot_of(person, room)) {
            findings.push(room.takes_part(
                person,
                &words!(
                    "has voted before it was declared",
                    "har röstat innan jävet anmäldes"
                ),
            ));
        }
        findings
    }

    /// What a proposition, a vote or a decision speaks of is no longer unasked.
    pub(super) fn ask(&mut self, outcome: &Outcome) {
        self.asked_motions.extend(outcome.motions.iter().cloned());
        self.asked_proposals.extend(outcome.proposal.clone());
    }

    /// Whether the item was remitted or tabled: then the rest is not dealt with.
    pub(super) fn is_put_off(&self) -> bool {
        let carried = self.propositions.values().filter_map(Proposition::carried);
        let decided = self.decisions.values().filter_map(Decision::outcome);
        let mut outcomes = carried.chain(decided);
        outcomes.any(|outcome| {
            matches!(
                meant(&self.motions, outcome).effect,
                Effect::Remit | Effect::Table
            )
        })
    }

    pub(super) fn knows_motions(&self, names: &[MotionId], place: &str) -> Result<(), Rejection> {
        names
            .iter()
            .try_for_each(|name| resolves(Noun::Motion, name, &self.motions, place))
    }

    pub(super) fn knows_proposal(&self, name: Option<&ProposalId>, place: &str) -> Result<(), Rejection> {
        name.map_or(Ok(()), |name| {
            resolves(Noun::Proposal, name, &self.proposals, place)
        })
    }

    pub(super) fn knows_decision(&self, name: Option<&DecisionId>, place: &str) -> Result<(), Rejection> {
        let known = &self.decisions;
        name.map_or(Ok(()), |name| resolves(Noun::Decision, name, known, place))
    }

    pub(super) fn knows_outcome(&self, outcome: &Outcome, place: &str) -> Result<(), Rejection> {
        self.knows_motions(&outcome.motions, place)?;
        self.knows_proposal(outcome.proposal.as_ref(), place)
    }
}
