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
use crate::wording::Wording;
use crate::words;

mod minority;
mod qualified;

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
    pub sum: Wording,
    /// What is irregular in how the vote was to be decided.
    pub irregular: Vec<(Rule, Wording)>,
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
        (Some(side), Some(outcome)) => words!(
            "{side} carries `{outcome}`",
            "{side} segrar, `{outcome}`";
            side = side.name(), outcome = said(outcome)
        ),
        _ => words!("the sums alone decide nothing", "rösttalen avgör inget ensamma"),
    };
    Computed {
        sum: words!(
            "{yes} yes, {no} no, {abstain} abstaining: {sum}, {end}",
            "{yes} ja, {no} nej, {abstain} avstår: {sum}, {end}",
            yes = tally.yes,
            no = tally.no,
            abstain = tally.abstain;
            sum = reading.sum, end = end
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
pub fn said(outcome: &Outcome) -> Wording {
    let effect = match outcome.effect {
        Effect::Approve => words!("approve", "bifalla"),
        Effect::Reject => words!("reject", "avslå"),
        Effect::Remit => words!("remit", "återremittera"),
        Effect::Table => words!("table", "bordlägga"),
        Effect::DecideToday => words!("decide today", "avgöra i dag"),
        Effect::Unstated => words!("what its words say", "vad orden säger"),
    };
    let motions: Vec<&MotionId> = outcome.motions.iter().collect();
    let mut said = vec![effect];
    said.extend((!motions.is_empty()).then(|| {
        let listed = listing(&motions);
        Wording::of(
            listed.english().replace('`', ""),
            listed.swedish().replace('`', ""),
        )
    }));
    said.extend(outcome.proposal.as_ref().map(Wording::same));
    Wording::join(&said, " ")
}

/// The same as a value: `` `reject m1` ``.
pub(crate) fn quoted(outcome: &Outcome) -> Wording {
    let said = said(outcome);
    Wording::of(format!("`{}`", said.english()), format!("`{}`", said.swedish()))
}

/// One side of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SideOf {
    Yes,
    No,
}

impl SideOf {
    const BOTH: [Self; 2] = [Self::Yes, Self::No];

    fn name(self) -> Wording {
        match self {
            Self::Yes => words!("yes", "ja"),
            Self::No => words!("no", "nej"),
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
    sum: Wording,
    irregular: Vec<(Rule, Wording)>,
}

impl Reading {
    fn new(winner: Option<SideOf>, sum: Wording) -> Self {
        let irregular = Vec::new();
        Self {
            winner,
            sum,
            irregular,
        }
    }

    fn irregular(mut self, rule: Rule, what: Wording) -> Self {
        self.irregular.push((rule, what));
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
                let what = words!(
                    "a tie in an election is decided by lot, and no lot is recorded",
                    "lika röstetal i ett val avgörs genom lottning, och ingen lottning är antecknad"
                );
                let reading = Reading::new(None, tie_for_a_lot(&sum));
                reading.irregular(Rule::LotInElections, what)
            }
            (None, sum) => self.chair_decides(&sum),
            (winner, sum) => Reading::new(winner, Wording::same(sum)),
        }
    }

    fn casting_vote(&self) -> Reading {
        match self.majority() {
            (None, sum) if self.election => {
                let what = words!(
                    "a tie in an election is decided by lot, not by the chair",
                    "lika röstetal i ett val avgörs genom lottning, inte av ordföranden"
                );
                let reading = Reading::new(None, tie_for_a_lot(&sum));
                reading.irregular(Rule::CastingVote, what)
            }
            (None, sum) => self.chair_decides(&sum),
            (winner, sum) => {
                let what = words!(
                    "{sum} is no tie for the chair to decide",
                    "{sum} är inte lika röstetal som ordföranden avgör"
                );
                Reading::new(winner, Wording::same(sum)).irregular(Rule::CastingVote, what)
            }
        }
    }

    /// A tie in which the chair's own ballot decides: in an open vote, when the chair voted (5:56).
    fn chair_decides(&self, sum: &str) -> Reading {
        if self.form == VoteForm::Closed {
            let what = words!(
                "in a closed vote the chair's ballot is not known and decides no tie",
                "i en sluten omröstning är ordförandens röst inte känd och avgör inte lika röstetal"
            );
            let sum = words!(
                "{sum}, a tie in a closed vote",
                "{sum}, lika röstetal i en sluten omröstning"
            );
            return Reading::new(None, sum).irregular(Rule::CastingVote, what);
        }
        let (winner, known) = match self.chair {
            Some(Choice::Yes) => (
                Some(SideOf::Yes),
                words!("the chair voted yes", "ordföranden röstade ja"),
            ),
            Some(Choice::No) => (
                Some(SideOf::No),
                words!("the chair voted no", "ordföranden röstade nej"),
            ),
            Some(Choice::Abstain) => (None, words!("the chair abstained", "ordföranden avstod")),
            Some(Choice::Absent) => (
                None,
                words!("the chair was absent", "ordföranden var frånvarande"),
            ),
            None => (
                None,
                words!(
                    "the chair's ballot is not known",
                    "ordförandens röst är inte känd"
                ),
            ),
        };
        let reading = Reading::new(winner, Wording::join(&[Wording::same(sum), known.clone()], ", "));
        if winner.is_some() {
            return reading;
        }
        let what = words!(
            "{sum} is a tie for the chair to decide, and {known}",
            "{sum} är lika röstetal som ordföranden avgör, och {known}";
            known = known
        );
        reading.irregular(Rule::CastingVote, what)
    }

    /// A lot decides a tie in an election, and nothing else; what it decided is declared, not computed.
    fn lot(&self) -> Reading {
        let reading = match self.majority() {
            (None, sum) => Reading::new(None, tie_for_a_lot(&sum)),
            (winner, sum) => Reading::new(winner, Wording::same(sum)),
        };
        if self.election {
            return reading;
        }
        let what = words!(
            "a lot decides elections and appointments only; this is none",
            "lottning avgör bara val och anställningar; detta är inget sådant"
        );
        reading.irregular(Rule::LotInElections, what)
    }
}

fn tie_for_a_lot(sum: &str) -> Wording {
    words!(
        "{sum}, a tie that a lot decides",
        "{sum}, lika röstetal som avgörs genom lottning"
    )
}

#[cfg(test)]
mod tests;
