//! The count of a vote: what it adds up to, who is missing, and what the law makes of it beside what was declared.
//!
//! Spec: docs/procedure.md, "States", vote; sections 4:26, 5:53–5:56 and 5:67.

use super::{Order, Vote, abstention, may_not_abstain, tally};
use crate::admission::Judgement;
use crate::admission::item::Item;
use crate::admission::motion::meant;
use crate::admission::participation::may_be;
use crate::admission::room::Room;
use crate::admission::sequence::{Act, not_before};
use crate::content::{Choice, Matter, Person, Tally, VoteCounted, VoteForm, VoteId, VoteRule};
use crate::outcome::{Question, compute, quoted, said, same};
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

impl Vote {
    pub(super) fn admit_count(
        &self,
        name: &VoteId,
        counted: &VoteCounted,
        item: &Item,
        room: &Room<'_>,
    ) -> Judgement {
        let order = self.ordered(name)?;
        self.not_counted(name)?;
        not_before((Act::Count, room.at), (Act::OrderOfVote, Some(&order.at)))?;
        let declared = tally(counted);
        let differing = self.adds_up(name, &declared, room.is_read)?;
        let too_many = order.votes_of_serving(name, &declared, room)?;
        let differing = differing.into_iter().chain(too_many);
        let listed = self.listed.as_ref().and_then(|listed| {
            let differs = list_differs(name, Some(listed.what), Some(declared))?;
            Some(differs.beside([listed.event.as_str()]))
        });
        let mut findings: Vec<Finding> = differing.chain(listed).collect();
        findings.extend(self.outcome(name, order, counted, item, room));
        findings.extend(self.without_ballot(name, order, room));
        let must_vote = may_not_abstain(item.matter(), room) && !item.has_counted();
        if declared.abstain > 0 && self.ballots.is_empty() && must_vote {
            findings.push(abstention(words!(
                "{count} abstain in vote `{name}`",
                "{count} avstår i omröstningen `{name}`",
                count = declared.abstain,
            )));
        }
        Ok(findings)
    }

    /// Whether the ballots are as many as were counted. What was read is recorded as it stands: there it is a finding.
    fn adds_up(&self, name: &VoteId, declared: &Tally, is_read: bool) -> Result<Option<Finding>, Rejection> {
        let Some(cast) = self.cast().filter(|cast| cast != declared) else {
            return Ok(None);
        };
        let what = words!(
            "vote `{name}` is counted as {declared}, its ballots are {cast}",
            "omröstningen `{name}` är räknad till {declared}, rösterna är {cast}";
            declared = sums(declared), cast = sums(&cast)
        );
        if is_read {
            let ballots = self.ballots.iter().map(|ballot| ballot.event.as_str());
            return Ok(Some(Finding::new(Rule::VotesInMinutes, what).beside(ballots)));
        }
        let hint = words!(
            "record the ballots that are missing, or correct the count",
            "anteckna de röster som saknas, eller rätta rösträkningen"
        );
        Err(Rejection::new(Rule::TallyOfBallots, what, hint))
    }

    /// What the law makes of the sums, beside what was declared.
    fn outcome(
        &self,
        name: &VoteId,
        order: &Order,
        counted: &VoteCounted,
        item: &Item,
        room: &Room<'_>,
    ) -> Vec<Finding> {
        let present = room.present(order.service).map(|present| present.len());
        let computed = compute(&Question {
            yes: &order.yes,
            no: &order.no,
            form: order.form,
            rule: order.rule,
            tally: tally(counted),
            present: present.and_then(|count| u32::try_from(count).ok()),
            chair: room.chair().and_then(|chair| self.ballot_of(chair, room)),
            body: room.body_kind(),
            election: item.matter() == Some(Matter::Election),
            put_off_before: room.put_off_before,
        });
        let declared = meant(&item.motions, &counted.declared);
        let unjudged = self.is_casting_unknown(order, counted, room);
        let irregular = computed.irregular.into_iter().filter(|_| !unjudged);
        let say = |(rule, what): (Rule, Wording)| {
            let what = words!("vote `{name}`: {what}", "omröstningen `{name}`: {what}"; what = what);
            Finding::new(rule, what).beside([order.event.as_str()])
        };
        let mut findings: Vec<Finding> = irregular.map(say).collect();
        if let Some(carried) = computed.carried.filter(|carried| !same(carried, &declared)) {
            let what = words!(
                "vote `{name}`: {sum}; declared is `{declared}`",
                "omröstningen `{name}`: {sum}; tillkännagivet är `{declared}`";
                sum = computed.sum, declared = said(&declared)
            );
            let finding = Finding::new(computed.rule, what).expecting(quoted(&carried));
            findings.push(finding.beside([order.event.as_str()]));
        }
        findings
    }

    /// A casting vote of which only the sums are known, as minutes print them: nothing says that it was irregular.
    fn is_casting_unknown(&self, order: &Order, counted: &VoteCounted, room: &Room<'_>) -> bool {
        order.rule == VoteRule::CastingVote
            && order.form == VoteForm::Open
            && counted.yes == counted.no
            && (self.ballots.is_empty() || !self.is_chair_known(room))
    }

    /// Whether it is known who leads; of a text also how the chair voted, which it may tell under another spelling.
    fn is_chair_known(&self, room: &Room<'_>) -> bool {
        let chair = room.chair();
        chair.is_some_and(|chair| !room.is_read || self.ballot_of(chair, room).is_some())
    }

    /// Those who serve from the order to the count and whose ballot is not recorded, in an open vote.
    fn without_ballot(&self, name: &VoteId, order: &Order, room: &Room<'_>) -> Option<Finding> {
        // Minutes that print no names at all tell less than they should, and nothing that is wrong.
        if order.form == VoteForm::Closed || room.is_read && self.ballots.is_empty() {
            return None;
        }
        let until_now = room.present(room.service.now())?;
        let serving = room.present(order.service)?;
        let stays = |person: &Person| until_now.iter().any(|one| room.same(&one.person, person));
        let told = |person: &Person| {
            let mut voters = self.ballots.iter().map(|ballot| &ballot.voter);
            self.ballot_of(person, room).is_some()
                || room.is_read && voters.any(|voter| may_be(voter, person))
        };
        let silent = |person: &&Person| stays(person) && !told(person);
        let persons = serving.iter().map(|one| &one.person);
        let silent: Vec<String> = persons.filter(silent).map(ToString::to_string).collect();
        let who = match silent.len() {
            0 => return None,
            all if all == serving.len() => words!("anybody", "någon"),
            _ => Wording::same(silent.join(", ")),
        };
        let what = words!(
            "open vote `{name}` has no ballot of {who}",
            "den öppna omröstningen `{name}` har ingen röst av {who}";
            who = who
        );
        let expected = words!(
            "how each of those who serve voted",
            "hur var och en som tjänstgör har röstat"
        );
        Some(Finding::new(Rule::VotesInMinutes, what).expecting(expected))
    }

    /// The sum of the ballots recorded, when somebody's is.
    fn cast(&self) -> Option<Tally> {
        let mut sum = Tally {
            yes: 0,
            no: 0,
            abstain: 0,
        };
        for ballot in &self.ballots {
            match ballot.choice {
                Choice::Yes => sum.yes = sum.yes.saturating_add(1),
                Choice::No => sum.no = sum.no.saturating_add(1),
                Choice::Abstain => sum.abstain = sum.abstain.saturating_add(1),
                Choice::Absent => {}
            }
        }
        let mut choices = self.ballots.iter().map(|ballot| ballot.choice);
        choices.any(|choice| choice != Choice::Absent).then_some(sum)
    }
}

impl Order {
    /// No more votes than people who serve, at the order or, where somebody came since, at the count. Of what was read it
    /// is a finding: the text may be wrong about either.
    fn votes_of_serving(
        &self,
        name: &VoteId,
        counted: &Tally,
        room: &Room<'_>,
    ) -> Result<Option<Finding>, Rejection> {
        let points = [self.service, room.service.now()];
        let serving = points
            .iter()
            .filter_map(|point| room.serving(*point))
            .map(|all| all.len())
            .max();
        let votes = u64::from(counted.yes) + u64::from(counted.no) + u64::from(counted.abstain);
        let too_many = serving.filter(|serving| u64::try_from(*serving).is_ok_and(|serving| votes > serving));
        let Some(serving) = too_many else {
            return Ok(None);
        };
        let what = words!(
            "vote `{name}` counts {votes} votes ({sums}), and {serving} serve",
            "omröstningen `{name}` räknar {votes} röster ({sums}), och {serving} tjänstgör";
            sums = sums(counted)
        );
        if room.is_read {
            return Ok(Some(Finding::new(Rule::VotesInMinutes, what)));
        }
        let hint = words!(
            "correct the count, or record who serves first",
            "rätta rösträkningen, eller anteckna först vilka som tjänstgör"
        );
        Err(Rejection::new(Rule::VotesOfServing, what, hint))
    }
}

pub(super) fn list_differs(name: &VoteId, listed: Option<Tally>, counted: Option<Tally>) -> Option<Finding> {
    let (listed, counted) = (listed?, counted?);
    (listed != counted).then(|| {
        let what = words!(
            "the list of vote `{name}` says {listed}, the count {counted}",
            "röstlistan för `{name}` säger {listed}, rösträkningen {counted}";
            listed = sums(&listed), counted = sums(&counted)
        );
        Finding::new(Rule::VotesInMinutes, what)
    })
}

pub(super) fn sums(tally: &Tally) -> Wording {
    words!(
        "{yes} yes, {no} no, {abstain} abstain",
        "{yes} ja, {no} nej, {abstain} avstår",
        yes = tally.yes,
        no = tally.no,
        abstain = tally.abstain,
    )
}
