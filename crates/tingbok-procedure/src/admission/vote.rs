//! A vote: demanded, ordered, cast and counted.
//!
//! The outcome is not the tally: Ja may mean *reject*, so what each side means is kept, and what the law makes of the
//! sums is compared with what the chair declared.
//!
//! Spec: docs/procedure.md, "States", vote; sections 4:22–26, 5:53–5:56 and 5:67.

use super::Judgement;
use super::item::Item;
use super::motion::{Motions, meant};
use super::naming::{Noun, resolves, unused};
use super::room::Room;
use super::service::ServicePoint;
use crate::content::{
    Choice, Content, Effect, Following, Matter, MotionId, Outcome, Person, PropositionId, Tally, VoteCounted,
    VoteDemanded, VoteForm, VoteId, VoteOrdered, VoteRule, VotingListRecorded,
};
use crate::event::Event;
use crate::moment::Moment;
use crate::outcome::same;
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;
pub(super) use ballot::{abstention, may_not_abstain};
use count::{list_differs, sums};

mod ballot;
mod count;

/// What the events of one vote say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Vote {
    proposition: Option<PropositionId>,
    order: Option<Order>,
    ballots: Vec<Ballot>,
    listed: Option<Told<Tally>>,
    counted: Option<Told<Tally>>,
    /// What was declared to be carried.
    declared: Option<Outcome>,
    /// Whether it remitted or tabled the matter with fewer ballots than there were against.
    by_minority: bool,
}

/// How somebody voted, and the event that says so.
#[derive(Clone, Debug, PartialEq)]
struct Ballot {
    voter: Person,
    choice: Choice,
    event: String,
}

/// What an event says, and which event it is.
#[derive(Clone, Debug, PartialEq)]
struct Told<T> {
    what: T,
    event: String,
}

/// The order of the vote, without its words.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    event: String,
    yes: Outcome,
    no: Outcome,
    form: VoteForm,
    rule: VoteRule,
    at: Moment,
    service: ServicePoint,
}

impl Item {
    pub(super) fn admit_demand(&self, demanded: &VoteDemanded, room: &Room<'_>) -> Judgement {
        let begins = words!("is demanded", "begärs");
        self.admit_begun(
            (&demanded.vote, begins),
            demanded.proposition.as_ref(),
            room.item.place,
        )
    }

    /// A vote that follows another: that one is ordered, and this one was not demanded.
    fn admit_following(&self, ordered: &VoteOrdered, follows: &Following, place: &str) -> Judgement {
        resolves(Noun::Vote, &follows.vote, &self.votes, place)?;
        if let Some(before) = self.votes.get(&follows.vote) {
            before.ordered(&follows.vote)?;
        }
        let begins = words!("is ordered", "fastställs");
        let mut findings = self.admit_begun((&ordered.vote, begins), follows.proposition.as_ref(), place)?;
        findings.extend(closed_without_election(
            &ordered.vote,
            ordered.form,
            self.matter(),
        ));
        Ok(findings)
    }

    /// A vote begins when it is demanded, or when it follows another, on a proposition that is found and not decided.
    fn admit_begun(
        &self,
        (vote, begins): (&VoteId, Wording),
        proposition: Option<&PropositionId>,
        place: &str,
    ) -> Judgement {
        unused(Noun::Vote, vote, &self.votes, place)?;
        let Some(name) = proposition else {
            return Ok(Vec::new());
        };
        let known = self.proposition_known(name, place)?;
        let (what, hint) = if let Some(open) = self.open_vote(name) {
            (
                words!(
                    "vote `{open}` is open on proposition `{name}` in {place}",
                    "omröstningen `{open}` pågår om propositionen `{name}` i {place}"
                ),
                words!("a vote is demanded once", "omröstning begärs en gång"),
            )
        } else if known.carried().is_none() {
            (
                words!(
                    "proposition `{name}` is put but not found in {place}",
                    "propositionen `{name}` är ställd i {place}, men svaret är inte konstaterat"
                ),
                words!(
                    "record `proposition.found/1` first",
                    "anteckna `proposition.found/1` först"
                ),
            )
        } else if known.is_decided() {
            let what = words!(
                "vote `{vote}` {begins} in {place} when `{name}` is decided",
                "omröstningen `{vote}` {begins} i {place} när `{name}` är beslutad";
                begins = begins
            );
            let expected = words!(
                "the demand before the gavel falls",
                "att omröstning begärs innan klubban faller"
            );
            return Ok(vec![Finding::new(Rule::DemandInTime, what).expecting(expected)]);
        } else {
            return Ok(Vec::new());
        };
        Err(Rejection::new(Rule::VoteOnFinding, what, hint))
    }

    pub(super) fn admit_in_vote(&self, content: &Content, room: &Room<'_>) -> Judgement {
        let place = room.item.place;
        match content {
            Content::VoteOrdered(ordered) => {
                self.knows_outcome(&ordered.yes.means, place)?;
                self.knows_outcome(&ordered.no.means, place)?;
            }
            Content::VoteCounted(counted) => self.knows_outcome(&counted.declared, place)?,
            _ => {}
        }
        let Some(name) = vote_named(content) else {
            return Ok(Vec::new());
        };
        if let Content::VoteOrdered(ordered) = content
            && let Some(follows) = &ordered.follows
        {
            return self.admit_following(ordered, follows, place);
        }
        resolves(Noun::Vote, name, &self.votes, place)?;
        match self.votes.get(name) {
            Some(vote) => vote.admit(name, content, self, room),
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn apply_vote(&mut self, event: &Event, now: ServicePoint) {
        let content = &event.content;
        match content {
            Content::VoteDemanded(demanded) => {
                self.begin_vote(&demanded.vote, demanded.proposition.clone());
            }
            Content::VoteOrdered(ordered) => {
                if let Some(follows) = &ordered.follows {
                    self.begin_vote(&ordered.vote, follows.proposition.clone());
                }
                self.ask(&ordered.yes.means);
                self.ask(&ordered.no.means);
            }
            Content::VoteCounted(counted) => {
                self.ask(&counted.declared);
                let vote = self.votes.get(&counted.vote);
                if let Some(proposition) = vote.and_then(|vote| vote.proposition.clone()) {
                    self.proposition(&proposition).carries(&counted.declared, event);
                }
            }
            _ => {}
        }
        let motions = &self.motions;
        if let Some(vote) = vote_named(content).and_then(|vote| self.votes.get_mut(vote)) {
            vote.apply(event, motions, now);
            self.put_off_by_minority |= vote.by_minority;
        }
    }

    fn begin_vote(&mut self, vote: &VoteId, proposition: Option<PropositionId>) {
        self.votes
            .entry(vote.clone())
            .or_insert_with(|| Box::new(Vote::on(proposition)));
    }

    /// The last vote that was counted on a proposition: it says what was carried.
    pub(super) fn last_counted(&self, proposition: &PropositionId) -> Option<(&VoteId, &Vote)> {
        let carried_by = self.propositions.get(proposition)?.carried_by();
        let told = |vote: &Vote| vote.counted.as_ref().is_some_and(|told| told.event == carried_by);
        let mut votes = self.votes.iter().map(|(name, vote)| (name, &**vote));
        votes.find(|(_, vote)| told(vote))
    }

    /// Whether somebody has voted for a proposal in the item: nobody has to vote for a second one (4:26).
    pub(super) fn has_voted(&self, person: &Person, room: &Room<'_>) -> bool {
        let mut ballots = self.votes.values().map(|vote| vote.ballot_of(person, room));
        ballots.any(|ballot| matches!(ballot, Some(Choice::Yes | Choice::No)))
    }

    /// Whether a vote has been counted in the item, in which those who abstain now may have voted.
    pub(super) fn has_counted(&self) -> bool {
        self.votes.values().any(|vote| vote.counted.is_some())
    }

    /// Whether a vote asks, among others, to remit or table the matter.
    pub(super) fn votes_on_putting_off(&self, vote: &VoteId) -> bool {
        let order = self.votes.get(vote).and_then(|vote| vote.order.as_ref());
        order.is_some_and(|order| puts_off(&order.yes) || puts_off(&order.no))
    }

    /// Whether a vote remitted or tabled the matter for a minority (5:50).
    pub(super) fn is_put_off_by_minority(&self) -> bool {
        self.put_off_by_minority
    }
}

impl Vote {
    fn on(proposition: Option<PropositionId>) -> Self {
        Self {
            proposition,
            order: None,
            ballots: Vec::new(),
            listed: None,
            counted: None,
            declared: None,
            by_minority: false,
        }
    }

    pub(super) fn is_open_on(&self, proposition: &PropositionId) -> bool {
        self.proposition.as_ref() == Some(proposition) && self.counted.is_none()
    }

    pub(super) fn has_ballot_of(&self, person: &Person, room: &Room<'_>) -> bool {
        let choice = self.ballot_of(person, room);
        choice.is_some_and(|choice| choice != Choice::Absent)
    }

    fn ballot_of(&self, person: &Person, room: &Room<'_>) -> Option<Choice> {
        let mut ballots = self.ballots.iter();
        let ballot = ballots.find(|ballot| room.same(&ballot.voter, person))?;
        Some(ballot.choice)
    }

    /// Whether the vote was about a motion.
    pub(super) fn asks_of(&self, motion: &MotionId) -> bool {
        let sides = self.order.iter().flat_map(|order| [&order.yes, &order.no]);
        sides.into_iter().any(|side| side.motions.contains(motion))
    }

    /// The event by which somebody voted for the side that was declared to have won, where it is plain which side did.
    pub(super) fn ballot_that_won(&self, person: &Person, room: &Room<'_>) -> Option<&str> {
        let (order, declared) = (self.order.as_ref()?, self.declared.as_ref()?);
        let stated = |outcome: &&Outcome| outcome.effect != Effect::Unstated;
        [declared, &order.yes, &order.no]
            .iter()
            .all(stated)
            .then_some(())?;
        let won = match (same(declared, &order.yes), same(declared, &order.no)) {
            (true, false) => Choice::Yes,
            (false, true) => Choice::No,
            _ => return None,
        };
        let mut ballots = self.ballots.iter();
        let own = ballots.find(|ballot| ballot.choice == won && room.same(&ballot.voter, person))?;
        Some(&own.event)
    }

    fn admit(&self, name: &VoteId, content: &Content, item: &Item, room: &Room<'_>) -> Judgement {
        match content {
            Content::VoteOrdered(ordered) => self.admit_order(name, ordered.form, item.matter()),
            Content::BallotCast(ballot) => self.admit_ballot(name, ballot, item, room),
            Content::VoteCounted(counted) => self.admit_count(name, counted, item, room),
            Content::VotingListRecorded(list) => {
                let counted = self.counted.as_ref();
                let differs = list_differs(name, list.result, counted.map(|counted| counted.what));
                let beside = counted.map(|counted| counted.event.as_str());
                Ok(differs
                    .map(|finding| finding.beside(beside))
                    .into_iter()
                    .collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn apply(&mut self, event: &Event, motions: &Motions, now: ServicePoint) {
        let told = |what| Told {
            what,
            event: event.id.clone(),
        };
        match &event.content {
            Content::VoteOrdered(ordered) => self.order = Some(Order::of(ordered, motions, event, now)),
            Content::BallotCast(ballot) => self.ballots.push(Ballot {
                voter: ballot.voter.clone(),
                choice: ballot.choice,
                event: event.id.clone(),
            }),
            Content::VoteCounted(counted) => {
                let declared = meant(motions, &counted.declared);
                let order = self.order.as_ref();
                self.by_minority = order.is_some_and(|order| order.lets_minority(&declared, tally(counted)));
                self.counted = Some(told(tally(counted)));
                self.declared = Some(declared);
            }
            Content::VotingListRecorded(VotingListRecorded {
                result: Some(result), ..
            }) => self.listed = Some(told(*result)),
            _ => {}
        }
    }

    fn admit_order(&self, name: &VoteId, form: VoteForm, matter: Option<Matter>) -> Judgement {
        self.not_counted(name)?;
        match self.order {
            None => Ok(closed_without_election(name, form, matter).into_iter().collect()),
            Some(_) => Err(Rejection::new(
                Rule::VoteInOrder,
                words!(
                    "vote `{name}` is ordered already",
                    "voteringsordningen för `{name}` är redan godkänd"
                ),
                words!(
                    "a vote that is held again is demanded as a vote of its own",
                    "en omröstning som görs om begärs som en egen omröstning"
                ),
            )),
        }
    }

    fn ordered(&self, name: &VoteId) -> Result<&Order, Rejection> {
        self.order.as_ref().ok_or_else(|| {
            let what = words!(
                "vote `{name}` is demanded but not ordered",
                "omröstningen `{name}` är begärd, men har ingen voteringsordning"
            );
            let hint = words!(
                "record `vote.ordered/1` first: what Ja and Nej mean",
                "anteckna `vote.ordered/1` först: vad ja och nej betyder"
            );
            Rejection::new(Rule::VoteInOrder, what, hint)
        })
    }

    fn not_counted(&self, name: &VoteId) -> Result<(), Rejection> {
        let Some(counted) = &self.counted else {
            return Ok(());
        };
        let what = words!(
            "vote `{name}` is counted already: {sums}",
            "omröstningen `{name}` är redan räknad: {sums}";
            sums = sums(&counted.what)
        );
        let hint = words!(
            "ballots are recorded before the count; a vote that is held again is a vote of its own",
            "röster antecknas före rösträkningen; en omröstning som görs om är en egen omröstning"
        );
        Err(Rejection::new(Rule::VoteInOrder, what, hint))
    }
}

impl Order {
    fn of(ordered: &VoteOrdered, motions: &Motions, event: &Event, service: ServicePoint) -> Self {
        Self {
            event: event.id.clone(),
            yes: meant(motions, &ordered.yes.means),
            no: meant(motions, &ordered.no.means),
            form: ordered.form,
            rule: ordered.rule,
            at: event.at.clone(),
            service,
        }
    }

    /// Whether the matter is put off though more ballots are against that than for it.
    fn lets_minority(&self, declared: &Outcome, tally: Tally) -> bool {
        let (of, against) = match (puts_off(&self.yes), puts_off(&self.no)) {
            (true, false) => (tally.yes, tally.no),
            (false, true) => (tally.no, tally.yes),
            _ => return false,
        };
        puts_off(declared) && of < against
    }
}

fn puts_off(outcome: &Outcome) -> bool {
    matches!(outcome.effect, Effect::Remit | Effect::Table)
}

/// A closed vote belongs to elections and appointments (5:54). An item that says nothing of its matter is none of them.
fn closed_without_election(name: &VoteId, form: VoteForm, matter: Option<Matter>) -> Option<Finding> {
    let irregular = form == VoteForm::Closed && matter != Some(Matter::Election);
    irregular.then(|| {
        let what = words!(
            "vote `{name}` is closed, and the item is not stated to be an election",
            "omröstningen `{name}` är sluten, och ärendet är inte angivet som ett val"
        );
        Finding::new(Rule::OpenVote, what).expecting(words!(
            "an open vote, or an item that is opened with the matter `election`",
            "en öppen omröstning, eller ett ärende som är öppnat som `election`"
        ))
    })
}

fn vote_named(content: &Content) -> Option<&VoteId> {
    match content {
        Content::VoteOrdered(c) => Some(&c.vote),
        Content::BallotCast(c) => Some(&c.vote),
        Content::VoteCounted(c) => Some(&c.vote),
        Content::VotingListRecorded(c) => Some(&c.vote),
        _ => None,
    }
}

fn tally(counted: &VoteCounted) -> Tally {
    Tally {
        yes: counted.yes,
        no: counted.no,
        abstain: counted.abstain,
    }
}
