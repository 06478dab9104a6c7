//! Motions and propositions, where they go wrong.

use tingbok_procedure::Rule;
use tingbok_procedure::content::{DispatchOrdered, Effect, Form, PropositionKind, Target, Text};

use crate::aftermath::After;
use crate::clerk::moment;
use crate::item::{Item, Opening, approved, outcome};
use crate::ordinary::{case, pass};
use crate::sitting::Sitting;

/// A motion that is neither put nor withdrawn.
pub(crate) fn unput_motion(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("ronja-viklund");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.amends(mover, &case);
    pass(&mut item, &case);
    let number = item.number;
    let id = item.close(After::Usual);
    let what = "the item is closed and the motion was never put";
    sitting.plant(Rule::MotionsInMinutes, Some(number), Some(&id), what);
}

/// A substitute who does not serve moves that the proposal be rejected.
pub(crate) fn moved_by_substitute(sitting: &mut Sitting<'_>) {
    let Some(seat) = sitting.substitute_for(sitting.chair) else {
        return;
    };
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let target = Target {
        proposal: Some("p1".into()),
        ..Target::default()
    };
    let words = "Yrkar avslag till förslaget.";
    let (motion, id) = item.moves_named(seat.who, Form::Reject, target, words);
    item.plant(Rule::TakesPart, Some(&id), "who moves the motion does not serve");
    item.debate_ends();
    let kind = PropositionKind::ApproveOrReject;
    let question = item.settles(kind, (&[&motion], true), approved());
    item.decides(Some((&question, approved())), &case.points());
    item.close(After::Usual);
}

/// The matter is put before the motion to remit it.
pub(crate) fn formal_last(sitting: &mut Sitting<'_>) {
    let [amends, remits] = ["petra-lindahl", "ronja-viklund"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let motion = item.amends(amends, &case);
    let remit = item.moves(remits, Form::Remit, Target::default(), "Yrkar återremiss.");
    item.debate_ends();
    let kind = PropositionKind::ApproveOrReject;
    let first = item.puts_named(1, kind, &[&motion], false);
    item.finds(&first.0, outcome(Effect::Reject, &[&motion], false));
    let second = item.puts_named(2, PropositionKind::Remit, &[&remit], false);
    item.finds(&second.0, outcome(Effect::DecideToday, &[], false));
    item.plant(
        Rule::FormalFirst,
        Some(&second.1),
        "the motion to remit is put after one on the matter",
    );
    let last = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&last, approved())), &case.points());
    item.close(After::Usual);
}

/// An addition is put before the matter itself.
pub(crate) fn addition_first(sitting: &mut Sitting<'_>) {
    let mover = sitting.who("samira-haddad");
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
        "Yrkar som tillägg att kostnaden redovisas varje år.",
    );
    item.debate_ends();
    let rejected = outcome(Effect::Reject, &[&motion], false);
    item.settles(PropositionKind::Addition, (&[&motion], false), rejected);
    let (last, id) = item.puts_named(2, PropositionKind::Main, &[], true);
    item.plant(
        Rule::AdditionsLast,
        Some(&id),
        "the matter is put after the addition to it",
    );
    item.finds(&last, approved());
    item.decides(Some((&last, approved())), &case.points());
    item.close(After::Usual);
}

/// The questions are put in another order than the one adopted.
pub(crate) fn out_of_order(sitting: &mut Sitting<'_>) {
    let [one, two] = ["petra-lindahl", "olle-brannstrom"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let (first, second) = (item.amends(one, &case), item.amends(two, &case));
    item.debate_ends();
    item.orders(&["q1", "q2", "q3"], "Yrkandena prövas i den ordning de ställdes.");
    let kind = PropositionKind::ApproveOrReject;
    let (early, _) = item.puts_named(2, kind, &[&second], false);
    item.finds(&early, outcome(Effect::Reject, &[&second], false));
    let (late, id) = item.puts_named(1, kind, &[&first], false);
    item.plant(Rule::OrderInMinutes, Some(&id), "`q1` is put after `q2`");
    item.finds(&late, outcome(Effect::Reject, &[&first], false));
    let (last, _) = item.puts_named(3, PropositionKind::Final, &[], true);
    item.finds(&last, approved());
    item.decides(Some((&last, approved())), &case.points());
    item.close(After::Usual);
}

/// What is decided is not what was carried.
pub(crate) fn decided_otherwise(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.debate_ends();
    let question = item.settles(PropositionKind::ApproveOrReject, (&[], true), approved());
    let rejected = outcome(Effect::Reject, &[], true);
    let (_, id) = item.decides(Some((&question, rejected)), &[Text::from("Förslaget avslås.")]);
    item.plant(
        Rule::DecisionAsCarried,
        Some(&id),
        "the proposal was carried and its rejection is decided",
    );
    item.close(After::Usual);
}

/// The item is closed while a question is open.
pub(crate) fn unsettled(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.debate_ends();
    item.puts(PropositionKind::Final, &[], true);
    let number = item.number;
    let id = item.close(After::Usual);
    sitting.plant(
        Rule::ItemSettled,
        Some(number),
        Some(&id),
        "the question was put and never answered",
    );
}

/// A reservation that comes when the meeting is over.
pub(crate) fn reserved_too_late(sitting: &mut Sitting<'_>) {
    let member = sitting.who("petra-lindahl");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    let entered = item.reservation(&[member], Some(&"d1".into()), &[]);
    let number = item.number;
    item.close(After::Usual);
    // It is written down in the evening; the meeting has closed by then, and its day has not ended.
    let evening = moment(sitting.date.at(20, 0, 0, 0));
    let id = sitting.say_late(evening, entered);
    let what = "the reservation is announced when the meeting has closed";
    sitting.plant(Rule::ReservationInTime, Some(number), Some(&id), what);
}

/// A member takes no part in a decision and reserves against the same.
pub(crate) fn declined_and_reserved(sitting: &mut Sitting<'_>) {
    let member = sitting.who("olle-brannstrom");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    item.declines(&[member], &question);
    let (decision, _) = item.decides(Some((&question, approved())), &case.points());
    let id = item.reserves(&[member], Some(&decision), &[]);
    let what = "who took no part in the decision reserves against it";
    item.plant(Rule::ReservationOfParticipant, Some(&id), what);
    item.close(After::Usual);
}

/// A reservation where nothing is decided.
pub(crate) fn nothing_to_reserve_against(sitting: &mut Sitting<'_>) {
    let member = sitting.who("ronja-viklund");
    let mut item = Item::open(sitting, Opening::titled("Information om budgetläget"));
    item.present("Ekonomidirektören informerar.");
    let id = item.reserves(&[member], None, &[]);
    item.plant(
        Rule::ReservationOfDecision,
        Some(&id),
        "nothing is decided in the item",
    );
    item.close(After::Usual);
}

/// A paragraph's number is left out.
pub(crate) fn skipped_number(sitting: &mut Sitting<'_>) {
    sitting.clerk.number();
    let case = case(sitting);
    let mut item = Item::open(sitting, Opening::of(&case));
    let opened = item.sitting.last();
    item.plant(
        Rule::Numbering,
        opened.as_deref(),
        "a number of the year is left out before it",
    );
    item.lay_case(&case);
    pass(&mut item, &case);
    item.close(After::Usual);
}

/// Something in the meeting is dated on the day after it.
pub(crate) fn wrong_day(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    let recipients = vec!["Regiondirektören".to_owned()];
    let tomorrow = item.sitting.date.tomorrow().unwrap_or(item.sitting.date);
    let ordered = DispatchOrdered {
        item: item.number,
        recipients,
    };
    let id = item.sitting.say_at(moment(tomorrow.at(9, 0, 0, 0)), ordered);
    item.plant(
        Rule::MeetingDay,
        Some(&id),
        "the dispatch is dated on the day after the meeting",
    );
    item.close(After::Usual);
}
