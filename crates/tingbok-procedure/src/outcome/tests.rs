//! Every rule by which a vote is decided, with its sum, and what holds for all of them.

use proptest::prelude::*;

use super::*;

fn outcome(effect: Effect, motion: &str) -> Outcome {
    let motions = vec![motion.into()];
    Outcome {
        effect,
        motions,
        proposal: None,
    }
}

/// A vote in which Ja rejects, as boards put it; tests change what they are about.
#[derive(Debug)]
struct Case {
    yes: Outcome,
    no: Outcome,
    form: VoteForm,
    rule: VoteRule,
    tally: (u32, u32, u32),
    present: Option<u32>,
    chair: Option<Choice>,
    body: Option<BodyKind>,
    election: bool,
    put_off_before: bool,
}

fn case(rule: VoteRule, tally: (u32, u32, u32)) -> Case {
    Case {
        yes: outcome(Effect::Reject, "m1"),
        no: outcome(Effect::Approve, "m1"),
        form: VoteForm::Open,
        rule,
        tally,
        present: None,
        chair: None,
        body: None,
        election: false,
        put_off_before: false,
    }
}

/// Ja: decide today. Nej: remit.
fn remit(tally: (u32, u32, u32), present: Option<u32>) -> Case {
    Case {
        yes: Outcome {
            motions: vec![],
            ..outcome(Effect::DecideToday, "")
        },
        no: outcome(Effect::Remit, "m1"),
        body: Some(BodyKind::Assembly),
        present,
        ..case(VoteRule::OneThirdPresent, tally)
    }
}

impl Case {
    fn compute(&self) -> Computed {
        let (yes, no, abstain) = self.tally;
        compute(&Question {
            yes: &self.yes,
            no: &self.no,
            form: self.form,
            rule: self.rule,
            tally: Tally { yes, no, abstain },
            present: self.present,
            chair: self.chair,
            body: self.body,
            election: self.election,
            put_off_before: self.put_off_before,
        })
    }

    fn swapped(&self) -> Self {
        let other = |choice| match choice {
            Choice::Yes => Choice::No,
            Choice::No => Choice::Yes,
            same => same,
        };
        Self {
            yes: self.no.clone(),
            no: self.yes.clone(),
            tally: (self.tally.1, self.tally.0, self.tally.2),
            chair: self.chair.map(other),
            ..*self
        }
    }
}

/// What is carried, in English.
fn in_words(computed: &Computed) -> Option<String> {
    computed.carried.as_ref().map(|outcome| said(outcome).to_string())
}

fn carried(case: &Case) -> Option<String> {
    in_words(&case.compute())
}

fn broken(case: &Case) -> Vec<Rule> {
    case.compute()
        .irregular
        .into_iter()
        .map(|(rule, _)| rule)
        .collect()
}

#[test]
fn most_of_the_ballots_cast_carry_and_yes_may_mean_reject() {
    let won = case(VoteRule::Simple, (6, 4, 1)).compute();
    assert_eq!(won.carried, Some(outcome(Effect::Reject, "m1")));
    assert_eq!(
        won.sum,
        "6 yes, 4 no, 1 abstaining: 6 > 4, yes carries `reject m1`"
    );
    assert_eq!(won.irregular, []);
    let lost = case(VoteRule::Simple, (2, 3, 36)).compute();
    assert_eq!(
        lost.sum,
        "2 yes, 3 no, 36 abstaining: 2 < 3, no carries `approve m1`"
    );
    assert_eq!(
        lost.sum.swedish(),
        "2 ja, 3 nej, 36 avstår: 2 < 3, nej segrar, `bifalla m1`"
    );
}

#[test]
fn the_chair_decides_a_tie_in_an_open_vote() {
    for rule in [VoteRule::Simple, VoteRule::CastingVote] {
        let tie = Case {
            chair: Some(Choice::No),
            ..case(rule, (5, 5, 1))
        };
        let computed = tie.compute();
        assert_eq!(computed.carried, Some(outcome(Effect::Approve, "m1")));
        assert_eq!(
            computed.sum,
            "5 yes, 5 no, 1 abstaining: 5 = 5, the chair voted no, no carries `approve m1`"
        );
        assert_eq!(computed.irregular, []);
        for chair in [None, Some(Choice::Abstain), Some(Choice::Absent)] {
            let tie = Case {
                chair,
                ..case(rule, (5, 5, 1))
            };
            assert_eq!((carried(&tie), broken(&tie)), (None, vec![Rule::CastingVote]));
        }
        let closed = Case {
            form: VoteForm::Closed,
            chair: Some(Choice::Yes),
            ..case(rule, (5, 5, 1))
        };
        assert_eq!(
            (carried(&closed), broken(&closed)),
            (None, vec![Rule::CastingVote])
        );
    }
    let unknown = case(VoteRule::Simple, (5, 5, 1)).compute();
    assert_eq!(
        unknown.irregular,
        [(
            Rule::CastingVote,
            words!(
                "5 = 5 is a tie for the chair to decide, and the chair's ballot is not known",
                "5 = 5 är lika röstetal som ordföranden avgör, och ordförandens röst är inte känd"
            )
        )]
    );
}

#[test]
fn a_casting_vote_without_a_tie_is_irregular() {
    let won = Case {
        chair: Some(Choice::Yes),
        ..case(VoteRule::CastingVote, (6, 5, 0))
    };
    assert_eq!(carried(&won).as_deref(), Some("reject m1"));
    assert_eq!(
        won.compute().irregular,
        [(
            Rule::CastingVote,
            words!(
                "6 > 5 is no tie for the chair to decide",
                "6 > 5 är inte lika röstetal som ordföranden avgör"
            )
        )]
    );
}

#[test]
fn a_lot_decides_a_tie_in_an_election_and_nothing_else() {
    let closed = |rule, tally| Case {
        form: VoteForm::Closed,
        election: true,
        ..case(rule, tally)
    };
    let drawn = closed(VoteRule::Lot, (5, 5, 1));
    assert_eq!((carried(&drawn), broken(&drawn)), (None, vec![]));
    assert_eq!(
        drawn.compute().sum,
        "5 yes, 5 no, 1 abstaining: 5 = 5, a tie that a lot decides, the sums alone decide nothing"
    );
    let won = closed(VoteRule::Lot, (6, 5, 0));
    assert_eq!(
        (carried(&won).as_deref(), broken(&won)),
        (Some("reject m1"), vec![])
    );
    let no_lot = closed(VoteRule::Simple, (5, 5, 0));
    assert_eq!(
        (carried(&no_lot), broken(&no_lot)),
        (None, vec![Rule::LotInElections])
    );
    let chair = Case {
        chair: Some(Choice::Yes),
        ..closed(VoteRule::CastingVote, (5, 5, 0))
    };
    assert_eq!((carried(&chair), broken(&chair)), (None, vec![Rule::CastingVote]));
    let no_election = case(VoteRule::Lot, (5, 5, 1));
    assert_eq!(
        (carried(&no_election), broken(&no_election)),
        (None, vec![Rule::LotInElections])
    );
    let no_election = case(VoteRule::Lot, (6, 5, 0));
    assert_eq!(
        (carried(&no_election).as_deref(), broken(&no_election)),
        (Some("reject m1"), vec![Rule::LotInElections])
    );
}

#[test]
fn a_third_of_those_present_remits_and_both_readings_are_shown() {
    let reached = remit((24, 14, 3), Some(41)).compute();
    assert_eq!(reached.carried, Some(outcome(Effect::Remit, "m1")));
    assert_eq!(
        reached.sum,
        "24 yes, 14 no, 3 abstaining: 14 of 41 present (14·3 = 42 ≥ 41), \
         14 of 38 who voted (14·3 = 42 ≥ 38), no carries `remit m1`"
    );
    assert_eq!(reached.irregular, []);
    // A third of those who voted and not of those present: the readings differ, and the law counts those present.
    let differ = remit((25, 13, 3), Some(41)).compute();
    assert_eq!(in_words(&differ).as_deref(), Some("decide today"));
    assert_eq!(
        differ.sum,
        "25 yes, 13 no, 3 abstaining: 13 of 41 present (13·3 = 39 < 41), \
         13 of 38 who voted (13·3 = 39 ≥ 38); 25 > 13, yes carries `decide today`"
    );
}

#[test]
fn a_third_is_not_guessed_where_attendance_is_unknown() {
    let open = remit((24, 14, 0), None);
    assert_eq!((carried(&open), broken(&open)), (None, vec![]));
    assert!(
        open.compute()
            .sum
            .english()
            .contains("the number of those present is not known")
    );
    // More present people only make the third harder to reach, and most of the ballots need no third.
    assert_eq!(carried(&remit((30, 8, 0), None)).as_deref(), Some("decide today"));
    assert_eq!(carried(&remit((14, 20, 0), None)).as_deref(), Some("remit m1"));
}

#[test]
fn most_of_the_ballots_remit_without_a_third_and_a_tie_is_the_chairs() {
    assert_eq!(carried(&remit((3, 5, 33), Some(41))).as_deref(), Some("remit m1"));
    let tie = Case {
        chair: Some(Choice::Yes),
        ..remit((5, 5, 31), Some(41))
    };
    assert_eq!(
        (carried(&tie).as_deref(), broken(&tie)),
        (Some("decide today"), vec![])
    );
}

#[test]
fn a_board_an_election_or_another_matter_knows_no_third() {
    let board = Case {
        body: Some(BodyKind::Board),
        ..remit((7, 4, 0), Some(11))
    };
    assert_eq!(
        (carried(&board).as_deref(), broken(&board)),
        (Some("decide today"), vec![Rule::MinorityRemit])
    );
    let election = Case {
        election: true,
        ..remit((24, 14, 3), Some(41))
    };
    assert_eq!(
        (carried(&election).as_deref(), broken(&election)),
        (Some("decide today"), vec![Rule::MinorityRemit])
    );
    let other = Case {
        present: Some(41),
        ..case(VoteRule::OneThirdPresent, (24, 14, 3))
    };
    assert_eq!(
        (carried(&other).as_deref(), broken(&other)),
        (Some("reject m1"), vec![Rule::MinorityRemit])
    );
}

/// The law asks what a vote does, not by which rule it was ordered.
#[test]
fn a_third_remits_whatever_rule_was_ordered() {
    let ordered = |rule, tally| Case {
        rule,
        ..remit(tally, Some(41))
    };
    for rule in RULES {
        let reached = ordered(rule, (24, 14, 3));
        assert_eq!(carried(&reached).as_deref(), Some("remit m1"), "{rule:?}");
        assert_eq!(reached.compute().rule, Rule::MinorityRemit);
        let missed = ordered(rule, (25, 13, 3));
        assert_eq!(carried(&missed).as_deref(), Some("decide today"), "{rule:?}");
    }
    assert_eq!(broken(&ordered(VoteRule::Simple, (24, 14, 3))), []);
    assert_eq!(
        broken(&ordered(VoteRule::CastingVote, (24, 14, 3))),
        [Rule::CastingVote]
    );
    assert_eq!(
        broken(&ordered(VoteRule::Lot, (24, 14, 3))),
        [Rule::LotInElections]
    );
    // Half of those present is more than a third: the tie is not the chair's to decide.
    let tie = Case {
        present: Some(20),
        ..ordered(VoteRule::Simple, (10, 10, 0))
    };
    assert_eq!(
        (carried(&tie).as_deref(), broken(&tie)),
        (Some("remit m1"), vec![])
    );
    // Elsewhere most of the ballots carry: in a board, in an election, and where the body is not known.
    let simple = |body, election| Case {
        body,
        election,
        ..ordered(VoteRule::Simple, (24, 14, 3))
    };
    for elsewhere in [
        simple(Some(BodyKind::Board), false),
        simple(Some(BodyKind::Assembly), true),
        simple(None, false),
    ] {
        assert_eq!(
            (carried(&elsewhere).as_deref(), broken(&elsewhere)),
            (Some("decide today"), vec![])
        );
        assert_eq!(elsewhere.compute().rule, Rule::SimpleMajority);
    }
    // Nor is a third guessed under another rule where those present are not known.
    let unknown = Case {
        rule: VoteRule::Simple,
        ..remit((24, 14, 0), None)
    };
    assert_eq!((carried(&unknown), broken(&unknown)), (None, vec![]));
}

#[test]
fn what_a_minority_has_put_off_is_put_off_again_by_most() {
    let again = |rule, tally| Case {
        rule,
        put_off_before: true,
        ..remit(tally, Some(41))
    };
    let simple = again(VoteRule::Simple, (24, 14, 3));
    assert_eq!(
        (carried(&simple).as_deref(), broken(&simple)),
        (Some("decide today"), vec![])
    );
    // A majority may put it off again, whatever rule its vote was ordered by.
    let majority = again(VoteRule::OneThirdPresent, (14, 24, 3));
    assert_eq!(
        (carried(&majority).as_deref(), broken(&majority)),
        (Some("remit m1"), vec![])
    );
    let third = again(VoteRule::OneThirdPresent, (24, 14, 3)).compute();
    assert_eq!(in_words(&third).as_deref(), Some("decide today"));
    assert_eq!(
        third.irregular,
        [(
            Rule::MinorityRemit,
            words!(
                "a minority has put the matter off before: now most of the ballots cast are needed",
                "en minoritet har skjutit upp ärendet tidigare: nu krävs de flesta avgivna rösterna"
            )
        )]
    );
    let most = again(VoteRule::Simple, (14, 24, 3));
    assert_eq!(carried(&most).as_deref(), Some("remit m1"));
}

#[test]
fn two_thirds_are_counted_of_those_present_or_of_the_ballots() {
    let present = |tally, present| Case {
        present,
        ..case(VoteRule::TwoThirdsPresent, tally)
    };
    let won = present((13, 28, 0), Some(41)).compute();
    assert_eq!(in_words(&won).as_deref(), Some("approve m1"));
    assert_eq!(
        won.sum,
        "13 yes, 28 no, 0 abstaining: 13 yes of 41 present (13·3 = 39 < 82 = 41·2), \
         28 no of 41 present (28·3 = 84 ≥ 82 = 41·2), no carries `approve m1`"
    );
    // What does not reach two thirds falls: the side that rejects carries.
    assert_eq!(
        carried(&present((10, 27, 4), Some(41))).as_deref(),
        Some("reject m1")
    );
    assert_eq!(
        carried(&case(VoteRule::TwoThirdsCast, (10, 27, 4))).as_deref(),
        Some("approve m1")
    );
    assert_eq!(
        carried(&case(VoteRule::TwoThirdsCast, (14, 27, 0))).as_deref(),
        Some("reject m1")
    );
    assert_eq!(carried(&present((10, 27, 0), None)), None);
    assert_eq!(carried(&present((14, 27, 0), None)).as_deref(), Some("reject m1"));
}

/// *Samtliga närvarande* (5:33, 5:52): who abstains, or casts no ballot, is present and has not agreed.
#[test]
fn all_means_all_who_are_present() {
    let all = |tally, present| Case {
        present,
        ..case(VoteRule::Unanimous, tally)
    };
    assert_eq!(carried(&all((0, 41, 0), Some(41))).as_deref(), Some("approve m1"));
    let abstaining = all((0, 30, 11), Some(41)).compute();
    assert_eq!(in_words(&abstaining).as_deref(), Some("reject m1"));
    assert_eq!(
        abstaining.sum,
        "0 yes, 30 no, 11 abstaining: 0 yes of 41 present, 30 no of 41 present, yes carries `reject m1`"
    );
    // Somebody was present and cast nothing.
    assert_eq!(carried(&all((0, 40, 0), Some(41))).as_deref(), Some("reject m1"));
    assert_eq!(broken(&all((1, 40, 0), Some(41))), []);
    // Of an unknown number all may have agreed; that somebody abstained or was against is known all the same.
    assert_eq!(carried(&all((0, 30, 0), None)), None);
    for tally in [(1, 30, 0), (0, 30, 1)] {
        assert_eq!(carried(&all(tally, None)).as_deref(), Some("reject m1"));
    }
}

#[test]
fn a_qualified_majority_between_two_proposals_may_reach_neither() {
    let rivals = Case {
        yes: outcome(Effect::Approve, "m2"),
        ..case(VoteRule::TwoThirdsCast, (20, 21, 0))
    };
    assert_eq!(
        (carried(&rivals), broken(&rivals)),
        (None, vec![Rule::QualifiedMajority])
    );
    assert_eq!(broken(&case(VoteRule::TwoThirdsCast, (0, 0, 41))), []);
}

#[test]
fn outcomes_are_compared_by_what_they_do() {
    let with = |motions: &[&str]| Outcome {
        effect: Effect::Approve,
        motions: motions.iter().map(|&name| name.into()).collect(),
        proposal: Some("p1".into()),
    };
    assert!(same(&with(&["m1", "m2"]), &with(&["m2", "m1"])));
    assert!(!same(&with(&["m1"]), &with(&["m1", "m2"])));
    assert!(!same(
        &with(&[]),
        &Outcome {
            proposal: None,
            ..with(&[])
        }
    ));
    assert_eq!(said(&with(&["m1", "m2", "m3"])), "approve m1 to m3 p1");
    assert_eq!(said(&with(&["m1", "m4"])), "approve m1, m4 p1");
    assert_eq!(
        said(&Outcome {
            motions: vec![],
            ..outcome(Effect::DecideToday, "")
        }),
        "decide today"
    );
}

const RULES: [VoteRule; 7] = [
    VoteRule::Simple,
    VoteRule::CastingVote,
    VoteRule::Lot,
    VoteRule::OneThirdPresent,
    VoteRule::TwoThirdsPresent,
    VoteRule::TwoThirdsCast,
    VoteRule::Unanimous,
];

fn any_case() -> impl Strategy<Value = Case> {
    let effects = prop::sample::select(vec![
        (Effect::Reject, Effect::Approve),
        (Effect::Approve, Effect::Reject),
        (Effect::Approve, Effect::Approve),
        (Effect::DecideToday, Effect::Remit),
        (Effect::Table, Effect::DecideToday),
    ]);
    let choices = vec![Some(Choice::Yes), Some(Choice::No), Some(Choice::Abstain), None];
    let bodies = vec![Some(BodyKind::Board), Some(BodyKind::Assembly), None];
    let room = (
        prop::sample::select(bodies),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (
        effects,
        prop::sample::select(RULES.to_vec()),
        (0_u32..12, 0_u32..12, 0_u32..6),
        prop::option::of(0_u32..8),
        prop::sample::select(choices),
        room,
    )
        .prop_map(
            |((yes, no), rule, tally, silent, chair, (body, closed, election, put_off_before))| Case {
                yes: outcome(yes, "m1"),
                no: outcome(no, "m2"),
                form: if closed { VoteForm::Closed } else { VoteForm::Open },
                // One more than took part, so that one more vote still fits into the room.
                present: silent.map(|silent| tally.0 + tally.1 + tally.2 + 1 + silent),
                chair,
                body,
                election,
                put_off_before,
                ..case(rule, tally)
            },
        )
}

proptest! {
    #[test]
    fn swapping_the_sides_changes_nothing_but_the_words(case in any_case()) {
        let (one, other) = (case.compute(), case.swapped().compute());
        prop_assert_eq!(one.carried, other.carried);
        let rules = |computed: Vec<(Rule, Wording)>| computed.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
        prop_assert_eq!(rules(one.irregular), rules(other.irregular));
    }

    #[test]
    fn one_more_vote_for_a_side_never_turns_its_win_into_a_loss(case in any_case()) {
        if case.compute().carried.as_ref() == Some(&case.yes) {
            let (yes, no, abstain) = case.tally;
            let more = Case { tally: (yes + 1, no, abstain), ..case };
            prop_assert_ne!(more.compute().carried, Some(more.no));
        }
    }

    #[test]
    fn what_is_carried_is_one_of_the_sides(case in any_case()) {
        let computed = case.compute();
        if let Some(carried) = &computed.carried {
            prop_assert!([&case.yes, &case.no].contains(&carried));
        }
        let sums = format!("{} yes, {} no", case.tally.0, case.tally.1);
        prop_assert!(computed.sum.english().starts_with(&sums));
    }

    #[test]
    fn sums_of_any_size_are_added_without_overflow(yes: u32, no: u32, abstain: u32, present: Option<u32>) {
        for rule in RULES {
            let computed = Case { present, ..case(rule, (yes, no, abstain)) }.compute();
            prop_assert!(!computed.sum.is_empty());
        }
    }
}
