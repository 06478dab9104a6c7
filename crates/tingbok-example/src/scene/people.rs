//! People who come, go, are recused, take others' places or lead an item: all of it regular.

use tingbok_procedure::content::PropositionKind;

use crate::aftermath::After;
use crate::item::{Item, Opening, approved};
use crate::ordinary::{case, pass};
use crate::roster::Member;
use crate::sitting::{Seat, Sitting};

/// A member leaves in the middle of an item, a substitute takes the place, and the member comes back.
pub(crate) fn coming_and_going(sitting: &mut Sitting<'_>) {
    let member = sitting.who("petra-lindahl");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.speech(member);
    let seat = item.hands_over(member);
    if let Some(seat) = seat {
        item.speech(seat.who);
    }
    pass(&mut item, &case);
    item.close(After::Usual);
    comes_back(sitting, member, seat);
}

/// A member leaves for the rest of the day, which in an assembly is for good that day (5:20); a substitute takes the place.
pub(crate) fn leaves_for_the_day(sitting: &mut Sitting<'_>) {
    let member = sitting.who(FOR_THE_DAY);
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.speech(member);
    item.hands_over(member);
    pass(&mut item, &case);
    item.close(After::Usual);
}

/// On the next day the member is back, and the substitute gives the place back.
pub(crate) fn back_on_the_next_day(sitting: &mut Sitting<'_>) {
    let left = |seat: &&Seat| seat.place_of.is_some_and(|member| member.id == FOR_THE_DAY);
    let seat = sitting.serving.iter().find(left).copied();
    if let Some(member) = seat.and_then(|seat| seat.place_of) {
        comes_back(sitting, member, seat);
    }
}

const FOR_THE_DAY: &str = "petra-lindahl";

/// A member is recused, leaves the room though the meeting is public, and is back when the item is closed (5:20).
pub(crate) fn recused_and_back(sitting: &mut Sitting<'_>) {
    let member = sitting.who("karin-hedstrom");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.recuses(member, "Ledamot i stiftelsens styrelse.");
    let number = Some(item.number);
    item.sitting.leaves(member, number);
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&question, approved())), &case.points());
    item.close(After::Usual);
    comes_back(sitting, member, None);
}

/// People come and go while the meeting is adjourned: that needs no meeting.
pub(crate) fn change_in_the_pause(sitting: &mut Sitting<'_>) {
    let member = sitting.who("olle-brannstrom");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let number = Some(item.number);
    item.sitting
        .say(tingbok_procedure::content::MeetingAdjourned { item: number });
    item.sitting.wait(10);
    let seat = item.hands_over(member);
    item.sitting.wait(5);
    item.sitting
        .say(tingbok_procedure::content::MeetingResumed { item: number });
    pass(&mut item, &case);
    item.close(After::Usual);
    comes_back(sitting, member, seat);
}

/// A member is recused and leaves; a substitute serves for the item.
pub(crate) fn recused_with_substitute(sitting: &mut Sitting<'_>) {
    let member = sitting.who("samira-haddad");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.recuses(member, "Ägare i bolaget.");
    let seat = item.hands_over(member);
    pass(&mut item, &case);
    item.close(After::Usual);
    comes_back(sitting, member, seat);
}

/// A member is recused, nobody takes the place, and the quorum holds.
pub(crate) fn recused_without_substitute(sitting: &mut Sitting<'_>) {
    let member = sitting.who("gunnar-frisk");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.recuses(member, "Ledamot i stiftelsens styrelse.");
    let others: Vec<&'static Member> = item.sitting.serving.iter().map(|seat| seat.who).collect();
    if let Some(speaker) = others.into_iter().find(|who| *who != member) {
        item.speech(speaker);
    }
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&question, approved())), &case.points());
    item.close(After::Usual);
}

/// The chair is recused: the vice chair leads the item, and adjusts it.
pub(crate) fn chair_recused(sitting: &mut Sitting<'_>) {
    let (chair, vice) = (sitting.chair, sitting.who("mats-holmgren"));
    let case = case(sitting);
    let opening = Opening {
        chair: Some(vice),
        ..Opening::of(&case)
    };
    let mut item = Item::open(sitting, opening);
    item.recuses(chair, "Närstående till sökanden.");
    let seat = item.hands_over(chair);
    item.lay_case(&case);
    pass(&mut item, &case);
    item.close(After::Usual);
    comes_back(sitting, chair, seat);
}

/// The adjuster is recused: somebody else is appointed for this paragraph alone.
pub(crate) fn adjuster_recused(sitting: &mut Sitting<'_>) {
    let Some(&adjuster) = sitting.adjusters.first() else {
        return;
    };
    let other = ["klara-nordin", "gunnar-frisk", "petra-lindahl"].map(|id| sitting.who(id));
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.recuses(adjuster, "Anställd vid förvaltningen.");
    let seat = item.hands_over(adjuster);
    let other: Vec<&'static Member> = other.into_iter().filter(|who| *who != adjuster).take(1).collect();
    item.appoints(&other);
    pass(&mut item, &case);
    item.close(After::Usual);
    comes_back(sitting, adjuster, seat);
}

/// So many are recused that fewer than half of the seats are left: in an assembly the item goes on (5:46).
pub(crate) fn recusal_breaks_the_quorum(sitting: &mut Sitting<'_>) {
    let in_the_board = |who: &&'static Member| crate::roster::BOARD.iter().any(|member| member.id == who.id);
    let recused: Vec<&'static Member> = sitting
        .serving
        .iter()
        .map(|seat| seat.who)
        .filter(in_the_board)
        .collect();
    let mut item = Item::open(
        sitting,
        Opening::titled("Ansvarsfrihet för regionstyrelsen år 2024"),
    );
    item.lay(
        "Regionens revisorer",
        &["Regionstyrelsen och dess ledamöter beviljas ansvarsfrihet för år 2024."],
    );
    for member in recused {
        item.recuses(member, "Ledamot i regionstyrelsen under granskningsåret.");
    }
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    let granted = "Regionstyrelsen och dess ledamöter beviljas ansvarsfrihet för år 2024.";
    item.decides(Some((&question, approved())), &[crate::clerk::text(granted)]);
    item.close(After::Usual);
}

/// Part of an item is dealt with behind closed doors.
pub(crate) fn behind_closed_doors(sitting: &mut Sitting<'_>) {
    let case = case(sitting);
    let mut item = Item::open(sitting, Opening::of(&case));
    item.closes_doors();
    item.lay_case(&case);
    item.opens_doors();
    pass(&mut item, &case);
    item.close(After::Usual);
}

/// The substitute gives the place back.
pub(crate) fn comes_back(sitting: &mut Sitting<'_>, member: &'static Member, seat: Option<Seat>) {
    if let Some(seat) = seat {
        sitting.leaves(seat.who, None);
    }
    sitting.comes(
        Seat {
            who: member,
            place_of: None,
        },
        None,
    );
    sitting.record();
}
