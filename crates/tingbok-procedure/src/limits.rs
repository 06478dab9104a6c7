//! Time limits of the minutes, and where a paragraph stands on any day: to adjust, to post, open to appeal, done.
//!
//! Everything is a function of days; nothing knows today. At the end of the calendar days are cut off there.
//!
//! Spec: docs/procedure.md, "Time limits"; 5:69, 8:12, 13:5, 1930:173 § 2.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::ends_on;

mod wording;

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
    /// The day on which the meeting was closed, where it is a later one: the time for adjusting is counted from it.
    pub closed: Option<Date>,
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
            (Some(meeting), None, _) => to_adjust(adjust_by(known.closed.unwrap_or(meeting)), on),
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

    /// What had happened by the end of a day.
    #[must_use]
    pub fn known(&self, on: Date) -> Self {
        let by_then = |day: Option<Date>| day.filter(|day| *day <= on);
        Self {
            meeting: by_then(self.meeting),
            closed: by_then(self.closed),
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

#[cfg(test)]
mod tests;
