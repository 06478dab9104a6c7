//! Motions: moved, joined, withdrawn, and at the end put or fallen.
//!
//! Spec: docs/procedure.md, "States", item; 5:67 p. 1.

use std::collections::{BTreeMap, BTreeSet};

use super::Judgement;
use super::item::Item;
use super::naming::{Noun, unused};
use super::proposition::Proposition;
use super::room::Room;
use crate::content::{
    Content, Effect, Form, MotionId, MotionWithdrawn, Outcome, Person, ProposalId, PropositionKind, Target,
};
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// A motion, without its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Motion {
    pub(super) mover: Person,
    pub(super) form: Form,
    about: About,
    withdrawn: bool,
}

/// What is done to a motion that stands, in English and in Swedish.
pub(super) type Done = (&'static str, &'static str);

const JOINED: Done = ("joined", "biträdas");
const WITHDRAWN: Done = ("withdrawn again", "återtas igen");
/// Put to the meeting as a proposition.
pub(super) const PUT: Done = ("put", "ställas under proposition");

/// The motions of an item by name. Boxed, as a map keeps room for eleven, and most items have few.
pub(super) type Motions = BTreeMap<MotionId, Box<Motion>>;

/// What of this item a motion is about.
#[derive(Clone, Debug, PartialEq)]
struct About {
    proposal: Option<ProposalId>,
    motions: BTreeSet<MotionId>,
}

impl Item {
    /// Judges the kinds that speak of motions; whatever else happens in an item is admitted.
    pub(super) fn admit_motion(&self, content: &Content, room: &Room<'_>) -> Judgement {
        let place = room.item.place;
        match content {
            Content::MotionMoved(moved) => {
                unused(Noun::Motion, &moved.motion, &self.motions, place)?;
                self.knows_proposal(moved.target.proposal.as_ref(), place)?;
                self.knows_motions(&moved.target.motions, place)?;
            }
            Content::MotionJoined(joined) => self.motions_stand(&joined.motions, JOINED, place)?,
            Content::MotionWithdrawn(c) => {
                self.motions_stand(&c.motions, WITHDRAWN, place)?;
                return Ok(self.withdrawn_by_others(c, room));
            }
            _ => {}
        }
        Ok(Vec::new())
    }

    pub(super) fn apply_motion(&mut self, content: &Content) {
        match content {
            Content::MotionMoved(moved) => {
                let motion = Motion {
                    mover: moved.mover.clone(),
                    form: moved.form,
                    about: About::from(&moved.target),
                    withdrawn: false,
                };
                self.motions.insert(moved.motion.clone(), Box::new(motion));
            }
            Content::MotionWithdrawn(withdrawn) => {
                for name in &withdrawn.motions {
                    if let Some(motion) = self.motions.get_mut(name) {
                        motion.withdrawn = true;
                    }
                }
            }
            _ => {}
        }
    }

    /// A motion is its mover's to take back. The minutes leave out what was withdrawn: by whom must be beyond doubt.
    fn withdrawn_by_others(&self, withdrawn: &MotionWithdrawn, room: &Room<'_>) -> Vec<Finding> {
        let Some(by) = &withdrawn.by else {
            return Vec::new();
        };
        let place = room.item.place;
        let found = |name: &MotionId| {
            let mover = &self.motions.get(name)?.mover;
            let what = words!(
                "`{name}` of {mover} is withdrawn in {place} by {by}, who did not move it",
                "`{name}` av {mover} återtas i {place} av {by}, som inte har yrkat det"
            );
            let expected = words!("that the mover withdraws it", "att den som har yrkat återtar det");
            (!room.same(mover, by)).then(|| Finding::new(Rule::MotionsInMinutes, what).expecting(expected))
        };
        withdrawn.motions.iter().filter_map(found).collect()
    }

    /// Refuses what is done to a motion that nobody moved, or that was withdrawn.
    pub(super) fn motions_stand(&self, names: &[MotionId], done: Done, place: &str) -> Result<(), Rejection> {
        self.knows_motions(names, place)?;
        let withdrawn = |name: &&MotionId| self.motions.get(*name).is_some_and(|motion| motion.withdrawn);
        match names.iter().find(withdrawn) {
            None => Ok(()),
            Some(name) => Err(Rejection::new(
                Rule::MotionStands,
                words!(
                    "motion `{name}` was withdrawn in {place}: it cannot be {done}",
                    "yrkandet `{name}` återtogs i {place}: det kan inte {done}";
                    done = Wording::of(done.0, done.1)
                ),
                words!(
                    "leave it out; whoever takes the motion up moves one of their own",
                    "utelämna det; den som tar upp yrkandet framställer ett eget"
                ),
            )),
        }
    }

    /// The motions that stand, and that nothing was done about; none where the item was put off.
    pub(super) fn unput(&self, paused: bool) -> Vec<&MotionId> {
        if self.is_put_off() {
            return Vec::new();
        }
        let stands = self.motions.iter().filter(|(_, motion)| !motion.withdrawn);
        let unput = stands.filter(|(name, motion)| !self.is_asked(name, motion, paused));
        unput.map(|(name, _)| name).collect()
    }

    /// Whether a motion was put, or falls with what was.
    fn is_asked(&self, name: &MotionId, motion: &Motion, paused: bool) -> bool {
        use PropositionKind as Kind;
        self.asked_motions.contains(name)
            || match motion.form {
                Form::Approve | Form::Reject => self.is_answered(motion),
                Form::Remit => self.has_put(&[Kind::Remit, Kind::DecideToday]),
                Form::Table => self.has_put(&[Kind::Table, Kind::DecideToday]),
                Form::DecideToday => self.has_put(&[Kind::Remit, Kind::Table, Kind::DecideToday]),
                Form::Adjourn => paused,
                Form::Amend | Form::Add | Form::Replace => false,
            }
    }

    /// Whether what a motion approves or rejects was put: the proposal, or the motions that it names.
    fn is_answered(&self, motion: &Motion) -> bool {
        use PropositionKind as Kind;
        let stands = |name: &&MotionId| self.motions.get(*name).is_some_and(|motion| !motion.withdrawn);
        let mut motions = motion.about.motions.iter().filter(stands);
        if !motion.about.motions.is_empty() {
            return motions.all(|name| self.asked_motions.contains(name));
        }
        let whole = [
            Kind::Main,
            Kind::Final,
            Kind::AgainstEachOther,
            Kind::CounterProposal,
        ];
        let named = match &motion.about.proposal {
            Some(proposal) => self.asked_proposals.contains(proposal),
            None => self.put.iter().any(|name| !self.is_formal(name)),
        };
        // Where nobody objects, the proposal is decided without a question that the minutes would name.
        named || self.has_put(&whole) || (motion.form == Form::Approve && self.decided_unasked())
    }

    fn has_put(&self, kinds: &[PropositionKind]) -> bool {
        let mut put = self.propositions.values().filter_map(Proposition::kind);
        put.any(|kind| kinds.contains(&kind))
    }

    fn decided_unasked(&self) -> bool {
        self.decisions.values().any(|decision| {
            let approves = |effect| effect == Effect::Approve;
            decision.proposition().is_none()
                && decision.outcome().is_none_or(|outcome| approves(outcome.effect))
        })
    }
}

/// What an outcome does: to approve a motion that remits is to remit. Both are written, and mean the same.
pub(super) fn meant(motions: &Motions, outcome: &Outcome) -> Outcome {
    let form = |name: &MotionId| motions.get(name).map(|motion| motion.form);
    let all = |wanted: Form| {
        let mut names = outcome.motions.iter();
        !outcome.motions.is_empty() && names.all(|name| form(name) == Some(wanted))
    };
    let effect = match outcome.effect {
        Effect::Approve if outcome.proposal.is_none() && all(Form::Remit) => Effect::Remit,
        Effect::Approve if outcome.proposal.is_none() && all(Form::Table) => Effect::Table,
        effect => effect,
    };
    Outcome {
        effect,
        ..outcome.clone()
    }
}

impl From<&Target> for About {
    fn from(target: &Target) -> Self {
        Self {
            proposal: target.proposal.clone(),
            motions: target.motions.iter().cloned().collect(),
        }
    }
}
