//! The clock of the computer: the only place where the program asks what time it is.
//!
//! Section: docs/style.md, "Purity and panics".

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tingbok_procedure::Moment;
use tingbok_procedure::content::Day;

use crate::context::Context;

/// The time now.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the adapter that reads the clock"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The time now as an event's `at`, on the wall clock of Stockholm.
pub(crate) fn moment(now: Timestamp) -> Moment {
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    Moment::Instant(now, zone.to_offset(now))
}

/// A day that was given, or today's in Stockholm.
pub(crate) fn day(given: Option<Day>, context: &Context) -> Date {
    given.map_or_else(|| moment(context.now()).date(), |day| day.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_whole_second_in_stockholm() {
        let at = moment("2026-07-01T10:00:00.999Z".parse().unwrap());
        assert_eq!(at.to_string(), "2026-07-01T12:00:00+02:00");
    }
}
