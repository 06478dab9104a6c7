//! Time limits of the minutes, and where a paragraph stands on any day: to adjust, to post, open to appeal, done.
//!
//! Everything is a function of days; nothing knows today. At the end of the calendar days are cut off there.
//!
//! Spec: docs/procedure.md, "Time limits"; 5:69, 8:12, 13:5, 1930:173 § 2.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::ends_on;

/// The last day to adjust the minutes of a meeting: 14 days after it (5:69).
///
/// ```
/// use jiff::civil::date;
/// use tingbok_procedure::limits::{adjust_by, last_day_of_appeal, post_by};
///
/// // Fourteen days after the 7th of June 2024 is Midsummer Eve; the time ends on the Monday after.
/// assert_eq!(adjust_by(date(2024, 6, 7)), date(2024, 6, 24));
/// assert_eq!(post_by(date(2024, 6, 24)), date(2024, 6, 26));
/// assert_eq!(last_day_of_appeal(date(2024, 6, 26)), date(2024, 7, 17));
/// ```
#[must_use]
pub fn adjust_by(meeting: Date) -> Date {
    ends_on(meeting.saturating_add(14.days()))
}

/// The last day to announce that the minutes are adjusted: the second day after (8:12).
#[must_use]
pub fn post_by(adjusted: Date) -> Date {
    ends_on(adjusted.saturating_add(2.days()))
}

/// The last day to appeal: three weeks from the day of the notice (13:5).
#[must_use]
pub fn last_day_of_appeal(posted: Date) -> Date {
    ends_on(posted.saturating_add(3.weeks()))
}

/// The first day on which the notice may come down: the day after the appeal time is out (13:5). It may be a free day.
#[must_use]
pub fn may_come_down(posted: Date) -> Date {
    last_day_of_appeal(posted).saturating_add(1.day())
}

/// The days that decide where a paragraph of the minutes stands; `None` is what has not happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParagraphTimes {
    /// The day of the meeting.
    pub meeting: Option<Date>,
    /// When the chair and every appointed adjuster had signed, or the adjustment that was recorded.
    pub adjusted: Option<Date>,
    /// When the notice was posted.
    pub posted: Option<Date>,
    /// When the notice was taken down.
    pub removed: Option<Date>,
    /// When somebody first appealed.
    pub appealed: Option<Date>,
    /// When the decision is recorded to have gained force.
    pub in_force: Option<Date>,
}

/// Where a paragraph stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stage {
    /// The meeting is still to come, or its day is not known.
    Planned,
    /// The minutes are to be adjusted (5:69).
    ToAdjust {
        /// The last day to do it.
        by: Date,
    },
    /// The minutes were to be adjusted, and are not.
    AdjustmentOverdue {
        /// The last day on which it was in time.
        by: Date,
    },
    /// Adjusted; the notice is to be posted (8:12).
    ToPost {
        /// The day of the adjustment.
        adjusted: Date,
        /// The last day to post it.
        by: Date,
    },
    /// Adjusted; the notice was to be posted, and is not.
    PostingOverdue {
        /// The day of the adjustment.
        adjusted: Date,
        /// The last day on which it was in time.
        by: Date,
    },
    /// Posted; the appeal time runs (13:5).
    AppealTime {
        /// The day of the notice.
        posted: Date,
        /// The last day to appeal.
        until: Date,
    },
    /// The appeal time is out; the notice may come down.
    ToTakeDown {
        /// The first day on which it may.
        from: Date,
    },
    /// The notice came down before the appeal time was out: the time does not run (13:5).
    TakenDownEarly {
        /// When it came down.
        removed: Date,
        /// How long it should have stayed up.
        until: Date,
    },
    /// The appeal time is out, the notice is down, and somebody appealed in time: a court decides.
    Appealed {
        /// The day of the appeal.
        on: Date,
    },
    /// The appeal time is out, the notice is down, and nobody appealed in time.
    AppealTimeOut {
        /// The last day of the appeal time.
        on: Date,
    },
    /// The decision is recorded to be in force (*laga kraft*), and the notice is down.
    InForce {
        /// Since when.
        since: Date,
    },
}

/// What a registrar has to do with a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Have the minutes adjusted (5:69).
    Adjust,
    /// Post the notice (8:12).
    Post,
    /// Take the notice down (13:5).
    TakeDown,
}

/// A duty and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// What is to be done.
    pub what: Duty,
    /// The last day for it; of a notice that may come down, the first, since no law says how long it may stay.
    pub by: Date,
    /// Whether the last day has passed. Never of a notice that may come down.
    pub overdue: bool,
}

impl ParagraphTimes {
    /// Where the paragraph stands at the end of a day, from what had happened by then.
    ///
    /// A notice counts from its own day, even if it was posted before the minutes were adjusted.
    #[must_use]
    pub fn stage(&self, on: Date) -> Stage {
        let known = self.known(on);
        match (known.meeting, known.adjusted, known.posted) {
            (None, _, _) => Stage::Planned,
            (Some(meeting), None, _) => to_adjust(adjust_by(meeting), on),
            (Some(_), Some(adjusted), None) => to_post(adjusted, post_by(adjusted), on),
            (Some(_), Some(_), Some(posted)) => known.announced(posted, on),
        }
    }

    /// What is to be done, as things stand at the end of a day: the next duty, overdue or not; `None` where there is none.
    #[must_use]
    pub fn due(&self, on: Date) -> Option<Due> {
        let (what, by, overdue) = match self.stage(on) {
            Stage::ToAdjust { by } => (Duty::Adjust, by, false),
            Stage::AdjustmentOverdue { by } => (Duty::Adjust, by, true),
            Stage::ToPost { by, .. } => (Duty::Post, by, false),
            Stage::PostingOverdue { by, .. } => (Duty::Post, by, true),
            Stage::ToTakeDown { from } => (Duty::TakeDown, from, false),
            // Until it is up again no time runs.
            Stage::TakenDownEarly { removed, .. } => (Duty::Post, removed, true),
            _ => return None,
        };
        Some(Due { what, by, overdue })
    }

    /// What had happened by a day.
    fn known(&self, on: Date) -> Self {
        let by_then = |day: Option<Date>| day.filter(|day| *day <= on);
        Self {
            meeting: by_then(self.meeting),
            adjusted: by_then(self.adjusted),
            posted: by_then(self.posted),
            removed: by_then(self.removed),
            appealed: by_then(self.appealed),
            in_force: by_then(self.in_force),
        }
    }

    fn announced(&self, posted: Date, on: Date) -> Stage {
        let until = last_day_of_appeal(posted);
        match self.removed {
            Some(removed) if removed <= until => Stage::TakenDownEarly { removed, until },
            _ if on <= until => Stage::AppealTime { posted, until },
            None => Stage::ToTakeDown {
                from: may_come_down(posted),
            },
            Some(_) => self.settled(until),
        }
    }

    fn settled(&self, until: Date) -> Stage {
        match (self.in_force, self.appealed) {
            (Some(since), _) => Stage::InForce { since },
            (None, Some(on)) if on <= until => Stage::Appealed { on },
            (None, _) => Stage::AppealTimeOut { on: until },
        }
    }
}

fn to_adjust(by: Date, on: Date) -> Stage {
    if on <= by {
        Stage::ToAdjust { by }
    } else {
        Stage::AdjustmentOverdue { by }
    }
}

fn to_post(adjusted: Date, by: Date, on: Date) -> Stage {
    if on <= by {
        Stage::ToPost { adjusted, by }
    } else {
        Stage::PostingOverdue { adjusted, by }
    }
}

impl Stage {
    /// The stage in Swedish, as a notice board shows it: `ska justeras senast 2024-06-24`.
    #[must_use]
    pub fn swedish(&self) -> String {
        match self {
            Self::Planned => "sammanträdet har inte hållits".to_owned(),
            Self::ToAdjust { by } => format!("ska justeras senast {by}"),
            Self::AdjustmentOverdue { by } => format!("skulle ha justerats senast {by}"),
            Self::ToPost { adjusted, by } => format!("justerad {adjusted}, ska anslås senast {by}"),
            Self::PostingOverdue { adjusted, by } => {
                format!("justerad {adjusted}, skulle ha anslagits senast {by}")
            }
            Self::AppealTime { posted, until } => {
                format!("anslagen {posted}, kan överklagas till och med {until}")
            }
            Self::ToTakeDown { from } => {
                format!("överklagandetiden har gått ut, anslaget får tas ned från och med {from}")
            }
            Self::TakenDownEarly { removed, until } => {
                format!(
                    "anslaget togs ned {removed} men skulle sitta till och med {until}: överklagandetiden löper inte"
                )
            }
            Self::Appealed { on } => format!("överklagad {on}"),
            Self::AppealTimeOut { on } => format!("överklagandetiden gick ut {on}"),
            Self::InForce { since } => format!("laga kraft {since}"),
        }
    }
}

#[cfg(test)]
mod tests {
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
}
