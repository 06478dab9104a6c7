//! Votes that look odd and are regular: ties, lots, thirds, qualified majorities.

use tingbok_procedure::content::{Choice, Effect, Form, Matter, PropositionKind, Target, Text, VoteRule};

use crate::aftermath::After;
use crate::ballot::{Ballots, Declared, Vote};
use crate::clerk::Case;
use crate::item::{Item, Opening, approved, outcome};
use crate::ordinary::case;
use crate::roster::Member;
use crate::sitting::Sitting;

/// A tie that the chair's vote decides; the order says so.
pub(crate) fn tie_with_casting_vote(sitting: &mut Sitting<'_>) {
    tie(sitting, VoteRule::CastingVote);
}

/// A tie under the simple rule: the chair's vote decides it all the same.
pub(crate) fn tie_under_the_simple_rule(sitting: &mut Sitting<'_>) {
    tie(sitting, VoteRule::Simple);
}

/// Five against five, one abstaining; the chair is among those who reject.
fn tie(sitting: &mut Sitting<'_>, rule: VoteRule) {
    let mover = sitting.who("klara-nordin");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let motion = item.amends(mover, &case);
    item.debate_ends();
    let (no, yes) = (
        outcome(Effect::Reject, &[&motion], false),
        outcome(Effect::Approve, &[&motion], false),
    );
    let first = item.settles(PropositionKind::ApproveOrReject, (&[&motion], false), yes.clone());
    let vote = Vote::simple(&first, mover, (no, yes), &five_against_five);
    item.votes(&Vote { rule, ..vote });
    let last = item.settles(PropositionKind::Final, (&[], true), approved());
    let (decision, _) = item.decides(Some((&last, approved())), &case.points());
    item.reserves(&[mover], Some(&decision), &[&motion]);
    item.close(After::Usual);
}

/// S, C and V are five of the board; so are M, KD, L and SD; MP abstains.
pub(crate) fn five_against_five(voter: &Member) -> Choice {
    match voter.party {
        "S" | "C" | "V" => Choice::Yes,
        "MP" => Choice::Abstain,
        _ => Choice::No,
    }
}

/// A closed vote in an election ends in a tie; the lot decides.
pub(crate) fn election_by_lot(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("klara-nordin");
    let opening = Opening {
        matter: Some(Matter::Election),
        ..Opening::titled("Val av ombud till föreningsstämma med Norrlandstrafiken")
    };
    let half = u32::try_from(sitting.serving.len() / 2).unwrap_or(0);
    let odd = u32::try_from(sitting.serving.len() % 2).unwrap_or(0);
    let mut item = Item::open(sitting, opening);
    item.lay("Valberedningen", &["Tor Myhrman (S) väljs till ombud."]);
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let rival = item.moves(mover, Form::Replace, target, "Föreslår Åke Sundin (M) som ombud.");
    item.debate_ends();
    let other = outcome(Effect::Approve, &[&rival], false);
    let question = item.settles(PropositionKind::AgainstEachOther, (&[&rival], true), approved());
    let vote = Vote {
        rule: VoteRule::Lot,
        ballots: Ballots::Closed(half, half, odd),
        declared: Declared::Yes,
        ..Vote::simple(&question, mover, (approved(), other), &five_against_five)
    };
    item.votes(&vote);
    item.decides(
        Some((&question, approved())),
        &[Text::from("Tor Myhrman (S) väljs till ombud.")],
    );
    item.close(After::Usual);
}

/// A board exercises public authority against somebody: everybody votes.
pub(crate) fn authority(sitting: &mut Sitting<'_>) {
    let mut item = authority_item(sitting);
    let (question, (refused, granted)) = authority_question(&mut item);
    let mover = item.sitting.who("ronja-viklund");
    let choose = |voter: &Member| {
        if matches!(voter.party, "SD" | "L") {
            Choice::No
        } else {
            Choice::Yes
        }
    };
    let voted = item.votes(&Vote::simple(&question, mover, (refused, granted), &choose));
    item.decides(
        Some((&question, voted.carried)),
        &[Text::from("Ansökan om ersättning avslås.")],
    );
    item.close(After::Usual);
}

/// The item of somebody's application, in which a board exercises authority.
pub(crate) fn authority_item<'s, 'c>(sitting: &'s mut Sitting<'c>) -> Item<'s, 'c> {
    let opening = Opening {
        matter: Some(Matter::Authority),
        ..Opening::titled("Ansökan om ersättning för vård i annat land")
    };
    let mut item = Item::open(sitting, opening);
    item.present("Sökanden begär ersättning för en behandling som har getts utomlands.");
    item.lay(
        "Hälso- och sjukvårdsdirektören",
        &["Ansökan om ersättning avslås."],
    );
    item
}

/// The question of that item, its finding, and both outcomes: refused and granted.
pub(crate) fn authority_question(
    item: &mut Item<'_, '_>,
) -> (
    tingbok_procedure::content::PropositionId,
    (
        tingbok_procedure::content::Outcome,
        tingbok_procedure::content::Outcome,
    ),
) {
    let mover = item.sitting.who("ronja-viklund");
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let motion = item.moves(mover, Form::Replace, target, "Yrkar att ansökan beviljas.");
    item.debate_ends();
    let granted = outcome(Effect::Approve, &[&motion], false);
    let question = item.settles(PropositionKind::AgainstEachOther, (&[&motion], true), approved());
    (question, (approved(), granted))
}

/// The assembly remits with a third of those present: 14 of 41, though 24 want to decide today.
pub(crate) fn minority_remits(sitting: &mut Sitting<'_>) {
    remit_by_third(sitting, &minority_of_fourteen, Declared::No);
}

/// The same; the case comes back after the summer.
pub(crate) fn minority_remits_for_later(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    remit_case(sitting, &case, &minority_of_fourteen, Declared::No);
    sitting.clerk.tabled = Some(case);
}

/// Thirteen want to remit: a third of those who vote, not of those present. The matter is decided today.
pub(crate) fn minority_falls_short(sitting: &mut Sitting<'_>) {
    remit_by_third(sitting, &minority_of_thirteen, Declared::Yes);
}

/// A vote on whether the assembly decides today (Ja) or remits (Nej); the draft of the count comes back.
pub(crate) fn remit_by_third(
    sitting: &mut Sitting<'_>,
    choose: &dyn Fn(&Member) -> Choice,
    declared: Declared,
) -> String {
    let case = case(sitting);
    remit_case(sitting, &case, choose, declared)
}

/// The same on a case that may have been dealt with before.
pub(crate) fn remit_case(
    sitting: &mut Sitting<'_>,
    case: &Case,
    choose: &dyn Fn(&Member) -> Choice,
    declared: Declared,
) -> String {
    let mover = sitting.who("yasmin-karimi");
    let mut item = Item::of_case(sitting, case);
    let remit = item.moves(
        mover,
        Form::Remit,
        Target::default(),
        "Yrkar återremiss för en fördjupad analys.",
    );
    item.debate_ends();
    let (now, later) = (
        outcome(Effect::DecideToday, &[], false),
        outcome(Effect::Remit, &[&remit], false),
    );
    let question = item.settles(PropositionKind::Remit, (&[&remit], false), now.clone());
    let vote = Vote {
        rule: VoteRule::OneThirdPresent,
        declared,
        ..Vote::simple(&question, mover, (now, later.clone()), choose)
    };
    let voted = item.votes(&vote);
    if voted.carried == later {
        let remitted = Text::from("Ärendet återremitteras för en fördjupad analys.");
        item.decides(Some((&question, later)), &[remitted]);
    } else {
        let last = item.settles(PropositionKind::Final, (&[], true), approved());
        let (decision, _) = item.decides(Some((&last, approved())), &case.points());
        item.reserves(&[mover], Some(&decision), &[&remit]);
    }
    item.close(After::Usual);
    voted.counted
}

/// V, SD, KD, L and MP are fourteen of the assembly; three of C abstain.
pub(crate) fn minority_of_fourteen(voter: &Member) -> Choice {
    match voter.party {
        "V" | "SD" | "KD" | "L" | "MP" => Choice::No,
        _ if ABSTAINING.contains(&voter.id) => Choice::Abstain,
        _ => Choice::Yes,
    }
}

/// The same without MP.
pub(crate) fn minority_of_thirteen(voter: &Member) -> Choice {
    if voter.party == "MP" {
        Choice::Yes
    } else {
        minority_of_fourteen(voter)
    }
}

const ABSTAINING: [&str; 3] = ["elsa-marklund", "torbjorn-edin", "sigrid-asplund"];

/// A decision that needs two thirds of the ballots, and has them.
pub(crate) fn two_thirds_reached(sitting: &mut Sitting<'_>) {
    two_thirds(
        sitting,
        &|voter| {
            if voter.party == "SD" {
                Choice::No
            } else {
                Choice::Yes
            }
        },
        Declared::AsCast,
    );
}

/// A vote that needs two thirds of the ballots cast. Ja approves.
pub(crate) fn two_thirds(
    sitting: &mut Sitting<'_>,
    choose: &dyn Fn(&Member) -> Choice,
    declared: Declared,
) -> (String, tingbok_procedure::content::ParagraphNo) {
    let mover = sitting.who("ronja-viklund");
    let mut item = Item::open(
        sitting,
        Opening::titled("Försäljning av aktier i Fjällmarks Energi"),
    );
    item.present("Bolagsordningen kräver två tredjedelar av de avgivna rösterna för en försäljning.");
    item.lay(
        "Regionstyrelsen",
        &["Regionens aktier i Fjällmarks Energi säljs."],
    );
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let motion = item.moves(mover, Form::Reject, target, "Yrkar avslag till förslaget.");
    item.debate_ends();
    let rejected = outcome(Effect::Reject, &[], true);
    let question = item.settles(PropositionKind::ApproveOrReject, (&[&motion], true), approved());
    let vote = Vote {
        rule: VoteRule::TwoThirdsCast,
        declared,
        ..Vote::simple(&question, mover, (approved(), rejected), choose)
    };
    let voted = item.votes(&vote);
    let sold = Text::from("Regionens aktier i Fjällmarks Energi säljs.");
    let (decision, _) = item.decides(Some((&question, voted.carried)), &[sold]);
    item.reserves(&[mover], Some(&decision), &[&motion]);
    let number = item.number;
    item.close(After::Usual);
    (voted.counted, number)
}
