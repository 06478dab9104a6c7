//! Propositions: put, found, and settled when no vote is open on them.
//!
//! After a count the declared outcome replaces what was found.
//!
//! Spec: docs/procedure.md, "States", proposition; 5:53, 5:67 p. 2.

use super::Judgement;
use super::item::Item;
use super::motion::PUT;
use super::naming::{Noun, resolves, unused};
use crate::content::{
    Content, Form, MotionId, Outcome, PropositionFound, PropositionId, PropositionKind, PropositionPut,
    VoteId,
};
use crate::event::Event;
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// A proposition, without its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Proposition {
    kind: Option<PropositionKind>,
    motions: Vec<MotionId>,
    carried: Option<Outcome>,
    /// The event that says what was carried.
    carried_by: String,
    decided: bool,
}

impl Proposition {
    pub(super) fn kind(&self) -> Option<PropositionKind> {
        self.kind
    }

    /// What the meeting answered, as it was found or, after a vote, declared.
    pub(super) fn carried(&self) -> Option<&Outcome> {
        self.carried.as_ref()
    }

    pub(super) fn is_decided(&self) -> bool {
        self.decided
    }

    /// The event that says so.
    pub(super) fn carried_by(&self) -> &str {
        &self.carried_by
    }

    pub(super) fn carries(&mut self, outcome: &Outcome, event: &Event) {
        self.carried = Some(outcome.clone());
        self.carried_by.clone_from(&event.id);
    }

    pub(super) fn decide(&mut self) {
        self.decided = true;
    }
}

impl Item {
    pub(super) fn admit_put(&self, put: &PropositionPut, place: &str) -> Judgement {
        let name = &put.proposition;
        unused(Noun::Proposition, name, &self.propositions, place)?;
        self.motions_stand(&put.motions, PUT, place)?;
        self.knows_proposal(put.proposal.as_ref(), place)?;
        let formal = self.formal(put.kind, &put.motions);
        let found = [
            self.formal_after_material(name, formal, place),
            self.material_after_addition(put, formal, place),
            self.out_of_order(name, place),
        ];
        Ok(found.into_iter().flatten().collect())
    }

    pub(super) fn admit_found(&self, found: &PropositionFound, place: &str) -> Judgement {
        let name = &found.proposition;
        self.knows_outcome(&found.carried, place)?;
        if self.proposition_known(name, place)?.carried.is_none() {
            return Ok(Vec::new());
        }
        let what = words!(
            "what proposition `{name}` was answered with is found already in {place}",
            "vad propositionen `{name}` besvarades med är redan konstaterat i {place}"
        );
        let hint = words!(
            "a vote that changes it is recorded as `vote.counted/1`",
            "en omröstning som ändrar det antecknas som `vote.counted/1`"
        );
        Err(Rejection::new(Rule::FoundOnce, what, hint))
    }

    pub(super) fn apply_proposition(&mut self, event: &Event) {
        match &event.content {
            Content::PropositionOrdered(ordered) => self.order.clone_from(&ordered.order),
            Content::PropositionPut(put) => {
                let known = self.proposition(&put.proposition);
                known.kind = Some(put.kind);
                known.motions.clone_from(&put.motions);
                self.put.push(put.proposition.clone());
                self.asked_motions.extend(put.motions.iter().cloned());
                self.asked_proposals.extend(put.proposal.clone());
            }
            Content::PropositionFound(found) => {
                self.ask(&found.carried);
                self.proposition(&found.proposition)
                    .carries(&found.carried, event);
            }
            _ => {}
        }
    }

    pub(super) fn proposition(&mut self, name: &PropositionId) -> &mut Proposition {
        self.propositions.entry(name.clone()).or_default()
    }

    pub(super) fn proposition_known(
        &self,
        name: &PropositionId,
        place: &str,
    ) -> Result<&Proposition, Rejection> {
        resolves(Noun::Proposition, name, &self.propositions, place)?;
        Ok(self.propositions.get(name).unwrap_or(&UNKNOWN))
    }

    /// The propositions that were put and are not settled.
    pub(super) fn unsettled(&self) -> Vec<&PropositionId> {
        let open = self
            .propositions
            .iter()
            .filter(|(name, known)| self.open_question(name, known).is_some());
        open.map(|(name, _)| name).collect()
    }

    /// Why a proposition is not settled, and what settles it.
    pub(super) fn open_question(
        &self,
        name: &PropositionId,
        known: &Proposition,
    ) -> Option<(Wording, Wording)> {
        if known.carried.is_none() {
            return Some((
                words!("what was answered is not found", "svaret är inte konstaterat"),
                words!(
                    "record `proposition.found/1` first",
                    "anteckna `proposition.found/1` först"
                ),
            ));
        }
        let vote = self.open_vote(name)?;
        Some((
            words!(
                "vote `{vote}` is not counted",
                "omröstningen `{vote}` är inte räknad"
            ),
            words!("record `vote.counted/1` first", "anteckna `vote.counted/1` först"),
        ))
    }

    pub(super) fn open_vote(&self, proposition: &PropositionId) -> Option<&VoteId> {
        let mut votes = self.votes.iter();
        votes
            .find(|(_, vote)| vote.is_open_on(proposition))
            .map(|(name, _)| name)
    }

    /// Whether a proposition is about what to do with the matter, and not about the matter.
    pub(super) fn is_formal(&self, name: &PropositionId) -> bool {
        let known = self.propositions.get(name);
        known.is_some_and(|known| known.kind.is_some_and(|kind| self.formal(kind, &known.motions)))
    }

    fn formal(&self, kind: PropositionKind, motions: &[MotionId]) -> bool {
        use PropositionKind as Kind;
        let forms = [Form::Remit, Form::Table, Form::DecideToday, Form::Adjourn];
        matches!(kind, Kind::DecideToday | Kind::Remit | Kind::Table) || self.all_of(motions, &forms)
    }

    /// Whether there are motions and each asks for one of these.
    fn all_of(&self, motions: &[MotionId], forms: &[Form]) -> bool {
        let form = |name: &MotionId| self.motions.get(name).map(|motion| motion.form);
        let of_forms = |name| form(name).is_some_and(|form| forms.contains(&form));
        !motions.is_empty() && motions.iter().all(of_forms)
    }

    fn is_addition(&self, kind: PropositionKind, motions: &[MotionId]) -> bool {
        kind == PropositionKind::Addition || self.all_of(motions, &[Form::Add])
    }

    /// Those put before and not decided, which a new one is put after: a point that is decided is out of the way.
    fn put_and_open(&self) -> impl Iterator<Item = (&PropositionId, &Proposition)> {
        let known = |name| self.propositions.get(name).map(|known| (name, known));
        self.put
            .iter()
            .filter_map(known)
            .filter(|(_, known)| !known.decided)
    }

    fn formal_after_material(&self, name: &PropositionId, formal: bool, place: &str) -> Option<Finding> {
        if !formal {
            return None;
        }
        let (earlier, _) = self.put_and_open().find(|(name, _)| !self.is_formal(name))?;
        let what = words!(
            "`{name}` is put in {place} after `{earlier}`, which is about the matter itself",
            "`{name}` ställs i {place} efter `{earlier}`, som gäller själva saken"
        );
        let expected = words!(
            "remitting, tabling and deciding today to be put first",
            "att återremiss, bordläggning och avgörande i dag ställs först"
        );
        Some(Finding::new(Rule::FormalFirst, what).expecting(expected))
    }

    /// The proposal as it stands at the end comes after additions; whatever else is about the matter comes before them.
    fn material_after_addition(&self, put: &PropositionPut, formal: bool, place: &str) -> Option<Finding> {
        let comes_last = put.kind == PropositionKind::Final || self.is_addition(put.kind, &put.motions);
        if formal || comes_last {
            return None;
        }
        let addition = |known: &Proposition| {
            known
                .kind
                .is_some_and(|kind| self.is_addition(kind, &known.motions))
        };
        let (earlier, _) = self.put_and_open().find(|(_, known)| addition(known))?;
        let what = words!(
            "`{name}` is put in {place} after the addition `{earlier}`",
            "`{name}` ställs i {place} efter tillägget `{earlier}`",
            name = put.proposition,
        );
        let expected = words!(
            "additions to be put when the matter itself is settled",
            "att tilläggsyrkanden prövas när själva saken är avgjord"
        );
        Some(Finding::new(Rule::AdditionsLast, what).expecting(expected))
    }

    /// Put after one that the order adopted has later. One that is left out is no matter: it may have fallen.
    fn out_of_order(&self, name: &PropositionId, place: &str) -> Option<Finding> {
        let position = |name: &PropositionId| self.order.iter().position(|ordered| ordered == name);
        let own = position(name)?;
        let later = |earlier: &&PropositionId| position(earlier).is_some_and(|other| other > own);
        let earlier = self.put.iter().find(later)?;
        let order: Vec<String> = self.order.iter().map(|ordered| format!("`{ordered}`")).collect();
        let what = words!(
            "`{name}` is put in {place} after `{earlier}`",
            "`{name}` ställs i {place} efter `{earlier}`"
        );
        let expected = words!(
            "the order adopted: {order}",
            "den propositionsordning som godkändes: {order}",
            order = order.join(", "),
        );
        Some(Finding::new(Rule::OrderInMinutes, what).expecting(expected))
    }
}

static UNKNOWN: Proposition = Proposition {
    kind: None,
    motions: Vec::new(),
    carried: None,
    carried_by: String::new(),
    decided: false,
};
