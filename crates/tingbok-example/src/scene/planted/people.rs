//! Quorum, recusal, strangers and adjusters, where they go wrong.

use tingbok_procedure::Rule;
use tingbok_procedure::content::{PropositionKind, ServiceEnded, ServiceStarted};

use crate::aftermath::After;
use crate::clerk::text;
use crate::item::{Item, Opening, approved};
use crate::ordinary::{case, pass};
use crate::roster::Member;
use crate::sitting::{Sitting, stranger};

/// So many have left that half of the seats or fewer are filled, and the last item is decided all the same.
pub(crate) fn too_few(sitting: &mut Sitting<'_>) {
    let few = usize::try_from(sitting.clerk.body.seats / 2).unwrap_or(0);
    let chair = sitting.chair;
    let others: Vec<&'static Member> = sitting.serving.iter().map(|seat| seat.who).collect();
    let others = others.into_iter().filter(|who| *who != chair);
    let leaving: Vec<&'static Member> = others.skip(few.saturating_sub(1)).collect();
    let mut item = Item::open(sitting, Opening::titled("Sammanträdestider för nästa år"));
    item.lay("Regiondirektören", &["Sammanträdestiderna fastställs."]);
    for member in leaving {
        item.sitting.leaves(member, Some(item.number));
    }
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    let (_, id) = item.decides(
        Some((&question, approved())),
        &[text("Sammanträdestiderna fastställs.")],
    );
    item.plant(
        Rule::Quorum,
        Some(&id),
        "the item is decided when half of the seats or fewer are filled",
    );
    item.close(After::Usual);
}

/// A recused member has left the table and speaks all the same.
pub(crate) fn recused_speaks(sitting: &mut Sitting<'_>) {
    let member = sitting.who("samira-haddad");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    item.recuses(member, "Styrelseledamot i föreningen.");
    let id = item.speech(member);
    item.plant(Rule::Recusal, Some(&id), "the recused member speaks in the item");
    item.debate_ends();
    let question = item.settles(PropositionKind::Final, (&[], true), approved());
    item.decides(Some((&question, approved())), &case.points());
    item.close(After::Usual);
}

/// A member of an assembly leaves for an errand, and takes the place again on the same day.
pub(crate) fn serves_again(sitting: &mut Sitting<'_>) {
    let member = sitting.who("vera-stromberg");
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    let seat = item.hands_over(member);
    pass(&mut item, &case);
    item.close(After::Usual);
    if let Some(seat) = seat {
        sitting.leaves(seat.who, None);
    }
    let own = crate::sitting::Seat {
        who: member,
        place_of: None,
    };
    let id = sitting.comes(own, None);
    sitting.plant(
        Rule::ServesAgain,
        None,
        Some(&id),
        "the member who had left for an errand serves again on the same day",
    );
    sitting.record();
}

/// Somebody serves for a member and is in no roster.
pub(crate) fn stranger_serves(sitting: &mut Sitting<'_>) {
    let member = sitting.who("tor-myhrman");
    sitting.leaves(member, None);
    let started = ServiceStarted {
        item: None,
        person: stranger(),
        in_place_of: Some(member.person()),
    };
    let id = sitting.say(started);
    sitting.plant(
        Rule::KnownPerson,
        None,
        Some(&id),
        "somebody serves whom the roster does not know",
    );
    sitting.record();
    let case = case(sitting);
    let mut item = Item::of_case(sitting, &case);
    pass(&mut item, &case);
    item.close(After::Usual);
    sitting.say(ServiceEnded {
        item: None,
        person: stranger(),
    });
    sitting.comes(
        crate::sitting::Seat {
            who: member,
            place_of: None,
        },
        None,
    );
    sitting.record();
}
