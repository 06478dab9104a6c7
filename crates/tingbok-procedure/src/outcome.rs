//! What a vote carries: from the tally, the rule, and what Ja and Nej mean.
//!
//! The outcome is not the tally: Ja may mean *reject*, a third of those present can remit, the chair decides a tie. The
//! computation shows its sum, so that whoever compares it with what was declared can follow it. Swapping Ja and Nej
//! changes nothing but the words, and one more vote for a side never turns its win into a loss.
//!
//! Spec: docs/procedure.md, "Two principles" and "States", vote; 5:50, 5:55, 5:56.

use std::collections::BTreeSet;

use crate::admission::naming::listing;
use crate::content::{BodyKind, Choice, Effect, MotionId, Outcome, Tally, VoteForm, VoteRule};
use crate::rule::Rule;

mod minority;

/// A vote that was counted, and what is known about the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// What a Ja means.
    pub yes: &'a Outcome,
    /// What a Nej means.
    pub no: &'a Outcome,
    /// Open or closed (5:54).
    pub form: VoteForm,
    /// The rule by which the vote was ordered to be decided.
    pub rule: VoteRule,
    /// The sums.
    pub tally: Tally,
    /// How many were present and could vote, where attendance is recorded.
    pub present: Option<u32>,
    /// The ballot of whoever led the item, where it is known.
    pub chair: Option<Choice>,
    /// Board or assembly, where the body is recorded.
    pub body: Option<BodyKind>,
    /// Whether the matter is an election or appointment (5:56).
    pub election: bool,
    /// Whether a minority has remitted or tabled the matter before (5:50).
    pub put_off_before: bool,
}

/// What the law makes of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// What is carried; `None` where the sums do not decide it: a lot does, or something is not known.
    pub carried: Option<Outcome>,
    /// The rule of law by which it is, which declaring anything else breaks.
    pub rule: Rule,
    /// The arithmetic in words: `6 yes, 4 no, 1 abstaining: 6 > 4, yes carries "reject m1"`.
    pub sum: String,
    /// What is irregular in how the vote was to be decided.
    pub irregular: Vec<(Rule, String)>,
}

/// Computes what a vote carries.
///
/// Abstentions do not count as ballots cast (5:55); those who abstain are present.
///
/// ```
/// use tingbok_procedure::content::{Effect, Outcome, Tally, VoteForm, VoteRule};
/// use tingbok_procedure::outcome::{Question, compute};
///
/// let effect = |effect| Outcome { effect, motions: vec!["m1".into()], proposal: None };
/// let computed = compute(&Question {
///     yes: &effect(Effect::Reject),
///     no: &effect(Effect::Approve),
///     form: VoteForm::Open,
///     rule: VoteRule::Simple,
///     tally: Tally { yes: 9, no: 4, abstain: 0 },
///     present: None,
///     chair: None,
///     body: None,
///     election: false,
///     put_off_before: false,
/// });
/// assert_eq!(computed.carried, Some(effect(Effect::Reject)));
/// assert_eq!(computed.sum, "9 yes, 4 no, 0 abstaining: 9 > 4, yes carries `reject m1`");
/// ```
#[must_use]
pub fn compute(question: &Question<'_>) -> Computed {
    let reading = question.reading();
    let tally = question.tally;
    let carried = reading.winner.map(|side| question.means(side).clone());
    let end = match (reading.winner, &carried) {
        (Some(side), Some(outcome)) => format!("{} carries `{}`", side.name(), said(outcome)),
        _ => "the sums alone decide nothing".to_owned(),
    };
    Computed {
        sum: format!(
            "{} yes, {} no, {} abstaining: {}, {end}",
            tally.yes, tally.no, tally.abstain, reading.sum
        ),
        carried,
        rule: question.governing(),
        irregular: reading.irregular,
    }
}

/// Whether two outcomes do the same to the same: the order in which motions are named means nothing, and what puts the
/// matter off does so whether it names the motion that asked for it or not. What is not stated is not compared, and counts
/// as the same.
#[must_use]
pub fn same(a: &Outcome, b: &Outcome) -> bool {
    if [a, b].iter().any(|outcome| outcome.effect == Effect::Unstated) {
        return true;
    }
    let motions = |outcome: &Outcome| outcome.motions.iter().cloned().collect::<BTreeSet<MotionId>>();
    let formal = matches!(a.effect, Effect::Remit | Effect::Table | Effect::DecideToday);
    let unnamed = formal && [a, b].iter().any(|outcome| outcome.motions.is_empty());
    a.effect == b.effect && a.proposal == b.proposal && (unnamed || motions(a) == motions(b))
}

/// An outcome in words: `reject m1`, `approve p1`.
#[must_use]
pub fn said(outcome: &Outcome) -> String {
    let effect = match outcome.effect {
        Effect::Approve => "approve",
        Effect::Reject => "reject",
        Effect::Remit => "remit",
        Effect::Table => "table",
        Effect::DecideToday => "decide today",
        Effect::Unstated => "what its words say",
    };
    let motions: Vec<&MotionId> = outcome.motions.iter().collect();
    let mut words = vec![effect.to_owned()];
    words.extend((!motions.is_empty()).then(|| listing(&motions).replace('`', "")));
    words.extend(outcome.proposal.as_ref().map(ToString::to_string));
    words.join(" ")
}

/// One side of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SideOf {
    Yes,
    No,
}

impl SideOf {
    const BOTH: [Self; 2] = [Self::Yes, Self::No];

    const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
        }
    }
}

/// Who wins, with the sum that shows it.
struct Reading {
    winner: Option<SideOf>,
    sum: String,
    irregular: Vec<(Rule, String)>,
}

impl Reading {
    fn new(winner: Option<SideOf>, sum: String) -> Self {
        let irregular = Vec::new();
        Self {
            winner,
            sum,
            irregular,
        }
    }

    fn irregular(mut self, rule: Rule, what: impl Into<String>) -> Self {
        self.irregular.push((rule, what.into()));
        self
    }
}

impl Question<'_> {
    fn reading(&self) -> Reading {
        match self.minority() {
            Some(side) => self.by_minority(side),
            None => self.as_ordered(),
        }
    }

    /// The rule that is broken when something else is declared than what is carried.
    fn governing(&self) -> Rule {
        match self.rule {
            _ if self.minority().is_some() => Rule::MinorityRemit,
            VoteRule::Simple => Rule::SimpleMajority,
            VoteRule::CastingVote => Rule::CastingVote,
            VoteRule::Lot => Rule::LotInElections,
            VoteRule::OneThirdPresent => Rule::MinorityRemit,
            VoteRule::TwoThirdsPresent | VoteRule::TwoThirdsCast | VoteRule::Unanimous => {
                Rule::QualifiedMajority
            }
        }
    }

    fn as_ordered(&self) -> Reading {
        match self.rule {
            VoteRule::Simple => self.simple(),
            VoteRule::CastingVote => self.casting_vote(),
            VoteRule::Lot => self.lot(),
            VoteRule::OneThirdPresent => self.without_minority(),
            VoteRule::TwoThirdsPresent | VoteRule::TwoThirdsCast | VoteRule::Unanimous => self.qualified(),
        }
    }

    fn means(&self, side: SideOf) -> &Outcome {
        match side {
            SideOf::Yes => self.yes,
            SideOf::No => self.no,
        }
    }

    fn votes(&self, side: SideOf) -> u64 {
        u64::from(match side {
            SideOf::Yes => self.tally.yes,
            SideOf::No => self.tally.no,
        })
    }

    /// The ballots cast: abstentions are none (5:55).
    fn cast(&self) -> u64 {
        self.votes(SideOf::Yes) + self.votes(SideOf::No)
    }

    /// How many are known to be present because they took part, abstaining included.
    fn took_part(&self) -> u64 {
        self.cast() + u64::from(self.tally.abstain)
    }

    fn present(&self) -> Option<u64> {
        self.present.map(u64::from)
    }

    /// The side with more votes and the sum that says so; `None` on a tie.
    fn majority(&self) -> (Option<SideOf>, String) {
        let (yes, no) = (self.tally.yes, self.tally.no);
        match yes.cmp(&no) {
            std::cmp::Ordering::Greater => (Some(SideOf::Yes), format!("{yes} > {no}")),
            std::cmp::Ordering::Less => (Some(SideOf::No), format!("{yes} < {no}")),
            std::cmp::Ordering::Equal => (None, format!("{yes} = {no}")),
        }
    }

    /// Most of the ballots cast carry (5:55); a tie is the chair's to decide, in an election the lot's (5:56).
    fn simple(&self) -> Reading {
        match self.majority() {
            (None, sum) if self.election => {
                let what = "a tie in an election is decided by lot, and no lot is recorded";
                let reading = Reading::new(None, format!("{sum}, a tie that a lot decides"));
                reading.irregular(Rule::LotInElections, what)
            }
            (None, sum) => self.chair_decides(&sum),
            (winner, sum) => Reading::new(winner, sum),
        }
    }

    fn casting_vote(&self) -> Reading {
        match self.majority() {
            (None, sum) if self.election => {
                let what = "a tie in an election is decided by lot, not by the chair";
                let reading = Reading::new(None, format!("{sum}, a tie that a lot decides"));
                reading.irregular(Rule::CastingVote, what)
            }
            (None, sum) => self.chair_decides(&sum),
            (winner, sum) => {
                let what = format!("{sum} is no tie for the chair to decide");
                Reading::new(winner, sum).irregular(Rule::CastingVote, what)
            }
        }
    }

    /// A tie in which the chair's own ballot decides: in an open vote, when the chair voted (5:56).
    fn chair_decides(&self, sum: &str) -> Reading {
        if self.form == VoteForm::Closed {
            let what = "in a closed vote the chair's ballot is not known and decides no tie";
            return Reading::new(None, format!("{sum}, a tie in a closed vote"))
                .irregular(Rule::CastingVote, what);
        }
        let (winner, known) = match self.chair {
            Some(Choice::Yes) => (Some(SideOf::Yes), "the chair voted yes"),
            Some(Choice::No) => (Some(SideOf::No), "the chair voted no"),
            Some(Choice::Abstain) => (None, "the chair abstained"),
            Some(Choice::Absent) => (None, "the chair was absent"),
            None => (None, "the chair's ballot is not known"),
        };
        let reading = Reading::new(winner, format!("{sum}, {known}"));
        if winner.is_some() {
            return reading;
        }
        let what = format!("{sum} is a tie for the chair to decide, and {known}");
        reading.irregular(Rule::CastingVote, what)
    }

    /// A lot decides a tie in an election, and nothing else; what it decided is declared, not computed.
    fn lot(&self) -> Reading {
        let reading = match self.majority() {
            (None, sum) => Reading::new(None, format!("{sum}, a tie that a lot decides")),
            (winner, sum) => Reading::new(winner, sum),
        };
        if self.election {
            return reading;
        }
        let what = "a lot decides elections and appointments only; this is none";
        reading.irregular(Rule::LotInElections, what)
    }

    /// Two thirds or all: the side that reaches it, else the one that rejects.
    fn qualified(&self) -> Reading {
        let reached = SideOf::BOTH.map(|side| self.reaches(side));
        let sums = SideOf::BOTH.map(|side| self.qualified_sum(side)).join(", ");
        let rejects = |side: &SideOf| self.means(*side).effect == Effect::Reject;
        let winner = match reached {
            [Some(true), _] => Some(SideOf::Yes),
            [_, Some(true)] => Some(SideOf::No),
            _ => {
                let rejecting: Vec<SideOf> = SideOf::BOTH.into_iter().filter(rejects).collect();
                match rejecting[..] {
                    [one] if self.reaches(one.other()) == Some(false) => Some(one),
                    _ => None,
                }
            }
        };
        let reading = Reading::new(winner, sums);
        if winner.is_none() && reached == [Some(false); 2] {
            let what = "neither side reaches what is needed, and not exactly one of them rejects";
            return reading.irregular(Rule::QualifiedMajority, what);
        }
        reading
    }

    /// Whether a side has what a qualified majority needs; `None` where those present would have to be known.
    fn reaches(&self, side: SideOf) -> Option<bool> {
        let votes = self.votes(side);
        let two_thirds = |whole: u64| votes > 0 && votes * 3 >= whole * 2;
        match (self.rule, self.present()) {
            (VoteRule::TwoThirdsPresent, Some(present)) => Some(two_thirds(present)),
            (VoteRule::TwoThirdsPresent, None) => (!two_thirds(self.took_part())).then_some(false),
            (VoteRule::Unanimous, Some(present)) => Some(votes > 0 && votes >= present),
            (VoteRule::Unanimous, None) => (votes == 0 || votes < self.took_part()).then_some(false),
            _ => Some(two_thirds(self.cast())),
        }
    }

    fn qualified_sum(&self, side: SideOf) -> String {
        let (votes, cast, name) = (self.votes(side), self.cast(), side.name());
        match (self.rule, self.present()) {
            (VoteRule::Unanimous, Some(present)) => format!("{votes} {name} of {present} present"),
            (VoteRule::Unanimous, None) => {
                let took_part = self.took_part();
                format!(
                    "{votes} {name} of {took_part} who took part, and the number of those present is not known"
                )
            }
            (VoteRule::TwoThirdsPresent, Some(present)) => two_thirds_of(votes, name, present, "present"),
            (VoteRule::TwoThirdsPresent, None) => {
                let least = two_thirds_of(votes, name, self.took_part(), "who took part");
                format!("{least}, and the number of those present is not known")
            }
            _ => two_thirds_of(votes, name, cast, "who voted"),
        }
    }
}

/// `28 yes of 41 present (28·3 = 84 ≥ 82 = 41·2)`.
fn two_thirds_of(votes: u64, side: &str, whole: u64, who: &str) -> String {
    let (times, needed) = (votes * 3, whole * 2);
    let sign = if times >= needed { '≥' } else { '<' };
    format!("{votes} {side} of {whole} {who} ({votes}·3 = {times} {sign} {needed} = {whole}·2)")
}

#[cfg(test)]
mod tests;
