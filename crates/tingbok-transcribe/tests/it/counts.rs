//! What a reader counts in minutes: votes, names, demands, movers, reservations, recusals.

use std::collections::BTreeSet;
use std::fmt;

use tingbok_procedure::Content;
use tingbok_procedure::content::{Choice, Person, VoteId};
use tingbok_transcribe::Transcription;

/// One vote: its sums where they are told, and who cast which ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vote {
    pub(crate) id: Option<VoteId>,
    pub(crate) sums: Option<(u32, u32, u32)>,
    pub(crate) yes: BTreeSet<String>,
    pub(crate) no: BTreeSet<String>,
    pub(crate) abstain: BTreeSet<String>,
}

/// The counts of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) votes: Vec<Vote>,
    pub(crate) demanded: usize,
    pub(crate) movers: BTreeSet<String>,
    pub(crate) joined: BTreeSet<String>,
    /// Persons and parties of each reservation.
    pub(crate) reservations: Vec<(BTreeSet<String>, Vec<String>)>,
    pub(crate) declined: Vec<(BTreeSet<String>, Vec<String>)>,
    pub(crate) recused: BTreeSet<String>,
    pub(crate) stated: Vec<(BTreeSet<String>, Vec<String>)>,
    pub(crate) decisions: usize,
    pub(crate) adjourned: usize,
}

impl Counts {
    /// Counts what the events of a text say.
    pub(crate) fn of(read: &Transcription) -> Self {
        let contents = read.events.iter().map(|event| &event.content);
        contents.fold(Self::default(), Self::with)
    }

    /// The same for one paragraph of several.
    pub(crate) fn of_paragraph(read: &Transcription, number: u32) -> Self {
        let contents = read.events.iter().map(|event| &event.content);
        let own = contents.filter(|content| content.item().is_some_and(|item| item.0 == number));
        own.fold(Self::default(), Self::with)
    }

    fn with(mut self, content: &Content) -> Self {
        match content {
            Content::VoteDemanded(c) => {
                self.demanded += 1;
                self.votes.push(Vote {
                    id: Some(c.vote.clone()),
                    ..Vote::default()
                });
            }
            Content::VoteOrdered(c) if c.follows.is_some() => self.votes.push(Vote {
                id: Some(c.vote.clone()),
                ..Vote::default()
            }),
            Content::BallotCast(c) => {
                let vote = self.vote(&c.vote);
                let names = match c.choice {
                    Choice::Yes => &mut vote.yes,
                    Choice::No => &mut vote.no,
                    Choice::Abstain => &mut vote.abstain,
                    Choice::Absent => return self,
                };
                names.insert(c.voter.name.clone());
            }
            Content::VoteCounted(c) => self.vote(&c.vote).sums = Some((c.yes, c.no, c.abstain)),
            Content::MotionMoved(c) => drop(self.movers.insert(c.mover.name.clone())),
            Content::MotionJoined(c) => drop(self.joined.insert(c.person.name.clone())),
            Content::ReservationEntered(c) => self.reservations.push((names(&c.persons), c.parties.clone())),
            Content::ParticipationDeclined(c) => self.declined.push((names(&c.persons), c.parties.clone())),
            Content::StatementEntered(c) => self.stated.push((names(&c.persons), c.parties.clone())),
            Content::RecusalDeclared(c) => drop(self.recused.insert(c.person.name.clone())),
            Content::DecisionMade(_) => self.decisions += 1,
            Content::MeetingAdjourned(_) => self.adjourned += 1,
            _ => {}
        }
        self
    }

    fn vote(&mut self, id: &VoteId) -> &mut Vote {
        let at = self.votes.iter().position(|vote| vote.id.as_ref() == Some(id));
        &mut self.votes[at.unwrap()]
    }
}

fn names(persons: &[Person]) -> BTreeSet<String> {
    persons.iter().map(|person| person.name.clone()).collect()
}

/// `40-38-3 (7-6-0) | demanded 1 | movers 2`: what is nothing is left out.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = |all: &[(BTreeSet<String>, Vec<String>)]| {
            let shown = all.iter().map(|(persons, parties)| match persons.len() {
                0 => parties.join(","),
                count => count.to_string(),
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        let votes = self.votes.iter().map(|vote| {
            let sums = vote.sums.map_or("?".to_owned(), |(yes, no, abstain)| {
                format!("{yes}-{no}-{abstain}")
            });
            let named = [&vote.yes, &vote.no, &vote.abstain].map(BTreeSet::len);
            match named {
                [0, 0, 0] => format!("{sums} ()"),
                [yes, no, abstain] => format!("{sums} ({yes}-{no}-{abstain})"),
            }
        });
        let number = |label: &str, count: usize| match count {
            0 => String::new(),
            _ => format!("{label} {count}"),
        };
        let labelled = |label: &str, shown: String| match shown.as_str() {
            "" => String::new(),
            _ => format!("{label} {shown}"),
        };
        let parts = [
            votes.collect::<Vec<_>>().join(" "),
            number("demanded", self.demanded),
            number("movers", self.movers.len()),
            number("joined", self.joined.len()),
            labelled("reservations", groups(&self.reservations)),
            labelled("declined", groups(&self.declined)),
            number("recused", self.recused.len()),
            labelled("stated", groups(&self.stated)),
            number("adjourned", self.adjourned),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        f.write_str(&parts.join(" | "))
    }
}
