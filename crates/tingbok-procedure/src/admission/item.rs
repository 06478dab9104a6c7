//! An item: the names given in it, its propositions, its votes, and whether it is closed.
//!
//! The order that is held: a proposition is put, found, perhaps voted on, then decided; every name is given before
//! it is used. Speeches, underlay, lists and dispatch may come wherever people put them.
//!
//! Spec: docs/procedure.md, "States", item and proposition.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::{listing, resolves, unused};
use super::vote::Vote;
use crate::content::{
    Content, DecisionId, DecisionMade, MotionId, Outcome, ParagraphNo, ProposalId, PropositionFound,
    PropositionId, VoteDemanded, VoteId,
};
use crate::rule::{Finding, Rejection, Rule};

/// What the events of one item say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Item {
    closed: bool,
    motions: BTreeSet<MotionId>,
    proposals: BTreeSet<ProposalId>,
    propositions: BTreeMap<PropositionId, Proposition>,
    votes: BTreeMap<VoteId, Vote>,
    decisions: BTreeSet<DecisionId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Proposition {
    found: bool,
    decided: bool,
}

type Verdict = Result<Vec<Finding>, Rejection>;

impl Item {
    pub(super) fn admit(&self, number: ParagraphNo, content: &Content) -> Verdict {
        if self.closed {
            let what = format!("§ {number} is closed: nothing more happens in it");
            let hint = "record it before `item.closed/1`; what a source adds can be kept as `passage.kept/1`";
            return Err(Rejection::new(Rule::ItemNotClosed, what, hint));
        }
        let place = format!("§ {number}");
        match content {
            Content::VoteOrdered(_)
            | Content::BallotCast(_)
            | Content::VoteCounted(_)
            | Content::VotingListRecorded(_) => self.admit_in_vote(content, &place),
            Content::VoteDemanded(demanded) => self.admit_demand(demanded, &place),
            Content::DecisionMade(made) => self.admit_decision(made, &place),
            Content::ItemClosed(_) => Ok(self.unsettled_at_close(&place)),
            Content::ReservationEntered(entered) => {
                self.knows_motions(&entered.favour, &place)?;
                self.knows_decision(entered.decision.as_ref(), &place)?;
                Ok(self.nothing_to_reserve_against(&place))
            }
            _ => self.admit_names(content, &place).map(|()| Vec::new()),
        }
    }

    pub(super) fn apply(&mut self, content: &Content) {
        match content {
            Content::ProposalLaid(laid) => drop(self.proposals.insert(laid.proposal.clone())),
            Content::MotionMoved(moved) => drop(self.motions.insert(moved.motion.clone())),
            Content::PropositionPut(put) => drop(self.proposition(&put.proposition)),
            Content::PropositionFound(found) => self.proposition(&found.proposition).found = true,
            Content::VoteDemanded(demanded) => {
                let vote = Vote::demanded(demanded.proposition.clone());
                self.votes.entry(demanded.vote.clone()).or_insert(vote);
            }
            Content::DecisionMade(made) => {
                self.decisions.insert(made.decision.clone());
                if let Some(proposition) = &made.proposition {
                    self.proposition(proposition).decided = true;
                }
            }
            Content::ItemClosed(_) => self.closed = true,
            _ => {
                if let Some(vote) = vote_named(content).and_then(|vote| self.votes.get_mut(vote)) {
                    vote.apply(content);
                }
            }
        }
    }

    fn proposition(&mut self, name: &PropositionId) -> &mut Proposition {
        self.propositions.entry(name.clone()).or_default()
    }

    /// Kinds that are admitted when the names they give are new and those they use are known.
    fn admit_names(&self, content: &Content, place: &str) -> Result<(), Rejection> {
        match content {
            Content::ProposalLaid(laid) => unused("proposal", &laid.proposal, &self.proposals, place),
            Content::MotionMoved(moved) => {
                unused("motion", &moved.motion, &self.motions, place)?;
                self.knows_proposal(moved.target.proposal.as_ref(), place)?;
                self.knows_motions(&moved.target.motions, place)
            }
            Content::MotionJoined(joined) => self.knows_motions(&joined.motions, place),
            Content::PropositionPut(put) => {
                unused("proposition", &put.proposition, self.propositions.keys(), place)?;
                self.knows_motions(&put.motions, place)?;
                self.knows_proposal(put.proposal.as_ref(), place)
            }
            Content::PropositionFound(found) => self.admit_finding(found, place),
            _ => Ok(()),
        }
    }

    fn admit_finding(&self, found: &PropositionFound, place: &str) -> Result<(), Rejection> {
        let name = &found.proposition;
        self.knows_outcome(&found.carried, place)?;
        if !self.known(name, place)?.found {
            return Ok(());
        }
        let what = format!("what proposition `{name}` was answered with is found already in {place}");
        let hint = "a vote that changes it is recorded as `vote.counted/1`";
        Err(Rejection::new(Rule::FoundOnce, what, hint))
    }

    fn admit_demand(&self, demanded: &VoteDemanded, place: &str) -> Verdict {
        unused("vote", &demanded.vote, self.votes.keys(), place)?;
        let name = &demanded.proposition;
        let known = self.known(name, place)?;
        let (what, hint) = if let Some(vote) = self.open_vote(name) {
            (
                format!("vote `{vote}` is open on proposition `{name}` in {place}"),
                "a vote is demanded once",
            )
        } else if !known.found {
            (
                format!("proposition `{name}` is put but not found in {place}"),
                "record `proposition.found/1` first",
            )
        } else if known.decided {
            (
                format!("proposition `{name}` is decided in {place}: the gavel has fallen"),
                "record the vote before the decision",
            )
        } else {
            return Ok(Vec::new());
        };
        Err(Rejection::new(Rule::VoteOnFinding, what, hint))
    }

    fn admit_in_vote(&self, content: &Content, place: &str) -> Verdict {
        match content {
            Content::VoteOrdered(ordered) => {
                self.knows_outcome(&ordered.yes.means, place)?;
                self.knows_outcome(&ordered.no.means, place)?;
            }
            Content::VoteCounted(counted) => self.knows_outcome(&counted.declared, place)?,
            _ => {}
        }
        let Some(name) = vote_named(content) else {
            return Ok(Vec::new());
        };
        resolves("vote", name, self.votes.keys(), place)?;
        match self.votes.get(name) {
            Some(vote) => vote.admit(name, content),
            None => Ok(Vec::new()),
        }
    }

    fn admit_decision(&self, made: &DecisionMade, place: &str) -> Verdict {
        unused("decision", &made.decision, &self.decisions, place)?;
        let Some(name) = &made.proposition else {
            return self.nothing_unsettled(place);
        };
        let known = self.known(name, place)?;
        if known.decided {
            let what = format!("proposition `{name}` is decided already in {place}");
            let hint = "put all points of a decision into one event";
            return Err(Rejection::new(Rule::OneDecision, what, hint));
        }
        match self.open_question(name, known) {
            None => Ok(Vec::new()),
            Some((why, hint)) => Err(Rejection::new(
                Rule::DecisionOfSettled,
                format!("proposition `{name}` is not settled in {place}: {why}"),
                hint,
            )),
        }
    }

    /// A decision that names no proposition is taken when no question is open.
    fn nothing_unsettled(&self, place: &str) -> Verdict {
        let open = self.unsettled();
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let what = format!("{} in {place} is put and not settled", listing(&open));
        let hint = "settle it first, or name the proposition that the decision settles";
        Err(Rejection::new(Rule::DecisionOfSettled, what, hint))
    }

    fn unsettled_at_close(&self, place: &str) -> Vec<Finding> {
        let open = self.unsettled();
        if open.is_empty() {
            return Vec::new();
        }
        let what = format!(
            "{place} is closed while {} is put and not settled",
            listing(&open)
        );
        vec![Finding::new(Rule::ItemSettled, what)]
    }

    fn nothing_to_reserve_against(&self, place: &str) -> Vec<Finding> {
        if !self.decisions.is_empty() {
            return Vec::new();
        }
        let what = format!("a reservation is entered in {place} before a decision is made");
        vec![Finding::new(Rule::ReservationOfDecision, what)]
    }

    fn unsettled(&self) -> Vec<&PropositionId> {
        let open =
            |(name, known): &(&PropositionId, &Proposition)| self.open_question(name, **known).is_some();
        self.propositions
            .iter()
            .filter(open)
            .map(|(name, _)| name)
            .collect()
    }

    /// Why a proposition is not settled, and what settles it.
    fn open_question(&self, name: &PropositionId, known: Proposition) -> Option<(String, &'static str)> {
        if !known.found {
            return Some((
                "what was answered is not found".to_owned(),
                "record `proposition.found/1` first",
            ));
        }
        let vote = self.open_vote(name)?;
        Some((
            format!("vote `{vote}` is not counted"),
            "record `vote.counted/1` first",
        ))
    }

    fn open_vote(&self, proposition: &PropositionId) -> Option<&VoteId> {
        let open = |(_, vote): &(&VoteId, &Vote)| vote.is_open_on(proposition);
        self.votes.iter().find(open).map(|(name, _)| name)
    }

    fn known(&self, name: &PropositionId, place: &str) -> Result<Proposition, Rejection> {
        resolves("proposition", name, self.propositions.keys(), place)?;
        Ok(self.propositions.get(name).copied().unwrap_or_default())
    }

    fn knows_motions(&self, names: &[MotionId], place: &str) -> Result<(), Rejection> {
        names
            .iter()
            .try_for_each(|name| resolves("motion", name, &self.motions, place))
    }

    fn knows_proposal(&self, name: Option<&ProposalId>, place: &str) -> Result<(), Rejection> {
        name.map_or(Ok(()), |name| resolves("proposal", name, &self.proposals, place))
    }

    fn knows_decision(&self, name: Option<&DecisionId>, place: &str) -> Result<(), Rejection> {
        name.map_or(Ok(()), |name| resolves("decision", name, &self.decisions, place))
    }

    fn knows_outcome(&self, outcome: &Outcome, place: &str) -> Result<(), Rejection> {
        self.knows_motions(&outcome.motions, place)?;
        self.knows_proposal(outcome.proposal.as_ref(), place)
    }
}

fn vote_named(content: &Content) -> Option<&VoteId> {
    match content {
        Content::VoteOrdered(c) => Some(&c.vote),
        Content::BallotCast(c) => Some(&c.vote),
        Content::VoteCounted(c) => Some(&c.vote),
        Content::VotingListRecorded(c) => Some(&c.vote),
        _ => None,
    }
}
