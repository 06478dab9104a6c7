//! A vote: demanded, ordered, cast and counted.
//!
//! The outcome is not the tally: Ja may mean *reject*, so what each side means is kept and compared with what the
//! chair declared.
//!
//! Spec: docs/procedure.md, "States", vote; sections 5:53–5:56 and 5:67.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::listing;
use crate::content::{
    BallotCast, BallotSource, Choice, Content, Effect, MotionId, Outcome, PropositionId, Tally, VoteCounted,
    VoteForm, VoteId, VoteOrdered, VoteRule, VotingListRecorded,
};
use crate::rule::{Finding, Rejection, Rule};

/// What the events of one vote say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Vote {
    proposition: PropositionId,
    order: Option<Order>,
    ballots: BTreeMap<Voter, Choice>,
    listed: Option<Tally>,
    counted: Option<Tally>,
}

/// The order of the vote, without its words.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    yes: Outcome,
    no: Outcome,
    form: VoteForm,
    rule: VoteRule,
}

/// A voter as written: name and party, compared letter by letter.
type Voter = (String, Option<String>);

impl Vote {
    pub(super) fn demanded(proposition: PropositionId) -> Self {
        Self {
            proposition,
            order: None,
            ballots: BTreeMap::new(),
            listed: None,
            counted: None,
        }
    }

    pub(super) fn is_open_on(&self, proposition: &PropositionId) -> bool {
        self.proposition == *proposition && self.counted.is_none()
    }

    pub(super) fn admit(&self, name: &VoteId, content: &Content) -> Result<Vec<Finding>, Rejection> {
        match content {
            Content::VoteOrdered(_) => self.admit_order(name),
            Content::BallotCast(ballot) => self.admit_ballot(name, ballot),
            Content::VoteCounted(counted) => self.admit_count(name, counted),
            Content::VotingListRecorded(list) => Ok(self.list_differs(name, list.result, self.counted)),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn apply(&mut self, content: &Content) {
        match content {
            Content::VoteOrdered(ordered) => self.order = Some(Order::from(ordered)),
            Content::BallotCast(ballot) => drop(self.ballots.insert(voter(ballot), ballot.choice)),
            Content::VoteCounted(counted) => self.counted = Some(tally(counted)),
            Content::VotingListRecorded(VotingListRecorded {
                result: Some(result), ..
            }) => self.listed = Some(*result),
            _ => {}
        }
    }

    fn admit_order(&self, name: &VoteId) -> Result<Vec<Finding>, Rejection> {
        self.not_counted(name)?;
        match self.order {
            None => Ok(Vec::new()),
            Some(_) => Err(Rejection::new(
                Rule::VoteInOrder,
                format!("vote `{name}` is ordered already"),
                "a vote that is held again is demanded as a vote of its own",
            )),
        }
    }

    fn admit_ballot(&self, name: &VoteId, ballot: &BallotCast) -> Result<Vec<Finding>, Rejection> {
        let order = self.ordered(name)?;
        self.not_counted(name)?;
        if order.form == VoteForm::Closed {
            let what = format!("vote `{name}` is closed: its ballots have no names");
            let hint = "record the count only, or order the vote as open if it was";
            return Err(Rejection::new(Rule::ClosedVote, what, hint));
        }
        let reason = ballot.reason.as_deref().unwrap_or_default();
        if ballot.source == BallotSource::Derived && reason.trim().is_empty() {
            let what = format!(
                "the derived ballot of {} in vote `{name}` has no reason",
                ballot.voter
            );
            let hint = "say in `reason` what it was inferred from";
            return Err(Rejection::new(Rule::DerivedHasReason, what, hint));
        }
        if self.ballots.contains_key(&voter(ballot)) {
            let what = format!("{} has voted already in vote `{name}`", ballot.voter);
            let hint = "one ballot each; two persons of one name need what tells them apart";
            return Err(Rejection::new(Rule::OneVote, what, hint));
        }
        Ok(Vec::new())
    }

    fn admit_count(&self, name: &VoteId, counted: &VoteCounted) -> Result<Vec<Finding>, Rejection> {
        let order = self.ordered(name)?;
        self.not_counted(name)?;
        let declared = tally(counted);
        if let Some(cast) = self.cast()
            && cast != declared
        {
            let what = format!(
                "vote `{name}` is counted as {}, its ballots are {}",
                sums(&declared),
                sums(&cast)
            );
            let hint = "record the ballots that are missing, or correct the count";
            return Err(Rejection::new(Rule::TallyOfBallots, what, hint));
        }
        let mut findings = self.list_differs(name, self.listed, Some(declared));
        findings.extend(order.outcome_differs(name, counted));
        Ok(findings)
    }

    fn ordered(&self, name: &VoteId) -> Result<&Order, Rejection> {
        self.order.as_ref().ok_or_else(|| {
            let what = format!("vote `{name}` is demanded but not ordered");
            let hint = "record `vote.ordered/1` first: what Ja and Nej mean";
            Rejection::new(Rule::VoteInOrder, what, hint)
        })
    }

    fn not_counted(&self, name: &VoteId) -> Result<(), Rejection> {
        let Some(counted) = &self.counted else {
            return Ok(());
        };
        let what = format!("vote `{name}` is counted already: {}", sums(counted));
        let hint = "ballots are recorded before the count; a vote that is held again is a vote of its own";
        Err(Rejection::new(Rule::VoteInOrder, what, hint))
    }

    /// The sum of the ballots recorded, when somebody's is.
    fn cast(&self) -> Option<Tally> {
        let mut sum = Tally {
            yes: 0,
            no: 0,
            abstain: 0,
        };
        for choice in self.ballots.values() {
            match choice {
                Choice::Yes => sum.yes = sum.yes.saturating_add(1),
                Choice::No => sum.no = sum.no.saturating_add(1),
                Choice::Abstain => sum.abstain = sum.abstain.saturating_add(1),
                Choice::Absent => {}
            }
        }
        self.ballots
            .values()
            .any(|choice| *choice != Choice::Absent)
            .then_some(sum)
    }

    fn list_differs(&self, name: &VoteId, listed: Option<Tally>, counted: Option<Tally>) -> Vec<Finding> {
        match (listed, counted) {
            (Some(listed), Some(counted)) if listed != counted => {
                let (listed, counted) = (sums(&listed), sums(&counted));
                let what = format!("the list of vote `{name}` says {listed}, the count {counted}");
                vec![Finding::new(Rule::VotesInMinutes, what)]
            }
            _ => Vec::new(),
        }
    }
}

impl Order {
    /// What the sums say under the rule, where they say it alone. Thirds need to know who is present.
    fn outcome_differs(&self, name: &VoteId, counted: &VoteCounted) -> Option<Finding> {
        let tie = counted.yes == counted.no;
        let sums = sums(&tally(counted));
        match self.rule {
            VoteRule::Simple if tie => Some(Finding::new(
                Rule::SimpleMajority,
                format!("vote `{name}`: {sums} is a tie, which the simple rule does not decide"),
            )),
            VoteRule::Simple => {
                let carried = if counted.yes > counted.no {
                    &self.yes
                } else {
                    &self.no
                };
                (!same(carried, &counted.declared)).then(|| {
                    let (carried, declared) = (said(carried), said(&counted.declared));
                    let what = format!("vote `{name}`: {sums} carries `{carried}`, declared is `{declared}`");
                    Finding::new(Rule::SimpleMajority, what)
                })
            }
            VoteRule::CastingVote if !tie => Some(Finding::new(
                Rule::CastingVote,
                format!("vote `{name}`: {sums} is no tie for the chair to decide"),
            )),
            _ => None,
        }
    }
}

impl From<&VoteOrdered> for Order {
    fn from(ordered: &VoteOrdered) -> Self {
        Self {
            yes: ordered.yes.means.clone(),
            no: ordered.no.means.clone(),
            form: ordered.form,
            rule: ordered.rule,
        }
    }
}

fn voter(ballot: &BallotCast) -> Voter {
    (ballot.voter.name.clone(), ballot.voter.party.clone())
}

fn tally(counted: &VoteCounted) -> Tally {
    Tally {
        yes: counted.yes,
        no: counted.no,
        abstain: counted.abstain,
    }
}

fn sums(tally: &Tally) -> String {
    format!("{} yes, {} no, {} abstain", tally.yes, tally.no, tally.abstain)
}

/// Whether two outcomes do the same to the same: the order in which motions are named means nothing.
fn same(a: &Outcome, b: &Outcome) -> bool {
    let motions = |outcome: &Outcome| outcome.motions.iter().cloned().collect::<BTreeSet<MotionId>>();
    a.effect == b.effect && a.proposal == b.proposal && motions(a) == motions(b)
}

fn said(outcome: &Outcome) -> String {
    let effect = match outcome.effect {
        Effect::Approve => "approve",
        Effect::Reject => "reject",
        Effect::Remit => "remit",
        Effect::Table => "table",
        Effect::DecideToday => "decide today",
    };
    let motions: Vec<&MotionId> = outcome.motions.iter().collect();
    let mut words = vec![effect.to_owned()];
    words.extend((!motions.is_empty()).then(|| listing(&motions).replace('`', "")));
    words.extend(outcome.proposal.as_ref().map(ToString::to_string));
    words.join(" ")
}
