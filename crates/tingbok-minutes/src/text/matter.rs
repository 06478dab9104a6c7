//! What a motion, question or answer is about, as a Swedish noun phrase: `Klara Nordins (M) ändringsyrkande`.
//!
//! A motion is named by its mover, its form and its page; where that fits several, by its place among them
//! (`första`, `andra`), so that a phrase means exactly the motions it is made from.

use tingbok_procedure::content::{
    Effect, Form, MotionId, MotionMoved, Outcome, Person, ProposalId, ProposalLaid, Target,
};

use super::wording::{enumeration, genitive, genitive_of, ordinal, uncapitalized};
use crate::paragraph::{Paragraph, Step};
use crate::person::same;

/// A noun phrase with its number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matter {
    /// The words, for the middle of a sentence.
    pub(super) words: String,
    /// Whether it is several things: `de avslås`.
    pub(super) plural: bool,
}

/// The motions and proposals of an item, in order.
pub(super) struct Matters<'a> {
    motions: Vec<&'a MotionMoved>,
    proposals: Vec<&'a ProposalLaid>,
}

impl<'a> Matters<'a> {
    pub(super) fn of(paragraph: &'a Paragraph) -> Self {
        let motion = |step: &'a Step| match step {
            Step::Motion(moved) => Some(&moved.content),
            _ => None,
        };
        Self {
            motions: paragraph.proceedings.iter().filter_map(motion).collect(),
            proposals: paragraph.proposals.iter().map(|laid| &laid.content).collect(),
        }
    }

    /// The phrase for these motions and this proposal; `None` where there is neither.
    pub(super) fn phrase(&self, motions: &[MotionId], proposal: Option<&ProposalId>) -> Option<Matter> {
        let mut all = self.of_motions(motions);
        all.extend(proposal.map(|name| one(self.of_proposal(name))));
        let plural = all.len() > 1 || all.iter().any(|matter| matter.plural);
        let words: Vec<String> = all.into_iter().map(|matter| matter.words).collect();
        (!words.is_empty()).then(|| Matter {
            words: enumeration(&words),
            plural,
        })
    }

    pub(super) fn of_target(&self, target: &Target) -> Option<Matter> {
        self.phrase(&target.motions, target.proposal.as_ref())
    }

    pub(super) fn of_outcome(&self, outcome: &Outcome) -> Option<Matter> {
        self.phrase(&outcome.motions, outcome.proposal.as_ref())
    }

    /// Whether all of these motions are known, and were moved by this person.
    pub(super) fn moved_by(&self, names: &[MotionId], person: &Person) -> bool {
        let by = |name: &MotionId| {
            let moved = self.motions.iter().find(|moved| moved.motion == *name);
            moved.is_some_and(|moved| same(&moved.mover, person))
        };
        names.iter().all(by)
    }

    /// How many of these motions change the proposal.
    pub(super) fn changes(&self, outcome: &Outcome) -> usize {
        let changes = |moved: &&&MotionMoved| {
            outcome.motions.contains(&moved.motion)
                && matches!(moved.form, Form::Amend | Form::Add | Form::Replace)
        };
        match outcome.effect {
            Effect::Approve => self.motions.iter().filter(changes).count(),
            _ => 0,
        }
    }

    /// One phrase for each group of motions with the same mover, form and page.
    fn of_motions(&self, names: &[MotionId]) -> Vec<Matter> {
        let mut groups: Vec<Vec<&MotionMoved>> = Vec::new();
        let mut unknown = Vec::new();
        for name in names {
            let Some(&moved) = self.motions.iter().find(|moved| moved.motion == *name) else {
                unknown.push(one(format!("yrkandet {name}")));
                continue;
            };
            match groups
                .iter_mut()
                .find(|group| group.iter().any(|other| alike(other, moved)))
            {
                Some(group) => group.push(moved),
                None => groups.push(vec![moved]),
            }
        }
        let mut all: Vec<Matter> = groups.iter().filter_map(|group| self.of_group(group)).collect();
        all.extend(unknown);
        all
    }

    fn of_group(&self, group: &[&MotionMoved]) -> Option<Matter> {
        let first = group.first()?;
        let all: Vec<&&MotionMoved> = self.motions.iter().filter(|moved| alike(moved, first)).collect();
        let asked = |moved: &MotionMoved| group.iter().any(|other| other.motion == moved.motion);
        let places: Vec<String> = all
            .iter()
            .enumerate()
            .filter(|(_, moved)| asked(moved))
            .map(|(index, _)| ordinal(index))
            .collect();
        let plural = places.len() > 1;
        let which = if places.len() == all.len() {
            String::new()
        } else {
            format!("{} ", enumeration(&places))
        };
        let words = format!(
            "{} {which}{}{}",
            genitive_of(&first.mover),
            noun(first.form, plural),
            page(first.target.page)
        );
        Some(Matter { words, plural })
    }

    fn of_proposal(&self, name: &ProposalId) -> String {
        let Some(laid) = self.proposals.iter().find(|laid| laid.proposal == *name) else {
            return format!("förslaget {name}");
        };
        let rivals = self.proposals.iter().filter(|other| other.by == laid.by);
        let names: Vec<&ProposalId> = rivals.map(|other| &other.proposal).collect();
        let place = names.iter().position(|other| *other == name).unwrap_or_default();
        let which = if names.len() > 1 {
            format!("{} ", ordinal(place))
        } else {
            String::new()
        };
        match &laid.by {
            Some(by) => format!("{} {which}förslag", genitive(&in_sentence(by))),
            None if names.len() > 1 => format!("det {which}förslaget till beslut"),
            None => "förslaget till beslut".to_owned(),
        }
    }
}

/// ` på sidan 15`, or nothing.
pub(super) fn page(page: Option<u32>) -> String {
    page.map_or(String::new(), |page| format!(" på sidan {page}"))
}

fn one(words: String) -> Matter {
    Matter { words, plural: false }
}

fn alike(a: &MotionMoved, b: &MotionMoved) -> bool {
    let person = |moved: &MotionMoved| (moved.mover.name.clone(), moved.mover.party.clone());
    a.form == b.form && a.target.page == b.target.page && person(a) == person(b)
}

fn noun(form: Form, plural: bool) -> String {
    let (stem, rest) = match form {
        Form::Approve => ("bifallsyrkande", ""),
        Form::Reject => ("avslagsyrkande", ""),
        Form::Amend => ("ändringsyrkande", ""),
        Form::Add => ("tilläggsyrkande", ""),
        Form::Replace => ("yrkande", " om ett annat beslut"),
        Form::Remit => ("återremissyrkande", ""),
        Form::Table => ("bordläggningsyrkande", ""),
        Form::DecideToday => ("yrkande", " om avgörande i dag"),
        Form::Adjourn => ("ajourneringsyrkande", ""),
    };
    format!("{stem}{}{rest}", if plural { "n" } else { "" })
}

/// `Regiondirektören` is a title and small within a sentence; a name of several words is left as it is.
fn in_sentence(by: &str) -> String {
    let title = by.ends_with(['n', 't', 'a']) && by.chars().skip(1).all(char::is_lowercase);
    if title { uncapitalized(by) } else { by.to_owned() }
}
