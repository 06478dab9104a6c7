//! What most of a meeting is: reports, proposals that pass, motions that change or do not change them, a vote.
//!
//! Nothing here is irregular, whatever the seed.

use tingbok_procedure::content::{Choice, Effect, PropositionKind};

use crate::aftermath::After;
use crate::ballot::Vote;
use crate::clerk::{Case, text};
use crate::item::{Item, Opening, approved, outcome};
use crate::roster::Member;
use crate::sitting::Sitting;

/// Deals with so many ordinary items.
pub(crate) fn items(sitting: &mut Sitting<'_>, count: u32) {
    for _ in 0..count {
        match sitting.clerk.chance.below(100) {
            0..15 => report(sitting, After::Usual),
            15..60 => passed(sitting, After::Usual),
            60..82 => amended(sitting),
            _ => voted(sitting),
        }
    }
}

/// A case of the kind that the body deals with.
pub(crate) fn case(sitting: &mut Sitting<'_>) -> Case {
    let matter = sitting.clerk.matter();
    sitting.clerk.case(sitting.date, matter)
}

/// A report that is noted, with nothing proposed.
pub(crate) fn report(sitting: &mut Sitting<'_>, after: After) {
    let (title, summary, noted) = sitting.clerk.report();
    let mut item = Item::open(sitting, Opening::titled(title));
    item.present(summary);
    item.decides(None, &[text(noted)]);
    item.close(after);
}

/// A proposal that passes.
pub(crate) fn passed(sitting: &mut Sitting<'_>, after: After) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    item.ends_case(&case);
    let extract = after == After::Usual && item.sitting.clerk.chance.percent(10);
    item.close(if extract { After::Dispatched } else { after });
}

/// The debate, the question and the decision of a proposal to which nobody objects.
pub(crate) fn pass(item: &mut Item<'_, '_>, case: &Case) {
    for speaker in speakers(item) {
        item.speech(speaker);
    }
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&question, approved())), &case.points());
    item.dispatches(case.matter.recipients);
}

/// A proposal with an amendment, without a vote.
fn amended(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let (mover, seconder) = opponents(&mut item);
    let supporter = item.leader;
    item.supports(supporter);
    let motion = item.amends(mover, &case);
    item.joins(seconder, &motion);
    for speaker in speakers(&mut item) {
        item.speech(speaker);
    }
    item.debate_ends();
    item.orders(
        &["q1", "q2"],
        "Ändringsyrkandet prövas först, därefter förslaget i sin helhet.",
    );
    if item.sitting.clerk.chance.percent(35) {
        let carried = outcome(Effect::Approve, &[&motion], false);
        item.settles(PropositionKind::ApproveOrReject, (&[&motion], false), carried);
        let both = outcome(Effect::Approve, &[&motion], true);
        let last = item.settles(PropositionKind::Final, (&[&motion], true), both.clone());
        item.decides(Some((&last, both)), &case.amended_points());
    } else {
        let rejected = outcome(Effect::Reject, &[&motion], false);
        item.settles(PropositionKind::ApproveOrReject, (&[&motion], false), rejected);
        let last = item.settles(PropositionKind::Final, (&[], true), approved());
        let (decision, _) = item.decides(Some((&last, approved())), &case.points());
        item.reserves(&[mover, seconder], Some(&decision), &[&motion]);
    }
    item.dispatches(case.matter.recipients);
    item.close(After::Usual);
}

/// A proposal with an amendment on which a vote is held; Ja rejects it.
pub(crate) fn voted(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let (mover, seconder) = opponents(&mut item);
    let supporter = item.leader;
    item.supports(supporter);
    let motion = item.amends(mover, &case);
    item.joins(seconder, &motion);
    item.debate_ends();
    item.orders(
        &["q1", "q2"],
        "Ändringsyrkandet prövas först, därefter förslaget i sin helhet.",
    );
    let rejected = outcome(Effect::Reject, &[&motion], false);
    let approved_motion = outcome(Effect::Approve, &[&motion], false);
    let first = item.settles(
        PropositionKind::ApproveOrReject,
        (&[&motion], false),
        rejected.clone(),
    );
    let abstains = if item.sitting.clerk.chance.percent(40) {
        "KD"
    } else {
        ""
    };
    let choose = |voter: &Member| match voter.party {
        party if party == mover.party || party == seconder.party => Choice::No,
        party if party == abstains => Choice::Abstain,
        _ => Choice::Yes,
    };
    item.votes(&Vote::simple(&first, mover, (rejected, approved_motion), &choose));
    let last = item.settles(PropositionKind::Final, (&[], true), approved());
    let (decision, _) = item.decides(Some((&last, approved())), &case.points());
    item.reserves(&[mover, seconder], Some(&decision), &[&motion]);
    item.dispatches(case.matter.recipients);
    item.close(After::Usual);
}

/// A few of those who serve; sometimes nobody has anything to say.
fn speakers(item: &mut Item<'_, '_>) -> Vec<&'static Member> {
    let count = item.sitting.clerk.chance.below(4);
    let serving: Vec<&'static Member> = item.sitting.serving.iter().map(|seat| seat.who).collect();
    let mut speakers = Vec::new();
    for _ in 0..count {
        let one = item.sitting.clerk.chance.pick(&serving).copied();
        speakers.extend(one.filter(|one| !speakers.contains(one)));
    }
    speakers
}

/// Two of small parties who want it otherwise; together they have no majority.
fn opponents(item: &mut Item<'_, '_>) -> (&'static Member, &'static Member) {
    let leader = item.leader;
    let of_party = |party: &str| {
        let mut serving = item.sitting.serving.iter().map(|seat| seat.who);
        serving.find(|who| who.party == party && *who != leader)
    };
    let found: Vec<&'static Member> = ["V", "MP", "L", "SD"].into_iter().filter_map(of_party).collect();
    let first = item.sitting.clerk.chance.pick(&found).copied().unwrap_or(leader);
    let others: Vec<&'static Member> = found.into_iter().filter(|who| *who != first).collect();
    let second = item.sitting.clerk.chance.pick(&others).copied().unwrap_or(leader);
    (first, second)
}
