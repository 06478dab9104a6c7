//! Two thirds, or all: what a qualified majority needs, and which side has it.
//!
//! Invariant: where those present would have to be known and are not, neither side is said to have it.
//!
//! Spec: docs/guides/rules.md, `qualified-majority`; 5:55.

use super::{Question, Reading, SideOf};
use crate::content::{Effect, VoteRule};
use crate::rule::Rule;
use crate::wording::Wording;
use crate::words;

impl Question<'_> {
    /// Two thirds or all: the side that reaches it, else the one that rejects.
    pub(super) fn qualified(&self) -> Reading {
        let reached = SideOf::BOTH.map(|side| self.reaches(side));
        let sums = Wording::join(&SideOf::BOTH.map(|side| self.qualified_sum(side)), ", ");
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
            let what = words!(
                "neither side reaches what is needed, and not exactly one of them rejects",
                "ingen sida når vad som krävs, och det är inte precis en av dem som avslår"
            );
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

    fn qualified_sum(&self, side: SideOf) -> Wording {
        let (votes, took_part, name) = (self.votes(side), self.took_part(), side.name());
        match (self.rule, self.present()) {
            (VoteRule::Unanimous, Some(present)) => words!(
                "{votes} {name} of {present} present",
                "{votes} {name} av {present} närvarande";
                name = name
            ),
            (VoteRule::Unanimous, None) => words!(
                "{votes} {name} of {took_part} who took part, and the number of those present is not known",
                "{votes} {name} av {took_part} deltagande, och antalet närvarande är inte känt";
                name = name
            ),
            (VoteRule::TwoThirdsPresent, Some(present)) => {
                two_thirds_of(votes, side, present, &words!("present", "närvarande"))
            }
            (VoteRule::TwoThirdsPresent, None) => words!(
                "{least}, and the number of those present is not known",
                "{least}, och antalet närvarande är inte känt";
                least = two_thirds_of(votes, side, took_part, &words!("who took part", "deltagande"))
            ),
            _ => two_thirds_of(votes, side, self.cast(), &words!("who voted", "röstande")),
        }
    }
}

/// `28 yes of 41 present (28·3 = 84 ≥ 82 = 41·2)`.
fn two_thirds_of(votes: u64, side: SideOf, whole: u64, who: &Wording) -> Wording {
    let (times, needed) = (votes * 3, whole * 2);
    let sign = if times >= needed { '≥' } else { '<' };
    words!(
        "{votes} {side} of {whole} {who} ({votes}·3 = {times} {sign} {needed} = {whole}·2)",
        "{votes} {side} av {whole} {who} ({votes}·3 = {times} {sign} {needed} = {whole}·2)";
        side = side.name(), who = who
    )
}
