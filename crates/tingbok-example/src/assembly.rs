//! The assembly's year: six meetings, one of them on two days.

use jiff::civil::{Date, date};
use tingbok_procedure::content::BodyKind;

use crate::Year;
use crate::clerk::{Body, Clerk};
use crate::ordinary;
use crate::roster::{ASSEMBLY, ASSEMBLY_KEYS, Member};
use crate::scene::{Scene, minutes, people, planted, votes};
use crate::sitting::{Call, Sitting};

/// A year of *regionfullmäktige*, made from a seed: what only an assembly knows, a third that remits above all.
#[must_use]
pub fn assembly_year(seed: u64) -> Year {
    let mut clerk = Clerk::new(BODY, seed);
    clerk.begin(YEAR);
    clerk.constitute();
    for programme in &PROGRAMMES {
        meet(&mut clerk, programme);
    }
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
    adjusters: [&'static str; 2],
    absent: &'static [&'static str],
    replaced: bool,
    first_day: &'static [Scene],
    /// The scenes of a second day, when there is one.
    second_day: &'static [Scene],
}

fn meet(clerk: &mut Clerk, programme: &Programme) {
    let (month, day) = programme.on;
    let on = Date::new(YEAR, month, day).unwrap_or(date(YEAR, 2, 19));
    let adjusters: Vec<&'static Member> = programme
        .adjusters
        .iter()
        .filter_map(|id| clerk.member(id))
        .collect();
    let call = Call {
        date: on,
        chair: &ASSEMBLY[0],
        adjusters,
        absent: programme.absent,
        replaced: programme.replaced,
        at_the_last: false,
    };
    let mut sitting = Sitting::open(clerk, &call);
    let count = sitting.clerk.chance.between(4, 7);
    ordinary::items(&mut sitting, count);
    for scene in programme.first_day {
        scene(&mut sitting);
        ordinary::items(&mut sitting, 1);
    }
    if !programme.second_day.is_empty() {
        sitting.adjourn_to(on.tomorrow().unwrap_or(on));
        for scene in programme.second_day {
            scene(&mut sitting);
        }
    }
    sitting.close();
}

const YEAR: i16 = 2025;

const BODY: Body = Body {
    name: "Regionfullmäktige",
    kind: BodyKind::Assembly,
    seats: 41,
    adjusters: 2,
    registry: "RF",
    room: "Folkets hus, Fjällmark",
    roster: ASSEMBLY,
    keys: ASSEMBLY_KEYS,
};

const USUAL: Programme = Programme {
    on: (2, 19),
    adjusters: ["henrik-wallgren", "yasmin-karimi"],
    absent: &[],
    replaced: true,
    first_day: &[],
    second_day: &[],
};

const PROGRAMMES: [Programme; 6] = [
    Programme {
        absent: &["lars-nilsson-norrvik", "marie-bergsten"],
        first_day: &[votes::election_by_lot, people::behind_closed_doors],
        ..USUAL
    },
    Programme {
        on: (4, 16),
        adjusters: ["solveig-rask", "borje-lund"],
        // Eleven are away and nobody comes for them: when ten more are recused, twenty are left of forty-one seats.
        absent: &[
            "hassan-abdi",
            "monica-lindh",
            "stefan-kallstrom",
            "agneta-fors",
            "johan-sjodin",
            "cecilia-borg",
            "fredrik-hamrin",
            "kent-olofsson",
            "dan-sundkvist",
            "ester-norling",
            "malte-grankvist",
        ],
        replaced: false,
        first_day: &[people::recusal_breaks_the_quorum],
        ..USUAL
    },
    Programme {
        on: (6, 12),
        first_day: &[votes::minority_remits_for_later, votes::minority_falls_short],
        ..USUAL
    },
    Programme {
        on: (9, 18),
        adjusters: ["solveig-rask", "yasmin-karimi"],
        first_day: &[
            votes::two_thirds_reached,
            planted::two_thirds_not_reached,
            planted::third_not_reached,
            planted::third_for_the_second_time,
        ],
        ..USUAL
    },
    Programme {
        on: (11, 26),
        first_day: &[minutes::adjusted_at_once, people::leaves_for_the_day],
        second_day: &[
            people::back_on_the_next_day,
            minutes::assigned,
            votes::minority_remits,
        ],
        ..USUAL
    },
    Programme {
        on: (12, 17),
        adjusters: ["henrik-wallgren", "borje-lund"],
        first_day: &[
            people::recused_without_substitute,
            people::recused_and_back,
            planted::serves_again,
        ],
        second_day: &[],
        ..USUAL
    },
];
