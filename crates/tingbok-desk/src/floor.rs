//! The floor: what a meeting has come to, as far as a line must know it to be read.
//!
//! Invariant: the floor never judges. Whether something can be true is asked of the procedure.
//!
//! Spec: docs/procedure.md, "States".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tingbok_procedure::content::{
    DecisionId, Form, MotionId, MotionMoved, Outcome, ParagraphNo, ProposalId, ProposalLaid, PropositionId,
    PropositionPut, Text, VoteId, VoteOrdered,
};
use tingbok_procedure::{Content, Event, Moment};

/// What the events of one meeting say.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The day of the meeting.
    pub(crate) date: Date,
    /// The day on which it goes on.
    pub(crate) today: Date,
    pub(crate) opened: Option<Moment>,
    closed: bool,
    items: BTreeMap<ParagraphNo, Matter>,
    /// The items in the order in which they were opened.
    order: Vec<ParagraphNo>,
    /// The highest number that the year has used.
    highest: u32,
}

/// One item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matter {
    pub(crate) title: Text,
    pub(crate) closed: bool,
    pub(crate) motions: Vec<MotionMoved>,
    pub(crate) withdrawn: BTreeSet<MotionId>,
    pub(crate) proposals: Vec<ProposalLaid>,
    pub(crate) put: Vec<PropositionPut>,
    pub(crate) carried: BTreeMap<PropositionId, Outcome>,
    pub(crate) decided: BTreeSet<PropositionId>,
    pub(crate) votes: Vec<Poll>,
    pub(crate) decisions: Vec<DecisionId>,
}

/// One vote.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Poll {
    pub(crate) vote: VoteId,
    pub(crate) proposition: Option<PropositionId>,
    pub(crate) ordered: Option<VoteOrdered>,
    pub(crate) counted: bool,
}

impl Floor {
    /// The floor before anything has happened.
    #[must_use]
    pub fn new(date: Date) -> Self {
        Self {
            date,
            today: date,
            opened: None,
            closed: false,
            items: BTreeMap::new(),
            order: Vec::new(),
            highest: 0,
        }
    }

    /// Takes in an event of the meeting; of other meetings of its year only the numbers that they used.
    pub fn take(&mut self, event: &Event) {
        if let Content::ItemOpened(opened) = &event.content
            && event.meeting_year() == self.date.year()
        {
            self.highest = self.highest.max(opened.item.0);
        }
        if event.stream != tingbok_procedure::Stream::Meeting(self.date) {
            return;
        }
        match &event.content {
            Content::MeetingResumed(_) => self.today = event.at.date(),
            Content::MeetingOpened(_) => self.opened = Some(event.at.clone()),
            Content::MeetingClosed(_) => self.closed = true,
            _ => {}
        }
        let Some(number) = event.content.item() else {
            return;
        };
        if let Content::ItemOpened(_) = &event.content {
            self.order.push(number);
        }
        if let Some(matter) = self.matter_for(number, &event.content) {
            matter.take(&event.content);
        }
    }

    /// Whether the meeting is closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The item that is dealt with: the newest that is not closed.
    #[must_use]
    pub fn current(&self) -> Option<ParagraphNo> {
        let open = |number: &&ParagraphNo| self.items.get(number).is_some_and(|matter| !matter.closed);
        self.order.iter().rev().find(open).copied()
    }

    /// The newest item, closed or not.
    #[must_use]
    pub fn newest(&self) -> Option<ParagraphNo> {
        self.order.last().copied()
    }

    /// The number that the next item takes.
    #[must_use]
    pub fn next_number(&self) -> ParagraphNo {
        ParagraphNo(self.highest.saturating_add(1))
    }

    /// The items of the meeting, in the order in which they were opened.
    #[must_use]
    pub fn items(&self) -> &[ParagraphNo] {
        &self.order
    }

    /// The votes that are demanded and not counted, in the order of their items; an item may be closed over one.
    pub fn uncounted(&self) -> impl Iterator<Item = (ParagraphNo, &VoteId)> {
        self.order.iter().flat_map(|number| {
            let votes = self
                .items
                .get(number)
                .into_iter()
                .flat_map(|matter| &matter.votes);
            let uncounted = votes.filter(|poll| !poll.counted);
            uncounted.map(|poll| (*number, &poll.vote))
        })
    }

    /// Whether an item is open, and may be recorded in.
    #[must_use]
    pub fn goes_on(&self, item: ParagraphNo) -> bool {
        self.items.get(&item).is_some_and(|matter| !matter.closed)
    }

    pub(crate) fn matter(&self, number: ParagraphNo) -> Option<&Matter> {
        self.items.get(&number)
    }

    fn matter_for(&mut self, number: ParagraphNo, content: &Content) -> Option<&mut Matter> {
        match content {
            Content::ItemOpened(_) => Some(self.items.entry(number).or_default()),
            _ => self.items.get_mut(&number),
        }
    }
}

impl Matter {
    fn take(&mut self, content: &Content) {
        match content {
            Content::ItemOpened(c) => self.title.clone_from(&c.title),
            Content::ItemClosed(_) => self.closed = true,
            Content::MotionMoved(c) => self.motions.push(c.clone()),
            Content::MotionWithdrawn(c) => self.withdrawn.extend(c.motions.iter().cloned()),
            Content::ProposalLaid(c) => self.proposals.push(c.clone()),
            Content::PropositionPut(c) => self.put.push(c.clone()),
            Content::PropositionFound(c) => {
                self.carried.insert(c.proposition.clone(), c.carried.clone());
            }
            Content::DecisionMade(c) => {
                self.decided.extend(c.proposition.clone());
                self.decisions.push(c.decision.clone());
            }
            Content::VoteDemanded(c) => self.votes.push(Poll {
                vote: c.vote.clone(),
                proposition: c.proposition.clone(),
                ordered: None,
                counted: false,
            }),
            Content::VoteOrdered(c) => {
                if let Some(follows) = &c.follows {
                    self.votes.push(Poll {
                        vote: c.vote.clone(),
                        proposition: follows.proposition.clone(),
                        ordered: None,
                        counted: false,
                    });
                }
                if let Some(poll) = self.poll_mut(&c.vote) {
                    poll.ordered = Some(c.clone());
                }
            }
            Content::VoteCounted(c) => {
                let proposition = self.poll_mut(&c.vote).and_then(|poll| {
                    poll.counted = true;
                    poll.proposition.clone()
                });
                if let Some(proposition) = proposition {
                    self.carried.insert(proposition, c.declared.clone());
                }
            }
            _ => {}
        }
    }

    fn poll_mut(&mut self, vote: &VoteId) -> Option<&mut Poll> {
        self.votes.iter_mut().find(|poll| poll.vote == *vote)
    }

    /// The vote that is demanded and not counted.
    pub(crate) fn open_poll(&self) -> Option<&Poll> {
        self.votes.iter().rev().find(|poll| !poll.counted)
    }

    /// The newest proposition that was put.
    pub(crate) fn newest_put(&self) -> Option<&PropositionPut> {
        self.put.last()
    }

    pub(crate) fn put_named(&self, name: &PropositionId) -> Option<&PropositionPut> {
        self.put.iter().find(|put| put.proposition == *name)
    }

    /// The newest proposition that is answered and not decided.
    pub(crate) fn to_decide(&self) -> Option<&PropositionPut> {
        let open = |put: &&PropositionPut| {
            self.carried.contains_key(&put.proposition) && !self.decided.contains(&put.proposition)
        };
        self.put.iter().rev().find(open)
    }

    pub(crate) fn motion(&self, name: &MotionId) -> Option<&MotionMoved> {
        self.motions.iter().find(|moved| moved.motion == *name)
    }

    /// The form that all of these motions have.
    pub(crate) fn form_of(&self, motions: &[MotionId]) -> Option<Form> {
        let mut forms = motions
            .iter()
            .map(|name| self.motion(name).map(|moved| moved.form));
        let first = forms.next()??;
        forms.all(|form| form == Some(first)).then_some(first)
    }

    /// The only proposal, where there is one.
    pub(crate) fn only_proposal(&self) -> Option<&ProposalId> {
        match self.proposals.as_slice() {
            [only] => Some(&only.proposal),
            _ => None,
        }
    }

    /// Every name that something of the item has, by which a line may refer to it.
    pub(crate) fn names(&self) -> Vec<String> {
        let motions = self
            .motions
            .iter()
            .filter(|moved| !self.withdrawn.contains(&moved.motion));
        let mut names: Vec<String> = motions.map(|moved| moved.motion.to_string()).collect();
        names.extend(self.proposals.iter().map(|laid| laid.proposal.to_string()));
        names.extend(self.put.iter().map(|put| put.proposition.to_string()));
        names.extend(self.votes.iter().map(|poll| poll.vote.to_string()));
        names.extend(self.decisions.iter().map(ToString::to_string));
        names
    }
}

/// The first name of a kind, `m1`, `m2`, …, that none of these is.
pub(crate) fn free<'n>(letter: char, taken: impl IntoIterator<Item = &'n str>) -> String {
    let taken: BTreeSet<&str> = taken.into_iter().collect();
    let numbers = taken
        .iter()
        .filter_map(|name| name.strip_prefix(letter)?.parse::<u32>().ok());
    let mut next = numbers.max().map_or(1, |highest| highest.saturating_add(1));
    while taken.contains(format!("{letter}{next}").as_str()) {
        next = next.wrapping_add(1);
    }
    format!("{letter}{next}")
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn a_free_name_follows_the_highest() {
        assert_eq!(free('m', []), "m1");
        assert_eq!(free('m', ["m1", "m7", "x9", "q8"]), "m8");
        assert_eq!(free('m', ["m4294967295"]), "m0");
    }
}
