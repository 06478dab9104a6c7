//! The limits against their vectors, and a paragraph through its stages.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::calendar::is_free;

#[test]
fn the_vectors_of_the_procedure_hold() {
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/procedure.md");
    let table = std::fs::read_to_string(table).unwrap();
    let rows = table.lines().filter_map(|line| {
        let cells = line.trim_matches('|').split('|');
        cells
            .map(|cell| cell.trim().parse().ok())
            .collect::<Option<Vec<Date>>>()
    });
    let rows: Vec<_> = rows.filter(|row| !row.is_empty()).collect();
    assert!(rows.len() >= 5, "the table of vectors is in docs/procedure.md");
    for row in rows {
        let adjusted = adjust_by(row[0]);
        let posted = post_by(adjusted);
        let computed = [
            row[0],
            adjusted,
            posted,
            last_day_of_appeal(posted),
            may_come_down(posted),
        ];
        assert_eq!(computed.as_slice(), row, "the meeting of {}", row[0]);
    }
}

#[test]
fn a_paragraph_passes_its_stages() {
    let mut times = ParagraphTimes {
        meeting: Some(date(2023, 11, 8)),
        ..ParagraphTimes::default()
    };
    let said = |times: &ParagraphTimes, on: Date| times.stage(on).swedish();
    assert_eq!(said(&times, date(2023, 11, 7)), "sammanträdet har inte hållits");
    assert_eq!(said(&times, date(2023, 11, 22)), "ska justeras senast 2023-11-22");
    assert_eq!(
        said(&times, date(2023, 11, 23)),
        "skulle ha justerats senast 2023-11-22"
    );
    times.adjusted = Some(date(2023, 11, 22));
    assert_eq!(
        said(&times, date(2023, 11, 24)),
        "justerad 2023-11-22, ska anslås senast 2023-11-24"
    );
    assert_eq!(
        said(&times, date(2023, 11, 25)),
        "justerad 2023-11-22, skulle ha anslagits senast 2023-11-24"
    );
    times.posted = Some(date(2023, 11, 24));
    assert_eq!(
        said(&times, date(2023, 12, 15)),
        "anslagen 2023-11-24, kan överklagas till och med 2023-12-15"
    );
    assert_eq!(
        said(&times, date(2023, 12, 16)),
        "överklagandetiden har gått ut, anslaget får tas ned från och med 2023-12-16"
    );
    times.removed = Some(date(2023, 12, 18));
    assert_eq!(
        said(&times, date(2023, 12, 18)),
        "överklagandetiden gick ut 2023-12-15"
    );
    times.in_force = Some(date(2023, 12, 19));
    assert_eq!(said(&times, date(2023, 12, 19)), "laga kraft 2023-12-19");
    // What came later does not change how a day looked.
    assert_eq!(
        said(&times, date(2023, 11, 22)),
        "justerad 2023-11-22, ska anslås senast 2023-11-24"
    );
}

#[test]
fn the_time_for_adjusting_is_counted_from_the_closing_once_it_is_known() {
    let times = ParagraphTimes {
        meeting: Some(date(2026, 3, 11)),
        closed: Some(date(2026, 3, 17)),
        ..ParagraphTimes::default()
    };
    let by = |day: i8| Stage::ToAdjust {
        by: date(2026, 3, day),
    };
    assert_eq!(times.stage(date(2026, 3, 10)), Stage::Planned);
    assert_eq!(times.stage(date(2026, 3, 11)), by(25));
    assert_eq!(times.stage(date(2026, 3, 16)), by(25));
    assert_eq!(times.stage(date(2026, 3, 17)), by(31));
    assert_eq!(
        times.due(date(2026, 4, 1)).map(|due| (due.by, due.overdue)),
        Some((date(2026, 3, 31), true))
    );
}

#[test]
fn a_notice_that_came_down_early_starts_no_time() {
    let mut times = posted_in_time();
    times.removed = Some(date(2023, 12, 15));
    let early = Stage::TakenDownEarly {
        removed: date(2023, 12, 15),
        until: date(2023, 12, 15),
    };
    assert_eq!(times.stage(date(2024, 2, 1)), early);
    let again = Due {
        what: Duty::Post,
        by: date(2023, 12, 15),
        overdue: true,
    };
    assert_eq!(times.due(date(2024, 2, 1)), Some(again));
    times.removed = Some(date(2023, 12, 16));
    assert_eq!(
        times.stage(date(2024, 2, 1)),
        Stage::AppealTimeOut {
            on: date(2023, 12, 15)
        }
    );
}

#[test]
fn only_an_appeal_in_time_keeps_a_decision_from_force() {
    let mut times = posted_in_time();
    times.removed = Some(date(2023, 12, 18));
    times.appealed = Some(date(2023, 12, 15));
    assert_eq!(
        times.stage(date(2023, 12, 15)),
        Stage::AppealTime {
            posted: date(2023, 11, 24),
            until: date(2023, 12, 15)
        }
    );
    assert_eq!(
        times.stage(date(2023, 12, 18)),
        Stage::Appealed {
            on: date(2023, 12, 15)
        }
    );
    times.appealed = Some(date(2023, 12, 16));
    assert_eq!(
        times.stage(date(2023, 12, 18)),
        Stage::AppealTimeOut {
            on: date(2023, 12, 15)
        }
    );
}

#[test]
fn what_is_due_follows_the_stage() {
    let mut times = ParagraphTimes {
        meeting: Some(date(2024, 6, 7)),
        ..ParagraphTimes::default()
    };
    let due = |what, by, overdue| Some(Due { what, by, overdue });
    assert_eq!(times.due(date(2024, 6, 6)), None);
    assert_eq!(
        times.due(date(2024, 6, 7)),
        due(Duty::Adjust, date(2024, 6, 24), false)
    );
    assert_eq!(
        times.due(date(2024, 6, 25)),
        due(Duty::Adjust, date(2024, 6, 24), true)
    );
    times.adjusted = Some(date(2024, 6, 20));
    assert_eq!(
        times.due(date(2024, 6, 20)),
        due(Duty::Post, date(2024, 6, 24), false)
    );
    assert_eq!(
        times.due(date(2024, 6, 25)),
        due(Duty::Post, date(2024, 6, 24), true)
    );
    times.posted = Some(date(2024, 6, 24));
    assert_eq!(times.due(date(2024, 7, 15)), None);
    assert_eq!(
        times.due(date(2024, 7, 16)),
        due(Duty::TakeDown, date(2024, 7, 16), false)
    );
    times.removed = Some(date(2024, 7, 16));
    assert_eq!(times.due(date(2024, 7, 16)), None);
}

#[test]
fn times_and_stages_are_written_plainly() {
    let times = posted_in_time();
    let text = serde_json::to_string(&times).unwrap();
    assert_eq!(serde_json::from_str::<ParagraphTimes>(&text).unwrap(), times);
    let stage = serde_json::to_string(&times.stage(date(2023, 12, 1))).unwrap();
    assert_eq!(
        stage,
        r#"{"stage":"appeal_time","posted":"2023-11-24","until":"2023-12-15"}"#
    );
}

#[test]
fn the_end_of_the_calendar_cuts_times_off() {
    let last = Date::MAX;
    assert_eq!(
        [
            adjust_by(last),
            post_by(last),
            last_day_of_appeal(last),
            may_come_down(last)
        ],
        [last; 4]
    );
    let times = ParagraphTimes {
        meeting: Some(last),
        ..ParagraphTimes::default()
    };
    assert_eq!(times.due(last).map(|due| due.by), Some(last));
}

proptest! {
    #[test]
    fn a_limit_is_never_shorter_than_the_law_and_never_ends_on_a_free_day(days in 0_i32..3_073_900) {
        let from = date(1583, 1, 1).saturating_add(days.days());
        for (limit, least) in [(adjust_by(from), 14), (post_by(from), 2), (last_day_of_appeal(from), 21)] {
            prop_assert!(!is_free(limit));
            prop_assert!(limit >= from.saturating_add(least.days()));
            prop_assert!(limit <= from.saturating_add((least + 5).days()));
        }
        prop_assert_eq!(may_come_down(from), last_day_of_appeal(from).tomorrow().unwrap());
    }

    #[test]
    fn a_later_day_never_makes_what_was_done_undone(days in 0_i32..60, later in 0_i32..60) {
        let times = ParagraphTimes { removed: Some(date(2023, 12, 18)), ..posted_in_time() };
        let day = |days: i32| date(2023, 11, 8).saturating_add(days.days());
        prop_assert!(rank(times.stage(day(days))) <= rank(times.stage(day(days + later))));
    }
}

fn posted_in_time() -> ParagraphTimes {
    ParagraphTimes {
        meeting: Some(date(2023, 11, 8)),
        adjusted: Some(date(2023, 11, 22)),
        posted: Some(date(2023, 11, 24)),
        ..ParagraphTimes::default()
    }
}

fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Planned => 0,
        Stage::ToAdjust { .. } => 1,
        Stage::AdjustmentOverdue { .. } => 2,
        Stage::ToPost { .. } => 3,
        Stage::PostingOverdue { .. } => 4,
        Stage::AppealTime { .. } => 5,
        Stage::ToTakeDown { .. } => 6,
        _ => 7,
    }
}
