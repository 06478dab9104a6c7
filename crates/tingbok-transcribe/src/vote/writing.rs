//! A vote that is read, as events: demanded, ordered, its ballots, counted.

use tingbok_procedure::content::{
    BallotCast, BallotSource, Effect, Following, Outcome, Person, PropositionKind, Side, Tally, Text,
    VoteCounted, VoteDemanded, VoteForm, VoteId, VoteOrdered, VoteRule,
};
use tingbok_procedure::outcome::same;

use super::Pending;
use super::order::{Meaning, unstated};
use crate::item::Reading;
use crate::manuscript::LineIndex;
use crate::phrase::Phrase;
use crate::proposition::{effect, outcome_of};
use crate::register::{Put, Voted};
use crate::scribe::{Phase, Place};

impl Pending {
    /// Writes the vote as far as it is told.
    pub(super) fn write(&self, reading: &mut Reading<'_, '_, '_>, put: Option<&Put>) {
        let vote = VoteId(format!("v{}", reading.register.votes.len() + 1));
        let unit = put.map_or_else(|| reading.scribe.unit(), |put| put.unit);
        let sides = [&self.yes, &self.no].map(|meaning| side(reading, meaning.as_ref(), put, unit));
        let [yes, no] = self.told_apart(reading, sides);
        let tally = self.sums(reading, put, &yes, &no);
        let (item, phase) = (reading.number, Phase::Proceedings);
        let follows = self.follows(reading, put, unit);
        if follows.is_none() {
            self.write_demand(reading, &vote, put, unit);
        }
        let mut voted = Voted {
            id: vote.clone(),
            unit,
            yes: yes.means.clone(),
            no: no.means.clone(),
            tally,
            has_ballots: false,
            open: !self.closed,
            is_on_counter: self.is_on_counter(reading, put),
        };
        if self.order_lines.is_empty() && self.count_lines.is_empty() {
            reading.register.votes.push(voted);
            return;
        }
        let ordered = VoteOrdered {
            item,
            vote: vote.clone(),
            follows,
            yes,
            no,
            form: if self.closed {
                VoteForm::Closed
            } else {
                VoteForm::Open
            },
            method: self.method.clone(),
            rule: if self.casting {
                VoteRule::CastingVote
            } else {
                VoteRule::Simple
            },
        };
        let order_lines = if self.order_lines.is_empty() {
            &self.count_lines
        } else {
            &self.order_lines
        };
        reading.write(phase, unit, Place::Ordered, ordered, order_lines);
        if !self.closed {
            self.write_ballots(reading, &vote, unit);
        }
        if let Some(tally) = tally {
            let (declared, lines) = self.outcome(reading, put, &voted, tally);
            let counted = VoteCounted {
                item,
                vote,
                yes: tally.yes,
                no: tally.no,
                abstain: tally.abstain,
                declared,
            };
            reading.write(phase, unit, Place::Counted, counted, &lines);
        }
        voted.has_ballots = !self.groups.is_empty();
        reading.register.votes.push(voted);
    }

    /// The sides; where the words leave both with one meaning, what either means is not known.
    fn told_apart(&self, reading: &mut Reading<'_, '_, '_>, [yes, no]: [Side; 2]) -> [Side; 2] {
        if yes.means.effect == Effect::Unstated || !same(&yes.means, &no.means) {
            return [yes, no];
        }
        let note = "the words for Ja and for Nej are understood alike; what they mean is left open";
        reading.scribe.note(self.order_lines.first().copied(), note);
        [yes, no].map(|side| Side {
            means: unstated(),
            ..side
        })
    }

    /// The vote that this one follows, where no demand is told: the main vote, below the one on the counter-proposal.
    fn follows(&self, reading: &Reading<'_, '_, '_>, put: Option<&Put>, unit: usize) -> Option<Following> {
        let before = reading.register.votes.last()?;
        let is_after = before.is_on_counter && before.unit < unit;
        let follows = self.demand_lines.is_empty() && is_after && self.says(reading, MAIN_VOTE);
        follows.then(|| Following {
            vote: before.id.clone(),
            proposition: put.map(|put| put.id.clone()),
        })
    }

    /// Whether it is ordered, and chooses the counter-proposal.
    fn is_on_counter(&self, reading: &Reading<'_, '_, '_>, put: Option<&Put>) -> bool {
        let ordered = !self.order_lines.is_empty() || !self.count_lines.is_empty();
        let chooses = put.is_some_and(|put| put.kind == PropositionKind::CounterProposal);
        ordered && (chooses || self.says(reading, COUNTER))
    }

    /// Whether the lines of its order and its count have such a word.
    fn says(&self, reading: &Reading<'_, '_, '_>, stems: &[&str]) -> bool {
        let mut told = self.order_lines.iter().chain(&self.count_lines);
        told.any(|&line| Phrase::of(reading.manuscript.line(line)).has_stem(stems))
    }

    fn write_demand(&self, reading: &mut Reading<'_, '_, '_>, vote: &VoteId, put: Option<&Put>, unit: usize) {
        let demanded = VoteDemanded {
            item: reading.number,
            vote: vote.clone(),
            proposition: put.map(|put| put.id.clone()),
            by: self.by.clone(),
        };
        // A vote that nobody is said to demand was demanded all the same: its order or its count says so.
        let lines = [&self.demand_lines, &self.order_lines, &self.count_lines];
        let lines = lines.into_iter().find(|lines| !lines.is_empty());
        let lines = lines.map_or(&[][..], Vec::as_slice);
        reading.write(Phase::Proceedings, unit, Place::Demanded, demanded, lines);
    }

    /// The sums; `31 röster mot 18` are those of what was carried and of the other side.
    fn sums(
        &self,
        reading: &mut Reading<'_, '_, '_>,
        put: Option<&Put>,
        yes: &Side,
        no: &Side,
    ) -> Option<Tally> {
        if let Some(tally) = self.tally.whole() {
            return Some(tally);
        }
        let first = self.count_lines.first().copied();
        let Some((won, lost)) = self.tally.for_against else {
            if self.closed {
                let note =
                    "a closed ballot counts votes for persons; its sums stand in the words of the vote";
                reading.scribe.remark(first, note);
            } else if !self.count_lines.is_empty() {
                let note = "the count of a vote is not understood; the vote stands without it";
                reading.scribe.note(first, note);
            }
            return None;
        };
        let carried = self
            .declared
            .as_deref()
            .and_then(|words| Some((effect(words)?, words)));
        let carried = carried.map(|(effect, words)| outcome_of(reading, put, effect, words));
        let is = |side: &Side| carried.as_ref().is_some_and(|carried| same(carried, &side.means));
        let abstain = self.tally.abstain.unwrap_or(0);
        if self.no.is_some() && is(no) && !is(yes) {
            return Some(Tally {
                yes: lost,
                no: won,
                abstain,
            });
        }
        if self.yes.is_none() {
            let note = "what Ja and Nej mean is not told; Ja is taken to be what was carried";
            reading.scribe.note(first, note);
        }
        Some(Tally {
            yes: won,
            no: lost,
            abstain,
        })
    }

    fn write_ballots(&self, reading: &mut Reading<'_, '_, '_>, vote: &VoteId, unit: usize) {
        let mut seen: Vec<Person> = Vec::new();
        for (group, lines) in &self.groups {
            let count = u32::try_from(group.persons.len()).unwrap_or(u32::MAX);
            if let Some(printed) = group.printed.filter(|printed| *printed != count) {
                let note = format!("{count} names are printed here, and the number {printed}");
                reading.scribe.note(lines.first().copied(), note);
            }
            for voter in &group.persons {
                if seen
                    .iter()
                    .any(|other| other.name == voter.name && other.party == voter.party)
                {
                    let note = format!("{voter} is named twice in {vote}; the second time is left out");
                    reading.scribe.note(lines.first().copied(), note);
                    continue;
                }
                seen.push(voter.clone());
                reading.register.meet(voter);
                let ballot = BallotCast {
                    item: reading.number,
                    vote: vote.clone(),
                    voter: voter.clone(),
                    choice: group.choice,
                    source: BallotSource::Read,
                    reason: None,
                };
                reading.write(Phase::Proceedings, unit, Place::Ballot, ballot, lines);
            }
        }
    }

    /// What the chair declared, and the lines of the count; where the words do not say, what the larger side means.
    fn outcome(
        &self,
        reading: &mut Reading<'_, '_, '_>,
        put: Option<&Put>,
        voted: &Voted,
        tally: Tally,
    ) -> (Outcome, Vec<LineIndex>) {
        let lines = self.count_lines.clone();
        let declared = self
            .declared
            .as_deref()
            .and_then(|words| Some((words, effect(words)?)));
        if let Some((words, effect)) = declared {
            let mut outcome = outcome_of(reading, put, effect, words);
            if !reading.register.precede(&outcome.motions, voted.unit) {
                outcome.motions.clear();
            }
            // Words about something that no side names are not held against the sides: *avslå ansökan*.
            let names = |outcome: &Outcome| !outcome.motions.is_empty() || outcome.proposal.is_some();
            let is_material = matches!(effect, Effect::Approve | Effect::Reject);
            if is_material && !names(&outcome) && [&voted.yes, &voted.no].into_iter().any(names) {
                outcome = unstated();
            }
            return (outcome, lines);
        }
        reading.scribe.remark(
            lines.first().copied(),
            "the outcome is not declared in words; it is taken from the count",
        );
        let outcome = match tally.yes.cmp(&tally.no) {
            std::cmp::Ordering::Greater => voted.yes.clone(),
            std::cmp::Ordering::Less => voted.no.clone(),
            std::cmp::Ordering::Equal => unstated(),
        };
        (outcome, lines)
    }
}

/// A side as it is understood. Words about a motion that was moved only later speak of something else.
fn side(reading: &Reading<'_, '_, '_>, meaning: Option<&Meaning>, put: Option<&Put>, unit: usize) -> Side {
    let Some(meaning) = meaning else {
        return Side {
            means: unstated(),
            text: Text::default(),
        };
    };
    let mut side = meaning.side(reading, put);
    if !reading.register.precede(&side.means.motions, unit) {
        side.means.motions.clear();
    }
    side
}

/// The vote on the matter itself, when the counter-proposal is chosen.
const MAIN_VOTE: &[&str] = &["huvudvotering", "huvudomröstning"];

/// The vote before it.
const COUNTER: &[&str] = &["motförslag", "kontraproposition"];
