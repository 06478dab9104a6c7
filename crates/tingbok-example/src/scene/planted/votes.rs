//! Votes, where they go wrong.

use tingbok_procedure::Rule;
use tingbok_procedure::content::{Choice, Effect, Form, PropositionKind, Target, Text, VoteRule};

use crate::aftermath::After;
use crate::ballot::{Ballots, Declared, Vote};
use crate::item::{Item, approved, outcome};
use crate::ordinary::case;
use crate::roster::Member;
use crate::scene::votes::{
    authority_item, authority_question, five_against_five, minority_of_fourteen, minority_of_thirteen,
    remit_by_third, remit_case, two_thirds,
};
use crate::sitting::Sitting;

/// What is wrong with a vote, and how it is said.
struct Flaw {
    breaks: Rule,
    what: &'static str,
    rule: VoteRule,
    declared: Declared,
    unrecorded: Option<&'static Member>,
    /// The sums of a vote that is closed, and should be open.
    closed: Option<(u32, u32, u32)>,
}

impl Flaw {
    /// A vote that is as it should be, but for what is changed in it.
    fn new(breaks: Rule, what: &'static str) -> Self {
        let (rule, declared) = (VoteRule::Simple, Declared::AsCast);
        Self {
            breaks,
            what,
            rule,
            declared,
            unrecorded: None,
            closed: None,
        }
    }
}

/// Six against five, and the five are declared to have won.
pub(crate) fn wrongly_declared(sitting: &mut Sitting<'_>) {
    let what = "most of the ballots reject the motion, and it is declared to be carried";
    let flaw = Flaw {
        declared: Declared::No,
        ..Flaw::new(Rule::SimpleMajority, what)
    };
    amendment_voted(sitting, &six_against_five, &flaw);
}

/// The chair is said to have decided a tie, and there was none.
pub(crate) fn casting_vote_without_tie(sitting: &mut Sitting<'_>) {
    let flaw = Flaw::new(Rule::CastingVote, "there is no tie for the chair to decide");
    amendment_voted(
        sitting,
        &six_against_five,
        &Flaw {
            rule: VoteRule::CastingVote,
            ..flaw
        },
    );
}

/// A lot decides a tie on a matter that is no election.
pub(crate) fn lot_without_election(sitting: &mut Sitting<'_>) {
    let flaw = Flaw::new(Rule::LotInElections, "the matter is no election");
    amendment_voted(
        sitting,
        &five_against_five,
        &Flaw {
            rule: VoteRule::Lot,
            ..flaw
        },
    );
}

/// An open vote in which one of those who serve has no ballot on record.
pub(crate) fn ballot_missing(sitting: &mut Sitting<'_>) {
    let unrecorded = Some(sitting.who("tor-myhrman"));
    let flaw = Flaw::new(Rule::VotesInMinutes, "somebody serves and has no ballot");
    amendment_voted(sitting, &all_but_the_left, &Flaw { unrecorded, ..flaw });
}

/// A vote on an ordinary matter that is held with closed ballots.
pub(crate) fn closed_without_election(sitting: &mut Sitting<'_>) {
    let flaw = Flaw::new(Rule::OpenVote, "the vote is closed and the matter is no election");
    amendment_voted(
        sitting,
        &six_against_five,
        &Flaw {
            closed: Some((6, 5, 0)),
            ..flaw
        },
    );
}

/// An amendment on which a vote is held that has a flaw; Ja rejects it.
fn amendment_voted(sitting: &mut Sitting<'_>, choose: &dyn Fn(&Member) -> Choice, flaw: &Flaw) {
    let mover = sitting.who("petra-lindahl");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let motion = item.amends(mover, &case);
    item.debate_ends();
    let (no, yes) = (
        outcome(Effect::Reject, &[&motion], false),
        outcome(Effect::Approve, &[&motion], false),
    );
    let first = item.settles(PropositionKind::ApproveOrReject, (&[&motion], false), no.clone());
    let ballots = match flaw.closed {
        Some((yes, no, abstain)) => Ballots::Closed(yes, no, abstain),
        None => Ballots::Open(choose),
    };
    let voted = item.votes(&Vote {
        rule: flaw.rule,
        ballots,
        declared: flaw.declared,
        unrecorded: flaw.unrecorded,
        ..Vote::simple(&first, mover, (no, yes.clone()), choose)
    });
    let found_at = if flaw.closed.is_some() {
        &voted.ordered
    } else {
        &voted.counted
    };
    item.plant(flaw.breaks, Some(found_at), flaw.what);
    let motions = [&motion];
    let with = if voted.carried == yes { &motions[..] } else { &[] };
    let whole = outcome(Effect::Approve, with, true);
    let last = item.settles(PropositionKind::Final, (with, true), whole.clone());
    item.decides(Some((&last, whole)), &case.points());
    item.close(After::Usual);
}

/// The Left is alone against.
fn all_but_the_left(voter: &Member) -> Choice {
    if voter.party == "V" {
        Choice::No
    } else {
        Choice::Yes
    }
}

/// M, KD, L and SD are five of the board's eleven.
fn six_against_five(voter: &Member) -> Choice {
    if matches!(voter.party, "M" | "KD" | "L" | "SD") {
        Choice::No
    } else {
        Choice::Yes
    }
}

/// Somebody abstains where the board exercises authority.
pub(crate) fn abstains_in_authority(sitting: &mut Sitting<'_>) {
    let mut item = authority_item(sitting);
    let (question, (refused, granted)) = authority_question(&mut item);
    let mover = item.sitting.who("ronja-viklund");
    let choose = |voter: &Member| match voter.party {
        "SD" => Choice::No,
        "KD" => Choice::Abstain,
        _ => Choice::Yes,
    };
    let voted = item.votes(&Vote::simple(&question, mover, (refused, granted), &choose));
    let ballot = voted.ballots.iter().find(|(voter, _)| voter.party == "KD");
    if let Some((_, id)) = ballot {
        item.plant(
            Rule::Abstain,
            Some(id),
            "a member abstains in the exercise of public authority",
        );
    }
    item.decides(
        Some((&question, voted.carried)),
        &[Text::from("Ansökan om ersättning avslås.")],
    );
    item.close(After::Usual);
}

/// Somebody votes for the proposal that is decided, and reserves against it.
pub(crate) fn reserves_as_voted(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("petra-lindahl");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    item.moves(mover, Form::Reject, target, "Yrkar avslag till förslaget.");
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    let rejected = outcome(Effect::Reject, &[], true);
    let voted = item.votes(&Vote::simple(
        &question,
        mover,
        (approved(), rejected),
        &all_but_the_left,
    ));
    let (decision, _) = item.decides(Some((&question, voted.carried)), &case.points());
    let member = item.sitting.who("tor-myhrman");
    let id = item.reserves(&[mover, member], Some(&decision), &[]);
    let what = "one of those who reserve has voted for the proposal";
    item.plant(Rule::ReservationAsVoted, Some(&id), what);
    item.close(After::Usual);
}

/// A vote is demanded when the decision is made; it changes nothing.
pub(crate) fn after_the_gavel(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("petra-lindahl");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let motion = item.moves(mover, Form::Reject, target, "Yrkar avslag till förslaget.");
    item.debate_ends();
    let question = item.settles(PropositionKind::ApproveOrReject, (&[&motion], true), approved());
    item.decides(Some((&question, approved())), &case.points());
    let rejected = outcome(Effect::Reject, &[], true);
    let voted = item.votes(&Vote::simple(
        &question,
        mover,
        (approved(), rejected),
        &all_but_the_left,
    ));
    item.plant(
        Rule::DemandInTime,
        Some(&voted.demanded),
        "the vote is demanded when the gavel has fallen",
    );
    item.close(After::Usual);
}

/// A board that lets a third remit; the majority is declared to have won, and the rule is still the assembly's.
pub(crate) fn third_in_a_board(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("ronja-viklund");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let remit = item.moves(mover, Form::Remit, Target::default(), "Yrkar återremiss.");
    item.debate_ends();
    let (now, later) = (
        outcome(Effect::DecideToday, &[], false),
        outcome(Effect::Remit, &[&remit], false),
    );
    let question = item.settles(PropositionKind::Remit, (&[&remit], false), now.clone());
    let choose = |voter: &Member| {
        if voter.party == "SD" {
            Choice::No
        } else {
            Choice::Yes
        }
    };
    let vote = Vote::simple(&question, mover, (now, later), &choose);
    let voted = item.votes(&Vote {
        rule: VoteRule::OneThirdPresent,
        ..vote
    });
    item.plant(
        Rule::MinorityRemit,
        Some(&voted.counted),
        "a third decides nothing in a board",
    );
    let last = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&last, approved())), &case.points());
    item.close(After::Usual);
}

/// Thirteen of forty-one are declared to have remitted the matter.
pub(crate) fn third_not_reached(sitting: &mut Sitting<'_>) {
    let counted = remit_by_third(sitting, &minority_of_thirteen, Declared::No);
    let number = sitting.paragraphs.last().map(|paragraph| paragraph.at.number);
    let number = number.map(tingbok_procedure::content::ParagraphNo);
    let what = "thirteen of forty-one present are no third";
    sitting.plant(Rule::MinorityRemit, number, Some(&counted), what);
}

/// What a minority has remitted before is remitted by fourteen of forty-one once more.
pub(crate) fn third_for_the_second_time(sitting: &mut Sitting<'_>) {
    let Some(case) = sitting.clerk.tabled.take() else {
        return;
    };
    let counted = remit_case(sitting, &case, &minority_of_fourteen, Declared::Yes);
    let number = sitting.paragraphs.last().map(|paragraph| paragraph.at.number);
    let number = number.map(tingbok_procedure::content::ParagraphNo);
    let what = "the vote is ordered as if a third could remit, and a minority has remitted the case before";
    sitting.plant(Rule::MinorityRemit, number, Some(&counted), what);
}

/// A decision that needs two thirds of the ballots is declared with fewer.
pub(crate) fn two_thirds_not_reached(sitting: &mut Sitting<'_>) {
    let choose = |voter: &Member| match voter.party {
        "SD" | "V" | "KD" | "L" | "MP" | "C" => Choice::No,
        _ => Choice::Yes,
    };
    let (counted, number) = two_thirds(sitting, &choose, Declared::Yes);
    let what = "22 of 41 are declared to be two thirds";
    sitting.plant(Rule::QualifiedMajority, Some(number), Some(&counted), what);
}
