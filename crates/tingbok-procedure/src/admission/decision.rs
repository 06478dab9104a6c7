//! Decisions, and who took part in them: those who declined, those who reserve.
//!
//! What is declined or reserved against is one decision, not the item: a member may decline one and reserve against
//! another.
//!
//! Spec: docs/procedure.md, "Event kinds"; 4:25–27, 5:45, 5:55, 6:27.

use super::Judgement;
use super::item::Item;
use super::motion::meant;
use super::naming::{Noun, listing, resolves, unused};
use super::room::Room;
use super::service::ServicePoint;
use super::vote::{abstention, may_not_abstain};
use crate::content::{
    Content, DecisionId, DecisionMade, Outcome, ParticipationDeclined, Person, PropositionId,
    ReservationEntered,
};
use crate::event::Event;
use crate::moment::Moment;
use crate::outcome::{quoted, said, same};
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// A decision, without its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decision {
    proposition: Option<PropositionId>,
    outcome: Option<Outcome>,
    service: ServicePoint,
    event: String,
}

/// Who takes no part in which decision.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declined {
    persons: Vec<Person>,
    proposition: Option<PropositionId>,
    decision: Option<DecisionId>,
    event: String,
}

/// Who reserves against which decision.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reserved {
    persons: Vec<Person>,
    decision: Option<DecisionId>,
    event: String,
}

impl Decision {
    pub(super) fn proposition(&self) -> Option<&PropositionId> {
        self.proposition.as_ref()
    }

    pub(super) fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }
}

impl Item {
    pub(super) fn admit_decision(&self, made: &DecisionMade, room: &Room<'_>) -> Judgement {
        let place = room.item.place;
        unused(Noun::Decision, &made.decision, &self.decisions, place)?;
        if let Some(outcome) = &made.outcome {
            self.knows_outcome(outcome, place)?;
        }
        match &made.proposition {
            None if room.is_read => {}
            None => self.nothing_unsettled(place)?,
            Some(name) => self.settled(name, place)?,
        }
        let found = [self.not_as_carried(made, place), room.quorum()];
        Ok(found.into_iter().flatten().collect())
    }

    pub(super) fn admit_declined(&self, declined: &ParticipationDeclined, room: &Room<'_>) -> Judgement {
        let place = room.item.place;
        if let Some(proposition) = &declined.proposition {
            resolves(Noun::Proposition, proposition, &self.propositions, place)?;
        }
        self.knows_decision(declined.decision.as_ref(), place)?;
        let declined = Declined::of("", declined);
        let mut findings = Vec::new();
        let of_these = self.decisions.iter();
        for (name, _) in of_these.filter(|(name, decision)| self.declines(&declined, name, decision)) {
            for person in &declined.persons {
                let Some(reserved) = self.reservation_of(person, name, room) else {
                    continue;
                };
                let what = words!(
                    "{person} reserves in {place} against `{name}` and declines to take part in it",
                    "{person} reserverar sig i {place} mot `{name}` och avstår från att delta i beslutet"
                );
                findings.push(not_of_participant(what).beside([reserved]));
            }
        }
        if may_not_abstain(self.matter(), room) {
            let abstains = |person| {
                abstention(words!(
                    "{person} declines to take part in a decision in {place}",
                    "{person} avstår från att delta i ett beslut i {place}"
                ))
            };
            let persons = declined.persons.iter();
            let persons = persons.filter(|person| !self.has_voted(person, room));
            findings.extend(persons.map(abstains));
        }
        Ok(findings)
    }

    pub(super) fn admit_reservation(&self, entered: &ReservationEntered, room: &Room<'_>) -> Judgement {
        let place = room.item.place;
        self.knows_motions(&entered.favour, place)?;
        self.knows_decision(entered.decision.as_ref(), place)?;
        let mut findings = Vec::new();
        if self.decisions.is_empty() {
            let what = words!(
                "a reservation is entered in {place} before a decision is made",
                "en reservation antecknas i {place} innan ett beslut är fattat"
            );
            findings.push(Finding::new(Rule::ReservationOfDecision, what));
        }
        findings.extend(after_the_meeting(room));
        if let Some((name, decision)) = self.one_decision(entered.decision.as_ref()) {
            // Whoever is recused has a finding for it, which says more.
            let persons = entered.persons.iter().filter(|person| !room.is_recused(person));
            for person in persons {
                let voted = || self.voted_for_it(person, name, decision, entered, room);
                findings.extend(self.not_participant(person, name, decision, room).or_else(voted));
            }
        }
        Ok(findings)
    }

    pub(super) fn apply_decision(&mut self, event: &Event, now: ServicePoint) {
        match &event.content {
            Content::DecisionMade(made) => {
                if let Some(outcome) = &made.outcome {
                    self.ask(outcome);
                }
                if let Some(proposition) = &made.proposition {
                    self.proposition(proposition).decide();
                }
                let decision = Decision {
                    proposition: made.proposition.clone(),
                    outcome: made.outcome.clone(),
                    service: now,
                    event: event.id.clone(),
                };
                self.decisions.insert(made.decision.clone(), decision);
            }
            Content::ParticipationDeclined(declined) => self.declined.push(Declined::of(&event.id, declined)),
            Content::ReservationEntered(entered) => self.reserved.push(Reserved {
                persons: entered.persons.clone(),
                decision: entered.decision.clone(),
                event: event.id.clone(),
            }),
            _ => {}
        }
    }

    /// A decision that names no proposition is taken when no question is open.
    fn nothing_unsettled(&self, place: &str) -> Result<(), Rejection> {
        let open = self.unsettled();
        if open.is_empty() {
            return Ok(());
        }
        let what = words!(
            "{open} in {place} is put and not settled",
            "{open} i {place} är ställd och inte avgjord";
            open = listing(&open)
        );
        let hint = words!(
            "settle it first, or name the proposition that the decision settles",
            "avgör den först, eller ange vilken proposition beslutet avgör"
        );
        Err(Rejection::new(Rule::DecisionOfSettled, what, hint))
    }

    fn settled(&self, name: &PropositionId, place: &str) -> Result<(), Rejection> {
        let known = self.proposition_known(name, place)?;
        if known.is_decided() {
            let what = words!(
                "proposition `{name}` is decided already in {place}",
                "propositionen `{name}` är redan beslutad i {place}"
            );
            let hint = words!(
                "put all points of a decision into one event",
                "samla beslutets alla punkter i en händelse"
            );
            return Err(Rejection::new(Rule::OneDecision, what, hint));
        }
        match self.open_question(name, known) {
            None => Ok(()),
            Some((why, hint)) => Err(Rejection::new(
                Rule::DecisionOfSettled,
                words!(
                    "proposition `{name}` is not settled in {place}: {why}",
                    "propositionen `{name}` är inte avgjord i {place}: {why}";
                    why = why
                ),
                hint,
            )),
        }
    }

    fn not_as_carried(&self, made: &DecisionMade, place: &str) -> Option<Finding> {
        let proposition = made.proposition.as_ref()?;
        let decided = &meant(&self.motions, made.outcome.as_ref()?);
        let answered = self.propositions.get(proposition)?;
        let carried = &meant(&self.motions, answered.carried()?);
        if same(decided, carried) {
            return None;
        }
        let what = words!(
            "decision `{decision}` in {place} is `{decided}`, and `{proposition}` carried `{carried}`",
            "beslutet `{decision}` i {place} är `{decided}`, och `{proposition}` utföll som `{carried}`",
            decision = made.decision;
            decided = said(decided), carried = said(carried)
        );
        let finding = Finding::new(Rule::DecisionAsCarried, what).expecting(quoted(carried));
        Some(finding.beside([answered.carried_by()]))
    }

    /// The decision that is meant: the one named, or the only one.
    fn one_decision(&self, named: Option<&DecisionId>) -> Option<(&DecisionId, &Decision)> {
        match named {
            Some(name) => self.decisions.get_key_value(name),
            None => self
                .decisions
                .first_key_value()
                .filter(|_| self.decisions.len() == 1),
        }
    }

    /// Whether a refusal to take part is one of this decision.
    fn declines(&self, declined: &Declined, name: &DecisionId, decision: &Decision) -> bool {
        match (&declined.decision, &declined.proposition) {
            (Some(declined), _) => declined == name,
            (None, Some(proposition)) => decision.proposition.as_ref() == Some(proposition),
            (None, None) => self.decisions.len() == 1,
        }
    }

    /// The event by which somebody reserves against a decision.
    fn reservation_of(&self, person: &Person, name: &DecisionId, room: &Room<'_>) -> Option<&str> {
        let against = |reserved: &&Reserved| {
            let meant = self.one_decision(reserved.decision.as_ref());
            meant.is_some_and(|(meant, _)| meant == name)
        };
        let mut reserved = self.reserved.iter().filter(against);
        let reserved = reserved.find(|reserved| room.has(&reserved.persons, person))?;
        Some(&reserved.event)
    }

    /// Why somebody who reserves against a decision took no part in it.
    fn not_participant(
        &self,
        person: &Person,
        name: &DecisionId,
        decision: &Decision,
        room: &Room<'_>,
    ) -> Option<Finding> {
        let place = room.item.place;
        let declines = |declined: &&Declined| self.declines(declined, name, decision);
        let mut declined = self.declined.iter().filter(declines);
        let (why, beside) =
            if let Some(declined) = declined.find(|declined| room.has(&declined.persons, person)) {
                let why = words!("declined to take part in it", "avstod från att delta i det");
                (why, &declined.event)
            } else if room.serves(person, decision.service) == Some(false) {
                let why = words!(
                    "did not serve when it was made",
                    "tjänstgjorde inte när det fattades"
                );
                (why, &decision.event)
            } else {
                return None;
            };
        let what = words!(
            "{person} reserves in {place} against `{name}` and {why}",
            "{person} reserverar sig i {place} mot `{name}` och {why}";
            why = why
        );
        Some(not_of_participant(what).beside([beside.as_str()]))
    }

    /// Somebody reserves who voted for what the decision is. Who reserves for something that was not in that vote has not
    /// contradicted the own ballot.
    fn voted_for_it(
        &self,
        person: &Person,
        name: &DecisionId,
        decision: &Decision,
        entered: &ReservationEntered,
        room: &Room<'_>,
    ) -> Option<Finding> {
        let settled = decision.proposition.as_ref()?;
        let carried = meant(&self.motions, self.propositions.get(settled)?.carried()?);
        let outcome = decision.outcome.as_ref();
        if outcome.is_some_and(|outcome| !same(&meant(&self.motions, outcome), &carried)) {
            return None;
        }
        let (vote, counted) = self.last_counted(settled)?;
        let asked = |motion| counted.asks_of(motion);
        if !entered.favour.is_empty() && !entered.favour.iter().any(asked) {
            return None;
        }
        let ballot = counted.ballot_that_won(person, room)?;
        let place = room.item.place;
        let what = words!(
            "{person} reserves in {place} against `{name}` and voted in `{vote}` for what it decides",
            "{person} reserverar sig i {place} mot `{name}` och röstade i `{vote}` för det som beslutades"
        );
        let finding = Finding::new(Rule::ReservationAsVoted, what);
        Some(finding.beside([ballot, &decision.event]))
    }
}

fn not_of_participant(what: Wording) -> Finding {
    let expected = words!(
        "that who reserves took part in the decision",
        "att den som reserverar sig har deltagit i beslutet"
    );
    Finding::new(Rule::ReservationOfParticipant, what).expecting(expected)
}

/// A reservation that was announced after the meeting was closed: by the times claimed, else by what is recorded first.
fn after_the_meeting(room: &Room<'_>) -> Option<Finding> {
    let closed = room.course.closed()?;
    let both_timed = [room.at, closed]
        .into_iter()
        .all(|moment| matches!(moment, Moment::Instant(..)));
    if both_timed && !closed.is_before(room.at) {
        return None;
    }
    let what = words!(
        "a reservation in {place} is announced after the meeting was closed (`{closed}`)",
        "en reservation i {place} anmäls efter att sammanträdet avslutats (`{closed}`)",
        place = room.item.place,
    );
    let expected = words!(
        "it before the meeting closes",
        "att den anmäls innan sammanträdet avslutas"
    );
    Some(Finding::new(Rule::ReservationInTime, what).expecting(expected))
}

impl Declined {
    fn of(event: &str, declined: &ParticipationDeclined) -> Self {
        Self {
            event: event.to_owned(),
            persons: declined.persons.clone(),
            proposition: declined.proposition.clone(),
            decision: declined.decision.clone(),
        }
    }
}
