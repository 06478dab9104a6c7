//! The board at scale: years and years of ordinary meetings, for benchmarks. Nothing in them is irregular.
//!
//! Meetings are made as they are asked for, so that a million entries need no more memory than two meetings.

use std::collections::VecDeque;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::Act;
use crate::board::BODY;
use crate::clerk::Clerk;
use crate::ordinary;
use crate::roster::BOARD;
use crate::sitting::{Call, Sitting};

/// Acts of the board, beginning with its constitution in 2018, that make at least so many entries.
///
/// [`BOARD_KEYS`](crate::BOARD_KEYS) record and adjust them. The last act that is needed is the last that is given.
pub fn at_scale(seed: u64, entries: u64) -> impl Iterator<Item = Act> {
    let mut clerk = Clerk::new(BODY, seed);
    clerk.begin(FIRST_YEAR);
    clerk.constitute();
    Scale {
        clerk,
        ready: VecDeque::new(),
        next: Some((FIRST_YEAR, 1)),
        missing: entries,
    }
}

struct Scale {
    clerk: Clerk,
    ready: VecDeque<Act>,
    /// Year and month of the next meeting, while the calendar has one.
    next: Option<(i16, i8)>,
    missing: u64,
}

impl Iterator for Scale {
    type Item = Act;

    fn next(&mut self) -> Option<Act> {
        if self.missing == 0 {
            return None;
        }
        while self.ready.is_empty() {
            self.meet()?;
        }
        let act = self.ready.pop_front()?;
        self.missing = self.missing.saturating_sub(act.entries());
        Some(act)
    }
}

impl Scale {
    /// Holds the next meeting and makes ready what is recorded before anything of the one after it.
    fn meet(&mut self) -> Option<()> {
        let (year, month) = self.next?;
        hold(&mut self.clerk, wednesday(year, month)?);
        self.next = match month {
            12 => Some((year.checked_add(1)?, 1)),
            6 => Some((year, 8)),
            _ => Some((year, month.checked_add(1)?)),
        };
        let (coming, month) = self.next?;
        if coming != year {
            self.clerk.begin(coming);
        }
        let first = wednesday(coming, month)?.saturating_sub(FILED_DAYS_MAX.days());
        self.ready
            .extend(self.clerk.schedule.take_before(first.at(0, 0, 0, 0)));
        Some(())
    }
}

fn hold(clerk: &mut Clerk, day: Date) {
    let adjusters = ["klara-nordin", "gunnar-frisk", "petra-lindahl", "olle-brannstrom"];
    let adjuster = clerk.chance.pick(&adjusters).copied().unwrap_or(adjusters[0]);
    let call = Call {
        date: day,
        chair: &BOARD[0],
        adjusters: clerk.member(adjuster).into_iter().collect(),
        absent: if clerk.chance.percent(30) {
            &["tor-myhrman"]
        } else {
            &[]
        },
        replaced: true,
        at_the_last: false,
    };
    let mut sitting = Sitting::open(clerk, &call);
    let count = sitting.clerk.chance.between(8, 20);
    ordinary::items(&mut sitting, count);
    sitting.close();
}

/// The second Wednesday of a month; in January the third, when everybody is back.
fn wednesday(year: i16, month: i8) -> Option<Date> {
    let nth = if month == 1 { 3 } else { 2 };
    Date::new(year, month, 1)
        .ok()?
        .nth_weekday_of_month(nth, jiff::civil::Weekday::Wednesday)
        .ok()
}

const FIRST_YEAR: i16 = 2018;

/// No case is filed longer before its meeting, and no meeting called.
const FILED_DAYS_MAX: i32 = 25;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_come_until_there_are_enough_entries() {
        for entries in [0, 1, 5_000] {
            let made: u64 = at_scale(1, entries).map(|act| act.entries()).sum();
            assert!(made >= entries && made <= entries + 200, "{made} for {entries}");
        }
        assert_eq!(at_scale(1, 0).count(), 0);
    }

    #[test]
    fn a_body_begins_in_the_first_year_of_the_law() {
        let Some(Act::Record { drafts, .. }) = at_scale(1, 1).next() else {
            panic!("the first act records the body");
        };
        assert_eq!(drafts[0].kind, "body.constituted/1");
        assert_eq!(drafts[0].at, "2018-01-01");
    }
}
