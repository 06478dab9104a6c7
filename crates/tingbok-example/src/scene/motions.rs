//! Motions that are withdrawn, put together, set against each other, or decided point by point: all of it regular.

use tingbok_procedure::content::{
    Choice, Effect, Form, MotionId, PropositionKind, StatementKind, Target, Text,
};

use crate::aftermath::After;
use crate::ballot::Vote;
use crate::clerk::Case;
use crate::item::{Item, Opening, approved, outcome};
use crate::ordinary::case;
use crate::roster::Member;
use crate::sitting::Sitting;
use crate::wording::PLAN;

/// One motion is withdrawn, and two that ask for the same are put together.
pub(crate) fn withdrawn_and_together(sitting: &mut Sitting<'_>) {
    let [first, second, third] =
        ["petra-lindahl", "samira-haddad", "ronja-viklund"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let withdrawn = item.amends(third, &case);
    let one = item.amends(first, &case);
    let other = item.amends(second, &case);
    item.withdraws(third, &withdrawn);
    item.debate_ends();
    let both = [&one, &other];
    item.settles(
        PropositionKind::ApproveOrReject,
        (&both, false),
        outcome(Effect::Reject, &both, false),
    );
    let last = item.settles(PropositionKind::Final, (&[], true), approved());
    let (decision, _) = item.decides(Some((&last, approved())), &case.points());
    item.reserves(&[first, second], Some(&decision), &both);
    item.close(After::Usual);
}

/// Three proposals: which motion becomes the counter-proposal is voted on first, the main vote comes after.
pub(crate) fn counter_proposal(sitting: &mut Sitting<'_>) {
    let [first, second] = ["petra-lindahl", "ronja-viklund"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let target = || Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let one = item.moves(
        first,
        Form::Replace,
        target(),
        "Yrkar att ärendet avgörs enligt Vänsterpartiets förslag.",
    );
    let other = item.moves(
        second,
        Form::Replace,
        target(),
        "Yrkar att hela avsnittet ersätts.",
    );
    item.debate_ends();
    item.orders(
        &["q1", "q2"],
        "Först utses motförslag i huvudvoteringen, därefter ställs det mot förslaget.",
    );
    let (left, right) = (
        outcome(Effect::Approve, &[&one], false),
        outcome(Effect::Approve, &[&other], false),
    );
    let counter = item.settles(
        PropositionKind::CounterProposal,
        (&[&one, &other], false),
        left.clone(),
    );
    let choose = |voter: &Member| match voter.party {
        "SD" | "M" => Choice::No,
        "C" | "L" => Choice::Abstain,
        _ => Choice::Yes,
    };
    item.votes(&Vote::simple(&counter, second, (left.clone(), right), &choose));
    let main = item.settles(PropositionKind::Main, (&[&one], true), approved());
    let choose = |voter: &Member| match voter.party {
        "V" | "MP" => Choice::No,
        "SD" => Choice::Abstain,
        _ => Choice::Yes,
    };
    let voted = item.votes(&Vote::simple(&main, first, (approved(), left), &choose));
    let (decision, _) = item.decides(Some((&main, voted.carried)), &case.points());
    item.reserves(&[first], Some(&decision), &[&one]);
    item.reserves(&[second], Some(&decision), &[&other]);
    item.close(After::Usual);
}

/// A proposal is decided point by point. One member declines the second decision and reserves against the first.
pub(crate) fn point_by_point(sitting: &mut Sitting<'_>) {
    let [against, declines] = ["olle-brannstrom", "ronja-viklund"].map(|id| sitting.who(id));
    let points = [
        "Patientavgiften för besök hos läkare höjs till 250 kronor.",
        "Högkostnadsskyddet lämnas oförändrat.",
        "Avgiften för uteblivet besök höjs till 300 kronor.",
    ];
    let mut item = Item::open(sitting, Opening::titled("Patientavgifter för år 2026"));
    item.present("Avgifterna föreslås höjda i takt med indexet för landsting och regioner.");
    item.lay("Ekonomidirektören", &points);
    let target = Target {
        proposal: Some("p1".into()),
        section: Some("punkt 1".to_owned()),
        ..Target::default()
    };
    let motion = item.moves(against, Form::Reject, target, "Yrkar avslag på punkt 1.");
    item.debate_ends();
    item.orders(&["q1", "q2", "q3"], "Förslaget prövas punkt för punkt.");
    let mut decisions = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let motions = [&motion];
        let put = if place == 0 { &motions[..] } else { &[] };
        let question = item.settles(PropositionKind::ApproveOrReject, (put, true), approved());
        if place == 1 {
            item.declines(&[declines], &question);
        }
        let (decision, _) = item.decides(Some((&question, approved())), &[Text::from(*point)]);
        decisions.push(decision);
    }
    item.reserves(&[against], decisions.first(), &[&motion]);
    item.reserves(&[declines], decisions.first(), &[]);
    item.close(After::Usual);
}

/// An addition, put when the matter itself is settled, and statements that are no reservations.
pub(crate) fn addition_last(sitting: &mut Sitting<'_>) {
    let [mover, other] = ["samira-haddad", "klara-nordin"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let motion = item.moves(
        mover,
        Form::Add,
        target,
        "Yrkar som tillägg att beslutet följs upp varje år.",
    );
    item.debate_ends();
    let main = item.settles(PropositionKind::Main, (&[], true), approved());
    let added = outcome(Effect::Approve, &[&motion], false);
    let addition = item.settles(PropositionKind::Addition, (&[&motion], false), added.clone());
    item.decides(Some((&main, approved())), &case.points());
    item.decides(
        Some((&addition, added)),
        &[Text::from("Beslutet följs upp varje år.")],
    );
    item.states(
        other,
        StatementKind::Note,
        "Uppföljningen bör göras inom ramen för årsredovisningen.",
    );
    item.states(
        mover,
        StatementKind::SpecialOpinion,
        "Miljöpartiet hade velat se ett mål med årtal.",
    );
    item.close(After::Usual);
}

/// The matter is tabled: nothing is decided but that.
pub(crate) fn tabled(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("klara-nordin");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let motion = item.moves(
        mover,
        Form::Table,
        Target::default(),
        "Yrkar att ärendet bordläggs.",
    );
    item.debate_ends();
    let tabled = outcome(Effect::Table, &[&motion], false);
    let question = item.settles(PropositionKind::Table, (&[&motion], false), tabled.clone());
    item.decides(
        Some((&question, tabled)),
        &[Text::from("Ärendet bordläggs till nästa sammanträde.")],
    );
    item.sitting.clerk.tabled = Some(case);
    item.close(After::Usual);
}

/// Whether to decide today is asked first, voted on, and carried; then the matter itself. The motions to remit and to decide
/// today are settled by that one question.
pub(crate) fn decided_today(sitting: &mut Sitting<'_>) {
    let [remits, today] = ["ronja-viklund", "petra-lindahl"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let target = || Target::default();
    let remit = item.moves(
        remits,
        Form::Remit,
        target(),
        "Yrkar återremiss för att kostnaden ska utredas.",
    );
    let decide = item.moves(
        today,
        Form::DecideToday,
        target(),
        "Yrkar att ärendet avgörs i dag.",
    );
    item.debate_ends();
    let (now, later) = (
        outcome(Effect::DecideToday, &[&decide], false),
        outcome(Effect::Remit, &[&remit], false),
    );
    let first = item.settles(
        PropositionKind::DecideToday,
        (&[&decide, &remit], false),
        now.clone(),
    );
    let choose = |voter: &Member| {
        if voter.party == "SD" {
            Choice::No
        } else {
            Choice::Yes
        }
    };
    item.votes(&Vote::simple(&first, remits, (now, later), &choose));
    let last = item.settles(PropositionKind::Final, (&[], true), approved());
    let (decision, _) = item.decides(Some((&last, approved())), &case.points());
    item.reserves(&[remits], Some(&decision), &[&remit]);
    item.close(After::Usual);
}

/// The matter is remitted by most of the ballots. What was moved on the matter itself need not be put any more.
pub(crate) fn remitted_by_majority(sitting: &mut Sitting<'_>) {
    let [remits, amends] = ["klara-nordin", "samira-haddad"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.amends(amends, &case);
    let remit = item.moves(
        remits,
        Form::Remit,
        Target::default(),
        "Yrkar återremiss för samråd med kommunerna.",
    );
    item.debate_ends();
    let (now, later) = (
        outcome(Effect::DecideToday, &[], false),
        outcome(Effect::Remit, &[&remit], false),
    );
    let question = item.settles(PropositionKind::Remit, (&[&remit], false), later.clone());
    let choose = |voter: &Member| {
        if matches!(voter.party, "V" | "MP") {
            Choice::Yes
        } else {
            Choice::No
        }
    };
    item.votes(&Vote::simple(&question, amends, (now, later.clone()), &choose));
    item.decides(
        Some((&question, later)),
        &[Text::from("Ärendet återremitteras för samråd med kommunerna.")],
    );
    item.close(After::Usual);
}

/// The long one: amendments, an adjournment, a vote in which Ja rejects, abstaining, and several reservations.
pub(crate) fn transport_plan(sitting: &mut Sitting<'_>) {
    let [c, mp, v] = ["mats-holmgren", "samira-haddad", "petra-lindahl"].map(|id| sitting.who(id));
    let case = sitting.clerk.case(sitting.date, PLAN);
    let mut item = Item::of_case(sitting, &case);
    let [rural, fuel, youth] = plan_debated(&mut item, &case, (c, mp, v));
    item.orders(
        &["q1", "q2", "q3", "q4"],
        "Ändringsyrkandena prövas ett och ett, därefter förslaget i sin helhet.",
    );
    let alone = |effect, motion| outcome(effect, &[motion], false);
    let kind = PropositionKind::ApproveOrReject;
    item.settles(kind, (&[&rural], false), alone(Effect::Approve, &rural));
    item.settles(kind, (&[&fuel], false), alone(Effect::Reject, &fuel));
    let (no, yes) = (alone(Effect::Reject, &youth), alone(Effect::Approve, &youth));
    let third = item.settles(kind, (&[&youth], false), no.clone());
    let choose = |voter: &Member| match voter.party {
        "V" | "MP" | "L" | "SD" => Choice::No,
        "KD" => Choice::Abstain,
        _ => Choice::Yes,
    };
    item.votes(&Vote::simple(&third, v, (no, yes), &choose));
    let whole = outcome(Effect::Approve, &[&rural], true);
    let last = item.settles(PropositionKind::Final, (&[&rural], true), whole.clone());
    let (decision, _) = item.decides(Some((&last, whole)), &case.amended_points());
    item.reserves(&[mp], Some(&decision), &[&fuel, &youth]);
    item.reserves(&[v], Some(&decision), &[&youth]);
    item.dispatches(case.matter.recipients);
    let paragraph = item.sitting.paragraph(item.number);
    item.sitting.clerk.remembered.insert("plan", paragraph);
    item.close(After::Usual);
}

/// Three amendments with their supporters and opponents, and a pause.
fn plan_debated(
    item: &mut Item<'_, '_>,
    case: &Case,
    (c, mp, v): (&'static Member, &'static Member, &'static Member),
) -> [MotionId; 3] {
    let [m, kd, s] = ["klara-nordin", "gunnar-frisk", "tor-myhrman"].map(|id| item.sitting.who(id));
    let rural = item.amends(m, case);
    item.joins(kd, &rural);
    let page = |page| Target {
        proposal: Some("p1".into()),
        page: Some(page),
        ..Target::default()
    };
    let words = "Yrkar att andelen förnybara drivmedel på sidan 9 ska vara 95 procent.";
    let fuel = item.moves(mp, Form::Amend, page(9), words);
    let words = "Yrkar att ungdomstaxan på sidan 14 ska gälla till och med det år resenären fyller 25.";
    let youth = item.moves(mp, Form::Amend, page(14), words);
    let both = Target {
        motions: vec![fuel.clone(), youth.clone()],
        ..Target::default()
    };
    item.moves(
        c,
        Form::Reject,
        both,
        "Yrkar avslag till samtliga av Samira Haddads yrkanden.",
    );
    item.supports(c);
    item.joins(v, &youth);
    item.speech(s);
    item.sitting.adjourn(Some(item.number), 15);
    item.debate_ends();
    [rural, fuel, youth]
}
