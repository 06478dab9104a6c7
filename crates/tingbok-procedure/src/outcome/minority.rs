//! A minority that remits or tables: a third of those present in an assembly (5:50), which no order of a vote can deny it.
//!
//! Invariant: both readings of the denominator, present and voting, are shown; the law counts those present.
//!
//! Spec: docs/guides/rules.md, `minority-remit`; 5:50, and 6:33 for boards.

use super::{Question, Reading, SideOf};
use crate::content::{BodyKind, Effect, VoteRule};
use crate::rule::Rule;
use crate::wording::Wording;
use crate::words;

impl Question<'_> {
    /// The side that a third of those present carries, by what it does and whatever rule was ordered: it remits or tables
    /// in an assembly, in no election, and what no minority has put off before.
    ///
    /// Where the body is not known, a vote that was ordered by that rule is taken for an assembly's.
    pub(super) fn minority(&self) -> Option<SideOf> {
        let in_assembly = match self.body {
            Some(kind) => kind == BodyKind::Assembly,
            None => self.rule == VoteRule::OneThirdPresent,
        };
        let may = in_assembly && !self.election && !self.put_off_before;
        self.putting_off().filter(|_| may)
    }

    /// The side that remits or tables, when one does.
    fn putting_off(&self) -> Option<SideOf> {
        let puts_off = |side: &SideOf| matches!(self.means(*side).effect, Effect::Remit | Effect::Table);
        match SideOf::BOTH.into_iter().filter(puts_off).collect::<Vec<_>>()[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// A third carries; what was ordered instead and fits no such vote is irregular all the same.
    pub(super) fn by_minority(&self, side: SideOf) -> Reading {
        let reading = self.third(side);
        let tie = self.majority().0.is_none();
        let misplaced = matches!(self.rule, VoteRule::Lot) || (self.rule == VoteRule::CastingVote && !tie);
        let mut irregular = self.as_ordered().irregular;
        irregular.retain(|_| misplaced);
        Reading { irregular, ..reading }
    }

    /// Most of the ballots cast carry, where a vote was ordered that a third decides and there is no such third.
    pub(super) fn without_minority(&self) -> Reading {
        let putting_off = self.putting_off();
        let simple = self.simple();
        let may_ask = self.body != Some(BodyKind::Board) && !self.election;
        if may_ask && putting_off.is_some() && simple.winner == putting_off {
            // A minority had its turn before. A majority puts the matter off as often as it likes, and has more than a third.
            return simple;
        }
        let what = if putting_off.is_none() {
            words!(
                "a third can remit or table, and not exactly one side of this vote does",
                "en tredjedel kan återremittera eller bordlägga, och det gör inte precis en sida i omröstningen"
            )
        } else if self.body == Some(BodyKind::Board) {
            words!(
                "a third can remit or table in an assembly, and this is a board",
                "en tredjedel kan återremittera eller bordlägga i fullmäktige, och detta är en nämnd"
            )
        } else if self.election {
            words!(
                "an election is remitted or tabled by most of the ballots cast, not by a third",
                "ett val återremitteras eller bordläggs av de flesta avgivna rösterna, inte av en tredjedel"
            )
        } else {
            words!(
                "a minority has put the matter off before: now most of the ballots cast are needed",
                "en minoritet har skjutit upp ärendet tidigare: nu krävs de flesta avgivna rösterna"
            )
        };
        simple.irregular(Rule::MinorityRemit, what)
    }

    /// Both readings of the denominator are shown; the law counts those present.
    fn third(&self, side: SideOf) -> Reading {
        let votes = self.votes(side);
        let of_cast = third_of(votes, self.cast(), &words!("who voted", "röstande"));
        let reached = match self.present() {
            Some(present) => Some(votes > 0 && votes * 3 >= present),
            None if votes * 3 < self.took_part() => Some(false),
            None => None,
        };
        let of_present = self.present().map_or_else(
            || {
                words!(
                    "the number of those present is not known",
                    "antalet närvarande är inte känt"
                )
            },
            |present| third_of(votes, present, &words!("present", "närvarande")),
        );
        let sum = Wording::join(&[of_present, of_cast], ", ");
        if reached == Some(true) {
            return Reading::new(Some(side), sum);
        }
        let simple = self.simple();
        let sum = Wording::join(&[sum, simple.sum.clone()], "; ");
        // Whoever has most of the ballots needs no third, and whoever cannot have a third is left with the majority.
        if reached == Some(false) || simple.winner == Some(side) {
            return Reading { sum, ..simple };
        }
        Reading::new(None, sum)
    }
}

/// `14 of 41 present (14·3 = 42 ≥ 41)`.
fn third_of(votes: u64, whole: u64, who: &Wording) -> Wording {
    let times = votes * 3;
    let sign = if times >= whole { '≥' } else { '<' };
    words!(
        "{votes} of {whole} {who} ({votes}·3 = {times} {sign} {whole})",
        "{votes} av {whole} {who} ({votes}·3 = {times} {sign} {whole})";
        who = who
    )
}
