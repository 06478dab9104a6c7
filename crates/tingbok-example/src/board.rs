//! The board's year: eleven meetings and one that is called off.

use jiff::civil::{Date, date};
use tingbok_procedure::Rule;
use tingbok_procedure::content::BodyKind;

use crate::Year;
use crate::clerk::{Body, Clerk};
use crate::ordinary;
use crate::roster::{BOARD, BOARD_KEYS, Member};
use crate::scene::{Scene, minutes, motions, people, planted, votes};
use crate::sitting::{Call, Sitting, cancel, summon};

/// A year of *regionstyrelsen*, made from a seed.
///
/// The people, the meetings and what is planted are the same in every year; matters, motions, speeches, sums and ids
/// come from the seed.
#[must_use]
pub fn board_year(seed: u64) -> Year {
    let mut clerk = Clerk::new(BODY, seed);
    clerk.begin(YEAR);
    clerk.constitute();
    for (place, programme) in PROGRAMMES.iter().enumerate() {
        if place == SUCCESSION {
            succeed(&mut clerk);
        }
        meet(&mut clerk, programme);
    }
    let cancelled = date(YEAR, 7, 9);
    summon(&mut clerk, cancelled, Vec::new());
    cancel(&mut clerk, cancelled, "För få ärenden.");
    Year {
        body: BODY.constituted(),
        keys: BODY.keys,
        acts: clerk.schedule.take_all().collect(),
        planted: clerk.planted,
        audited_on: date(YEAR + 1, 2, 16),
    }
}

/// What is to happen in one meeting, beside the ordinary.
struct Programme {
    on: (i8, i8),
    chair: &'static str,
    adjusters: &'static [&'static str],
    absent: &'static [&'static str],
    scenes: &'static [Scene],
    /// What has to come last: people have left by then.
    last: &'static [Scene],
    ordinary: (u32, u32),
    at_the_last: bool,
}

fn meet(clerk: &mut Clerk, programme: &Programme) {
    let call = call(clerk, programme);
    let surplus = call.adjusters.len() != 1;
    let mut sitting = Sitting::open(clerk, &call);
    if surplus {
        let what = "two adjusters are appointed, and the body has decided on one";
        let appointed = sitting.appointed.clone();
        sitting.plant(Rule::AdjustersNumber, None, Some(&appointed), what);
    }
    let (least, most) = programme.ordinary;
    let count = sitting.clerk.chance.between(least, most);
    ordinary::items(&mut sitting, 1);
    for scene in programme.scenes {
        scene(&mut sitting);
        ordinary::items(&mut sitting, count / 4);
    }
    ordinary::items(&mut sitting, count % 4);
    for scene in programme.last {
        scene(&mut sitting);
    }
    sitting.close();
}

fn call(clerk: &Clerk, programme: &Programme) -> Call {
    let member = |id: &&str| clerk.member(id);
    let (month, day) = programme.on;
    Call {
        date: Date::new(YEAR, month, day).unwrap_or(date(YEAR, 1, 15)),
        chair: clerk.member(programme.chair).unwrap_or(&BOARD[0]),
        adjusters: programme.adjusters.iter().filter_map(member).collect(),
        absent: programme.absent,
        replaced: true,
        at_the_last: programme.at_the_last,
    }
}

/// After the summer a substitute has the seat of a member who left.
fn succeed(clerk: &mut Clerk) {
    let pair: Vec<&'static Member> = ["ake-sundin", "lisbet-grahn"]
        .iter()
        .filter_map(|id| clerk.member(id))
        .collect();
    if let [leaves, follows] = pair[..] {
        clerk.succeed(leaves, follows, date(YEAR, 8, 31));
    }
}

const YEAR: i16 = 2025;

/// The place in the programme of the first meeting after the summer's succession.
const SUCCESSION: usize = 7;

/// *Regionstyrelsen*.
pub(crate) const BODY: Body = Body {
    name: "Regionstyrelsen",
    kind: BodyKind::Board,
    seats: 11,
    adjusters: 1,
    registry: "RS",
    room: "Regionens hus, Fjällmark",
    roster: BOARD,
    keys: BOARD_KEYS,
};

const USUAL: Programme = Programme {
    on: (1, 15),
    chair: "ingrid-sandvall",
    adjusters: &["klara-nordin"],
    absent: &[],
    scenes: &[],
    last: &[],
    ordinary: (6, 11),
    at_the_last: false,
};

const PROGRAMMES: [Programme; 11] = [
    Programme {
        on: (1, 15),
        scenes: &[
            minutes::adjusted_on_paper,
            votes::election_by_lot,
            motions::tabled,
        ],
        ..USUAL
    },
    Programme {
        on: (2, 12),
        adjusters: &["gunnar-frisk"],
        absent: &["mats-holmgren"],
        scenes: &[
            minutes::taken_up_again,
            people::coming_and_going,
            planted::unput_motion,
            planted::stranger_serves,
        ],
        ..USUAL
    },
    Programme {
        on: (3, 12),
        adjusters: &["petra-lindahl"],
        absent: &["ake-sundin"],
        scenes: &[
            motions::transport_plan,
            people::recused_with_substitute,
            people::behind_closed_doors,
            planted::formal_last,
            planted::moved_by_substitute,
        ],
        ..USUAL
    },
    Programme {
        on: (4, 9),
        adjusters: &["olle-brannstrom"],
        scenes: &[
            votes::tie_with_casting_vote,
            votes::tie_under_the_simple_rule,
            motions::counter_proposal,
            motions::withdrawn_and_together,
            planted::casting_vote_without_tie,
            planted::wrongly_declared,
        ],
        ..USUAL
    },
    Programme {
        on: (5, 14),
        scenes: &[
            motions::point_by_point,
            votes::authority,
            planted::abstains_in_authority,
            planted::out_of_order,
            motions::addition_last,
            planted::addition_first,
        ],
        ..USUAL
    },
    Programme {
        on: (6, 11),
        adjusters: &["gunnar-frisk"],
        scenes: &[
            minutes::adjusted_at_once,
            people::chair_recused,
            people::adjuster_recused,
            planted::compiled_too_early,
            planted::stated_after_signing,
            planted::ballot_missing,
            people::change_in_the_pause,
        ],
        ..USUAL
    },
    Programme {
        on: (8, 20),
        chair: "mats-holmgren",
        adjusters: &["klara-nordin", "gunnar-frisk"],
        absent: &["ingrid-sandvall"],
        scenes: &[
            motions::remitted_by_majority,
            motions::decided_today,
            planted::third_in_a_board,
            planted::lot_without_election,
            planted::closed_without_election,
        ],
        ..USUAL
    },
    Programme {
        on: (9, 10),
        adjusters: &["petra-lindahl"],
        scenes: &[
            minutes::corrected,
            minutes::revises,
            planted::corrected_without_ground,
            planted::revised_by_unknown,
            planted::wrong_day,
        ],
        ..USUAL
    },
    Programme {
        on: (10, 8),
        adjusters: &["olle-brannstrom"],
        scenes: &[
            minutes::corrected_by_decision,
            minutes::appealed,
            planted::signed_late,
            planted::posted_early,
            planted::posted_late,
            planted::removed_early,
            planted::force_early,
            planted::appealed_late,
        ],
        ordinary: (3, 7),
        ..USUAL
    },
    Programme {
        on: (11, 12),
        scenes: &[
            minutes::reserved_after_the_item,
            planted::reserved_too_late,
            planted::declined_and_reserved,
            planted::nothing_to_reserve_against,
            planted::unsettled,
            planted::skipped_number,
            planted::decided_otherwise,
            planted::after_the_gavel,
            planted::reserves_as_voted,
        ],
        ordinary: (3, 7),
        ..USUAL
    },
    Programme {
        on: (12, 10),
        adjusters: &["gunnar-frisk"],
        scenes: &[
            minutes::assigned,
            planted::recused_speaks,
            planted::unsigned,
            planted::unposted,
        ],
        last: &[planted::too_few],
        at_the_last: true,
        ..USUAL
    },
];
