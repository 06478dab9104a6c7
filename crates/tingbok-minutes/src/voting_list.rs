//! Voting lists (*voteringslistor*): how each voted, with sums; by party, with sums.
//!
//! Invariants: a ballot that was inferred is never shown as one that was read, and a closed vote has no ballots to show;
//! persons are told apart as the meeting tells them apart, and where several fit, a ballot has a row of its own.
//!
//! Section: 5:54, 5:67 p. 3 and 5.

use std::collections::BTreeMap;

use serde::Serialize;
use tingbok_procedure::content::{
    BallotCast, BallotSource, Choice, Outcome, Person, Tally, VoteForm, VoteId,
};
use tingbok_procedure::stream::ParagraphRef;

use crate::document::{Document, View};
use crate::paragraph::{Paragraph, Poll, Step};
use crate::person::{paired, told_apart};
use crate::projection::Unread;
use crate::text::vote_matter;

pub(crate) mod page;

/// The voting lists of a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VotingLists {
    /// The paragraph.
    pub paragraph: ParagraphRef,
    /// The day of the meeting.
    pub meeting: String,
    /// The item's title.
    pub title: String,
    /// The item's case.
    pub case: Option<String>,
    /// A list for each vote, in order.
    pub lists: Vec<VotingList>,
    /// Whether the page shows parties instead of members.
    #[serde(skip)]
    pub by_party: bool,
    /// Entries that could not be read.
    pub unread: Vec<Unread>,
}

/// The list of one vote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VotingList {
    /// The vote's name in its item.
    pub vote: VoteId,
    /// What the vote was about, in words.
    pub matter: String,
    /// Open or closed, where the order of the vote is recorded.
    pub form: Option<VoteForm>,
    /// Those on the list, in its order.
    pub rows: Vec<Row>,
    /// The sums of the count, else those printed.
    pub sums: Option<Tally>,
    /// What was declared to be carried, where a count is recorded.
    pub declared: Option<Outcome>,
    /// The ballots by party, in alphabetical order; those without a party last.
    pub parties: Vec<PartySums>,
}

/// One person of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Who.
    pub person: Person,
    /// How, where that is recorded.
    pub choice: Option<Choice>,
    /// Where the ballot is known from.
    pub source: Option<BallotSource>,
    /// Why a derived ballot was inferred.
    pub reason: Option<String>,
    #[serde(skip)]
    name: String,
}

/// The ballots of one party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartySums {
    /// The party as written; `None` for persons without one.
    pub party: Option<String>,
    /// Ja.
    pub yes: u32,
    /// Nej.
    pub no: u32,
    /// *Avstår*.
    pub abstain: u32,
    /// *Frånvarande*.
    pub absent: u32,
    /// Those on the list whose ballot is not recorded.
    pub unknown: u32,
}

impl VotingLists {
    /// The lists of a paragraph's votes.
    #[must_use]
    pub fn of(paragraph: &Paragraph, unread: Vec<Unread>) -> Self {
        let poll = |step: &Step| match step {
            Step::Vote(poll) => Some(VotingList::of(poll, vote_matter(paragraph, poll))),
            _ => None,
        };
        Self {
            paragraph: paragraph.at(),
            meeting: paragraph.meeting.clone(),
            title: paragraph.title(),
            case: paragraph.opened.content.case.clone(),
            lists: paragraph.proceedings.iter().filter_map(poll).collect(),
            by_party: false,
            unread,
        }
    }
}

impl View for VotingLists {
    fn document(&self) -> Document {
        page::page(self)
    }
}

impl VotingList {
    fn of(poll: &Poll, matter: String) -> Self {
        let rows = rows(poll);
        Self {
            vote: poll.vote.clone(),
            matter,
            form: poll.ordered.as_ref().map(|ordered| ordered.content.form),
            sums: result(poll),
            declared: poll
                .counted
                .as_ref()
                .map(|counted| counted.content.declared.clone()),
            parties: parties(&rows),
            rows,
        }
    }

    /// Whether it is known how anybody voted.
    #[must_use]
    pub fn has_ballots(&self) -> bool {
        self.rows.iter().any(|row| row.choice.is_some())
    }
}

impl Row {
    /// Whether the ballot was inferred.
    #[must_use]
    pub fn derived(&self) -> bool {
        self.source == Some(BallotSource::Derived)
    }

    /// The person, with the name in the roster where the list has a namesake.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the list has another of this name.
    pub(crate) fn has_namesake(&self) -> bool {
        self.name != self.person.to_string()
    }

    /// The same with the role, as lists have it.
    pub(crate) fn label(&self) -> String {
        match &self.person.role {
            Some(role) => format!("{}, {role}", self.name),
            None => self.name.clone(),
        }
    }

    /// What another mention of the same person adds.
    fn complete(&mut self, other: &Person) {
        let person = &mut self.person;
        person.party = person.party.take().or_else(|| other.party.clone());
        person.role = person.role.take().or_else(|| other.role.clone());
        person.member = person.member.take().or_else(|| other.member.clone());
    }
}

/// Those on the printed lists in their order, then those whose ballot alone is recorded: a row for each person, as far
/// as they are known apart.
pub(crate) fn rows(poll: &Poll) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for list in &poll.lists {
        let voters: Vec<&Person> = list.content.voters.iter().collect();
        for (place, person) in placed(&rows, &voters).into_iter().zip(voters) {
            match place.and_then(|place| rows.get_mut(place)) {
                Some(row) => row.complete(person),
                None => rows.push(row(person, None)),
            }
        }
    }
    let ballots: Vec<&BallotCast> = poll.ballots.iter().map(|ballot| &ballot.content).collect();
    let voters: Vec<&Person> = ballots.iter().map(|ballot| &ballot.voter).collect();
    for (place, ballot) in placed(&rows, &voters).into_iter().zip(ballots) {
        match place.and_then(|place| rows.get_mut(place)) {
            Some(known) => {
                known.complete(&ballot.voter);
                *known = row(&known.person, Some(ballot));
            }
            None => rows.push(row(&ballot.voter, Some(ballot))),
        }
    }
    let persons: Vec<Person> = rows.iter().map(|row| row.person.clone()).collect();
    for row in &mut rows {
        row.name = told_apart(&row.person, &persons);
    }
    rows
}

/// The rows as the renderer's first two versions have them: those of equal name and party are one.
pub(crate) fn rows_as_written(poll: &Poll) -> Vec<Row> {
    let ballots = || poll.ballots.iter().map(|ballot| &ballot.content);
    let mut rows: Vec<Row> = Vec::new();
    let printed = poll.lists.iter().flat_map(|list| &list.content.voters);
    for person in printed.chain(ballots().map(|ballot| &ballot.voter)) {
        if !rows.iter().any(|row| as_written(&row.person, person)) {
            let ballot = ballots().find(|ballot| as_written(&ballot.voter, person));
            rows.push(row(person, ballot));
        }
    }
    rows
}

fn placed(rows: &[Row], persons: &[&Person]) -> Vec<Option<usize>> {
    let known: Vec<&Person> = rows.iter().map(|row| &row.person).collect();
    paired(&known, persons)
}

fn row(person: &Person, ballot: Option<&BallotCast>) -> Row {
    Row {
        person: person.clone(),
        choice: ballot.map(|ballot| ballot.choice),
        source: ballot.map(|ballot| ballot.source),
        reason: ballot.and_then(|ballot| ballot.reason.clone()),
        name: person.to_string(),
    }
}

/// The sums of the count, else those printed.
pub(crate) fn result(poll: &Poll) -> Option<Tally> {
    let counted = poll.counted.as_ref().map(|counted| Tally {
        yes: counted.content.yes,
        no: counted.content.no,
        abstain: counted.content.abstain,
    });
    counted.or_else(|| poll.lists.iter().find_map(|list| list.content.result))
}

fn parties(rows: &[Row]) -> Vec<PartySums> {
    // `true` sorts last: those without a party.
    let mut parties: BTreeMap<(bool, Option<&str>), PartySums> = BTreeMap::new();
    for row in rows {
        let party = row.person.party.as_deref();
        let sums = parties.entry((party.is_none(), party)).or_default();
        sums.party = party.map(str::to_owned);
        let count = match row.choice {
            Some(Choice::Yes) => &mut sums.yes,
            Some(Choice::No) => &mut sums.no,
            Some(Choice::Abstain) => &mut sums.abstain,
            Some(Choice::Absent) => &mut sums.absent,
            None => &mut sums.unknown,
        };
        *count = count.saturating_add(1);
    }
    parties.into_values().collect()
}

/// Without the role, which lists have and ballots may lack, and without the member.
fn as_written(a: &Person, b: &Person) -> bool {
    a.name == b.name && a.party == b.party
}

#[cfg(test)]
mod tests;
