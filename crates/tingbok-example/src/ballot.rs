//! Votes: demanded, ordered, cast by those who serve, counted, listed.

use tingbok_procedure::content::{
    BallotCast, BallotSource, Choice, Effect, Outcome, PropositionId, Side, Tally, VoteCounted, VoteDemanded,
    VoteForm, VoteId, VoteOrdered, VoteRule, VotingListRecorded,
};

use crate::clerk::text;
use crate::item::Item;
use crate::roster::Member;

/// How each votes, or the sums of a closed vote.
pub(crate) enum Ballots<'a> {
    /// In the open: each by name.
    Open(&'a dyn Fn(&Member) -> Choice),
    /// Closed: yes, no, abstaining.
    Closed(u32, u32, u32),
}

/// What the chair declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// What most of the ballots say; on a tie what the chair's own does.
    AsCast,
    /// Ja.
    Yes,
    /// Nej.
    No,
}

/// A vote that is to be held.
pub(crate) struct Vote<'a> {
    pub(crate) on: &'a PropositionId,
    pub(crate) by: &'static Member,
    pub(crate) yes: Outcome,
    pub(crate) no: Outcome,
    pub(crate) rule: VoteRule,
    pub(crate) ballots: Ballots<'a>,
    /// Somebody who serves and whose ballot is not put down.
    pub(crate) unrecorded: Option<&'static Member>,
    pub(crate) declared: Declared,
}

impl<'a> Vote<'a> {
    /// A simple open vote in which what most say is declared.
    pub(crate) fn simple(
        on: &'a PropositionId,
        by: &'static Member,
        (yes, no): (Outcome, Outcome),
        ballots: &'a dyn Fn(&Member) -> Choice,
    ) -> Self {
        Self {
            on,
            by,
            yes,
            no,
            rule: VoteRule::Simple,
            ballots: Ballots::Open(ballots),
            unrecorded: None,
            declared: Declared::AsCast,
        }
    }
}

/// A vote that was held.
pub(crate) struct Voted {
    pub(crate) carried: Outcome,
    pub(crate) demanded: String,
    pub(crate) ordered: String,
    pub(crate) counted: String,
    /// The drafts of the ballots, by voter.
    pub(crate) ballots: Vec<(&'static Member, String)>,
}

impl Item<'_, '_> {
    /// Holds a vote from its demand to its list.
    pub(crate) fn votes(&mut self, vote: &Vote<'_>) -> Voted {
        self.votes += 1;
        let name = VoteId(format!("v{}", self.votes));
        let item = self.number;
        let demanded = self.sitting.say(VoteDemanded {
            item,
            vote: name.clone(),
            proposition: Some(vote.on.clone()),
            by: Some(vote.by.person()),
        });
        self.sitting.wait(1);
        let ordered = self.sitting.say(VoteOrdered {
            item,
            vote: name.clone(),
            follows: None,
            yes: side(vote.yes.clone(), "Ja"),
            no: side(vote.no.clone(), "Nej"),
            form: match vote.ballots {
                Ballots::Open(_) => VoteForm::Open,
                Ballots::Closed(..) => VoteForm::Closed,
            },
            method: matches!(vote.ballots, Ballots::Open(_)).then(|| "upprop".to_owned()),
            rule: vote.rule,
        });
        let (tally, ballots) = self.cast(&name, vote);
        self.sitting.wait(2);
        let carried = self.declared(vote, tally);
        let counted = self.sitting.say(VoteCounted {
            item,
            vote: name.clone(),
            yes: tally.yes,
            no: tally.no,
            abstain: tally.abstain,
            declared: carried.clone(),
        });
        if !ballots.is_empty() {
            self.list(name, tally, &ballots);
        }
        Voted {
            carried,
            demanded,
            ordered,
            counted,
            ballots,
        }
    }

    fn cast(&mut self, name: &VoteId, vote: &Vote<'_>) -> (Tally, Vec<(&'static Member, String)>) {
        let choose = match vote.ballots {
            Ballots::Closed(yes, no, abstain) => return (Tally { yes, no, abstain }, Vec::new()),
            Ballots::Open(choose) => choose,
        };
        let mut tally = Tally {
            yes: 0,
            no: 0,
            abstain: 0,
        };
        let mut ballots = Vec::new();
        for voter in self
            .voters()
            .into_iter()
            .filter(|voter| Some(*voter) != vote.unrecorded)
        {
            let choice = choose(voter);
            match choice {
                Choice::Yes => tally.yes += 1,
                Choice::No => tally.no += 1,
                Choice::Abstain => tally.abstain += 1,
                Choice::Absent => {}
            }
            let id = self.sitting.say(BallotCast {
                item: self.number,
                vote: name.clone(),
                voter: voter.person(),
                choice,
                source: BallotSource::Read,
                reason: None,
            });
            ballots.push((voter, id));
        }
        (tally, ballots)
    }

    /// Those who serve and are not recused.
    fn voters(&self) -> Vec<&'static Member> {
        let serving = self.sitting.serving.iter().map(|seat| seat.who);
        serving.filter(|who| !self.recused.contains(who)).collect()
    }

    fn declared(&self, vote: &Vote<'_>, tally: Tally) -> Outcome {
        let chairs = match vote.ballots {
            Ballots::Open(choose) => choose(self.leader),
            Ballots::Closed(..) => Choice::Yes,
        };
        let yes = match vote.declared {
            Declared::Yes => true,
            Declared::No => false,
            Declared::AsCast if tally.yes == tally.no => chairs == Choice::Yes,
            Declared::AsCast => tally.yes > tally.no,
        };
        if yes { vote.yes.clone() } else { vote.no.clone() }
    }

    fn list(&mut self, vote: VoteId, result: Tally, ballots: &[(&'static Member, String)]) {
        self.sitting.say(VotingListRecorded {
            item: self.number,
            vote,
            matter: text(""),
            voters: ballots.iter().map(|(voter, _)| voter.person()).collect(),
            result: Some(result),
        });
    }
}

/// One side with its words: Ja may mean that something is rejected.
fn side(means: Outcome, word: &str) -> Side {
    let what = if means.motions.is_empty() {
        "förslaget"
    } else {
        "yrkandet"
    };
    let words = match means.effect {
        Effect::Approve => format!("Den som bifaller {what} röstar {word}."),
        Effect::Reject => format!("Den som avslår {what} röstar {word}."),
        Effect::Remit => format!("Den som vill återremittera ärendet röstar {word}."),
        Effect::Table => format!("Den som vill bordlägga ärendet röstar {word}."),
        Effect::DecideToday => format!("Den som vill avgöra ärendet i dag röstar {word}."),
        Effect::Unstated => String::new(),
    };
    Side {
        text: text(&words),
        means,
    }
}
