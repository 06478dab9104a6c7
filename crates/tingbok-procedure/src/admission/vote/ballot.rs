//! A ballot: who may cast it, once, in an open vote that is ordered and not counted.
//!
//! Spec: docs/procedure.md, "States", vote; 4:22–26, 5:54.

use super::Vote;
use crate::admission::Judgement;
use crate::admission::item::Item;
use crate::admission::room::Room;
use crate::admission::sequence::{Act, not_before};
use crate::content::{BallotCast, BallotSource, BodyKind, Choice, Matter, VoteForm, VoteId};
use crate::rule::{Finding, Rejection, Rule};
use crate::wording::Wording;
use crate::words;

impl Vote {
    pub(super) fn admit_ballot(
        &self,
        name: &VoteId,
        ballot: &BallotCast,
        item: &Item,
        room: &Room<'_>,
    ) -> Judgement {
        let order = self.ordered(name)?;
        self.not_counted(name)?;
        not_before((Act::Ballot, room.at), (Act::OrderOfVote, Some(&order.at)))?;
        if let Some(rejection) = self.no_ballot(name, order.form, ballot, room) {
            return Err(rejection);
        }
        let voter = &ballot.voter;
        let stranger = (!votes_in_place(ballot, room)).then(|| {
            let what = words!(
                "{voter} votes in vote `{name}` and does not serve",
                "{voter} röstar i omröstningen `{name}` och tjänstgör inte"
            );
            Finding::new(Rule::TakesPart, what)
        });
        let abstains = ballot.choice == Choice::Abstain
            && may_not_abstain(item.matter(), room)
            && !item.has_voted(voter, room);
        let abstention = abstains.then(|| {
            abstention(words!(
                "{voter} abstains in vote `{name}`",
                "{voter} avstår i omröstningen `{name}`"
            ))
        });
        Ok(stranger.into_iter().chain(abstention).collect())
    }

    /// Why a ballot cannot be true of a vote.
    fn no_ballot(
        &self,
        name: &VoteId,
        form: VoteForm,
        ballot: &BallotCast,
        room: &Room<'_>,
    ) -> Option<Rejection> {
        let voter = &ballot.voter;
        let (rule, what, hint) = if form == VoteForm::Closed {
            (
                Rule::ClosedVote,
                words!(
                    "vote `{name}` is closed: its ballots have no names",
                    "omröstningen `{name}` är sluten: rösterna har inga namn"
                ),
                words!(
                    "record the count only, or order the vote as open if it was",
                    "anteckna bara rösträkningen, eller ange omröstningen som öppen om den var det"
                ),
            )
        } else if ballot.source == BallotSource::Derived && is_blank(ballot.reason.as_deref()) {
            (
                Rule::DerivedHasReason,
                words!(
                    "the derived ballot of {voter} in vote `{name}` has no reason",
                    "den härledda rösten av {voter} i omröstningen `{name}` har inget skäl"
                ),
                words!(
                    "say in `reason` what it was inferred from",
                    "ange i `reason` vad den är härledd ur"
                ),
            )
        } else if self.ballot_of(voter, room).is_some() {
            (
                Rule::OneVote,
                words!(
                    "{voter} has voted already in vote `{name}`",
                    "{voter} har redan röstat i omröstningen `{name}`"
                ),
                words!(
                    "one ballot each; two persons of one name need what tells them apart",
                    "en röst var; två personer med samma namn behöver något som skiljer dem åt"
                ),
            )
        } else if !room.is_read && !votes_in_place(ballot, room) {
            (
                Rule::BallotOfServing,
                words!(
                    "{voter} does not serve and has no vote in `{name}`",
                    "{voter} tjänstgör inte och har ingen röst i `{name}`"
                ),
                words!(
                    "record `service.started/1` first, or name the person as the roll does",
                    "anteckna `service.started/1` först, eller skriv personen som uppropet gör"
                ),
            )
        } else {
            return None;
        };
        Some(Rejection::new(rule, what, hint))
    }
}

/// Whether a voter serves, as far as that is known. A text may leave a party out: there a name without one may be the
/// name of somebody who serves.
fn votes_in_place(ballot: &BallotCast, room: &Room<'_>) -> bool {
    let now = room.service.now();
    ballot.choice == Choice::Absent
        || room.serves(&ballot.voter, now) != Some(false)
        || room.is_read && room.may_serve(&ballot.voter, now)
}

/// In a board's exercise of public authority against somebody everybody who takes part votes, for one proposal (4:26).
pub(in crate::admission) fn may_not_abstain(matter: Option<Matter>, room: &Room<'_>) -> bool {
    matter == Some(Matter::Authority) && room.body_kind() == Some(BodyKind::Board)
}

pub(in crate::admission) fn abstention(what: Wording) -> Finding {
    let expected = words!(
        "that everybody takes part in a board's exercise of public authority",
        "att alla deltar när en nämnd utövar myndighet mot någon enskild"
    );
    Finding::new(Rule::Abstain, what).expecting(expected)
}

fn is_blank(reason: Option<&str>) -> bool {
    reason.is_none_or(|reason| reason.trim().is_empty())
}
