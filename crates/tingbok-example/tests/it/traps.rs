//! The traps: what happens in meetings and what programs get wrong is in the years, irregular or not.

use std::collections::{BTreeMap, BTreeSet};

use tingbok_example::{Act, Year, assembly_year, board_year};
use tingbok_procedure::content::{
    BallotCast, Choice, Content, Effect, Ground, ParagraphNo, PropositionKind, VoteForm, VoteRule,
};
use tingbok_procedure::{Event, Kind, Stream};

fn events(year: &Year) -> Vec<Event> {
    let drafts = year.acts.iter().filter_map(|act| match act {
        Act::Record { drafts, .. } => Some(drafts),
        _ => None,
    });
    drafts.flatten().map(|draft| draft.event().unwrap()).collect()
}

/// The events of each item of each meeting, in order.
fn items(events: &[Event]) -> BTreeMap<(Stream, ParagraphNo), Vec<&Content>> {
    let mut items: BTreeMap<_, Vec<&Content>> = BTreeMap::new();
    for event in events
        .iter()
        .filter(|event| matches!(event.stream, Stream::Meeting(_)))
    {
        if let Some(item) = event.content.item() {
            items
                .entry((event.stream.clone(), item))
                .or_default()
                .push(&event.content);
        }
    }
    items
}

/// Whether some item of a year holds events that fit, in this order.
fn holds(year: &Year, wanted: &[&dyn Fn(&Content) -> bool]) -> bool {
    let events = events(year);
    items(&events).values().any(|item| {
        let mut item = item.iter();
        wanted.iter().all(|fits| item.any(|content| fits(content)))
    })
}

fn kind(kind: Kind) -> impl Fn(&Content) -> bool {
    move |content| content.kind() == kind
}

#[test]
fn people_come_and_go_and_serve_for_named_members() {
    let year = board_year(1);
    let for_a_member = |content: &Content| match content {
        Content::ServiceStarted(started) => started.in_place_of.is_some(),
        _ => false,
    };
    assert!(holds(
        &year,
        &[
            &kind(Kind::ServiceEnded),
            &for_a_member,
            &kind(Kind::DecisionMade)
        ]
    ));
    let on_the_roll = events(&year).into_iter().any(|event| match event.content {
        Content::AttendanceRecorded(roll) => roll.serving.iter().any(|one| one.in_place_of.is_some()),
        _ => false,
    });
    assert!(on_the_roll);
    let pause = [
        &kind(Kind::MeetingAdjourned),
        &kind(Kind::ServiceStarted),
        &kind(Kind::MeetingResumed),
    ];
    assert!(holds(&year, &[pause[0], pause[1], pause[2]]));
}

#[test]
fn recusal_comes_with_and_without_a_substitute_and_for_the_chair() {
    let year = board_year(1);
    assert!(holds(
        &year,
        &[&kind(Kind::RecusalDeclared), &kind(Kind::ServiceStarted)]
    ));
    let led_by_another =
        |content: &Content| matches!(content, Content::ItemOpened(opened) if opened.chair.is_some());
    assert!(holds(&year, &[&led_by_another, &kind(Kind::RecusalDeclared)]));
    assert!(holds(
        &year,
        &[&kind(Kind::RecusalDeclared), &kind(Kind::AdjustersAppointed)]
    ));
    let assembly = events(&assembly_year(1));
    let most = items(&assembly);
    let recusals = |item: &Vec<&Content>| item.iter().filter(|one| kind(Kind::RecusalDeclared)(one)).count();
    assert_eq!(
        most.values().map(recusals).max(),
        Some(10),
        "so many that the quorum is gone (5:46)"
    );
}

#[test]
fn votes_are_of_every_sort() {
    let ordered = |rule: VoteRule| move |content: &Content| matches!(content, Content::VoteOrdered(ordered) if ordered.rule == rule);
    let rejects = |content: &Content| matches!(content, Content::VoteOrdered(ordered) if ordered.yes.means.effect == Effect::Reject);
    let tie =
        |content: &Content| matches!(content, Content::VoteCounted(counted) if counted.yes == counted.no);
    let closed =
        |content: &Content| matches!(content, Content::VoteOrdered(one) if one.form == VoteForm::Closed);
    let abstains = |content: &Content| {
        matches!(
            content,
            Content::BallotCast(BallotCast {
                choice: Choice::Abstain,
                ..
            })
        )
    };
    let (board, assembly) = (board_year(1), assembly_year(1));
    assert!(holds(&board, &[&rejects, &abstains]));
    assert!(holds(&board, &[&ordered(VoteRule::CastingVote), &tie]));
    assert!(holds(&board, &[&ordered(VoteRule::Simple), &tie]));
    assert!(holds(&board, &[&closed, &tie, &kind(Kind::DecisionMade)]));
    assert!(holds(&assembly, &[&ordered(VoteRule::TwoThirdsCast)]));
    let third = |content: &Content| match content {
        Content::VoteCounted(counted) => {
            (counted.yes, counted.no, counted.abstain) == (24, 14, 3)
                && counted.declared.effect == Effect::Remit
        }
        _ => false,
    };
    assert!(holds(&assembly, &[&ordered(VoteRule::OneThirdPresent), &third]));
    // After the gavel: the demand follows the decision.
    assert!(holds(
        &board,
        &[&kind(Kind::DecisionMade), &kind(Kind::VoteDemanded)]
    ));
}

#[test]
fn motions_are_withdrawn_put_together_and_set_against_each_other() {
    let year = board_year(1);
    let put = |kind: PropositionKind, motions: usize| {
        move |content: &Content| match content {
            Content::PropositionPut(put) => put.kind == kind && put.motions.len() == motions,
            _ => false,
        }
    };
    let together = put(PropositionKind::ApproveOrReject, 2);
    assert!(holds(&year, &[&kind(Kind::MotionWithdrawn), &together]));
    let counter = put(PropositionKind::CounterProposal, 2);
    let main = put(PropositionKind::Main, 1);
    let counted = kind(Kind::VoteCounted);
    assert!(holds(&year, &[&counter, &counted, &main, &counted]));
    for formal in [Effect::Table, Effect::Remit, Effect::DecideToday] {
        let found = move |content: &Content| matches!(content, Content::PropositionFound(found) if found.carried.effect == formal);
        assert!(holds(&year, &[&found]), "{formal:?}");
    }
}

#[test]
fn one_decision_is_declined_and_another_reserved_against() {
    let events = events(&board_year(1));
    let split = items(&events).into_values().any(|item| {
        let declined = item.iter().find_map(|content| match content {
            Content::ParticipationDeclined(declined) => Some((declined.persons[0].clone(), "q2")),
            _ => None,
        });
        let Some((person, proposition)) = declined else {
            return false;
        };
        item.iter().any(|content| match content {
            Content::ReservationEntered(entered) => {
                entered.persons.contains(&person)
                    && entered
                        .decision
                        .as_ref()
                        .is_some_and(|decision| decision.0 == "d1")
                    && proposition == "q2"
            }
            _ => false,
        })
    });
    assert!(split);
    let decisions = items(&events).into_values().map(|item| {
        let made = item.iter().filter(|content| kind(Kind::DecisionMade)(content));
        made.count()
    });
    assert_eq!(decisions.max(), Some(3), "points are decided one by one");
}

#[test]
fn reservations_come_after_the_item_and_after_the_meeting() {
    let year = board_year(1);
    assert!(holds(
        &year,
        &[&kind(Kind::ItemClosed), &kind(Kind::ReservationEntered)]
    ));
    let mut closed = BTreeSet::new();
    let late = events(&year).into_iter().filter(|event| {
        if event.kind() == Kind::MeetingClosed {
            closed.insert(event.stream.clone());
        }
        event.kind() == Kind::ReservationEntered && closed.contains(&event.stream)
    });
    assert_eq!(late.count(), 1);
}

#[test]
fn minutes_are_adjusted_at_once_corrected_and_revised() {
    let year = board_year(1);
    let at_once =
        |content: &Content| matches!(content, Content::ItemClosed(closed) if closed.adjusted_at_once);
    assert!(holds(&year, &[&at_once]));
    let events = events(&year);
    let grounds: Vec<Option<Ground>> = events
        .iter()
        .filter_map(|event| match &event.content {
            Content::ParagraphCorrected(corrected) => Some(corrected.ground),
            _ => None,
        })
        .collect();
    for ground in [
        Some(Ground::Fl36),
        Some(Ground::MinutesError),
        Some(Ground::NewDecision),
        None,
    ] {
        assert!(grounds.contains(&ground), "{ground:?}");
    }
    let kinds: BTreeSet<&str> = events.iter().map(|event| event.kind().name()).collect();
    for kind in [
        Kind::MeetingCancelled,
        Kind::DoorsClosed,
        Kind::AppealLodged,
        Kind::DecisionRevised,
        Kind::AdjustmentRecorded,
        Kind::MemberReleased,
        Kind::AssignmentGiven,
        Kind::ExtractDispatched,
        Kind::AgendaAdopted,
        Kind::StatementEntered,
        Kind::CaseClosed,
    ] {
        assert!(kinds.contains(kind.name()), "{kind}");
    }
}

#[test]
fn a_meeting_ends_on_its_day_or_on_the_day_to_which_it_was_adjourned() {
    for seed in 0..10 {
        for year in [board_year(seed), assembly_year(seed)] {
            for event in events(&year) {
                let (Stream::Meeting(day), Content::MeetingClosed(_)) = (&event.stream, &event.content)
                else {
                    continue;
                };
                let late = event.at.clock().unwrap();
                assert!(late < (19, 0), "meeting/{day} closes at {}", event.at);
                assert!(event.at.date() == *day || event.at.date() == day.tomorrow().unwrap());
            }
        }
    }
}
